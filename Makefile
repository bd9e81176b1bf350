# From a fresh clone: `make run` opens the chat, `make test` checks everything. `make help` lists the rest.

PYTHON := $(or $(shell for p in python3.11 python3.12 python3.13 python3 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && break; done),python3)
PY := .venv/bin/python
DATA := $(or $(DISCLOSURE_QA_DATA),data)
WORKERS := 2# of the tests; a file stays with one of them, so that what a session prepares is prepared twice at most
SAMPLES := $(wildcard samples/*.pdf)

.DEFAULT_GOAL := help
.PHONY: help run test lint index eval smoke baseline quality bench scale lock samples screenshots web-times clean env

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: env $(DATA)/samples.stamp ## the web chat on http://127.0.0.1:7860 (HOST, PORT)
	@$(PY) app.py

test: lint ## ruff, mypy and the whole test suite
	@tools/install_test_system.sh
	@$(PY) -m pytest -q -n $(WORKERS) --dist loadfile

lint: env ## ruff and mypy
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy

index: env ## index the bundled samples into the data directory
	@$(PY) -m index --data "$(DATA)" build samples

eval: env ## the whole evaluation, every suite; all reports in build/eval
	@tools/evaluate.sh "$(PY)" full

smoke: env ## the evaluation that CI runs: floors, and the samples against eval/baseline.json
	@tools/evaluate.sh "$(PY)" smoke

baseline: env ## write eval/baseline.json anew, after looking at what changed
	@tools/evaluate.sh "$(PY)" baseline

quality: env ## measure docs/quality.md anew
	@tools/evaluate.sh "$(PY)" quality

bench: env $(DATA)/samples.stamp ## time to the first answer and time of one answer, printed
	@$(PY) tools/bench.py

scale: env $(DATA)/samples.stamp ## questions over 1,000 made disclosures: time and memory, printed
	@$(PY) tools/scale.py

lock: env ## write requirements.lock anew from pyproject.toml (newest versions with UPGRADE=1)
	@tools/lock.sh "$(PY)" $(if $(UPGRADE),--upgrade)

samples: env ## render the bundled sample disclosures anew
	@$(PY) -m samples.render

screenshots: env ## the pictures in docs/, taken with Chromium
	@tools/install_test_system.sh
	@$(PY) -m tools.screenshots

web-times: env ## how long a visitor waits, measured in Chromium and printed
	@tools/install_test_system.sh
	@$(PY) -m tools.web_times

clean: ## remove the environment and all caches; the data directory stays
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache build
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

env:
	@$(PYTHON) tools/setup_env.py

# One bad sample must not keep the chat from opening; without the stamp the next run tries again.
$(DATA)/samples.stamp: $(SAMPLES) | env
	@mkdir -p "$(DATA)"
	@if $(PY) -m index --data "$(DATA)" build samples; then touch "$@"; else echo "some samples were not indexed, see above"; fi

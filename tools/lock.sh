#!/usr/bin/env bash
# Resolve pyproject.toml for every platform into requirements.lock, keeping the versions it holds.
# The CUDA packages of the default torch build are left out: torch's own install step brings them.
set -euo pipefail
cd "$(dirname "$0")/.."
python=$1
shift
"$python" -m pip --quiet --disable-pip-version-check install --target build/uv uv
PYTHONPATH=build/uv "$python" -m uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
    --fork-strategy fewest --overrides tools/lock-overrides.txt --no-annotate --no-header --quiet \
    --output-file requirements.lock "$@"
sed -i.bak -E '/^(nvidia-|cuda-|triton==)/d' requirements.lock
rm requirements.lock.bak
wc -l requirements.lock

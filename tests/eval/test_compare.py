"""Runs held against earlier runs: baselines, what failed, and the same bytes however the work is shared."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from eval.__main__ import main
from eval.baseline import compare, read_baseline, write_baseline
from eval.outcome import Result, tally
from eval.questions import Case
from eval.scorers import Verdict
from eval.suites.asking import ask_all
from eval.suites.options import Options
from index.config import Settings
from qa.pipeline import Assistant
from qa.types import Answer, Status

KINDS = {"official", "code", "absent_year"}


class Spoiled:
    """The project's answerer with some of its answers spoiled."""

    def __init__(self, assistant: Assistant, spoil: Callable[[Answer], Answer]) -> None:
        self._assistant, self._spoil = assistant, spoil

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        return self._spoil(self._assistant.ask(question, history))


def breaks_down(_: Answer) -> Answer:
    raise KeyError("count")


def refuses(given: Answer) -> Answer:
    return Answer(given.question, Status.REFUSED, "没有找到。")


def states_one(given: Answer) -> Answer:
    return replace(given, status=Status.ANSWERED, value="1", unit="万元", text="1 万元")


@pytest.fixture(scope="module")
def few(cases: list[Case]) -> list[Case]:
    return [case for case in cases if case.category in KINDS]


@pytest.fixture(scope="module")
def honest(assistant: Assistant, few: list[Case]) -> Result:
    return ask_all("answers", assistant, assistant, few)


def spoiled(assistant: Assistant, few: list[Case], spoil: Callable[[Answer], Answer]) -> Result:
    return ask_all("answers", assistant, Spoiled(assistant, spoil), few)


def test_the_same_run_changes_nothing(honest: Result, tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    write_baseline(file, [honest], "python -m eval run")
    found = compare([honest], read_baseline(file), whole=True)
    assert (found.newly_failing, found.newly_passing, found.new, found.gone) == ((), (), 0, 0)
    assert not found.worse


def test_a_question_asked_twice_is_known_once(honest: Result, tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    write_baseline(path, [honest], "eval run")
    twice = replace(honest, items=(*honest.items, honest.items[0]))
    found = compare([twice], read_baseline(path), whole=True)
    assert (found.new, found.gone) == (0, 0)


def test_newly_failing_and_newly_passing_are_listed(
    assistant: Assistant, few: list[Case], honest: Result, tmp_path: Path
) -> None:
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    refused = spoiled(assistant, few, refuses)
    write_baseline(good, [honest], "")
    write_baseline(bad, [refused], "")
    failing = {item.case.id for item in refused.items if item.failing}
    assert failing
    worse = compare([refused], read_baseline(good), whole=True)
    assert {change.item.case.id for change in worse.newly_failing} == failing
    assert worse.worse
    better = compare([honest], read_baseline(bad), whole=True)
    assert {change.item.case.id for change in better.newly_passing} == failing
    assert not better.worse


def test_a_wrong_figure_in_place_of_a_refusal_is_newly_failing(
    assistant: Assistant, few: list[Case], tmp_path: Path
) -> None:
    file = tmp_path / "baseline.json"
    write_baseline(file, [spoiled(assistant, few, refuses)], "")
    wrong = compare([spoiled(assistant, few, states_one)], read_baseline(file), whole=True)
    told = {(change.before, change.item.verdict) for change in wrong.newly_failing}
    assert (Verdict.MISSED, Verdict.WRONG_FIGURE) in told


def test_a_baseline_of_other_questions_is_stale_unless_a_part_was_asked_for(
    honest: Result, tmp_path: Path
) -> None:
    file = tmp_path / "baseline.json"
    write_baseline(file, [honest], "")
    part = replace(honest, items=honest.items[:2], lines=tally(honest.items[:2]))
    found = compare([part], read_baseline(file), whole=True)
    assert found.stale == ("answers",)
    assert found.worse
    assert found.gone == len(honest.items) - 2
    assert not compare([part], read_baseline(file), whole=False).worse


def test_an_answerer_that_breaks_down_is_judged_and_the_run_goes_on(
    assistant: Assistant, few: list[Case]
) -> None:
    result = spoiled(assistant, few, breaks_down)
    assert len(result.items) == len(few)
    assert {item.score.why for item in result.items} == {"raised KeyError: 'count'"}
    assert result.lines[-1].measures["crashed"] == len(few)


def test_a_limit_takes_of_each_category_in_turn(few: list[Case], sample_settings: Settings) -> None:
    chosen = Options(sample_settings, limit=4).chosen(few)
    assert [few.index(case) for case in chosen] == sorted(few.index(case) for case in chosen)
    counts = [sum(case.category == kind for case in chosen) for kind in KINDS]
    assert sorted(counts) == [1, 1, 2]


def test_the_command_compares_and_asks_again_only_what_failed(
    sample_settings: Settings, tmp_path: Path, few: list[Case], capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = few[0].model_copy(update={"gold_value": "0.07"})
    questions, out = tmp_path / "cases.jsonl", tmp_path / "out"
    baseline = tmp_path / "baseline.json"
    run = ["run", "--cases", str(questions), "--data", str(sample_settings.data_dir)]
    _write(questions, few)
    assert main([*run, "--write-baseline", str(baseline)]) == 0
    _write(questions, [wrong, *few[1:]])
    assert main([*run, "--compare", str(baseline), "--out", str(out)]) == 1
    told = capsys.readouterr()
    assert f"newly failing: cases/{wrong.id} right -> wrong_figure" in told.out
    assert "与基线相比新增 1 处错误" in told.err
    assert main([*run, "--failed", str(out / "results.jsonl"), "--out", str(tmp_path / "again")]) == 1
    (again,) = _records(tmp_path / "again" / "results.jsonl")
    assert again["question"] == wrong.question
    _write(questions, few)
    assert main([*run, "--failed", str(out / "results.jsonl")]) == 0


def test_the_same_bytes_from_one_process_and_from_two(
    sample_settings: Settings, tmp_path: Path, few: list[Case]
) -> None:
    questions = tmp_path / "cases.jsonl"
    _write(questions, few)
    for workers in ("1", "2"):
        run = [
            "run",
            "--cases",
            str(questions),
            "--data",
            str(sample_settings.data_dir),
            "--workers",
            workers,
        ]
        assert main([*run, "--out", str(tmp_path / workers)]) == 0
    one, two = ((tmp_path / workers / "results.jsonl").read_bytes() for workers in ("1", "2"))
    assert one == two
    assert b'"seconds"' not in one
    assert len(_records(tmp_path / "2" / "timings.jsonl")) == len(few)


def _write(path: Path, cases: Sequence[Case]) -> None:
    path.write_text("\n".join(case.model_dump_json() for case in cases), encoding="utf-8")


def _records(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]

"""The harness itself: questions repeat to the byte, and answerers that cheat or fail do not pass."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from eval.__main__ import main
from eval.floors import Floors, breaches, read_floors
from eval.generate import CATEGORIES, generate
from eval.outcome import Item, Result, tally
from eval.plain_rag import cut
from eval.printed import Truths
from eval.questionnaire import judge
from eval.questions import Case
from eval.sabotage import Spoil, Spoiled, always_zero, never_refuses, refuses_always, wrong_citation
from eval.scorers import Verdict
from eval.stages import Stage, Stages
from eval.suites.asking import ask_all
from eval.suites.registry import SUITES
from eval.suites.sabotaging import caught
from index.config import Settings
from qa.composing.phrases import phrase
from qa.pipeline import Assistant
from qa.types import Answer, Status

FLOORS: Floors = {"answers": {"each": {"right": 0.9, "wrong_figures": 0}}}
LOOKUPS = {"official", "code", "form", "everyday", "unit_trap"}
NEAR_MISSES = {"absent_year", "absent_department", "absent_code"}


def off_by_one(given: Answer) -> Answer:
    if given.value is None:
        return given
    return replace(given, value=str(Decimal(given.value) + 1))


def run(assistant: Assistant, cases: list[Case], spoil: Spoil) -> Result:
    few = [case for case in cases if case.category in LOOKUPS | NEAR_MISSES]
    return ask_all("answers", assistant, Spoiled(assistant, spoil), few)


def test_the_honest_answerer_passes(assistant: Assistant, cases: list[Case]) -> None:
    assert breaches(run(assistant, cases, lambda given: given), FLOORS) == []


@pytest.mark.parametrize(
    ("spoil", "broken", "verdict"),
    [
        (always_zero, LOOKUPS | NEAR_MISSES, Verdict.WRONG_FIGURE),
        (off_by_one, LOOKUPS, Verdict.WRONG_FIGURE),
        (wrong_citation, LOOKUPS, Verdict.UNCITED),
        (never_refuses, NEAR_MISSES, Verdict.WRONG_FIGURE),
        (refuses_always, LOOKUPS, Verdict.MISSED),
    ],
)
def test_sabotage_fails_in_every_category_it_touches(
    assistant: Assistant, cases: list[Case], spoil: Spoil, broken: set[str], verdict: Verdict
) -> None:
    result = run(assistant, cases, spoil)
    found = {breach.split(":")[0].removeprefix("answers/") for breach in breaches(result, FLOORS)}
    assert broken <= found
    assert {line.category for line in result.lines if line.counts[verdict.value]} >= broken


def test_the_shipped_floors_catch_every_saboteur(assistant: Assistant, cases: list[Case]) -> None:
    few = [case for case in cases if case.category in {"official", "total", "absent_year"}]
    result = caught(assistant, assistant, few)
    assert {line.category: line.measures["caught"] for line in result.lines} == {
        line.category: 1.0 for line in result.lines
    }
    assert len(result.lines) > 10
    assert all(line.judged for line in result.lines)


def test_questions_repeat_to_the_byte_and_cover_every_category(
    assistant: Assistant, cases: list[Case]
) -> None:
    again = generate(assistant.store, per_category=4)
    assert [case.model_dump_json() for case in again] == [case.model_dump_json() for case in cases]
    absent = set(CATEGORIES) - {case.category for case in cases}
    assert absent <= {"confusable", "execution_rate", "open_department"}
    assert len({case.id for case in cases}) == len(cases)


def test_other_seeds_ask_other_questions(assistant: Assistant, cases: list[Case]) -> None:
    others = {case.question for case in generate(assistant.store, seed=8, per_category=4)}
    assert len(others & {case.question for case in cases}) < len(cases) / 2


def test_what_is_not_indexed_is_not_judged(assistant: Assistant) -> None:
    case = Case(
        id="x", category="official", question="某局2023年办公费？", docs=("not-here",), answer_type="number"
    )
    (item,) = judge(assistant, assistant, [case])
    assert item.verdict is Verdict.NOT_JUDGED
    (line,) = tally([item])
    assert (line.judged, "right" in line.measures, line.measures["wrong_figures"]) == (0, False, 0.0)


def stages(item: Item) -> Stages:
    assert item.stages is not None
    return item.stages


def test_stages_tell_where_a_wrong_answer_went_wrong(assistant: Assistant, cases: list[Case]) -> None:
    case = next(case for case in cases if case.category == "official")
    (right,) = judge(assistant, assistant, [case])
    assert stages(right).failed(right.verdict) is None
    assert set(stages(right).marks.values()) == {True}
    assert stages(right).ranks == (1,)
    (wrong,) = judge(assistant, Spoiled(assistant, off_by_one), [case])
    assert stages(wrong).failed(wrong.verdict) is Stage.COMPOSITION
    (moved,) = judge(assistant, Spoiled(assistant, wrong_citation), [case])
    assert stages(moved).failed(moved.verdict) is Stage.VERIFICATION
    other = next(c for c in cases if c.category == "official" and c.docs != case.docs)
    (lost,) = judge(assistant, Spoiled(assistant, lambda _: assistant.ask(other.question)), [case])
    assert stages(lost).failed(lost.verdict) is Stage.READING
    assert stages(lost).marks[Stage.COMPOSITION] is None, "not reached"


def test_evidence_that_is_not_in_the_index_is_a_failure_of_parsing(
    assistant: Assistant, cases: list[Case]
) -> None:
    case = next(case for case in cases if case.category == "official")
    rows = tuple(row.model_copy(update={"row_label": "没有读到的一行"}) for row in case.evidence)
    (item,) = judge(assistant, assistant, [case.model_copy(update={"evidence": rows})])
    assert stages(item).failed(item.verdict) is Stage.PARSE


def test_an_answer_withheld_by_the_gate_failed_in_verification(
    assistant: Assistant, cases: list[Case]
) -> None:
    def withhold(given: Answer) -> Answer:
        text = phrase("refuse", "unverified")
        return replace(given, status=Status.REFUSED, text=text, value=None, citations=())

    case = next(case for case in cases if case.category == "official")
    (item,) = judge(assistant, Spoiled(assistant, withhold), [case])
    assert stages(item).failed(item.verdict) is Stage.VERIFICATION


def test_gold_that_the_truth_file_contradicts_confirms_no_answer(
    assistant: Assistant, cases: list[Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    case = next(case for case in cases if case.category == "official")
    (item,) = judge(assistant, assistant, [case])
    assert stages(item).confirmed is True
    monkeypatch.setattr(Truths, "confirms", lambda *_: False)  # as if the extraction had misread the cell
    (item,) = judge(assistant, assistant, [case])
    assert (item.verdict, stages(item).confirmed) == (Verdict.WRONG_FIGURE, False)
    assert stages(item).failed(item.verdict) is Stage.PARSE


def test_suites_over_the_index_itself(sample_settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    for suite in ("identities", "extraction"):
        assert main(["run", "--suite", suite, "--data", str(sample_settings.data_dir), "--json"]) in {0, 1}
        found = json.loads(capsys.readouterr().out)
        (result,) = found["suites"]
        assert result["suite"] == suite
        assert result["lines"][-1]["judged"] > 100


def test_the_command_reports_and_writes(
    sample_settings: Settings, tmp_path: Path, cases: list[Case], capsys: pytest.CaptureFixture[str]
) -> None:
    asked = [case for case in cases if case.category == "official"]
    file = tmp_path / "cases.jsonl"
    file.write_text("\n".join(case.model_dump_json() for case in asked), encoding="utf-8")
    out = tmp_path / "out"
    assert (
        main(["run", "--cases", str(file), "--data", str(sample_settings.data_dir), "--out", str(out)]) == 0
    )
    assert f"{len(asked)}/{len(asked)}" in capsys.readouterr().out
    assert len((out / "results.jsonl").read_text(encoding="utf-8").splitlines()) == len(asked)
    assert json.loads((out / "summary.json").read_text(encoding="utf-8"))["suites"][0]["suite"] == "cases"


def test_errors_are_one_line(
    sample_settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = ["--data", str(sample_settings.data_dir)]
    assert main(["run", "--cases", str(tmp_path / "none.jsonl"), *data]) == 1
    assert main(["run", "--data", str(tmp_path / "empty")]) == 1
    assert main(["run", "--only", "nothing", *data]) == 1
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 3
    assert all(line.startswith("错误：") for line in told)
    for usage in (["run", "--suite", "none"], ["run", "--limit", "0"], []):
        with pytest.raises(SystemExit) as stopped:
            main(usage)
        assert stopped.value.code == 2


def test_every_suite_has_its_floors() -> None:
    assert set(read_floors()) == set(SUITES)


def test_plain_chunks_overlap() -> None:
    text = "".join(chr(0x4E00 + n) for n in range(1200))
    pieces = list(cut(text))
    assert [len(piece) for piece in pieces] == [500, 500, 300]
    assert pieces[0][-50:] == pieces[1][:50]

"""What a run tells: the page for people, the files for CI, several answerers side by side."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from eval.__main__ import main
from eval.outcome import Item, Result, tally
from eval.printed import Printed
from eval.quality import renew
from eval.questionnaire import judge
from eval.questions import Case
from eval.reporting.html import write_html
from eval.reporting.junit import write_junit
from eval.reporting.markdown import markdown
from eval.reporting.pictures import Pictures
from eval.reporting.report import Report
from eval.reporting.terminal import lines_of_report
from eval.scorers import Score, Verdict
from eval.suites.registry import SUITES
from eval.usage import Price, read_prices, usages
from index.config import Settings
from qa.pipeline import Assistant
from qa.types import Answer, ModelUse
from tests.eval.test_compare import Spoiled, states_one

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = "<script>alert(1)</script>|a\x07b"


@pytest.fixture(scope="module")
def items(assistant: Assistant, cases: list[Case], samples: Path) -> tuple[Item, ...]:
    """One right, one wrong, one withheld from judgement, and one that tries to break out of the page."""
    for found in assistant.disclosures():
        path = assistant.store.pdf_path(found.doc_id)
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(samples / f"{found.doc_id}.pdf", path)
    first, second = [case for case in cases if case.category == "official"][:2]
    (right,) = judge(assistant, assistant, [first])
    (wrong,) = judge(assistant, Spoiled(assistant, states_one), [second])
    skipped = Item(
        first.model_copy(update={"id": "other"}), Score(Verdict.NOT_JUDGED, "not indexed: elsewhere")
    )
    asked = second.model_copy(update={"id": "hostile", "question": HOSTILE})
    hostile = replace(wrong, case=asked)
    return (right, wrong, skipped, hostile)


@pytest.fixture(scope="module")
def report(items: tuple[Item, ...]) -> Report:
    return Report((Result("answers", tally(items), items=items),), ("answers/all: right 0.3, at least 0.9",))


def test_the_page_shows_failing_items_first_with_their_cause(
    report: Report, assistant: Assistant, tmp_path: Path
) -> None:
    page = tmp_path / "report.html"
    write_html(report, page, assistant.store)
    text = page.read_text(encoding="utf-8")
    wrong = report.results[0].items[1]
    cards = re.findall(r'<article class="card" id="answers-([^"]+)"', text)
    assert cards == [wrong.case.id, "hostile", report.results[0].items[0].case.id]
    card = text.split("<article", 2)[1]
    assert "1 万元, not " in card  # the cause in words
    assert f"{wrong.case.gold_value} {wrong.case.unit}" in card
    assert '<li class="failed first">composition</li>' in card
    assert '<li class="ok">retrieval</li>' in card
    assert "data:image/webp;base64," in card


def test_the_page_needs_nothing_from_outside_and_escapes_what_was_said(
    report: Report, assistant: Assistant, tmp_path: Path
) -> None:
    page = tmp_path / "report.html"
    write_html(report, page, assistant.store)
    text = page.read_text(encoding="utf-8")
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert not re.search(r"https?://|<link|@import|url\(", text)
    assert set(re.findall(r'src="([a-z]+:)', text)) == {"data:"}


def test_pictures_show_cited_and_expected_places_together_where_they_are_near(
    items: tuple[Item, ...], assistant: Assistant
) -> None:
    drawn = Pictures(assistant.store)
    right, wrong = items[0], items[1]
    cell = next(place for row in right.case.evidence for place in Printed(assistant.store).places(row))
    assert drawn.of(right)[0].title == f"{cell.doc_id} p. {cell.page}"
    assert len(drawn.of(wrong)) >= 1
    assert all(picture.height < picture.width for picture in drawn.of(right))


def test_junit_has_one_case_an_item_and_one_a_breach(report: Report, tmp_path: Path) -> None:
    path = tmp_path / "junit.xml"
    write_junit(report, path)
    root = Xml.parse(path).getroot()
    answers, floors = root.findall("testsuite")
    assert (answers.attrib["tests"], answers.attrib["failures"], answers.attrib["skipped"]) == ("4", "2", "1")
    failures = [case.find("failure") for case in answers.findall("testcase")]
    (failure, _) = [found for found in failures if found is not None]
    assert failure.attrib["type"] == "wrong_figure"
    assert failure.attrib["message"].startswith("composition: 1 万元")
    assert "expected: " in (failure.text or "")
    assert [case.attrib["name"] for case in floors] == list(report.breaches)


def test_markdown_tells_what_failed_and_stays_a_table(report: Report) -> None:
    text = markdown(report)
    assert text.startswith("# Evaluation: failed")
    assert "- answers/all: right 0.3" in text
    assert "<script>" not in text
    rows = [line for line in text.splitlines() if "hostile" in line]
    assert len(re.findall(r"(?<!\\)\|", rows[0])) == 7


def with_model(result: Result, answerer: str, use: ModelUse, figure: str) -> Result:
    """The same questions as a model answered them, each with `figure`."""
    items = []
    for item in result.items:
        answer = Answer(item.case.question, item.answer.status, "", model=use) if item.answer else None
        verdict = Verdict.WRONG_FIGURE if figure != item.case.gold_value else item.verdict
        items.append(replace(item, answer=answer, score=Score(verdict) if answer else item.score))
    return replace(result, items=tuple(items), lines=tally(items), answerer=answerer)


def test_answerers_stand_side_by_side_with_what_they_took(report: Report) -> None:
    use = ModelUse("some:model", calls=2, tokens_in=1000, tokens_out=100, seconds=1.0, fallback="timeout")
    local = report.results[0]
    model = with_model(local, "some:model", use, "0.07")
    price = Price(input=Decimal(2), output=Decimal(10), currency="CNY")
    mine, theirs = usages([local, model], {"some:model": price})
    assert (mine.calls, mine.cost, mine.beyond_local) == (0, None, None)
    assert (theirs.calls, theirs.tokens_in, theirs.tokens_out) == (6, 3000, 300)
    assert theirs.cost == Decimal("0.009")
    assert theirs.fallbacks == {"timeout": 3}
    assert theirs.beyond_local == 1
    assert any("wrong figures beyond local 1" in breach for breach in theirs.breaches)
    told = "\n".join(lines_of_report(Report((local, model), usages=(mine, theirs))))
    assert re.search(r"^answers +local +some:model$", told, re.MULTILINE)
    assert "0.0090 CNY" in told
    assert "timeout 3" in told


def test_prices_are_read_and_none_is_made_up() -> None:
    assert read_prices() == {}


def test_a_measured_page_is_renewed_block_by_block(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# Page\n\n```console\n$ python -m eval run --suite dev\nold\n```\n\n```sh\nmake eval\n```\n",
        encoding="utf-8",
    )
    asked: list[str] = []

    def measured(command: str) -> str:
        asked.append(command)
        return "new\n"

    for _ in range(2):  # renewing what is renewed changes nothing
        assert renew(page, measured) == 1
    assert asked == ["-m eval run --suite dev"] * 2
    assert "$ python -m eval run --suite dev\nnew\n```\n" in page.read_text(encoding="utf-8")
    assert "make eval" in page.read_text(encoding="utf-8")


def test_the_command_writes_every_report(
    sample_settings: Settings, tmp_path: Path, cases: list[Case], capsys: pytest.CaptureFixture[str]
) -> None:
    questions, out = tmp_path / "cases.jsonl", tmp_path / "out"
    case = next(case for case in cases if case.category == "official")
    questions.write_text(case.model_dump_json(), encoding="utf-8")
    data = ["--data", str(sample_settings.data_dir)]
    assert main(["run", "--cases", str(questions), "--out", str(out), *data]) == 0
    capsys.readouterr()
    assert sorted(path.name for path in out.iterdir()) == [
        "junit.xml",
        "report.html",
        "results.jsonl",
        "summary.json",
        "summary.md",
        "timings.jsonl",
    ]


def test_every_command_option_and_suite_is_documented(capsys: pytest.CaptureFixture[str]) -> None:
    page = (ROOT / "docs" / "evaluation.md").read_text(encoding="utf-8")
    with pytest.raises(SystemExit):
        main(["run", "--help"])
    options = set(re.findall(r"(--[a-z-]+)", capsys.readouterr().out)) - {"--help", "--data", "--debug"}
    assert [option for option in sorted(options) if f"`{option}" not in page] == []
    assert [suite for suite in SUITES if f"| `{suite}` |" not in page] == []
    for readme in ("README.md", "README.zh-CN.md"):
        text = (ROOT / readme).read_text(encoding="utf-8")
        assert "-m eval run" in text
        assert "-m eval quality" in text

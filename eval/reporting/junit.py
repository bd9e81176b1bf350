"""A run as JUnit XML, which every CI shows: one case an item, and one a line of suites without items.

The element names follow the schema of the Jenkins xUnit plugin (junit-10.xsd).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as Xml

from eval.outcome import Item, Result
from eval.records import expected_text
from eval.reporting.report import Report
from eval.scorers import Verdict
from eval.suites.options import LOCAL

# What XML 1.0 cannot hold (section 2.2), wherever a document or a model printed it.
_FORBIDDEN: Final = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")


def write_junit(report: Report, path: Path) -> None:
    """Write the file."""
    root = Xml.Element("testsuites", name="disclosure-qa evaluation")
    root.extend(_suite(result) for result in report.results)
    if report.breaches:
        root.append(_floors(report))
    Xml.indent(root)
    Xml.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)


def _suite(result: Result) -> Xml.Element:
    name = result.suite if result.answerer == LOCAL else f"{result.suite} ({result.answerer})"
    cases = [_case(name, item) for item in result.items] or list(_lines(name, result))
    return _with_cases(name, cases)


def _with_cases(name: str, cases: list[Xml.Element]) -> Xml.Element:
    failures = sum(case.find("failure") is not None for case in cases)
    skipped = sum(case.find("skipped") is not None for case in cases)
    counts = {"tests": len(cases), "failures": failures, "errors": 0, "skipped": skipped}
    suite = Xml.Element("testsuite", {"name": name, **{what: str(count) for what, count in counts.items()}})
    suite.extend(cases)
    return suite


def _case(suite: str, item: Item) -> Xml.Element:
    name = _clean(f"{item.case.id} {item.case.question}")
    case = Xml.Element(
        "testcase", classname=f"{suite}.{item.category}", name=name, time=f"{item.seconds:.4f}"
    )
    why = _clean(item.score.why)
    if item.verdict is Verdict.NOT_JUDGED:
        Xml.SubElement(case, "skipped", message=why)
    elif item.failing:
        stage = item.stages.failed(item.verdict) if item.stages else None
        failure = Xml.SubElement(case, "failure", type=item.verdict.value, message=f"{stage}: {why}")
        failure.text = _clean("\n".join(_told(item)))
    return case


def _told(item: Item) -> Iterator[str]:
    yield from (f"before: {said}" for said in item.case.history)
    yield f"question: {item.case.question}"
    yield f"answer: {item.answer.text if item.answer else '-'}"
    yield f"expected: {expected_text(item.case)}"


def _lines(suite: str, result: Result) -> Iterator[Xml.Element]:
    """A line of a suite without items is no failure by itself: its floors are."""
    for line in result.lines:
        yield Xml.Element("testcase", classname=suite, name=f"{line.category} {line.right}/{line.judged}")


def _floors(report: Report) -> Xml.Element:
    cases = []
    for breach in report.breaches:
        case = Xml.Element("testcase", classname="floors", name=_clean(breach))
        Xml.SubElement(case, "failure", type="breach", message=_clean(breach))
        cases.append(case)
    return _with_cases("floors", cases)


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)

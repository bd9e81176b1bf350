"""Whether a disclosure is in order: what it adds up, sets against each other and states twice, from the
checks that were made of it when it was indexed. Never yes from the mere presence of a figure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from index.checking.checks import Check, Side
from index.checking.checks import Status as CheckStatus
from index.types import Figure, Sentence
from qa.composing.honesty.conflicts import conflict_of
from qa.composing.honesty.decline import refuse
from qa.composing.honesty.ledger import line_of, summed
from qa.composing.operations import operation_words, says
from qa.composing.phrases import phrase
from qa.composing.telling.said_values import said_value
from qa.draft import Writer, who
from qa.finding.corpus import DocView, plain_text
from qa.finding.evidence import Evidence
from qa.types import Draft, Hit, Reading, SentenceHit, Status
from qa.understanding.asked import Asked, Unit
from qa.understanding.claims import states
from qa.understanding.normalise import fold
from qa.understanding.wording import over_budget

_MOST = 6  # lines of one answer
_EXAMPLES = 2
_PARTS = re.compile("其中[:：,，]?")
_ENDS = re.compile("[；;。]")
_LEAST_PARTS = 2
_FORM = re.compile("公开\\S{0,4}表|《[^》]*》")
_TOTAL = "总计"
_BOTH_SIDES = "income_expenditure_total"


def audited(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """Whether the accounts, or the item that is asked about, agree; None where that is not asked."""
    said = fold(reading.question) + reading.content
    whole, sums = says(said, "audit", "whole"), says(said, "audit", "sums", "right") or _plainly(said)
    if not (whole or sums) or said_value(reading.content) is not None:
        return None
    named = _items(evidence.asked(reading, view))
    if sums and (draft := _parts_of_sentence(reading, view, named)):
        return draft
    kept = _about(reading, view, named)
    best = evidence.figures(reading, view).figure if named else None
    if best is not None and not sums and (told := conflict_of(view, best, reading)) is not None:
        return told
    failed = [check for check in kept if check.status is CheckStatus.FAIL and not check.soft]
    if failed:
        return _told(view, "fails", failed, Status.CONFLICT, _MOST)
    held = [check for check in kept if check.status.holds]
    if not held:
        if best is not None and not sums:
            return None  # the two places of the figure are told, or the only one
        names = {"who": who(view.disclosure), "year": view.disclosure.year}
        item = "、".join(unit.text for unit in named)
        return refuse(phrase("audit", "nothing", **names, said=f"“{item}”" if item else ""))
    if best is not None and best.backing is not None and not sums:
        return None
    held.sort(key=lambda check: len(check.operands))  # the plainest first
    return _told(view, "holds" if named else "clean", held, Status.ANSWERED, _EXAMPLES)


def _plainly(said: str) -> bool:
    """True where no more than whether a figure is right is asked: nothing that is claimed of it, not a
    direction, nor what was overspent."""
    claims = says(said, "direction", "up", "down") or over_budget(said) or states(said)
    return says(said, "audit", "plainly") and not claims


def _items(asked: Asked) -> tuple[Unit, ...]:
    """The pieces of a question that name something, not those that ask."""
    asks = [w for name in ("whole", "sums", "right", "plainly") for w in operation_words("audit", name)]
    asks += operation_words("agree", "words")
    return tuple(unit for unit in asked.named if not any(unit.text in word for word in asks))


def _about(reading: Reading, view: DocView, named: Sequence[Unit]) -> list[Check]:
    """The checks of what is named, those that hold most of the names; all where nothing is."""
    checks = [*view.checks, *view.contradictions]
    if says(fold(reading.question), "audit", "balance"):
        return [c for c in checks if _TOTAL in c.title and any(o.form == _BOTH_SIDES for o in c.operands)]
    if not named:
        return checks
    scored = [(sum(_names(unit, check) for unit in named) + _heads(named, check), check) for check in checks]
    best = max((score for score, _ in scored), default=0)
    return [check for score, check in scored if score == best] if best else []


def _names(unit: Unit, check: Check) -> bool:
    """True where a check is of what a piece of a question names: a form, a row or column, or its matter."""
    forms = {plain_text(operand.table_title or "") for operand in check.operands}
    if any(form and key in {form, form.removesuffix("表")} for form in forms for key in unit.keys):
        return True
    said = {plain_text(_FORM.sub("", check.title))}
    said |= {plain_text(o.row_label or "") for o in check.operands if not o.basis}
    said |= {plain_text(o.column_label or "") for o in check.operands}
    return any(key in text for text in said for key in (unit.text, *unit.keys) if len(key) > 1)


def _heads(named: Sequence[Unit], check: Check) -> bool:
    """True where what is named is the total of a check rather than one of its parts."""
    left = {plain_text(o.row_label or "") for o in check.operands if o.side is Side.LEFT}
    return any(key in left for unit in named for key in (unit.text, *unit.keys))


def _told(view: DocView, name: str, checks: Sequence[Check], status: Status, most: int) -> Draft | None:
    writer = Writer(each_figure=True)
    lines: list[str] = []
    for check in checks:
        if len(lines) < most and (line := line_of(view, check, writer)) is not None:
            lines.append(line)
    if not lines:
        return None
    names = {"who": who(view.disclosure), "year": view.disclosure.year}
    n = writer.derived(Decimal(len(checks))) if name == "clean" else len(checks)
    text = phrase("audit", name, **names, n=n, lines="；".join(lines))
    return writer.draft(status, text, boolean=status is Status.ANSWERED)


def _parts_of_sentence(reading: Reading, view: DocView, named: Sequence[Unit]) -> Draft | None:
    """The total and the parts that one sentence gives of what is named (共有车辆9辆，其中：…), if any."""
    keys = {key for unit in named for key in (unit.text, *unit.keys)}
    for sentence in view.sentences:
        for total in sentence.figures:
            subject = plain_text(total.subject or "")
            if subject and any(key in subject or subject in key for key in keys):
                parts = _parts(sentence, total)
                if len(parts) >= _LEAST_PARTS:
                    return _summed(view, sentence, total, parts)
    return None


def _parts(sentence: Sentence, total: Figure) -> list[Figure]:
    opened = _PARTS.search(sentence.text, total.end)
    later = [f for f in sentence.figures if f.start > total.start]
    if opened is None or any(f.start < opened.start() for f in later):
        return []
    end = _ENDS.search(sentence.text, opened.end())
    stop = end.start() if end else len(sentence.text)
    return [f for f in later if f.start < stop and f.unit == total.unit]


def _summed(view: DocView, sentence: Sentence, total: Figure, parts: Sequence[Figure]) -> Draft:
    writer = Writer(each_figure=True)
    hits: list[Hit] = [SentenceHit(sentence, 1.0, f, f.measure) for f in (total, *parts)]
    value = sum((f.value for f in parts), Decimal(0))
    agrees = value == total.value
    line = summed(hits[0], [(1, h) for h in hits[1:]], value, total.unit, writer, holds=agrees)
    names = {"who": who(view.disclosure), "year": view.disclosure.year, "lines": line}
    text = phrase("audit", "holds" if agrees else "fails", **names)
    return writer.draft(Status.ANSWERED if agrees else Status.CONFLICT, text, boolean=agrees)

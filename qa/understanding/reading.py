"""Question and earlier turns -> Reading: department, year, measure words, intent. No evidence is read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.types import Disclosure
from qa.finding.preferences import load_preferences
from qa.types import Intent, Question, Reading, Scope
from qa.understanding import wording
from qa.understanding.asked import read_asked
from qa.understanding.normalise import fold, is_english
from qa.understanding.scope import Named, ScopeFinder, without_negations
from qa.understanding.vocabulary import load_vocabulary

_THESE = re.compile(r"[这那]?(两|俩|二|三|四|几|些)[个样项笔块种者]?(?=.{0,4}(?:一共|合|加|共|差|多|少|总))")
_HOW_MANY = {"两": 2, "俩": 2, "二": 2, "三": 3, "四": 4}
_COMPARED = re.compile(r"(?:那?[和跟与同]).{1,30}(?:比|相比)")


@dataclass(frozen=True, slots=True)
class _Turn:
    """What a turn says, completed from the turns before it."""

    text: str
    named: Named
    inherited_years: bool = False
    topics: tuple[str, ...] = ()  # what this turn and those before asked about, oldest first


class Reader:
    """Reads questions against the disclosures that are indexed."""

    def __init__(self, disclosures: Sequence[Disclosure]) -> None:
        self.disclosures = {disclosure.doc_id: disclosure for disclosure in disclosures}
        self._finder = ScopeFinder(disclosures)

    def read(self, question: Question) -> Reading:
        """The reading of the last turn; ellipsis is filled from the history, oldest first."""
        turn: _Turn | None = None
        for said in (*question.history, question.text):
            turn = self._complete(self._turn(said), turn)
        if turn is None:
            raise ValueError("a question has at least one turn")
        return self._reading(question.text, turn)

    def _turn(self, said: str) -> _Turn:
        text = _without_fillers(without_negations(fold(said)))
        return _Turn(text, self._resolve(text))

    def _resolve(self, text: str) -> Named:
        return self._finder.resolve(text, wording.kind(text), wording.every(text))

    def _complete(self, now: _Turn, before: _Turn | None) -> _Turn:
        """Fill in what the turn leaves out: the department, the year, or the measure of the turn before."""
        if before is None:
            return replace(now, topics=(_topic(now.named.content),))
        text = now.text
        if (these := _THESE.search(text)) and wording.across(text) and len(before.topics) > 1:
            meant = before.topics[-_HOW_MANY.get(these.group(1), len(before.topics)) :]
            text = f"{'、'.join(meant)}{text.replace(these.group(), '')}"
        elif text.startswith("其中") and not now.named.body_named:
            text = f"{_without_columns(before.named.content)} {text}"
        elif not _names_measure(now.named.content):
            text = f"{text} {_measure_part(before.named.content, now.named.content)}"
        inherited = False
        if now.named.body_named and _COMPARED.match(text):
            year = f"{before.named.years[-1]}年" if before.named.years else ""
            text = f"{self._department_of(before)} {year} {text}"
        if not now.named.body_named and not wording.every(text):
            text = f"{self._department_of(before)} {text}"
            if not now.named.years and before.named.years:
                text = f"{before.named.years[-1]}年 {text}"
                inherited = True
        named = self._resolve(text)
        return _Turn(text, named, inherited, (*before.topics, _topic(named.content)))

    def _department_of(self, turn: _Turn) -> str:
        ids = turn.named.scope.doc_ids
        names = dict.fromkeys(self._full_name(doc_id) for doc_id in ids)
        return "和".join(names)

    def _full_name(self, doc_id: str) -> str:
        disclosure = self.disclosures[doc_id]
        name = disclosure.department
        for part in (disclosure.region.district, disclosure.region.city):
            if part and part not in name:
                name = part + name
        return name

    def _reading(self, question: str, turn: _Turn) -> Reading:
        text, named = turn.text, turn.named
        unit = wording.money_unit(text)
        return Reading(
            question=question,
            content=named.content,
            intent=wording.intent(text),
            scope=named.scope,
            across=wording.across(text),
            facet=wording.facet(named.content),
            years=named.years,
            table_no=wording.table_no(text),
            row_number=wording.row_number(text),
            column_number=wording.column_number(text),
            codes=wording.codes(named.content),
            code_meant=wording.names_code(named.content),
            numbers=wording.numbers_said(named.content),
            unit=unit,
            unit_forced=unit in {"元", "亿元"},
            decimals=wording.decimals(text),
            counted=wording.counted(text),
            reason=wording.refusal(named.content),
            english=is_english(question),
            estimate=wording.estimates(text),
            threshold=wording.threshold(named.content),
            descending=not wording.ascending(text),
        )


def _without_fillers(text: str) -> str:
    for filler in load_vocabulary().fillers:
        if len(filler) > 1 and not filler.isascii():
            text = text.replace(filler, "")
    return text


def _names_measure(content: str) -> bool:
    """True when the words themselves name something to look up, so that nothing is inherited."""
    asked = read_asked(content, ())
    rest = [unit for unit in asked.units if not unit.keys and unit.weight >= 1]
    if wording.intent(content) is Intent.REASON:
        return bool(asked.named)
    counts = wording.counted(content) not in {None, "money", "percent"}
    return bool(asked.named) or bool(wording.codes(content)) or len(rest) >= (1 if counts else 2)


def _topic(content: str) -> str:
    """What a turn asks about: its measures, or all its words where none is recognised."""
    named = read_asked(content, ()).named
    return "".join(unit.text for unit in named) or content


def _without_columns(content: str) -> str:
    """The words of the turn before without the column they asked for: "其中项目支出呢" names another."""
    for column in sorted(load_preferences().main_columns, key=len, reverse=True):
        content = content.replace(column, "")
    return content


def _measure_part(before: str, now: str) -> str:
    """The measure words of the turn before; what that turn asked about them gives way to a new request."""
    asked = read_asked(before, ())
    if not asked.named or not now.strip(" 呢?？的。那换成"):
        return before
    return " ".join(unit.text for unit in asked.named)


def is_empty(scope: Scope) -> bool:
    """True when nothing indexed fits what was named."""
    return not scope.doc_ids and not scope.candidates

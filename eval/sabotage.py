"""Answerers that cheat or fail on purpose: a run that lets one of them pass is no evaluation.

Each spoils the answers of an honest answerer in one way. What a saboteur left as it was (a zero where zero is
right) does not count; of what it touched, every single answer has to be judged not right, and the run as a
whole has to break a floor.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from eval.questionnaire import Answerer
from index.store.facts import FactStore
from index.types import Cell, Disclosure
from qa.draft import who
from qa.types import Answer, Citation, Status

Spoil = Callable[[Answer], Answer]
_INVENTED: Final = "987.65"
_FACTOR: Final = {"万元": "元", "元": "万元", "亿元": "万元"}


@dataclass(frozen=True, slots=True)
class Spoiled:
    """An honest answerer whose answers are spoiled."""

    honest: Answerer
    spoil: Spoil

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        """The spoiled answer."""
        return self.spoil(self.honest.ask(question, history))


@dataclass(frozen=True, slots=True)
class OtherDocument:
    """Answers every question from another disclosure: another year of the department, or another one."""

    honest: Answerer
    disclosures: tuple[Disclosure, ...]

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        """What the other disclosure says, told as if it were the one asked for."""
        for found in self.disclosures:
            if who(found) in question and str(found.year) in question:
                other = self._other(found)
                asked = question.replace(who(found), who(other)).replace(str(found.year), str(other.year))
                return replace(self.honest.ask(asked, history), question=question)
        return self.honest.ask(question, history)

    def _other(self, found: Disclosure) -> Disclosure:
        others = [each for each in self.disclosures if each.doc_id != found.doc_id]
        return min(others, key=lambda each: (who(each) != who(found), each.doc_id), default=found)


def always_zero(given: Answer) -> Answer:
    """0 万元 to everything."""
    return replace(given, status=Status.ANSWERED, value="0", unit="万元", text="0 万元", options=())


def wrong_citation(given: Answer) -> Answer:
    """The right figure with citations of another row."""
    moved = tuple(replace(cited, row_label="别的项目", text="1.23") for cited in given.citations)
    return replace(given, citations=moved)


def no_citations(given: Answer) -> Answer:
    """The right figure and nothing to show for it."""
    return replace(given, citations=())


def never_refuses(given: Answer) -> Answer:
    """A figure where there is none."""
    if given.status is not Status.REFUSED:
        return given
    return replace(given, status=Status.ANSWERED, value="12.34", unit="万元", text="12.34 万元")


def refuses_always(given: Answer) -> Answer:
    """Nothing is ever found."""
    return Answer(given.question, Status.REFUSED, "没有找到。")


def asks_back_always(given: Answer) -> Answer:
    """Every question is answered by another."""
    return Answer(given.question, Status.CLARIFY, "请问要问哪一项？", options=("甲？", "乙？"))


def wrong_unit(given: Answer) -> Answer:
    """The right digits in another unit of money."""
    unit = _FACTOR.get(given.unit or "")
    if unit is None or given.unit is None:
        return given
    return replace(given, unit=unit, text=given.text.replace(given.unit, unit))


def invents_a_numeral(given: Answer) -> Answer:
    """The right figure, and beside it one that no cited cell prints."""
    if given.value is None:
        return given
    return replace(given, text=f"{given.text}比上年增加 {_INVENTED} 万元。")


def off_by_one_cell(store: FactStore) -> Spoil:
    """The figure of the next row of the same column, with a citation that fits it."""
    columns: dict[tuple[str, int], list[Cell]] = {}
    for cell in store.cells():
        if cell.value is not None:
            columns.setdefault((cell.table_id, cell.col), []).append(cell)
    places = {(c.table_id, c.bbox): (key, n) for key, found in columns.items() for n, c in enumerate(found)}

    def next_to(cited: Citation) -> Cell | None:
        key, n = places.get((cited.table_id or "", cited.bbox), (None, 0))
        around = [] if key is None else [*columns[key][n + 1 :], *reversed(columns[key][:n])]
        return next((cell for cell in around if cell.text != cited.text), None)

    def spoil(given: Answer) -> Answer:
        cited = next((each for each in given.citations if each.kind == "cell"), None)
        cell = next_to(cited) if cited and given.value is not None else None
        if cited is None or cell is None or cell.value is None:
            return given
        moved = replace(
            cited,
            text=cell.text,
            row_label=cell.row_label,
            value=str(cell.value),
            bbox=cell.bbox,
            unit=cell.unit,
        )
        text = f"{given.text.split('为')[0]}为 {cell.text} {cell.unit}[1]。"
        return replace(given, value=str(cell.value), unit=cell.unit, text=text, citations=(moved,))

    return spoil


def saboteurs(honest: Answerer, store: FactStore) -> Iterator[tuple[str, Answerer]]:
    """Every saboteur by name."""
    spoils: Mapping[str, Spoil] = {
        "always 0": always_zero,
        "off by one cell": off_by_one_cell(store),
        "right value, wrong citation": wrong_citation,
        "right value, no citation": no_citations,
        "right value, wrong unit": wrong_unit,
        "right value, invented numeral": invents_a_numeral,
        "never refuses": never_refuses,
        "refuses always": refuses_always,
        "asks back always": asks_back_always,
    }
    for name, spoil in spoils.items():
        yield name, Spoiled(honest, spoil)
    yield "another year or department", OtherDocument(honest, store.disclosures())


def touched(honest: Answer, spoiled: Answer) -> bool:
    """True where the spoiled answer says, or shows, something else than the honest one."""
    return _said(honest) != _said(spoiled)


def _said(answer: Answer) -> tuple[object, ...]:
    value = Decimal(answer.value).normalize() if answer.value is not None else None
    zero = value == 0  # 0 元 and 0 万元 are the same, and so are their citations
    cited = frozenset((c.doc_id, c.row_label, c.text) for c in answer.citations)
    return (
        answer.status,
        value,
        None if zero else answer.unit,
        cited,
        answer.boolean,
        answer.text.count("987.65"),
    )

"""How well a sentence, or a figure in it, answers: its clause first, its heading after, the rest last."""

from __future__ import annotations

from index.types import Figure, Measure
from qa.asked import Asked, Unit, stem
from qa.corpus import Clause, DocView
from qa.types import Facet, Intent, Reading, SentenceHit

_MONEY = frozenset({"万元", "元", "亿元", "千元"})
_PERCENT = frozenset({"%", "个百分点", "百分点"})
_SHORTEST_STEM = 3  # 办公 of 办公费 stands in 办公厅 as well
_PEOPLE = frozenset({"人", "个", "名"})
_WANTED: dict[Intent, frozenset[Measure]] = {
    Intent.EXECUTION: frozenset({Measure.EXECUTION}),
    Intent.SHARE: frozenset({Measure.SHARE}),
    Intent.CHANGE: frozenset({Measure.CHANGE}),
    Intent.CHANGE_RATE: frozenset({Measure.CHANGE_RATE}),
}
_ANAPHORIC = 0.12  # a sentence that leans on the one before is the weaker place to cite
_SPENT = frozenset({Measure.FINAL, Measure.AMOUNT, Measure.COUNT, None})


def figure_hits(view: DocView, asked: Asked, reading: Reading, year: int | None = None) -> list[SentenceHit]:
    """Figures of the narrative that may answer, best first; of `year` alone where it is given."""
    hits = []
    for clause in view.clauses:
        if year is not None and clause.figure.year != year:
            continue
        fit = _figure_fit(clause.figure, reading, year or view.disclosure.year)
        if fit <= -1:
            continue
        score = (
            _coverage(asked, clause) + fit - (_ANAPHORIC if clause.sentence.text.startswith("其中") else 0.0)
        )
        if score > 0:
            hits.append(SentenceHit(clause.sentence, round(score, 4), clause.figure, clause.figure.measure))
    return sorted(hits, key=lambda hit: (-hit.score, hit.sentence.sentence_id))


def sentence_hits(view: DocView, asked: Asked, heading: float = 0.6) -> list[SentenceHit]:
    """Sentences by how much of the question they hold, best first; headings count for `heading`."""
    hits = []
    weight = asked.weight or 1.0
    for sentence, text in zip(view.sentences, view.plain_sentences, strict=True):
        section = "".join(sentence.section)
        held = sum(u.weight * max(_holds(u, text), heading * _holds(u, section)) for u in asked.units)
        if held:
            hits.append(SentenceHit(sentence, round(held / weight, 4)))
    return sorted(hits, key=lambda hit: (-hit.score, hit.sentence.sentence_id))


def _holds(unit: Unit, text: str) -> float:
    if unit.text in text:
        return 1.0
    if unit.keys and any(key in text for key in unit.keys):
        return 0.92
    if unit.keys and any(len(stem(key)) >= _SHORTEST_STEM and stem(key) in text for key in unit.keys):
        return 0.85
    return 0.0


def _coverage(asked: Asked, clause: Clause) -> float:
    if not asked.weight:
        return 0.0
    text = clause.sentence.text
    held = 0.0
    for unit in asked.units:
        exact = 1.0 if unit.keys and clause.subject in unit.keys else 0.0
        held += unit.weight * max(
            exact,
            0.95 * _holds(unit, clause.nearest),
            0.5 * _holds(unit, clause.before),
            (0.5 if "、" in clause.subject else 0.92) * _holds(unit, clause.subject),
            0.95 * _holds(unit, clause.after),
            0.75 * _holds(unit, clause.section),
            0.55 * _holds(unit, text),
        )
    return held / asked.weight


def _figure_fit(figure: Figure, reading: Reading, doc_year: int) -> float:
    """Bonus or penalty for unit, measure and year; -1 rules the figure out."""
    fit = _unit_fit(figure, reading)
    wanted = _WANTED.get(reading.intent)
    if wanted is not None:
        if figure.measure not in wanted:
            return -1.0
    elif reading.facet in {Facet.BUDGET, Facet.FULL_BUDGET}:
        fit += 0.1 if figure.measure is Measure.BUDGET else -0.6
    elif figure.measure not in _SPENT:
        fit -= 0.5
    if figure.year is not None and figure.year != doc_year and wanted is None:
        fit -= 0.5
    return fit


def _unit_fit(figure: Figure, reading: Reading) -> float:
    if reading.counted == "money":
        return 0.0 if figure.unit in _MONEY else -0.6
    if reading.counted == "percent":
        return 0.0 if figure.unit in _PERCENT else -0.6
    if reading.counted:
        if figure.unit == reading.counted:
            return 0.1
        return 0.05 if {figure.unit, reading.counted} <= _PEOPLE else -0.6
    return 0.0

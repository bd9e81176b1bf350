"""The measures that one question names side by side, and what a disclosure prints for each of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, repeat

from index.types import Figure, Sentence
from qa.draft import item_of, same_place
from qa.finding.corpus import DocView
from qa.finding.evidence import Evidence
from qa.money import is_money
from qa.types import CellHit, Hit, Intent, Reading, SentenceHit
from qa.understanding.asked import Asked, Unit
from qa.understanding.vocabulary import load_vocabulary, plain

_JOINS = re.compile(r"以及|加上|再加|[和与、加及跟+]")
_OPENS_LIST = re.compile(r"主要用于|主要是|主要包括|包括|用于|反映")
_COLUMNS = frozenset({"基本支出", "项目支出", "经营支出"})  # of every account row
_SHORT = 2
_PAIR = 2
_WIDEST = 2  # a list of more than so many items for each part is of something wider
_LOOK_BACK = 1  # sentences between a figure and the list of what it is spent on


def measures_of(asked: Asked, view: DocView) -> tuple[Unit, ...]:
    """The pieces of a question that name a row or a counted subject of this disclosure."""
    subjects = {clause.subject for clause in view.clauses}
    return tuple(
        unit for unit in asked.named if any(key in view.rows_by_key or key in subjects for key in unit.keys)
    )


def each(evidence: Evidence, reading: Reading, view: DocView) -> list[Hit]:
    """The best hit for every measure that the question names, in order; what is not found is left out."""
    asked = evidence.asked(reading, view)
    measures = measures_of(asked, view)
    hits: list[Hit] = []
    for measure in measures:
        others = tuple(unit for unit in measures if unit is not measure)
        part = Asked(asked.content, tuple(unit for unit in asked.units if unit not in others and unit.keys))
        best = evidence.figures(replace(reading, intent=Intent.LOOKUP), view, part).figure
        if best is not None:
            hits.append(best)
    return hits


def conjuncts(asked: Asked, *, strict: bool = False) -> list[Asked]:
    """The parts of a question that 和, 、, 加 and the like join.

    A join counts between two measures; where not `strict` also between a measure and other words, and between
    any words where no measure is recognised at all.
    """
    asked = _spread(asked)
    named = [unit for unit in asked.named if unit.how != "near"]
    starts, ends = {unit.start for unit in named}, {unit.end for unit in named}
    cuts: list[tuple[int, int]] = []
    for match in _JOINS.finditer(asked.content):
        left, right = match.start() in ends, match.end() in starts
        inside = any(unit.start < match.end() and match.start() < unit.end for unit in named)
        if (left and right) or (not strict and not inside and (left or right or len(named) < 2)):
            cuts.append(match.span())
    edges = [0, *(edge for cut in sorted(cuts) for edge in cut), len(asked.content)]
    parts = [asked.between(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    return with_shared([part for part in parts if part.units])


def with_shared(parts: list[Asked]) -> list[Asked]:
    """小学教育的基本支出和项目支出, 小学教育和初中教育的项目支出: each part with the row or the column
    that is said once, so that a row never is taken whole beside a column, nor a column for the total's."""
    if len(parts) < _PAIR:
        return parts
    rows, columns = ([_split(part)[side] for part in parts] for side in (0, 1))
    if rows[0] and columns[0] and all(columns[1:]) and not any(rows[1:]):
        return [parts[0], *(_joined(rows[0], column) for column in columns[1:])]
    if rows[-1] and columns[-1] and all(rows[:-1]) and not any(columns[:-1]):
        return [*(_joined(row, columns[-1]) for row in rows[:-1]), parts[-1]]
    return parts


def with_column(part: Asked) -> str:
    """The name of a part that is one column of a row (小学教育的项目支出), "" for any other."""
    row, column = ("".join(unit.text for unit in side) for side in _split(part))
    return f"{row}的{column}" if row and column else ""


def column_of(part: Asked) -> Unit | None:
    """The column that is all a part names, None for any other."""
    row, column = _split(part)
    return column[0] if len(column) == 1 and not row else None


def is_account(part: Asked, accounts: frozenset[str]) -> bool:
    """True where all that a part names is one row of accounts."""
    row, column = _split(part)
    return len(row) == 1 and not column and bool(accounts & {row[0].text, row[0].keys[0]})


def row_in_column(part: Asked, column: Unit) -> Asked:
    """The row that a part names in a column."""
    return _joined(part.named, (column,))


def _split(part: Asked) -> tuple[tuple[Unit, ...], tuple[Unit, ...]]:
    """The pieces of a part that name a row, and those that name a column every row has."""
    columns = tuple(unit for unit in part.named if _COLUMNS & set(unit.keys))
    return tuple(unit for unit in part.named if unit not in columns), columns


def _joined(row: tuple[Unit, ...], column: tuple[Unit, ...]) -> Asked:
    joined = Asked("", (*row, *column))
    return replace(joined, content=with_column(joined))


def _spread(asked: Asked) -> Asked:
    """Words that name several measures at once (水费、电费), beside others, as one piece for each."""
    if len(asked.named) < _PAIR:
        return asked
    known = {key: measure.keys for measure in load_vocabulary().measures for key in measure.keys}
    units: list[Unit] = []
    for unit in asked.units:
        pieces = [m.span() for m in re.finditer("[^、和与]+", unit.text)] if unit.how == "word" else []
        texts = [unit.text[start:end] for start, end in pieces]
        if len(pieces) < _PAIR or not all(text in known for text in texts):
            units.append(unit)
            continue
        units += [
            Unit(text, float(len(text)), unit.start + start, unit.start + end, known[text], "label")
            for text, (start, end) in zip(texts, pieces, strict=True)
        ]
    return Asked(asked.content, tuple(units))


def _told_together(view: DocView, part: Asked) -> SentenceHit | None:
    """The one figure of things that the text lists together and the question runs together (水电气费)."""
    said = plain(part.content.strip(" 的,，"))
    for clause in view.clauses:
        subject = plain(clause.figure.subject or "")
        alike = len(said) > _SHORT and subject.replace("、", "").endswith(said)
        if "、" in subject and alike and is_money(clause.figure.unit):
            return SentenceHit(clause.sentence, 1.0, clause.figure, clause.figure.measure)
    return None


def found_parts(
    evidence: Evidence, reading: Reading, view: DocView, parts: Sequence[Asked]
) -> list[Hit | None]:
    """What is printed for each part: in the forms or the text, or else in one sentence that lists all."""
    asked = replace(reading, intent=Intent.LOOKUP, across=None)
    own = [replace(asked, content=part.content) for part in parts]
    found = [evidence.figures(*pair).figure for pair in zip(own, repeat(view), parts, strict=False)]
    hits = [hit if hit and is_of_part(hit, part) else None for hit, part in zip(found, parts, strict=True)]
    hits = [hit or _told_together(view, part) for hit, part in zip(hits, parts, strict=True)]
    if all(isinstance(hit, CellHit) for hit in hits):
        return hits
    return list(_in_one_sentence(view, parts)) or hits


def is_of_part(hit: Hit, part: Asked) -> bool:
    """True where a figure is of the part by name: 商品和服务支出 is not 服务, though it holds the word.

    Words before the name narrow it: 西瓜采购费 is not 采购.
    """
    item = plain(item_of(hit))
    first = min((unit.start for unit in part.named), default=0)
    before = (unit for unit in part.units if not unit.keys and len(unit.text) > 1)
    rest = [unit for unit in before if unit.end <= first or unit.text in item]
    if rest and not any(unit.text in item for unit in rest):
        return not part.named  # 工勤人员 is not answered by 在职人员
    if rest or not part.named:
        return True
    keys = {key for unit in part.named for key in (*unit.keys, unit.text)}
    said = any(unit.how == "word" and unit.text in item for unit in part.named)
    return (
        said
        or item in keys
        or any(len(key) > _SHORT and (key in item or (len(item) > _SHORT and item in key)) for key in keys)
    )


def _in_one_sentence(view: DocView, parts: Sequence[Asked]) -> Sequence[Hit]:
    """The figures of a breakdown that names every part, each with a figure of its own."""
    for sentence in view.sentences:
        figures = [_figure_for(part, sentence) for part in parts]
        known = [figure for figure in figures if figure is not None]
        if len(known) == len(parts) and len({figure.start for figure in known}) == len(parts):
            return [SentenceHit(sentence, 1.0, figure, figure.measure) for figure in known]
    return ()


def _figure_for(part: Asked, sentence: Sentence) -> Figure | None:
    names = _names(part)
    for figure in sentence.figures:
        subject = plain(figure.subject or "")
        short = {subject.removesuffix("费"), subject.removesuffix("支出")}
        if is_money(figure.unit) and (subject in names or short & names):
            return figure
    return None


def _names(part: Asked) -> set[str]:
    """Every way to name a part: its words, their labels, closer items, what adds up to it."""
    said = {unit.text for unit in part.units}
    nearer = (m.rather for m in load_vocabulary().measures if m.rather and said & set(m.words))
    closer = {key for rather in nearer for keys in rather for key in keys}
    keys = {key for unit in part.named for key in unit.keys}
    added = {key for m in load_vocabulary().measures if keys & set(m.keys) for one in m.sum_of for key in one}
    return said | closer | keys | added


def enclosing(view: DocView, parts: Sequence[Asked]) -> SentenceHit | None:
    """The figure of what the parts together make up, where it is not broken down: 水、电、气费 in one amount,
    or the item that the text says is spent on all of them."""
    for sentence in view.sentences:
        for figure in sentence.figures:
            if (
                is_money(figure.unit)
                and "、" in (figure.subject or "")
                and _holds(figure.subject or "", parts)
            ):
                return SentenceHit(sentence, 1.0, figure, figure.measure)
    for n, sentence in enumerate(view.sentences):
        opened = _OPENS_LIST.search(sentence.text)
        if opened is None or not _holds(sentence.text[opened.end() :], parts):
            continue
        for before in (sentence, *reversed(view.sentences[max(0, n - _LOOK_BACK) : n])):
            end = opened.start() if before is sentence else len(before.text)
            money = [f for f in before.figures if is_money(f.unit) and f.end <= end and f.value]
            if money and before.section == sentence.section:
                told = None if before is sentence else SentenceHit(sentence, 1.0)
                return SentenceHit(before, 1.0, money[-1], money[-1].measure, backing=told)
    return None


def _holds(text: str, parts: Sequence[Asked]) -> bool:
    """True where a list names every part, by one of its names or the characters before 费."""
    items = [plain(item) for item in re.split("[、，,；;和及]", text.split("。", 1)[0])]
    if len(items) > _WIDEST * len(parts) + 1:
        return False

    def named(part: Asked) -> bool:
        names = _names(part)
        heads = {name.removesuffix("费") for name in names if name.endswith("费")} or {"\0"}
        return any(
            item == name or (len(name) > 1 and name in item) or item.removesuffix("费").endswith(tuple(heads))
            for item in items
            for name in names
        )

    return all(named(part) for part in parts)


def repeats(hits: Sequence[Hit]) -> bool:
    """True where neighbouring parts were answered by one figure."""
    return any(_same_figure(a, b) for a, b in pairwise(hits))


def _same_figure(left: Hit, right: Hit) -> bool:
    if not same_place(left, right):
        return False
    return isinstance(left, CellHit) or (isinstance(right, SentenceHit) and left.figure == right.figure)

"""How many times one figure is of another (几倍), and whether it is a half, a third or twice of it: two items
of one disclosure, one item of two departments or years. Both figures are cited."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from qa import compute
from qa.composing.computing.ordering import number_of
from qa.composing.computing.parts import found_parts, repeats
from qa.composing.computing.shares import FISCAL_FORMS
from qa.composing.figures.computed import disputed
from qa.composing.figures.single import look_up
from qa.composing.honesty.decline import not_found
from qa.composing.phrases import phrase
from qa.draft import Writer, amount_text, figure_text, item_of, same_place, who
from qa.finding.corpus import DocView
from qa.finding.evidence import SURE, Evidence
from qa.money import convert, is_money
from qa.types import CellHit, Computed, Draft, Hit, Intent, Reading, Status
from qa.understanding.asked import Asked
from qa.understanding.wording import same_count

_TIMES = re.compile("(?:几|多少)个?倍|倍数(?=是|为|有|多|$)|几分之几|的?比值|之比(?!例)")
_LINK = re.compile("相当于|等于|除以|达到|是|为|有|达|占|比|跟|和|与")
_FRACTION = re.compile(
    "的?(?P<said>一半|半数|(?P<of>[二三四五六七八九十])分之(?P<n>[一二三四五六七八九])"
    "|(?P<times>[一两二三四五六七八九十]|\\d+(?:\\.\\d+)?)倍)"
)
_WHETHER = re.compile("超过|高于|不到|不足|有没有|够不够|是不是|是否|达到|够|超|有|到|是|占")
_ABOVE, _BELOW, _EQUAL = ("超过", "高于", "超"), ("不到", "不足"), ("是不是", "是否", "是", "占")
_APART = re.compile("(?:相差|差)(?:了)?(?:几|多少)个?倍")
_YEAR_BEFORE = re.compile("(?:上年|去年|前一年|上一年|头一年)")
_NEAR = Decimal("0.05")
_HALF = Decimal("0.5")
_PAIR = 2

_Placed = tuple[DocView, Hit]


def asks(reading: Reading) -> bool:
    """True where the words ask how many times one thing is of another."""
    return _TIMES.search(reading.content) is not None


def asks_whether(reading: Reading) -> bool:
    """True where the words ask whether one thing is a half, a third or twice of another."""
    said = _FRACTION.search(reading.content)
    return said is not None and _WHETHER.search(reading.content, 1, said.start()) is not None


def of_year_before(reading: Reading) -> bool:
    """True where a figure is set against that of the year before, which no year names (是上年的几倍)."""
    asked = _TIMES.search(reading.content)
    links = _LINK.finditer(reading.content, 1, asked.start()) if asked and len(reading.years) < _PAIR else ()
    return any(_YEAR_BEFORE.match(reading.content, link.end()) for link in links)


def multiple(evidence: Evidence, reading: Reading, views: Sequence[DocView]) -> Draft | None:
    """The first figure as so many times the second, or whether it is the part or the multiple that the
    question states; None where it asks for neither, or names more than two departments or years. Refuses a
    multiple of what is not printed."""
    if not 0 < len(views) <= _PAIR:
        return None
    both = _in_order(reading, views)
    if asks(reading):
        return _times(evidence, reading, both)
    said = _FRACTION.search(reading.content)
    return _whether(evidence, reading, both, said) if said and asks_whether(reading) else None


def _times(evidence: Evidence, reading: Reading, views: tuple[DocView, DocView]) -> Draft:
    pair = _pair(evidence, reading, views, _LINK, _TIMES)
    if pair is None:
        return _blank_side(evidence, reading, views) or not_found(evidence, reading, views[0])
    if _APART.search(reading.content) and _size(pair[0][1]) < _size(pair[1][1]):
        pair = (pair[1], pair[0])
    names, writer = _names(pair), Writer(each_figure=True)
    (_, a), (_, b) = pair
    if not compute.value_of(b):
        marks = writer.marks((a, b))
        text = phrase("multiples", "zero", **names, a=figure_text(a), b=figure_text(b), marks=marks)
        return writer.draft(Status.ANSWERED, text)
    result = compute.ratio(a, b, reading.decimals)
    text = _told("times", names, result, writer) + _remarks(pair)
    return writer.draft(Status.ANSWERED, text, value=result.value, unit=result.unit, formula=result.formula)


def _whether(
    evidence: Evidence, reading: Reading, views: tuple[DocView, DocView], said: re.Match[str]
) -> Draft | None:
    pair = _pair(evidence, reading, views, _WHETHER, _FRACTION)
    if pair is None or not compute.value_of(pair[1][1]):
        return None
    result = compute.ratio(pair[0][1], pair[1][1])
    way = _WHETHER.findall(reading.content, 1, said.start())[-1]
    yes = _holds(way, _size(pair[0][1]) / _size(pair[1][1]), _stated(said))
    writer = Writer(each_figure=True)
    text = _told("yes" if yes else "no", _names(pair), result, writer) + _remarks(pair)
    return writer.draft(Status.ANSWERED, text, boolean=yes, formula=result.formula)


def _in_order(reading: Reading, views: Sequence[DocView]) -> tuple[DocView, DocView]:
    """The disclosure of each side, in the order of the question; of years in the order in which they are
    named, a year that no number names last."""
    if len(views) < _PAIR:
        return views[0], views[0]
    named = {year: n for n, year in enumerate(reading.years)}
    both = sorted(views, key=lambda view: named.get(view.disclosure.year, _PAIR))
    one_body = len({who(view.disclosure) for view in views}) == 1
    return (both[0], both[1]) if one_body else (views[0], views[1])


def _pair(
    evidence: Evidence,
    reading: Reading,
    views: tuple[DocView, DocView],
    link: re.Pattern[str],
    end: re.Pattern[str],
) -> tuple[_Placed, _Placed] | None:
    """Both figures, each with its disclosure; None where a side names nothing, is not printed, or the two
    are of different kinds."""
    sides = [_sides(evidence, reading, view, link, end) for view in views]
    if sides[0] is None or sides[1] is None:
        return None
    left, right = sides[0][0], sides[1][1]
    apart = views[0] is not views[1]
    if apart:  # 甲局的公用经费是乙局的几倍 names the item once
        left = left if left.named else sides[0][1]
        right = right if right.named else sides[1][0]
    if not left.named or not right.named:
        return None
    a, b = _printed(evidence, reading, views[0], left), _printed(evidence, reading, views[1], right)
    if a is None or b is None or (not apart and repeats((a, b))):
        return None
    a, b = _of_one_table(evidence, reading, views, (left, right), (a, b))
    return ((views[0], a), (views[1], b)) if _same_kind(a, b) else None


def _blank_side(evidence: Evidence, reading: Reading, views: tuple[DocView, DocView]) -> Draft | None:
    """What a look-up tells of the side that is printed as a blank, so that nothing is divided; or None."""
    for place, view in enumerate(views):
        sides = _sides(evidence, reading, view, _LINK, _TIMES)
        if sides is None or not sides[place].named:
            continue
        told = look_up(evidence, _own(reading, sides[place]), view)
        if told.status is Status.ANSWERED and told.value is None:
            return replace(told, text=told.text + phrase("multiples", "blank"))
    return None


def _sides(
    evidence: Evidence, reading: Reading, view: DocView, link: re.Pattern[str], end: re.Pattern[str]
) -> tuple[Asked, Asked] | None:
    """What stands before and behind the word that sets the two against each other; None without one."""
    asked = evidence.asked(reading, view)
    asks_for = end.search(asked.content)
    if asks_for is None:
        return None

    def side(start: int, stop: int) -> Asked:
        own = asked.between(start, stop)
        alone = own.content.strip(" 的,，")
        return own if own.named or not alone else evidence.asked(replace(reading, content=alone), view)

    inside = [range(unit.start, unit.end) for unit in asked.named]
    found = [
        (side(0, word.start()), side(word.end(), asks_for.start()))
        for word in link.finditer(asked.content, 1, asks_for.start())
        if not any(word.start() in span for span in inside)
    ]
    both = [pair for pair in found if pair[0].named and pair[1].named]
    return next(iter(both or [pair for pair in found if pair[0].named or pair[1].named]), None)


def _own(reading: Reading, side: Asked) -> Reading:
    plain_reading = replace(reading, intent=Intent.LOOKUP, across=None, facet=None, threshold=None)
    return replace(plain_reading, content=side.content, unit=None)


def _printed(evidence: Evidence, reading: Reading, view: DocView, side: Asked) -> Hit | None:
    return found_parts(evidence, _own(reading, side), view, [side])[0]


def _of_one_table(
    evidence: Evidence,
    reading: Reading,
    views: tuple[DocView, DocView],
    sides: tuple[Asked, Asked],
    pair: tuple[Hit, Hit],
) -> tuple[Hit, Hit]:
    """The two figures; of one disclosure from one table where a table prints both, of two from one form."""
    a, b = pair
    if not isinstance(a, CellHit) or not isinstance(b, CellHit) or _place(a, views) == _place(b, views):
        return pair
    found = [
        [
            hit
            for hit in evidence.figures(_own(reading, side), view, side).hits
            if isinstance(hit, CellHit) and hit.score >= SURE and compute.value_of(hit) is not None
        ]
        for side, view in zip(sides, views, strict=True)
    ]
    beside_a = next((hit for hit in found[1] if _place(hit, views) == _place(a, views)), None)
    if beside_a is not None:
        return a, beside_a
    beside_b = next((hit for hit in found[0] if _place(hit, views) == _place(b, views)), None)
    return (a, b) if beside_b is None or same_place(beside_b, b) else (beside_b, b)


def _place(hit: CellHit, views: tuple[DocView, DocView]) -> str:
    """The table of a figure; of two disclosures its form, which both have."""
    cell = hit.cell
    return cell.table_id if views[0] is views[1] else cell.form or cell.table_title


def _same_kind(a: Hit, b: Hit) -> bool:
    left, right = compute.unit_of(a), compute.unit_of(b)
    return (is_money(left) and is_money(right)) or (same_count(left) == same_count(right) and left != "%")


def _size(hit: Hit) -> Decimal:
    return convert(compute.value_of(hit) or Decimal(0), compute.unit_of(hit), "元")


def _stated(said: re.Match[str]) -> Decimal:
    """The multiple that a question states: 一半, 三分之二, 两倍."""
    if said["of"]:
        return Decimal(number_of(said["n"])) / number_of(said["of"])
    if said["times"] is None:
        return _HALF
    return Decimal(said["times"]) if said["times"][0].isdigit() else Decimal(number_of(said["times"]))


def _holds(way: str, ratio: Decimal, stated: Decimal) -> bool:
    if way in _ABOVE:
        return ratio > stated
    if way in _BELOW:
        return ratio < stated
    return abs(ratio - stated) <= _NEAR * stated if way in _EQUAL else ratio >= stated


def _names(pair: tuple[_Placed, _Placed]) -> dict[str, str]:
    """The item of each side with its department and year; the second side's own where it is another's."""
    (left, _), (right, b) = pair
    names = [f"{who(view.disclosure)}{view.disclosure.year}年度{item_of(hit, view)}" for view, hit in pair]
    return {"left": names[0], "right": item_of(b, right) if left is right else names[1]}


def _told(name: str, names: dict[str, str], result: Computed, writer: Writer) -> str:
    figure = amount_text(writer.derived(result.value), result.unit)
    marks = writer.marks(result.operands)
    return phrase("multiples", name, **names, figure=figure, formula=result.formula, marks=marks)


def _remarks(pair: tuple[_Placed, _Placed]) -> str:
    """What has to be said of the two: of different forms, of different years, in dispute."""
    (left, a), (right, b) = pair
    said = ""
    cells = [hit.cell for hit in (a, b) if isinstance(hit, CellHit)]
    if len(cells) == _PAIR and len({cell.form in FISCAL_FORMS for cell in cells}) == _PAIR:
        forms = "、".join(dict.fromkeys(cell.table_title for cell in cells))
        said = phrase("across", "scopes_differ", forms=forms)
    apart = who(left.disclosure) != who(right.disclosure)
    if apart and left.disclosure.year != right.disclosure.year:
        said += phrase("across", "years_differ")
    return said + "".join(dict.fromkeys(disputed(view, (hit,)) for view, hit in pair))

"""A 占 B: printed, or computed from both figures; and 其中 A 占多少钱, which asks for A alone."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from qa import compute
from qa.composing.computing.parts import column_of, is_account, repeats, row_in_column, with_column
from qa.composing.computing.printed_shares import is_total, printed_share
from qa.composing.figures.computed import computed
from qa.composing.figures.single import figure_answer, look_up
from qa.composing.honesty.conflicts import conflict_of
from qa.composing.honesty.decline import not_found
from qa.composing.phrases import phrase
from qa.draft import Writer, amount_text, item_of, joined, who
from qa.finding.account_rows import account_keys
from qa.finding.corpus import DocView
from qa.finding.evidence import SURE, Evidence, Found
from qa.types import CellHit, Computed, Draft, Hit, Intent, Reading, SentenceHit, Status
from qa.understanding.asked import Asked

_SPLIT = "占"
_AMONG = "其中"
_MONEY = "money"
_PAIR = 2
_WHOLE = 100
_ROUNDING = Decimal("0.05")  # percentage points by which a printed share may be rounded
_FISCAL = "财政拨款"
# All of their figures are of fiscal appropriations; those of other forms are of all funds.
FISCAL_FORMS = frozenset({"basic_expenditure", "public_budget_expenditure", "fiscal_total", "three_public"})
_INCOME, _EXPENDITURE = "本年收入合计", "本年支出合计"
_ASKS_SHARE = re.compile(
    "(?:有|是|为)?(?:多大|多少|多高|几)(?:的)?(?:比例|比重|百分比|成|个点|[%]|钱)?|百分之[几多]少?|的?(?:比例|比重|百分比|占比)"
    "(?:有|是|为)?(?:多少|多大|几)?|比(?=$|是|为|有|多)|[?？,，。].*$|保留.*$|是$|[最更]?[高低大小多少]$"
)
_INSIDE = re.compile("[里中]|当中|里面")


def share(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """A share computed from both figures; None where the question does not name both."""
    if reading.counted == _MONEY:
        return _amount_of_part(evidence, reading, view)
    printed = evidence.figures(reading, view).best
    if printed and (told := conflict_of(view, printed, reading)):
        return told
    asked = evidence.asked(reading, view)
    cut = asked.content.find(_SPLIT)
    if cut < 0:
        return None
    plain_reading = replace(reading, intent=Intent.LOOKUP, counted=_MONEY)
    if (draft := _several(evidence, plain_reading, view, asked, cut)) is not None:
        return draft
    found = share_of(evidence, reading, view)
    if isinstance(found, SentenceHit):
        own = figure_answer(reading, Found(view, asked, (found,)), found)
        return joined(own, _differs(evidence, reading, view, found))
    note = ""
    if found is None and (found := _across_scopes(evidence, reading, view)) is not None:
        note = _scopes_told(found)
    if found is None:
        return not_found(evidence, reading, view)
    part, whole = found.operands
    name = with_column(_sides(asked, view)[0]) or item_of(part, view)
    draft = computed("share", view, found, part=name, whole=item_of(whole, view))
    return replace(draft, text=draft.text + note)


def share_of(evidence: Evidence, reading: Reading, view: DocView) -> SentenceHit | Computed | None:
    """The share that is asked for: as its own clause prints it, else from two figures of one scope; None
    where part and whole are not both printed."""
    part, whole = _sides(evidence.asked(reading, view), view)
    printed = printed_share(view, part, whole.content if whole else None)
    return printed or _worked_out(evidence, reading, view, part, whole)


def _sides(asked: Asked, view: DocView) -> tuple[Asked, Asked | None]:
    """The part and the whole; an account set against one column (A占项目支出) is taken in that column."""
    part, whole = _said_sides(asked)
    of_column = column_of(whole) if whole is not None else None
    if of_column is None or with_column(part) or not is_account(part, account_keys(view)):
        return part, whole
    return row_in_column(part, of_column), whole


def _said_sides(asked: Asked) -> tuple[Asked, Asked | None]:
    """The part and the whole of A占B, and of B中A占比."""
    cut, end = asked.content.find(_SPLIT), len(asked.content)
    part, whole = asked.between(0, cut), _without_ask(asked.between(cut + 1, end))
    if not part.units and asked.named:  # 占比是多少，农林水支出
        return Asked("".join(unit.text for unit in asked.named), asked.named), None
    if whole is not None:
        return part, whole
    inside = _INSIDE.search(asked.content, 0, cut)
    if inside and (before := asked.between(0, inside.start())).named:
        return asked.between(inside.end(), cut), before
    return part, None


def _without_ask(side: Asked) -> Asked | None:
    """The whole in its own words, without what asks for the share; None where nothing is left."""
    text = _ASKS_SHARE.sub("", side.content).strip(" 的")
    return Asked(text, side.units) if text and (side.named or is_total(text)) else None


def _worked_out(
    evidence: Evidence, reading: Reading, view: DocView, part: Asked, whole: Asked | None
) -> Computed | None:
    plain_reading = replace(reading, intent=Intent.LOOKUP, across=None, counted=_MONEY)
    said = whole.content if whole else ""
    total = Asked(said, whole.units) if whole and whole.named else None
    if is_total(said) or total is None:
        side = _INCOME if _INCOME[2:4] in (said or part.content) else _EXPENDITURE
        total = evidence.asked(replace(reading, content=side), view)
        said = side
    if not part.named:
        return None
    parts = evidence.figures(replace(plain_reading, content=part.content), view, part)
    a = parts.figure
    found = evidence.figures(replace(plain_reading, content=said), view, total)
    if a is None:
        return None
    b = _of_scope(view, a, total, found)
    if b is None or not compute.value_of(b) or (a := _in_scope_of(b, a, parts)) is None:
        return None
    result = compute.share(a, b, reading.decimals)
    set_side_by_side = whole is not None and whole.named and not is_total(whole.content)
    return result if result.value <= _WHOLE or set_side_by_side else None


def _across_scopes(evidence: Evidence, reading: Reading, view: DocView) -> Computed | None:
    """Two things that the question names itself and that are printed in forms of different scope only."""
    part, whole = _sides(evidence.asked(reading, view), view)
    if whole is None or not part.named or not whole.named or is_total(whole.content):
        return None
    plain_reading = replace(reading, intent=Intent.LOOKUP, across=None, counted=_MONEY)
    a, b = (
        evidence.figures(replace(plain_reading, content=side.content), view, side).figure
        for side in (part, whole)
    )
    if not isinstance(a, CellHit) or not isinstance(b, CellHit) or not b.cell.value:
        return None
    return compute.share(a, b, reading.decimals)


def _scopes_told(result: Computed) -> str:
    titles = dict.fromkeys(hit.cell.table_title for hit in result.operands if isinstance(hit, CellHit))
    return phrase("across", "scopes_differ", forms="、".join(titles))


def _of_scope(view: DocView, part: Hit, whole: Asked, found: Found) -> Hit | None:
    """The whole in the part's own table, where that prints it; a fund's part is never set against a whole of
    all funds, unless all income or expenditure is what the question names."""
    if not isinstance(part, CellHit):
        return found.figure
    keys = {key for unit in whole.named for key in unit.keys}
    table = part.cell.table_id
    column = part.cell.column_label.rsplit(" / ", 1)[-1]
    rows = [row for row in view.rows if row.table.table_id == table and row.key in keys]
    own = [c for row in rows for c in row.cells if c.column_label.rsplit(" / ", 1)[-1] == column and c.value]
    if own and own[0] != part.cell:
        return CellHit(own[0], 1.0)
    sure = [hit for hit in found.hits if hit.score >= SURE and compute.value_of(hit)]
    same = next((h for h in sure if isinstance(h, CellHit) and h.cell.table_id == table), None)
    best = same or found.figure
    narrow = part.cell.form in FISCAL_FORMS and not any(is_total(key) for key in keys)
    if not narrow or same or not isinstance(best, CellHit) or best.cell.form in FISCAL_FORMS:
        return best
    told = next((hit for hit in sure if isinstance(hit, SentenceHit) and _FISCAL in item_of(hit)), None)
    return best if told is not None and compute.same_amount(best, told) else told


def _in_scope_of(whole: Hit, part: Hit, found: Found) -> Hit | None:
    """The part; of a whole of one fund the part in that fund's own table, None where it is not there."""
    if not isinstance(whole, CellHit) or not isinstance(part, CellHit):
        return part
    one_fund = {*FISCAL_FORMS, "government_fund", "state_capital"}
    if whole.cell.form not in one_fund or part.cell.form in FISCAL_FORMS:
        return part
    cells = (hit for hit in found.hits if isinstance(hit, CellHit) and hit.score >= SURE)
    return next((hit for hit in cells if hit.cell.table_id == whole.cell.table_id and hit.cell.value), None)


def _differs(evidence: Evidence, reading: Reading, view: DocView, printed: SentenceHit) -> Draft:
    """What two figures of one scope give, where that is not what the text prints; nothing else."""
    writer = Writer()
    part, whole = _sides(evidence.asked(reading, view), view)
    result = _worked_out(evidence, reading, view, part, whole) if whole else None
    value = compute.value_of(printed)
    if result is None or value is None or abs(result.value - value) <= _ROUNDING:
        return writer.draft(Status.ANSWERED, "")
    a, b = result.operands
    if not (isinstance(a, CellHit) and isinstance(b, CellHit) and a.cell.table_id == b.cell.table_id):
        return writer.draft(Status.ANSWERED, "")
    return writer.draft(Status.ANSWERED, _told("share_differs", result, view, writer))


def _told(name: str, result: Computed, view: DocView, writer: Writer) -> str:
    """A computed share in the words of that phrase."""
    part, whole = result.operands
    return phrase(
        "compute",
        name,
        part=item_of(part, view),
        whole=item_of(whole, view),
        figure=amount_text(writer.derived(result.value), result.unit),
        formula=result.formula,
        marks=writer.marks(result.operands),
    )


def _several(evidence: Evidence, reading: Reading, view: DocView, asked: Asked, cut: int) -> Draft | None:
    """The shares of several parts in one whole (基本支出里A和B各占多少); None where one part is named."""
    inside = _INSIDE.search(asked.content, 0, cut)
    before, after = asked.between(0, inside.start() if inside else 0), asked.between(cut, len(asked.content))
    whole = before if before.named else after
    named = [unit for unit in asked.named if (inside.end() if inside else 0) <= unit.start < cut]
    if len(named) < _PAIR or not whole.named or with_column(asked.keeping(named)):
        return None
    parts = [evidence.figures(reading, view, asked.keeping((unit,))).figure for unit in named]
    total = evidence.figures(reading, view, whole.keeping(whole.named)).figure
    known = [hit for hit in parts if hit is not None]
    if total is None or len(known) < len(parts) or repeats(known) or not compute.value_of(total):
        return not_found(evidence, reading, view)
    writer = Writer()
    results = [compute.share(hit, total, reading.decimals) for hit in known]
    lines = "，".join(_told("share_line", result, view, writer) for result in results)
    names = {"who": who(view.disclosure), "year": view.disclosure.year}
    formula = "；".join(result.formula for result in results)
    return writer.draft(Status.ANSWERED, phrase("compute", "shares", **names, lines=lines), formula=formula)


def _amount_of_part(evidence: Evidence, reading: Reading, view: DocView) -> Draft:
    """占多少钱 asks for the amount of the part, not for a percentage."""
    start = reading.content.rfind(_AMONG) + len(_AMONG) if _AMONG in reading.content else 0
    part = reading.content[start:].replace(_SPLIT, " ")
    return look_up(evidence, replace(reading, intent=Intent.LOOKUP, content=part), view)

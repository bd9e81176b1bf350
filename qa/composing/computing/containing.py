"""Whether one figure is part of another, so that it may be taken from it: 办公费 of 商品和服务支出."""

from __future__ import annotations

from qa.draft import item_of
from qa.money import is_money
from qa.types import CellHit, Hit, SentenceHit
from qa.understanding.vocabulary import plain

_PERSONNEL = ("301", "303")  # 工资福利支出, 对个人和家庭的补助: 人员经费 is their sum
_PUBLIC = ("302", "307", "309", "310", "311", "312", "313", "399")
_TOTALS = ("合计", "总计", "总额", "总支出", "总收入")
_THREE = ("三公",)
_OF_THREE = ("公务接待", "公务用车", "出国")
_PROCUREMENT = ("政府采购", "采购")


def contains(whole: Hit, part: Hit) -> bool:
    """True where codes, the form or the sentence say that the part is inside the whole."""
    said, inside = plain(item_of(whole)), plain(item_of(part))
    if said == inside or said.startswith("其他"):
        return False
    if isinstance(whole, CellHit) and isinstance(part, CellHit):
        above, below = whole.cell.row_code, part.cell.row_code
        if above and below:
            return below.startswith(above) and below != above
        if (whole.cell.table_id, whole.cell.row) == (part.cell.table_id, part.cell.row):
            return "合计" in plain(whole.cell.column_label) or _total(said)
    elif isinstance(whole, SentenceHit) and isinstance(part, SentenceHit) and _one_place(whole, part):
        return True
    return _by_name(said, inside, part)


def surely_contains(whole: Hit, part: Hit) -> bool:
    """True where the codes of one classification say so, or the names of 三公 and its parts."""
    said, inside = plain(item_of(whole)), plain(item_of(part))
    if isinstance(whole, CellHit) and isinstance(part, CellHit):
        above, below = whole.cell.row_code, part.cell.row_code
        if above and below:
            return below.startswith(above) and below != above and whole.cell.form == part.cell.form
    if any(word in said for word in _THREE):
        return any(word in inside for word in _OF_THREE)
    return "公务用车购置及运行" in said and inside != said and inside.startswith("公务用车")


def _one_place(whole: SentenceHit, part: SentenceHit) -> bool:
    """True for two figures of one sentence, the whole first: 三公 3.0 万元, 其中…"""
    if whole.sentence.sentence_id != part.sentence.sentence_id or not whole.figure or not part.figure:
        return False
    return whole.figure.start < part.figure.start and is_money(whole.figure.unit)


def _by_name(said: str, inside: str, part: Hit) -> bool:
    """True where the name of the whole says what it holds."""
    code = part.cell.row_code if isinstance(part, CellHit) else None
    form = part.cell.form if isinstance(part, CellHit) else None
    if "人员经费" in said:
        return (bool(code) and str(code).startswith(_PERSONNEL)) or inside in {"工资福利支出"}
    if "公用" in said or "机关运行经费" in said:
        return (bool(code) and str(code).startswith(_PUBLIC)) or any(
            word in inside for word in (*_THREE, *_OF_THREE)
        )
    if any(word in said for word in _THREE):
        return any(word in inside for word in _OF_THREE)
    if "公务用车购置及运行" in said:
        return inside.startswith("公务用车")
    if "基本支出" in said:
        return form == "basic_expenditure" or "人员经费" in inside or "公用" in inside
    if any(word in said for word in _PROCUREMENT):
        return isinstance(part, SentenceHit) or "采购" in inside
    if "收入" in said:
        return _total(said) and ("收入" in inside or "拨款" in inside)
    return _total(said) and "收入" not in inside


def _total(said: str) -> bool:
    return said.endswith(_TOTALS) or said in {"支出", "财政拨款支出", "一般公共预算财政拨款支出"}

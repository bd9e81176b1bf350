"""Where a question says to look: form number, row, column, account code."""

from __future__ import annotations

import re

_CODE = re.compile(r"(?<![\d.])(?=[235])(?:\d{7}|\d{5}|\d{3})(?![\d.%年万亿元人个辆批次]| *[万亿元])")
_TABLE_NO = re.compile(
    r"公开?\s*0?(?P<a>\d{1,2})\s*表|公开0?(?P<b>\d{1,2})(?!\d)|第(?P<c>[一二三四五六七八九十\d]{1,3})张表"
    r"|附?表0?(?P<d>\d{1,2})(?![\d年.])|附?表(?P<e>[一二三四五六七八九十]{1,2})(?![次家个项共])"
    r"|\b(?:table|form) (?:no\.? ?)?0?(?P<f>\d{1,2})\b"
)
_ORDINAL = r"[一二三四五六七八九十\d]{1,3}"
_ROW_NUMBER = re.compile(
    rf"(?:第|(?P<back>倒数第))\s*(?P<a>{_ORDINAL})\s*行次?|行次\s*为?\s*(?P<b>\d{{1,3}})"
)
_LAST_ROW = re.compile(r"最后一?行|末行|最末一?行|last row")
_COLUMN_NUMBER = re.compile(rf"第\s*(?P<a>{_ORDINAL})\s*列|列次\s*为?\s*(?P<b>\d{{1,2}})")
# 栏次 numbers the columns of most forms and the rows of some: a column beside a row, else a row.
_BAR_NUMBER = re.compile(rf"第\s*(?P<a>{_ORDINAL})\s*栏|栏次\s*为?\s*(?P<b>\d{{1,3}})")
_CODE_WORD = re.compile(r"科目|编码|代码|分类|code")
_NUMERALS = {char: value for value, char in enumerate("零一二三四五六七八九十")} | {"两": 2}


def codes(text: str) -> tuple[str, ...]:
    """Account codes (3, 5 or 7 digits) in the text without years."""
    return tuple(dict.fromkeys(_CODE.findall(text)))


def names_code(text: str) -> bool:
    """True where digits of the right length are meant as an account code: an unknown one is refused."""
    return _CODE_WORD.search(text) is not None


def table_no(text: str) -> str | None:
    """A form number as it is printed (公开05表), if one is named."""
    match = _TABLE_NO.search(text)
    if match is None:
        return None
    said = next(group for group in match.groups() if group)
    return f"公开{chinese_number(said):02d}表"


def row_number(text: str) -> int | None:
    """The 行次 or position named (第三行), negative from the end (最后一行: -1), if any."""
    if _LAST_ROW.search(text):
        return -1
    match = _ROW_NUMBER.search(text) or _BAR_NUMBER.search(text)
    if match is None:
        return None
    number = chinese_number(match["a"] or match["b"])
    return -number if match.groupdict().get("back") else number


def column_number(text: str) -> int | None:
    """The column named by its place (第二列, 栏次 2), if any."""
    match = _COLUMN_NUMBER.search(text) or (_ROW_NUMBER.search(text) and _BAR_NUMBER.search(text))
    return chinese_number(match["a"] or match["b"]) if match else None


def chinese_number(said: str) -> int:
    """A whole number below one hundred in digits or in characters (十二, 二十)."""
    if said.isdigit():
        return int(said)
    tens, _, ones = said.rpartition("十")
    if "十" not in said:
        return _NUMERALS[said[0]]
    return 10 * (_NUMERALS[tens] if tens else 1) + (_NUMERALS[ones] if ones else 0)

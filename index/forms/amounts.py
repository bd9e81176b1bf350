"""Printed text -> Amount: Decimal, printed precision and unit, with the kinds of blank kept apart."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Final

from index.types import Amount, Blank

_DASHES: Final = re.compile(r"[-‐‑‒–—―─━⸺⸻_/]+")
_NOTHING: Final = re.compile(r"(?:本表)?无(?:数据|此项|内容)?|不适用|N/?A", re.IGNORECASE)
_UNIT: Final = r"(?P<unit>%|‰|(?:万|亿|千|百万)?元|辆|台|套|个|人|人次|批|批次|件|次|分)?"
_NUMBER: Final = re.compile(
    rf"(?P<sign>[-−–—(]?)[¥￥]?(?P<whole>\d[\d,'’]*|(?=\.\d))(?P<fraction>\.\d*)?(?P<close>\)?){_UNIT}"
)
# "1.234.56": points used as thousands separators before the decimal point.
_POINT_GROUPS: Final = re.compile(r"(?<=\d)\.(?=\d{3}(?:\.\d))")


def parse_amount(text: str) -> Amount:
    """Read one printed cell or figure.

    In: the text as printed, with any spacing, full-width digits and separators, right or wrong ones
    ("1,23,4.5"). Out: an Amount whose `value` is in the printed unit, never converted, negative for a minus
    or brackets; `unit` is set only where the text itself carries one. Text that is no single number has
    `value` None and says by `blank` what is printed instead.
    """
    compact = "".join(unicodedata.normalize("NFKC", text).split())
    if not compact:
        return Amount(text, None, blank=Blank.EMPTY)
    if _DASHES.fullmatch(compact):
        return Amount(text, None, blank=Blank.DASH)
    if _NOTHING.fullmatch(compact):
        return Amount(text, None, blank=Blank.NONE_REPORTED)
    found = _NUMBER.fullmatch(_POINT_GROUPS.sub("", compact))
    if found is None or (found["sign"] == "(") != bool(found["close"]):
        return Amount(text, None, blank=Blank.TEXT)
    return _amount(text, found)


def _amount(text: str, found: re.Match[str]) -> Amount:
    whole = re.sub(r"\D", "", found["whole"]) or "0"
    fraction = (found["fraction"] or "").lstrip(".")
    value = Decimal(f"{whole}.{fraction}" if fraction else whole)
    return Amount(text, -value if found["sign"] else value, decimals=len(fraction), unit=found["unit"])


def is_number(text: str) -> bool:
    """True where the text is one printed number, with or without a percent sign."""
    amount = parse_amount(text)
    return amount.value is not None and amount.unit in (None, "%")

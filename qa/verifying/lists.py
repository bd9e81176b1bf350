"""numerals.toml as patterns: units, scales, hedges, shares in words, digits that state nothing."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

from qa.verifying.spelled import CHINESE, DIGITS

_ARABIC: Final = r"(?<![\d.])-?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_HAN: Final = rf"[{CHINESE}]+(?:点[{DIGITS}]+)?"
_NO_TENTHS: Final = "(?![立本都员果绩交功人为熟长效因品年就片套型分形])"  # 一成立, 三成员


class Kind(StrEnum):
    """What a numeral is for. Only amounts, shares and multiples state facts of their own."""

    AMOUNT = "amount"
    SHARE = "share"  # in words: 三分之一, 两成, 一半, "a third"; the value is in per cent
    MULTIPLE = "multiple"  # 翻一番, 三倍, "doubled"
    YEAR = "year"
    YEARS = "years"
    DATE = "date"
    PAGE = "page"
    FORM = "form"
    RANK = "rank"
    ORDINAL = "ordinal"
    MARK = "mark"


class Hedge(StrEnum):
    """How a rough figure lies to the true one."""

    BELOW = "below"  # 近, 不到: the true figure is smaller
    ABOVE = "above"  # 超, 多, 余: the true figure is larger
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class Lists:
    """numerals.toml, made into patterns."""

    contexts: tuple[tuple[Kind, re.Pattern[str]], ...]
    number: re.Pattern[str]
    units: Mapping[str, tuple[str, Decimal]]
    scales: Mapping[str, Decimal]
    hedges: Mapping[str, Hedge]
    shares: Mapping[str, Decimal | None]
    multiples: Mapping[str, Decimal]
    fixed: re.Pattern[str]
    english: Mapping[str, int]
    powers: Mapping[str, int]


def _either(words: Mapping[str, object] | list[str]) -> str:
    """The words as alternatives, longest first; Latin ones as whole words."""
    ordered = sorted(words, key=lambda w: (-len(w), w))
    return "|".join(rf"\b{re.escape(word)}\b" if word[0].isascii() and word[0].isalpha() else re.escape(word)
                    for word in ordered)  # fmt: skip


@cache
def lists() -> Lists:
    """The word lists, read once."""
    data = tomllib.loads(Path(__file__).with_name("numerals.toml").read_text(encoding="utf-8"))
    units = {
        word: (entry["family"], Decimal(entry["size"])) for entry in data["unit"] for word in entry["words"]
    }
    hedges = {word: Hedge(name) for name in ("below", "above", "about") for word in data["hedges"][name]}
    after = {"above_after": Hedge.ABOVE, "about_after": Hedge.ABOUT}
    hedges_after = {word: hedge for name, hedge in after.items() for word in data["hedges"][name]}
    return Lists(
        contexts=tuple(
            (Kind(entry["kind"]), re.compile(entry["pattern"], re.M)) for entry in data["context"]
        ),
        number=_number_pattern(data, hedges, units),
        units=units,
        scales={word: Decimal(size) for word, size in data["scales"]["words"].items()},
        hedges=hedges | hedges_after,
        shares={word: _share(value) for word, value in data["shares"].items()},
        multiples={word: Decimal(value) for word, value in data["multiples"].items()},
        fixed=re.compile(_either(data["fixed"]["words"])),
        english=data["english"]["units"],
        powers=data["english"]["powers"],
    )


def _share(value: str) -> Decimal | None:
    top, _, bottom = value.partition("/")
    return (Decimal(top) * 100 / Decimal(bottom) if bottom else Decimal(top)) if value else None


def _number_pattern(
    data: Mapping[str, Mapping[str, Mapping[str, object]]],
    hedges: Mapping[str, Hedge],
    units: Mapping[str, tuple[str, Decimal]],
) -> re.Pattern[str]:
    above, about = (list(data["hedges"][name]) for name in ("above_after", "about_after"))
    spelled = _either({**data["english"]["units"], **data["english"]["powers"]})
    english = rf"(?:\ba |\bone )?(?:{spelled})(?:[\s-]+(?:and |a )?(?:{spelled}))*"
    rough = _either(above)
    return re.compile(
        rf"(?:(?P<hedge>{_either(hedges)})(?:了|为|达)?\s*)?"
        rf"(?:(?P<phrase>{_either({**data['shares'], **data['multiples']})})"
        rf"|(?P<bottom>{_HAN}|\d+)分之(?P<top>{_HAN}|{_ARABIC})"
        rf"|(?P<tenths>[一二两三四五六七八九十]|\d(?:\.\d)?)成(?P<half>半)?{_NO_TENTHS}"
        rf"|(?P<prefix>rmb|cny|¥|\$)?\s?(?P<number>{_ARABIC}|{_HAN}|{english})\s*(?P<rough>{rough})?"
        rf"\s*(?:(?P<scale>{_either(data['scales']['words'])})(?P<more>{rough})?)?"
        rf"\s*(?P<unit>{_either(units)})?)"
        rf"(?:\s*(?P<after>{_either([*about, *above])})(?![\u4e00-\u9fff]))?"
    )

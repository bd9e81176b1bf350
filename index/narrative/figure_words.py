"""The word lists of figures.toml as patterns: units, masks, words of measures and changes, filler."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

# Thousands separators in the right place, in a wrong one (then decimals make it a number), or none.
NUMBER = (
    r"(?<![\d.,#])(?P<number>[-−－]?\d{1,3}(?:[,，]\d{3})+(?![\d,，])(?:\.\d+)?"
    r"|[-−－]?\d{1,4}(?:[,，]\d{1,4})+\.\d+|[-−－]?\d+(?:\.\d+)?)"
)


@dataclass(frozen=True)
class FigureWords:
    """The word lists of figures.toml, made into patterns."""

    figure: re.Pattern[str]
    mask: re.Pattern[str]
    budget: re.Pattern[str]
    final: re.Pattern[str]
    change: re.Pattern[str]
    up: frozenset[str]
    down: frozenset[str]
    relative: frozenset[str]
    threshold: re.Pattern[str]
    keeps: dict[str, str]
    tails: tuple[str, ...]
    heads: tuple[str, ...]
    generic: frozenset[str]
    organisation: re.Pattern[str]
    organisation_goes_on: re.Pattern[str]
    money: frozenset[str]
    rates: frozenset[str]
    bare: str
    bare_money: tuple[str, ...]


def _either(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def figure_words() -> FigureWords:
    """The word lists, read once."""
    data = tomllib.loads(Path(__file__).with_name("figures.toml").read_text(encoding="utf-8"))
    units = [*data["money"], *data["rates"], *data["counts"], data["bare"]]
    verbs = _either([*data["up"], *data["down"], *data["either"]])
    return FigureWords(
        figure=re.compile(rf"{NUMBER}\s*(?:余|多|来)?\s*(?P<unit>{_either(units)})"),
        mask=re.compile("|".join(data["masks"])),
        budget=re.compile(rf"(?P<word>{_either(data['budget'])})$"),
        final=re.compile(rf"(?P<word>{_either(data['final'])})$"),
        change=re.compile(
            rf"(?P<verb>{verbs})(?P<other>[（(/／](?:{verbs})[)）]?)?(?:额|率|幅度?|比例|支出|金额)?(?:了|为|约|达|到|近|超)*$"
        ),
        up=frozenset(data["up"]),
        down=frozenset(data["down"]),
        relative=frozenset(data["relative"]),
        threshold=re.compile(data["threshold"]),
        keeps=data["keeps"],
        tails=tuple(sorted(data["tails"], key=len, reverse=True)),
        heads=tuple(sorted(data["heads"], key=len, reverse=True)),
        generic=frozenset(data["generic"]),
        organisation=re.compile(
            rf"^[\u4e00-\u9fff]{{1,9}}?(?:{data['org_region']})[\u4e00-\u9fff]*?(?:{data['org_office']})"
        ),
        organisation_goes_on=re.compile(
            rf"^(?:{data['org_more']})|^[（(][^（）()]*[)）]|^(?:本级|机关(?=共有|有|设))"
        ),
        money=frozenset(data["money"]),
        rates=frozenset(data["rates"]),
        bare=data["bare"],
        bare_money=tuple(data["bare_money_words"]),
    )

"""What a turn takes over from the one before: its measure, without what that turn asked about it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from qa.finding.preferences import load_preferences
from qa.types import Facet, Intent
from qa.understanding import position, wording
from qa.understanding.asked import Unit, read_asked
from qa.understanding.conversing.english import own_english
from qa.understanding.conversing.pointing import without_pointing
from qa.understanding.conversing.screen import said_as
from qa.understanding.conversing.turns import Turn
from qa.understanding.money_units import money_unit
from qa.understanding.scope import Named
from qa.understanding.vocabulary import load_vocabulary

_RESTATED = ("那", "呢", "的", "?", "？", "。", "换成", " ")
_COUNTED_THING = re.compile("(?:多少|几)[个项家种类][\u4e00-\u9fff]{2}")  # 有多少个项目


def unexplained(own: Sequence[str], said: str) -> tuple[str, ...]:
    """The words of a turn that the text it was completed to still holds; a label took the place of others."""
    return tuple(word for word in own if word in said)


def names_measure(content: str) -> bool:
    """True when the words themselves name something to look up, so that nothing is inherited."""
    asked = read_asked(content, ())
    rest = [unit for unit in asked.units if not unit.keys and unit.weight >= 1]
    if wording.intent(content) is Intent.REASON:
        return bool(asked.named)
    if _COUNTED_THING.search(content) or own_english(content):
        return True
    counts = wording.counted(content) not in {None, "money", "percent"}
    return bool(asked.named) or bool(position.codes(content)) or len(rest) >= (1 if counts else 2)


def about_the_figure(text: str, now: Named) -> bool:
    """True for a request about the figure just given: another unit, fewer places, where it stands."""
    if now.body_named or now.years or wording.intent(text) is not Intent.LOOKUP or wording.across(text):
        return False
    shown = money_unit(text) is not None or wording.decimals(text) is not None
    return shown or wording.holds(text, load_vocabulary().intents["place"])


def asks_share(text: str, now: Named, before: Turn) -> bool:
    """True for a share that names nothing itself (占多少), where there are two measures to take it of."""
    asks = wording.intent(text) is Intent.SHARE and not now.body_named and len(before.topics) > 1
    return asks and not names_measure(without_pointing(now.content))


def topic_of(content: str, keys: Collection[str]) -> str:
    """What a turn asks about: its measures, or all its words where none is recognised."""
    named = read_asked(content, keys, corrected=bool(keys)).named
    return "".join(said_as(unit) for unit in named) or content


def without_columns(content: str) -> str:
    """The words of the turn before without the column they asked for: "其中项目支出呢" names another."""
    for column in sorted(load_preferences().main_columns, key=len, reverse=True):
        content = content.replace(column, "")
    return content


def measure_part(before: str, now: str, keys: Collection[str]) -> str:
    """The measure words of the turn before; what that turn asked about them gives way to a new request."""
    asked = read_asked(before, keys, corrected=bool(keys))
    left = now
    for word in _RESTATED:
        left = left.replace(word, "")
    if not asked.named or not left:
        return before
    of_money = wording.counted(now) == "money" or wording.intent(now) in {Intent.EXECUTION, Intent.AVERAGE}
    return " ".join((_money_for(unit) if of_money else "") or said_as(unit) for unit in asked.named)


def _money_for(unit: Unit) -> str:
    """The money that goes with a count (公务接待费 for 接待人次), "" for all else."""
    measures = load_vocabulary().measures
    return next((m.counts for m in measures if m.counts and m.keys[:1] == unit.keys[:1]), "")


def moved(now: Named, before: Turn) -> str:
    """What a turn asks anew: the measure where it names one, else the department."""
    if names_measure(now.content):
        return "topic" if not now.body_named else "both"
    return "department" if now.body_named else before.moved


def earlier_item(before: Turn) -> str:
    """What the figure of the turn before was of; a budget figure is added to a budget figure."""
    planned = wording.facet(before.named.content) in {Facet.BUDGET, Facet.FULL_BUDGET}
    return f"年初预算数的{before.topics[-1]}" if planned else before.topics[-1]

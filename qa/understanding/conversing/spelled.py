"""Turns that name nothing (差多少, 超了没, 比上年多还是少, 两年加起来): what they ask in full, over the
figures that are on the screen (follow_ups.toml)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from index.types import Disclosure
from qa.understanding.calendar import as_change
from qa.understanding.conversing.courtesies import core, follow_ups
from qa.understanding.conversing.screen import Shown, alike, over, spoken_of
from qa.understanding.conversing.turns import Turn, share_of_topics, totals

_CALENDAR = re.compile(r"(?<!\d)(20\d\d)年")
_OVER_SEVERAL = re.compile("一共多少|平均多少|谁最?[多少]|差多少")
_PAIR = 2
_COUNTS = {"两": 2, "俩": 2, "仨": 3, "三": 3, "四": 4, "五": 5}
_SETS_APART = frozenset({"difference", "which"})
_OVER_ALL = frozenset({"sum", "average", "shares"})
_SAID = {
    "difference": "差多少",
    "sum": "一共多少",
    "average": "平均多少",
    "shares": "各占这几项合计的百分之几",
}
_MEAN_OF_ITEMS = "这几项平均多少"
_MOST = re.compile("最")
_LEFT, _LEFT_OF_YEAR = re.compile("结余"), "年末结转和结余是多少"
_LEAST = re.compile("最少|最低|最小")
_PERIODS = ("年初", "年末")


def in_full(
    text: str,
    shown: Sequence[Shown],
    latest: int,
    disclosures: Mapping[str, Disclosure],
    names: Mapping[str, str],
    together: str = "",
) -> str | None:
    """The turn spelled out over the figures `shown` (the last `latest` by one turn); None for other turns.

    `names` gives the full name of the department of each disclosure; `together` are the items that the turn
    before added up, of which a share is asked for together.
    """
    said = core(text)
    if not shown:
        return None
    last = shown[-1]
    topic = f"年初预算数的{last.topic}" if last.planned else last.topic
    whose = spoken_of(disclosures[last.doc_id], names[last.doc_id])
    if (year := _year(said)) is not None:
        return _against_year(year, last, topic, disclosures, names)
    several = alike(shown, latest)
    operation = _operation(said, several, latest, disclosures, names)
    if operation is not None:
        return _over_several(said, operation, several, latest, disclosures, names)
    rules = ((rule, rule.said.fullmatch(said)) for rule in follow_ups().spelled)
    rule, match = next(((rule, match) for rule, match in rules if match), (None, None))
    if rule is None or match is None:
        return None
    if _LEFT.search(said) and last.topic in totals():
        return f"{whose}{_LEFT_OF_YEAR}"
    if several and _by(several, disclosures, names) == "year":  # a change between years is told of the later
        doc_id = max((figure.doc_id for figure in several), key=lambda doc: disclosures[doc].year)
        whose = spoken_of(disclosures[doc_id], names[doc_id])
    groups = match.groupdict()
    return f"{whose}{rule.full.format(topic=together if together and groups else last.topic, **groups)}"


def _over_several(
    said: str,
    operation: str,
    several: Sequence[Shown],
    latest: int,
    disclosures: Mapping[str, Disclosure],
    names: Mapping[str, str],
) -> str | None:
    """The operation over as many of the figures shown as it is meant for, spelled out."""
    all_of_them = operation in _OVER_ALL or _MOST.search(said) or latest >= _PAIR
    count = _count(said) or (len(several) if all_of_them else _PAIR)
    by = _by(several, disclosures, names)
    if count > len(several) or (_MOST.search(said) and by == "year"):
        return None
    chosen = several[-count:]
    last = chosen[-1]
    whose = spoken_of(disclosures[last.doc_id], names[last.doc_id])
    if _planned_and_spent(chosen):
        return f"{whose}{last.topic}决算比预算差多少" if operation in _SETS_APART else None
    if operation == "shares" and _with_total(chosen):
        return f"{whose}{share_of_topics([figure.topic for figure in chosen[-_PAIR:]])}"
    if operation == "difference" and last.planned and _by(chosen, disclosures, names) == "topic":
        operation = "which"  # the distance between two budget figures, not from the budget
    wanted = _of(operation, chosen, disclosures, names)
    if _MOST.search(said):
        wanted = "谁最少" if _LEAST.search(said) else "谁最多"
    return over(chosen, wanted, disclosures, names)


def of_other_year(text: str, before: Turn) -> str | None:
    """The operation of the turn before over the figures of another year (前一年呢 after 这两项合计), over all
    of them; None for other turns."""
    years = set(_CALENDAR.findall(before.text)) if before.spelled else set()
    match = follow_ups().several["other_year"].fullmatch(core(text)) if len(years) == 1 else None
    if match is None or not _OVER_SEVERAL.search(before.text):
        return None
    year = years.pop()
    return before.text.replace(f"{year}年", f"{match['year'] or int(year) - 1}年")


def added_up(before: Turn) -> str:
    """The items that a turn added up (办公费和印刷费一共多少), as it names them; "" for other turns."""
    said = before.named.content.strip()
    summed = before.spelled and said.endswith(_SAID["sum"]) and not before.named.years[1:]
    return said.removesuffix(_SAID["sum"]).strip(" 的") if summed else ""


def as_difference(text: str) -> str:
    """多出来几个 as 差多少, which nothing takes for a look-up."""
    return "差多少" if follow_ups().several["difference"].fullmatch(core(text)) else text


def _count(said: str) -> int | None:
    """How many figures a turn says it goes over (这两项, 仨), None where it leaves that open."""
    return next((number for word, number in _COUNTS.items() if word in said), None)


def _year(said: str) -> int | None:
    """The year that a turn compares the last figure with (比2022年多多少)."""
    for kind in ("year", "English"):
        if match := follow_ups().several[kind].fullmatch(said):
            return int(next(year for year in match.groupdict().values() if year))
    return None


def _against_year(
    year: int,
    last: Shown,
    topic: str,
    disclosures: Mapping[str, Disclosure],
    names: Mapping[str, str],
) -> str:
    """The last figure against that of another year; the year before as the text may print it itself."""
    disclosure = disclosures[last.doc_id]
    if year == disclosure.year - 1:
        return as_change(f"{spoken_of(disclosure, names[last.doc_id])}{topic}比{year}年多多少")
    bodies = (names[other.doc_id] for other in disclosures.values() if other.year == year)
    if names[last.doc_id] not in bodies:  # told that it is not there
        return f"{names[last.doc_id]}{year}年{topic}"
    return f"{names[last.doc_id]}{disclosure.year}年和{year}年{topic}差多少"


def _operation(
    said: str,
    several: Sequence[Shown],
    latest: int,
    disclosures: Mapping[str, Disclosure],
    names: Mapping[str, str],
) -> str | None:
    """What is done with several figures, by name; None where none is, or there are not several."""
    if len(several) < _PAIR:
        return None
    patterns = follow_ups().several
    kinds = ("difference", "which", "sum", "average", "shares")
    found = next((kind for kind in kinds if patterns[kind].fullmatch(said)), None)
    if found is None and _of_both_ends(several) and patterns["used"].fullmatch(said):
        return "difference"
    of_several = latest >= _PAIR or _of_both_ends(several) or _by(several, disclosures, names) == "year"
    if found is None and of_several and _changes(said):
        return "difference"
    return found


def _changes(said: str) -> bool:
    """True for 多了还是少了 and 少了多少, that may go over two figures as well as against the year before."""
    if re.match("[比较跟和同与]", said):
        return False
    return any(rule.said.fullmatch(said) and "上年增加" in rule.full for rule in follow_ups().spelled)


def _planned_and_spent(several: Sequence[Shown]) -> bool:
    """True for the budget figure and the final figure of one item."""
    one_item = len({(figure.doc_id, figure.topic) for figure in several}) == 1
    return one_item and len(several) == _PAIR


def _with_total(several: Sequence[Shown]) -> bool:
    """True where one of several items is what the others are parts of: a share is of that."""
    topics = {figure.topic for figure in several}
    return len(topics) > 1 and bool(topics & totals())


def _of_both_ends(several: Sequence[Shown]) -> bool:
    """True for what was there at the beginning and at the end of the year."""
    ends = [next((p for p in _PERIODS if figure.topic.startswith(p)), "") for figure in several[-_PAIR:]]
    return set(ends) == set(_PERIODS)


def _by(several: Sequence[Shown], disclosures: Mapping[str, Disclosure], names: Mapping[str, str]) -> str:
    """What the figures differ in: topic, year or body."""
    if len({figure.doc_id for figure in several}) == 1:
        return "topic"
    return "year" if len({names[figure.doc_id] for figure in several}) == 1 else "body"


def _of(
    operation: str,
    several: Sequence[Shown],
    disclosures: Mapping[str, Disclosure],
    names: Mapping[str, str],
) -> str:
    """The operation in the words that a question says it in."""
    by = _by(several, disclosures, names)
    if operation == "average" and by == "topic":
        return _MEAN_OF_ITEMS
    if operation != "which":
        return _SAID[operation]
    return "差多少" if by == "year" else "谁多"

"""A figure of the narrative by the words of its own clause, where labels and vocabulary name no item.

Every word of the question has to stand in the clause of the figure or in what heads it (the opening of its
sentence, the sentences that it leans on, its headings), the noun that is asked for in the clause itself, and
the figure has to be of the kind that is asked for. Nothing is guessed: of several figures that fit alike
with different values none is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.types import Figure, Kind, Measure, Sentence
from qa.compute import unit_of
from qa.finding.closely_read.close_words import close_words, compact, held_in, narrowed, weighty
from qa.finding.closely_read.quantities import Wanted, counts_things, of_kind, wanted
from qa.finding.closely_read.settings import Setting, settings_of
from qa.finding.corpus import DocView
from qa.finding.evaluated import of_evaluation
from qa.money import is_money
from qa.types import Hit, Intent, Reading, SentenceHit
from qa.understanding.asked import Asked
from qa.understanding.units import Unit

_SCORE = 1.0
_SEVERAL = 2
_LONGEST_ITEM = 24
_LONG_ITEM = 12  # beyond it the organisation is in front
_RUN = re.compile(r"[\u3400-\u9fff0-9a-z.]+")
_SPLITS = re.compile(r"[的里，,。？?、]")
_PEOPLE = "人"
_JOINED_STAFF = re.compile("新进|新来|新招|新入职|调入|离职|调出")
_POINT = "分"
_MONEY = "money"
_NO_MONEY = frozenset({"平方米", "米", "册", "人次"})
_CERTAIN = frozenset({"money", "percent", _POINT})  # kinds that a noun tells as surely as a unit
_OTHER_QUESTION = re.compile(r"吗|没有|是不是|是否|什么|怎么|哪|谁|[比较]|占|人均|每")
_IN_WORDS = re.compile(r"[一二两三四五六七八九十]+(?=[台辆个名件套家次批部项])[台辆个名件套家次批部项]")
_NUMBER = re.compile(r"\d+[名个人台件家]?")
_KIND = re.compile("支出|经费|费用|资金|决算|预算|收入|金额|服务|工作|管理|项目|事务")
_LISTED = re.compile("[、和与及等]")
_TOGETHER = re.compile("[和与、加]|以及")
_AT_A_DAY = re.compile(r"截[至止][^。；]*日")
_DATE = re.compile(r"^(?:截[至止])?(?:[\d\s]*(?:年度?|月|日|底|末))+")
_OPEN_KINDS = frozenset({Measure.AMOUNT, Measure.COUNT, Measure.FINAL, None})
_BUDGET = re.compile("预算|年初|安排|打算|计划")


@dataclass(frozen=True, slots=True)
class _Fit:
    setting: Setting
    held: int  # characters of the question that its own clause holds
    near: int  # those that its part of the sentence holds
    beyond: int  # characters of the clause that the question does not say

    @property
    def rank(self) -> tuple[int, int, int]:
        """Best first."""
        return -self.held, -self.near, self.beyond


def close_hit(view: DocView, reading: Reading, split: Asked) -> SentenceHit | None:
    """The one figure whose clause says all that the question says; None where none or several do."""
    if reading.intent is not Intent.LOOKUP or reading.codes or reading.threshold or reading.table_no:
        return None
    if _OTHER_QUESTION.search(reading.content):
        return None
    asked = wanted(compact(reading.content))
    runs = _runs(asked)
    if not runs:
        return None
    rows = [unit for unit in split.named if unit.how == "label" and unit.text in view.rows_by_key]
    fits = [fit for fit in _fits(view, reading, asked, runs) if _holds_names(fit.setting, rows)]
    fits.sort(key=lambda fit: fit.rank)
    if not fits:
        return None
    best = fits[0]
    alike = {(fit.setting.figure.value, fit.setting.figure.unit) for fit in fits if fit.rank == best.rank}
    if len(alike) > 1 or (asked.kind is None and best.beyond):
        return None
    return _hit(best, view.disclosure.year)


def _holds_names(setting: Setting, rows: Sequence[Unit]) -> bool:
    """True where the names of rows that a question says stand there in full: 办公费 is not 办公经费."""
    text = f"{setting.own}|{setting.near}|{setting.head}|{setting.under}"
    return all(any(key in text for key in (unit.text, *unit.keys)) for unit in rows)


def fits_kind(reading: Reading, hit: Hit) -> bool:
    """False for a figure of the text that is of another kind than the wording asks for, or of a part of the
    count that is asked for: a purchase of vehicles where the vehicles are asked."""
    if not isinstance(hit, SentenceHit) or hit.figure is None or reading.intent is not Intent.LOOKUP:
        return True
    content, subject = compact(reading.content), hit.figure.subject or ""
    part = not is_money(hit.figure.unit) and narrowed(subject, content)
    return not part and of_kind(hit.figure.unit, wanted(content).kind, subject)


def in_unit_said(reading: Reading) -> Reading:
    """The reading with the unit that 几个 and 多少 leave to the word behind (几个批次, 多少教师)."""
    asked = wanted(compact(reading.content))
    kind = asked.kind
    if reading.counted is None and kind == _PEOPLE and (asked.after or asked.before.endswith("有")):
        return replace(reading, counted=kind)
    return replace(reading, counted=kind) if reading.counted == "个" and kind == "批" else reading


def of_other_unit(reading: Reading, hit: Hit) -> bool:
    """True for a figure of the text in another unit than the question says (几层 and 平方米)."""
    if not isinstance(hit, SentenceHit) or hit.figure is None or reading.intent is not Intent.LOOKUP:
        return False
    asked = wanted(compact(reading.content))
    subject = hit.figure.subject or ""
    if _JOINED_STAFF.search(subject) and not _JOINED_STAFF.search(reading.content):
        return True
    certain = asked.said or asked.kind in _CERTAIN
    return certain and not of_kind(hit.figure.unit, asked.kind, subject)


def of_no_kind(reading: Reading, hit: Hit) -> bool:
    """True for points where money is asked for: both stand in performance tables under the same names; for
    money where an area is (办公楼多大面积 is no 办公费), for a rate or points where things are counted."""
    unit = unit_of(hit)
    content = compact(reading.content)
    if unit in {"%", _POINT} and counts_things(content):
        return True
    kind = wanted(content).kind
    return (unit == _POINT and kind == _MONEY) or (is_money(unit) and kind in _NO_MONEY)


def _hit(fit: _Fit, year: int) -> SentenceHit:
    setting = fit.setting
    figure = replace(setting.figure, subject=_item(setting, year))
    return SentenceHit(setting.sentence, _SCORE, figure, figure.measure, ("closely",))


def _item(setting: Setting, year: int) -> str | None:
    """The words of the clause that name the figure, after what the sentence is of, and the day that it counts
    at where that is of another year."""
    subject = setting.figure.subject or ""
    name = _DATE.sub("", re.sub(r"^[\d、.\s)）]+(?=[、.)）])", "", setting.before)).lstrip("、.)） ")
    name = "".join(name.split()).strip("“”\"'，,：:、的为约共")
    if (
        not 2 <= len(name) <= _LONGEST_ITEM
        or not any("\u3400" <= char <= "\u9fff" for char in name)
        or compact(name) in compact(subject)
    ):
        name = subject
    elif compact(subject) not in compact(name):
        name = subject if compact(name) in compact(subject) else subject + name
    elif len(name) > _LONG_ITEM:
        name = subject
    day = _AT_A_DAY.search(setting.sentence.text[: setting.figure.start])
    return (
        f"截至{setting.figure.year}年的{name}"
        if day and setting.figure.year not in {None, year}
        else name or None
    )


def _runs(asked: Wanted) -> tuple[str, ...]:
    """The words of a question in pieces, what is asked for last."""
    parts = [*_SPLITS.split(asked.before), *reversed(_SPLITS.split(asked.after))]
    runs = [run for part in parts for run in _RUN.findall(part)]
    return tuple(run for run in runs if weighty(run))


def _fits(view: DocView, reading: Reading, asked: Wanted, runs: Sequence[str]) -> Iterator[_Fit]:
    planned, year = view.disclosure.kind is Kind.BUDGET, view.disclosure.year

    def may_answer(sentence: Sentence, figure: Figure) -> bool:
        kind = of_kind(figure.unit, asked.kind, sentence.text[: figure.start])
        own = _of_measure(figure, reading, planned) and _of_year(sentence, figure, year, planned)
        return kind and own and not of_evaluation(sentence, figure, reading.content)

    fits = (_fit(setting, runs) for setting in settings_of(view, may_answer))
    return (fit for fit in fits if fit is not None)


def _of_year(sentence: Sentence, figure: Figure, year: int, planned: bool) -> bool:
    """True for a figure of the document's year; a budget counts what there is at a day of the year before."""
    at_a_day = planned and figure.year == year - 1 and _AT_A_DAY.search(sentence.text[: figure.start])
    return figure.year in {None, year} or bool(at_a_day)


def _of_measure(figure: Figure, reading: Reading, planned: bool) -> bool:
    """True for amounts and counts; for what is budgeted only where the question says so, or all is."""
    if figure.measure in _OPEN_KINDS:
        return True
    return figure.measure is Measure.BUDGET and (planned or _BUDGET.search(reading.content) is not None)


def _fit(setting: Setting, runs: Sequence[str]) -> _Fit | None:
    """How a clause holds the question: None where a word of it stands nowhere, or what is asked for stands
    elsewhere than in the clause itself."""
    held = near = 0
    together = _TOGETHER.search("".join(runs)) is not None
    part = _part_of_sentence(setting, runs)
    for n, run in enumerate(runs):
        own, beside = held_in(run, setting.own), held_in(run, part)
        head = (
            [False] * len(run)
            if together
            else [
                a or b for a, b in zip(beside, held_in(run, f"{setting.head}|{setting.under}"), strict=True)
            ]
        )
        left = "".join(" " if a or b else char for char, a, b in zip(run, own, head, strict=True))
        if weighty(left) or (n == len(runs) - 1 and not _names_what_is_asked(run, own)):
            return None
        held += sum(own)
        near += sum(own) + sum(b and not a for a, b in zip(own, beside, strict=True))
    said = "".join(runs)
    beyond = _beyond(setting, said)
    if beyond > held or narrowed(setting.before, said) or _of_list(setting, said):
        return None
    return _Fit(setting, held, near, beyond)


def _part_of_sentence(setting: Setting, runs: Sequence[str]) -> str:
    """The part of the sentence around a clause, without what follows the figure where that lists several
    things (用于甲、乙等) of which the question names some alone: the figure is of all of them. A clause that
    has a word of the question itself may say more of it there."""
    before, _, follows = setting.near.rpartition("|")
    items = [item for item in _LISTED.split(follows) if item]
    said = "".join(runs)
    own = "".join(char for char, mark in zip(said, held_in(said, setting.own), strict=True) if mark)
    if len(items) < _SEVERAL or weighty(_KIND.sub(" ", own)):
        return setting.near
    return setting.near if all(any(held_in(item, said)) for item in items) else before


def _names_what_is_asked(run: str, own: Sequence[bool]) -> bool:
    """True where the end of the last piece of a question stands in the clause."""
    end = len(run)
    while free := next((word for word in close_words().free if run[:end].endswith(word)), ""):
        end -= len(free)
    return own[end - 1] if end > 0 else own[-1]


def _beyond(setting: Setting, said: str) -> int:
    """How many characters the item of a figure says that the question does not."""
    nearest = _IN_WORDS.sub("", compact(re.split("[、等]", setting.before)[-1]))
    subject = compact(setting.figure.subject or "")
    if subject and subject in nearest:
        nearest = nearest[nearest.index(subject) :]  # the organisation before it is left out
    after = setting.own.rpartition(setting.figure.unit or "\0")[2]
    count = 0
    for part in (nearest, after):
        known = held_in(part, said, 1)
        left = "".join(" " if mark else char for char, mark in zip(part, known, strict=True))
        for word in close_words().beside:
            left = left.replace(word, " ")
        count += sum("\u3400" <= char <= "\u9fff" for char in left)
    return count


def _of_list(setting: Setting, said: str) -> bool:
    """True where a figure is of a list of things of which the question names some alone."""
    listed, _, tail = setting.before.rpartition("等")
    items = (listed or tail).split("、")
    if len(items) < _SEVERAL or any(char.isdigit() for item in items for char in item):
        return False
    for word in close_words().generic_after_list if listed else ():
        tail = tail.replace(word, "")
    tail = _NUMBER.sub("", compact(tail))
    named = [bool(set(compact(item)) & set(said)) for item in items]
    if not listed or not tail or all(named):
        return not all(named)
    held = held_in(tail, said, 1)
    left = "".join(" " if mark else char for char, mark in zip(tail, held, strict=True))
    return bool(weighty(left)) if any(named) else not any(held)

"""Yes or no by the figure itself: the value, the order or the direction that a question states is compared
with what is printed; whether there was any of a thing follows from its amount, its blank or its denial."""

from __future__ import annotations

import re
from dataclasses import replace

from index.types import Direction
from qa import compute
from qa.composing.figures.headline import headline
from qa.composing.figures.single import empty_form, look_up, place
from qa.composing.honesty.conflicts import conflict_of
from qa.composing.honesty.decline import not_found
from qa.composing.operations import operation_words, says
from qa.composing.phrases import phrase
from qa.composing.telling.said_values import Verdict, said_value, verdict
from qa.composing.telling.words import quoted
from qa.draft import Writer, figure_text, item_of, who
from qa.finding.blanks import printed_for
from qa.finding.corpus import DocView, plain_text
from qa.finding.evidence import Evidence, Found
from qa.finding.match_sentences import sentence_hits
from qa.finding.own import own
from qa.money import is_money
from qa.types import CellHit, Draft, Hit, Intent, Reading, SentenceHit, Status
from qa.understanding.asked import Asked, Unit
from qa.understanding.normalise import fold
from qa.understanding.wording import same_count
from qa.verifying.numerals import MONEY, Numeral, fact_numerals

_CHANGES = frozenset({Intent.CHANGE, Intent.CHANGE_RATE})
_DENIAL = re.compile(r"无(?!关|论|法|偿|线|障)|没有|未(?!来)|不存在|不涉及|尚无|均未")
_CLAUSES = re.compile(r"[，,；;。]")
_ORDER = re.compile(
    r"(?P<a>.*?)(?:比|较)(?P<b>.+?)(?:是不是|有没有|要|还|更)?(?P<way>多|高|大|少|低|小)(?!少).{0,4}$"
)
_PASSES = re.compile(
    r"(?P<a>.*?)(?P<way>超过|大于|高于|多于|低于|少于|小于|不到)了?(?P<b>.+?)(?:了?[吗没么].*)?$"
)
# 是不是零, 没有发生吗: yes where there is none of it
_OF_NONE = re.compile(
    "(?:是不是|是否|是|为|等于)(?:都|全|全部|一直)?(?:零|无|(?<!有)没有?(?!超|到|完成))"
    "|(?<!有)没有?(?:花|发生|支出|用|买|安排|开支)[^吗么?？]{0,6}(?:吗|么|对不对|[,，]对)"
)
_OR_NOT = re.compile(r"([买出花超增减降涨有])[没不]\1")  # 买没买
_MORE = frozenset({"多", "高", "大", "超过", "大于", "高于", "多于"})
_YEAR_BEFORE = re.compile(r"上年|去年|上一年|前一年|往年|头年|上年度")
_MOST = 0.6
_KINDS = ("money", "人", None)  # amounts are set against each other, else people, else whatever is counted
_ALL_SPENT = "本年支出合计"
_COLLOQUIAL = ("块", "块钱")  # 10万块
_BARE_SPENT = re.compile("(?:实际|一共|总共|全年|合计|总)*(?:花|用|支出)(?:掉|出|出去)?了?(?:一共|总共)?")
_ONE_SIDE = {"收入": "本年收入合计", "支出": "本年支出合计"}


def judged(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """Yes or no with the figure that decides; a refusal where a figure is at stake and none is found; None
    where the question is about words alone."""
    reading = replace(reading, content=_OR_NOT.sub(r"\1", reading.content))
    for judge in (stated_value, order, _direction):
        if (draft := judge(evidence, reading, view)) is not None:
            return draft
    of_none = _OF_NONE.search(reading.content) is not None
    return existence(evidence, reading, view, of_none=of_none)


def stated_value(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """三公经费是5万元，对吗: the stated value against the printed one."""
    said = said_value(reading.content, fold(reading.question))
    if said is None:
        return None
    rest = _without_courtesy(said.rest)
    rest = _ALL_SPENT if _BARE_SPENT.fullmatch(rest) else rest
    asked = replace(
        reading, content=rest, facet=reading.facet, counted=_counted(said.numeral), threshold=None
    )
    if asked.intent not in _CHANGES:
        asked = replace(asked, intent=Intent.LOOKUP)
    found = evidence.figures(asked, view)
    hit = _printed(found, asked)
    if hit is None or compute.value_of(hit) is None or not _same_family(hit, said.numeral):
        return not_found(evidence, asked, view) if hit is None else look_up(evidence, asked, view)
    if (told := conflict_of(view, hit, reading)) is not None:
        return told
    outcome = verdict(hit, said)
    holds = outcome is not Verdict.WRONG and not _against(reading.content, hit)
    name = "rounded" if outcome is Verdict.ROUNDED and holds else "right" if holds else "wrong"
    return _told(name, reading, view, found.backed(hit), boolean=holds)


def _printed(found: Found, reading: Reading) -> Hit | None:
    """The hit of the very item; where its cell is blank, what is printed of it elsewhere."""
    hit = own(found.asked, found.hits)
    if isinstance(hit, CellHit) and compute.value_of(hit) is None:
        return printed_for(found, hit, reading) or hit
    return hit


def _counted(numeral: Numeral) -> str | None:
    if numeral.family in {MONEY, None} or numeral.written.endswith(_COLLOQUIAL):
        return None if numeral.family is None else "money"
    if numeral.family == "个" and not numeral.written.endswith("个"):
        return None  # volumes, households …: their own unit tells them apart
    return {"%": "percent", "百分点": "percent"}.get(numeral.family, numeral.family)


def _same_family(hit: Hit, numeral: Numeral) -> bool:
    if numeral.family is None:
        return True
    money = numeral.family == MONEY or numeral.written.endswith(_COLLOQUIAL)
    return is_money(compute.unit_of(hit)) == money


def _against(content: str, hit: Hit) -> bool:
    """True where the question says more and the text less than the year before, or the other way round."""
    direction = hit.figure.direction if isinstance(hit, SentenceHit) and hit.figure else None
    wanted = _wanted_direction(content)
    return direction is not None and wanted is not None and direction is not wanted


def order(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """收入比支出多吗: both figures, and which is larger."""
    content = _without_courtesy(reading.content)
    match = _ORDER.match(content) or _PASSES.match(content)
    if match is None or _YEAR_BEFORE.search(content) or any(fact_numerals(content)):
        return None
    sides = [_side(evidence, reading, view, match[name]) for name in ("a", "b")]
    left, right = sides
    if left is None or right is None or not _comparable(left, right):
        return not_found(evidence, reading, view)
    for hit in (left, right):
        if (told := conflict_of(view, hit, reading)) is not None:
            return told
    result = compute.difference(left, right)
    more = match["way"] in _MORE
    holds = result.value > 0 if more else result.value < 0
    writer = Writer()
    name = "yes_order" if holds else "equal_order" if result.value == 0 else "no_order"
    text = phrase(
        "affirm",
        name,
        who=who(view.disclosure),
        year=view.disclosure.year,
        left=item_of(left, view),
        right=item_of(right, view),
        a=figure_text(left),
        b=figure_text(right),
        marks=writer.marks((left, right)),
    )
    return writer.draft(Status.ANSWERED, text, boolean=holds)


def _side(evidence: Evidence, reading: Reading, view: DocView, said: str) -> Hit | None:
    bare = said.strip(" 的了,，、总本年度合计")
    content = _ONE_SIDE.get(bare, said)
    asked = replace(reading, content=content, intent=Intent.LOOKUP, across=None, facet=None)
    for counted in _KINDS:
        found = evidence.figures(replace(asked, counted=counted), view)
        hit = own(found.asked, found.hits)
        if hit is not None and compute.value_of(hit) is not None:
            return found.backed(hit)
    return None


def _comparable(left: Hit, right: Hit) -> bool:
    units = compute.unit_of(left), compute.unit_of(right)
    return same_count(units[0]) == same_count(units[1]) or all(is_money(unit) for unit in units)


def _wanted_direction(content: str) -> Direction | None:
    up = says(content, "direction", "up")
    down = says(content, "direction", "down")
    return None if up == down else Direction.UP if up else Direction.DOWN


def _direction(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """三公经费增加了吗: the printed change and its direction."""
    wanted = _wanted_direction(reading.content)
    if wanted is None and reading.intent not in _CHANGES:
        return None
    found = evidence.figures(replace(reading, intent=Intent.CHANGE, counted=None, facet=None), view)
    hit = found.best
    if not isinstance(hit, SentenceHit) or hit.figure is None or wanted is None:
        return not_found(evidence, reading, view)
    direction = hit.figure.direction
    if direction is None and hit.figure.value == 0:
        direction = Direction.FLAT
    if direction is None:
        return not_found(evidence, reading, view)
    holds = direction is wanted and hit.figure.value != 0
    names = {"who": who(view.disclosure), "year": view.disclosure.year, "item": item_of(hit, view)}
    writer = Writer()
    said = "flat" if direction is Direction.FLAT or hit.figure.value == 0 else "change"
    text = phrase(
        "compute", said, **names, direction=direction.value, figure=figure_text(hit), mark=writer.mark(hit)
    )
    lead = phrase("affirm", "yes" if holds else "no")
    return writer.draft(Status.ANSWERED, lead + text + place(hit), boolean=holds)


def existence(evidence: Evidence, reading: Reading, view: DocView, *, of_none: bool) -> Draft | None:
    """有没有政府性基金支出: more than zero, zero, a blank, an empty form, or the text's own denial; yes to
    `of_none` (没有政府性基金支出，对吗) where there is none of it."""
    reading = replace(reading, facet=None, intent=Intent.LOOKUP)
    found = evidence.figures(reading, view)
    hit = _printed(found, reading)
    none = phrase("affirm", "none_so" if of_none else "no_figure")
    notice = None if isinstance(hit, CellHit) else evidence.notice(reading, view)
    if notice is not None and (hit is None or not compute.value_of(hit)):
        empty = empty_form(view, found, notice)
        return replace(empty, text=none + empty.text, boolean=of_none)
    if hit is not None and compute.value_of(hit) is not None:
        there = compute.value_of(hit) != 0
        name = ("none_wrong" if there else "none_right") if of_none else "some" if there else "none"
        told = _told(name, reading, view, found.backed(hit), boolean=there is not of_none)
        conflict = conflict_of(view, hit, reading) if there else None
        return told if conflict is None else _in_conflict(conflict, of_none=of_none)
    if (denial := _denied(view, found.asked)) is not None:
        return quoted("none_so" if of_none else "no", view, denial, boolean=of_none)
    if isinstance(hit, CellHit) and hit.cell.form is not None:
        draft = look_up(evidence, reading, view)
        if draft.value is not None or draft.status is not Status.ANSWERED:
            return draft
        return replace(draft, text=none + draft.text, boolean=of_none)
    return not_found(evidence, reading, view) if found.asked.named else None


def _in_conflict(conflict: Draft, *, of_none: bool) -> Draft:
    """Figures that contradict each other all say that there was some, unless one of them is zero."""
    if not all(compute.value_of(hit) for hit in conflict.evidence):
        return conflict
    lead = phrase("claims", "some_after_all" if of_none else "some")
    return replace(conflict, text=lead + conflict.text, boolean=not of_none)


def _denied(view: DocView, asked: Asked) -> SentenceHit | None:
    """The sentence that says that there was none of what is asked, in the clause that names it."""
    for hit in sentence_hits(view, asked, 1.0)[:12]:
        headed = any(_names(unit, plain_text("".join(hit.sentence.section[-1:]))) for unit in asked.named)
        for clause in _CLAUSES.split(hit.sentence.text):
            if not _DENIAL.search(clause) or says(hit.sentence.text, "duties", "of_office"):
                continue
            said = plain_text(clause)
            named = any(_names(unit, said) for unit in asked.named) or _mostly(asked, said)
            if named or (headed and says(clause, "denial", "whole")):
                return hit
    return None


def _mostly(asked: Asked, clause: str) -> bool:
    """True where a question that names no measure is held by a clause, by most of its words."""
    held = sum(unit.weight for unit in asked.units if unit.text in clause)
    return not asked.named and bool(asked.units) and held >= _MOST * asked.weight


def _names(unit: Unit, text: str) -> bool:
    return unit.text in text or any(key in text for key in unit.keys)


def _without_courtesy(content: str) -> str:
    for word in operation_words("courtesy", "words"):
        content = content.replace(word, "")
    return content.strip(" ,，。?？")


def _told(name: str, reading: Reading, view: DocView, hit: Hit, *, boolean: bool) -> Draft:
    writer = Writer()
    names = {
        "who": who(view.disclosure),
        "year": view.disclosure.year,
        "item": headline(reading, hit, view),
        "figure": figure_text(hit),
        "mark": writer.mark(hit),
    }
    direction = hit.figure.direction if isinstance(hit, SentenceHit) and hit.figure else None
    if direction in {Direction.UP, Direction.DOWN} and name in {"right", "rounded", "wrong"}:
        lead = phrase("affirm", "not_so" if name == "wrong" else "so")
        text = lead + phrase("compute", "change", **names, direction=direction.value)
    else:
        text = phrase("affirm", name, **names)
    return writer.draft(
        Status.ANSWERED,
        text + place(hit),
        value=compute.value_of(hit),
        unit=compute.unit_of(hit),
        boolean=boolean,
    )

"""An amount per head, per 批次, per vehicle, per pupil: the amount and the count are both cited."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from qa import compute
from qa.composing.computing.parts import is_of_part
from qa.composing.figures.computed import disputed
from qa.composing.figures.projects import named_project
from qa.composing.honesty.decline import not_found
from qa.composing.operations import Per, averages_over
from qa.composing.phrases import phrase
from qa.draft import Writer, amount_text, figure_text, item_of, who
from qa.finding.corpus import DocView
from qa.finding.evidence import Evidence
from qa.finding.indicators import answering_cell, indicator
from qa.finding.projects import Amount, Project
from qa.money import is_money, shortest
from qa.types import CellHit, Computed, Draft, Facet, Hit, Intent, Reading, SentenceHit, Status
from qa.understanding.asked import Asked, read_asked
from qa.understanding.vocabulary import plain

_OVER = re.compile(
    "(?:除以|按|以)(?P<count>[^,，。除按以]{1,12}?(?:人数|人员(?!经费|支出)|职工))(?:计算|来算|算|平均)?"
)
_PEOPLE = frozenset({"人", "名", "户"})
_PEOPLE_COUNTED = frozenset({"人", "人次"})
_BY_KIND = re.compile(
    "(?P<kind>学生|教师|老师|居民|群众|市民|村民|党员|儿童|参会|参训|培训|与会|代表)(?:人员|者)?(?:人均|平均每人)"
)
_GUESTS = re.compile(
    "接待(?:费用?|支出|开支)?的?(?:人均|平均每人|每人)"
    "|(?:人均|平均每人|每人)[的多少是为 ]*(?:国内|外事)?(?:公务)?接待费?"
)
_RECEPTION = "接待"
_DOMESTIC = "国内"
_GUEST = "人次"
_OF_KIND = re.compile("(?:人数|总数|人员|者)$")
_SMALL = Decimal(1)  # 万元; less than that is told in 元
_LARGE_UNIT, _SMALL_UNIT = "万元", "元"


def asks(text: str) -> bool:
    """True where the words ask for an average over people, 批次, vehicles or pupils."""
    return any(word in text for per in averages_over() for word in per.words)


def average(evidence: Evidence, reading: Reading, view: DocView) -> Draft:
    """The average that is asked for, or a refusal where the amount or the count is not printed."""
    found = average_of(evidence, reading, view)
    if found is None:
        return _no_count(evidence, reading, view) or not_found(evidence, reading, view)
    money, count = found.operands
    writer = Writer()
    value = writer.derived(shortest(found.value))
    text = phrase(
        "compute",
        "average",
        who=who(view.disclosure),
        year=view.disclosure.year,
        item=item_of(money, view),
        count=f"{item_of(count)} {figure_text(count)}",
        figure=amount_text(value, found.unit),
        formula=found.formula,
        marks=writer.marks(found.operands),
    )
    text += disputed(view, found.operands)
    return writer.draft(Status.ANSWERED, text, value=value, unit=found.unit, formula=found.formula)


def _no_count(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """The amount offered where it is printed and nothing to divide it by is, or not for certain."""
    asked = _amount(evidence, reading, view, _per(reading))
    own = replace(reading, intent=Intent.LOOKUP, counted="money")
    named = any(unit.keys for unit in asked.units) and all(unit.keys for unit in asked.units)
    money = evidence.figures(own, view, asked).figure if named else None
    if money is None:
        return None
    body, year, item = who(view.disclosure), view.disclosure.year, item_of(money, view)
    text = phrase("refuse", "no_count", who=body, year=year, item=item)
    return Draft(Status.REFUSED, text, options=(f"{body}{year}年{item}是多少？",))


def item_words(evidence: Evidence, reading: Reading, view: DocView) -> str:
    """What is averaged, in the words of the question."""
    named = _amount(evidence, reading, view, _per(reading)).named
    return max((unit.text for unit in named), key=len, default="")


def _per(reading: Reading) -> Per:
    """What the average is taken over; over people where the wording does not say."""
    if (over := _OVER.search(reading.content)) is not None:
        return Per((over.group(),), over["count"], "人")
    of_kind = _BY_KIND.search(reading.content)
    if of_kind is not None and not any(of_kind["kind"] in per.count for per in averages_over()):
        return Per((of_kind.group(),), of_kind["kind"], "人")  # never another kind of people
    if (guests := _GUESTS.search(reading.content)) is not None:
        per_guest = next(per for per in averages_over() if per.unit == _GUEST)
        return replace(per_guest, words=(guests.group(),))
    named = (per for per in averages_over() if any(word in reading.content for word in per.words))
    return next(named, averages_over()[-1])


def average_of(evidence: Evidence, reading: Reading, view: DocView) -> Computed | None:
    """The average with its operands, amount and count; None where one is not printed or the count is 0."""
    per = _per(reading)
    if reading.counted in _PEOPLE_COUNTED and not _OVER.search(reading.content):
        return _people_over(evidence, reading, view, per)
    asked = _amount(evidence, reading, view, per)
    money = evidence.figures(replace(reading, intent=Intent.LOOKUP, counted="money"), view, asked).figure
    project = _project(view, reading, money)
    count: Hit | None
    if project is not None or money is None:
        count = _counted(view, asked, reading, project)
        project = project or (view.project_of(count.cell.table_id) if isinstance(count, CellHit) else None)
        project = project if project and _says_of(project, count, asked) else None
        cell = project.total(Amount.SPENT) if project else None
        money = CellHit(cell, 1.0, ("project",)) if cell else None
    else:
        per = _of_guests(per, money, view)
        beside = _people_beside(money, per) or _guests_after(money, per)
        count = beside or _count(evidence, reading, view, per)
        if _of_some_guests(count, money, per, reading):
            return None
    if money is None or count is None or not compute.value_of(count) or not _is_of_kind(reading, count):
        return None
    result = compute.average(money, count, reading.decimals, reading.unit)
    if reading.unit is None and result.unit == _LARGE_UNIT and abs(result.value) < _SMALL:
        return compute.average(money, count, reading.decimals, _SMALL_UNIT)
    return result


def _says_of(project: Project, count: Hit | None, asked: Asked) -> bool:
    """False where nothing of what the question says beyond known words is of the project (年终奖)."""
    rest = [unit.text for unit in asked.units if not unit.keys and len(unit.text) > 1]
    held = project.key + (plain(item_of(count)) if count is not None else "")
    return not rest or any(text in held for text in rest)


def _is_of_kind(reading: Reading, count: Hit) -> bool:
    """False where the question names a kind of people and the count is of others (新进教师 for 教师)."""
    kind = _BY_KIND.search(reading.content)
    if kind is None or any(kind["kind"] in per.count for per in averages_over()):
        return True
    return _OF_KIND.sub("", item_of(count)) == kind["kind"]


def _people_over(evidence: Evidence, reading: Reading, view: DocView, per: Per) -> Computed | None:
    """People for each 批次; None where the question counts people over anything else."""
    if per.people is None:
        return None
    plain_reading = replace(reading, intent=Intent.LOOKUP, across=None, facet=None)
    guests = next((each for each in averages_over() if each.count == per.people), per)
    people, count = (_count(evidence, plain_reading, view, each) for each in (guests, per))
    if people is None or count is None or not compute.value_of(count):
        return None
    result = compute.average(people, count, reading.decimals)
    return replace(result, formula=f"{result.formula} {result.unit}")


def _count(evidence: Evidence, reading: Reading, view: DocView, per: Per) -> Hit | None:
    """How many there are of what is averaged over: by its label, else as people ask for it."""
    counting = replace(reading, intent=Intent.LOOKUP, counted=per.unit, facet=None, across=None)
    own = replace(counting, content=per.count)
    hit = evidence.figures(own, view).figure
    kind = _OF_KIND.sub("", per.count)
    if hit is not None and (is_of_part(hit, evidence.asked(own, view)) or item_of(hit).endswith(kind)):
        return hit
    said = replace(counting, content=per.said, question=per.said) if per.said else None
    return evidence.figures(said, view).figure if said else None


def _people_beside(money: Hit, per: Per) -> SentenceHit | None:
    """The people that the money itself is for, where its own clause counts them (24名临聘人员劳务费用)."""
    hit = money if isinstance(money, SentenceHit) else money.backing
    if hit is None or hit.figure is None or per.unit not in _PEOPLE:
        return None
    text, figure = hit.sentence.text, hit.figure
    start = max(text.rfind(mark, 0, figure.start) for mark in "，,；;。：:") + 1
    people = [f for f in hit.sentence.figures if f.unit in _PEOPLE and start <= f.start < figure.start]
    return SentenceHit(hit.sentence, 1.0, people[0], people[0].measure) if len(people) == 1 else None


def _of_guests(per: Per, money: Hit, view: DocView) -> Per:
    """What a reception is averaged over: its guests, never the staff, where the wording names neither."""
    if per is not averages_over()[-1] or _RECEPTION not in item_of(money, view):
        return per
    return next(each for each in averages_over() if each.unit == _GUEST)


def _guests_after(money: Hit, per: Per) -> SentenceHit | None:
    """The guests that the sentence counts right after what they cost (外事接待2.15万元，…26人次)."""
    if not isinstance(money, SentenceHit) or money.figure is None or per.unit != _GUEST:
        return None
    after = [figure for figure in money.sentence.figures if figure.start > money.figure.start]
    end = next((figure.start for figure in after if is_money(figure.unit)), len(money.sentence.text))
    guests = [figure for figure in after if figure.unit == _GUEST and figure.start < end]
    return SentenceHit(money.sentence, 1.0, guests[0], guests[0].measure) if len(guests) == 1 else None


def _of_some_guests(count: Hit | None, money: Hit, per: Per, reading: Reading) -> bool:
    """True for the guests of one kind where the sentence counts others as well, and the money is of all."""
    if not isinstance(count, SentenceHit) or per.unit != _GUEST or _DOMESTIC in reading.content:
        return False
    if isinstance(money, SentenceHit) and money.sentence.sentence_id == count.sentence.sentence_id:
        return False
    kinds = [figure for figure in count.sentence.figures if figure.unit == _GUEST and figure.value]
    return len(kinds) > 1


def _amount(evidence: Evidence, reading: Reading, view: DocView, per: Per) -> Asked:
    """The question without the words for the average and for what it is taken over."""
    asked = evidence.asked(reading, view)
    counted = {key for named in read_asked(per.count, ()).named for key in named.keys}
    kept = [u for u in asked.units if not (counted & set(u.keys)) and not any(u.text in w for w in per.words)]
    loosely = any(word in asked.content for word in per.loose) and all(unit.how != "label" for unit in kept)
    if per.amount and (loosely or not any(unit.keys for unit in kept)):
        return read_asked(per.amount, view.label_keys)
    return asked.keeping(kept)


def _project(view: DocView, reading: Reading, money: Hit | None) -> Project | None:
    """The project whose money is meant, by name or because the figure found is its own."""
    if isinstance(money, CellHit):
        return view.project_of(money.cell.table_id)
    if isinstance(money, SentenceHit):
        figures = ((p, f) for p in view.projects for _, f in p.figures(Amount.SPENT, (money.sentence,)))
        return next((project for project, figure in figures if figure == money.figure), None)
    return named_project(view, reading.content)


def _counted(view: DocView, asked: Asked, reading: Reading, project: Project | None) -> Hit | None:
    """How many people a project reached, where its table counts them once."""
    counting = replace(reading, intent=Intent.LOOKUP, counted="人", facet=Facet.FINAL)
    if project is None:
        return indicator(view, asked, counting)
    rows = [row for row in view.rows if row.indicator and any(row.table is t for t in project.tables)]
    cells = [cell for row in rows if (cell := answering_cell(row, counting)) is not None]
    hits = [CellHit(cell, 1.0, ("project",)) for cell in cells]
    people = [hit for hit in hits if compute.unit_of(hit) in _PEOPLE and compute.value_of(hit)]
    return people[0] if len(people) == 1 else None

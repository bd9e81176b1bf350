"""How well a sentence, or a figure in it, answers: its clause first, its heading after, the rest last."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from index.types import Figure, Kind, Measure
from qa.finding.corpus import Clause, DocView, plain_text
from qa.finding.evaluated import of_evaluation
from qa.finding.match_cells import BESIDE, UNNAMED
from qa.finding.preferences import load_preferences
from qa.types import Facet, Intent, Reading, SentenceHit
from qa.understanding.asked import Asked, Unit, stem
from qa.understanding.wording import same_count

_MONEY = frozenset({"万元", "元", "亿元", "千元"})
_PERCENT = frozenset({"%", "个百分点", "百分点"})
_SHORTEST_STEM = 3  # 办公 of 办公费 stands in 办公厅 as well
_PEOPLE = frozenset({"人", "个", "名"})
_WANTED: dict[Intent, frozenset[Measure]] = {
    Intent.EXECUTION: frozenset({Measure.EXECUTION}),
    Intent.SHARE: frozenset({Measure.SHARE}),
    Intent.CHANGE: frozenset({Measure.CHANGE}),
    Intent.CHANGE_RATE: frozenset({Measure.CHANGE_RATE}),
}
_CODE_WEIGHT = 4.0  # text never names a code, so that a code counts against it like a label left out
_CJK_PAIR = re.compile("[\u4e00-\u9fff]{2}")
_HEAD = 4
_HOPELESS = -0.6  # a figure of another unit or kind is never sure, whatever its clause holds
_SYNONYM = 0.9
_EACH_NEXT = 0.015
_FULLER = 0.15
_UNNARROWED = 0.02
_NOT_NARROWED = ("单位", "部门", "本级", "我办", "我局", "核定", "机关", "共有", "年度", "全年", "累计", "总")
_ANAPHORIC = 0.12  # a sentence that leans on the one before is the weaker place to cite
_PART_OF_CLASS = 0.5
_NEW = re.compile("(?:当年|本年|全年|年内)?(?:新增|新购|新添|新招|新聘|新建|净增)")
_NEW_ASKED = re.compile("新|增|购|买|添|招|聘|建|进")
_LONGER = 0.08
_PATH = re.compile(r".+?类.+款(?P<last>.+?)项?")
_BODIES = re.compile("办公[厅室]")  # 办公 of an office is no 办公费
_IN_BODIES = frozenset({"办公"})
_SPENT = frozenset({Measure.FINAL, Measure.AMOUNT, Measure.COUNT, None})
_SHORTEST_TITLED = 4
_BARE_SUBJECT = re.compile("(?:本|该)?(?:项目|专项)?(?:资金|经费)?(?:总额|总量|合计|总计)?")
_OF_HEADING = 0.95  # a figure without an item of its own is of what its heading names
_BELOW_HEADING = 0.4  # a part of it is not
_BRACKETS = re.compile("[()（）]")


def figure_hits(view: DocView, asked: Asked, reading: Reading, year: int | None = None) -> list[SentenceHit]:
    """Figures of the narrative that may answer, best first; of `year` alone where it is given."""
    hits = []
    planned = view.disclosure.kind is Kind.BUDGET
    held: dict[tuple[int, str], float] = {}
    for clause in view.clauses:
        if year is not None and clause.figure.year != year:
            continue
        if of_evaluation(clause.sentence, clause.figure, asked.content):
            continue
        fit = _figure_fit(clause.figure, reading, year or view.disclosure.year, planned=planned)
        if fit <= _HOPELESS:
            continue
        score = (
            _coverage(asked, clause, len(reading.codes), held)
            + fit
            - (_ANAPHORIC if clause.sentence.text.startswith("其中") else 0.0)
        )
        if score > 0:
            hits.append(SentenceHit(clause.sentence, round(score, 4), clause.figure, clause.figure.measure))
    return sorted(hits, key=lambda hit: (-hit.score, hit.sentence.sentence_id))


def sentence_hits(view: DocView, asked: Asked, heading: float = 0.6) -> list[SentenceHit]:
    """Sentences by how much of the question they hold, best first; headings count for `heading`."""
    hits = []
    weight = asked.weight or 1.0
    for sentence, text in zip(view.sentences, view.plain_sentences, strict=True):
        section = "".join(sentence.section)
        held = sum(u.weight * max(_holds(u, text), heading * _holds(u, section)) for u in asked.units)
        if held:
            hits.append(SentenceHit(sentence, round(held / weight, 4)))
    return sorted(hits, key=lambda hit: (-hit.score, hit.sentence.sentence_id))


def _holds(unit: Unit, text: str) -> float:
    if unit.text in (text if unit.text not in _IN_BODIES else _BODIES.sub("", text)):
        return 1.0
    if unit.keys and any(key in text for key in unit.keys):
        return 0.92
    if unit.keys and any(short in text for short in _stems(unit.keys)):
        return 0.85
    return 0.0


@lru_cache(maxsize=4096)
def _stems(keys: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(short for key in keys if len(short := stem(key)) >= _SHORTEST_STEM)


def _coverage(asked: Asked, clause: Clause, codes: int, known: dict[tuple[int, str], float]) -> float:
    """How much of the question a figure's clause, sentence and headings hold, by its weight.

    `known` keeps what a text of several clauses holds, for the other clauses of the same sentence.
    """
    weight = asked.weight + codes * _CODE_WEIGHT
    if not asked.weight:
        return 0.0
    held = 0.0
    missed = False
    things = thing_held = False
    for n, unit in enumerate(asked.units):
        for text in (clause.sentence.text, clause.section, clause.subject):
            if (n, text) not in known:
                known[n, text] = _holds(unit, text)
        best = max(
            _exact(unit, clause.subject),
            0.95 * _holds(unit, clause.nearest),
            0.5 * _holds(unit, clause.before),
            (0.5 if "、" in clause.subject else 0.92) * known[n, clause.subject],
            0.95 * _holds(unit, clause.after),
            0.75 * known[n, clause.section],
            0.55 * known[n, clause.sentence.text],
            0.6 * _leads(unit, clause.lead),
        )
        held += unit.weight * (best + _said_fully(asked, unit, clause))
        if unit.keys and unit.text not in _columns():
            things, thing_held = True, thing_held or best > 0
        missed = missed or (not best and unit.how in {"label", "word"} and unit.weight >= _SHORTEST_STEM)
    if things and not thing_held:
        return 0.0
    left = any(not _holds(unit, plain_text(text)) for unit in asked.beside)
    part = _PART_OF_CLASS if _of_a_part(asked, clause.subject) else _longer_name(asked, clause.subject)
    part = max(part, _of_both(asked, clause.subject), _of_what_came_new(asked, clause.subject))
    if (title := _title_said(asked, clause)) and title not in clause.subject:
        if _BARE_SUBJECT.fullmatch(clause.subject):
            return max(held / weight, _OF_HEADING)
        part = max(part, _BELOW_HEADING)
    return held / weight - (UNNAMED if missed else 0.0) - (BESIDE if left else 0.0) - part


def _title_said(asked: Asked, clause: Clause) -> str | None:
    """The words of a question that stand in one piece in the headings of a clause (the name of a special
    fund); None where they are labels or too few, or where a label besides them says what is asked."""
    heading = _BRACKETS.sub("", clause.section)
    for first in asked.units:
        end = first.end
        for unit in asked.units:
            end = unit.end if first.start < unit.start <= end < unit.end else end
        said = _BRACKETS.sub("", asked.content[first.start : end])
        inside = [unit for unit in asked.units if first.start <= unit.start < end]
        if len(said) >= _SHORTEST_TITLED and not all(unit.keys for unit in inside):
            others = [u for u in asked.named if u not in inside and u.text not in _columns()]
            return said if said in heading and not others else None
    return None


def _exact(unit: Unit, subject: str) -> float:
    """1 where the figure's subject is what was said, less where it is another name of it; the names of a
    word stand in order of preference."""
    if not unit.keys or subject not in unit.keys:
        return 0.0
    if unit.how == "label":
        return 1.0 if subject in {unit.text, unit.keys[0]} else _SYNONYM
    return 1.0 - _EACH_NEXT * unit.keys.index(subject)


@cache
def _columns() -> frozenset[str]:
    """Labels of columns: the kind of a figure, never what it is of."""
    names = load_preferences()
    return names.main_columns | names.budget_columns | names.full_budget_columns


def _of_a_part(asked: Asked, subject: str) -> bool:
    """True for a figure of one 项 (…类…款…项) where the question names the 类 or 款 above it alone."""
    path = _PATH.fullmatch(subject)
    if path is None or not asked.named:
        return False
    last = path["last"]
    return not any(
        unit.text in last or last.startswith(unit.text) or any(key in last for key in unit.keys)
        for unit in asked.units
        if len(unit.text) > 1
    )


def _longer_name(asked: Asked, subject: str) -> float:
    """A little less for a 项 whose name only begins with what is asked (住房公积金管理 for 住房公积金)."""
    path = _PATH.fullmatch(subject)
    if path is None:
        return 0.0
    exact = any(path["last"] == key for unit in asked.named for key in (unit.text, *unit.keys))
    return 0.0 if exact else _LONGER


def _of_both(asked: Asked, subject: str) -> float:
    """A little less for a figure of two things of which the question names the first (公务用车购置 of
    公务用车购置及运行维护费)."""
    for unit in asked.named:
        begun = subject not in unit.keys and any(f"{key}及" in subject for key in (unit.text, *unit.keys))
        if begun:
            return _LONGER
    return 0.0


def _of_what_came_new(asked: Asked, subject: str) -> float:
    """Less for what came new in the year (新增藏书) where the question asks for all that there is (藏书)."""
    new = _NEW.match(subject)
    return 0.0 if new is None or _NEW_ASKED.search(asked.content) else _PART_OF_CLASS


def _leads(unit: Unit, lead: str) -> float:
    """A breakdown belongs to what its opening names, if only by the head of the name (公务用车…)."""
    return 1.0 if lead and any(key[:_HEAD] in lead for key in (unit.text, *unit.keys)) else 0.0


def _said_fully(asked: Asked, unit: Unit, clause: Clause) -> float:
    """A little more where the clause says what the question says before the word as well (机关行政编制), and
    where nothing narrows the word in the clause (编制 rather than 全额拨款事业编制)."""
    before = asked.content[max(0, unit.start - 2) : unit.start]
    if not unit.keys or unit.how == "near":
        return 0.0
    if len(before) == 2 and _CJK_PAIR.fullmatch(before) and before + unit.text in clause.nearest:
        return _FULLER
    for key in (unit.text, *unit.keys):
        start = clause.nearest.find(key)
        if start >= 0:
            narrowed = clause.nearest[:start].endswith(_NOT_NARROWED) or not start
            return _UNNARROWED if narrowed else 0.0
    return 0.0


def _figure_fit(figure: Figure, reading: Reading, doc_year: int, *, planned: bool) -> float:
    """Bonus or penalty for unit, measure and year; -1 rules the figure out; in a budget all is planned."""
    fit = _unit_fit(figure, reading)
    wanted = _WANTED.get(reading.intent)
    if wanted is not None:
        if figure.measure not in wanted:
            return -1.0
    elif reading.facet in {Facet.BUDGET, Facet.FULL_BUDGET}:
        fit += 0.1 if figure.measure is Measure.BUDGET else -0.6
    elif figure.measure not in _SPENT and not (planned and figure.measure is Measure.BUDGET):
        fit -= 0.5
    if figure.year is not None and figure.year != doc_year and wanted is None:
        fit -= 0.5
    return fit


def _unit_fit(figure: Figure, reading: Reading) -> float:
    if reading.counted == "money":
        return 0.0 if figure.unit in _MONEY else -0.6
    if reading.counted == "percent":
        return 0.0 if figure.unit in _PERCENT else -0.6
    if reading.counted:
        unit = same_count(figure.unit)
        if unit == reading.counted:
            return 0.1
        if reading.counted == "人" and unit is not None and unit.endswith("人次"):
            return 0.0
        return 0.05 if {unit, reading.counted} <= _PEOPLE else -0.6
    return 0.0

"""What a question asks to be done and an answer does not do: a bare figure is no answer to 差多少, 谁多,
占多少, 增长了多少 or 接待了谁."""

from __future__ import annotations

import re

from index.types import Measure
from qa.composing.computing.exclusions import left_in
from qa.composing.phrases import phrase
from qa.types import CellHit, Draft, Hit, Reading, SentenceHit, Status

_DIFFERENCE = re.compile(
    r"差多少|相差|差距|差额|差几|多多少|少多少|高多少|低多少|大多少|多花了?多少|少花了?多少|多出多少|超出?多少"
)
_CHANGE = re.compile(
    r"(?:增长|增加|增|减少|下降|上升|提高|降低|涨|降|减)了?(?:多少|几|百分之)|(?:增|降|涨|减)幅|变化"
)
_WHO_MORE = re.compile(
    r"谁(?:的.{0,12})?(?:多|少|高|低|大|小|贵|便宜)|哪家(?:的.{0,12})?(?:多|少|高|低|大|小)"
)
_RATIO = re.compile(
    r"占比|比例|比重|占(?![用有地]).{0,12}(?:多少(?!钱|万|元|亿)|几成|百分)|几倍|多少倍|\bratio\b|\bshare\b|\bpercent|\bproportion\b"
)
_RATE = re.compile(
    r"率(?=(?:又|到底|大概|大约|一共|各|分别)?(?:是|有|为|多少|达|几|怎么样|如何|高|呢|的|数|[?？,，。 ]|$))"
)
_MONEY = frozenset({"元", "万元", "亿元", "千元"})
_PERSONS = re.compile(
    r"(?:接待|请|招待|陪)(?:的|了)?(?:都)?(?:是)?(?:谁|哪些人|什么人|哪些单位|哪个单位)|(?:是谁|谁来|哪位)"
)
# A kind of quantity that the wording asks for, and the units in which it cannot be answered.
_COUNTS = frozenset({"个", "辆", "台", "批", "批次", "人次", "团", "户", "起", "名", "人"})
_AMOUNT = re.compile(
    r"(?:资金|金额|经费|预算|支出|费用|款)(?:总额|一共|总共|合计)?(?:是|有|为)?多少(?!个|项|人|家|次|批)"
)
_POINTS = re.compile(r"得分|几分|多少分|评分")
_PEOPLE = re.compile(
    r"(?:多少|几)(?:个|名)?(?:事业|行政)?(?:编制|人(?!次|民币|均|员经费|员支出|工))"
    r"|编制(?:数|人数)?(?:是|有|为)?(?:多少|几)"
)
# What narrows a count to a part of it: 购置车辆 are not the vehicles that there are.
_NARROWING = re.compile(r"购置|购买|新购|新增|更新|报废|处置|后勤|遗属|(?<!编外)聘用|借调|出国|发现问题|整改")
_BUYING = re.compile("购置|购买|新购|新增|更新")  # five words for one thing
_BOUGHT_VEHICLES = re.compile("(?:买|购|添|换)[^,，]{0,8}[辆台车]")
_YEAR_BEFORE = re.compile("上年|去年|同比|前一年|上一年|头一年")
_THAN_BUDGET = re.compile("[比较与].{0,6}预算")
_MARKS = re.compile("[,，;；。:：]")
_PAIR = 2


def undone(reading: Reading, draft: Draft) -> bool:
    """True for a bare figure where a difference, a change, a comparison, a share or names were asked for."""
    asked = reading.content
    if draft.unit in _MONEY and draft.value is not None and _RATE.search(asked) and not _rate_named(draft):
        return True
    if draft.status is not Status.ANSWERED or draft.value is None or draft.formula or draft.computed:
        return False
    if left_in(reading, draft) or _other_kind(asked, draft.unit) or _part_of_count(asked, draft):
        return True
    measures = {hit.figure.measure for hit in draft.evidence if isinstance(hit, SentenceHit) and hit.figure}
    if _against_budget(asked, draft):
        return True
    if _DIFFERENCE.search(asked) or _CHANGE.search(asked):
        return not measures & {Measure.CHANGE, Measure.CHANGE_RATE} and draft.unit != "%"
    if _WHO_MORE.search(asked):
        return len({_document(hit) for hit in draft.evidence}) < _PAIR and len(draft.evidence) < _PAIR + 1
    if _RATIO.search(asked):
        return draft.unit not in {"%", "倍", "个百分点"} and not _named_so(draft)
    return _PERSONS.search(asked) is not None


def _other_kind(asked: str, unit: str | None) -> bool:
    """True where money, points or people are asked and the figure counts something else."""
    if unit is None:
        return False
    if _POINTS.search(asked):
        return unit in _MONEY | _COUNTS
    if _PEOPLE.search(asked):
        return unit in _MONEY
    return _AMOUNT.search(asked) is not None and unit in _COUNTS


def _part_of_count(asked: str, draft: Draft) -> bool:
    """True where things are counted and the sentence's count is of a part that the question does not name."""
    first = draft.evidence[0] if draft.evidence else None
    counts = draft.unit is not None and draft.unit not in _MONEY and "%" not in draft.unit
    if not counts or not isinstance(first, SentenceHit) or first.figure is None:
        return False
    narrowed = _NARROWING.findall(first.figure.subject or "")
    bought = _BUYING.search(asked) is not None or _BOUGHT_VEHICLES.search(asked) is not None
    return any(word not in asked and not (bought and _BUYING.fullmatch(word)) for word in narrowed)


def _against_budget(asked: str, draft: Draft) -> bool:
    """True where the change from the year before is asked, and the figure is the distance from the budget."""
    if not _YEAR_BEFORE.search(asked) or "预算" in asked:
        return False
    hits = [hit for hit in draft.evidence if isinstance(hit, SentenceHit) and hit.figure]
    clauses = (_MARKS.split(hit.sentence.text[: hit.figure.start])[-1] for hit in hits if hit.figure)
    return any(_THAN_BUDGET.search(clause) for clause in clauses)


def _rate_named(draft: Draft) -> bool:
    """True where the row or the column of a cell is a rate by name, in whatever unit it is printed."""
    cells = (hit.cell for hit in draft.evidence if isinstance(hit, CellHit))
    return any("率" in cell.row_label or "率" in cell.column_label for cell in cells)


def _named_so(draft: Draft) -> bool:
    """True where a ratio is the name of the row itself (资产负债比例)."""
    return any(isinstance(hit, CellHit) and _RATIO.search(hit.cell.row_label) for hit in draft.evidence)


def _document(hit: Hit) -> str:
    return hit.cell.table_id.split("#")[0] if isinstance(hit, CellHit) else hit.sentence.doc_id


def told(reading: Reading) -> str:
    """Why a bare figure is not given."""
    return phrase("refuse", "undone", said=reading.content.strip(" ,，。?？"))

"""The total of a department is never the answer to a question about a thing that the total does not name:
what is left over of a question, beside the total that it says, has to stand somewhere around the total."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from qa.finding.closely_read.close_words import close_words, held_in
from qa.finding.corpus import DocView, plain_text
from qa.finding.labels import plain_label
from qa.finding.roles import role_of
from qa.types import CellHit, Hit
from qa.understanding.asked import Asked

_TOTALS = frozenset(
    {"合计", "总计", "本年支出合计", "本年收入合计", "支出合计", "收入合计", "收入总计", "支出总计", "总支出"}
    | {"人员经费合计", "公用经费合计", "人员经费", "公用经费", "基本支出", "项目支出", "经营支出"}
)
_CJK = re.compile("[\u3400-\u9fff]")
_ENDS = ("支出合计", "支出总计", "收入合计", "收入总计", "总支出", "总收入")
_TELLING = 2  # characters that nothing holds and that name something
_OF_WORDING = re.compile(
    "四舍五入|取整|百?分[之比]|[一二两三四五六七八九十几][家个]|超过|不到|占|高于|低于|大于|小于|多于|少于|不足|以上|以下|您给|[您咱俺呗哎嘞吧呢啊呀嘛哟哈嗯]|出去|出来|下来|增长|增加|减少|下降"
)


def of_its_own(view: DocView, asked: Asked, hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The hits without totals of the department where the question names something besides."""
    left = _left_over(asked)
    if len(left) < _TELLING:
        return tuple(hits)
    return tuple(hit for hit in hits if not _of_whole(hit) or _holds(view, hit, left))


def _of_whole(hit: Hit) -> bool:
    """True for the total row of a statutory form, or the figure that a sentence gives of such a total."""
    if isinstance(hit, CellHit):
        label = plain_label(hit.cell.row_label.rsplit(" / ", 1)[-1])
        return label in _TOTALS and role_of(hit.cell.form, hit.cell.table_title) is not None
    subject = plain_text(hit.figure.subject or "") if hit.figure else ""
    return subject in _TOTALS or subject.endswith(_ENDS)


def _left_over(asked: Asked) -> str:
    """The characters of a question that no label and no word explains, as far as they say anything."""
    chars: dict[int, str] = {}
    for unit in asked.units:
        if not unit.keys and len(unit.text) > 1 and unit.how != "narrow":
            chars |= {unit.start + n: char for n, char in enumerate(unit.text)}
    left = "".join(char if n - 1 in chars else f" {char}" for n, char in sorted(chars.items()))
    for word in _free():
        left = left.replace(word, " ")
    runs = _OF_WORDING.sub(" ", left).split()
    return "".join(_CJK.findall(" ".join(run for run in runs if len(run) > 1)))


@cache
def _free() -> tuple[str, ...]:
    words = {*close_words().courtesies, *(word for word in close_words().free if len(word) > 1)}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def _holds(view: DocView, hit: Hit, left: str) -> bool:
    if isinstance(hit, CellHit):
        cell = hit.cell
        around = "|".join((cell.row_label, cell.column_label, *cell.row_path, cell.table_title))
    else:
        around = "|".join((hit.sentence.text, *hit.sentence.section))
    own = view.disclosure
    text = plain_text(f"{around}|{own.region.name}{own.department}")
    return held_in(left, text).count(False) < _TELLING

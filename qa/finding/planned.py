"""Figures of the narrative that are budgeted, whatever their own clause says: a breakdown (其中……) of a
budget is a budget, and is never given as what was spent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from index.types import Figure, Measure, Sentence

_FUNDS = re.compile(
    r"一般公共预算|公共预算|社会保险基金预算|政府性基金预算|国有资本经营预算|预算单位|预算绩效|预算管理|预算执行|预算收支|"
    r"(?:占|为|是|完成|[比较与])[^，,；;。]{0,10}预算数?(?:的|相比|增|减|多|少|持平|不变)?|决算数?(?:[比较与小大等低高])?[^，,；;。]{0,6}预算数?"
)
_PLANNED = re.compile(
    r"(?:年初|全年|当年|本年|调整后?)[^，,；;。]{0,14}预算(?!安排的|的)|预算数?(?:安排)?(?:总额|合计)?(?:为|是|共|有|收入|支出)?(?=\s*\d)|"
    r"(?:安排|批复|下达)预算(?!的)"
)
_SPENT = re.compile(r"决算|实际|执行数|支付了|开支|使用了|实发|支出合计|花费|自评")
_LEANS = re.compile(r"^\s*(?:其中|主要|包括|[（(]?\d+[）).、]|[（(]?[一二三四五六七八九十]+[）)、])")
_BACK = 2  # sentences that a breakdown may lean on
_MONEY = frozenset({"万元", "元", "亿元", "千元"})


def with_budgets(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentences of final accounts with the figures marked as budgets that are given as such."""
    return tuple(_marked(sentences[max(0, n - _BACK) : n + 1]) for n in range(len(sentences)))


def _marked(sentences: Sequence[Sentence]) -> Sentence:
    last = sentences[-1]
    figures = tuple(_as_planned(figure, sentences) for figure in last.figures)
    return last if figures == last.figures else replace(last, figures=figures)


def _as_planned(figure: Figure, sentences: Sequence[Sentence]) -> Figure:
    if figure.measure not in {Measure.AMOUNT, None} or figure.unit not in _MONEY:
        return figure
    budgeted = _under_budget(_said_before(sentences, figure.start))
    return replace(figure, measure=Measure.BUDGET) if budgeted else figure


def _said_before(sentences: Sequence[Sentence], start: int) -> str:
    """The words up to a figure, with the sentences before where this one leans on them."""
    *earlier, sentence = sentences
    said = sentence.text[:start]
    for other in reversed(earlier):
        if _marks(said) or not _LEANS.match(sentence.text) or other.section != sentence.section:
            break
        said = other.text + said
        sentence = other
    return said


def _marks(text: str) -> bool:
    bare = _FUNDS.sub("", text)
    return _PLANNED.search(bare) is not None or _SPENT.search(bare) is not None


@lru_cache(maxsize=4096)
def _under_budget(said: str) -> bool:
    bare = _FUNDS.sub(" ", said)
    budget = max((match.start() for match in _PLANNED.finditer(bare)), default=-1)
    spent = max((match.start() for match in _SPENT.finditer(bare)), default=-1)
    return budget > spent

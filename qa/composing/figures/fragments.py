"""A project is offered, not answered, where a question names no more than a fragment of its name: 人民医院 is
not 人民医院胸痛中心建设项目, and its money is not what the hospital spent."""

from __future__ import annotations

import re

from qa.composing.phrases import phrase
from qa.draft import who
from qa.finding.closely_read.close_words import held_in
from qa.finding.corpus import DocView, plain_text
from qa.finding.roles import role_of
from qa.money import is_money
from qa.types import CellHit, Draft, Hit, Intent, Reading, Status
from qa.understanding.asked import Asked
from qa.understanding.vocabulary import plain

# What a project's name ends with beside the thing that it is for.
_HEAD = re.compile(
    "(?:项目|专项|资金|经费|费用|补助|工程|工作|建设|改造|修缮|维护|养护|运行|管理|服务|实施|购置|采购|免费|奖励|扶助|费)+$"
)
_MONEY = re.compile("(?:项目|专项|资金|经费|费用|工作|费)+$")
_PROJECT = re.compile("项目|专项|工程|绩效|自评|得分|执行|指标|满意|完成")
_TELLING = 2
_BODY = re.compile("(?:院|中心|所|站|局|馆|校|园|队|办|厂|公司)$")
_LONG = 5  # characters of a project's name in one piece are no mere fragment


def only_fragment(reading: Reading, view: DocView, asked: Asked, best: Hit | None) -> Draft | None:
    """The project offered where its money was found by a fragment of its name alone; None for all else."""
    if not isinstance(best, CellHit) or role_of(best.cell.form, best.cell.table_title) is not None:
        return None
    asks = reading.intent is Intent.LOOKUP and reading.counted in {None, "money"} and not reading.codes
    if not asks or not is_money(best.cell.unit) or _PROJECT.search(reading.content.replace("项目支出", "")):
        return None
    project = view.project_of(best.cell.table_id)
    name = project.name if project is not None else best.cell.row_label.rsplit(" / ", 1)[-1]
    said, key = plain_text(reading.content), plain(name)
    ends = (key, _MONEY.sub("", key), _HEAD.sub("", key))
    if (item := plain(_said(asked))) in key and len(item) >= _LONG and not _BODY.search(item):
        return None
    reached = any(len(end) < _TELLING or end[-_TELLING:] in said for end in ends)
    if reached and len(_unsaid(asked, f"{key}|{plain(best.cell.row_label)}")) < _TELLING:
        return None
    start = f"{who(view.disclosure)}{view.disclosure.year}年"
    names = {"who": who(view.disclosure), "year": view.disclosure.year, "name": name, "said": _said(asked)}
    text = phrase("projects", "fragment", **names)
    return Draft(Status.REFUSED, text, options=(f"{start}“{name}”项目花了多少钱？",))


def _said(asked: Asked) -> str:
    pieces = [unit for unit in asked.units if len(unit.text) > 1]
    if not pieces:
        return asked.content
    return asked.content[min(unit.start for unit in pieces) : max(unit.end for unit in pieces)]


def _unsaid(asked: Asked, names: str) -> str:
    """The characters of what is asked that the names of a project and of its row do not hold."""
    said = _said(asked)
    return "".join(char for char, mark in zip(said, held_in(said, names), strict=True) if not mark)

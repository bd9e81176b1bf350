"""Identities and contradictions of a disclosure, those that fail first, with the cells they are made of."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from index.checking.checks import Check, CheckReport, Operand, Status
from index.types import Disclosure
from web.english.markup import with_chinese
from web.english.sentences import check_in_english
from web.lookup.places import sheet_attributes
from web.texts import CHINESE, Texts


def checks_html(report: CheckReport | None, disclosure: Disclosure, texts: Texts, root: str) -> str:
    """What fails, what the disclosure says twice and differently, and how many identities hold."""
    title = f'<h3 lang="zh-CN">{escape(disclosure.title)}</h3>'
    if report is None:
        return f'{title}<p class="empty">{escape(texts("checks_none"))}</p>'
    hard = [check for check in report.checks if not check.soft]
    failing = [check for check in hard if check.status is Status.FAIL]
    holding = [check for check in hard if check.status.holds]
    rounding = [check for check in report.contradictions if check.status is Status.ROUNDING]
    counted = texts("checks_count", holding=len(holding), failing=len(failing), alarms=len(report.alarms))
    return (
        f'<article {sheet_attributes(disclosure, root)}>{title}<p role="status">{escape(counted)}</p>'
        f"{_section(texts('checks_failing'), failing, texts)}"
        f"{_section(texts('checks_contradictions'), report.alarms, texts)}"
        f"{_folded(texts('checks_rounding'), rounding, texts)}"
        f"{_folded(texts('checks_holding'), holding, texts)}</article>"
    )


def _section(heading: str, checks: Sequence[Check], texts: Texts) -> str:
    if not checks:
        return ""
    return f"<h4>{escape(heading)}</h4><ul>{''.join(_check(check, texts) for check in checks)}</ul>"


def _folded(heading: str, checks: Sequence[Check], texts: Texts) -> str:
    if not checks:
        return ""
    items = "".join(_check(check, texts) for check in checks)
    return f"<details><summary>{escape(heading)}（{len(checks)}）</summary><ul>{items}</ul></details>"


def _check(check: Check, texts: Texts) -> str:
    places = "".join(_operand(operand, texts) for operand in check.operands)
    title, explained = (_told(said, texts) for said in (check.title, check.explanation))
    return f'<li><strong>{title}</strong> <span>{explained}</span><span class="operands">{places}</span></li>'


def _told(said: str, texts: Texts) -> str:
    """What is said of an identity in the language of the page; labels stay as the forms print them."""
    return escape(said) if texts.language == CHINESE else with_chinese(escape(check_in_english(said)))


def _operand(operand: Operand, texts: Texts) -> str:
    what = operand.row_label or operand.context or operand.text
    box = ",".join(f"{edge:.1f}" for edge in operand.bbox)
    shown = f"{operand.text} {operand.unit or ''}".strip() or texts("lookup_blank")
    return (
        f'<button type="button" class="place" data-page="{operand.page}" data-box="{box}" '
        f'data-what="{escape(what)}"><span lang="zh-CN">{escape(shown)}</span>'
        f"<small>{escape(texts('page', page=operand.page))}</small></button>"
    )

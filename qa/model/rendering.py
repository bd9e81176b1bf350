"""Prose with references -> a draft: code writes every digit, unit and mark."""

from __future__ import annotations

import re
from typing import Final

from qa import compute
from qa.draft import Writer, amount_text
from qa.model.errors import UnprovenError
from qa.model.items import Kind
from qa.model.placeholders import Operation, Prose, Reference
from qa.money import is_money, shortest
from qa.types import Computed, Draft, Hit, Status

_UNIT_AFTER = re.compile(
    r"^\s*(个百分点|平方米|万元|亿元|千元|元|%|％|人次|批次|人|辆|台|批|次|个|件|家|项|户)"
)
_MARK = re.compile(r"\[(\d+)\]")
_LIKE_UNITS: Final = {"%": "%", "％": "%"}


def rendered(prose: Prose, local: Draft, remarks: str) -> Draft:
    """The draft that the prose stands for; value, unit and formula are the local draft's.

    `remarks` are the local draft's reservations, with its marks. Raises UnprovenError for a computation that
    its operands do not allow and for a unit that contradicts the figure.
    """
    writer = Writer()
    parts = [prose.words[0]]
    for reference, words in zip(prose.references, prose.words[1:], strict=True):
        shown, unit = _shown(reference, writer, local)
        if unit == "%":
            parts[-1] = parts[-1].removesuffix("百分之")
        parts.append(shown)
        after = _without_unit(words, unit)
        parts.append(after.removeprefix("。") if "。”[" in shown else after)
    text = _ended("".join(parts).strip()) + _remarked(remarks, local, writer)
    draft = writer.draft(Status.ANSWERED, text, value=local.value, unit=local.unit)
    formulas = [local.formula, *(computation(r).formula for r in prose.references if r.operation)]
    return Draft(
        draft.status,
        draft.text,
        draft.evidence,
        draft.value,
        draft.unit,
        formula="；".join(dict.fromkeys(formula for formula in formulas if formula)) or None,
        derived=(*local.derived, *draft.derived),
        checks=local.checks,
    )


def _ended(text: str) -> str:
    return text if text.endswith(("。", "！", "”")) or "”[" in text[-8:] else f"{text.rstrip('，、；')}。"


def _shown(reference: Reference, writer: Writer, local: Draft) -> tuple[str, str | None]:
    """What stands in place of a reference, and the unit it ends with."""
    if reference.operation is not None:
        result = computation(reference)
        value = writer.derived(shortest(result.value) if result.unit != "%" else result.value)
        marks = writer.marks(result.operands)
        return f" {amount_text(value, result.unit)}（{result.formula}）{marks}", result.unit
    item = reference.items[0]
    if item.kind is Kind.COMPUTED:
        cited = dict.fromkeys(_MARK.findall("".join(writer.mark(hit) for hit in item.hits)))
        return f" {item.shown}{''.join(f'[{n}]' for n in cited)}", local.unit
    shown = item.shown if item.kind is Kind.QUOTE else f" {item.shown}"
    return shown + writer.mark(item.hit), None if item.kind is Kind.QUOTE else compute.unit_of(item.hit)


def computation(reference: Reference) -> Computed:
    """The result of an operation. Raises UnprovenError where its operands do not go together."""
    hits = tuple(item.hit for item in reference.items)
    if any(compute.value_of(hit) is None for hit in hits):
        raise UnprovenError("运算项里有没有数额的栏目。")
    if not _alike(hits):
        raise UnprovenError("运算项的单位不同，不能一起算。")
    if reference.operation is Operation.SUM:
        return compute.total(hits)
    if reference.operation is Operation.SHARE:
        if not compute.value_of(hits[1]):
            raise UnprovenError("不能除以 0。")
        return compute.share(hits[0], hits[1])
    result = compute.difference(hits[0], hits[1])
    if result.value < 0:
        raise UnprovenError("diff 的前一项须是较大的数，请把两项对调。")
    return result


def _alike(hits: tuple[Hit, ...]) -> bool:
    units = [compute.unit_of(hit) for hit in hits]
    return all(is_money(unit) for unit in units) or (len(set(units)) == 1 and units[0] != "%")


def _without_unit(words: str, unit: str | None) -> str:
    """The words after a figure, less the unit that the model wrote once more."""
    found = _UNIT_AFTER.match(words)
    if found is None or unit is None:
        return words
    said = _LIKE_UNITS.get(found[1], found[1])
    if said == unit:
        return words[found.end() :]
    if is_money(said) or said in {"%", "个百分点"}:
        raise UnprovenError(f"占位符后面不要写单位（“{said}”），单位由程序写。")
    return words


def _remarked(remarks: str, local: Draft, writer: Writer) -> str:
    """The reservations with the marks of this draft."""
    return _MARK.sub(lambda mark: writer.mark(local.evidence[int(mark[1]) - 1]), remarks)

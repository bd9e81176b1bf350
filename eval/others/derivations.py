"""TAT-QA's computations from the operands that it names: does this project's arithmetic give the gold?

The operands are given, as the data set derives them; what is measured is `qa.compute` (exact decimals,
rounding half up, shares and growth in percent), not the reading of the question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from eval.others.tables import OtherTable, table_of
from eval.others.tatqa import TatContext, TatQuestion
from eval.outcome import Json, Line
from qa import compute
from qa.money import places
from qa.types import CellHit

_NUMBER: Final = r"\(?-?[$€£]?\s*\d[\d,]*(?:\.\d+)?%?\)?"
_DIFFERENCE: Final = rf"(?P<a>{_NUMBER})\s*[-–]\s*(?P<b>{_NUMBER})"
_SHAPES: Final = {
    "growth": re.compile(rf"[(\[]\s*{_DIFFERENCE}\s*[)\]]\s*/\s*(?P<c>{_NUMBER})"),
    "average": re.compile(rf"[(\[]\s*(?P<a>{_NUMBER})\s*\+\s*(?P<b>{_NUMBER})\s*[)\]]\s*/\s*2"),
    "difference": re.compile(_DIFFERENCE),
    "sum": re.compile(rf"(?P<a>{_NUMBER})\s*\+\s*(?P<b>{_NUMBER})"),
    "share": re.compile(rf"(?P<a>{_NUMBER})\s*/\s*(?P<b>{_NUMBER})"),
}
_PERCENT: Final = re.compile(r"\((.+)\)\s*\*\s*100")
_EXACT: Final = 10  # decimals that are kept before the gold's own rounding


def derive(found: Sequence[TatContext]) -> tuple[list[Line], list[Json]]:
    """A line a shape of computation, and a record a question. What has another shape is not judged."""
    asked = [each for context in found for each in context.questions if each.answer_type == "arithmetic"]
    records = [record for each in asked if (record := _record(each)) is not None]
    lines = []
    for shape in _SHAPES:
        own = [record for record in records if record["category"] == f"computed {shape}"]
        lines.append(_line(f"computed {shape}", own, len(own)))
    return [*lines, _line("computed all", records, len(asked))], records


def _line(name: str, records: Sequence[Json], asked: int) -> Line:
    """`judged` is the share of the computations asked for whose shape is known."""
    right, count = sum(bool(record["right"]) for record in records), len(records)
    return Line(name, right, count, {"right": right / count, "judged": count / asked} if count else {})


def _record(question: TatQuestion) -> Json | None:
    for shape, pattern in _SHAPES.items():
        match = pattern.fullmatch(_without_percent(question.derivation))
        if match and not isinstance(question.answer, list):
            operands = [_value(text) for text in match.groupdict().values() if text is not None]
            gold = Decimal(str(question.answer).replace(",", ""))
            value = _computed(shape, operands, percent=question.scale == "percent")
            right = value is not None and _rounded(value, gold) == gold
            return {
                "id": question.uid,
                "category": f"computed {shape}",
                "question": question.question,
                "derivation": question.derivation,
                "gold": str(gold),
                "value": None if value is None else str(value),
                "right": right,
            }
    return None


def _without_percent(derivation: str) -> str:
    """Some write the step to percent, ((a - b) / b) * 100, and some leave it to the scale."""
    found = _PERCENT.fullmatch(derivation.strip())
    return found[1].strip() if found else derivation.strip()


def _value(text: str) -> Decimal:
    """Accountants print what is below zero in brackets."""
    bare = re.sub(r"[^\d.\-]", "", text)
    below = text.strip().startswith("(") and text.strip().endswith(")")
    return -abs(Decimal(bare)) if below else Decimal(bare)


def _hits(values: Sequence[Decimal]) -> list[CellHit]:
    rows = tuple((str(n),) for n, _ in enumerate(values))
    data = tuple((str(value),) for value in values)
    table = table_of("operands", OtherTable("operands", "operands", rows, (("value",),), data))
    return [CellHit(cell, 1.0) for cell in table.cells]


def _computed(shape: str, values: Sequence[Decimal], *, percent: bool) -> Decimal | None:
    """By the project's own functions, rounded nowhere before the end."""
    a, b, *rest = _hits(values)
    if shape == "growth":
        if values[1] != values[2]:
            return None
        found = compute.growth(a, rest[0], _EXACT).value
    elif shape == "share":
        found = compute.share(a, b, _EXACT).value
    else:
        added = compute.total((a, b)).value
        return {"sum": added, "average": added / 2, "difference": compute.difference(a, b).value}[shape]
    return found if percent else found / 100


def _rounded(value: Decimal, gold: Decimal) -> Decimal:
    """To the digits that the gold is given with."""
    return value.quantize(Decimal(1).scaleb(-places(gold)), rounding=ROUND_HALF_UP)

"""A piece of a question."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of the question with its weight; `keys` are the label keys it may stand for, if recognised.

    `parts` are the fund and the measure of a name that puts both together (一般公共预算财政拨款基本支出).
    """

    text: str
    weight: float
    start: int
    end: int
    keys: tuple[str, ...] = ()
    how: str = "rest"
    parts: tuple[Unit, ...] = ()

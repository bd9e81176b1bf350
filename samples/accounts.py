"""The accounts of the invented department: base figures per item, everything else summed from them.

So the forms and the narrative that are made from one `Accounts` satisfy the identities by construction;
the tests check them on the printed cells nevertheless.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

BASE = Path(__file__).parent / "data" / "wushan-education.toml"
ZERO = Decimal(0)
CENT = Decimal("0.01")
YUAN_PER_WAN = Decimal(10000)


@dataclass(frozen=True)
class Item:
    """One 项 of the function classification, in the unit of its year (see data/wushan-education.toml)."""

    code: str
    basic: Decimal = ZERO
    project: Decimal = ZERO
    fund: Decimal = ZERO
    service_income: Decimal = ZERO
    service_spent: Decimal = ZERO
    other: Decimal = ZERO
    carried_in: Decimal = ZERO
    carried_out: Decimal = ZERO

    @property
    def public(self) -> Decimal:
        """Spent out of the general public budget."""
        return self.basic + self.project

    @property
    def fiscal(self) -> Decimal:
        """Spent out of 财政拨款 of either kind."""
        return self.public + self.fund

    @property
    def project_all(self) -> Decimal:
        """项目支出 out of every source."""
        return self.project + self.fund + self.service_spent + self.other

    @property
    def spent(self) -> Decimal:
        """本年支出."""
        return self.basic + self.project_all

    @property
    def fiscal_income(self) -> Decimal:
        """财政拨款收入 of the year: what was spent and what is carried on, less what was carried in."""
        return self.fiscal + self.carried_out - self.carried_in

    @property
    def income(self) -> Decimal:
        """本年收入."""
        return self.fiscal_income + self.service_income + self.other

    @property
    def nothing(self) -> Decimal:
        """A column that this department leaves empty."""
        return ZERO


Measure = Callable[[Item], Decimal]


@dataclass(frozen=True)
class Accounts:
    """One fiscal year. `functions` and `economics` name the codes of both classifications."""

    year: int
    unit: str
    items: tuple[Item, ...]
    economic: dict[str, Decimal]
    functions: dict[str, str]
    economics: dict[str, str]

    def total(self, measure: Measure, prefix: str = "", fund: bool | None = None) -> Decimal:
        """The sum of `measure` over the items under `prefix`; `fund` keeps 政府性基金 items only, or out."""
        chosen = (item for item in self.items if item.code.startswith(prefix))
        return sum((measure(item) for item in chosen if fund in (None, item.fund > 0)), ZERO)

    def codes(self, *measures: Measure) -> list[str]:
        """The 类, 款 and 项 in which one of `measures` is not zero, in print order."""
        used = [item.code for item in self.items if any(measure(item) for measure in measures)]
        return sorted({code[:length] for code in used for length in (3, 5, 7)})

    def economic_total(self, *prefixes: str) -> Decimal:
        """The sum of the 5-digit economic items under the given 3-digit codes."""
        return sum((v for code, v in self.economic.items() if code[:3] in prefixes), ZERO)

    @property
    def surplus(self) -> Decimal:
        """事业收入 not spent in the year: 结余分配 where positive, 使用非财政拨款结余 where negative."""
        return self.total(lambda i: i.service_income - i.service_spent)

    def in_wan(self, amount: Decimal) -> Decimal:
        """`amount` in 万元 with two decimals, as the narrative states it."""
        scaled = amount / YUAN_PER_WAN if self.unit == "元" else amount
        return scaled.quantize(CENT, ROUND_HALF_UP)


def accounts(year: int) -> Accounts:
    """The accounts of `year` from the base figures."""
    base = tomllib.loads(BASE.read_text(encoding="utf-8"))
    figures = base["years"][str(year)]
    items = tuple(
        Item(code, **{name: Decimal(value) for name, value in amounts.items()})
        for code, amounts in figures["items"].items()
    )
    economic = {code: Decimal(value) for code, value in figures["economic"].items()}
    return Accounts(year, figures["unit"], items, economic, base["functions"], base["economics"])

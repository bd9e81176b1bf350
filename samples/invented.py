"""The disclosures of the invented department: forms and narrative made from its accounts.

`load(NAME)` reads data/NAME.toml (cover, style of the forms, budgets and prior figures) and data/NAME.md,
whose {placeholders} name figures: {spent}, and with a suffix {spent_change}, {basic_share}, {spent_rate}.
"""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from operator import attrgetter

from samples.accounts import CENT, ZERO, Accounts, accounts
from samples.forms import Form
from samples.narrative import DATA, Sample, read_form
from samples.statutory import CLASSES, Builder, fund_only

HUNDRED = Decimal(100)


def sums(book: Accounts) -> dict[str, Decimal]:
    """The figures that a narrative states, by name, in 万元."""
    total = book.total
    plain = {
        "income": "income",
        "fiscal_income": "fiscal_income",
        "service_income": "service_income",
        "other_income": "other",
        "carried_in": "carried_in",
        "carried_out": "carried_out",
        "spent": "spent",
        "basic": "basic",
        "project": "project_all",
        "fiscal": "fiscal",
        "public": "public",
        "public_project": "project",
        "fund": "fund",
    }
    named = {name: total(attrgetter(measure)) for name, measure in plain.items()}
    named["total"] = named["income"] + max(-book.surplus, ZERO) + named["carried_in"]
    named["fiscal_total"] = named["fiscal_income"] + named["carried_in"]
    named["fund_income"] = total(fund_only("fiscal_income"))
    named |= {"surplus": max(book.surplus, ZERO), "deficit": max(-book.surplus, ZERO)}
    named |= {"staff": book.economic_total("301", "303"), "running": book.economic_total("302", "310")}
    named |= {f"class_{code}": total(attrgetter("public"), code) for code in CLASSES}
    named |= {f"economic_{code}": book.economic_total(code) for code in ("301", "302", "303", "310")}
    named |= {f"economic_{code}": amount for code, amount in book.economic.items()}
    return {name: book.in_wan(amount) for name, amount in named.items()}


class Facts(dict[str, str]):
    """Placeholder -> printed text; derived figures are computed from the rounded ones, as a clerk would."""

    def __init__(self, now: Mapping[str, Decimal], prior: Mapping[str, Decimal], year: int) -> None:
        """`now` and `prior` hold the figures of the year and of the one before, in 万元."""
        super().__init__()
        self.now, self.prior, self.year = now, prior, year

    def __missing__(self, key: str) -> str:
        name, _, what = key.rpartition("_")
        if what == "change":
            return self._change(name)
        if what == "share":
            return _percent(self.now[name], self.now["public" if name.startswith("class_") else "spent"])
        if what == "rate":
            return _percent(self.now[name], self.now[f"{name}_budget"])
        return f"{self.now[key]:,.2f}"

    def _change(self, name: str) -> str:
        now, prior = self.now[name], self.prior[name]
        if now == prior:
            return f"与{self.year - 1}年持平"
        up = now > prior
        verbs = ("增加", "增长") if up else ("减少", "下降")
        amount = abs(now - prior)
        if not prior:
            return f"比{self.year - 1}年{verbs[0]}{amount:,.2f}万元"
        rate = _percent(amount, prior)
        return f"比{self.year - 1}年{verbs[0]}{amount:,.2f}万元，{verbs[1]}{rate}"


def _percent(part: Decimal, whole: Decimal) -> str:
    return f"{(part / whole * HUNDRED).quantize(CENT, ROUND_HALF_UP)}%"


def _decimals(figures: Mapping[str, str]) -> dict[str, Decimal]:
    return {name: Decimal(value) for name, value in figures.items()}


def load(name: str) -> Sample:
    """The sample `name`, its forms built from the accounts of its year."""
    about = tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))
    book = accounts(about["year"])
    builder = Builder(book, **about.pop("printed"))
    forms = tuple(_form(builder, key, dict(style)) for key, style in about.pop("forms").items())
    tables = {key: read_form(table) for key, table in about.pop("tables", {}).items()}
    figures = _decimals(about.pop("figures"))
    prior = sums(accounts(book.year - 1)) if about.pop("prior_from_accounts", False) else {}
    facts = Facts(sums(book) | figures, prior | _decimals(about.pop("prior")), book.year)
    return Sample(
        doc_id=name,
        cover=tuple(about.pop("cover")),
        forms=forms,
        tables=tables,
        text=(DATA / f"{name}.md").read_text(encoding="utf-8").format_map(facts),
        **about,
    )


def _form(builder: Builder, key: str, style: dict[str, object]) -> Form:
    """A form built from the accounts, or given in full where the accounts do not hold it (三公, 资产)."""
    if "rows" in style:
        return read_form({"unit": builder.book.unit, **style})
    built = builder.form(key, str(style.pop("title")))
    plain = {name: tuple(value) if isinstance(value, list) else value for name, value in style.items()}
    return dataclasses.replace(built, **plain)  # type: ignore[arg-type]

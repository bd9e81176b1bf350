"""The unit of a single cell: printed with it, stated by its label or column, or that of the form."""

from __future__ import annotations

import re
from decimal import Decimal

from index.forms.catalogue import catalogue, unit_in_brackets
from index.forms.labels import label_key
from index.types import Amount


def cell_unit(form: str | None, table_unit: str | None, name: str, header: str, amount: Amount) -> str | None:
    """The unit of a cell from its text, row label, column or form; None where none is stated."""
    if amount.unit is not None:
        return amount.unit
    if form is None and (found := _by_column(header, amount)) is not None:
        return found or None
    label = name.rsplit(" / ", 1)[-1]
    found = unit_in_brackets(label) or unit_in_brackets(header.rsplit(" / ", 1)[-1])
    return found or _by_label(form, label, table_unit) or table_unit


def _by_column(header: str, amount: Amount) -> str | None:
    """Columns of performance tables: points, rates, and targets that have no single unit."""
    key = label_key(header.rsplit(" / ", 1)[-1])
    for rule in catalogue().units.by_column:
        if re.search(rule.pattern, key):
            if rule.unit == "%" and _is_ratio(amount):
                return "1"
            return rule.unit
    return None


def _is_ratio(amount: Amount) -> bool:
    """0.67914 in a column of rates is a ratio, 98.4 a percentage."""
    return amount.value is not None and abs(amount.value) <= Decimal(1) and amount.decimals > 2


def _by_label(form: str | None, label: str, table_unit: str | None) -> str | None:
    """The unit of a counted thing whose label prints none, worded as in the unit line."""
    units = catalogue().units
    key = label_key(label)
    if form not in units.mixed_forms or re.search(units.amount_words, key):
        return None
    unit = next((rule.unit for rule in units.by_label if re.search(rule.pattern, key)), None)
    stated = (table_unit or "").split("、")
    return next((part for part in stated if unit and part.startswith(unit)), unit)

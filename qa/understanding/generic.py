"""Words for "everything" (一共花了多少钱), which give way to anything in particular that is named as well."""

from __future__ import annotations

from functools import cache

from qa.understanding.units import Unit
from qa.understanding.vocabulary import load_vocabulary


@cache
def _generic_keys() -> frozenset[str]:
    whole = (measure for measure in load_vocabulary().measures if measure.generic)
    return frozenset(key for measure in whole for key in (*measure.keys, *measure.instead))


def is_generic(unit: Unit) -> bool:
    """True for a word for "everything" (一共花了多少钱)."""
    return unit.how == "word" and bool(unit.keys) and _generic_keys().issuperset(unit.keys)

"""Which statutory form a table takes the place of: budgets have the same forms under titles of their own."""

from __future__ import annotations

from functools import lru_cache

from qa.finding.preferences import load_preferences
from qa.understanding.vocabulary import plain


@lru_cache(maxsize=4096)
def role_of(form: str | None, title: str) -> str | None:
    """The form's key; for a budget's table the key of the form that it corresponds to; None for any other."""
    if form is not None:
        return form
    names, key = load_preferences(), plain(title)
    if not key.endswith(names.budget_title_ends) or any(word in key for word in names.no_budget_title):
        return None
    return next((role for role, words in names.budget_titles if all(word in key for word in words)), None)

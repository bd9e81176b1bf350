"""A turn that names only a column of the performance tables, or an indicator, after one about a project: it
is asked of that project, in the place of the column before."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from qa.finding.preferences import load_preferences
from qa.understanding.conversing.courtesies import core, follow_ups
from qa.understanding.conversing.own_words import Labels
from qa.understanding.conversing.turns import Turn
from qa.understanding.scope import Named

_ASKS = r"(?:是|有|为|得了?|达到|了)*(?:多少(?:钱|分|万元)?|几分|什么)?"
_BUDGET = "预算"
_PLANNED = "全年预算数"
_SHORTEST = 4  # characters of a project's name, and of an indicator
_INDICATOR = re.compile("[\u3400-\u9fff]{4,12}")


def of_project(text: str, now: Named, before: Turn, labels: Labels | None) -> str | None:
    """The turn with the project of the turn before; None for other turns."""
    if now.body_named or labels is None:
        return None
    project = _project(before.named.content)
    if project is None:
        return None
    said = re.sub(f"{_ASKS}$", "", core(text).removeprefix("的"))
    if said in {_BUDGET, _PLANNED, *_columns()}:
        return f"{project}{_PLANNED if said == _BUDGET else said}"
    keys: Collection[str] = labels(before.named.scope.doc_ids) if _INDICATOR.fullmatch(said) else ()
    return f"{project}{said}" if said in keys else None


def _project(content: str) -> str | None:
    """The project whose column a turn asks for; None where it asks for no such column."""
    match = _column_asked().search(content)
    name = content[: match.start()].strip(" 的") if match else ""
    return name if len(name) >= _SHORTEST else None


@cache
def _columns() -> frozenset[str]:
    return frozenset({*load_preferences().point_columns, *follow_ups().scored})


@cache
def _column_asked() -> re.Pattern[str]:
    names = "|".join(sorted((*_columns(), _PLANNED), key=len, reverse=True))
    return re.compile(f"(?:的|自评|绩效)*(?:得了多少分|得了几分|(?:{names}){_ASKS})[?？。 ]*$")

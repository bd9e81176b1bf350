"""An item that a question names by a part of its printed name (彩票公益金 for 彩票公益金安排的支出, or
失业保险补助 for 财政对失业保险基金的补助): the one row that holds it is answered, several are offered."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from index.forms.labels import label_key
from qa.composing.phrases import phrase
from qa.draft import item_of, who
from qa.finding.corpus import DocView, Row
from qa.money import is_money
from qa.types import Draft, Facet, Hit, Intent, Reading, SentenceHit, Status
from qa.understanding.asked import Asked
from qa.understanding.vocabulary import plain

_SHORTEST, _SHORTEST_APART = 2, 4  # characters of a name in one piece, and in several
_RUN = 2
_MOST_RUNS = 3
_MOST_OPTIONS = 6
_TAIL = re.compile("(?:的|方面|经费|费用|资金|支出|开支)+$")


@dataclass(frozen=True, slots=True)
class Roundabout:
    """What a question says of an item, and the printed rows that hold it."""

    said: str
    names: tuple[str, ...]


def roundabout(reading: Reading, view: DocView, asked: Asked, best: Hit | None) -> Roundabout | None:
    """The rows whose printed name holds the words of the question; None where a recognised item answers,
    where what was found holds the words and no second row does, or where no row holds them."""
    plainly = reading.intent is Intent.LOOKUP and reading.counted in {None, "money"} and not reading.codes
    if not plainly or reading.facet in {Facet.BUDGET, Facet.FULL_BUDGET}:
        return None
    if best is not None and all(unit.keys for unit in asked.units if len(unit.text) >= _SHORTEST):
        return None
    said = _said(asked)
    held = best is not None and said in plain(item_of(best, view))
    if len(said) < _SHORTEST or (held and asked.named):
        return None
    rows = _rows_holding(view, said)
    names = tuple(dict.fromkeys(label_key(row.label.rsplit(" / ", 1)[-1]) for row in rows))
    several = len(names) > 1
    if any(said in {plain(name), _TAIL.sub("", plain(name))} for name in names):
        return None  # named in full: what is printed of it has been looked for
    of_text = isinstance(best, SentenceHit)  # the row of a form comes before what the text says of it
    if not names or (several and best is not None and asked.named) or (held and not several and not of_text):
        return None
    own = best is not None and label_key(item_of(best, view)).startswith(said)
    return None if held and own else Roundabout(said, names)


def offered(found: Roundabout, view: DocView) -> Draft:
    """A question back which of the rows is meant."""
    start = f"{who(view.disclosure)}{view.disclosure.year}年"
    options = tuple(f"{start}{name}是多少？" for name in found.names[:_MOST_OPTIONS])
    return Draft(Status.CLARIFY, phrase("clarify", "row", said=found.said), options=options)


def understood(found: Roundabout) -> str:
    """Which row the words were taken for."""
    return phrase("lookup", "taken_for", said=found.said, meant=found.names[0])


def _said(asked: Asked) -> str:
    """The words of the question from its first telling piece to its last."""
    pieces = [unit for unit in asked.units if len(unit.text) >= _SHORTEST]
    if not pieces:
        return ""
    first, last = min(unit.start for unit in pieces), max(unit.end for unit in pieces)
    return _TAIL.sub("", plain(asked.content[first:last].replace(" ", "")))


def _rows_holding(view: DocView, said: str) -> Sequence[Row]:
    """The rows with an amount whose own name holds the words, without those below another of them."""
    rows = [row for row in view.rows if not row.indicator and not row.total and _has_amount(row)]
    names = [(row, plain(row.label.rsplit(" / ", 1)[-1])) for row in rows]
    held = [row for row, name in names if said in name]
    apart = not held and len(said) >= _SHORTEST_APART
    if apart:
        held = [row for row, name in names if _in_runs(said, name)]
    codes = {row.code for row in held if row.code}
    top = [row for row in held if not _is_below(row.code, codes)]
    return [] if apart and len({row.key for row in top}) > 1 else top


def _has_amount(row: Row) -> bool:
    return any(cell.value and is_money(cell.unit) for cell in row.cells)


def _is_below(code: str | None, codes: Collection[str]) -> bool:
    return code is not None and any(code != other and code.startswith(other) for other in codes)


def _in_runs(said: str, name: str, runs: int = _MOST_RUNS) -> bool:
    """True where a name holds the words one after the other in a few pieces of two characters and more."""
    if not said:
        return True
    if runs == 0:
        return False
    for length in range(len(said), _RUN - 1, -1):
        place = name.find(said[:length])
        if place >= 0 and _in_runs(said[length:], name[place + length :], runs - 1):
            return True
    return False

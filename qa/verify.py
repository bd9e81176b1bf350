"""The gate: every numeral in the final text is printed in, or computed from, the cited evidence.

The same for every answerer. What is no fact of its own is recognised by its form: marks `[n]`, years that the
evidence or the question names, page and form numbers, account codes and numerals quoted from the question.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation

from index.types import Disclosure
from qa.money import canonical
from qa.types import Citation, Draft, Hit, SentenceHit

_NUMERAL = re.compile(r"[-−]?\d[\d,，]*(?:\.\d+)?")
_MARK = re.compile(r"\[\d+\]")
_SCALES = (Decimal(1), Decimal(10_000), Decimal(100_000_000))


class UntracedError(ValueError):
    """A numeral of the text is in no cited evidence; `numerals` holds those found."""

    def __init__(self, numerals: tuple[str, ...]) -> None:
        super().__init__("untraced: " + ", ".join(numerals))
        self.numerals = numerals


def numbers_in(text: str) -> list[str]:
    """The numerals of a text, as printed, full-width folded."""
    return _NUMERAL.findall(unicodedata.normalize("NFKC", text))


def as_decimal(text: str) -> Decimal | None:
    """The value of a printed numeral, None for what is no number."""
    try:
        return Decimal(text.replace(",", "").replace("，", "").replace("−", "-"))
    except InvalidOperation:
        return None


def check(
    draft: Draft, question: str, citations: Iterable[Citation], documents: Mapping[str, Disclosure]
) -> None:
    """Raise UntracedError where the draft states a number that its evidence does not give."""
    allowed = _allowed(draft, question, tuple(citations), documents)
    bare = _MARK.sub(" ", unicodedata.normalize("NFKC", draft.text))
    for option in draft.options:
        bare = bare.replace(option, " ")
    untraced = [
        numeral
        for numeral in _NUMERAL.findall(bare)
        if (value := as_decimal(numeral)) is None or abs(value) not in allowed
    ]
    if untraced:
        raise UntracedError(tuple(untraced))


def _allowed(
    draft: Draft, question: str, citations: tuple[Citation, ...], documents: Mapping[str, Disclosure]
) -> set[Decimal]:
    texts = [question, *(number for hit in draft.evidence for number in _texts_of(hit))]
    for citation in citations:
        texts += [citation.text, citation.table_no or "", citation.table_title or "", str(citation.page)]
        texts += [citation.row_label or "", citation.column_label or ""]
    for disclosure in documents.values():
        texts += [str(disclosure.year), str(disclosure.year - 1), disclosure.department]
    values = {abs(value) for text in texts for n in numbers_in(text) if (value := as_decimal(n)) is not None}
    values |= {abs(value) for value in draft.derived}
    if draft.formula:
        values |= {abs(v) for n in numbers_in(draft.formula) if (v := as_decimal(n)) is not None}
    values |= {abs(v) for o in draft.options for n in numbers_in(o) if (v := as_decimal(n)) is not None}
    values |= {Decimal(len(draft.options)), Decimal(100)}
    return values


def _texts_of(hit: Hit) -> list[str]:
    if isinstance(hit, SentenceHit):
        return [hit.sentence.text]
    return [hit.cell.text, hit.cell.row_code or ""]


def same_number(left: str, right: str) -> bool:
    """True where two decimal strings are the same number."""
    a, b = as_decimal(left), as_decimal(right)
    return a is not None and b is not None and canonical(a.normalize()) == canonical(b.normalize())

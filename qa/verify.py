"""The gate: what an answer states is printed in, or computed from, the evidence that its marks name.

The same for every answerer. Numerals of any script are traced at their unit, with the year and department
that the sentence names; directions, superlatives and comparisons have to agree with the figures. What states
no fact of its own is known by its form: marks `[n]`, dates, pages and form numbers, ordinals, names that hold
numerals, and figures quoted from the question. The parts are in qa/verifying/.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Final

from index.types import Disclosure
from qa.money import canonical, convert
from qa.types import Citation, Draft, Status
from qa.understanding.normalise import is_english
from qa.verifying import directions, items, names, orders, results, tracing
from qa.verifying.faults import Fault, Reason, UntracedError
from qa.verifying.lists import Kind
from qa.verifying.numerals import FACTS
from qa.verifying.passage import Statement, read_passage
from qa.verifying.results import Ledger
from qa.verifying.sources import sources_of
from qa.verifying.tracing import Traced
from qa.verifying.words import words

__all__ = [
    "Fault",
    "Reason",
    "UntracedError",
    "as_decimal",
    "check",
    "faults_of",
    "numbers_in",
    "same_number",
]

LONGEST: Final = 20_000  # characters; the longest lists of the local answerer have a tenth of it
_NUMERAL = re.compile(r"[-−]?\d[\d,，]*(?:\.\d+)?")
_MOST_FAULTS: Final = 12
_OTHER_SCRIPT = re.compile("[\u0370-\u1fff\u3040-\u30ff\uac00-\ud7af\u0e00-\u0eff\u0600-\u06ff]")
_LATIN_WORD = re.compile(r"[a-z]{2,}")


def numbers_in(text: str) -> list[str]:
    """The numerals of a text, as printed, full-width folded."""
    return _NUMERAL.findall(unicodedata.normalize("NFKC", text))


def as_decimal(text: str) -> Decimal | None:
    """The value of a printed numeral, None for what is no number."""
    try:
        return Decimal(text.replace(",", "").replace("，", "").replace("−", "-"))
    except InvalidOperation:
        return None


def same_number(left: str, right: str) -> bool:
    """True where two decimal strings are the same number."""
    a, b = as_decimal(left), as_decimal(right)
    return a is not None and b is not None and canonical(a.normalize()) == canonical(b.normalize())


def check(
    draft: Draft, question: str, citations: Iterable[Citation], documents: Mapping[str, Disclosure]
) -> None:
    """Raise UntracedError, which says what to repair, where the evidence does not bear the draft out."""
    found = faults_of(draft, question, documents)
    if found:
        raise UntracedError(found)


def faults_of(draft: Draft, question: str, documents: Mapping[str, Disclosure]) -> tuple[Fault, ...]:
    """Everything that is wrong with a draft, in the order of the text; empty where it may be shown."""
    if len(draft.text) > LONGEST:
        return (Fault(Reason.LENGTH, f"{len(draft.text)}"),)
    lenient = draft.status in (Status.REFUSED, Status.CLARIFY)
    sources = sources_of(draft.evidence, documents)
    quotable = "".join((question, *draft.options)) if lenient else ""
    passage = read_passage(draft.text, sources, quotable)
    ledger = Ledger(draft, passage, sources, tracing.question_numbers(question))
    found = list(dict.fromkeys(_faults(ledger, question, documents)))
    return tuple(found[:_MOST_FAULTS])


def _faults(ledger: Ledger, question: str, documents: Mapping[str, Disclosure]) -> Iterator[Fault]:
    yield from _form_faults(ledger, question)
    facts: list[Traced] = []
    known = names.names_in(ledger, documents)
    for statement in ledger.passage.statements:
        traced = [found for piece in statement.pieces for found in tracing.trace(ledger, statement, piece)]
        yield from (fault for fault in traced if isinstance(fault, Fault))
        facts += (good := [fact for fact in traced if isinstance(fact, Traced)])
        yield from tracing.places_at_fault(ledger, statement, question)
        yield from _names_at_fault(ledger, statement, good, known)
        if ledger.sources:
            yield from _claims_at_fault(ledger, statement, good)
    yield from _record_faults(ledger, facts)


def _form_faults(ledger: Ledger, question: str) -> Iterator[Fault]:
    """What is wrong whatever the text says: foreign marks, no mark at all, markup, another language."""
    text, draft = ledger.passage.bare, ledger.draft
    marks = [n for n in ledger.passage.numerals if n.kind is Kind.MARK]
    known = {source.n for source in ledger.sources}
    yield from (Fault(Reason.MARK, mark.text) for mark in marks if mark.value not in known)
    if draft.status in (Status.ANSWERED, Status.CONFLICT) and not marks:
        yield Fault(Reason.UNCITED, ledger.passage.text[:40])
    yield from (Fault(Reason.MARKUP, match.group()) for match in words().markup.finditer(text))
    if ledger.sources:
        yield from (Fault(Reason.QUOTATION, said) for said in ledger.passage.misquoted)
    if other := _other_language(text, question):
        yield Fault(Reason.LANGUAGE, other)


def _other_language(text: str, question: str) -> str | None:
    """The first words in a language that was not asked in; None where all is Chinese, or English as asked."""
    if script := _OTHER_SCRIPT.search(text):
        return text[script.start() : script.start() + 20]
    latin = _LATIN_WORD.findall(text)
    chinese = len(re.findall("[\u4e00-\u9fff]", text))
    if len(latin) < 4 or chinese > 3 * len(latin):
        return None
    if is_english(question.lower()) or _LATIN_WORD.search(question.lower()):
        return None if len(words().english.findall(text)) * 12 >= len(latin) else " ".join(latin[:6])
    return " ".join(latin[:6])


def _names_at_fault(
    ledger: Ledger,
    statement: Statement,
    traced: list[Traced],
    known: names.Names,
) -> Iterator[Fault]:
    for piece in statement.pieces:
        yield from names.years_at_fault(ledger, statement, piece)
        yield from names.departments_at_fault(ledger, statement, piece, known)
    for fact in traced:
        yield from names.figures_of_other_years(ledger, statement, fact)


def _claims_at_fault(ledger: Ledger, statement: Statement, traced: list[Traced]) -> Iterator[Fault]:
    for piece in statement.pieces:
        own = [fact for fact in traced if piece.start <= fact.numeral.start < piece.end]
        yield from directions.directions_at_fault(ledger, statement, piece, own)
        yield from orders.superlatives_at_fault(ledger, statement, piece, own)
        yield from items.items_at_fault(ledger, statement, piece, own)
    yield from orders.orders_at_fault(ledger, statement, traced)
    yield from orders.comparisons_at_fault(ledger, statement, traced)
    yield from orders.verdict_at_fault(ledger, statement)


def _record_faults(ledger: Ledger, facts: list[Traced]) -> Iterator[Fault]:
    """The value of the record has to be one of the text's own figures."""
    draft = ledger.draft
    if draft.value is None or draft.status is not Status.ANSWERED:
        return
    value = convert(draft.value, draft.unit, "元")
    stated = {abs(fact.numeral.value) for fact in facts if fact.numeral.kind in FACTS}
    stated |= {abs(fact.numeral.bare) for fact in facts}
    stated |= {abs(result.value) for result in results.recorded(ledger)}
    if abs(value) not in stated and abs(draft.value) not in stated:
        yield Fault(Reason.RECORD, canonical(draft.value))

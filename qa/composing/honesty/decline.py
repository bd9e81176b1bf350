"""Refusing by name and asking back: what was looked for, where, why it is not there, what can be asked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from index.types import Disclosure, Kind
from qa.composing.honesty.no_column import no_column
from qa.composing.phrases import phrase
from qa.draft import who
from qa.finding.corpus import DocView
from qa.finding.evidence import Evidence
from qa.types import Draft, Reading, Status
from qa.understanding.asked import Asked, read_asked
from qa.understanding.generic import is_generic
from qa.understanding.rewording import code_as_said

_MOST_OPTIONS = 6
_LEFT_OF_A_NAME = re.compile(r"^(?:[和与跟同及、]\s+)?(?:[省市区县](?=[\s的]|$))?\s*的?\s*")  # no 市 of 市场
_NAMED = 4
_EDGES = " ,，。?？"


def refuse(text: str) -> Draft:
    """A refusal with its explanation."""
    return Draft(Status.REFUSED, text)


def out_of_scope(reason: str, disclosures: Mapping[str, Disclosure]) -> Draft:
    """Refuse what no disclosure can hold (forecasts, opinions, personal data, other topics, injections)."""
    return refuse(phrase("refuse", reason, instead=examples_text(tuple(disclosures.values()))))


def courtesy(reading: Reading, disclosures: Mapping[str, Disclosure]) -> Draft:
    """A friendly line where nothing is asked; it states no figure."""
    name = f"{reading.courtesy}_en" if reading.english else f"{reading.courtesy}"
    text = phrase("courtesy", name, instead=examples_text(tuple(disclosures.values())))
    return Draft(Status.CLARIFY, text)


def missing_entity(reading: Reading, disclosures: Mapping[str, Disclosure]) -> Draft:
    """Refuse a department that is not indexed, naming the nearest that are."""
    near = [disclosures[doc_id] for doc_id in reading.scope.candidates] or list(disclosures.values())
    names = dict.fromkeys(who(disclosure) for disclosure in near)
    said = reading.scope.missing_entity or ""
    text = phrase("refuse", "missing_entity", said=said, nearest="、".join([*names][:_NAMED]))
    content = _content(reading, _without_tail(reading.content, said))
    known = reading.scope.candidates and content
    docs = _one_each(near, reading.years)[:_NAMED] if known else []
    options = tuple(f"{who(doc)}{doc.year}年{content}" for doc in docs)
    return Draft(Status.REFUSED, text, options=options)


def _content(reading: Reading, left: str) -> str:
    """What an option asks: the words that are left, of an English question the labels that they name."""
    if reading.english:
        keys = [unit.keys[0] for unit in read_asked(left, ()).named]
        return f"{'、'.join(dict.fromkeys(keys))}是多少？" if keys else ""
    return _LEFT_OF_A_NAME.sub("", left.strip(_EDGES)).strip(_EDGES)


def _without_tail(content: str, said: str) -> str:
    """What is asked without what is left of the name of the body (委办 of 甲区委办)."""
    if said.isascii():
        return content
    tails = (said[n:] for n in range(len(said) - 1))  # one character more likely begins a label (办公费)
    tail = next((tail for tail in tails if tail and tail in content), "")
    return content.replace(tail, "", 1)


def missing_year(reading: Reading, disclosures: Mapping[str, Disclosure]) -> Draft:
    """Refuse a year that is not indexed, naming the years that are; the newest is offered instead."""
    docs = sorted((disclosures[doc_id] for doc_id in reading.scope.candidates), key=lambda doc: doc.year)
    names = "、".join(dict.fromkeys(who(doc) for doc in docs))
    have = "、".join(dict.fromkeys(f"{doc.year}年{_kind(doc)}" for doc in docs))
    year = reading.scope.missing_year or 0
    text = phrase("refuse", "missing_year", who=names, year=year, have=have)
    content = _content(reading, reading.content)
    newest = _one_each(docs, ()) if content else []
    options = tuple(f"{who(doc)}{doc.year}年{content}" for doc in newest[:_NAMED])
    return Draft(Status.REFUSED, text, options=options, derived=(Decimal(year),))


def _kind(doc: Disclosure) -> str:
    return "（部门预算）" if doc.kind is Kind.BUDGET else ""


def which_department(reading: Reading, disclosures: Mapping[str, Disclosure]) -> Draft:
    """Ask back which department is meant; every option is a complete question."""
    docs = _one_each([disclosures[doc_id] for doc_id in reading.scope.candidates], reading.years)
    content = _content(reading, reading.content)
    options = tuple(f"{who(doc)}{doc.year}年{content}" for doc in docs[:_MOST_OPTIONS])
    if len(docs) == 1:
        return Draft(Status.CLARIFY, phrase("clarify", "only", who=who(docs[0])), options=options)
    return Draft(
        Status.CLARIFY,
        phrase("clarify", "entity", n=len(docs)),
        options=options,
        derived=(Decimal(len(docs)),),
    )


def _one_each(docs: Sequence[Disclosure], years: Sequence[int]) -> list[Disclosure]:
    """Of every department the disclosure of the years asked for, else the newest."""
    wanted = [doc for doc in docs if doc.year in years] or list(docs)
    newest: dict[str, Disclosure] = {}
    for doc in sorted(wanted, key=lambda doc: doc.year):
        newest[who(doc)] = doc
    return [doc for doc in docs if newest[who(doc)] is doc] if not years else wanted


def not_found(evidence: Evidence, reading: Reading, view: DocView) -> Draft:
    """Refuse a measure that a disclosure does not give: where it was looked for, and what comes nearest."""
    if (both := no_column(evidence, reading, view)) is not None:
        return both
    disclosure = view.disclosure
    near = evidence.near_labels(reading, view)
    text = phrase(
        "refuse",
        "not_found",
        who=who(disclosure),
        year=disclosure.year,
        tables=len(view.tables),
        said=_item_said(evidence.asked(reading, view)),
    )
    if near:
        text += phrase("refuse", "nearest", labels="、".join(f"“{label}”" for label in near))
    options = tuple(f"{who(disclosure)}{disclosure.year}年{label}是多少？" for label in near)
    return Draft(Status.REFUSED, text, options=options, derived=(Decimal(len(view.tables)),))


def _item_said(asked: Asked) -> str:
    """What is asked for, without the words around it that ask (幼儿园花了多少: 幼儿园)."""
    told = [unit for unit in asked.units if not is_generic(unit)] or asked.units
    start, end = (min(unit.start for unit in told), max(unit.end for unit in told)) if told else (0, None)
    return asked.content[start:end].strip(_EDGES)


def no_code(reading: Reading, view: DocView) -> Draft:
    """Refuse an account code that no form of the disclosure lists."""
    disclosure = view.disclosure
    codes = "、".join(code_as_said(reading.question, code) for code in reading.codes)
    return refuse(phrase("refuse", "code", who=who(disclosure), year=disclosure.year, code=codes))


def which_measure(disclosures: Sequence[Disclosure]) -> Draft:
    """Ask back what is wanted, where a question names a department and nothing to look up."""
    options = example_questions(disclosures)
    return Draft(
        Status.CLARIFY, phrase("clarify", "empty", instead=options[0] if options else ""), options=options
    )


def example_questions(disclosures: Sequence[Disclosure], first: int = 0) -> tuple[str, ...]:
    """Questions that the first of these disclosures very likely answers, beginning with the one asked for."""
    if not disclosures:
        return ()
    doc = disclosures[0]
    kind = "部门预算" if doc.kind is Kind.BUDGET else ""
    start = f"{who(doc)}{doc.year}年{kind}"
    measures = ("三公经费合计", "机关运行经费", "支出合计", "公务接待费", "人员经费", "年末结转和结余")
    first %= len(measures)
    return tuple(f"{start}{measure}是多少？" for measure in (*measures[first:], *measures[:first]))


def examples_text(disclosures: Sequence[Disclosure]) -> str:
    """One example in a sentence."""
    questions = example_questions(disclosures)
    return f"“{questions[0]}”" if questions else ""

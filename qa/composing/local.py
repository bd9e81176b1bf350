"""The local answerer: a Reading and the evidence for it -> a draft, composed without any language model."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from index.types import Disclosure, Kind
from qa.composing.claims import judging
from qa.composing.computing import (
    accounts,
    averages,
    breakdown,
    changes,
    composition,
    criteria,
    multiples,
    named_items,
    ranking,
    separate,
    shares,
    side_by_side,
    sums,
    years,
)
from qa.composing.departments import across, any_term
from qa.composing.departments.gathering import FEW, Gathered
from qa.composing.figures import forms, single
from qa.composing.figures.crossing import crossing
from qa.composing.honesty import decline, followed, guards, ledger, premise
from qa.composing.operations import says
from qa.composing.particular import particular
from qa.composing.phrases import phrase
from qa.composing.telling import (
    affirm,
    bodies,
    catalogue,
    causal,
    grades,
    kinds,
    organised,
    part_reasons,
    reasons,
    unstated,
    words,
)
from qa.draft import joined, who
from qa.finding.corpus import DocView
from qa.finding.evidence import Evidence
from qa.types import Draft, Facet, Intent, Reading, Status
from qa.understanding.asked import Asked

_CHANGES = frozenset({Intent.CHANGE, Intent.CHANGE_RATE})
_SETS_AGAINST = frozenset({Intent.COMPARE, Intent.RANK, Intent.DIFFERENCE})
_BETWEEN_YEARS = re.compile("哪一?年|增加|减少|多了|少了|变化|相差|比较")
_MOST_SEARCHED = 12  # disclosures; more are not read to find out that a question is of none of them
_WORDS = frozenset({Intent.REASON, Intent.DEFINE, Intent.LIST})
_COURTESIES = " ,，。?？的"  # what remains of a question that names no measure


class LocalAnswerer:
    """Answers from the evidence alone; the same reading over the same index gives the same draft."""

    name = "local"

    def __init__(self, evidence: Evidence, disclosures: Mapping[str, Disclosure]) -> None:
        self.evidence = evidence
        self.disclosures = disclosures

    def answer(self, reading: Reading, found: Gathered | None = None) -> Draft:
        """The draft for a reading: an answer, a conflict, a question back or a refusal.

        `found` holds the figures of the disclosures that the reading goes over, where they were gathered.
        """
        if reading.courtesy is not None:
            return decline.courtesy(reading, self._asked_of(reading))
        if reading.reason is not None:
            told = premise.judged(self.evidence, reading)
            return told or decline.out_of_scope(reading.reason, self._asked_of(reading))
        if reading.about is not None:
            return followed.told_about(reading.about, self.answer(replace(reading, about=None), found))
        if reading.own or reading.otherwise:
            return followed.first_held(self.evidence, reading, lambda way: self._guarded(way, found))
        return self._guarded(reading, found)

    def _guarded(self, reading: Reading, found: Gathered | None) -> Draft:
        refused = guards.before(reading, self.disclosures)
        draft = self._of_scope(reading, found)
        if refused is not None and not guards.printed_of_place(draft):
            return refused
        return guards.after(reading, draft, self.disclosures)

    def _asked_of(self, reading: Reading) -> Mapping[str, Disclosure]:
        """The disclosures that a question is of, for examples: all where it names none."""
        named = reading.scope.doc_ids or reading.scope.candidates
        return {doc_id: self.disclosures[doc_id] for doc_id in named} or self.disclosures

    def goes_over(self, reading: Reading) -> tuple[Disclosure, ...]:
        """The disclosures of which one figure each is to be gathered, where they are many; else none."""
        docs = tuple(self.disclosures[doc_id] for doc_id in reading.scope.doc_ids)
        many = len(docs) > FEW and reading.reason is None and reading.scope.missing_entity is None
        asks = bool(reading.content.strip(_COURTESIES)) and not across.averages_over(reading)
        return docs if many and asks and reading.scope.missing_year is None else ()

    def _of_scope(self, reading: Reading, found: Gathered | None) -> Draft:
        scope = reading.scope
        if scope.missing_entity is not None:
            return decline.missing_entity(reading, self.disclosures)
        if scope.missing_year is not None:
            return self._other_year(reading)
        if not scope.doc_ids:
            if self._of_other_things(reading):
                return decline.out_of_scope("other_topic", self.disclosures)
            whole = decline.which_department(reading, self.disclosures)
            return any_term.of_any(self.evidence, reading, lambda way: self._of_scope(way, None)) or whole
        docs = [self.disclosures[doc_id] for doc_id in scope.doc_ids]
        if not reading.content.strip(_COURTESIES):
            return decline.which_measure(docs)
        return self._of_docs(reading, docs, found)

    def _of_docs(self, reading: Reading, docs: Sequence[Disclosure], found: Gathered | None) -> Draft:
        if len(docs) > FEW:
            return across.over_departments(self.evidence, reading, docs, found)
        views = [self.evidence.corpus.view(doc_id) for doc_id in reading.scope.doc_ids]
        before = [] if len(views) > 1 else self._year_before(views[0])
        if draft := judging.judged(self.evidence, reading, views, before):
            return draft
        both = [*views, *self._year_before(views[0])] if multiples.of_year_before(reading) else views
        if draft := multiples.multiple(self.evidence, reading, both) or self._by_criterion(reading, views):
            return draft
        years_apart = len(views) > 1 and _sets_years_against(reading)
        if (reading.intent in _CHANGES or years_apart) and not judging.wants_yes_or_no(reading):
            both = views if len(views) > 1 else [*views, *self._year_before(views[0])]
            if draft := years.over_years(self.evidence, reading, both):
                return ledger.with_printed_rate(draft, self.evidence, reading, views)
        if len(views) > 1:
            return across.over_departments(self.evidence, reading, docs)
        return self._of_one(reading, views[0])

    def _by_criterion(self, reading: Reading, views: Sequence[DocView]) -> Draft | None:
        """Accounts of one department compared by something other than their amount; None for all else."""
        if not criteria.asks(reading) or len({who(view.disclosure) for view in views}) > 1:
            return None
        newest = sorted(views, key=lambda view: -view.disclosure.year)
        both = newest if len(newest) > 1 else [*newest, *self._year_before(newest[0])]
        return criteria.compared(self.evidence, reading, both)

    def _of_other_things(self, reading: Reading) -> bool:
        """True where a question names no department, and nothing that one of the disclosures knows."""
        scope = reading.scope
        few = 0 < len(scope.candidates) <= _MOST_SEARCHED
        counts = reading.counted not in {None, "money"}
        if scope.named or not few or counts or reading.codes or reading.table_no or not reading.content:
            return False
        views = (self.evidence.corpus.view(doc_id) for doc_id in scope.candidates)
        return not any(_knows(self.evidence.asked(reading, view)) for view in views)

    def _year_before(self, view: DocView) -> list[DocView]:
        """The same department's disclosure of the year before and of the same kind, if it is indexed."""
        now = view.disclosure
        return [
            self.evidence.corpus.view(doc.doc_id)
            for doc in self.disclosures.values()
            if (doc.year, doc.kind, who(doc)) == (now.year - 1, now.kind, who(now))
        ][:1]

    def _other_year(self, reading: Reading) -> Draft:
        """A year that is not indexed: worked back from the next year's document when that is asked for."""
        wanted = reading.scope.missing_year
        next_year = [
            doc_id for doc_id in reading.scope.candidates if self.disclosures[doc_id].year - 1 == wanted
        ]
        if len(next_year) == 1:
            view = self.evidence.corpus.view(next_year[0])
            if printed := years.printed_before(self.evidence, reading, view):
                return printed
            if reading.intent is Intent.PRIOR or reading.estimate:
                draft = years.prior(self.evidence, reading, view)
                if draft.status is not Status.REFUSED:
                    return draft
        return decline.missing_year(reading, self.disclosures)

    def _of_one(self, reading: Reading, view: DocView) -> Draft:
        if view.disclosure.kind is Kind.BUDGET and reading.facet is Facet.FINAL:
            names = {"who": who(view.disclosure), "year": view.disclosure.year}
            return decline.refuse(phrase("refuse", "budget_only", **names))
        if draft := particular(self.evidence, reading, view) or self._of_several(reading, view):
            return draft
        if reading.intent is Intent.REASON and (amount := reasons.amount_asked(reading)):
            return self._with_reason(amount, reading, view)
        if reading.intent in _WORDS:
            return self._in_words(reading, view)
        if says(reading.content, "agree", "words"):
            return affirm.agreement(self.evidence, reading, view)
        if judging.wants_yes_or_no(reading):
            return affirm.yes_or_no(self.evidence, reading, view)
        if reading.intent is Intent.PRIOR:
            return years.prior(self.evidence, reading, view)
        return self._figure(reading, view)

    def _of_several(self, reading: Reading, view: DocView) -> Draft | None:
        """What is listed, graded or ranked inside one disclosure, and what no disclosure lists."""
        if draft := named_items.over_named(self.evidence, reading, view) or kinds.told(reading, view):
            return draft
        if draft := composition.made_up(self.evidence, reading, view):
            return draft
        listed = catalogue.not_listed(reading, view) or grades.graded(reading, view)
        of_form = forms.told(reading, view, self.evidence.asked(reading, view))
        if draft := of_form or listed or bodies.belonging(reading, view) or organised.how_many(reading, view):
            return draft
        counted = accounts.counted_accounts(self.evidence, reading, view)
        if draft := counted or ranking.of_all_projects(reading, view):
            return draft
        if draft := ranking.ranked(self.evidence, reading, view):
            return draft
        if draft := side_by_side.planned_and_spent(self.evidence, reading, view):
            return draft
        several = separate.names_several(reading.content, self.evidence.asked(reading, view))
        if several or not breakdown.asks(reading.content):
            return None
        return breakdown.breakdown(view, reading)

    def _in_words(self, reading: Reading, view: DocView) -> Draft:
        if reading.intent is Intent.LIST and (empty := single.blank_form(self.evidence, reading, view)):
            return empty
        why = reading.intent is Intent.REASON
        return self._why(reading, view) if why else words.in_words(self.evidence, reading, view)

    def _why(self, reading: Reading, view: DocView) -> Draft:
        """The stated cause; of a project what its table says; of 三公 the causes of its parts; a refusal."""
        return (
            causal.why(reading, view, self.evidence.asked(reading, view))
            or grades.account_of(reading, view)
            or part_reasons.of_parts(self.evidence, reading, view)
            or unstated.unstated(self.evidence, reading, view)
        )

    def _with_reason(self, amount: Reading, reading: Reading, view: DocView) -> Draft:
        """The figure that is asked for together with why: the figure first, the stated reason after it."""
        draft = self._figure(amount, view)
        why = words.reason_beside(view, draft) or self._why(reading, view)
        if draft.status is not Status.ANSWERED:
            return draft if draft.status is Status.CONFLICT else why
        if why.status is Status.ANSWERED:
            return joined(draft, why)
        return replace(draft, text=draft.text + phrase("words", "no_reason"))

    def _figure(self, reading: Reading, view: DocView) -> Draft:
        """The first composition that the wording asks for; a plain look-up where it asks for none."""
        evidence = self.evidence
        return (
            sums.year_gap(evidence, reading, view)
            or sums.of_vocabulary(evidence, reading, view)
            or crossing(evidence, reading, view)
            or separate.separately(evidence, reading, view)
            or self._by_intent(reading, view)
            or sums.side_by_side(evidence, reading, view)
            or self._plain(reading, view)
        )

    def _by_intent(self, reading: Reading, view: DocView) -> Draft | None:
        evidence = self.evidence
        if reading.intent is Intent.SHARE:
            return shares.share(evidence, reading, view) or changes.rate(evidence, reading, view)
        if reading.intent in {Intent.EXECUTION, Intent.CHANGE, Intent.CHANGE_RATE}:
            return changes.rate(evidence, reading, view)
        asked = evidence.asked(reading, view)
        wants_average = reading.intent is Intent.AVERAGE or averages.asks(reading.content)
        if wants_average and not _names_average(asked):
            return averages.average(evidence, reading, view)
        if reading.across is Intent.DIFFERENCE or sums.compares(reading):
            return self._difference(reading, view)
        return sums.summed(evidence, reading, view) if sums.adds(reading, asked) else None

    def _plain(self, reading: Reading, view: DocView) -> Draft:
        draft = single.look_up(self.evidence, reading, view)
        if draft.status is Status.REFUSED:
            return sums.together(self.evidence, reading, view) or draft
        return draft

    def _difference(self, reading: Reading, view: DocView) -> Draft:
        if reading.facet in {Facet.BUDGET, Facet.FULL_BUDGET}:
            return changes.less_than_budget(self.evidence, replace(reading, counted="money"), view)
        found = sums.between_measures(self.evidence, reading, view)
        return found or single.look_up(self.evidence, reading, view)


def _sets_years_against(reading: Reading) -> bool:
    """True where figures are compared rather than added or listed."""
    asks = reading.across in _SETS_AGAINST or _BETWEEN_YEARS.search(reading.content) is not None
    return asks and reading.intent in {Intent.LOOKUP, Intent.LIST} and reading.threshold is None


def _knows(asked: Asked) -> bool:
    """True where something is recognised, or a pair of characters stands in the disclosure."""
    return bool(asked.named) or any(unit.weight >= 1 for unit in asked.units) or not asked.units


def _names_average(asked: Asked) -> bool:
    """True where an average is the name of a row or an indicator (人均成本), so that it is looked up."""
    return any("均" in unit.text and unit.how == "label" for unit in asked.named)

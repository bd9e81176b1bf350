"""Turns of a conversation: what a turn leaves out is filled in from those before it.

Ellipsis (那公务用车呢), pronouns (两家差多少, 另一家), other years (那上一年呢), corrections, requests about
the figure just given (换成元, 占比呢). A turn is completed as text and then read like a first question.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from index.types import Disclosure, Kind
from qa.types import Facet
from qa.understanding import wording
from qa.understanding.asked import read_asked
from qa.understanding.conversing.courtesies import about_figure, core
from qa.understanding.conversing.elliptic import (
    against_budget,
    asks_operation,
    car_for_short,
    over_departments,
    over_topics,
    with_earlier,
)
from qa.understanding.conversing.english import in_usual_words, own_english
from qa.understanding.conversing.fused import apart, made_up_of, names_fused, one_by_one
from qa.understanding.conversing.inherited import (
    about_the_figure,
    asks_share,
    earlier_item,
    measure_part,
    moved,
    names_measure,
    topic_of,
    unexplained,
    without_columns,
)
from qa.understanding.conversing.on_screen import budget_before, on_screen
from qa.understanding.conversing.only_here import Printed, only_here
from qa.understanding.conversing.own_words import (
    Accounts,
    Labels,
    Words,
    bare_word,
    counted_so,
    explained,
    named_beside,
    other_end,
    own_words,
    same_column,
    ways_of,
    without_question,
)
from qa.understanding.conversing.pointing import (
    BOTH,
    COMPARED,
    HOW_MANY,
    IT,
    JOINED,
    OTHER,
    THESE,
    YEAR_BEFORE,
    without_pointing,
    years_back,
)
from qa.understanding.conversing.same_row import account_above, as_row, column_in_full, of_row
from qa.understanding.conversing.scored import of_project
from qa.understanding.conversing.screen import after, shown_by, topics_of
from qa.understanding.conversing.spelled import added_up, as_difference, of_other_year
from qa.understanding.conversing.turns import Turn, full_name, latest, share_of_topics, totals, whole_of
from qa.understanding.conversing.why import compared_with
from qa.understanding.conversing.winner import Winner, of_winner
from qa.understanding.relative_years import years_named
from qa.understanding.scope import Named

_ALL = re.compile("一共|总共|合计|加起来|加一起|总和|之和|最|排|依次|所有|全部")
_FACETS = ("预算", "决算", "年初预算", "全年预算", "年初安排")
_PAIR = 2
_MOST_SHOWN = 24
_BALANCE = "结转和结余"
_SHORTEST_LABEL = 4  # a shorter label of a disclosure is a word like any other


class Conversation:
    """Completes turns; `resolve` finds departments and years in a text, `labels` gives the row labels of a
    disclosure, so that one said in full is kept whole, `words` all that it says, `accounts`
    its account rows."""

    def __init__(
        self,
        disclosures: Mapping[str, Disclosure],
        resolve: Callable[[str], Named],
        labels: Labels | None = None,
        words: Words | None = None,
        accounts: Accounts | None = None,
        winner: Winner | None = None,
    ) -> None:
        self._disclosures = disclosures
        self._resolve = resolve
        self._labels = labels
        self._words = words
        self._accounts = accounts
        self._winner = winner
        self._printed = Printed(labels, words, accounts) if labels and words and accounts else None

    def first(self, text: str) -> Turn:
        """A turn that nothing goes before."""
        text = in_usual_words(text)
        return self._turn(self._apart(text, self._resolve(text)), None)

    def next(self, text: str, before: Turn, as_said: str = "") -> Turn:
        """A turn with what it leaves out taken from the turn before; `as_said` is the turn with the words
        that weigh nothing."""
        if (kind := about_figure(as_said or text)) is not None:
            return replace(before, about=kind, resume=before.resume or replace(before, about=None))
        if (full := of_other_year(text, before)) is not None:
            return replace(self._turn(full, before.resume or before), spelled=True)
        together = added_up(before)
        failed, before = (before.own if before.resume else ()), before.resume or before
        text = in_usual_words(text)
        text = column_in_full(text, before.named.content)
        if (turn := self._in_full(text, before, together)) is not None:
            return turn
        text = of_winner(account_above(text, before, self._accounts), before, self._winner)
        now = as_row(self._resolve(text), text, before, self._labels, self._resolve)
        row = of_project(text, now, before, self._labels) or of_row(text, now, before, self._accounts, failed)
        if row is not None:
            return self._turn(self._with_department(row, now, before), before)
        if pronoun := IT.match(text):
            text = f"{before.topics[-1]}{text[pronoun.end() :]}"
        text = other_end(text, before.text) or as_difference(text)
        text = made_up_of(text, before.text, before.topics[-1] if before.topics else "")
        text = one_by_one(self._apart(against_budget(car_for_short(text)), before.named))
        now = self._resolve(text)
        if before.topics and (spelled := with_earlier(text, earlier_item(before), now.body_named)):
            text, now = spelled, self._resolve(spelled)
        if asks_operation(text) and not now.body_named and (spelled := self._spelled_out(text, before)):
            return self._turn(spelled, before)
        said = without_pointing(now.content)
        own = () if now.body_named else own_words(said) or own_english(said) or self._bare(said, before)
        if len(before.departments) < _PAIR and (other := OTHER.search(text)) and not now.body_named:
            own = (other.group(),)  # there is no other: never the same one for it
        beside = self._beside(text, now, before) if own else None
        first, *others = beside or (self._with_measure(text, now, before),)
        turn = replace(
            self._turn(self._with_department(first, now, before), before), moved=moved(now, before)
        )
        others = [self._with_department(other, now, before) for other in others]
        turn = replace(turn, own=unexplained(own, first), otherwise=tuple(others))
        if not beside and asks_share(text, now, before):
            turn = replace(turn, resume=replace(before, whole=whole_of(before.topics, before.whole)))
        return self._settled(turn, text, now, before)

    def _apart(self, text: str, named: Named) -> str:
        known = self._words is not None and names_fused(text)
        return apart(text, self._words(named.scope.doc_ids) if known and self._words else "")

    def _settled(self, turn: Turn, text: str, now: Named, before: Turn) -> Turn:
        """The turn with what the next one goes on from where this one failed, and with the scope it keeps."""
        if not now.body_named and (
            turn.named.scope.missing_year or (turn.own and not self._says(turn.own, before))
        ):
            turn = replace(turn, resume=before)
        scope = turn.named.scope
        if before.named.scope.missing_entity and not now.body_named and not wording.every(text):
            # still about the one that is not indexed: never another in its place
            return replace(turn, named=replace(turn.named, scope=before.named.scope))
        if scope.bare and not before.named.scope.bare:
            return replace(turn, named=replace(turn.named, scope=replace(scope, bare=False)))
        return turn

    def _beside(self, text: str, now: Named, before: Turn) -> tuple[str, ...] | None:
        """The ways to complete a turn of one word that no vocabulary has, the likeliest first."""
        word = bare_word(now.content)
        if word is None or now.body_named or not before.topics or self._words is None:
            return None
        topic, words = before.topics[-1], self._words(before.named.scope.doc_ids)
        named = named_beside(word, topic, self._keys(before.named), words)
        if word not in words and named is None:
            return None
        return ways_of(word, topic, counted_so(before.text), named)

    def _bare(self, said: str, before: Turn) -> tuple[str, ...]:
        """A word of the disclosures that is all a turn says, though it looks weightless (高中)."""
        word = bare_word(said)
        held = self._words(before.named.scope.doc_ids) if word and self._words else ""
        return (word,) if word and word in held else ()

    def _says(self, own: Sequence[str], before: Turn) -> bool:
        """True where the disclosures of the turn before hold the words, or nobody can tell."""
        return self._words is None or explained(own, self._words(before.named.scope.doc_ids))

    def _in_full(self, text: str, before: Turn, together: str) -> Turn | None:
        """A turn over what is on the screen, spelled out; what follows goes on from the turn before it."""
        full = on_screen(text, before, self._disclosures, together)
        if full is None:
            return None
        turn = self._turn(full.text, before)
        resume = before if full.asks_why else replace(before, compared=turn.compared)
        topics = dict.fromkeys(figure.topic for figure in before.shown if figure.topic in full.text)
        own = tuple(topic for topic in topics if not read_asked(topic, ()).named)
        turn = replace(turn, shown=before.shown, latest=before.latest, spelled=True, resume=resume, own=own)
        return replace(turn, otherwise=budget_before(turn, before, self._disclosures, full))

    def _spelled_out(self, text: str, before: Turn) -> str | None:
        """An operation over the departments or the measures of the turns before; None where there is one."""
        if before.moved == "department" and len(before.departments) > 1:
            several = before.departments if _ALL.search(text) else before.departments[-2:]
            return over_departments(text, several, before.topics[-1])
        if (
            before.moved == "topic"
            and len(before.topics) > 1
            and len(names := self._names(before.named)) == 1
        ):
            year = f"{before.named.years[-1]}年" if before.named.years else ""
            topics = before.topics if _ALL.search(text) else before.topics[-2:]
            return over_topics(text, names[0], year, topics)
        return None

    def _keys(self, named: Named) -> frozenset[str]:
        """The row labels of the disclosures that are meant, without the words for a column."""
        if self._labels is None:
            return frozenset()
        found = self._labels(named.scope.doc_ids)
        return frozenset(key for key in found if len(key) >= _SHORTEST_LABEL and not wording.facet(key))

    def _turn(self, text: str, before: Turn | None) -> Turn:
        text = years_named(text, self._resolve, self._disclosures)
        named = only_here(self._resolve(text), self._disclosures, self._printed)
        topic = topic_of(named.content, self._keys(named))
        topics = latest((*(before.topics if before else ()), topic))
        departments = latest((*(before.departments if before else ()), *self._names(named)))
        planned = wording.facet(named.content) in {Facet.BUDGET, Facet.FULL_BUDGET}
        of_budget = [
            doc for doc in named.scope.doc_ids if planned or self._disclosures[doc].kind is Kind.BUDGET
        ]
        shown = shown_by(named.scope.doc_ids, self._each(named, topic), of_budget)
        return Turn(
            text,
            named,
            topics,
            departments,
            shown=after(before.shown if before else (), shown)[-_MOST_SHOWN:],
            latest=len(shown),
            compared=compared_with(named.content) or (before.compared if before else ""),
            whole=before.whole if before else "",
        )

    def _each(self, named: Named, topic: str) -> tuple[str, ...]:
        """The items that a turn asks for, each by itself; what was left (年末剩多少) as its label."""
        keys = self._keys(named)
        asked = read_asked(named.content, keys, corrected=bool(keys))
        balance = asked.named[0].keys[:1] if len(asked.named) == 1 else ()
        if balance and balance[0].endswith(_BALANCE):
            return balance
        return topics_of(asked, without_question(topic))

    def _with_measure(self, text: str, now: Named, before: Turn) -> str:
        """The measure of the turns before where this one names none."""
        these = None if BOTH.search(text) else THESE.search(text)
        if these and wording.across(text) and len(before.topics) > 1:
            meant = before.topics[-HOW_MANY.get(these.group(1), len(before.topics)) :]
            return f"{'、'.join(meant)}{text.replace(these.group(), '')}"
        topic = before.topics[-1] if before.topics and not now.body_named else ""
        if topic and topic not in totals() and (column := same_column(text, before.text, topic)):
            return column
        if text.startswith("其中") and not now.body_named:
            return f"{without_columns(before.named.content)} {text}"
        if names_measure(without_pointing(now.content)):
            return text
        if asks_share(text, now, before):
            return share_of_topics(before.topics, before.whole)
        if about_the_figure(text, now):
            return f"{text} {before.named.content}"
        measure = measure_part(before.named.content, now.content, self._keys(before.named))
        if wording.facet(now.content) and core(now.content).startswith(_FACETS):
            return f"{text.replace(now.content, '')} {measure} {now.content}"  # 公务接待费 预算是多少
        return f"{text} {measure}"

    def _with_department(self, text: str, now: Named, before: Turn) -> str:
        """The department and the year of the turns before where this one names none."""
        year = before.named.years[-1] if before.named.years else None
        if now.body_named:
            if COMPARED.match(text) or JOINED.match(text):
                return f"{'和'.join(self._names(before.named))} {f'{year}年' if year else ''} {text}"
            return f"{year}年 {text}" if year and not now.years and self._has_year(now, year) else text
        if wording.every(text) and not BOTH.search(text):
            return text
        names: Sequence[str] = self._names(before.named)
        if both := BOTH.search(text):
            text, names = text.replace(both.group(), " "), before.departments[-2:]
        elif (other := OTHER.search(text)) and len(before.departments) > 1:
            text, names = text.replace(other.group(), " "), [before.departments[-2]]
        if earlier := YEAR_BEFORE.search(text):
            year = self._year_of(before) - years_back(text) if self._year_of(before) else year
            text = text.replace(earlier.group(), " ")
        if now.years or year is None or len(names) > 1:
            return f"{'和'.join(names)} {text}"
        return f"{year}年 {'和'.join(names)} {text}"

    def _has_year(self, named: Named, year: int) -> bool:
        """True where every department named has a disclosure of that year: a new name keeps the year."""
        have = {full_name(doc) for doc in self._disclosures.values() if doc.year == year}
        names = self._names(named)
        return bool(names) and have.issuperset(names)

    def _year_of(self, turn: Turn) -> int:
        """The year that a turn asked about, or was answered for."""
        if turn.named.years:
            return turn.named.years[-1]
        docs = [self._disclosures[doc_id] for doc_id in turn.named.scope.doc_ids]
        return max((doc.year for doc in docs), default=0)

    def _names(self, named: Named) -> tuple[str, ...]:
        scope = named.scope
        found = scope.doc_ids or (scope.candidates if scope.missing_year is not None else ())
        return tuple(dict.fromkeys(full_name(self._disclosures[doc_id]) for doc_id in found))

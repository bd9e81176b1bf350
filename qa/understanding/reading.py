"""Question and earlier turns -> Reading: department, year, measure words, intent. No evidence is read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.types import Disclosure
from qa.money import is_money
from qa.types import Question, Reading
from qa.understanding import position, wording
from qa.understanding.apart import all_but
from qa.understanding.bare import of_the_whole
from qa.understanding.calendar import as_change, of_year_before, with_years, without_source
from qa.understanding.claims import without_tag
from qa.understanding.conversing.choices import Options, with_choices
from qa.understanding.conversing.conversation import Conversation
from qa.understanding.conversing.courtesies import courtesy
from qa.understanding.conversing.own_words import Accounts, Labels, Words
from qa.understanding.conversing.turns import Turn, full_name
from qa.understanding.conversing.winner import Winner
from qa.understanding.instructions import without_instructions
from qa.understanding.misspelled import misspelled
from qa.understanding.money_units import money_unit, without_unit
from qa.understanding.normalise import fold, is_english
from qa.understanding.rewording import reworded
from qa.understanding.scope import Named, ScopeFinder, without_negations
from qa.understanding.vocabulary import load_vocabulary

_INJECTION = "injection"
_NOTHING = "nothing_to_choose"
_RETRACTED = re.compile(
    r"^(?:不对|不是(?:这个|这家|它|的)?(?=[，,、。！! ])|我?(?:说|问|弄|搞|打)错了?|错了)[，,、。！! ]*"
    r"我?(?:应该|应当|本来|想)*(?:(?:问|要|说|指)的?)?(?:应该)?(?:是问|是要|是说|是指|是)?(?=.{2})"
)
_HOW_MANY_BODIES = re.compile("(?:一共|总共|共)?有?(?:几|多少)[家个](?=$|[?？,，。 ])")


class Reader:
    """Reads questions against the disclosures that are indexed; `labels` gives the row labels of some,
    `words` all that they say, `options` what was offered in answer to a question, `accounts` the
    account rows of some, `winner` the department that answers which one has the most."""

    def __init__(
        self,
        disclosures: Sequence[Disclosure],
        labels: Labels | None = None,
        words: Words | None = None,
        options: Options | None = None,
        accounts: Accounts | None = None,
        winner: Winner | None = None,
    ) -> None:
        self._options: Options = options or (lambda _: ())
        self.disclosures = {disclosure.doc_id: disclosure for disclosure in disclosures}
        self._finder = ScopeFinder(disclosures)
        self._conversation = Conversation(self.disclosures, self._resolve, labels, words, accounts, winner)

    def read(self, question: Question) -> Reading:
        """The reading of the last turn; ellipsis is filled from the history, oldest first."""
        turns, nothing = with_choices((*question.history, question.text), self._options, self._whose)
        asked = [said for said in map(fold, turns[:-1]) if courtesy(said) is None]
        said_last = fold(turns[-1])
        last = without_instructions(said_last)
        earlier = [(said, without_instructions(said).text) for said in asked]
        heard = [*((said, text) for said, text in earlier if text), (said_last, last.text or said_last)]
        (_, first), *later = heard
        turn = self._conversation.first(with_years(_said(self._right(first)[0])))
        for said, text in later:
            turn = self._conversation.next(_said(self._right(text)[0]), turn, said)
        reading = self._reading(question.text, turn)
        ways = [replace(turn, text=way, named=self._resolve(way)) for way in turn.otherwise]
        others = tuple(self._reading(question.text, way) for way in ways)
        reading = replace(reading, own=turn.own, otherwise=others, about=turn.about)
        reason = _INJECTION if last.dictated or not last.text else reading.reason
        social = _NOTHING if nothing else courtesy(fold(question.text))
        taken = self._right(heard[-1][1])[1]
        return replace(reading, instructions=last.dropped, reason=reason, courtesy=social, taken_for=taken)

    def _whose(self, option: str) -> str:
        """The department and the year of an option, as a turn that asks for them."""
        docs = [self.disclosures[doc_id] for doc_id in self._resolve(fold(option)).scope.doc_ids]
        return f"{full_name(docs[0])}{docs[0].year}年呢" if len(docs) == 1 else option

    def _right(self, text: str) -> tuple[str, tuple[str, str] | None]:
        """A folded turn with a misspelt place put right, and what was typed with what it is taken for."""
        wrong = misspelled(text, self._finder.entities.places)
        if wrong is None or self._resolve(wrong.text).scope.missing_entity is not None:
            return text, None
        return wrong.text, (wrong.said, wrong.meant)

    def _resolve(self, text: str) -> Named:
        but = all_but(text, self._resolve_of, self.disclosures)
        return but or self._resolve_of(text, wording.every(text) or wording.who_of_all(text))

    def _resolve_of(self, text: str, every: bool) -> Named:
        return self._finder.resolve(text, wording.kind(text), every)

    def _reading(self, question: str, turn: Turn) -> Reading:
        text, named = turn.text, turn.named
        unit = money_unit(text)
        content = without_unit(named.content) if unit else named.content
        limit = wording.threshold(named.content)
        if limit is not None and named.scope.every:
            content = _HOW_MANY_BODIES.sub(" ", content)  # how many pass it is counted, not looked up
        reading = Reading(
            question=question,
            content=content,
            intent=wording.intent(text),
            scope=named.scope,
            across=wording.across(text),
            facet=wording.facet(content),
            years=named.years,
            table_no=position.table_no(text),
            row_number=position.row_number(text),
            column_number=position.column_number(text),
            codes=position.codes(content),
            code_meant=position.names_code(content),
            numbers=wording.numbers_said(content),
            unit=unit,
            unit_forced=unit in {"元", "亿元"},
            decimals=wording.decimals(text),
            counted="money" if limit and is_money(limit.unit) else wording.counted(text),
            reason=wording.refusal(content),
            english=is_english(question),
            estimate=wording.estimates(text) or named.scope.missing_year is not None,
            threshold=limit,
            descending=not wording.ascending(text),
            spelled=text if turn.spelled or turn.about else None,
        )
        return of_the_whole(reading)


def _said(turn: str) -> str:
    """What a folded turn says: without what it excludes, fillers, and turned into the usual order."""
    text = _RETRACTED.sub("", without_negations(reworded(without_tag(turn))))
    for filler in load_vocabulary().fillers:
        if len(filler) > 1 and not filler.isascii():
            text = text.replace(filler, "")
    return wording.in_usual_order(as_change(of_year_before(without_source(text))))

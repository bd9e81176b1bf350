"""An item of which the text says in words alone that it did not change (与上年持平, 与上年一致)."""

from __future__ import annotations

import re
from dataclasses import replace

from index.types import Direction, Sentence
from qa.composing.phrases import phrase
from qa.draft import Writer, quote, who
from qa.finding.corpus import DocView, plain_text
from qa.finding.evidence import Evidence
from qa.types import Draft, Reading, SentenceHit, Status
from qa.understanding.asked import Unit

_FLAT = re.compile(
    "(?P<head>.*?)(?:[与和同跟较比])(?:上年度?|去年|上一年度?|(?P<year>(?:19|20)\\d{2})\\s*年度?)(?:决算数?)?(?:相比|比较|比)?"
    "(?:保持)?(?P<flat>持平|一致|相同|不变|无增减|无变化|没有变化)"
)
_MARKS = re.compile("[，,；;。、：:]|其中")
_SUBJECT_TAIL = re.compile("(?:支出)?(?:决算数?|经费|费用|费|支出|预算)*$")
_SUBJECT_END = re.compile("决算数?$")
_SHORTEST = 2


def unchanged(evidence: Evidence, reading: Reading, view: DocView) -> Draft | None:
    """That the item is as it was the year before, as the clause of that very item says it; None for any
    other item."""
    named = [unit for unit in evidence.asked(reading, view).named if unit.how in {"label", "word", "stem"}]
    if len(named) != 1:
        return None
    before = view.disclosure.year - 1
    for sentence in view.sentences:
        for subject, flat in _flat_subjects(sentence, before):
            if _is_item(subject, named[0]):
                return _told(view, sentence, subject, flat)
    return None


def _flat_subjects(sentence: Sentence, before: int) -> list[tuple[str, str]]:
    """What each clause calls unchanged, and in which word: the words before it in the clause, else what the
    figure nearest before it is of."""
    subjects, start = [], 0
    for clause in _MARKS.split(sentence.text):
        start = sentence.text.index(clause, start)
        flat = _FLAT.match(clause)
        if flat is None or (flat["year"] and int(flat["year"]) != before):
            continue
        own = flat["head"].strip()
        if len(plain_text(own)) < _SHORTEST:
            named = [figure.subject for figure in sentence.figures if figure.start < start and figure.subject]
            own = named[-1] if named else ""
        subjects.append((own, flat["flat"]))
    return subjects


def _is_item(subject: str, unit: Unit) -> bool:
    said = _SUBJECT_TAIL.sub("", plain_text(subject))
    return len(said) >= _SHORTEST and said in {
        _SUBJECT_TAIL.sub("", name) for name in (unit.text, *unit.keys)
    }


def _told(view: DocView, sentence: Sentence, subject: str, flat: str) -> Draft:
    writer = Writer()
    text = phrase(
        "compute",
        "flat_said",
        who=who(view.disclosure),
        year=view.disclosure.year,
        item=_SUBJECT_END.sub("", subject),
        flat=flat,
        page=sentence.page,
        quote=quote(sentence.text),
        mark=writer.mark(SentenceHit(sentence, 1.0)),
    )
    return replace(writer.draft(Status.ANSWERED, text), direction=Direction.FLAT)

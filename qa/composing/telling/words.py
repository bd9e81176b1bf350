"""Answers in words: reasons, terms, lists, duties. The sentence is quoted with its place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.types import Sentence
from qa.composing.honesty.decline import not_found
from qa.composing.operations import operation_words, says
from qa.composing.phrases import phrase
from qa.draft import Writer, who
from qa.finding.corpus import DocView
from qa.finding.evidence import Evidence
from qa.types import Draft, Intent, Reading, SentenceHit, Status
from qa.understanding.asked import Asked, Unit
from qa.understanding.vocabulary import plain

_GLOSSARY = "名词解释"
_ITEM = re.compile(r"[、；;]")
_NUMBERED = re.compile(r"[1-9][.、．](?!\d)|[（(][一二三四五六七八九十1-9][)）]|[①-⑩]")
_DIFFER = re.compile("区别|不同|差别|不一样")
_LISTS = re.compile(r"分别|其中|包括|具体|即|依次|\d+\s*[个家]|[一二三四五六七八九十]是")
_MOST_SENTENCES = 14
_LONGEST_LIST = 700
_BODIES = re.compile(
    r"(?:所属|下属|直属|下辖|二级|编制范围|汇编范围)[^，。；：:]{0,12}(?:单位|机构)[^，。；：:]{0,8}(?:为|有|包括|[:：])"
)
_CAUSE = re.compile(r"(?:原因|因为|由于)(?:是|为)?[:：]?\s*(?P<why>.+)")
_ENOUGH = 0.5  # how much of the question a quoted sentence has to hold


def in_words(evidence: Evidence, reading: Reading, view: DocView) -> Draft:
    """Quote the sentence that gives the term or the list; refuse where none does."""
    found = evidence.sentences(reading, view, 0.8 if reading.intent is Intent.LIST else 0.6)
    hits = [hit for hit in found.hits if isinstance(hit, SentenceHit)]
    if reading.intent is Intent.DEFINE:
        return _defined(evidence, reading, view, _term(hits, found.asked))
    if reading.intent is Intent.LIST and says(reading.content, "belonging", "words"):
        hits = [hit for hit in hits if _lists_bodies(hit.sentence)] or hits
    if reading.intent is Intent.LIST:
        named = [key for unit in found.asked.named for key in (unit.text, *unit.keys)]
        hits.sort(key=lambda hit: -(hit.score + _enumeration(hit.sentence.text, named)))
    if (
        reading.intent is Intent.LIST
        and not found.asked.named
        and says(reading.content, "duties", "headings")
    ):
        hits = _of_duties(view) or hits
    if not hits or hits[0].score < _ENOUGH:
        return not_found(evidence, reading, view)
    more = _going_on(view, hits[0].sentence) if reading.intent is Intent.LIST else ()
    return quoted("quote", view, hits[0], more=more)


def _defined(evidence: Evidence, reading: Reading, view: DocView, hits: Sequence[SentenceHit]) -> Draft:
    """The glossary's entry for the term; the entries of all terms where it is asked how they differ."""
    if not hits:
        return not_found(evidence, reading, view)
    terms = evidence.asked(reading, view).named if _DIFFER.search(reading.content) else ()
    each = (next((hit for hit in hits if _defines(hit.sentence, (term,))), None) for term in terms)
    entries = list(dict.fromkeys(hit.sentence for hit in each if hit is not None)) or [hits[0].sentence]
    first = next(hit for hit in hits if hit.sentence is entries[0])
    return quoted("define", view, first, more=entries[1:])


def _of_duties(view: DocView) -> list[SentenceHit]:
    """The sentence that opens the list of duties under their heading, or the first of that section."""
    headings = operation_words("duties", "headings")
    told = [s for s in view.sentences if s.section and any(word in s.section[-1] for word in headings)]
    opening = next((s for s in told if s.text.rstrip().endswith((":", "："))), None)
    return [SentenceHit(sentence, 1.0) for sentence in (opening, *told[:1]) if sentence is not None]


def _lists_bodies(sentence: Sentence) -> bool:
    """True for a sentence that names the bodies belonging to the department, not its inner divisions."""
    return _BODIES.search(sentence.text) is not None


def _going_on(view: DocView, sentence: Sentence) -> tuple[Sentence, ...]:
    """The sentences that give the list which a sentence only opens (…包括：) or counts (设 10 个股室。)."""
    start = view.sentences.index(sentence) + 1
    last, said = sentence, len(sentence.text)
    more: list[Sentence] = []
    for following in view.sentences[start : start + _MOST_SENTENCES]:
        numbered = _NUMBERED.match(following.text) is not None
        opened = last.text.rstrip().endswith((":", "：")) or (bool(more) and numbered)
        counted = len(_ITEM.findall(last.text)) < 2 and _LISTS.match(following.text) is not None
        if not (opened or counted or (not more and numbered and _NUMBERED.match(sentence.text))):
            break
        if said + len(following.text) > _LONGEST_LIST:
            break
        more.append(following)
        last, said = following, said + len(following.text)
    return tuple(more)


def _enumeration(text: str, named: Sequence[str]) -> float:
    """A bonus for a sentence that lists things; a little less where only its heading names what is asked."""
    part = 1.0 if not named or any(key in text for key in named) else 0.9
    numbered = len(_NUMBERED.findall(text))
    items = len(_ITEM.findall(text))
    return part * (min(0.6, 0.2 * numbered) if numbered >= 2 else min(0.3, 0.05 * items))


def reason_beside(view: DocView, draft: Draft) -> Draft | None:
    """The cause stated in a sentence that the figure was taken from; None where none of them states one."""
    for hit in draft.evidence:
        if isinstance(hit, SentenceHit) and hit.sentence.reason:
            return quoted("reason", view, hit)
    return None


def _own_reason(hit: SentenceHit) -> str:
    """The cause in the part of a sentence that holds the figure: others may stand before and after it."""
    sentence, figure = hit.sentence, hit.figure
    if figure is None or not sentence.reason:
        return sentence.reason or sentence.text
    start = max(sentence.text.rfind(mark, 0, figure.start) for mark in "；;") + 1
    ends = [end for mark in "；;" if (end := sentence.text.find(mark, figure.end)) > 0]
    stated = _CAUSE.search(sentence.text[start : min(ends, default=len(sentence.text))])
    return stated["why"].rstrip("。") if stated else sentence.reason


def _term(hits: list[SentenceHit], asked: Asked) -> list[SentenceHit]:
    """Glossary entries of the term that is asked for."""
    return [hit for hit in hits if _defines(hit.sentence, asked.named)]


def _defines(sentence: Sentence, named: Sequence[Unit]) -> bool:
    """True for a glossary entry whose term is asked for."""
    in_glossary = any(_GLOSSARY in heading for heading in sentence.section)
    head = plain(sentence.text.split("：", 1)[0].split(":", 1)[0][:40])
    terms = {key for unit in named for key in unit.keys} | {unit.text for unit in named}
    return in_glossary and any(head.startswith(term) or head.endswith(term) for term in terms if term)


def quoted(
    name: str,
    view: DocView,
    hit: SentenceHit,
    boolean: bool | None = None,
    more: Sequence[Sentence] = (),
) -> Draft:
    """A draft that quotes a sentence, with those that go on with it."""
    writer = Writer()
    sentence = hit.sentence
    marks = writer.mark(hit) + "".join(writer.mark(SentenceHit(other, hit.score)) for other in more)
    quote = _own_reason(hit) if name == "reason" else sentence.text
    text = phrase(
        "words",
        name,
        who=who(view.disclosure),
        year=view.disclosure.year,
        page=sentence.page,
        quote=quote + "".join(other.text for other in more),
        mark=marks,
    )
    return writer.draft(Status.ANSWERED, text, boolean=boolean)

"""Sentences that print one item under several parents (the same 项 under several 款 and 类): all are told."""

from __future__ import annotations

from qa import compute
from qa.composing.phrases import phrase
from qa.draft import Writer, figure_text, item_of, who
from qa.finding.corpus import DocView
from qa.finding.evidence import SURE, Found
from qa.types import Draft, Hit, Reading, SentenceHit, Status
from qa.understanding.vocabulary import plain

_ALIKE = 0.01
_CLASS, _ITEM = "类", "项"


def all_of_name(reading: Reading, found: Found, best: SentenceHit, view: DocView) -> Draft | None:
    """Each figure with its parents; None where one sentence stands alone, or the question names a parent."""
    if best.figure is None or reading.codes or not _of_class(best):
        return None
    rivals: dict[str, Hit] = {}
    for hit in found.hits:
        if hit.score < max(SURE, best.score - _ALIKE):
            break
        figure = hit.figure if isinstance(hit, SentenceHit) and _of_class(hit) else None
        if figure and (figure.measure, figure.year) == (best.figure.measure, best.figure.year):
            rivals.setdefault(plain(item_of(hit)), hit)
    if len(rivals) < 2 or len({compute.value_of(hit) for hit in rivals.values()}) < 2:
        return None
    writer = Writer()
    lines = "，".join(
        phrase("separate", "line", item=item_of(hit), figure=figure_text(hit), mark=writer.mark(hit))
        for hit in rivals.values()
    )
    names = {"who": who(view.disclosure), "year": view.disclosure.year}
    return writer.draft(Status.ANSWERED, phrase("projects", "several", **names, lines=lines))


def _of_class(hit: SentenceHit) -> bool:
    """True for a subject that names class and item: 农林水支出（类）农业农村（款）一般行政管理事务（项）."""
    subject = hit.figure.subject if hit.figure else None
    return subject is not None and f"{_CLASS}）" in subject.replace(")", "）") and _ITEM in subject

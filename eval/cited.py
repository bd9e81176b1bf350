"""Does an answer cite the rows that it has to, and is every numeral of it printed there?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal

from eval.questions import EvidenceRow
from index.forms.labels import label_key
from index.types import Cell
from qa.types import Answer, Citation, Status

_MARK = re.compile(r"\[\d+\]")
_NUMERAL = re.compile(r"\d[\d,]*(?:\.\d+)?")


def cites(rows: Sequence[EvidenceRow], citations: Sequence[Citation]) -> bool:
    """True where every group of evidence has a row that is cited."""
    groups = {row.group for row in rows}
    return all(
        any(_is_cited(row, citation) for row in rows if row.group == group for citation in citations)
        for group in groups
    )


def citation_recall(rows: Sequence[EvidenceRow], citations: Sequence[Citation]) -> float | None:
    """The share of the groups of evidence that are cited; None where there is nothing to cite."""
    groups = {row.group for row in rows}
    if not groups:
        return None
    return sum(cites([row for row in rows if row.group == group], citations) for group in groups) / len(
        groups
    )


def citation_precision(rows: Sequence[EvidenceRow], citations: Sequence[Citation]) -> float | None:
    """The share of the citations that are evidence; None where nothing is cited or no evidence is known."""
    if not rows or not citations:
        return None
    return sum(any(_is_cited(row, cited) for row in rows) for cited in citations) / len(citations)


def is_row_of(row: EvidenceRow, cell: Cell) -> bool:
    """True where a cell is the one that a row of evidence names."""
    return (
        row.kind == "cell"
        and row.doc == cell.doc_id
        and _same_table(row, cell.table_no)
        and _same_text(row, cell.text)
        and _same_label(row.row_label, cell.row_label)
        and _same_column(row.column_label, cell.column_label)
    )


def _is_cited(row: EvidenceRow, citation: Citation) -> bool:
    if row.doc != citation.doc_id or row.kind != citation.kind:
        return False
    if row.kind == "sentence":
        wanted, cited = squeeze(row.sentence), squeeze(citation.text)
        return bool(wanted and cited) and (wanted in cited or cited in wanted)
    return (
        _same_table(row, citation.table_no)
        and _same_text(row, citation.text)
        and _same_label(row.row_label, citation.row_label)
        and _same_column(row.column_label, citation.column_label)
    )


def _same_table(row: EvidenceRow, table_no: str | None) -> bool:
    return row.table_no is None or row.table_no == squeeze(table_no).removesuffix("表")


def _same_text(row: EvidenceRow, text: str) -> bool:
    return squeeze(row.text) == squeeze(text)


def _same_label(wanted: str | None, cited: str | None) -> bool:
    """Labels are the same without ordinals, or one is the last part of the other's path."""
    a, b = label_key(wanted or ""), label_key(cited or "")
    return a == b or (bool(a and b) and (a.endswith(b) or b.endswith(a) or a in b))


def _same_column(wanted: str | None, cited: str | None) -> bool:
    """A header path may be given by its last part alone."""
    a, b = _parts(wanted), _parts(cited)
    return not a or not b or a[-1] == b[-1] or a[-1] in b or b[-1] in a


def _parts(label: str | None) -> list[str]:
    return [label_key(part) for part in (label or "").split("/") if part.strip()]


def squeeze(text: str | None) -> str:
    """NFKC, white space and thousands separators removed: how texts are compared."""
    folded = "".join(unicodedata.normalize("NFKC", text or "").split())
    return re.sub(r"(?<=\d),(?=\d{3})", "", folded)


def untraced(answer: Answer, years: Iterable[int]) -> tuple[str, ...]:
    """Numerals of an answer that neither its citations, its formula nor its question print.

    `years` are those of the indexed disclosures, which a text may name with the year before each. A count of
    what is listed and cited is no figure of a disclosure, and neither is what a refusal says of the search.
    This knows nothing of `qa.verify` on purpose: it sees only what a reader of the answer sees.
    """
    if answer.status in {Status.REFUSED, Status.CLARIFY}:
        return ()
    sources = [answer.question, answer.formula or "", *answer.options, *answer.checks]
    for found in answer.citations:
        sources += [found.text, found.doc_title, found.table_no or "", found.table_title or ""]
        sources += [str(found.page), found.row_label or "", found.column_label or "", found.value or ""]
    known = {value for source in sources for value in _numbers(source)}
    known |= {Decimal(year - back) for year in years for back in (0, 1)}
    known |= {abs(Decimal(answer.value))} if answer.value and answer.citations else set()
    known |= {Decimal(count) for count in range(len(answer.citations) + 1)} | {Decimal(100)}
    stated = _numbers(_MARK.sub(" ", unicodedata.normalize("NFKC", answer.text)))
    return tuple(str(value) for value in stated if value not in known)


def _numbers(text: str) -> list[Decimal]:
    folded = unicodedata.normalize("NFKC", text)
    return [Decimal(found.replace(",", "")) for found in _NUMERAL.findall(folded)]

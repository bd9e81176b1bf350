"""Answers as JSON, in the field order of contracts.md."""

from __future__ import annotations

from dataclasses import asdict

from qa.finding.evidence import Evidence
from qa.types import Answer, CellHit, Citation, Hit, Reading

Json = dict[str, object]

_MOST_DOCUMENTS = 3
_MOST_CANDIDATES = 8


def answer_json(answer: Answer, number: str | None = None) -> Json:
    """One answer; `number` is the id that the caller gave the question."""
    return {
        "id": number,
        "question": answer.question,
        "status": answer.status.value,
        "text": answer.text,
        "value": answer.value,
        "unit": answer.unit,
        "boolean": answer.boolean,
        "options": list(answer.options),
        "formula": answer.formula,
        "checks": list(answer.checks),
        "answerer": answer.answerer,
        "citations": [_citation_json(citation) for citation in answer.citations],
        "model": None if answer.model is None else asdict(answer.model),
    }


def _citation_json(citation: Citation) -> Json:
    place: Json = {
        "n": citation.n,
        "kind": citation.kind,
        "doc_id": citation.doc_id,
        "doc_title": citation.doc_title,
        "page": citation.page,
    }
    if citation.kind == "cell":
        place |= {
            "form": citation.form,
            "table_no": citation.table_no,
            "table_title": citation.table_title,
            "row_label": citation.row_label,
            "column_label": citation.column_label,
        }
    bbox = [round(edge, 2) for edge in citation.bbox]
    return place | {"text": citation.text, "value": citation.value, "unit": citation.unit, "bbox": bbox}


def reading_json(answer: Answer) -> Json:
    """How the question was read, for `--explain`."""
    reading = answer.reading
    if reading is None:
        return {}
    scope = reading.scope
    return {
        "content": reading.content,
        "intent": reading.intent.value,
        "across": reading.across.value if reading.across else None,
        "facet": reading.facet.value if reading.facet else None,
        "documents": list(scope.doc_ids),
        "candidates": list(scope.candidates),
        "missing": scope.missing_entity or scope.missing_year,
        "years": list(reading.years),
        "codes": list(reading.codes),
        "table_no": reading.table_no,
        "row": reading.row_number,
        "column": reading.column_number,
        "unit": reading.unit,
        "counted": reading.counted,
        "refused_for": reading.reason,
        "instructions_left_out": list(reading.instructions),
    }


def candidates_json(evidence: Evidence, reading: Reading) -> list[Json]:
    """What was found for the question in each of its first disclosures, best first, with scores and reasons.

    `pieces` are the parts of the question with the label keys that they were recognised as.
    """
    told: list[Json] = []
    for doc_id in reading.scope.doc_ids[:_MOST_DOCUMENTS]:
        found = evidence.figures(reading, evidence.corpus.view(doc_id))
        pieces = [
            {"text": unit.text, "as": list(unit.keys), "by": unit.how, "weight": unit.weight}
            for unit in found.asked.units
        ]
        hits = [_candidate_json(hit) for hit in found.hits[:_MOST_CANDIDATES]]
        told.append({"doc_id": doc_id, "pieces": pieces, "candidates": hits})
    return told


def _candidate_json(hit: Hit) -> Json:
    told: Json = {"score": hit.score, "why": list(hit.why)}
    if isinstance(hit, CellHit):
        cell = hit.cell
        place = {"table": cell.table_title, "row": cell.row_label, "column": cell.column_label}
        return told | place | {"page": cell.page, "text": cell.text, "unit": cell.unit}
    figure = hit.figure
    said = {"sentence": hit.sentence.text, "page": hit.sentence.page}
    return told | said | {"text": figure.text if figure else "", "unit": figure.unit if figure else None}

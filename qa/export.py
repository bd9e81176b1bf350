"""Answers as JSON, in the field order of contracts.md."""

from __future__ import annotations

from qa.types import Answer, Citation

Json = dict[str, object]


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
        "unit": reading.unit,
        "counted": reading.counted,
        "refused_for": reading.reason,
    }

"""What a disclosure is called where people choose one, and the words that they look for it with."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from index.types import Disclosure

# A name and a year are typed in one go, but stand apart in titles and names.
_SEAM = re.compile(r"(?<=\d)(?=\D)|(?<=\D)(?=\d)")


def distinct_names(disclosures: Iterable[Disclosure]) -> dict[str, str]:
    """Each doc_id's name: place, department, year and kind; of namesakes the file's name (doc_id) too."""
    names = {disclosure.doc_id: _name(disclosure) for disclosure in disclosures}
    uses = Counter(names.values())
    return {doc_id: f"{name}（{doc_id}）" if uses[name] > 1 else name for doc_id, name in names.items()}


def words_of(typed: str) -> str:
    """What was typed as words parted by spaces, full-width digits as plain ones."""
    return " ".join(_SEAM.sub(" ", unicodedata.normalize("NFKC", typed)).split())


def _name(disclosure: Disclosure) -> str:
    region, department = disclosure.region, disclosure.department
    place = region.district or region.city or region.province or ""
    if place not in department:
        department = f"{region.city or ''}{region.district or ''} {department}".strip()
    return f"{department} {disclosure.year} {disclosure.level.value}{disclosure.kind.value}"

"""All bodies of a kind but one: 除了甲区，其他政府办的…合计."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from index.types import Disclosure
from qa.understanding.scope import Named

_OTHERS = "(?:其他|其余|其它|另外|别的|剩下|余下)(?:的)?"
_BUT = (
    re.compile(
        rf"^(?:除了?|除开|除去|撇开|抛开|不算|不含|扣除|去掉)(?P<out>[^,，]{{2,30}}?)(?:以外|之外|外)?[,，]?\s*{_OTHERS}(?P<rest>.+)$"
    ),
    re.compile(rf"^(?P<out>[^,，]{{2,30}}?)(?:以外|之外)的?[,，]?\s*{_OTHERS}(?P<rest>.+)$"),
)
_KINDS = re.compile("政府办|部门|单位|局|委|家|办公室|区|县")
_NOTHING = " 的,，政府办公室"


def all_but(
    text: str, resolve: Callable[[str, bool], Named], disclosures: Mapping[str, Disclosure]
) -> Named | None:
    """What the rest of the question names, of every department but those left out; None for other wordings.

    `resolve` reads the names of a text, of all that is indexed where told so.
    """
    match = next((found for but in _BUT if (found := but.search(text))), None)
    if match is None or not _KINDS.search(match["rest"][:8]):
        return None
    out = resolve(match["out"], False)
    if not out.scope.doc_ids or out.content.strip(_NOTHING):
        return None
    named = resolve(match["rest"], True)
    gone = {_body(disclosures[doc_id]) for doc_id in out.scope.doc_ids}
    kept = tuple(doc_id for doc_id in named.scope.doc_ids if _body(disclosures[doc_id]) not in gone)
    if not kept or named.scope.missing_year is not None:
        return None
    return replace(named, scope=replace(named.scope, doc_ids=kept, every=True, named=True), body_named=True)


def _body(disclosure: Disclosure) -> tuple[str, str]:
    return disclosure.region.name, disclosure.department

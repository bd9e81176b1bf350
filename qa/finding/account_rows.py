"""The rows that money is split by (科目): each has every column of its forms, basic and project expenditure
among them, which an item of another form has not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from qa.finding.corpus import Corpus, DocView
from qa.finding.roles import role_of

_FEW = 8
_FORMS = frozenset({"expenditure", "income", "public_budget_expenditure", "government_fund", "state_capital"})


def account_keys(view: DocView) -> frozenset[str]:
    """The plain labels of the account rows of one disclosure."""
    return frozenset(account_codes(view))


def account_codes(view: DocView) -> Mapping[str, frozenset[str]]:
    """The plain labels of the account rows of one disclosure with the codes that they are printed beside."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in view.rows:
        if row.key and not row.total and role_of(row.table.form, row.table.title) in _FORMS:
            found[row.key] |= {row.code} if row.code else set()
    return {key: frozenset(codes) for key, codes in found.items()}


def accounts_of(corpus: Corpus, doc_ids: Sequence[str]) -> Mapping[str, frozenset[str]]:
    """The account rows of some disclosures; of many none, for no turn goes on from a row of theirs."""
    found: dict[str, frozenset[str]] = {}
    for doc_id in doc_ids if len(doc_ids) <= _FEW else ():
        for key, codes in account_codes(corpus.view(doc_id)).items():
            found[key] = found.get(key, frozenset()) | codes
    return found

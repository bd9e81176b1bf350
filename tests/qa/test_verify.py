"""The gate: no numeral passes that is not in, or computed from, the cited evidence."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from index.types import BBox, Cell, Disclosure, Region
from qa.cite import citations_of
from qa.types import CellHit, Draft, Status
from qa.verify import UntracedError, check

DISCLOSURE = Disclosure("d", "某某局2021年度部门决算", Region(), "某某局", 2021)
CELL = Cell(
    doc_id="d",
    page=12,
    table_id="d#t06",
    form="basic_expenditure",
    table_no="公开06表",
    table_title="一般公共预算财政拨款基本支出决算表",
    row=4,
    col=5,
    row_label="办公费",
    row_code="30201",
    row_seq=None,
    row_path=("商品和服务支出",),
    column_label="公用经费 / 金额",
    text="1,492.86",
    value=Decimal("1492.86"),
    unit="万元",
    bbox=BBox(0, 0, 1, 1),
)
GOOD = Draft(
    Status.ANSWERED, "某某局2021年度办公费为 1,492.86 万元[1]，见第12页公开06表。", (CellHit(CELL, 1.0),)
)


def passes(draft: Draft, question: str = "某某局2021年办公费是多少") -> None:
    documents = {"d": DISCLOSURE}
    check(draft, question, citations_of(draft.evidence, documents), documents)


def test_printed_figures_pass() -> None:
    passes(GOOD)
    passes(replace(GOOD, text="1492.86 万元[1]"))
    passes(replace(GOOD, text="１,４９２.８６ 万元[1]"))


@pytest.mark.parametrize(
    "text", ["1,492.68 万元[1]", "149.286 万元[1]", "1,492.86 万元[1]，共 3 项", "约 1,500 万元[1]"]
)
def test_other_figures_do_not(text: str) -> None:
    with pytest.raises(UntracedError):
        passes(replace(GOOD, text=text))


def test_a_figure_without_evidence_does_not_pass() -> None:
    with pytest.raises(UntracedError, match="1,492.86"):
        passes(replace(GOOD, evidence=()))


def test_derived_and_asked_numbers_pass() -> None:
    passes(replace(GOOD, text="14,928,600 元[1]", derived=(Decimal(14928600),)))
    passes(replace(GOOD, text="前 7 名[1]"), question="前7名是谁")

"""Questions made from the structured extraction of any index, with exact Decimal gold. No hand-written case.

Every sampled cell is asked in several wordings; computations, near misses (absent year, absent department,
absent code) and unit traps follow from the same cells. The seed fixes the sample and the order.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from eval.questions import Case, EvidenceRow
from index.forms.labels import label_key
from index.store.facts import FactStore
from index.types import Cell, Disclosure, Table
from qa.draft import who
from qa.preferences import load_preferences
from qa.vocabulary import MeasureWords, load_vocabulary, plain

_FORMS = (
    "basic_expenditure",
    "expenditure",
    "public_budget_expenditure",
    "three_public",
    "income_expenditure_total",
)
_TOO_GENERAL = frozenset({"合计", "总计", "小计", "其他支出", "栏次合计", ""})
_OPENINGS = ("", "请问", "麻烦问一下，", "我想知道", "帮我查一下")
_ENDINGS = ("是多少？", "是多少万元？", "花了多少钱？", "一共多少？", "的金额是多少")


@dataclass(frozen=True, slots=True)
class Target:
    """A cell that can be asked for by its label alone: no other cell of the usual column shares it."""

    disclosure: Disclosure
    table: Table
    cell: Cell

    @property
    def label(self) -> str:
        """The row's label without its ordinal."""
        return label_key(self.cell.row_label)

    @property
    def value(self) -> Decimal:
        """The printed figure."""
        if self.cell.value is None:
            raise ValueError("a target prints a figure")
        return self.cell.value

    def evidence(self, group: int = 1) -> EvidenceRow:
        """The row that an answer has to cite."""
        return EvidenceRow(
            doc=self.cell.doc_id,
            kind="cell",
            group=group,
            row_label=self.cell.row_label,
            column_label=self.cell.column_label,
            text=self.cell.text,
        )


def targets(store: FactStore) -> list[Target]:
    """All cells that a label names without doubt, in order of documents and tables."""
    found = []
    for disclosure in store.disclosures():
        tables = [table for table in store.tables(disclosure.doc_id) if table.form in _FORMS]
        cells = [(table, cell) for table in tables for cell in table.cells if _is_main(cell)]
        values: dict[str, set[Decimal]] = {}
        for _, cell in cells:
            values.setdefault(plain(cell.row_label), set()).add(cell.value or Decimal(0))
        for table, cell in cells:
            key = plain(cell.row_label)
            if cell.value is not None and key not in _TOO_GENERAL and len(values[key]) == 1:
                found.append(Target(disclosure, table, cell))
    return found


def _is_main(cell: Cell) -> bool:
    last = plain(cell.column_label.rsplit(" / ", 1)[-1])
    names = load_preferences()
    return last in names.main_columns and cell.unit in {"万元", "元"} and bool(cell.row_label)


Maker = Callable[[Target, random.Random], Case | None]


def _case(category: str, target: Target, question: str, value: Decimal, unit: str | None) -> Case:
    return Case(
        id="",
        category=category,
        question=question,
        docs=(target.disclosure.doc_id,),
        answer_type="number",
        gold_value=format(value, "f"),
        unit=unit,
    )


def _name(target: Target) -> str:
    return f"{who(target.disclosure)}{target.disclosure.year}年"


def official(target: Target, rng: random.Random) -> Case:
    """By the label as printed, in a random frame."""
    question = f"{rng.choice(_OPENINGS)}{_name(target)}{target.label}{rng.choice(_ENDINGS)}"
    return _case("official", target, question, target.value, target.cell.unit)


def by_code(target: Target, rng: random.Random) -> Case | None:
    """By the account code."""
    if not target.cell.row_code:
        return None
    question = f"{_name(target)}科目{target.cell.row_code}的数额{rng.choice(_ENDINGS[:2])}"
    return _case("code", target, question, target.value, target.cell.unit)


def in_form(target: Target, _: random.Random) -> Case:
    """By form, row and column."""
    column = target.cell.column_label.rsplit(" / ", 1)[-1]
    question = f"{_name(target)}《{target.table.title}》中“{target.label}”一行的{column}是多少？"
    return _case("form", target, question, target.value, target.cell.unit)


def everyday(target: Target, rng: random.Random) -> Case | None:
    """By a word of the vocabulary that stands for this label."""
    measure = _measure_of(plain(target.label))
    words = [word for word in measure.words if not word.isascii()] if measure else []
    if not words:
        return None
    question = f"{_name(target)}{rng.choice(words)}花了多少钱？"
    return _case("everyday", target, question, target.value, target.cell.unit)


def _measure_of(key: str) -> MeasureWords | None:
    return next((m for m in load_vocabulary().measures if m.keys[0] == key and not m.sum_of), None)


def in_yuan(target: Target, _: random.Random) -> Case:
    """Asked in 元."""
    factor = Decimal(10_000) if target.cell.unit == "万元" else Decimal(1)
    question = f"{_name(target)}{target.label}合多少元？"
    return _case("unit_trap", target, question, target.value * factor, "元")


def absent_year(target: Target, _: random.Random) -> Case:
    """The same measure in a year that no disclosure covers."""
    question = f"{who(target.disclosure)}{target.disclosure.year + 7}年{target.label}是多少？"
    return _refused("absent_year", question, "wrong_year")


def absent_department(target: Target, rng: random.Random) -> Case:
    """The same measure of a department that is not indexed, in the same place."""
    region = target.disclosure.region
    place = region.district or region.city or region.province or ""
    body = rng.choice(("水利局", "信访局", "体育局", "档案馆", "残联"))
    return _refused(
        "absent_department", f"{place}{body}{target.disclosure.year}年{target.label}是多少？", "wrong_entity"
    )


def absent_code(target: Target, _: random.Random) -> Case:
    """An account code that no form lists."""
    return _refused("absent_code", f"{_name(target)}科目2299998的支出是多少？", "not_disclosed")


def _refused(category: str, question: str, reason: str) -> Case:
    return Case(id="", category=category, question=question, answer_type="refusal", refusal_reason=reason)


MAKERS: dict[str, Maker] = {
    "official": official,
    "code": by_code,
    "form": in_form,
    "everyday": everyday,
    "unit_trap": in_yuan,
    "absent_year": absent_year,
    "absent_department": absent_department,
    "absent_code": absent_code,
}


def pair_case(left: Target, right: Target, rng: random.Random) -> Case:
    """A computation over two labels of one disclosure: sum, difference or share."""
    kind = rng.choice(("sum", "difference", "share"))
    a, b, name = left.value, right.value, _name(left)
    unit = left.cell.unit
    if kind == "sum":
        question, value = f"{name}{left.label}和{right.label}加起来是多少？", a + b
    elif kind == "difference" or not b:
        question, value = f"{name}{left.label}比{right.label}多多少？", abs(a - b)
    else:
        value = (a / b * 100).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
        question, unit = f"{name}{left.label}占{right.label}的百分之几？（保留两位小数）", "%"
    return _case("arithmetic", left, question, value, unit)


def generate(store: FactStore, seed: int = 7, per_category: int = 60) -> list[Case]:
    """Cases of every category, in a fixed order; fewer where the index holds fewer targets."""
    rng = random.Random(seed)
    pool = targets(store)
    cases: list[Case] = []
    for name, make in MAKERS.items():
        shuffled = rng.sample(pool, len(pool))
        made = (case for target in shuffled if (case := make(target, rng)) is not None)
        cases += _first(made, per_category, name)
    cases += _first(_pairs(pool, rng), per_category, "arithmetic")
    return cases


def _pairs(pool: Sequence[Target], rng: random.Random) -> Iterator[Case]:
    for target in rng.sample(list(pool), len(pool)):
        others = [
            other
            for other in pool
            if other.table.table_id == target.table.table_id and plain(other.label) != plain(target.label)
        ]
        if others and target.value and (other := rng.choice(others)).value:
            yield pair_case(target, other, rng)


def _first(cases: Iterator[Case], count: int, name: str) -> list[Case]:
    found: dict[str, Case] = {}
    for case in cases:
        found.setdefault(case.question, case)
        if len(found) == count:
            break
    return [
        case.model_copy(update={"id": f"{name}-{n:04d}"}) for n, case in enumerate(found.values(), start=1)
    ]

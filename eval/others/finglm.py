"""FinGLM: `A-list-answer.json`, `B-…`, `C-…`, one JSON object a line (github.com/MetaGLM/FinGLM, data).

The annual reports behind the questions are 70 GB of PDF and not needed: each question comes with the facts
that its answer rests on. All facts of one company and year make one table, so that the facts of other
questions stand beside those asked for, and the question goes through the whole pipeline in Chinese.
Measured: wording, company, year, item, rounding and growth. Not measured: reading reports. What asks over all
companies, or for prose, is left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from eval.near_misses import refused
from eval.others.tables import OtherTable, disclosure_of
from eval.questions import Case, EvidenceRow, GoldText
from index.errors import FileMissingError
from index.types import Disclosure

_META: Final = frozenset({"ent_short_name", "ent_name", "year", "key_word", "prom_answer", "公式"})
_AMOUNT: Final = re.compile(r"-?[\d,]+(?:\.\d+)?")
_BEFORE: Final = "上年"
_COLUMN: Final = ("金额",)
_FALLING: Final = "减少|下降|降低|-"  # answers tell the direction of a change in words
_TITLE: Final = "主要财务数据"
_PRINTED_RATIO: Final = "0.5"  # 0.36 stands for anything between 35.5 and 36.5 percent
Facts = dict[tuple[str, int], dict[str, str]]


class Asked(BaseModel):
    """A question with the facts of its answer. `type`: 1 look-up, 2 computed, 3 prose."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: int
    question: str
    prompt: Mapping[str, str]
    type: str = ""

    @property
    def company(self) -> str:
        """The company's registered name."""
        return self.prompt.get("ent_name", "")

    @property
    def year(self) -> int | None:
        """The fiscal year."""
        year = self.prompt.get("year", "")
        return int(year) if year.isdecimal() else None

    @property
    def facts(self) -> dict[str, str]:
        """What the answer rests on, by name."""
        return {key: value for key, value in self.prompt.items() if key not in _META and key != value}


def read(path: Path) -> list[Asked]:
    """Raises FileMissingError, ValueError naming the line that is wrong."""
    if not path.is_file():
        raise FileMissingError(f"{path}：没有这个文件：获取办法见 docs/others-data.md。")
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            try:
                found.append(Asked.model_validate_json(line))
            except ValueError as error:
                raise ValueError(f"{path}:{number}: {error}") from error
    return found


def documents(asked: Sequence[Asked]) -> Iterator[tuple[Disclosure, tuple[OtherTable, ...]]]:
    """One disclosure a company and year, with everything that any question says of it."""
    names: dict[str, str] = {}
    facts: Facts = defaultdict(dict)
    for each in asked:
        if each.company and each.year and each.type.startswith(("1", "2")):
            names[each.company] = each.prompt.get("ent_short_name", "")
            for name, value in each.facts.items():
                year = each.year - 1 if name.startswith(_BEFORE) else each.year
                facts[each.company, year].setdefault(name.removeprefix(_BEFORE), value)
    for (company, year), rows in sorted(facts.items()):
        kept = {name: value for name, value in rows.items() if not re.match(r"20\d\d年", name)}
        name = document_name(company, year)
        rows_of = tuple((key,) for key in kept)
        data = tuple((_bare(value),) for value in kept.values())
        units = tuple(_unit(key) for key in kept)
        table = OtherTable(name, _TITLE, rows_of, (_COLUMN,), data, units)
        aliases = tuple(alias for alias in (names[company],) if alias)
        yield disclosure_of(name, company, year, aliases), (table,)


def document_name(company: str, year: int) -> str:
    """The doc_id of a company's year."""
    return f"{company}-{year}"


def _unit(name: str) -> str:
    return "人" if "人数" in name or "人员" in name else "元"


def _bare(value: str) -> str:
    return value.removesuffix("元")


def cases(asked: Sequence[Asked]) -> list[Case]:
    """The questions that one company's facts answer with a figure, or that have to be refused."""
    return [case for each in asked if (case := _case(each)) is not None]


def _case(each: Asked) -> Case | None:
    answer = each.prompt.get("prom_answer", "")
    if not each.company or each.year is None or each.type not in {"1", "2-1"}:
        return None
    name = f"finglm-{each.id}"
    if not answer and not each.facts:
        return refused("unanswerable", each.question, "wrong_entity").model_copy(update={"id": name})
    number = _number(answer)
    if number is None or not each.facts:
        return None
    category = "looked up" if each.type == "1" else "growth" if "增长率" in each.question else "ratio"
    falling = GoldText(must_include=(_FALLING,)) if category == "growth" and number < 0 else None
    unit, value, tolerance = _gold(
        answer, number, _unit(each.prompt["key_word"]) if each.type == "1" else "%"
    )
    doc_id = document_name(each.company, each.year)
    rows = tuple(
        EvidenceRow(doc=doc_id, kind="cell", row_label=key, text=_bare(text), column_label=_COLUMN[0])
        for key, text in each.facts.items()
        if not key.startswith(_BEFORE)
    )
    return Case(
        id=name,
        category=category if each.company in each.question else f"{category}, short name",
        question=each.question,
        docs=(doc_id,),
        answer_type="number",
        gold_value=format(abs(value) if falling else value, "f"),
        gold_text=falling,
        unit=unit,
        tolerance=tolerance,
        evidence=rows[:1],
    )


def _number(answer: str) -> Decimal | None:
    bare = answer.removesuffix("元").removesuffix("%").removesuffix("人")
    try:
        return Decimal(bare.replace(",", "")) if _AMOUNT.fullmatch(bare) else None
    except InvalidOperation:
        return None


def _gold(answer: str, number: Decimal, unit: str) -> tuple[str, Decimal, str]:
    """Unit, value, tolerance; a ratio that is given as a fraction is compared in percent."""
    if unit != "%":
        return unit, number, "0"
    if answer.endswith("%"):
        return "%", number, "0.01"
    return "%", number * 100, _PRINTED_RATIO

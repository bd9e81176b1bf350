"""The bundled disclosures by name (doc_id), and questions that they answer."""

from __future__ import annotations

from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent

LAKE_OFFICE: Final = "qingshanhu-office-2021"
HILL_OFFICE: Final = "qingshan-office-2021"
UPPER_OFFICE: Final = "shangdang-office-2023"
SCHOOLS: Final = ("wushan-education-2022", "wushan-education-2023")
SCHOOLS_BUDGET: Final = "wushan-education-budget-2024"

PUBLISHED: Final = (LAKE_OFFICE, HILL_OFFICE, UPPER_OFFICE)  # figures out of published disclosures
INVENTED: Final = (*SCHOOLS, SCHOOLS_BUDGET)
# Those whose forms have a text layer. Reading page images takes longer than everything else together, so that
# whoever does not test it leaves HILL_OFFICE out.
DIGITAL: Final = (LAKE_OFFICE, UPPER_OFFICE, *INVENTED)

# Questions that the bundled disclosures answer, for pictures and measurements.
OFFICE_EXPENSES: Final = "青山湖区政府办2021年办公费是多少？"
OFFICE_EXPENSES_ENGLISH: Final = "What were the office expenses of 青山湖区政府办 in 2021?"
OFFICE_RECEPTIONS: Final = "青山湖区政府办2021年公务接待费是多少？"
SCHOOLS_EXPENDITURE: Final = "雾山区教育局2023年支出合计是多少？"
SCHOOLS_USES: Final = "雾山区教育局2023年的钱花在哪些方面？"


def pdf_of(name: str) -> Path:
    """The file of a bundled disclosure."""
    return HERE / f"{name}.pdf"

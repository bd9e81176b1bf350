"""The names (doc_ids) of the bundled disclosures; README.md says what each one exercises."""

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


def pdf_of(name: str) -> Path:
    """The file of a bundled disclosure."""
    return HERE / f"{name}.pdf"

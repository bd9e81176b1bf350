"""What the gate finds wrong, in words that a writer can repair it by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Reason(StrEnum):
    """The kind of a fault; the evaluation counts by it."""

    UNTRACED = "untraced"  # printed in no evidence and computed from none
    UNIT = "wrong_unit"
    CITATION = "wrong_citation"  # the evidence that the mark names does not print it
    UNCITED = "uncited"
    MARK = "foreign_mark"  # a mark without evidence
    YEAR = "wrong_year"
    DEPARTMENT = "wrong_department"
    ITEM = "wrong_item"
    PLACE = "wrong_place"  # page or form number
    DIRECTION = "wrong_direction"
    SUPERLATIVE = "wrong_superlative"
    COMPARISON = "wrong_comparison"
    ARITHMETIC = "wrong_arithmetic"
    VERDICT = "wrong_verdict"  # yes or no against the figures
    RECORD = "wrong_record"  # the value beside the text is not the one in the text
    QUOTATION = "misquoted"
    MARKUP = "markup"
    LANGUAGE = "wrong_language"
    LENGTH = "too_long"


_ADVICE: Final = {
    Reason.UNTRACED: "所引依据里没有这个数，也不能由其算出",
    Reason.UNIT: "数对，单位与依据不符",
    Reason.CITATION: "这个数不在其引用标记所指的依据里",
    Reason.UNCITED: "没有引用标记",
    Reason.MARK: "没有这一条依据",
    Reason.YEAR: "所引依据不是这一年的",
    Reason.DEPARTMENT: "所引依据不是这个部门的",
    Reason.ITEM: "所引依据不是这一项",
    Reason.PLACE: "所引依据不在这一页或这张表",
    Reason.DIRECTION: "增减方向与依据不符，或没有依据",
    Reason.SUPERLATIVE: "最高、最低或次序与依据不符，或没有依据",
    Reason.COMPARISON: "比较与依据不符，或没有依据",
    Reason.ARITHMETIC: "算式不成立，或算式里的数不在依据里",
    Reason.VERDICT: "是否之答与数额不符",
    Reason.RECORD: "答案所记的数值不是正文里的数",
    Reason.QUOTATION: "引文与依据原文不一致",
    Reason.MARKUP: "含有网址、链接或标记语言",
    Reason.LANGUAGE: "不是提问所用的语言",
    Reason.LENGTH: "过长",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: the words of the answer that hold it, and why."""

    reason: Reason
    said: str

    def __str__(self) -> str:
        return f"“{self.said}”：{_ADVICE[self.reason]}"


class UntracedError(ValueError):
    """An answer that its evidence does not bear out; `faults` says what to repair."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("；".join(str(fault) for fault in faults))
        self.faults = tuple(faults)

    @property
    def numerals(self) -> tuple[str, ...]:
        """The words at fault."""
        return tuple(fault.said for fault in self.faults)

    @property
    def reason(self) -> Reason:
        """The kind of the first fault."""
        return self.faults[0].reason

"""What a question leaves out (除了…以外, …以外的, 扣除…, 非…), and a draft that answers with just that."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from qa.composing.operations import operation_words, pattern_of
from qa.draft import item_of
from qa.money import is_money
from qa.types import Draft, Reading, Status
from qa.understanding.asked import Unit, read_asked
from qa.understanding.vocabulary import plain

_ENDS = "[,，。;；?？)）]"
_EDGES = " ,，。？?是有多少"
_ASKS = "是多少|有多少|多少|等于"
_BARE = "(?<![拆清免解消铲扣])除(?!以|非|尘|夕|草|了|开|去|外)"
_OUTSIDE = re.compile("(?P<part>[^,，。;；?？]{2,30}?)(?:以外|之外)(?:的|，|,)?")
_FUND = "(?:一般公共预算)?财政(?:拨款|资金|的钱|给的钱)"
_NOT_OF_FUND = re.compile(
    f"(?<![含括同上])(?:不是来自|不来自|不是靠|不靠|不属于|不是|非)(?:的)?(?P<part>{_FUND})(?!结|专用)(?:的)?"
)
_OF_FUND = re.compile(f"(?P<part>{_FUND}).{{0,3}}")
_IS_IT = re.compile("是不是|是否")


@dataclass(frozen=True, slots=True)
class Exclusion:
    """The words before, of and after what is left out."""

    before: str
    part: str
    after: str

    @property
    def of_fund(self) -> bool:
        """True where the fiscal appropriation is left out."""
        return _OF_FUND.fullmatch(self.part.strip(" 的部分")) is not None

    @property
    def whole(self) -> str:
        """The words that say of what it is left out."""
        return f"{self.before} {self.after}"


def exclusion(text: str, labels: Sequence[Unit] = ()) -> Exclusion | None:
    """What a folded question leaves out; None where it leaves out nothing, or only a label of the forms does
    (`labels`, in the text: 设备(不含车辆), 使用非财政拨款结余)."""
    text = text.strip()
    for found in (_after_word(text, labels), _outside(text), _not_of_fund(text, labels)):
        if found is not None and found.part.strip():
            return found
    return None


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(f"{_BARE}|" + pattern_of(operation_words("excluding", "words")))


@cache
def _closing() -> re.Pattern[str]:
    return re.compile(f"{_ENDS}|{_ASKS}|" + pattern_of(operation_words("excluding", "after")))


def _after_word(text: str, labels: Sequence[Unit]) -> Exclusion | None:
    for match in _opening().finditer(text):
        if any(unit.start <= match.start() and match.end() <= unit.end for unit in labels):
            continue
        inside = [unit for unit in labels if unit.start >= match.end()]
        stops = _closing().finditer(text, match.end())
        stop = next((m for m in stops if not any(u.start <= m.start() < u.end for u in inside)), None)
        if match.group() == "除" and (stop is None or "外" not in stop.group()):
            continue
        end = stop.start() if stop else len(text)
        part, rest = text[match.end() : end], text[end:]
        if not text[: match.start()].strip() and not rest.strip(_EDGES) and "的" in part:
            part, _, rest = part.partition("的")  # 扣除差旅费的公用经费
        if part.strip():
            return Exclusion(text[: match.start()], part, rest)
    return None


def _outside(text: str) -> Exclusion | None:
    match = _OUTSIDE.search(text)
    if match is None:
        return None
    return Exclusion(text[: match.start()], match["part"], text[match.end() :])


def _not_of_fund(text: str, labels: Sequence[Unit]) -> Exclusion | None:
    match = _NOT_OF_FUND.search(text)
    if match is None or _IS_IT.search(text):
        return None
    if any(unit.start <= match.start() < unit.end for unit in labels):
        return None
    return Exclusion(text[: match.start()], match["part"], text[match.end() :])


def left_in(reading: Reading, draft: Draft) -> bool:
    """True for a bare amount where a question leaves something out: of what it leaves out, or of all."""
    if draft.status is not Status.ANSWERED or draft.value is None or draft.formula or draft.computed:
        return False
    found = exclusion(reading.content) if is_money(draft.unit) else None
    if found is None or not draft.evidence:
        return False
    item = plain(item_of(draft.evidence[0]))
    return not any(unit.text in item for unit in read_asked(found.part, {item}).named) or not (
        _opening().search(item) or "非" in item
    )

"""One thing wrong in a right answer, in every way that a careless or hostile writer gets it wrong.

Each mutation takes a draft and yields its text with one thing changed so that it is no longer true.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from index.types import Disclosure
from qa.draft import item_of, who
from qa.types import CellHit, Draft

Mutation = Callable[[Draft, dict[str, Disclosure]], Iterator[str]]

_QUOTED = re.compile(r"“[^”]*(?:“[^”]*”[^”]*)*”|《[^》]*》")
_FIGURE = re.compile(r"(?<![\d第公开表.,\[])-?\d[\d,]*(?:\.\d+)?(?= ?(?:万元|元|%|辆|台|人|批|个|分)(?!页))")
_TURNED = {
    "增加": "减少", "减少": "增加", "增长": "下降", "下降": "增长", "最高": "最低", "最低": "最高",
    "从高到低": "从低到高", "从低到高": "从高到低", "没有超": "超", "从多到少": "从少到多",
}  # fmt: skip
_INVENTED = (
    "比上年增加 5 万元。",
    "占全部支出的三成。",
    "是上年的两倍。",
    "约合 three million yuan。",
    "其中办公费 12.34 万元[1]。",
    "较去年翻了一番[1]。",
    "在全市最高。",
    "同比增长百分之五[1]。",
    "超过平均水平[1]。",
    "人均 2,300 元[1]。",
)
_CHINESE = str.maketrans("0123456789.", "零一二三四五六七八九点")


def _outside_quotes(text: str, pattern: str | re.Pattern[str]) -> Iterator[re.Match[str]]:
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    for match in re.finditer(pattern, text):
        if not any(a <= match.start() < b for a, b in quoted):
            yield match


def _put(text: str, match: re.Match[str], new: str) -> str:
    return text[: match.start()] + new + text[match.end() :]


def digit(draft: Draft, _: dict[str, Disclosure]) -> Iterator[str]:
    """One digit of a figure."""
    for match in _outside_quotes(draft.text, _FIGURE):
        said = match.group()
        place = next(n for n in range(len(said) - 1, -1, -1) if said[n].isdigit())
        yield _put(draft.text, match, said[:place] + str((int(said[place]) + 3) % 10) + said[place + 1 :])
        first = next(n for n, char in enumerate(said) if char.isdigit())
        yield _put(draft.text, match, said[:first] + str(int(said[first]) % 9 + 1) + said[first + 1 :])


def spelled(draft: Draft, _: dict[str, Disclosure]) -> Iterator[str]:
    """Another figure, in Chinese numerals, full-width digits, or words."""
    for match in _outside_quotes(draft.text, _FIGURE):
        wrong = Decimal(match.group().replace(",", "")) + 7
        yield _put(draft.text, match, format(wrong, "f").translate(_CHINESE))
        yield _put(draft.text, match, "".join(chr(ord(c) + 0xFEE0) for c in format(wrong, "f")))
        yield _put(draft.text, match, "三千二百")
        yield _put(draft.text, match, "壹仟贰佰叁拾")
        break


def unit(draft: Draft, _: dict[str, Disclosure]) -> Iterator[str]:
    """The unit of a figure."""
    others = {
        "万元": ("元", "亿元", "%", ""),
        "元": ("万元", "%"),
        "%": ("万元", "个百分点"),
        "人": ("万元", "辆"),
    }
    for match in _outside_quotes(draft.text, r"(?<=[\d])( ?)(万元|元|%|人)(?!次|均)"):
        if draft.text[: match.start()].rstrip("0123456789.,-").endswith(("= ", "=")):
            continue  # the tail of a formula: checked by `formula`
        value = re.search(r"[\d.,]+$", draft.text[: match.start()])
        if value and Decimal(value.group().replace(",", "")) == 0:
            continue  # nothing is nothing in every unit of money
        for other in others[match.group(2)]:
            yield _put(draft.text, match, match.group(1) + other)


def foreign_mark(draft: Draft, _: dict[str, Disclosure]) -> Iterator[str]:
    """A mark without evidence, or no mark at all."""
    for match in re.finditer(r"\[\d+\]", draft.text):
        yield _put(draft.text, match, f"[{len(draft.evidence) + 4}]")
    if "[" in draft.text:
        yield re.sub(r"\[\d+\]", "", draft.text)


def swapped_marks(draft: Draft, _: dict[str, Disclosure]) -> Iterator[str]:
    """The mark of other evidence that prints another figure."""
    if len(draft.evidence) < 2:
        return
    values = [_value(hit) for hit in draft.evidence]
    for match in _outside_quotes(draft.text, r"(?<=[元%辆人])\[(\d+)\](?!\[)"):
        n = int(match.group(1))
        for other, value in enumerate(values, start=1):
            figure = re.search(r"([\d,.]+) ?(?:万元|元|%|辆|人)$", draft.text[: match.start()])
            if (
                value is not None
                and figure
                and value != Decimal(figure.group(1).replace(",", ""))
                and other != n
            ):
                if not isinstance(draft.evidence[other - 1], CellHit):
                    continue  # a sentence may print several figures
                yield _put(draft.text, match, f"[{other}]")


def _value(hit: object) -> Decimal | None:
    return hit.cell.value if isinstance(hit, CellHit) else None


def year(draft: Draft, _: dict[str, Disclosure]) -> Iterator[str]:
    """Another year."""
    for match in _outside_quotes(draft.text, r"(20\d\d)(?=年)"):
        if draft.text[: match.start()].endswith("不是"):
            continue
        yield _put(draft.text, match, str(int(match.group()) - 3))
        if draft.text.count("年") - draft.text.count("年度部门") == 1:
            yield _put(draft.text, match, str(int(match.group()) - 1))


def department(draft: Draft, documents: dict[str, Disclosure]) -> Iterator[str]:
    """Another department, indexed or invented."""
    names = {who(documents[_doc_of(hit)]) for hit in draft.evidence}
    for name in names:
        if name not in draft.text:
            continue
        for other in documents.values():
            if who(other) not in names:
                yield draft.text.replace(name, who(other))
                if other.region.district:
                    yield draft.text.replace(name, other.region.district + "政府办")
        yield draft.text.replace(name, "江川市洪河区水利局")
        yield draft.text.replace(name, "洪河区教育局")


def _doc_of(hit: object) -> str:
    return hit.cell.doc_id if isinstance(hit, CellHit) else hit.sentence.doc_id  # type: ignore[attr-defined]


def direction(draft: Draft, _: dict[str, Disclosure]) -> Iterator[str]:
    """Up for down, most for least, over for within."""
    for said, turned in _TURNED.items():
        for match in _outside_quotes(draft.text, said):
            if "注意" not in draft.text[max(0, match.start() - 8) : match.start()]:
                yield _put(draft.text, match, turned)
    for match in _outside_quotes(draft.text, r"(?<![减至])[多少](?= [\d])"):
        yield _put(draft.text, match, "少" if match.group() == "多" else "多")
    for match in _outside_quotes(draft.text, "超了。"):
        yield _put(draft.text, match, "没有超。")


def turned_round(draft: Draft, _: dict[str, Disclosure]) -> Iterator[str]:
    """B is more than A, for A is more than B."""
    match = re.match(r"(?P<a>[^。比]+)比(?P<b>[^。比]+?)(?P<more>[多少]) ", draft.text)
    if match and match["a"] != match["b"] and "上年" not in match["b"]:
        yield f"{match['b']}比{match['a']}{match['more']} {draft.text[match.end() :]}"


def page(draft: Draft, _: dict[str, Disclosure]) -> Iterator[str]:
    """Another page."""
    for match in _outside_quotes(draft.text, r"(?<=第)\d+(?=页)"):
        yield _put(draft.text, match, str(int(match.group()) + 60))


def quotation(draft: Draft, _: dict[str, Disclosure]) -> Iterator[str]:
    """A figure inside a quotation."""
    for quoted in re.finditer(r"“[^”]{12,}”", draft.text):
        figure = re.search(r"(\d)(?=(?:\.\d+)? ?(?:万元|元|%|辆|人|批))", quoted.group())
        if figure:
            place = quoted.start() + figure.start()
            yield draft.text[:place] + str((int(figure.group()) + 3) % 10) + draft.text[place + 1 :]


def item(draft: Draft, _: dict[str, Disclosure]) -> Iterator[str]:
    """The name of another item before the figure."""
    hit = draft.evidence[0] if draft.evidence else None
    if not isinstance(hit, CellHit) or not (name := item_of(hit)):
        return
    head, mark, rest = draft.text.partition("[1]")
    if head.count(name) == 1 and not re.search(r"占|合计 \d|平均|比", head):
        for other in ("物业管理费", "奖金", "抚恤金", "会议费"):
            if other not in name:
                yield head.replace(name, other) + mark + rest


def dropped_item(draft: Draft, _: dict[str, Disclosure]) -> Iterator[str]:
    """The figures of two items of one answer, exchanged."""
    found = list(_outside_quotes(draft.text, r"([\d,.]+)(?= ?(?:万元|元|%|辆|人)\[)"))
    if len(found) > 1 and found[0].group() != found[1].group():
        a, b = found[:2]
        yield (
            draft.text[: a.start()]
            + b.group()
            + draft.text[a.end() : b.start()]
            + a.group()
            + draft.text[b.end() :]
        )


def formula(draft: Draft, _: dict[str, Disclosure]) -> Iterator[str]:
    """An operand or the result of a formula."""
    for match in _outside_quotes(draft.text, r"(\d)(?= [-+÷×=]| ?）)"):
        if (
            re.search(r"[=+÷-]", draft.text[max(0, match.start() - 30) : match.start()])
            or "=" in draft.text[match.end() :]
        ):
            yield _put(draft.text, match, str((int(match.group()) + 4) % 10))


def added(draft: Draft, _: dict[str, Disclosure]) -> Iterator[str]:
    """A further sentence that nothing bears out."""
    for claim in _INVENTED:
        yield draft.text + claim


MUTATIONS: dict[str, Mutation] = {
    made.__name__: made
    for made in (
        digit, spelled, unit, foreign_mark, swapped_marks, year, department, direction, turned_round, page,
        quotation, item, dropped_item, formula, added,
    )
}  # fmt: skip

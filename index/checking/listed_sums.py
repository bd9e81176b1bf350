"""A total and all of its parts told in one sentence (共有车辆9辆，其中：应急保障用车2辆、其他用车7辆).

Most lists name only some parts. A list is taken for whole where its last item is the rest (其他用车) or its
items are the known parts of a whole (离休, 退休): `listed_sums` of statement_rules.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.checking.arithmetic import compare_sums
from index.checking.checks import Check, Side, figure_operand
from index.checking.rates import Mention
from index.checking.statement_rules import ListedSums, load_statement_rules
from index.checking.sums import amount_text, explain
from index.forms.labels import label_key
from index.types import Figure, Measure, Sentence

_OPENS = re.compile(r"[，,。；;：:（(\s]*其中[为是有]?[：:，,]?")
_NESTED = re.compile(r"其中|包括|[。（）()]")
_ENDS = re.compile(r"[；;]")
_TOTALS = (Measure.AMOUNT, Measure.FINAL, Measure.COUNT)


def listed_sum_checks(sentence: Sentence) -> Iterator[Check]:
    """The totals of a sentence that must be the sum of the parts listed behind them."""
    for at, whole in enumerate(sentence.figures):
        if whole.measure not in _TOTALS or whole.subject is None:
            continue
        parts = _whole_list(_listed(sentence, at), load_statement_rules().listed_sums)
        if parts:
            yield _check(sentence, whole, parts)


def _listed(sentence: Sentence, at: int) -> list[Figure]:
    """The figures of one kind that follow a total after 其中, up to the end of their list."""
    whole, found = sentence.figures[at], list[Figure]()
    ended_by_semicolon = True
    end = whole.end
    for figure in sentence.figures[at + 1 :]:
        between = sentence.text[end : figure.start]
        opening = _OPENS.match(between) if not found else None
        if not found and opening is None:
            return []
        rest = between[opening.end() :] if opening else between
        if figure.unit == "%" and found and not _NESTED.search(rest):
            end = figure.end
            continue
        same = (figure.unit, figure.measure, figure.year) == (whole.unit, whole.measure, whole.year)
        if not same or _NESTED.search(rest) or (found and _ENDS.search(rest) and not ended_by_semicolon):
            break
        ended_by_semicolon = not found or _ENDS.search(rest) is not None
        found.append(figure)
        end = figure.end
    return found


def _whole_list(figures: Sequence[Figure], rules: ListedSums) -> list[Figure]:
    """The figures up to the one that closes the list; none where the list may name only some parts."""
    for count, figure in enumerate(figures, start=1):
        if count > 1 and re.search(rules.rest, label_key(figure.subject or "")):
            return list(figures[:count])
    names = [label_key(figure.subject or "") for figure in figures]
    for parts in rules.parts:
        fits = len(parts) == len(names) and all(
            re.search(part, name) for part, name in zip(parts, names, strict=True)
        )
        if fits:
            return list(figures)
    return []


def _check(sentence: Sentence, whole: Figure, parts: Sequence[Figure]) -> Check:
    verdict = compare_sums(
        [Mention(sentence, whole).printed], [Mention(sentence, part).printed for part in parts]
    )
    terms = " + ".join(part.text for part in parts)
    return Check(
        "text.sum",
        f"正文第{sentence.page}页同一句：{whole.subject} {whole.text}{whole.unit or ''} = 所列各项之和",
        verdict.status,
        (
            figure_operand(sentence, whole, Side.LEFT),
            *(figure_operand(sentence, part, Side.RIGHT) for part in parts),
        ),
        verdict.left,
        verdict.right,
        verdict.difference,
        verdict.tolerance,
        whole.unit,
        f"所列 {terms} = {amount_text(verdict.right, whole.unit)}；{explain(verdict, whole.unit)}",
    )

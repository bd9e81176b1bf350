"""What a disclosure says twice and differently: form against narrative, sentence against sentence.

False alarms are worse than misses: a comparison is made only where subject, headings, measure, unit and year
of a sentence name a quantity exactly (`statement_rules.toml`), never by nearness of numbers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from index.checking.arithmetic import compare, compare_same
from index.checking.checks import Check, Operand, Side, Status, cell_operand, figure_operand
from index.checking.form_view import printed
from index.checking.percentages import Change, change_checks, execution_checks
from index.checking.shares import Wholes, share_checks
from index.checking.statement_rules import load_statement_rules
from index.checking.statements import Forms, Statement, statements
from index.checking.sums import amount_text, explain
from index.types import Cell, Measure, Sentence

_PARTS_OF_THREE_PUBLIC = ("three_public.abroad", "three_public.vehicles", "three_public.reception")


def compare_narrative(sentences: Sequence[Sentence], forms: Forms) -> tuple[Check, ...]:
    """All comparisons that involve a sentence: those that hold and those that do not."""
    stated = list(statements(sentences, forms))
    known = {each.id: each for each in reversed(stated) if each.measure is forms.reported}
    checks = [check for each in stated if (check := _against_form(each))]
    checks += _against_each_other(each for each in stated if _only_told(each, forms))
    for sentence in sentences:
        checks += execution_checks(sentence)
    change_rates, changes = change_checks(sentences)
    checks += change_rates
    checks += share_checks(sentences, Wholes(known, load_statement_rules().whole))
    checks += _same_rate(changes)
    checks += _three_public_budgets(sentences, known)
    return tuple(checks)


def _only_told(stated: Statement, forms: Forms) -> bool:
    """True for what no form gives; 预算 of final accounts is left out, for 年初 and 全年 may both be told."""
    return stated.cell is None and stated.measure is forms.reported


def _against_form(stated: Statement) -> Check | None:
    cell = stated.cell
    if cell is None or cell.value is None:
        return None
    verdict = compare_same(stated.printed, printed(cell))
    if not verdict.status.holds:
        # The same words may mean a neighbouring scope: what agrees with that one contradicts nothing.
        for other in stated.neighbours:
            found = compare_same(stated.printed, printed(other))
            if found.status.holds:
                cell, verdict = other, found
                break
    if stated.soft and verdict.status is Status.FAIL:
        return None
    title = f"正文与表：{stated.name} 与 {cell.table_no or ''}《{cell.table_title}》"
    operands = (figure_operand(stated.sentence, stated.figure, Side.LEFT), cell_operand(cell, Side.RIGHT))
    return Check(
        "text.form",
        title,
        verdict.status,
        operands,
        verdict.left,
        verdict.right,
        verdict.difference,
        verdict.tolerance,
        stated.figure.unit,
        _form_words(stated, cell, verdict.status, explain(verdict, stated.figure.unit)),
        stated.soft,
    )


def _form_words(stated: Statement, cell: Cell, status: Status, words: str) -> str:
    if status is Status.PASS:
        return words
    page = stated.sentence.page
    return (
        f"正文第{page}页写 {stated.figure.text}{stated.figure.unit or ''}，"
        f"第{cell.page}页表中为 {cell.text}{cell.unit or ''}；{words}"
    )


def _against_each_other(stated: Iterable[Statement]) -> Iterator[Check]:
    """Two sentences on one quantity that no form gives; each differing value is compared with the first."""
    groups: dict[tuple[str, Measure], list[Statement]] = defaultdict(list)
    for each in stated:
        groups[each.id, each.measure].append(each)
    for group in groups.values():
        first = group[0]
        for other in group[1:]:
            if other.printed.is_money == first.printed.is_money and other.sentence is not first.sentence:
                yield _pair("text.text", f"正文前后：{first.name}", first, other)


def _pair(rule: str, title: str, first: Statement, other: Statement) -> Check:
    verdict = compare_same(first.printed, other.printed)
    words = explain(verdict, first.figure.unit)
    if verdict.status is not Status.PASS:
        words = f"第{first.sentence.page}页与第{other.sentence.page}页所载不同；{words}"
    return Check(
        rule,
        title,
        verdict.status,
        (
            figure_operand(first.sentence, first.figure, Side.LEFT),
            figure_operand(other.sentence, other.figure, Side.RIGHT),
        ),
        verdict.left,
        verdict.right,
        verdict.difference,
        verdict.tolerance,
        first.figure.unit,
        words,
    )


def _same_rate(changes: Sequence[Change]) -> Iterator[Check]:
    """One current amount, one rate, but different amounts of change: at most one of them can be right."""
    seen: dict[tuple[Decimal, str | None, Decimal, object], Change] = {}
    told: set[Decimal] = set()
    for change in changes:
        current, rate = change.current.figure, change.rate.figure
        if not rate.value:
            continue
        key = (current.value, current.unit, rate.value, change.amount.figure.direction)
        first = seen.setdefault(key, change)
        verdict = compare_same(first.amount.printed, change.amount.printed)
        if verdict.status is not Status.FAIL or change.amount.figure.value in told:
            continue
        told.add(change.amount.figure.value)
        unit = first.amount.figure.unit
        yield Check(
            "text.change",
            f"正文前后：{first.rate.figure.subject} 与 {rate.subject} 的增减额",
            Status.FAIL,
            tuple(
                figure_operand(mention.sentence, mention.figure, side, basis=mention is not each.amount)
                for side, each in ((Side.LEFT, first), (Side.RIGHT, change))
                for mention in (each.amount, each.rate, each.current)
            ),
            verdict.left,
            verdict.right,
            verdict.difference,
            verdict.tolerance,
            unit,
            f"本年数同为 {amount_text(current.value, current.unit)}，幅度同为 {rate.value}%，"
            f"增减额却分别为 {amount_text(verdict.left, unit)} 与 {amount_text(verdict.right, unit)}。",
        )


def _three_public_budgets(sentences: Sequence[Sentence], known: dict[str, Statement]) -> Iterator[Check]:
    """三公: the budgets that follow from the parts' 完成率 must not exceed the budget of the whole."""
    whole = _implied_budget("three_public.total", sentences, known)
    parts = [
        found
        for name in _PARTS_OF_THREE_PUBLIC
        if (found := _implied_budget(name, sentences, known)) is not None
    ]
    if whole is None or not parts:
        return
    least = sum((low for _, low, _ in parts), Decimal(0))
    if least <= whole[2]:
        return
    operands = [_budget_operand(s, Side.LEFT) for s in whole[0]]
    operands += [_budget_operand(s, Side.RIGHT) for each in parts for s in each[0]]
    verdict = compare(whole[2].quantize(_CENT), least.quantize(_CENT), Decimal(0))
    yield Check(
        "text.three_public",
        "正文前后：“三公”经费合计与各项的预算完成率",
        Status.FAIL,
        tuple(operands),
        verdict.left,
        verdict.right,
        verdict.difference,
        verdict.tolerance,
        whole[0][0].figure.unit,
        f"按完成率推算，合计的预算至多 {verdict.left}，各项的预算之和却至少 {verdict.right}。",
    )


_CENT = Decimal("0.01")


def _budget_operand(stated: Statement, side: Side) -> Operand:
    return figure_operand(stated.sentence, stated.figure, side, basis=stated.measure is not Measure.EXECUTION)


def _implied_budget(
    name: str, sentences: Sequence[Sentence], known: dict[str, Statement]
) -> tuple[list[Statement], Decimal, Decimal] | None:
    """Statements, least and greatest budget of a 三公 item, as its 决算 and 完成率 imply."""
    final = known.get(name)
    if final is None or not final.figure.value:
        return None
    rates = [
        Statement(name, final.name, Measure.EXECUTION, sentence, figure, None)
        for sentence in sentences
        for figure in sentence.figures
        if figure.measure is Measure.EXECUTION and figure.value and figure.subject == final.figure.subject
    ]
    if not rates:
        return None
    rate = rates[0]
    half = Decimal("0.5").scaleb(-rate.figure.decimals)
    slack = final.printed.refined(2).slack
    low = (final.figure.value - slack) / (rate.figure.value + half) * 100
    high = (final.figure.value + slack) / (rate.figure.value - half) * 100
    return [final, rate], low, high

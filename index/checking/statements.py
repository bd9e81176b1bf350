"""Statements: figures of sentences whose subject, headings, unit and year name a quantity exactly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from index.checking.arithmetic import YUAN, Printed
from index.checking.coded_checks import Node, code_forest
from index.checking.form_view import FormView
from index.checking.headings import under_headings
from index.checking.identity_rules import Place, Rules
from index.checking.places import cells_like, view_of
from index.checking.rates import is_listed
from index.checking.side_checks import three_public_items
from index.checking.statement_rules import StatementRule, load_statement_rules
from index.checking.sums import total_column
from index.forms.labels import label_key
from index.types import Cell, Disclosure, Figure, Kind, Measure, Sentence

_LEVEL = re.compile(r"(?P<name>.+?)\([类款项]\)(?P<tail>支出)?")
_PATH = re.compile(r".+?\(类\)(?:支出)?(?:.+?\(款\)(?:支出)?)?(?:.+?\(项\)(?:支出)?)?")


@dataclass(frozen=True, slots=True)
class Statement:
    """A figure of a sentence and the quantity that it states; `measure` is 预算 or the reported one.

    `cell` is the cell of the forms that states the same, None where no form does; `neighbours` are cells of
    scopes that the same words are used for.
    """

    id: str
    name: str
    measure: Measure
    sentence: Sentence
    figure: Figure
    cell: Cell | None
    neighbours: tuple[Cell, ...] = ()
    soft: bool = False

    @property
    def printed(self) -> Printed:
        """The figure as a printed number."""
        return Printed(self.figure.value, self.figure.unit)


@dataclass(frozen=True, slots=True)
class Forms:
    """What statements are looked up in."""

    disclosure: Disclosure
    views: Sequence[FormView]
    rules: Rules
    accounts: Sequence[Node]  # the rows of the 一般公共预算 expenditure form, as trees
    all_accounts: Sequence[Node]  # those of the expenditure form of all funds

    @property
    def reported(self) -> Measure:
        """What the document reports: 决算, or 预算 for a budget."""
        return Measure.BUDGET if self.disclosure.kind is Kind.BUDGET else Measure.FINAL


def forms_of(disclosure: Disclosure, views: Sequence[FormView], rules: Rules) -> Forms:
    """What the statements of one disclosure are looked up in."""
    trees = []
    for form in ("public_budget_expenditure", "expenditure"):
        view = view_of(form, views)
        trees.append(code_forest(view) if view is not None else [])
    return Forms(disclosure, views, rules, *trees)


def statements(sentences: Sequence[Sentence], forms: Forms) -> Iterator[Statement]:
    """The statements of this document's own year, in reading order."""
    for sentence, headings in under_headings(sentences):
        for figure in sentence.figures:
            measure = _measure(figure, forms)
            if measure is None or figure.subject is None or is_listed(sentence, figure):
                continue
            found = _statement(sentence, figure, measure, headings, forms)
            if found is not None:
                yield found


def _measure(figure: Figure, forms: Forms) -> Measure | None:
    """预算 or what the document reports; None for other measures and other years."""
    if figure.year is not None and figure.year != forms.disclosure.year:
        return None
    if figure.measure in (Measure.AMOUNT, Measure.COUNT):
        return forms.reported
    return figure.measure if figure.measure in (Measure.FINAL, Measure.BUDGET) else None


def _statement(
    sentence: Sentence, figure: Figure, measure: Measure, headings: str, forms: Forms
) -> Statement | None:
    path = account_path(figure.subject or "")
    if path:
        rules = load_statement_rules()
        if not _fits(headings, rules.path_section, rules.path_section_not):
            return None
        return _account_statement(
            path, Statement("/".join(path), path[-1], measure, sentence, figure, None), forms
        )
    if not _names(sentence, figure):
        return None
    key = label_key(figure.subject or "")
    for rule in load_statement_rules().statement:
        match = re.search(rule.subject, key)
        if (
            match
            and _fits(headings, rule.section, rule.section_not)
            and _fits(label_key(sentence.text[: figure.start]), None, rule.scope_not)
            and _unit_fits(figure, rule)
        ):
            names = {"subject": key, **{k: v or "" for k, v in match.groupdict().items()}}
            bare = Statement(
                rule.id.format(**names), rule.name.format(**names), measure, sentence, figure, None
            )
            found = _with_cells(bare, rule, names, forms)
            return None if rule.form_only and found.cell is None else found
    return _class_statement(sentence, figure, measure, headings, forms)


def _names(sentence: Sentence, figure: Figure) -> bool:
    """True where the sentence itself names the subject; else it is unsure.

    预算数 and 决算数 go on with a subject named earlier; a bare amount must be named right before it, at
    least by its last words (收入 3 万元，支出 2 万元): what follows another item may be of anything.
    """
    subject = label_key(figure.subject or "")
    # A character in front keeps label_key from taking the subject's beginning for an ordinal.
    if figure.measure is not Measure.AMOUNT:
        return subject in label_key("字" + sentence.text[: figure.start])
    start = max((other.end for other in sentence.figures if other.end <= figure.start), default=0)
    lead = label_key("字" + sentence.text[start : figure.start])
    last_words = re.split(r"[,，;；:：。、]", lead)[-1].removeprefix("字")
    return subject in lead or (len(last_words) > 1 and subject.endswith(last_words))


def _fits(headings: str, wanted: str | None, unwanted: str | None) -> bool:
    if wanted is not None and not re.search(wanted, headings):
        return False
    return unwanted is None or not re.search(unwanted, headings)


def _unit_fits(figure: Figure, rule: StatementRule) -> bool:
    if rule.unit is None or rule.unit == "money":
        return figure.unit in YUAN
    return re.fullmatch(rule.unit, figure.unit or "") is not None


def _with_cells(bare: Statement, rule: StatementRule, names: Mapping[str, str], forms: Forms) -> Statement:
    """The statement with the cell that its rule names, where it is of that cell's measure."""
    if rule.item is not None:
        return _three_public_statement(bare, rule.item, forms)
    if rule.place is None or bare.measure is not forms.reported:
        return bare
    places = [_filled(place, names) for place in (rule.place, *rule.also)]
    found = [cells_like(place, forms.views, forms.rules.words) for place in places]
    primary = [cell for cell in found[0] if cell.value is not None]
    others = [cell for cells in (primary[1:], *found[1:]) for cell in cells if cell.value is not None]
    return replace(bare, cell=primary[0] if primary else None, neighbours=tuple(others), soft=rule.soft)


def _filled(place: Place, names: Mapping[str, str]) -> Place:
    row, column = place.row, place.column
    filled = {
        "row": row if isinstance(row, str) else tuple(key.format(**names) for key in row),
        "column": tuple(key.format(**names) for key in column) if isinstance(column, tuple) else column,
    }
    return place.model_copy(update=filled)


_BUDGET_OF = re.compile(r"(年初|全年|调整)预算")


def _three_public_statement(bare: Statement, item: str, forms: Forms) -> Statement:
    """The 三公 cell of the measure; soft where text and form name different budgets (年初, 全年)."""
    view = view_of("three_public", forms.views)
    if view is None:
        return bare
    for header, items in three_public_items(view, forms.rules.three_public).items():
        if ("预算" in header) == (bare.measure is Measure.BUDGET):
            told = _BUDGET_OF.findall(bare.sentence.text[: bare.figure.start])
            printed_as = _BUDGET_OF.findall(header)
            unsure = bare.measure is Measure.BUDGET and told[-1:] != printed_as[-1:]
            return replace(bare, cell=items.get(item), soft=unsure)
    return bare


def account_path(subject: str) -> tuple[str, ...]:
    """The names of an account path such as 甲（类）乙（款）丙（项）; empty where it is none, or cut."""
    key = re.sub(r"\s+", "", subject).replace("（", "(").replace("）", ")")
    if not _PATH.fullmatch(key):
        return ()
    names = [found["name"] + (found["tail"] or "") for found in _LEVEL.finditer(key)]
    return tuple(_account_name(name) for name in names)


def _account_name(name: str) -> str:
    """The key of an account name; 支出 at its end is dropped, because sentences and forms disagree on it."""
    key = label_key(name)
    return key.removesuffix("支出") or key


def _account_statement(path: tuple[str, ...], bare: Statement, forms: Forms) -> Statement:
    """The statement with the total of its row in the 一般公共预算 expenditure form."""
    if bare.measure is not forms.reported:
        return bare
    cell = _account_cell(path, forms.accounts, forms)
    others = [_account_cell(path, forms.all_accounts, forms)]
    if len(path) == 1:
        others += _fiscal_cells(path[0], forms)
    neighbours = tuple(each for each in others if each is not None and each.value is not None)
    return replace(bare, cell=cell, neighbours=neighbours)


def _account_cell(path: tuple[str, ...], nodes: Sequence[Node], forms: Forms) -> Cell | None:
    """The total of the row at an account path, None where a name is missing or not unique."""
    found: list[Node] = []
    for name in path:
        found = [node for node in nodes if _account_name(node.row.label) == name]
        if len(found) != 1:
            return None
        nodes = found[0].children
    if not found:
        return None
    column = total_column(found[0].block, forms.rules.words)
    return None if column is None else found[0].row.cells.get(column.col)


def _fiscal_cells(name: str, forms: Forms) -> list[Cell | None]:
    """The cells of a 类 in the 财政拨款 form: its total and its funds."""
    view = view_of("fiscal_total", forms.views)
    rows = [row for block in view.blocks[1:] for row in block.rows] if view is not None else []
    return [cell for row in rows if _account_name(row.label) == name for cell in row.cells.values()]


def _class_statement(
    sentence: Sentence, figure: Figure, measure: Measure, headings: str, forms: Forms
) -> Statement | None:
    """A 类 named without its mark: only the outermost rows of the form, only below the form's own heading."""
    rules = load_statement_rules()
    if figure.unit not in YUAN or not _fits(headings, rules.path_section, rules.class_section_not):
        return None
    path = (_account_name(figure.subject or ""),)
    if _account_cell(path, forms.accounts, forms) is None:
        return None
    bare = Statement(path[0], label_key(figure.subject or ""), measure, sentence, figure, None)
    return _account_statement(path, bare, forms)

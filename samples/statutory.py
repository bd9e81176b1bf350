"""The statutory forms of the invented department, built from its accounts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest
from operator import attrgetter

from samples.accounts import Accounts, Measure
from samples.forms import LEFT, UP, Form

CLASSES = {  # 类 -> its line on the two-sided forms
    "201": "一、一般公共服务支出",
    "202": "二、外交支出",
    "203": "三、国防支出",
    "204": "四、公共安全支出",
    "205": "五、教育支出",
    "206": "六、科学技术支出",
    "207": "七、文化旅游体育与传媒支出",
    "208": "八、社会保障和就业支出",
    "210": "九、卫生健康支出",
    "211": "十、节能环保支出",
    "212": "十一、城乡社区支出",
    "213": "十二、农林水支出",
    "214": "十三、交通运输支出",
    "215": "十四、资源勘探工业信息等支出",
    "216": "十五、商业服务业等支出",
    "221": "十六、住房保障支出",
    "229": "十七、其他支出",
}
SPENT, INCOME, FISCAL = attrgetter("spent"), attrgetter("income"), attrgetter("fiscal")
PUBLIC, BASIC, PROJECT, FUND = (attrgetter(name) for name in ("public", "basic", "project", "fund"))
Row = tuple[str, ...]
Column = tuple[tuple[str, ...], Measure]  # header path and what the column sums


def fund_only(name: str) -> Measure:
    """The measure `name` of 政府性基金 items, zero elsewhere."""
    return lambda item: getattr(item, name) if item.fund else Decimal(0)


def in_fund(measure: str) -> Column:
    """A column of the form of 政府性基金."""
    headers = {
        "carried_in": ("年初结转和结余",),
        "fiscal_income": ("本年收入",),
        "fund": ("本年支出", "小计"),
    }
    return headers.get(measure, ("年末结转和结余",)), fund_only(measure)


NOTHING = attrgetter("nothing")
BY_FUNCTION: dict[str, tuple[Column, ...]] = {
    "income": (
        (("本年收入合计",), INCOME),
        (("财政拨款收入",), attrgetter("fiscal_income")),
        (("上级补助收入",), NOTHING),
        (("事业收入", "小计"), attrgetter("service_income")),
        (("事业收入", "其中：教育收费"), attrgetter("service_income")),
        (("经营收入",), NOTHING),
        (("附属单位上缴收入",), NOTHING),
        (("其他收入",), attrgetter("other")),
    ),
    "expenditure": (
        (("本年支出合计",), SPENT),
        (("基本支出",), BASIC),
        (("项目支出",), attrgetter("project_all")),
        (("上缴上级支出",), NOTHING),
        (("经营支出",), NOTHING),
        (("对附属单位补助支出",), NOTHING),
    ),
    "public_budget_expenditure": (
        (("本年支出", "合计"), PUBLIC),
        (("本年支出", "基本支出"), BASIC),
        (("本年支出", "项目支出"), PROJECT),
    ),
    "government_fund": (
        in_fund("carried_in"),
        in_fund("fiscal_income"),
        in_fund("fund"),
        (("本年支出", "基本支出"), NOTHING),
        (("本年支出", "项目支出"), FUND),
        in_fund("carried_out"),
    ),
}


@dataclass(frozen=True)
class Builder:
    """Builds the forms of one year. `zero` is what an empty cell shows, `split` parts 类|款|项."""

    book: Accounts
    zero: str = ""
    split: bool = False
    total_last: tuple[str, ...] = ()
    all_classes: bool = True
    amount_word: str = "决算数"

    def form(self, key: str, title: str) -> Form:
        """The form `key` (of the project's list of statutory forms) under a title."""
        if key in BY_FUNCTION:
            return self._by_function(title, BY_FUNCTION[key], key in self.total_last)
        builders: dict[str, Callable[[str], Form]] = {
            "income_expenditure_total": self._total,
            "fiscal_total": self._fiscal_total,
            "basic_expenditure": self._basic,
        }
        return builders[key](title)

    def money(self, amount: Decimal) -> str:
        """An amount as printed."""
        return f"{amount:,.2f}" if amount else self.zero

    def _form(self, title: str, rows: Sequence[Row], columns: str, header_rows: int) -> Form:
        return Form(title, tuple(rows), columns, header_rows, unit=self.book.unit)

    def _by_function(self, title: str, columns: Sequence[Column], total_last: bool) -> Form:
        header = self._header([path for path, _ in columns])
        rows = [
            (*self._code_cells(code), self.book.functions[code], *self._amounts(columns, code))
            for code in self.book.codes(*(measure for _, measure in columns))
        ]
        labels = 4 if self.split else 2
        total = ("合计", *[LEFT] * (labels - 1), *self._amounts(columns, ""))
        body = [*rows, total] if total_last else [total, *rows]
        roles = ("CCCL" if self.split else "CL") + "V" * len(columns)
        return self._form(title, [*header, *body], roles, len(header))

    def _amounts(self, columns: Sequence[Column], code: str) -> Row:
        return tuple(self.money(self.book.total(measure, code)) for _, measure in columns)

    def _code_cells(self, code: str) -> Row:
        return (code[:3], code[3:5], code[5:]) if self.split else (code,)

    def _header(self, paths: Sequence[tuple[str, ...]]) -> list[Row]:
        """The merged header: 项目 over code and name at the left, the paths of the values at the right."""
        left: list[Row] = [("项目", LEFT), ("科目编码", "科目名称")]
        if self.split:
            left = [("项目", LEFT, LEFT, LEFT), ("科目编码", LEFT, LEFT, "科目名称"), ("类", "款", "项", UP)]
        rows = []
        for depth, labels in enumerate(left):
            cells = []
            for number, path in enumerate(paths):
                if depth >= len(path):
                    cells.append(UP)
                elif number and paths[number - 1][: depth + 1] == path[: depth + 1]:
                    cells.append(LEFT)
                else:
                    cells.append(path[depth])
            rows.append((*labels, *cells))
        return rows

    def _class_lines(self, *measures: Measure) -> list[Row]:
        used = set(self.book.codes(measures[0]))
        return [
            (line, *(self.money(self.book.total(measure, code)) for measure in measures))
            for code, line in CLASSES.items()
            if self.all_classes or code in used
        ]

    def _sums(self, *amounts: Decimal) -> Row:
        return tuple(self.money(amount) for amount in amounts)

    def _total(self, title: str) -> Form:
        book, surplus = self.book, self.book.surplus
        total = book.total
        sources = [
            ("一、一般公共预算财政拨款收入", total(attrgetter("fiscal_income"), fund=False)),
            ("二、政府性基金预算财政拨款收入", total(attrgetter("fiscal_income"), fund=True)),
            ("三、国有资本经营预算财政拨款收入", Decimal(0)),
            ("四、上级补助收入", Decimal(0)),
            ("五、事业收入", total(attrgetter("service_income"))),
            ("六、经营收入", Decimal(0)),
            ("七、附属单位上缴收入", Decimal(0)),
            ("八、其他收入", total(attrgetter("other"))),
        ]
        used, left_over = max(-surplus, Decimal(0)), max(surplus, Decimal(0))
        carried_in, carried_out = total(attrgetter("carried_in")), total(attrgetter("carried_out"))
        tail = [
            ("本年收入合计", *self._sums(total(INCOME)), "本年支出合计", *self._sums(total(SPENT))),
            ("使用非财政拨款结余", *self._sums(used), "结余分配", *self._sums(left_over)),
            ("年初结转和结余", *self._sums(carried_in), "年末结转和结余", *self._sums(carried_out)),
            (
                "总计",
                *self._sums(total(INCOME) + used + carried_in),
                "总计",
                *self._sums(total(SPENT) + left_over + carried_out),
            ),
        ]
        left = [(label, self.money(amount)) for label, amount in sources]
        word = self.amount_word
        head: list[Row] = [("收入", LEFT, "支出", LEFT), ("项目", word, "项目（按功能分类）", word)]
        return self._form(title, [*head, *_sides(left, self._class_lines(SPENT), 2, 2), *tail], "LVLV", 2)

    def _fiscal_total(self, title: str) -> Form:
        book, none = self.book, Decimal(0)

        def funds(name: str) -> tuple[Decimal, Decimal, Decimal]:
            general = book.total(attrgetter(name), fund=False)
            fund = book.total(attrgetter(name), fund=True)
            return general + fund, general, fund

        income, opening = funds("fiscal_income"), funds("carried_in")
        spent, closing = (*funds("fiscal"), none), (*funds("carried_out"), none)
        left = [
            ("一、一般公共预算财政拨款", self.money(income[1])),
            ("二、政府性基金预算财政拨款", self.money(income[2])),
            ("三、国有资本经营预算财政拨款", self.zero),
        ]
        right = self._class_lines(FISCAL, PUBLIC, FUND, NOTHING)
        tail = [
            ("本年收入合计", *self._sums(income[0]), "本年支出合计", *self._sums(*spent)),
            (
                "年初财政拨款结转和结余",
                *self._sums(opening[0]),
                "年末财政拨款结转和结余",
                *self._sums(*closing),
            ),
            ("一般公共预算财政拨款", *self._sums(opening[1]), *[""] * 5),
            ("政府性基金预算财政拨款", *self._sums(opening[2]), *[""] * 5),
            ("国有资本经营预算财政拨款", self.zero, *[""] * 5),
            (
                "总计",
                *self._sums(income[0] + opening[0]),
                "总计",
                *self._sums(*(a + b for a, b in zip(spent, closing, strict=True))),
            ),
        ]
        names = ("合计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
        head: list[Row] = [
            ("收入", LEFT, "支出", *[LEFT] * 4),
            ("项目", self.amount_word, "项目（按功能分类）", *names),
        ]
        return self._form(title, [*head, *_sides(left, right, 2, 5), *tail], "LVLVVVV", 2)

    def _basic(self, title: str) -> Form:
        staff, running = self._economic("301", "303"), self._economic("302", "310")
        head: list[Row] = [
            ("人员经费", LEFT, LEFT, "公用经费", LEFT, LEFT),
            ("科目编码", "科目名称", self.amount_word, "科目编码", "科目名称", self.amount_word),
        ]
        totals: Row = ("人员经费合计", LEFT, self.money(self.book.economic_total("301", "303")))
        totals += ("公用经费合计", LEFT, self.money(self.book.economic_total("302", "310")))
        return self._form(title, [*head, *_sides(staff, running, 3, 3), totals], "CLVCLV", 2)

    def _economic(self, *classes: str) -> list[Row]:
        book = self.book
        codes = [code for first in classes for code in book.economics if code.startswith(first)]
        return [
            (
                code,
                book.economics[code],
                self.money(sum((v for c, v in book.economic.items() if c.startswith(code)), Decimal(0))),
            )
            for code in codes
        ]


def _sides(left: Sequence[Row], right: Sequence[Row], left_width: int, right_width: int) -> list[Row]:
    """The rows of two sides of unequal length, side by side."""
    pairs = zip_longest(left, right)
    return [(*(a or ("",) * left_width), *(b or ("",) * right_width)) for a, b in pairs]

"""The bundled disclosures: small, self-contained, true to their figures, and rendered the same every time."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pdfplumber
import pypdfium2 as pdfium
import pytest
from pdfminer.pdftypes import resolve1

from samples import render
from samples.bundled import INVENTED, PUBLISHED, SCHOOLS
from samples.document import register_fonts

SAMPLES = Path(render.__file__).parent
PDFS = sorted(SAMPLES.glob("*.pdf"))
MEGABYTE = 1024 * 1024


def truth(name: str) -> dict:
    return json.loads((SAMPLES / "truth" / f"{name}.json").read_text(encoding="utf-8"))


def table(name: str, title: str) -> dict:
    return next(t for t in truth(name)["tables"] if t["title"] == title)


def cell(name: str, title: str, row_label: str, column_label: str) -> dict:
    found = [
        c
        for c in table(name, title)["cells"]
        if c["row_label"] == row_label and c["column_label"] == column_label
    ]
    assert len(found) == 1, (name, title, row_label, column_label)
    return found[0]


def page_texts(path: Path) -> list[str]:
    """The text of each page without white space and line breaks."""
    document = pdfium.PdfDocument(path)
    texts = [re.sub(r"\s", "", page.get_textpage().get_text_bounded()) for page in document]
    document.close()
    return texts


@pytest.fixture(scope="module")
def texts() -> dict[str, list[str]]:
    return {path.stem: page_texts(path) for path in PDFS}


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """All samples rendered twice."""
    register_fonts()
    folders = tmp_path_factory.mktemp("first"), tmp_path_factory.mktemp("second")
    for folder in folders:
        for sample in render.all_samples():
            render.render(sample, folder)
    return folders


def test_every_sample_is_bundled_and_together_they_are_small() -> None:
    assert [path.stem for path in PDFS] == sorted(sample.doc_id for sample in render.all_samples())
    assert len(PDFS) >= 5
    assert sum(path.stat().st_size for path in PDFS) < 5 * MEGABYTE


@pytest.mark.parametrize("path", PDFS, ids=lambda path: path.stem)
def test_every_font_is_embedded(path: Path) -> None:
    with pdfplumber.open(path) as document:
        for page in document.pages:
            for reference in resolve1(page.page_obj.resources.get("Font", {})).values():
                font = resolve1(reference)
                assert "FontFile2" in resolve1(font["FontDescriptor"]), (path.stem, page.page_number, font)


def test_rendering_again_gives_the_same_bytes(rendered: tuple[Path, Path]) -> None:
    first, second = rendered
    for path in PDFS:
        assert (first / path.name).read_bytes() == (second / path.name).read_bytes(), path.stem


def test_what_is_bundled_is_what_the_data_renders(
    rendered: tuple[Path, Path], texts: dict[str, list[str]]
) -> None:
    """Text and truth are compared, not bytes: another zlib may pack the same page differently."""
    for path in PDFS:
        fresh = rendered[0] / path.name
        assert page_texts(fresh) == texts[path.stem], path.stem
        written = (rendered[0] / "truth" / f"{path.stem}.json").read_text(encoding="utf-8")
        assert json.loads(written) == truth(path.stem), path.stem


@pytest.mark.parametrize("name", [path.stem for path in PDFS])
def test_every_expected_cell_is_printed_on_its_page(name: str, texts: dict[str, list[str]]) -> None:
    for form in truth(name)["tables"]:
        for expected in form["cells"]:
            shown = texts[name][expected["page"] - 1]
            printed = re.sub(r"\s", "", expected["text"])
            assert form["scanned"] or printed in shown, (form["title"], expected)


def test_the_scanned_forms_have_no_text_layer(texts: dict[str, list[str]]) -> None:
    name = "qingshan-office-2021"
    forms = truth(name)["tables"]
    scanned = {page for form in forms if form["scanned"] for page in form["pages"]}
    assert len(forms) == 9
    assert [texts[name][page - 1] for page in sorted(scanned)] == [""] * len(scanned)
    assert all(text for page, text in enumerate(texts[name], 1) if page not in scanned)


@pytest.mark.parametrize("name", INVENTED)
def test_an_invented_department_says_so_on_its_cover(name: str, texts: dict[str, list[str]]) -> None:
    assert "本样本为虚构部门，仅供演示" in texts[name][0]


def test_the_first_question_of_the_readme_has_its_answer() -> None:
    found = cell("qingshanhu-office-2021", "一般公共预算财政拨款基本支出决算表", "办公费", "公用经费 / 金额")
    assert (found["value"], found["unit"], found["row_code"]) == ("92.86", "万元", "30201")


LAKE, HILL, SHANGDANG = PUBLISHED
SCHOOLS_2022, SCHOOLS_2023 = SCHOOLS
TOTAL, BASIC = "收入支出决算总表", "一般公共预算财政拨款基本支出决算表"
THREE_PUBLIC = "一般公共预算财政拨款“三公”经费支出决算表"
CLAIMS = [  # (document, form, row, column), what the narrative says of the same figure
    ((LAKE, TOTAL, "年初结转和结余", "收　入 / 决算数"), "年初结转和结余{}万元"),
    ((LAKE, TOTAL, "本年支出合计", "支　出 / 决算数"), "本年支出合计{}万元"),
    ((LAKE, BASIC, "工资福利支出", "人员经费 / 金额"), "工资福利支出{}万元"),
    ((LAKE, BASIC, "公用支出合计", "公用经费 / 金额"), "机关运行经费支出{}万元"),
    ((HILL, "支出决算表", "合计", "项目支出"), "项目支出{}万元"),
    ((HILL, "支出决算表", "金融支出", "本年支出合计"), "金融支出{}万元"),
    ((HILL, "一般公共预算财政拨款基本支出决算明细表", "人员经费合计", "人员经费 / 决算数"), "人员经费{}万元"),
    ((SHANGDANG, "支出决算表", "合计", "基本支出"), "基本支出{}万元"),
    ((SHANGDANG, "支出决算表", "城乡社区支出", "本年支出合计"), "支出决算{}万元"),
    (
        (SHANGDANG, "部门决算公开相关信息统计表", "一、政府采购情况 / 合计", "统计数"),
        "政府采购支出总额{}万元",
    ),
    ((SCHOOLS_2022, TOTAL, "总计", "收入 / 决算数"), "收、支总计均为{}万元"),
    ((SCHOOLS_2022, THREE_PUBLIC, "3. 公务接待费", "决算数"), "公务接待费全年预算4.50万元，支出决算{}万元"),
]


@pytest.mark.parametrize(("where", "claim"), CLAIMS)
def test_form_and_narrative_state_the_same_figure(
    texts: dict[str, list[str]], where: tuple[str, str, str, str], claim: str
) -> None:
    printed = cell(*where)["text"]
    text = "".join(texts[where[0]])
    assert claim.format(printed) in text or claim.format(printed.replace(",", "")) in text


def test_forms_in_yuan_and_narrative_in_wan_agree(texts: dict[str, list[str]]) -> None:
    text = "".join(texts["wushan-education-2023"])
    total = cell("wushan-education-2023", "收入支出决算总表", "总计", "支出 / 决算数")
    assert total["unit"] == "元"
    assert f"总计均为{Decimal(total['value']) / 10000:,.2f}万元" in text


CONTRADICTIONS = [  # (document, form, row, column), value in the form, what the text says
    ((LAKE, THREE_PUBLIC, "5. 国内公务接待批次（个）", "决算数"), "8", "国内公务接待7批、56人次"),
    ((SCHOOLS_2022, THREE_PUBLIC, "4. 公务用车保有量（辆）", "决算数"), "4", "年末公务用车保有量5辆"),
    (
        (SCHOOLS_2023, "政府性基金预算财政拨款收入支出决算表", "合计", "本年支出 / 小计"),
        "3520000.00",
        "支出325.00万元",
    ),
]


@pytest.mark.parametrize(("where", "value", "says"), CONTRADICTIONS)
def test_the_documented_contradictions_are_there(
    texts: dict[str, list[str]], where: tuple[str, str, str, str], value: str, says: str
) -> None:
    assert cell(*where)["value"] == value
    assert says in "".join(texts[where[0]])


def amounts(form: dict) -> dict[str, dict[str, Decimal]]:
    """column label -> code ("" for the total row) -> amount, blank as zero."""
    columns: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for found in form["cells"]:
        code = found["row_code"] or ""
        columns[found["column_label"]][code] = Decimal(found["value"] or 0)
    return columns


def by_function(name: str) -> list[dict]:
    return [t for t in truth(name)["tables"] if any(len(c["row_code"] or "") == 7 for c in t["cells"])]


@pytest.mark.parametrize("name", INVENTED)
def test_classes_add_up_from_their_items(name: str) -> None:
    forms = by_function(name)
    assert len(forms) == 4
    for form in forms:
        for column, by_code in amounts(form).items():
            for code, amount in by_code.items():
                children = [c for c in by_code if c.startswith(code) and len(c) == len(code or "x") + 2]
                if len(code) < 7:
                    assert children, (form["title"], code)
                    assert amount == sum(by_code[c] for c in children), (form["title"], column, code)


@pytest.mark.parametrize("name", INVENTED)
def test_every_row_adds_up_from_its_columns(name: str) -> None:
    for form in by_function(name):
        columns = amounts(form)
        spent = [by_code for label, by_code in columns.items() if re.search("(基本|项目)支出$", label)]
        whole = next(
            by_code for label, by_code in columns.items() if re.search("支出合计|合计$|小计$", label)
        )
        if spent:
            for code, amount in whole.items():
                assert amount == sum(by_code[code] for by_code in spent), (form["title"], code)


@pytest.mark.parametrize("name", INVENTED)
def test_economic_items_add_up_to_the_basic_expenditure(name: str) -> None:
    form = next(t for t in truth(name)["tables"] if any(c["row_code"] == "30201" for c in t["cells"]))
    amount = {c["row_code"] or c["row_label"]: Decimal(c["value"] or 0) for c in form["cells"]}
    for first in ("301", "302", "303", "310"):
        assert amount[first] == sum(v for c, v in amount.items() if c[:3] == first and len(c) == 5)
    assert amount["人员经费合计"] == amount["301"] + amount["303"]
    assert amount["公用经费合计"] == amount["302"] + amount["310"]
    public = next(t for t in by_function(name) if t["title"].startswith("一般公共预算"))
    assert amounts(public)["本年支出 / 基本支出"][""] == amount["人员经费合计"] + amount["公用经费合计"]


@pytest.mark.parametrize("name", INVENTED)
def test_the_two_sided_forms_balance(name: str) -> None:
    for form in truth(name)["tables"][0], truth(name)["tables"][3]:
        amount: dict[str, list[Decimal]] = defaultdict(list)
        for found in form["cells"]:
            amount[found["row_label"]].append(Decimal(found["value"] or 0))
        income = [
            v[0] for label, v in amount.items() if re.match("[一二三四五六七八]、.*(收入|拨款)$", label)
        ]
        spent = [v[0] for label, v in amount.items() if label.endswith("支出") and "、" in label]
        assert amount["本年收入合计"][0] == sum(income)
        assert amount["本年支出合计"][0] == sum(spent)
        opening = next(v for label, v in amount.items() if label.startswith("年初"))
        closing = next(v for label, v in amount.items() if label.startswith("年末"))
        used, left = amount.get("使用非财政拨款结余", [Decimal(0)]), amount.get("结余分配", [Decimal(0)])
        assert amount["总计"][0] == amount["本年收入合计"][0] + used[0] + opening[0]
        assert amount["总计"][1] == amount["本年支出合计"][0] + left[0] + closing[0]
        assert amount["总计"][0] == amount["总计"][1]


@pytest.mark.parametrize("name", [SCHOOLS_2022, SCHOOLS_2023])
def test_scores_of_the_self_evaluation_add_up(name: str) -> None:
    form = table(name, f"{name[-4:]}年度项目支出绩效自评表")
    for column in ("分值", "得分"):
        rows = [c for c in form["cells"] if c["column_label"] == column]
        whole = next(c for c in rows if c["row_label"] == "总分")
        assert Decimal(whole["value"]) == sum(Decimal(c["value"] or 0) for c in rows if c is not whole)


@pytest.mark.parametrize(
    ("name", "title"), [(SCHOOLS_2022, THREE_PUBLIC), (SCHOOLS_2023, "财政拨款“三公”经费支出决算表")]
)
def test_three_public_agrees_with_the_economic_items(name: str, title: str) -> None:
    economic = {c["row_code"]: c["value"] for t in truth(name)["tables"] for c in t["cells"] if c["row_code"]}
    printed = {c["value"] for c in table(name, title)["cells"]}
    whole = str(Decimal(economic["30217"]) + Decimal(economic["30231"]))
    assert {economic["30217"], economic["30231"], whole} <= printed


def test_what_2022_carries_on_2023_carries_in() -> None:
    title = "收入支出决算总表"
    closing = cell("wushan-education-2022", title, "年末结转和结余", "支出 / 决算数")
    opening = cell("wushan-education-2023", title, "年初结转和结余", "收入 / 决算数")
    assert Decimal(closing["value"]) * 10000 == Decimal(opening["value"])


def test_the_layouts_that_the_readme_promises() -> None:
    assert len(table("wushan-education-2022", "收入决算表")["pages"]) == 3
    assert table("qingshanhu-office-2021", "财政拨款收入支出决算总表")["pages"] == [8, 9]
    with pdfplumber.open(SAMPLES / "wushan-education-2023.pdf") as document:
        turned = table("wushan-education-2023", "支出决算表")["pages"]
        assert [document.pages[page - 1].rotation for page in turned] == [90] * len(turned)
        three_line = document.pages[table("wushan-education-2023", "收入决算表")["pages"][0] - 1]
        assert not three_line.rects
        assert all(line["top"] == line["bottom"] for line in three_line.lines)

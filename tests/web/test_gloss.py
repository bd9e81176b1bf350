"""English beside the labels of the forms: what a published disclosure prints, and where its pages show it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from index.config import Settings
from index.store.facts import FactStore
from index.store.search import CellQuery, Search
from samples.bundled import LAKE_OFFICE, SCHOOLS
from tests.web.cited import CELL, answer, cell
from web.chat.chart import figures_html
from web.chat.evidence import evidence_html
from web.chat.figures import figure_table
from web.chat.session import Conversation, Turn
from web.desk import Desk
from web.english.gloss import beside, choice_name, gloss
from web.loading import AssistantLoader
from web.lookup.comparing import compare, comparison_html
from web.lookup.form import form_html
from web.lookup.found import FoundPage, found_html
from web.texts import CHINESE, ENGLISH, Texts, load_texts

TEXTS = load_texts(ENGLISH)
CHINESE_TEXTS = load_texts(CHINESE)
GLOSSED = tomllib.loads(Path(__file__).with_name("glossed.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def store(sample_index: Path) -> FactStore:
    """The facts of the bundled samples that the browser tests use."""
    return FactStore(sample_index)


def test_every_label_of_a_published_disclosure_has_its_english(store: FactStore) -> None:
    forms = [table for table in store.tables(LAKE_OFFICE) if table.form]
    cells = [cell for table in forms for cell in table.cells]
    printed = {
        "titles": {table.title for table in forms},
        "columns": {cell.column_label for cell in cells},
        "rows": {cell.row_label for cell in cells} - {""},
    }
    for kind, labels in printed.items():
        assert {label: gloss(label) for label in labels} == GLOSSED[kind]


def test_nothing_statutory_stays_without_english_in_the_other_disclosures(store: FactStore) -> None:
    for doc_id in SCHOOLS:
        cells = [cell for table in store.tables(doc_id) if table.form for cell in table.cells]
        labels = {label for cell in cells for label in (cell.row_label, cell.column_label) if label}
        assert len(labels) > 100
        assert {label for label in labels if gloss(label) is None} == set()


@pytest.mark.parametrize(
    ("label", "english"),
    [
        ("公用经费 / 金额", "public expenses / amount"),
        ("（一）政府性基金预算财政拨款", "government fund budget appropriations"),
        ("一 般 公 共 服 务 支 出", "general public services"),
        ("⼯资福利支出", "wages and benefits"),  # a radical of a font
        ("“三公”经费支出", "expenditure on the three public expenses"),
        ("4．公务用车保有量（辆）", "official vehicles kept"),
        ("其他组织事务支出", "other expenditure on organisation affairs"),
        ("2024年预算数", "budget (2024)"),
        ("分值/权重（百分制）", "points available / weight (out of 100)"),
        ("得分（20分*执行率）", "score"),
        ("某某局收入支出决算总表", "summary of income and expenditure (final accounts)"),
        ("灾害防治及应急管", "disaster prevention and emergency management"),
        ("公务用车购置及运行", None),  # two labels begin like it
        ("某某专项经费", None),
        ("某某专项经费 / 金额", None),
        ("20103", None),
        ("", None),
    ],
)
def test_labels_as_they_are_printed(label: str, english: str | None) -> None:
    assert gloss(label) == english


def test_the_chinese_page_and_its_choices_stay_as_they_are() -> None:
    assert beside("<办公费>", CHINESE_TEXTS) == "&lt;办公费&gt;"
    assert choice_name("收入决算表", CHINESE_TEXTS) == "收入决算表"
    assert (
        choice_name("公开02表 收入决算表", TEXTS, "收入决算表")
        == "公开02表 收入决算表 · income (final accounts)"
    )


OFFICE = '<span class="gloss" lang="en">office expenses</span>'


def evidence(texts: Texts) -> str:
    loader = AssistantLoader(lambda: (_ for _ in ()).throw(AssertionError("not needed")), texts, print)
    desk = Desk(Settings(data_dir=Path("none")), loader, texts, "../")
    return evidence_html(Conversation((Turn("问", answer=answer("…[1]", CELL)),)), {}, desk)


def test_evidence_has_the_english_of_form_row_and_column() -> None:
    html = evidence(TEXTS)
    assert f'<dt>Row</dt><dd lang="zh-CN">办公费 {OFFICE}</dd>' in html
    assert 'lang="zh-CN">决算数 <span class="gloss" lang="en">final accounts</span></dd>' in html
    assert '表</span> <span class="gloss" lang="en">basic expenditure from general public budget' in html
    assert '<dd lang="zh-CN">92.86 万元</dd>' in html
    assert "gloss" not in evidence(CHINESE_TEXTS)


def test_the_table_of_an_answer_has_the_english_of_its_items() -> None:
    said = answer("…", cell(1, "3"), cell(2, "2", row="会议费"), cell(3, "1", row="某某专项"))
    table = figure_table(said, {})
    assert table is not None
    html = figures_html(table, said, 1, TEXTS)
    assert f'<th scope="row"><span lang="zh-CN">办公费</span> {OFFICE}</th>' in html
    assert '<th scope="row"><span lang="zh-CN">某某专项</span></th>' in html
    assert "gloss" not in figures_html(table, said, 1, CHINESE_TEXTS)


def test_the_workbench_has_the_english_of_what_a_form_prints(store: FactStore) -> None:
    disclosure = store.disclosure(LAKE_OFFICE)
    table = next(table for table in store.tables(LAKE_OFFICE) if table.form == "basic_expenditure")
    html = form_html(table, disclosure, TEXTS, "./")
    assert f"<td>办公费 {OFFICE}</td>" in html
    assert '人员经费 <span class="gloss" lang="en">personnel expenses</span></th>' in html
    assert (
        'data-what="办公费 · 公用经费 / 金额" data-english="office expenses · public expenses / amount"'
        in html
    )
    chinese = form_html(table, disclosure, CHINESE_TEXTS, "./")
    assert "gloss" not in chinese
    assert "data-english" not in chinese
    query = CellQuery(text="办公费")
    found = tuple(Search(store).cells(query, first=0, most=50))
    documents = {cell.doc_id: store.disclosure(cell.doc_id) for cell in found}
    shown = found_html(FoundPage(found, len(found), 0, query), documents, TEXTS, "./")
    assert f"办公费 {OFFICE}</td>" in shown
    comparison = compare(store, SCHOOLS, "basic_expenditure")
    assert f'lang="zh-CN">办公费 {OFFICE}</th>' in comparison_html(
        comparison, "basic_expenditure", TEXTS, "./"
    )

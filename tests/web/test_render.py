"""Answers and evidence as HTML: marks lead to evidence, and nothing that was said becomes markup."""

from __future__ import annotations

from index.types import BBox, Disclosure, Region
from qa.types import Answer, Citation, Status
from web.chat.render import answer_html, evidence_html, picture_url, question_html
from web.chat.session import Conversation, Turn
from web.documents.render import documents_html
from web.serving.pictures import View
from web.texts import load_texts

TEXTS = load_texts()
CELL = Citation(
    n=1,
    kind="cell",
    doc_id="a b&c",
    doc_title="某局<2021>年度部门决算",
    page=11,
    bbox=BBox(330, 213.126, 378, 226),
    text="92.86",
    form="basic_expenditure",
    table_no="公开06表",
    table_title="一般公共预算财政拨款基本支出决算表",
    row_label="办公费",
    column_label="决算数",
    value="92.86",
    unit="万元",
)
SENTENCE = Citation(2, "sentence", "d", "某局决算", 20, BBox(0, 0, 9, 9), "主要原因是<b>节约</b>。")


def answer(text: str, *citations: Citation, status: Status = Status.ANSWERED) -> Answer:
    return Answer("问", status, text, citations=citations)


def test_marks_of_cited_evidence_become_links_and_others_stay_text() -> None:
    html = answer_html(answer("92.86 万元[1]，见[7]。", CELL), 3, TEXTS)
    assert '<a class="cite" href="#cite-3-1" title="查看依据 1">[1]</a>' in html
    assert "[7]" in html
    assert "#cite-3-7" not in html


def test_what_was_said_never_becomes_markup() -> None:
    said = "<script>alert(1)</script>\n<img src=x onerror=y>"
    conversation = Conversation((Turn(said, answer=answer(said, CELL, SENTENCE)),))
    for html in (
        question_html(said),
        answer_html(answer(said), 1, TEXTS),
        evidence_html(conversation, {}, TEXTS),
    ):
        assert "<script" not in html
        assert "onerror=y>" not in html
        assert "&lt;script&gt;" in html
    assert "<b>节约" not in evidence_html(conversation, {}, TEXTS)


def test_an_answer_holds_no_line_break_that_would_end_its_html_block() -> None:
    assert "\n" not in answer_html(answer("一\n\n二"), 1, TEXTS)


def test_only_what_is_no_plain_answer_carries_a_badge() -> None:
    assert "badge" not in answer_html(answer("好"), 1, TEXTS)
    badges = {
        Status.CONFLICT: "原文前后不一致",
        Status.CLARIFY: "请选一种理解",
        Status.REFUSED: "没有查到",
    }
    for status, badge in badges.items():
        html = answer_html(answer("好", status=status), 1, TEXTS)
        assert f'<div class="answer {status.value}"><div class="badge">{badge}</div>' in html


def test_evidence_names_form_row_column_value_and_page() -> None:
    html = evidence_html(Conversation((Turn("问", answer=answer("…[1]", CELL)),)), {}, TEXTS)
    assert "公开06表 一般公共预算财政拨款基本支出决算表" in html
    assert "<dt>行</dt><dd>办公费</dd>" in html
    assert "<dt>列</dt><dd>决算数</dd>" in html
    assert "<dd>92.86 万元</dd>" in html
    assert "某局&lt;2021&gt;年度部门决算 · 第 11 页" in html
    assert "pager" not in html


def test_several_citations_can_be_leafed_through() -> None:
    html = evidence_html(Conversation((Turn("问", answer=answer("…[1][2]", CELL, SENTENCE)),)), {}, TEXTS)
    assert 'class="pager"' in html
    assert 'data-position="第 2 条，共 2 条"' in html
    assert "<blockquote>主要原因是&lt;b&gt;节约&lt;/b&gt;。</blockquote>" in html


def test_evidence_of_earlier_turns_stays() -> None:
    turns = (
        Turn("甲", answer=answer("…[1]", CELL)),
        Turn("乙", notice="出错"),
        Turn("丙", answer=answer("…[1]", CELL)),
    )
    html = evidence_html(Conversation(turns), {}, TEXTS)
    assert 'id="cite-1-1"' in html
    assert 'id="cite-3-1"' in html


def test_picture_addresses_hold_page_box_and_version() -> None:
    address = picture_url(CELL, "abc", View.NEAR)
    assert address == "page-pictures/a%20b%26c/11.png?box=330.00,213.13,378.00,226.00&view=near&v=abc"


def test_documents_are_listed_with_trust_and_invented_ones_marked() -> None:
    found = Disclosure("d", "题", Region("甲省", "乙市"), "数据局", 2022, pages=12, invented=True)
    html = documents_html((found,), {"d": 0.985}, TEXTS)
    assert "甲省乙市" in html
    assert '数据局 <span class="invented">虚构示例</span>' in html
    assert "98%" in html
    assert "还没有收录" in documents_html((), {}, TEXTS)

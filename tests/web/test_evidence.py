"""The evidence panel: form, row, column, figure, page, picture and original of every citation."""

from __future__ import annotations

from pathlib import Path

from index.config import Settings
from index.types import Disclosure, Region
from tests.web.cited import CELL, SENTENCE, answer
from web.chat.evidence import evidence_html
from web.chat.session import Conversation, Turn
from web.desk import Desk
from web.documents.render import documents_html
from web.loading import AssistantLoader
from web.serving.addresses import original_address, picture_address
from web.serving.pictures import View
from web.texts import load_texts

TEXTS = load_texts()


def panel(*turns: Turn) -> str:
    loader = AssistantLoader(lambda: (_ for _ in ()).throw(AssertionError("not needed")), TEXTS, print)
    return evidence_html(Conversation(turns), {}, Desk(Settings(data_dir=Path("none")), loader, TEXTS, "../"))


def test_evidence_names_form_row_column_value_and_page() -> None:
    html = panel(Turn("问", answer=answer("…[1]", CELL)))
    assert "公开06表 一般公共预算财政拨款基本支出决算表" in html
    assert '<dt>行</dt><dd lang="zh-CN">办公费</dd>' in html
    assert '<dt>列</dt><dd lang="zh-CN">决算数</dd>' in html
    assert '<dd lang="zh-CN">92.86 万元</dd>' in html
    assert "某局&lt;2021&gt;年度部门决算</span> · 第 11 页" in html
    assert "pager" not in html


def test_several_citations_can_be_leafed_through() -> None:
    html = panel(Turn("问", answer=answer("…[1][2]", CELL, SENTENCE)))
    assert 'class="pager"' in html
    assert 'data-position="第 2 条，共 2 条"' in html
    assert '<blockquote lang="zh-CN">主要原因是&lt;b&gt;节约&lt;/b&gt;。</blockquote>' in html


def test_evidence_of_earlier_turns_stays() -> None:
    html = panel(
        Turn("甲", answer=answer("…[1]", CELL)),
        Turn("乙", notice="出错"),
        Turn("丙", answer=answer("…[1]", CELL)),
    )
    assert 'id="cite-1-1"' in html
    assert 'id="cite-3-1"' in html


def test_addresses_hold_page_box_and_version_and_lead_to_the_root() -> None:
    picture = "page-pictures/a%20b%26c/11.png?box=330.00,213.13,378.00,226.00&view=near&v=abc"
    assert picture_address(CELL.doc_id, CELL.page, CELL.bbox, "abc", View.NEAR) == picture
    assert original_address(CELL.doc_id, CELL.page, "abc") == "originals/a%20b%26c.pdf?v=abc#page=11"
    html = panel(Turn("问", answer=answer("…[1]", CELL)))
    assert 'href="../originals/a%20b%26c.pdf?v=#page=11"' in html
    assert 'src="../page-pictures/a%20b%26c/11.png?' in html


def test_documents_are_listed_with_trust_and_invented_ones_marked() -> None:
    found = Disclosure("d", "题", Region("甲省", "乙市"), "数据局", 2022, pages=12, invented=True)
    html = documents_html((found,), {"d": 0.985}, TEXTS, total=1)
    assert "甲省乙市" in html
    assert '数据局</span> <span class="invented">虚构示例</span>' in html
    assert "98%" in html
    assert "还没有收录" in documents_html((), {}, TEXTS, total=0)

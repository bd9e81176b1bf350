"""Answers as HTML: marks lead to evidence, figures stand first, and nothing that was said becomes markup."""

from __future__ import annotations

from dataclasses import replace

from qa.types import Answer, Status, Step
from tests.web.cited import CELL, SENTENCE, answer, cell
from web.chat.answers import main_figure, plain_text
from web.chat.session import CitedDocument, Conversation, Term, Turn
from web.chat.transcript import transcript_html, welcome_html
from web.texts import ENGLISH, load_texts

TEXTS = load_texts()


def shown(*turns: Turn, language: str = "zh") -> str:
    return transcript_html(Conversation(turns), {}, load_texts(language))


def said(told: Answer) -> str:
    return shown(Turn("问", answer=told))


def test_marks_of_cited_evidence_become_links_and_others_stay_text() -> None:
    html = said(answer("92.86 万元[1]，见[7]。", CELL))
    assert '<a class="cite" href="#cite-1-1" aria-label="查看依据 1" title="查看依据 1">[1]</a>' in html
    assert "[7]" in html
    assert "#cite-1-7" not in html


def test_what_was_said_never_becomes_markup() -> None:
    told = "<script>alert(1)</script>\n<img src=x onerror=y>"
    term = Term("三公<b>", "<i>x</i>")
    html = shown(Turn(told, answer=answer(told + "三公<b>", CELL, SENTENCE), terms=(term,)))
    for markup in ("<script", "onerror=y>", "<i>x", "三公<b>"):
        assert markup not in html
    assert "&lt;script&gt;" in html


def test_the_figure_stands_first_as_its_cell_prints_it() -> None:
    told = replace(
        answer("为 1,489.30 万元[1]。", replace(CELL, text="1,489.30", value="1489.30")), value="1489.30"
    )
    assert main_figure(replace(told, unit="万元")) == "1,489.30 万元"
    html = said(replace(told, unit="万元"))
    assert "<strong>1,489.30 万元</strong>" in html
    assert "即 14,893,000 元" in html


def test_a_rounded_figure_gets_no_yuan_that_nothing_prints() -> None:
    rounded = replace(answer("为 92.9 万元[1]。", CELL), value="92.9", unit="万元")
    assert "即" not in said(replace(rounded, formula="92.86 万元 = 92.9 万元"))
    assert "即" not in said(replace(rounded, formula="185.72 ÷ 2 = 92.9"))
    assert "即 929,000 元" in said(replace(rounded, formula="92.86 + 0.04 = 92.90"))


def test_a_figure_in_yuan_or_a_share_is_not_said_twice() -> None:
    for unit, figure in (("元", "5 元"), ("%", "5%"), ("辆", "5 辆")):
        told = replace(answer("5", cell(1, "5", unit=unit)), value="5", unit=unit)
        assert main_figure(told) == figure
        assert "即" not in said(told)


def test_only_what_is_no_plain_answer_carries_a_badge() -> None:
    assert "badge" not in said(answer("好"))
    badges = {
        Status.CONFLICT: "原文前后不一致",
        Status.CLARIFY: "请选一种理解",
        Status.REFUSED: "没有查到",
    }
    for status, badge in badges.items():
        html = said(replace(answer("好", status=status), options=("甲局2022年三公经费是多少？",)))
        assert f'<article class="answer {status.value}"' in html
        assert f'<p class="badge">{badge}</p>' in html
    assert "badge" not in said(answer("不客气", status=Status.CLARIFY))  # nothing to choose from


def test_readings_and_what_can_be_asked_instead_are_buttons() -> None:
    html = said(
        replace(answer("哪个？", status=Status.CLARIFY), options=("甲2021年办公费", "乙2021年办公费"))
    )
    assert html.count('class="choice"') == 2
    assert 'data-question="甲2021年办公费"' in html
    assert "可以改问" in said(replace(answer("没有", status=Status.REFUSED), options=("甲",)))


def test_terms_are_explained_once_and_never_inside_the_name_of_a_form() -> None:
    own = Term("基本支出", "为保障机构正常运转的支出", page=30)
    html = shown(Turn("问", answer=answer("基本支出和基本支出，见《基本支出决算表》"), terms=(own,)))
    html = html[html.index('<div class="said"') :]
    assert html.count('class="term"') == 1
    assert html.index('class="term"') < html.index("《基本支出")
    assert "本文件第 30 页的名词解释" in html


def test_steps_are_shown_while_it_works_and_folded_after() -> None:
    step = Step("读懂问题", "办公费")
    assert "<li>读懂问题：办公费</li>" in shown(Turn("问", steps=(step,)))
    assert 'class="turn running"' in shown(Turn("问", steps=(step,)))
    done = shown(Turn("问", steps=(step,), answer=answer("好"), seconds=0.234))
    assert "<summary>已完成 1 步，用时 0.2 秒</summary>" in done


def test_the_english_page_tells_in_english_what_the_chinese_sentence_holds() -> None:
    turn = Turn(
        "Q",
        steps=(Step("读懂问题"),),
        answer=replace(answer("为 92.86[1]", CELL), value="92.86", unit="万元"),
    )
    html = shown(turn, language=ENGLISH)
    assert "Understood the question" in html
    assert "读懂问题" not in html
    assert "page 11" in html
    assert '<div class="said" lang="zh-CN">' in html


def test_only_the_last_question_can_be_edited_and_asked_again() -> None:
    html = shown(Turn("甲", answer=answer("一")), Turn("乙", answer=answer("二")))
    assert html.count('data-act="edit"') == html.count('data-act="retry"') == 1
    assert html.index('data-act="edit"') > html.index("乙")
    assert html.count('data-act="copy"') == html.count('data-act="link"') == 2


def test_a_kept_answer_over_a_file_that_changed_says_so() -> None:
    turn = Turn("问", answer=answer("好[1]", CELL), documents={"a b&c": CitedDocument("old", "某局")})
    conversation = Conversation((turn,))
    assert "原文件有过更新" in transcript_html(conversation, {"a b&c": "new"}, TEXTS)
    assert "原文件有过更新" in transcript_html(conversation, {}, TEXTS)
    assert "原文件有过更新" not in transcript_html(conversation, {"a b&c": "old"}, TEXTS)


def test_a_copied_answer_carries_its_sources() -> None:
    told = answer("为 92.86 万元[1]。", CELL)
    assert plain_text(Turn("问", answer=told), told, TEXTS).splitlines() == [
        "问",
        "为 92.86 万元[1]。",
        "[1] 某局<2021>年度部门决算 第 11 页 公开06表 一般公共预算财政拨款基本支出决算表 "
        "办公费 × 决算数 92.86 万元",
    ]


def test_the_welcome_offers_its_examples() -> None:
    assert 'data-question="甲&lt;"' in welcome_html(("甲<",), TEXTS)

"""What outlives a session: kept conversations, links, thumbs, explained terms, questions to go on with."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from index.config import Settings
from qa.pipeline import Assistant
from qa.types import Status
from tests.web.cited import CELL, SENTENCE, answer
from web.chat.feedback import FILE_NAME, feedback_on, keep_feedback
from web.chat.follow_ups import Examples, follow_ups
from web.chat.glossary import terms_in
from web.chat.keeping import from_record, to_record
from web.chat.links import changed_since, evidence_of, link_to, read_link
from web.chat.session import CitedDocument, Conversation, Term, Turn
from web.texts import CHINESE, ENGLISH, load_texts

TURN = Turn(
    "问",
    answer=answer("…[1]", CELL, SENTENCE),
    terms=(Term("三公", "三项支出", 3),),
    documents={"d": CitedDocument("v", "甲")},
)


@pytest.fixture(scope="module")
def assistant(sample_index: Path) -> Assistant:
    return Assistant.open(Settings(data_dir=sample_index))


def test_a_conversation_survives_the_browser(assistant: Assistant) -> None:
    asked = Turn("青山湖区政府办2021年办公费是多少？")
    told = replace(asked, answer=assistant.ask(asked.question), seconds=0.1)
    before = Conversation((TURN, told, Turn("还没有答")))
    after = from_record(json.loads(json.dumps(to_record(before))))
    assert after is not None
    assert after.key == before.key
    assert after.turns[0] == TURN
    assert after.turns[1] == told
    assert len(after.turns) == 2


@pytest.mark.parametrize(
    "record", [None, [], "x", {"turns": 3}, {"turns": [{"question": 1}]}, {"turns": [{}]}]
)
def test_what_is_no_conversation_is_not_opened(record: object) -> None:
    assert from_record(record) is None


def test_a_link_asks_the_question_again_and_knows_what_was_cited() -> None:
    told = answer("…", CELL, SENTENCE)
    link = link_to("印刷费呢？", ("一", "二", "三", "四"), told)
    asked = read_link(link.removeprefix("?"))
    assert asked is not None
    assert asked.question == "印刷费呢？"
    assert asked.before == ("二", "三", "四")
    assert asked.seen == evidence_of(told)
    assert changed_since(asked.seen, told) == ()
    assert parse_qs(link.removeprefix("?"))["q"] == ["印刷费呢？"]


def test_a_link_tells_what_changed_since_but_not_where_it_moved() -> None:
    seen = evidence_of(answer("…", CELL))
    assert changed_since(seen, answer("…", replace(CELL, page=99, n=4))) == ()
    assert changed_since(seen, answer("…", replace(CELL, text="93.00"))) == ("a b&c 办公费 × 决算数：92.86",)


@pytest.mark.parametrize("query", ["", "q=", "q=%20", "x=1", "seen=a"])
def test_an_address_without_a_question_asks_nothing(query: str) -> None:
    assert read_link(query) is None


@pytest.mark.parametrize("seen", ["", "a", "a|b", "a|b|c|d|e"])
def test_a_link_made_by_hand_breaks_nothing(seen: str) -> None:
    assert len(changed_since((seen,), answer("…", CELL))) == 1


def test_thumbs_are_kept_without_the_question_unless_agreed(tmp_path: Path) -> None:
    for said in (
        {"verdict": "up"},
        {"verdict": "down", "reason": "wrong_figure", "note": "x" * 5000, "with_question": True},
    ):
        feedback = feedback_on(TURN, said)
        assert feedback is not None
        keep_feedback(tmp_path, feedback)
    up, down = (json.loads(line) for line in (tmp_path / FILE_NAME).read_text(encoding="utf-8").splitlines())
    assert up["verdict"] == "up"
    assert "question" not in up
    assert up["documents"] == ["a b&c", "d"]
    assert (down["reason"], down["question"], len(down["note"])) == ("wrong_figure", "问", 1000)


@pytest.mark.parametrize("said", [{}, {"verdict": "maybe"}, {"verdict": "up", "reason": "<b>"}])
def test_what_is_no_verdict_is_not_kept(said: dict[str, object]) -> None:
    assert feedback_on(TURN, said) is None
    assert feedback_on(Turn("问", notice="出错"), {"verdict": "up"}) is None


def test_terms_are_explained_by_the_disclosure_first(assistant: Assistant) -> None:
    sentences = assistant.store.sentences("wushan-education-2023")
    text = "机关运行经费和基本支出，见《项目支出表》"
    own = {term.word: term for term in terms_in(text, sentences, CHINESE)}
    assert own.keys() == {"机关运行经费", "基本支出"}
    assert any(term.page for term in own.values())
    usual = terms_in(text, sentences, ENGLISH)
    assert [term.word for term in usual] == ["机关运行经费", "基本支出"]
    assert all(term.page is None and term.meaning.isascii() for term in usual)


def test_the_longest_term_wins() -> None:
    assert [term.word for term in terms_in("公务用车购置及运行维护费", (), CHINESE)] == [
        "公务用车购置及运行维护费"
    ]


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_examples_and_suggestions_are_answered(assistant: Assistant, language: str) -> None:
    texts = load_texts(language)
    examples = Examples(texts).of(assistant)
    assert len(set(examples)) == len(examples) >= 4
    asked = Turn(examples[0], answer=assistant.ask(examples[0]))
    suggested = follow_ups(assistant, Conversation((asked,)), texts)
    assert len(suggested) == 3
    assert examples[0] not in suggested
    for question in (*examples, *suggested):
        assert assistant.ask(question).status is Status.ANSWERED, question


def test_a_refusal_leads_on(assistant: Assistant) -> None:
    refused = assistant.ask("雾山区教育局2035年的支出是多少？")
    assert refused.status is Status.REFUSED
    onward = follow_ups(assistant, Conversation((Turn("问", answer=refused),)), load_texts())
    assert refused.options or onward

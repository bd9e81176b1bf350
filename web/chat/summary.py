"""What an answer says, for readers of English: the sentence itself where all of it is known, else what kind
of answer it is and where its figure stands. The Chinese page needs none of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from html import escape

from qa.types import Answer, Citation, Status
from web.chat.markup import marked
from web.english.markup import with_chinese
from web.english.sentences import check_in_english, in_english, option_in_english
from web.texts import CHINESE, Texts

_KEPT = 512  # answers: a conversation is drawn anew with every step

_said = lru_cache(_KEPT)(in_english)


def said_text(answer: Answer, texts: Texts) -> str:
    """The answer's text with its marks in the language of the page, as far as it can be said in it."""
    return answer.text if texts.language == CHINESE else _said(answer.text) or answer.text


def summary_html(answer: Answer, number: int, known: set[int], cited: Citation | None, texts: Texts) -> str:
    """The paragraph above the sentence in the language of the document; `cited` has the main figure."""
    if texts.language == CHINESE:
        return ""
    said = _said(answer.text)
    if said is None:
        return f'<p class="summary">{_in_general(answer, cited, texts)}</p>'
    return f'<p class="summary whole">{with_chinese(marked(said, number, known, texts))}</p>'


def _in_general(answer: Answer, cited: Citation | None, texts: Texts) -> str:
    told = texts(f"summary_{answer.status.value}")
    if answer.status is Status.ANSWERED and answer.boolean is not None:
        told = texts("summary_yes" if answer.boolean else "summary_no")
    cited = cited or (answer.citations[0] if answer.citations else None)
    if cited is None:
        return escape(told)
    document = f'<span lang="zh-CN">{escape(cited.doc_title)}</span>'
    return f"{escape(told)} {escape(texts('summary_place', page=cited.page))} {document}"


def shown_as(texts: Texts) -> Callable[[str], str]:
    """What stands on the button of a question, whatever language it is asked in."""
    if texts.language == CHINESE:
        return str
    return lambda question: option_in_english(question) or question


def note_html(content: str, number: int, known: set[int], texts: Texts) -> str:
    """A formula or lines about identities, with their marks; labels stay as the forms print them."""
    if texts.language == CHINESE:
        return f"<div>{marked(content, number, known, texts)}</div>"
    said = "\n".join(check_in_english(line) for line in content.splitlines())
    return f"<div>{with_chinese(marked(said, number, known, texts))}</div>"

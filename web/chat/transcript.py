"""The conversation as the chat shows it, one section a turn."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from qa.types import Step
from web.chat.answers import action_buttons, answer_html, main_figure, notice_html
from web.chat.links import changed_since, link_to
from web.chat.markup import button, choices, lines, without_marks
from web.chat.session import Conversation, Turn
from web.chat.summary import said_text
from web.texts import CHINESE, Texts


def transcript_html(conversation: Conversation, versions: Mapping[str, str], texts: Texts) -> str:
    """All turns. `versions` holds the content token of every file now."""
    if not conversation.turns:
        return ""
    count = len(conversation.turns)
    asked: tuple[str, ...] = ()
    shown = []
    for number, turn in enumerate(conversation.turns, start=1):
        last = number == count
        shown.append(
            _turn(
                turn, number, asked, versions, editing=last and conversation.editing, last=last, texts=texts
            )
        )
        if turn.answer is not None:
            asked += (*turn.before, turn.question)
    return f'<div class="turns" data-key="{escape(conversation.key)}">{"".join(shown)}</div>'


def welcome_html(examples: tuple[str, ...], texts: Texts) -> str:
    """What the chat shows before the first question: what can be asked, with questions that are answered."""
    heading, said = escape(texts("welcome_heading")), escape(texts("welcome_text"))
    return (
        f'<div class="welcome"><h2>{heading}</h2><p>{said}</p>'
        f"{choices(examples, texts('welcome_examples'))}</div>"
    )


def waiting_html(step: str, texts: Texts, *, failed: bool = False) -> str:
    """What the chat shows while the assistant is not there yet, or could not start."""
    heading = texts("failed_heading" if failed else "waiting_heading")
    more = "" if failed else f"<p>{escape(texts('waiting_text'))}</p>"
    return (
        f'<div class="welcome{"" if failed else " waiting"}" role="status"><h2>{escape(heading)}</h2>'
        f"<p>{escape(step)}</p>{more}</div>"
    )


def _turn(
    turn: Turn,
    number: int,
    before: tuple[str, ...],
    versions: Mapping[str, str],
    *,
    editing: bool,
    last: bool,
    texts: Texts,
) -> str:
    state = " running" if turn.running else " editing" if editing else ""
    label = escape(texts("turn_label", n=number))
    return (
        f'<section class="turn{state}" data-turn="{number}" aria-label="{label}">'
        f"{_question(turn, editing=editing, last=last, texts=texts)}{_steps(turn, texts)}"
        f"{_outcome(turn, number, before, versions, last=last, texts=texts)}</section>"
    )


def _question(turn: Turn, *, editing: bool, last: bool, texts: Texts) -> str:
    if not turn.question:
        return ""
    edit = ""
    if last and not turn.running:
        label = texts("edit_cancel" if editing else "edit")
        edit = button(label, "action", act="edit-cancel" if editing else "edit", text=turn.question)
    note = f'<p class="editing-note">{escape(texts("editing_note"))}</p>' if editing else ""
    return f'<div class="question"><div class="asked">{lines(turn.question)}</div>{edit}{note}</div>'


def _steps(turn: Turn, texts: Texts) -> str:
    told = "".join(f"<li>{_step(step, texts)}</li>" for step in turn.steps)
    if turn.running:
        begun = f"<li>{escape(texts('working'))}</li>"
        return f'<div class="steps"><ol>{told or begun}</ol></div>'
    if not told:
        return ""
    summary = texts("worked", count=len(turn.steps), seconds=f"{turn.seconds:.1f}")
    return f'<details class="steps"><summary>{escape(summary)}</summary><ol>{told}</ol></details>'


def _step(step: Step, texts: Texts) -> str:
    if texts.language == CHINESE:
        detail = f"：{step.detail}" if step.detail else ""
        return escape(step.title + detail)
    titles = dict(zip(texts.several("steps_chinese"), texts.several("steps_here"), strict=True))
    detail = f': <span lang="zh-CN">{escape(step.detail)}</span>' if step.detail else ""
    return escape(titles.get(step.title, texts("steps_other"))) + detail


def _outcome(
    turn: Turn, number: int, before: tuple[str, ...], versions: Mapping[str, str], *, last: bool, texts: Texts
) -> str:
    if turn.notice is not None:
        retry = button(texts("retry"), "action", act="retry") if last and turn.question else ""
        return f'<article class="answer notice">{notice_html(turn.notice, texts)}{retry}</article>'
    answer = turn.answer
    if answer is None:
        return ""
    said = main_figure(answer) or without_marks(said_text(answer, texts))
    link = link_to(turn.question, (*before, *turn.before), answer)
    spoken = escape(texts("said_answer", text=said))
    return (
        f'<article class="answer {answer.status.value}" data-said="{spoken}">'
        f"{_changed(turn, versions, texts)}{answer_html(turn, answer, number, texts)}"
        f"{action_buttons(turn, answer, link, last=last, texts=texts)}</article>"
    )


def _changed(turn: Turn, versions: Mapping[str, str], texts: Texts) -> str:
    """Told before the answer: a link that meant other evidence, or files that changed since a kept answer."""
    assert turn.answer is not None
    gone = changed_since(turn.expected, turn.answer)
    if gone:
        listed = "".join(f'<li lang="zh-CN">{escape(evidence)}</li>' for evidence in gone)
        return (
            f'<div class="changed" role="note"><p>{escape(texts("changed_link"))}</p><ul>{listed}</ul></div>'
        )
    if any(versions.get(doc_id) != cited.version for doc_id, cited in turn.documents.items()):
        return f'<div class="changed" role="note"><p>{escape(texts("changed_kept"))}</p></div>'
    return ""

"""The tab about the use: what staff see of questions, refusals, verdicts and times."""

from __future__ import annotations

from html import escape

import gradio as gr

from web.desk import Desk
from web.operating.access import Right
from web.operating.usage import DAYS, Day, Record, Usage, read_usage
from web.texts import Texts

_COLUMNS = (
    "usage_day",
    "usage_questions",
    "usage_answered",
    "usage_conflict",
    "usage_clarify",
    "usage_refused",
    "usage_failed",
    "usage_median",
    "usage_slow",
    "usage_fallbacks",
    "usage_up",
    "usage_down",
)
_STATUSES = ("answered", "conflict", "clarify", "refused", "failed")


def build_usage(blocks: gr.Blocks, _tab: gr.Tab, desk: Desk) -> None:
    """The tables, filled when the page is opened by somebody who may see them."""
    texts = desk.texts
    shown = gr.HTML(f"<p>{escape(texts('usage_only_staff'))}</p>", elem_id="usage")
    refresh = gr.Button(texts("usage_refresh"), size="sm")

    def fill(request: gr.Request) -> str:
        if not desk.access.may(request.request, Right.USAGE):
            return f"<p>{escape(texts('usage_only_staff'))}</p>"
        return usage_html(read_usage(desk.settings.data_dir), texts)

    for listen in (blocks.load, refresh.click):
        listen(fill, None, shown, api_visibility="private", show_progress="hidden")


def usage_html(usage: Usage, texts: Texts) -> str:
    """The use as tables; everything that people wrote is escaped."""
    if not usage.days:
        return f"<p>{escape(texts('usage_empty'))}</p>"
    parts = [
        f"<h2>{escape(texts('usage_since', days=DAYS))}</h2>",
        _table([texts(key) for key in _COLUMNS], [_day_row(*item) for item in usage.days.items()]),
        _counts(texts("usage_refusals"), usage.refusals),
        _counts(texts("usage_reasons"), {texts(f"js_reason_{name}"): n for name, n in usage.reasons.items()}),
    ]
    if usage.notes:
        heads = ("usage_note_when", "usage_note_reason", "usage_note_text", "usage_note_question")
        rows = [_note_row(note, texts) for note in usage.notes]
        parts.append(f"<h3>{escape(texts('usage_notes'))}</h3>" + _table([texts(key) for key in heads], rows))
    return "".join([*parts, f"<p>{escape(texts('usage_privacy'))}</p>"])


def _day_row(name: str, day: Day) -> list[str]:
    return [
        name,
        str(day.questions),
        *(str(day.statuses[status]) for status in _STATUSES),
        f"{day.within(50):.2f}",
        f"{day.within(95):.2f}",
        str(day.fallbacks),
        str(day.verdicts["up"]),
        str(day.verdicts["down"]),
    ]


def _note_row(note: Record, texts: Texts) -> list[str]:
    reason = str(note.get("reason") or "")
    return [
        str(note.get("when", ""))[:16].replace("T", " "),
        texts(f"js_reason_{reason}") if reason else "",
        str(note.get("note") or ""),
        str(note.get("question") or ""),
    ]


def _counts(heading: str, counts: dict[str, int]) -> str:
    if not counts:
        return ""
    rows = [[name, str(n)] for name, n in sorted(counts.items(), key=lambda item: -item[1])]
    return f"<h3>{escape(heading)}</h3>" + _table([], rows)


def _table(heads: list[str], rows: list[list[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    body = "".join("<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr>" for row in rows)
    return f"<table>{f'<thead><tr>{head}</tr></thead>' if head else ''}<tbody>{body}</tbody></table>"

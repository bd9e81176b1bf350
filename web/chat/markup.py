"""What all HTML of the chat is made with: escaping, lines, marks that lead to evidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from html import escape

from web.texts import Texts

_MARK = re.compile(r"\[(\d+)\]")


def lines(text: str) -> str:
    """Text as typed, escaped, with its line breaks."""
    return "<br>".join(escape(line) for line in text.strip().splitlines())


def mark(turn: int, n: int, texts: Texts) -> str:
    """The mark of a citation as a link into the evidence."""
    label = escape(texts("cite_title", n=n))
    return f'<a class="cite" href="#cite-{turn}-{n}" aria-label="{label}" title="{label}">[{n}]</a>'


def marked(text: str, turn: int, known: Collection[int], texts: Texts) -> str:
    """Text with its marks as links; a mark that cites nothing stays text."""

    def link(match: re.Match[str]) -> str:
        n = int(match.group(1))
        return mark(turn, n, texts) if n in known else match.group(0)

    return _MARK.sub(link, lines(text))


def without_marks(text: str) -> str:
    """Text as it is read out or copied."""
    return _MARK.sub("", text)


def button(label: str, css: str, **data: str) -> str:
    """A button that the scripts hear; `data` becomes data-… attributes."""
    attributes = "".join(f' data-{name}="{escape(value)}"' for name, value in data.items())
    return f'<button type="button" class="{css}"{attributes}>{escape(label)}</button>'


def choices(questions: Iterable[str], label: str, shown: Callable[[str], str] = str) -> str:
    """Questions to click, in a labelled group; nothing where there are none. `shown` says what stands on the
    button of a question."""
    buttons = "".join(button(shown(question), "choice", question=question) for question in questions)
    if not buttons:
        return ""
    said = escape(label)
    return f'<div class="choices" role="group" aria-label="{said}"><p>{said}</p>{buttons}</div>'

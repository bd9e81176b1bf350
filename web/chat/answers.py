"""An answer as HTML: the figure first, then the sentence with its marks, then the figures side by side.

Everything that a document or a person said is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from html import escape

from qa.money import YUAN, convert, is_money, shortest, shown
from qa.types import Answer, Citation, Status
from web.chat.chart import figures_html
from web.chat.figures import figure_table
from web.chat.glossary import load_glossary
from web.chat.markup import button, choices, lines, mark, marked
from web.chat.session import Term, Turn
from web.chat.summary import note_html, said_text, shown_as, summary_html
from web.texts import CHINESE, Texts

# Drawn, since not every machine has a font with such signs; the word beside it says the same.
THUMB = (
    '<svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true"><path fill="none" '
    'stroke="currentColor" stroke-width="1.4" stroke-linejoin="round" d="M2 7.5h2.5v6H2zM4.5 8 7.5 2c1.3 0 '
    '1.8.9 1.6 2L8.8 6h4.1c1 0 1.6.8 1.4 1.7l-1 4.4c-.2.8-.8 1.4-1.6 1.4H4.5"/></svg>'
)
_ADDED = re.compile("^[^÷×]* [+−-] [^÷×]*$")  # such a formula rounds nothing
_LONGEST_FORMULA = 400  # characters
_TERMS = 3
_MOST_COPIED = 60  # of more sources those are copied that the text itself cites
_LABELS = {Status.CLARIFY: "options_clarify", Status.REFUSED: "options_refused"}


def answer_html(turn: Turn, answer: Answer, number: int, texts: Texts) -> str:
    """What is said to a question, without the buttons below it (transcript.py)."""
    known = {citation.n for citation in answer.citations}
    names = {doc_id: cited.name for doc_id, cited in turn.documents.items()}
    table = figure_table(answer, names, texts("place_in_text"))
    parts = [
        _badge(answer, texts),
        "" if table else _headline(answer, number, texts),
        summary_html(answer, number, known, _main_citation(answer), texts),
        f'<div class="said"{_document_language(texts)}>{_said(turn, answer, number, known, texts)}</div>',
        _notes(answer, number, known, texts),
        figures_html(table, answer, number, texts) if table else "",
        choices(answer.options, texts(_LABELS.get(answer.status, "options_answered")), shown_as(texts)),
        _meanings(turn.terms, number, texts),
    ]
    return "".join(parts)


def notice_html(notice: str, texts: Texts) -> str:
    """A message that is no answer: what went wrong and what to do."""
    badge = f'<p class="badge">{escape(texts("status_notice"))}</p>'
    return f'{badge}<div class="said">{lines(notice)}</div>'


def main_figure(answer: Answer) -> str | None:
    """The main figure with its unit, as its cell prints it; None where several are compared."""
    if answer.status is not Status.ANSWERED or answer.value is None:
        return None
    cited = _main_citation(answer)
    in_a_cell = cited is not None and cited.kind == "cell"
    printed = cited.text if cited and in_a_cell else shown(Decimal(answer.value))
    unit = answer.unit or ""
    return printed if printed.endswith(unit) else f"{printed} {unit}" if unit != "%" else f"{printed}%"


def _main_citation(answer: Answer) -> Citation | None:
    if answer.formula is not None:
        return None
    same = ((answer.value, answer.unit) == (cited.value, cited.unit) for cited in answer.citations)
    return next((cited for cited, fits in zip(answer.citations, same, strict=True) if fits), None)


def _badge(answer: Answer, texts: Texts) -> str:
    if answer.status is Status.ANSWERED or (answer.status is Status.CLARIFY and not answer.options):
        return ""  # thanks are answered with a line that leaves nothing to choose
    return f'<p class="badge">{escape(texts(f"status_{answer.status.value}"))}</p>'


def _headline(answer: Answer, number: int, texts: Texts) -> str:
    figure = main_figure(answer)
    if figure is None:
        return ""
    cited = _main_citation(answer)
    marks = mark(number, cited.n, texts) if cited else ""
    printed = f"<strong{_document_language(texts)}>{escape(figure)}</strong>"
    return f'<p class="headline">{printed}{marks}{_in_yuan(answer, texts)}</p>'


def _in_yuan(answer: Answer, texts: Texts) -> str:
    """Larger units in yuan as well: few people think in tens of thousands with decimals."""
    amount = _exact(answer)
    if amount is None:
        return ""
    yuan = shown(shortest(amount))
    return f' <span class="yuan">{escape(texts("in_yuan", yuan=yuan))}</span>'


def _exact(answer: Answer) -> Decimal | None:
    """The main figure in yuan; None where it is that already, or where rounding leaves no exact one."""
    if answer.value is None or answer.unit in (None, YUAN) or not is_money(answer.unit):
        return None
    yuan = convert(Decimal(answer.value), answer.unit, YUAN)
    if _ADDED.search(answer.formula or ""):
        return yuan
    printed = (
        convert(Decimal(cited.value), cited.unit, YUAN)
        for cited in answer.citations
        if cited.value is not None and is_money(cited.unit)
    )
    return yuan if yuan in printed else None


def _document_language(texts: Texts) -> str:
    return "" if texts.language == CHINESE else ' lang="zh-CN"'


def _said(turn: Turn, answer: Answer, number: int, known: set[int], texts: Texts) -> str:
    return _with_terms(marked(answer.text, number, known, texts), turn.terms, number)


def _with_terms(html: str, terms: Sequence[Term], number: int) -> str:
    """The first use of each term as a button that shows its meaning."""
    if not terms:
        return html
    numbered = {escape(term.word): n for n, term in enumerate(terms, start=1)}
    longest_first = sorted(numbered, key=len, reverse=True)
    pattern = re.compile("|".join((load_glossary().title, *(re.escape(word) for word in longest_first))))
    used: set[str] = set()

    def explain(match: re.Match[str]) -> str:
        word = match.group(0)
        if word in used or word not in numbered:
            return word
        used.add(word)
        return (
            f'<button type="button" class="term" aria-expanded="false" '
            f'aria-describedby="term-{number}-{numbered[word]}">{word}</button>'
        )

    # Only between tags: an attribute may hold the same words.
    pieces = re.split(r"(<[^>]*>)", html)
    return "".join(piece if piece.startswith("<") else pattern.sub(explain, piece) for piece in pieces)


def _meanings(terms: Sequence[Term], number: int, texts: Texts) -> str:
    def meaning(n: int, term: Term) -> str:
        source = texts("term_usual") if term.page is None else texts("term_own", page=term.page)
        return (
            f'<div id="term-{number}-{n}"><b lang="zh-CN">{escape(term.word)}</b> {escape(term.meaning)} '
            f"<small>{escape(source)}</small></div>"
        )

    told = "".join(meaning(n, term) for n, term in enumerate(terms, start=1))
    return f'<div class="meanings" hidden>{told}</div>' if told else ""


def _notes(answer: Answer, number: int, known: set[int], texts: Texts) -> str:
    """The formula, and the identities that the figures take part in: the first one told, the rest folded.

    Those that fail come first (qa/finding/confirm.py); of tables that fail the answer itself warns.
    """
    noted = (("formula", _short(answer.formula or "")), ("checks", "".join(answer.checks[:1])))
    shown = "".join(
        f'<div class="note"><span>{escape(texts(key))}</span> '
        f"{note_html(content, number, known, texts)}</div>"
        for key, content in noted
        if content
    )
    if more := answer.checks[1:]:
        summary = escape(texts("checks_more", count=len(more)))
        listed = note_html("\n".join(more), number, known, texts)
        shown += f'<details class="more-checks"><summary>{summary}</summary>{listed}</details>'
    return shown


def _short(formula: str) -> str:
    """A formula with its first and last terms where it adds up hundreds; the record keeps it whole."""
    if len(formula) <= _LONGEST_FORMULA:
        return formula
    terms = formula.split(" + ")
    return " + ".join((*terms[:_TERMS], "……", *terms[-_TERMS:]))


def plain_text(turn: Turn, answer: Answer, texts: Texts) -> str:
    """The answer with its sources as text to copy."""
    cited = [
        " ".join(
            part
            for part in (
                f"[{c.n}]",
                c.doc_title,
                texts("page", page=c.page),
                c.table_no,
                c.table_title,
                " × ".join(name for name in (c.row_label, c.column_label) if name),
                f"{c.text} {c.unit or ''}".strip() if c.kind == "cell" else c.text,
            )
            if part
        )
        for c in answer.citations
        if len(answer.citations) <= _MOST_COPIED or f"[{c.n}]" in answer.text
    ]
    said = dict.fromkeys((turn.question, said_text(answer, texts), answer.text))
    return "\n".join((*said, *cited))


def action_buttons(turn: Turn, answer: Answer, link: str, *, last: bool, texts: Texts) -> str:
    """Copy, link, once more, and what one thinks of the answer."""
    copy = button(texts("copy"), "action", act="copy", text=plain_text(turn, answer, texts))
    shared = button(texts("link"), "action", act="link", text=link)
    again = button(texts("retry"), "action", act="retry") if last else ""
    thumbs = "".join(
        f'<button type="button" class="action thumb {verdict}" data-act="{verdict}" aria-pressed="false">'
        f"{THUMB}{escape(texts(f'thumb_{verdict}'))}</button>"
        for verdict in ("up", "down")
    )
    return (
        f'<div class="actions" role="group" aria-label="{escape(texts("actions_label"))}">'
        f"{copy}{shared}{again}{thumbs}</div>"
    )

"""What the tab of documents shows, as HTML; what a document or a file name says is escaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from index.types import Disclosure
from web.chat.markup import choices
from web.documents.intake import FileState, Intake, Step
from web.picking.pager import pager_html
from web.texts import Texts

PAGE = 50


def documents_html(
    disclosures: Sequence[Disclosure],
    trust: Mapping[str, float | None],
    texts: Texts,
    *,
    total: int,
    first: int = 0,
) -> str:
    """One page of the indexed disclosures; `trust` maps doc_id to the share of identities that hold."""
    if not disclosures:
        return f'<p class="empty">{escape(texts("documents_unfound" if total else "documents_none"))}</p>'
    columns = "".join(f'<th scope="col">{escape(name)}</th>' for name in texts.several("documents_columns"))
    rows = "".join(
        _document_row(disclosure, trust.get(disclosure.doc_id), texts) for disclosure in disclosures
    )
    shown = texts("documents_count", total=total, first=first + 1, last=first + len(disclosures))
    return (
        f'<div class="bar"><p class="count" role="status">{escape(shown)}</p>'
        f'{pager_html(first, total, PAGE, texts)}</div><div class="scroll" tabindex="0" role="region"'
        f' aria-label="{escape(texts("documents_heading"))}"><table><thead><tr>{columns}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _document_row(disclosure: Disclosure, trust: float | None, texts: Texts) -> str:
    title = escape(disclosure.title)
    department = f'<span lang="zh-CN" title="{title}">{escape(disclosure.department)}</span>'
    if disclosure.invented:
        department += f' <span class="invented">{escape(texts("invented"))}</span>'
    trusted = texts("trust_unknown") if trust is None else f"{trust:.0%}"
    cells = (
        escape(disclosure.region.name),
        department,
        str(disclosure.year),
        f"{disclosure.level.value}{disclosure.kind.value}",
        str(disclosure.pages),
        f'<span title="{escape(texts("trust_hint"))}">{escape(trusted)}</span>',
    )
    columns = texts.several("documents_columns")
    described = "".join(
        f'<td data-label="{escape(name)}">{cell}</td>' for name, cell in zip(columns, cells, strict=True)
    )
    return f"<tr>{described}</tr>"


def intake_html(
    intake: Intake, profiles: Mapping[str, Disclosure], texts: Texts, questions: Sequence[str] = ()
) -> str:
    """Every uploaded file with its step, or with what came of it and the profile that was read; below, what
    can be asked of them."""
    items = "".join(f"<li>{_file(state, profiles.get(state.doc_id), texts)}</li>" for state in intake.files)
    error = ""
    if intake.error is not None:
        error = f'<p class="error" role="alert">{escape(intake.error or texts("error_unexpected"))}</p>'
    return f'<ul role="status">{items}</ul>{error}{choices(questions, texts("intake_ask"))}'


def _file(state: FileState, profile: Disclosure | None, texts: Texts) -> str:
    name = f"<strong>{escape(state.name)}</strong>"
    if state.step in {Step.READING, Step.EMBEDDING} and state.total:
        said = texts(f"intake_{state.step.value}", done=state.done, total=state.total)
        bar = f'<progress value="{state.done}" max="{state.total}" aria-label="{escape(said)}"></progress>'
        return f"{name} {bar} <span>{escape(said)}</span>"
    if state.step is Step.FAILED and state.outcome is not None:
        # An error begins with the name of the index's copy, which need not be the file's own.
        said = str(state.outcome.error).removeprefix(f"{Path(state.name).stem}.pdf：")
        return f'{name} <span class="error">{escape(said)}</span>'
    if state.step is Step.DONE and state.outcome is not None:
        done = state.outcome
        said = texts("intake_done", pages=done.pages, tables=done.tables, cells=done.cells)
        warnings = "".join(f'<span class="warning">{escape(warning)}</span>' for warning in done.warnings)
        return f"{name} <span>{escape(said)}</span>{_profile(profile, texts)}{warnings}"
    if state.step in {Step.KNOWN, Step.NAMESAKE}:
        said = texts(f"intake_{state.step.value}", doc_id=state.doc_id)
        return f"{name} <span>{escape(said)}</span>{_profile(profile, texts)}"
    return f"{name} <span>{escape(texts('intake_waiting'))}</span>"


def _profile(profile: Disclosure | None, texts: Texts) -> str:
    if profile is None:
        return ""
    read = texts(
        "intake_profile",
        region=profile.region.name or "—",
        department=profile.department,
        year=profile.year,
        kind=f"{profile.level.value}{profile.kind.value}",
    )
    return f'<span class="profile">{escape(read)}</span>'

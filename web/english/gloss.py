"""The usual English of a form's title, a row or a column, shown beside what the document prints."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape
from importlib import resources

from index.forms.catalogue import form_by_key, identify, looks_like_title
from index.forms.labels import label_key
from web.texts import CHINESE, Texts

_BELOW = " / "
_CJK = re.compile(r"[\u3400-\u9fff]")
_LONGEST_LABEL = 120
_REMEMBERED = 4096  # labels looked up before: a form repeats the same few hundred
_TELLING, _UNPRINTED = 8, 3  # characters printed at least and missing at most, of a label cut off
_FILES = ("labels.toml", "functions.toml")


@dataclass(frozen=True, slots=True)
class _Labels:
    """What labels.toml and functions.toml say."""

    known: Mapping[str, str]
    composed: tuple[tuple[re.Pattern[str], str], ...]


@cache
def _labels() -> _Labels:
    """Both files, read once. Raises ValueError for a label that stands twice or is no label key."""
    known: dict[str, str] = {}
    room = resources.files("web.english")
    labels, functions = (tomllib.loads(room.joinpath(name).read_text(encoding="utf-8")) for name in _FILES)
    for label, english in _entries(labels, functions):
        if label in known or label_key(label) != label:
            raise ValueError(f"web/english: {label} stands twice or is no label key")
        known[label] = english
    for label, english in _entries(functions):
        for ending in functions["endings"]:
            known.setdefault(label.removesuffix(ending), english)
    composed = tuple((re.compile(rule["pattern"]), rule["english"]) for rule in labels["composed"])
    return _Labels(known, composed)


def _entries(*files: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for section in (section for file in files for section in file.values() if isinstance(section, dict)):
        yield from section.items()


def gloss(label: str) -> str | None:
    """The English of a printed label, or of a path of them parted by " / ".

    Lower case, in the words of the official classification; None where a part is not known, and for what is
    longer than any label.
    """
    if len(label) > _LONGEST_LABEL:
        return None
    parts = [_part(label_key(part)) for part in label.split(_BELOW)]
    known = [part for part in parts if part is not None]
    return _BELOW.join(known) if len(known) == len(parts) else None


@lru_cache(maxsize=_REMEMBERED)
def _part(key: str) -> str | None:
    labels = _labels()
    if key in labels.known:
        return labels.known[key]
    return _composed(key, labels) or _form(key, labels) or _cut_off(key, labels)


def _composed(key: str, labels: _Labels) -> str | None:
    """By the first pattern whose groups are all known; what is not Chinese (a year) stands as it is."""
    for pattern, english in labels.composed:
        if (found := pattern.fullmatch(key)) is None:
            continue
        parts = [_part(label_key(part)) if _CJK.search(part) else part for part in found.groups()]
        if None not in parts:
            return english.format(*parts)
    return None


def _form(key: str, labels: _Labels) -> str | None:
    """A title of a statutory form in other words, or with the department's name before it."""
    form = form_by_key(identify(key) or "") if looks_like_title(key) else None
    return labels.known.get(label_key(form.title)) if form is not None else None


def _cut_off(key: str, labels: _Labels) -> str | None:
    """A label whose end a narrow column does not print, where no other label begins like it."""
    if len(key) < _TELLING:
        return None
    whole = {
        english
        for label, english in labels.known.items()
        if label.startswith(key) and len(label) <= len(key) + _UNPRINTED
    }
    return whole.pop() if len(whole) == 1 else None


def beside(label: str, texts: Texts) -> str:
    """A printed label as HTML: as it is on the Chinese page; on another marked as Chinese, with its gloss."""
    printed = escape(label)
    if texts.language == CHINESE or not _CJK.search(label):
        return printed
    return f'<span lang="zh-CN">{printed}</span>{gloss_html(label, texts)}'


def gloss_html(label: str, texts: Texts) -> str:
    """The gloss alone, after a label printed by others; nothing on the Chinese page or where none is."""
    english = gloss_text(label, texts)
    return f' <span class="gloss" lang="en">{escape(english)}</span>' if english is not None else ""


def choice_name(title: str, texts: Texts, label: str = "") -> str:
    """The name of a choice, which is plain text: the title, then its gloss or that of `label` in it."""
    english = gloss_text(label or title, texts)
    return f"{title} · {english}" if english is not None else title


def gloss_text(label: str, texts: Texts) -> str | None:
    """The gloss for a page in another language than the documents'; None on the Chinese page."""
    return gloss(label) if texts.language != CHINESE else None

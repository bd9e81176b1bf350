"""Is every word of the model's prose covered by its evidence? What no evidence, question or common word of an
answer covers is an invention, another language or a leaked instruction, and is not shown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from qa.model.errors import UnprovenError
from qa.model.ground import Ground, names_of_body
from qa.model.items import Kind, doc_id_of, told
from qa.model.placeholders import Prose
from qa.model.words import load_words
from qa.types import CellHit, Hit

_CJK_RUN = re.compile(r"[\u3400-\u9fff]+")
_LATIN = re.compile(r"[A-Za-z]{2,}")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?=年)")
_DIGITS = re.compile(r"[\d０-９%％‰①-⑳Ⅰ-ⅻ]+(?:[.．,，]\d+)*")
_SPELLED = re.compile(
    r"(?:百分之)?[零〇一二三四五六七八九十百千两半几数]+(?:点[零〇一二三四五六七八九]+)?"
    r"(?:[万亿千百十]|万元|亿元|元|块|成|倍|分之|个百分点|人|辆|批|名|台)"
)
_MARKUP = re.compile(r"[\[\]【】<>`#*|｜\\]|https?:|^\s*[-•]", re.MULTILINE)
_LONGEST = 600
_UNCOVERED = 0.12
_LONGEST_RUN = 3
_PHRASE = 10
_LONGEST_TAIL = 12


def check_wording(prose: Prose, ground: Ground) -> None:
    """Raises UnprovenError for raw numerals, markup, and words that nothing covers."""
    words = prose.bare
    if len(words) > _LONGEST:
        raise UnprovenError("写得太长，只要一两句话。")
    known = known_text(ground)
    if found := _MARKUP.search(words):
        raise UnprovenError(f"不要写“{found.group().strip()}”这样的标记。")
    _said_once(prose)
    _ends_with_a_figure(prose)
    _raw_numerals(words, ground, known)
    if foreign := next((w for w in _LATIN.findall(words) if w.lower() not in known.lower()), None):
        raise UnprovenError(f"只用中文写，不要写“{foreign[:20]}”。")
    _covered(words, known)


def _ends_with_a_figure(prose: Prose) -> None:
    """What follows the last figure is what is counted (个股级内设机构), never a statement of its own."""
    tail = prose.words[-1].strip("。；;！! \n")
    if len(tail) > _LONGEST_TAIL or any(word in tail for word in load_words().columns):
        raise UnprovenError(f"写完最后一个占位符就结束，不要再写“{tail[:20]}”。")


def _said_once(prose: Prose) -> None:
    """A phrase comes back with another figure at most; small models go round in circles."""
    words = prose.bare
    phrases = Counter(words[n : n + _PHRASE] for n in range(len(words) - _PHRASE + 1))
    most = max(2, len(prose.references))
    if again := next((phrase for phrase, times in phrases.items() if times > most), None):
        raise UnprovenError(f"不要重复写“{again.strip()}”。")


def known_text(ground: Ground) -> str:
    """All that the prose may take its words from. Not what a sentence says at length: that is quoted, and a
    paraphrase would lend it to another item."""
    lines = (item.line for item in ground.items if item.kind is not Kind.QUOTE)
    places = (text for item in ground.items for hit in item.hits for text in _texts(hit))
    bodies = (
        name
        for item in ground.items
        for hit in item.hits
        for name in names_of_body(ground.disclosures[doc_id_of(hit)])
    )
    said = told(ground.local) if ground.local.value is not None else ""
    return "\n".join((ground.question, said, *lines, *places, *bodies))


def _texts(hit: Hit) -> Iterable[str]:
    if isinstance(hit, CellHit):
        return (hit.cell.table_title, hit.cell.row_label, hit.cell.column_label, *hit.cell.row_path)
    return ()


def _raw_numerals(words: str, ground: Ground, known: str) -> None:
    """A year that the evidence names may be written; any other numeral has to be a placeholder."""
    years = years_in(ground)
    rest = _YEAR.sub(lambda year: "" if year.group() in years else year.group(), words)
    labels = {
        text for item in ground.items for hit in item.hits if isinstance(hit, CellHit) for text in _texts(hit)
    }
    for label in sorted((label for label in labels if _DIGITS.search(label)), key=lambda w: (-len(w), w)):
        rest = rest.replace(label, "")
    if numeral := _DIGITS.search(rest):  # one that the question states is none of the evidence either
        raise UnprovenError(f"“{numeral.group()[:20]}”要写成占位符，不要自己写数。")
    for spelled in _SPELLED.finditer(rest):
        if spelled.group() not in known.removeprefix(ground.question):
            raise UnprovenError(f"“{spelled.group()[:20]}”要写成占位符，不要自己写数。")


def years_in(ground: Ground) -> set[str]:
    """The years that may be written: of the disclosures, and those that evidence or question name."""
    years = {str(ground.disclosures[doc_id_of(hit)].year) for item in ground.items for hit in item.hits}
    return years | set(_YEAR.findall(known_text(ground)))


def _covered(words: str, known: str) -> None:
    pairs = _pairs(known) | _glue()
    uncovered, total = 0, 0
    for run in _CJK_RUN.findall(words):
        free = _free(run, pairs)
        total += len(run)
        uncovered += sum(map(len, free))
        if longest := next((piece for piece in free if len(piece) > _LONGEST_RUN), None):
            raise UnprovenError(f"依据里没有“{longest[:20]}”。")
    if total and uncovered / total > _UNCOVERED:
        raise UnprovenError("有些话依据里没有，只写依据里的内容。")


def _free(run: str, pairs: frozenset[str]) -> list[str]:
    """The stretches of a run of characters that no known pair of characters or common word covers."""
    free = [True] * len(run)
    for n in range(len(run)):
        if run[n] in pairs:
            free[n] = False
        if run[n : n + 2] in pairs:
            free[n : n + 2] = [False] * len(run[n : n + 2])
    marked = "".join(char if open_ else " " for char, open_ in zip(run, free, strict=True))
    return marked.split()


def _pairs(text: str) -> frozenset[str]:
    return frozenset(run[n : n + 2] for run in _CJK_RUN.findall(text) for n in range(len(run) - 1))


@cache
def _glue() -> frozenset[str]:
    words = load_words().glue
    return frozenset(word for word in words if len(word) == 1) | _pairs("\n".join(words))

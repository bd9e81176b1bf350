"""A turn that names only a column (其中项目支出, 基本呢) or the fund (财政拨款的呢) after a row of a form:
the row is kept, what it asks is never the total of the department."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from qa.understanding import position
from qa.understanding.asked import Unit, read_asked
from qa.understanding.conversing.courtesies import core, follow_ups
from qa.understanding.conversing.lone_column import full_column, of_item
from qa.understanding.conversing.own_words import Accounts, Labels, bare_word, shortened
from qa.understanding.conversing.pointing import YEAR_BEFORE, without_pointing
from qa.understanding.conversing.screen import said_as
from qa.understanding.conversing.turns import Turn
from qa.understanding.scope import Named

Resolve = Callable[[str], Named]
_HIDDEN = "\uffff"
_LEVEL = 2  # digits of a code for one level
_CLASS = 3  # digits of a code of the first level
_TOTAL = "本年支出合计"


def row_of(content: str, accounts: Collection[str]) -> str | None:
    """The one account row that the words of a turn name, by its code or by its label; None for none, or
    several."""
    codes = position.codes(content)
    if codes:
        return codes[0] if len(codes) == 1 else None
    units = [unit for unit in read_asked(content, accounts).named if _is_account(unit, accounts)]
    return said_as(units[0]) if len(units) == 1 else None


def of_row(
    text: str, now: Named, before: Turn, accounts: Accounts | None, failed: Sequence[str] = ()
) -> str | None:
    """A turn about the row before or the one beside it, in full; None for other turns. `accounts` gives the
    account rows of disclosures; `failed` are the words of a turn in between that named nothing."""
    full = _same_row(now, before, accounts, failed) or _row_beside(now, before, accounts)
    pointed = "".join(YEAR_BEFORE.findall(text)) + "".join(f"{year}年" for year in now.years)
    return full and f"{pointed}{full}"


def _same_row(now: Named, before: Turn, accounts: Accounts | None, failed: Sequence[str]) -> str | None:
    """A turn with what the turn before asked about, where it names only a column or the fund, or asks
    for the share; None for other turns."""
    if accounts is None or now.body_named:
        return None
    rows = accounts(before.named.scope.doc_ids)
    said = without_pointing(now.content)
    row = None if failed else _of_same_row(said, before.named.content, rows)
    return row or of_item(said, before.named.content, failed, rows)


def _row_beside(now: Named, before: Turn, accounts: Accounts | None) -> str | None:
    """A turn of one word with the row that it stands for in the place of the word: a row of that very name,
    else the one beside the row before (中医院 for 中医(民族)医院 after 综合医院); None for other turns."""
    own = without_pointing(now.content)
    word, said = bare_word(own), core(own)
    if accounts is None or now.body_named or word is None or word not in said:
        return None
    rows = accounts(before.named.scope.doc_ids)
    if word in rows:
        return said
    item = row_of(before.named.content, rows)
    near = _siblings(item, rows) if item else ()
    fits = [key for key in near if shortened(word, key)]
    return said.replace(word, fits[0]) if len(fits) == 1 else None


def account_above(text: str, before: Turn, accounts: Accounts | None) -> str:
    """这个类总共多少, 该款呢 with the account that the row before belongs to; other turns as they are."""
    match = follow_ups().same_row["above"].search(text)
    if match is None or accounts is None:
        return text
    rows = accounts(before.named.scope.doc_ids)
    item = row_of(before.named.content, rows) or next((t for t in reversed(before.topics) if t in rows), "")
    width = _CLASS if match["level"] == "类" else _CLASS + _LEVEL
    wanted = {code[:width] for code in rows.get(item, frozenset())}
    found = [key for key, codes in rows.items() if wanted & codes]
    return text.replace(match.group(), found[0], 1) if len(found) == 1 else text


def as_row(now: Named, text: str, before: Turn, labels: Labels | None, resolve: Resolve) -> Named:
    """What a turn names, with a body that is not indexed read as the row of the disclosure in hand that has
    its name (博物馆 after 图书馆)."""
    said = now.scope.missing_entity
    if said is None or labels is None or not before.named.scope.doc_ids:
        return now
    if not any(said in key and key in text for key in labels(before.named.scope.doc_ids)):
        return now
    without = resolve(text.replace(said, _HIDDEN))
    return replace(without, content=without.content.replace(_HIDDEN, said))


def _siblings(item: str, rows: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """The other rows under the same account."""
    codes = rows.get(item, frozenset({item}))
    above = {code[:-_LEVEL] for code in codes if len(code) > _CLASS}
    return tuple(
        key
        for key, own in rows.items()
        if key != item and {c[:-_LEVEL] for c in own if len(c) > _CLASS} & above
    )


def _of_same_row(said: str, before: str, accounts: Collection[str]) -> str | None:
    """The turn with the row of the turn before (`before` is what that one asked); None for other turns."""
    rules = follow_ups().same_row
    if rules["share"].fullmatch(core(said)):
        return _share(before, accounts)
    match = rules["turn"].fullmatch(core(said))
    item = row_of(before, accounts) if match and any(match.groups()) else None
    if match is None or item is None:
        return None
    column = full_column(match["column"]) or (None if match["side"] else _column_in(before))
    if match["fund"]:
        return f"{item}的{match['fund']}的{column}" if column else f"{item}的{match['fund']}支出"
    return f"{item}的{column or match['side']}"


def _share(before: str, accounts: Collection[str]) -> str | None:
    """The share of the row before, in its column of the total; None where no row was asked for."""
    item, column = row_of(before, accounts), _column_in(before)
    if item is None or "占" in before:
        return None
    return f"{item}的{column}占{column}的百分之几" if column else f"{item}占{_TOTAL}的百分之几"


def column_in_full(said: str, before: str) -> str:
    """项目呢 after 基本支出 as 项目支出呢."""
    match = follow_ups().same_row["short"].match(core(said))
    if match is None or _column_in(before) is None:
        return said
    return said.replace(match["column"], full_column(match["column"]) or "", 1)


def _is_account(unit: Unit, accounts: Collection[str]) -> bool:
    return unit.keys[0] in accounts or unit.text in accounts


def _column_in(content: str) -> str | None:
    return next((name for name in follow_ups().columns if name in content), None)

"""Row labels -> row paths: which rows stand above a row in the order of the form, outermost first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Protocol

from index.forms.header_words import heads_group
from index.forms.labels import label_key, ordinal_level

_PREFIXES: Final = (3, 5, 7)


class Labelled(Protocol):
    """A row label with its account code."""

    @property
    def name(self) -> str: ...

    @property
    def code(self) -> str | None: ...


class RowPaths:
    """Walks the rows of one table from the top; a path ends with the row's own label.

    Account codes nest by prefix (201 > 20103 > 2010301), items by their ordinals (一、 > （一） > 1. > (1) >
    其中), labels of merged columns by their columns.
    """

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}
        self._open: dict[int, list[tuple[int, str]]] = {}
        self._seen: dict[int, set[str]] = {}
        self._group: dict[int, str] = {}

    def enter(self, prefix: str, rows: Iterable[Labelled]) -> None:
        """A new section begins, under a heading or without one."""
        self._codes.update({row.code: row.name for row in rows if row.code is not None})
        if prefix:
            self._open.clear()
            self._group.clear()

    def path(self, block: int, name: str, code: str | None) -> tuple[str, ...]:
        """The path of the next row of a block (side)."""
        if not name:
            return ()
        if code is not None:
            above = [code[:length] for length in _PREFIXES if length < len(code)]
            return (*(self._codes[part] for part in above if part in self._codes), name)
        if " / " in name:
            return tuple(name.split(" / "))
        return self._of_group(block, name) or self._by_ordinal(block, name)

    def _of_group(self, block: int, name: str) -> tuple[str, ...]:
        """年初结转和结余 repeats items from above it for its own parts: a name seen before belongs to it."""
        key, seen = label_key(name), self._seen.setdefault(block, set())
        if heads_group(name):
            self._group[block] = name
        elif key in seen and block in self._group:
            return (self._group[block], name)
        elif ordinal_level(name) is None:
            self._group.pop(block, None)
        seen.add(key)
        return ()

    def _by_ordinal(self, block: int, name: str) -> tuple[str, ...]:
        stack = self._open.setdefault(block, [])
        level = ordinal_level(name)
        if level is None:
            stack.clear()
            return (name,)
        while stack and stack[-1][0] >= level:
            stack.pop()
        stack.append((level, name))
        return tuple(label for _, label in stack)

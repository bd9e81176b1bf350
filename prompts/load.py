"""Prompt files (`*.md`) -> messages. A file says its version and its variables; the loader holds it to both.

    +++
    version = 3
    variables = ["question", "evidence"]
    +++
    ## system
    …
    ## user
    …$question…

`$name` is a variable; `$$` is a dollar sign. Earlier user and assistant parts are examples. What a variable
is filled with is never looked through for further variables.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template

_HEAD = re.compile(r"\A\+\+\+\n(?P<head>.*?)\n\+\+\+\n(?P<body>.*)\Z", re.DOTALL)
_PART = re.compile(r"^## (system|user|assistant)\n", re.MULTILINE)


class PromptError(ValueError):
    """A prompt file is not what the code takes it for."""


class MissingVariableError(PromptError):
    """A declared variable was not given, or is used nowhere."""


class UndeclaredVariableError(PromptError):
    """A variable was given, or is used, that the file does not declare."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation; `role` is system, user or assistant."""

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt with its version and the variables that it wants."""

    name: str
    version: int
    variables: frozenset[str]
    parts: tuple[Message, ...]

    @property
    def key(self) -> str:
        """What answers record: "write@3"."""
        return f"{self.name}@{self.version}"

    def fill(self, values: Mapping[str, str]) -> tuple[Message, ...]:
        """The messages. Raises MissingVariableError, UndeclaredVariableError."""
        if missing := self.variables - set(values):
            raise MissingVariableError(f"{self.key}: not given: {', '.join(sorted(missing))}")
        if undeclared := set(values) - self.variables:
            raise UndeclaredVariableError(f"{self.key}: not declared: {', '.join(sorted(undeclared))}")
        return tuple(Message(part.role, Template(part.text).substitute(values)) for part in self.parts)


@cache
def load_prompt(name: str, folder: Path = Path(__file__).parent) -> Prompt:
    """The prompt of that name. Raises PromptError where its file is missing or contradicts itself."""
    path = folder / f"{name}.md"
    if not path.is_file():
        raise PromptError(f"no prompt {name!r} in {folder.name}/")
    return parse_prompt(name, path.read_text(encoding="utf-8"))


def parse_prompt(name: str, text: str) -> Prompt:
    """A prompt file's text -> Prompt. Raises PromptError, MissingVariableError, UndeclaredVariableError."""
    found = _HEAD.match(text)
    if found is None:
        raise PromptError(f"{name}: no +++ head with version and variables")
    head = tomllib.loads(found["head"])
    version, declared = head.get("version"), head.get("variables")
    if not isinstance(version, int) or not isinstance(declared, list):
        raise PromptError(f"{name}: the head needs version (a number) and variables (a list)")
    pieces = _PART.split(found["body"])[1:]
    parts = tuple(Message(role, body.strip()) for role, body in zip(pieces[::2], pieces[1::2], strict=True))
    if not parts or parts[-1].role != "user":
        raise PromptError(f"{name}: the last part has to be ## user")
    used = {variable for part in parts for variable in Template(part.text).get_identifiers()}
    variables = frozenset(str(variable) for variable in declared)
    if undeclared := used - variables:
        raise UndeclaredVariableError(f"{name}: not declared: {', '.join(sorted(undeclared))}")
    if unused := variables - used:
        raise MissingVariableError(f"{name}: declared and used nowhere: {', '.join(sorted(unused))}")
    return Prompt(name, version, variables, parts)

"""Turns that choose among the options of a question back (第二个, 最后一个, 2, 后一个部门).

The history holds questions alone, so what was offered is worked out again from the turn before the choice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qa.types import Question
from qa.understanding.conversing.courtesies import core, courtesy, follow_ups
from qa.understanding.normalise import fold

Options = Callable[[Question], Sequence[str]]

_NUMBERS = {char: n for n, char in enumerate("一二三四五六七八九", start=1)} | {"首": 1, "头一": 1, "两": 2}
_ENGLISH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}


def choice(text: str) -> int | None:
    """The place in a list that a folded turn names and nothing else (-1 the last), or None."""
    match = follow_ups().choosing["nth"].fullmatch(core(text))
    if match is None:
        return None
    if match["last"]:
        return -1
    said = match["number"] or match["bare"] or match["english"]
    return int(said) if said.isdigit() else _NUMBERS.get(said) or _ENGLISH[said]


def neighbour(text: str) -> int | None:
    """-1 for 前一个部门, 1 for 后一个部门, None for other turns."""
    match = follow_ups().choosing["neighbour"].fullmatch(core(text))
    return None if match is None else -1 if match["before"] else 1


def with_choices(
    turns: Sequence[str], options_of: Options, named: Callable[[str], str]
) -> tuple[tuple[str, ...], bool]:
    """The turns with the option in the place of the turn that chose it; and True where the last turn chooses
    and there is nothing to choose from: earlier turns of that kind are left out.

    `named` gives an option without its measure: the department and the year, to go on with.
    """
    steps = any(neighbour(fold(text)) is not None for text in turns)
    said: list[str] = []
    offered: Sequence[str] = ()
    place, just_chosen, nothing = 0, False, False
    for text in turns:
        number, step, nothing = choice(fold(text)), neighbour(fold(text)), False
        if number is not None:
            offered = _offered(said, options_of) or (offered if just_chosen else ())
            chosen = number - 1 if number > 0 else len(offered) + number
            if nothing := not 0 <= chosen < len(offered):
                continue
            place, just_chosen = chosen, True
            said.append(offered[place])
        elif step is not None and offered:
            if nothing := not 0 <= place + step < len(offered):
                continue
            place, just_chosen = place + step, True
            said.append(named(offered[place]))
        else:
            before = _offered(said, options_of) if steps and step is None else ()
            if text in before:
                offered, place = before, before.index(text)
            just_chosen = text in before
            said.append(text)
    return (*said, *turns[-1:]) if nothing else tuple(said), nothing


def _offered(said: Sequence[str], options_of: Options) -> Sequence[str]:
    """What the last turn that asked anything was offered."""
    asked = [text for text in said if courtesy(fold(text)) is None]
    return options_of(Question(asked[-1], tuple(asked[:-1]))) if asked else ()

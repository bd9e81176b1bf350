"""How tabs connect their events: private to the page, and errors made on purpose told in one line."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator, Sequence

import gradio as gr
from gradio.events import Dependency

from index.errors import DisclosureQAError

Act = Callable[..., object]


def listen(
    event: Callable[..., Dependency],
    act: Act,
    inputs: Sequence[gr.components.Component],
    outputs: Sequence[gr.blocks.Block],
    **more: object,
) -> Dependency:
    """Connect an event of the page to a function or generator; no overlay of Gradio's while it runs."""
    told = _telling_steps(act) if inspect.isgeneratorfunction(act) else _telling(act)
    return event(told, list(inputs), list(outputs), api_visibility="private", show_progress="hidden", **more)


def _telling(act: Act) -> Act:
    @functools.wraps(act)
    def told(*values: object, **named: object) -> object:
        try:
            return act(*values, **named)
        except DisclosureQAError as error:
            raise gr.Error(str(error), print_exception=False) from error

    return told


def _telling_steps(act: Act) -> Act:
    @functools.wraps(act)
    def told(*values: object, **named: object) -> Iterator[object]:
        steps = act(*values, **named)
        assert isinstance(steps, Iterator)
        try:
            yield from steps
        except DisclosureQAError as error:
            raise gr.Error(str(error), print_exception=False) from error

    return told

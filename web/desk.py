"""What every tab of the page is built from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import gradio as gr

from index.config import Settings
from web.loading import AssistantLoader
from web.operating.access import EVERYBODY, Access
from web.texts import Texts


@dataclass(frozen=True, slots=True)
class Desk:
    """The assistant (behind its loader), the settings, the texts of one language's page, who may do what.

    `root` leads from that page to the server's root, so that addresses stay relative (a proxy may serve
    everything under a prefix).
    """

    settings: Settings
    loader: AssistantLoader
    texts: Texts
    root: str
    access: Access = EVERYBODY


# Called inside `with gr.Tab(...)`, which is given too: makes its components and connects their events.
BuildTab = Callable[[gr.Blocks, gr.Tab, Desk], None]

"""The styles and scripts of all rooms, as they go into the page's head."""

from __future__ import annotations

import json
from importlib import resources
from importlib.resources.abc import Traversable

from web.texts import Texts


def build_head(texts: Texts) -> str:
    """Every room's `*.css` and `*.js`, the shell's first, after what the scripts say.

    They go in as they are: Gradio would rewrite the selectors of a `css` argument.
    """
    styles = "\n".join(_sources(".css"))
    scripts = "\n".join(_sources(".js"))
    said = json.dumps(texts.for_scripts(), ensure_ascii=False).replace("<", "\\u003c")
    return f"<style>{styles}</style>\n<script>window.disclosureTexts = {said};\n{scripts}</script>"


def _sources(ending: str) -> list[str]:
    files = [
        place for room in resources.files("web").iterdir() if room.is_dir() for place in _files(room, ending)
    ]
    files.sort(key=lambda found: (found[0] != "shell", *found[:2]))
    return [place.read_text(encoding="utf-8") for _, _, place in files]


def _files(room: Traversable, ending: str) -> list[tuple[str, str, Traversable]]:
    return [(room.name, place.name, place) for place in room.iterdir() if place.name.endswith(ending)]

"""What users read stands in texts.toml: nothing missing, nothing left over."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from qa.types import Status
from web.server import SCRIPT_TEXTS
from web.texts import load_texts

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [ROOT / "app.py", *sorted((ROOT / "web").glob("*.py"))]


def used_keys() -> set[str]:
    code = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    named = set(re.findall(r"texts(?:\.several)?\(\s*[\"']([a-z_]+)[\"']", code))
    looped = set(re.findall(r"\(\"(formula|checks)\", ", code))
    return (
        named | looped | set(SCRIPT_TEXTS) | {f"status_{s.value}" for s in Status if s is not Status.ANSWERED}
    )


def test_every_text_that_is_used_exists_and_every_text_is_used() -> None:
    entries = tomllib.loads((ROOT / "web" / "texts.toml").read_text(encoding="utf-8"))["zh"]
    assert used_keys() == entries.keys()


def test_a_missing_key_or_variable_is_an_error() -> None:
    texts = load_texts()
    with pytest.raises(KeyError):
        texts("no_such_text")
    with pytest.raises(KeyError):
        texts("page", number=3)
    assert texts("page", page=3) == "第 3 页"


def test_no_chinese_text_stands_in_code() -> None:
    for path in SOURCES:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            assert not re.search(r"[\u4e00-\u9fff]", line), f"{path.name}:{number}"

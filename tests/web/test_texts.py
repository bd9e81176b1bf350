"""What users read (texts.toml of every room): nothing missing, nothing left over, one language at a time."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from web.texts import CHINESE, ENGLISH, load_texts

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [ROOT / "app.py", *sorted((ROOT / "web").rglob("*.py"))]
SCRIPTS = sorted((ROOT / "web").rglob("*.js"))
HAN = re.compile(r"[\u3400-\u9fff]")
# Words that the Chinese page writes with Latin letters: commands and settings, and the other language's name.
LATIN_IN_CHINESE = re.compile(r"\{\w+\}|make \w+|python -m index build|PORT|PDF|CSV|XLSX|English|https?")


def used_keys() -> set[str]:
    code = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    named = set(re.findall(r"[\"']([a-z][a-z_]*[a-z])[\"']", code))
    said = "\n".join(path.read_text(encoding="utf-8") for path in SCRIPTS)
    scripts = {f"js_{key}" for key in re.findall(r"texts\.([a-z_]+)", said)}
    return named | scripts


def made_up_keys() -> tuple[str, ...]:
    """Beginnings of keys that are put together: f"status_{…}" in Python, texts[`reason_${…}`] in scripts."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    said = "\n".join(path.read_text(encoding="utf-8") for path in SCRIPTS)
    return (
        *re.findall(r"texts\(f[\"']([a-z_]+_)\{", code),
        *(f"js_{start}" for start in re.findall(r"texts\[`([a-z_]+_)\$\{", said)),
    )


def variables(entry: str | list[str]) -> set[str]:
    text = entry if isinstance(entry, str) else "".join(entry)
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_text_is_used_and_every_script_text_exists() -> None:
    entries = load_texts().entries
    assert {key for key in entries.keys() - used_keys() if not key.startswith(made_up_keys())} == set()
    assert {key for key in used_keys() if key.startswith("js_")} <= entries.keys()


def test_both_languages_say_the_same_things_with_the_same_variables() -> None:
    chinese, english = load_texts(CHINESE).entries, load_texts(ENGLISH).entries
    assert chinese.keys() == english.keys()
    assert {key for key in chinese if variables(chinese[key]) != variables(english[key])} == set()


def test_no_language_stands_in_the_other() -> None:
    for key, entry in load_texts(CHINESE).entries.items():
        text = LATIN_IN_CHINESE.sub("", entry if isinstance(entry, str) else "".join(entry))
        assert key.startswith(("html_lang", "other_language", "js_gradio_says")) or not re.search(
            "[A-Za-z]{2}", text
        ), key
    for key, entry in load_texts(ENGLISH).entries.items():
        assert key.endswith(("other_language", "_chinese")) or not HAN.search("".join(entry)), key


def test_a_missing_key_or_variable_is_an_error() -> None:
    texts = load_texts()
    with pytest.raises(KeyError):
        texts("no_such_text")
    with pytest.raises(KeyError):
        texts("page", number=3)
    assert texts("page", page=3) == "第 3 页"


def test_no_chinese_text_stands_in_code() -> None:
    for path in (*SOURCES, *SCRIPTS):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            assert not HAN.search(line), f"{path.name}:{number}"

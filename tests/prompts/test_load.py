"""Prompt files are held to their declarations."""

from __future__ import annotations

from pathlib import Path

import pytest

import prompts
from prompts.load import (
    MissingVariableError,
    PromptError,
    UndeclaredVariableError,
    load_prompt,
    parse_prompt,
)

HEAD = '+++\nversion = 2\nvariables = ["question"]\n+++\n'


def test_every_prompt_file_loads_and_ends_with_the_user() -> None:
    names = sorted(path.stem for path in Path(prompts.__file__).parent.glob("*.md"))
    assert names == ["read", "repair", "write"]
    for name in names:
        prompt = load_prompt(name)
        assert prompt.parts[-1].role == "user"
        assert prompt.key == f"{name}@{prompt.version}"


def test_a_prompt_fills_its_variables_and_looks_no_further() -> None:
    prompt = parse_prompt("p", HEAD + "## system\n只看资料，不花 $$。\n## user\n问：$question\n")
    system, user = prompt.fill({"question": "$evidence ${question} {c1}"})
    assert system.text == "只看资料，不花 $。"
    assert user.text == "问：$evidence ${question} {c1}"


def test_a_missing_or_an_undeclared_value_raises() -> None:
    prompt = parse_prompt("p", HEAD + "## user\n$question\n")
    with pytest.raises(MissingVariableError, match="question"):
        prompt.fill({})
    with pytest.raises(UndeclaredVariableError, match="mood"):
        prompt.fill({"question": "x", "mood": "y"})


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("## user\n$question\n", PromptError),
        (HEAD + "$question\n", PromptError),
        (HEAD + "## user\n$question\n## assistant\n好\n", PromptError),
        (HEAD + "## user\n$question $mood\n", UndeclaredVariableError),
        (HEAD + "## user\n问\n", MissingVariableError),
        ('+++\nversion = "a"\nvariables = []\n+++\n## user\n问\n', PromptError),
    ],
)
def test_a_file_that_contradicts_itself_is_refused(text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        parse_prompt("p", text)


def test_an_unknown_prompt_is_refused() -> None:
    with pytest.raises(PromptError, match="nowhere"):
        load_prompt("nowhere")

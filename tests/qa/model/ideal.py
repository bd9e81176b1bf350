"""A deterministic writer that does everything right: what a strong model is asked to do."""

from __future__ import annotations

import re
from collections.abc import Sequence

from langchain_core.messages import BaseMessage

_EVIDENCE = re.compile(r"<依据>\n(.*?)\n</依据>", re.DOTALL)
_REQUIRED = re.compile(r"必须写到：(.*)$")
_AMOUNT_AT_END = re.compile(r"\s*-?[\d,.]+\s*(?:%|[^\d\s。，]{0,5})$")


def ideal(messages: Sequence[BaseMessage]) -> str:
    """Prose for the last question: every required figure with its department, year and name, then one more
    thing that helps (the budget beside the final figure, the change as the text says it)."""
    said = str(messages[-1].content)
    found, wanted = _EVIDENCE.search(said), _REQUIRED.search(said)
    assert found is not None
    assert wanted is not None
    lines = {line.split("｜")[0]: line.split("｜")[1:] for line in found.group(1).splitlines()}
    required = re.findall(r"\{(\w+)\}", wanted.group(1))
    main = lines[required[0]]
    clauses = [_clause(key, lines[key], first=n == 0) for n, key in enumerate(required)]
    if most := re.search("先写“(.*)”", wanted.group(1)):
        clauses[0] = f"{main[1]}{most.group(1)}的是{main[0]}，为{{{required[0]}}}"
    for key, parts in lines.items():
        if key in required or key[0] == "q" or parts[0] != main[0] or len(parts) < 3:
            continue
        if parts[1] == main[1] and "预算" in parts[2]:
            clauses.append(f"{parts[2]}为{{{key}}}")
        elif parts[1].startswith(f"{main[1]} 比上年"):
            clauses.append(f"{parts[1].replace(' ', '')}{{{key}}}")
    return "，".join(clauses) + "。"


def _clause(key: str, parts: Sequence[str], first: bool) -> str:
    if key[0] == "k":
        return f"{_AMOUNT_AT_END.sub('', parts[-1])}{{{key}}}"
    if key[0] == "q":
        return f"{parts[0]}写道：{{{key}}}" if first else f"又写道：{{{key}}}"
    return f"{parts[0]}{''.join(parts[1:-1]).replace(' ', '')}为{{{key}}}"

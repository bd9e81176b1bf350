"""Turns that ask why in other words (咋回事, 为啥没花完), as asking why the last item is not what it was
compared with: the budget, or the year before."""

from __future__ import annotations

from qa.understanding.conversing.courtesies import core, follow_ups


def compared_with(text: str) -> str:
    """What a completed turn sets its figure against: budget, last_year, or nothing."""
    patterns = follow_ups().why
    left = patterns["no_comparison"].sub(" ", text)
    return next((base for base in ("budget", "last_year") if patterns[base].search(left)), "")


def asks_why(text: str, topic: str, compared: str) -> str | None:
    """The turn in full for the item `topic`; None for turns that ask anything else."""
    patterns, said = follow_ups().why, core(text)
    if not patterns["asks"].fullmatch(said):
        return None
    base = "budget" if patterns["unspent"].search(said) else compared_with(said) or compared
    return {
        "budget": f"{topic}决算数与预算数有差异的主要原因是什么",
        "last_year": f"{topic}比上年变化的主要原因是什么",
    }.get(base, f"{topic}变化的主要原因是什么")

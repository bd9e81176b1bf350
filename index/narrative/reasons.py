"""The reason that a sentence states (主要原因是…), and sentences that state nothing else."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class ReasonWords:
    """The lead-ins of narrative.toml as patterns."""

    lead: re.Pattern[str]
    weak_lead: re.Pattern[str]
    weak_needs: re.Pattern[str]
    matter: re.Pattern[str]
    ends: re.Pattern[str]
    own_figures: re.Pattern[str]


@cache
def reason_words() -> ReasonWords:
    """The lead-ins, read once."""
    data = tomllib.loads(Path(__file__).with_name("narrative.toml").read_text(encoding="utf-8"))
    return ReasonWords(
        lead=re.compile("|".join(data["reason_leads"])),
        weak_lead=re.compile(data["weak_lead"]),
        weak_needs=re.compile(data["weak_needs"]),
        matter=re.compile(data["reason_matter"]),
        ends=re.compile(data["reason_ends"]),
        own_figures=re.compile(r"\d(?:万元|亿元|元|%|人|辆|批|个)"),
    )


def explains_only(text: str) -> bool:
    """Whether a sentence (without white space) is nothing but the reason of the one before."""
    words = reason_words()
    matter = words.matter.match(text)
    lead = words.lead.search(text)
    return lead is not None and lead.start() <= (matter.end() if matter else 0)


def states_reason(text: str) -> bool:
    """Whether the text (without white space) announces a reason."""
    return reason_words().lead.search(text) is not None


def read_reason(text: str) -> str | None:
    """The stated reason of a sentence without its lead-in; several reasons are joined with ；."""
    words = reason_words()
    tight = re.sub(r"\s+", "", text)
    leads = list(words.lead.finditer(tight))
    if not leads:
        weak = words.weak_lead.search(tight)
        leads = [weak] if weak and words.weak_needs.search(tight[: weak.start()]) else []
    reasons = []
    for number, lead in enumerate(leads):
        last = number + 1 == len(leads)
        end = len(tight) if last else leads[number + 1].start()
        reason = _until_next_matter(tight[lead.end() : end], last)
        if reason:
            reasons.append(reason)
    return "；".join(reasons) or None


def _until_next_matter(text: str, last: bool) -> str:
    """A reason ends with its sentence, or where a clause takes up figures or a comparison of its own."""
    words = reason_words()
    first = re.split(r"。(?=.)", text)[0]
    kept: list[str] = []
    for number, clause in enumerate(re.split(r"[；;]", first)):
        if number and (not last or words.own_figures.search(clause)):
            break
        kept.append(clause)
    reason = "；".join(kept)
    end = words.ends.search(reason)
    return reason[: end.start() if end else None].strip("：:，, 。；;")

"""Every suite by its name, in the order in which a full run takes them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from eval.outcome import Result
from eval.suites.conversing import conversation
from eval.suites.extracting import extraction
from eval.suites.foreign import aitqa, finglm, tatqa
from eval.suites.guarding import safety
from eval.suites.identities import identities
from eval.suites.mutating import mutation
from eval.suites.options import Options
from eval.suites.questions import answers, cases, dev
from eval.suites.retrieving import retrieval
from eval.suites.sabotaging import sabotage

Suite = Callable[[Options], Result]

SUITES: Final[dict[str, Suite]] = {
    "answers": answers,
    "cases": cases,
    "dev": dev,
    "conversation": conversation,
    "safety": safety,
    "retrieval": retrieval,
    "extraction": extraction,
    "identities": identities,
    "mutation": mutation,
    "sabotage": sabotage,
    "tatqa": tatqa,
    "aitqa": aitqa,
    "finglm": finglm,
}

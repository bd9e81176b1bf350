"""Whether a figure stands behind the name of its own item, and not of another one that is cited beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.verifying.faults import Fault
from qa.verifying.passage import Piece, Statement
from qa.verifying.tracing import Ledger, Traced


def items_at_fault(
    ledger: Ledger, statement: Statement, piece: Piece, traced: Sequence[Traced]
) -> Iterator[Fault]:
    yield from ()

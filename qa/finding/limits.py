"""How sure a match must be."""

from __future__ import annotations

SURE = 0.6  # a match that explains less is no answer; measured by the evaluation, see eval

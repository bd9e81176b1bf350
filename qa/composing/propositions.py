"""Yes or no by the figure itself: the value, the order or the direction that a question states is compared
with what is printed; whether there was any of a thing follows from its amount, its blank or its denial."""

from __future__ import annotations

"""How often one client may ask: a moving window per address, kept in memory."""

from __future__ import annotations

import math
import time

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from index.errors import SettingError
from web.texts import load_texts


class ClientLimit:
    """At most so many requests of one client in a time, such as "60/minute". An empty rate limits nothing.

    Raises SettingError for a rate that cannot be read.
    """

    def __init__(self, rate: str, name: str = "RATE_LIMIT") -> None:
        self._item = _item(rate, name) if rate else None
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def seconds_to_wait(self, client: str) -> int:
        """Count a request. 0 where it is within the limit, else the whole seconds until the next one is."""
        if self._item is None or self._limiter.hit(self._item, client):
            return 0
        window = self._limiter.get_window_stats(self._item, client)
        return max(1, math.ceil(window.reset_time - time.time()))


def _item(rate: str, name: str) -> RateLimitItem:
    try:
        return parse(rate)
    except ValueError as error:
        example = "60/minute"
        raise SettingError(load_texts()("rate_wrong", name=name, rate=rate, example=example)) from error

"""A limit to how fast one address may ask: a bucket of tokens that fills again with time."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

from biruni.api.problem_details import problem_response

RATE: Final = 25.0
BURST: Final = 250
_MOST_ADDRESSES: Final = 10_000
_UNLIMITED: Final = "/api/v1/health"


class Buckets:
    """
    Tokens by address; the addresses heard of longest ago are forgotten.

    Args:
        rate: Tokens that come back in a second.
        burst: Tokens that a bucket holds.
        clock: Seconds, from any beginning.
    """

    def __init__(
        self, rate: float, burst: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.rate = rate
        self.burst = burst
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, address: str) -> float:
        """Take a token; return 0, or the seconds until there is one."""
        now = self._clock()
        left, at = self._left.get(address, (float(self.burst), now))
        left = min(float(self.burst), left + (now - at) * self.rate)
        enough = left >= 1
        self._left[address] = (left - enough, now)
        self._left.move_to_end(address)
        if len(self._left) > _MOST_ADDRESSES:
            self._left.popitem(last=False)
        return 0.0 if enough else (1 - left) / self.rate

    def take_for(self, host: str) -> float:
        """Take a token of the household that a host belongs to."""
        return self.take(_household(host))


class RateLimit:
    """Refuses with 429 and ``Retry-After`` who asks too fast."""

    def __init__(self, app: ASGIApp, buckets: Buckets) -> None:
        self.app = app
        self.buckets = buckets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let through, or refuse."""
        if scope["type"] == "http" and scope["path"] != _UNLIMITED:
            wait = self.buckets.take(client_of(scope))
            if wait:
                refusal = problem_response(
                    scope, "too-many-requests", headers={"Retry-After": str(math.ceil(wait))}
                )
                await refusal(scope, receive, send)
                return
        await self.app(scope, receive, send)


def client_of(scope: Scope) -> str:
    """Return the address of who asks; of IPv6 the network of 64 bits, which is one household."""
    host = (scope.get("client") or ("", 0))[0]
    return _household(host) if isinstance(host, str) else str(host)


@lru_cache(maxsize=1024)
def _household(host: str) -> str:
    try:
        address = ip_address(host)
    except ValueError:
        return host
    return str(ip_network((host, 64), strict=False)) if isinstance(address, IPv6Address) else host

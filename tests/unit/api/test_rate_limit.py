"""A bucket of tokens for each address."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from biruni.api.rate_limit import Buckets, client_of


class Clock:
    """Tells the time it is told."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


def test_a_burst_is_served_and_then_the_rate_counts():
    """Who waits as long as asked is served again; others are not hindered."""
    clock = Clock()
    buckets = Buckets(2, 3, clock)
    assert [buckets.take("a") for _ in range(3)] == [0, 0, 0]
    assert buckets.take("a") == 0.5
    assert buckets.take("b") == 0
    clock.now += 0.5
    assert buckets.take("a") == 0
    assert buckets.take("a") > 0


def test_a_full_bucket_does_not_overflow():
    """Long silence saves up no more than a burst."""
    clock = Clock()
    buckets = Buckets(10, 5, clock)
    buckets.take("a")
    clock.now += 3600
    assert [buckets.take("a") > 0 for _ in range(6)] == [False] * 5 + [True]


@given(st.lists(st.floats(0, 5), min_size=1, max_size=60))
def test_no_more_is_served_than_burst_and_rate_allow(pauses: list[float]):
    """In any span of time at most burst + rate × span requests are served."""
    clock = Clock()
    buckets = Buckets(3, 4, clock)
    served = []
    for pause in pauses:
        clock.now += pause
        if not buckets.take("a"):
            served.append(clock.now)
    for first in range(len(served)):
        for last in range(first, len(served)):
            span = served[last] - served[first]
            assert last - first + 1 <= 4 + 3 * span + 1e-6
    assert all(a <= b for a, b in pairwise(served))


def test_many_addresses_do_not_fill_the_memory():
    """The addresses heard of longest ago are forgotten."""
    buckets = Buckets(1, 1, Clock())
    for number in range(20_000):
        buckets.take(str(number))
    assert len(buckets._left) == 10_000


def test_a_network_of_ipv6_is_one_household():
    """Of IPv6 whoever has one address has 2^64 of them; of IPv4 each counts."""
    one, other, neighbour = (
        client_of({"client": (host, 1)})
        for host in ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1")
    )
    assert one == other != neighbour
    assert client_of({"client": ("192.0.2.1", 1)}) == "192.0.2.1"
    assert client_of({"client": None}) == ""
    assert client_of({"client": ("testclient", 1)}) == "testclient"

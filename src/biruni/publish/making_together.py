"""Files of a copy made in several processes at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from multiprocessing import get_context
from typing import Final

from biruni.publish.making import Choice, Made, Maker, OpenRegistry
from biruni.publish.plan import Target

_AT_ONCE: Final = 8  # files in one errand
_AHEAD: Final = 3  # errands for each process
Take = Callable[[int], list[Target]]
"""Returns at most so many targets that wait to be made."""

_own: list[Maker] = []


def made_together(
    maker: Maker, open_registry: OpenRegistry, choice: Choice, take: Take, *, jobs: int
) -> Iterator[Made]:
    """
    Go through the files as they are made; what one leads to may be taken next.

    Args:
        maker: Makes them in this process, when ``jobs`` is 1.
        open_registry: Opens the registry in another process, which has to be able to import it.
        choice: What is published.
        take: Gives what is to be made.
        jobs: How many processes.
    """
    if jobs == 1:
        while targets := take(_AT_ONCE):
            yield from maker.made(targets)
        return
    running: set[Future[list[Made]]] = set()
    with ProcessPoolExecutor(
        jobs, mp_context=get_context("spawn"), initializer=_begin, initargs=(open_registry, choice)
    ) as pool:
        try:
            while True:
                while len(running) < _AHEAD * jobs and (targets := take(_AT_ONCE)):
                    running.add(pool.submit(_work, targets))
                if not running:
                    return
                done, running = wait(running, return_when=FIRST_COMPLETED)
                for each in done:
                    yield from each.result()
        finally:
            for each in running:
                each.cancel()


def _begin(open_registry: OpenRegistry, choice: Choice) -> None:
    _own.append(Maker(open_registry, choice))


def _work(targets: list[Target]) -> list[Made]:
    return _own[0].made(targets)

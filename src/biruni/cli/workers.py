"""Several processes that serve from one socket."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from types import FrameType
from typing import Final

_AT_LEAST: Final = 1.0  # seconds that a process lives, or it is not begun again


def work(run: Callable[[], None], workers: int) -> None:
    """
    Run in as many processes until told to end; one that dies is begun again.

    What was read before is shared between them as long as nobody writes to it.

    Args:
        run: Serves until it is sent SIGTERM.
        workers: How many processes; with one there is only this one.
    """
    if workers == 1:
        run()
        return
    began: dict[int, float] = {}
    ending = False

    def end(_number: int, _frame: FrameType | None) -> None:
        nonlocal ending
        ending = True
        for child in began:
            os.kill(child, signal.SIGTERM)

    before = {each: signal.signal(each, end) for each in (signal.SIGTERM, signal.SIGINT)}
    try:
        for _ in range(workers):
            began[_begin(run)] = time.monotonic()
        while began:
            child, _ = os.wait()
            lived = time.monotonic() - began.pop(child, 0.0)
            if not ending and lived >= _AT_LEAST:
                began[_begin(run)] = time.monotonic()
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _begin(run: Callable[[], None]) -> int:
    child = os.fork()
    if child:
        return child
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, signal.SIG_DFL)
    try:
        run()
    except KeyboardInterrupt:
        os._exit(0)
    except BaseException:  # noqa: BLE001 (nothing of the parent's may go on in the child)
        import traceback

        traceback.print_exc()
        os._exit(1)
    os._exit(0)

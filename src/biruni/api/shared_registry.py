"""A registry for one request, with the views that all requests share."""

from __future__ import annotations

import copy
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Lock
from typing import Final

from starlette.exceptions import HTTPException

from biruni.model.problems import NotFound
from biruni.observatory.registry import Registry
from biruni.store.ledger import Ledger
from biruni.view.moment import Moment
from biruni.view.view import View

OpenRegistry = Callable[[], Registry]
_VIEWS: Final = 8


class SharedViews:
    """
    The views last asked for, for all threads.

    A view depends on the version of the ledger, the known time and the day of publication; the day
    in the world only says how it is read. Known times between the same two batches see the same.
    """

    def __init__(self, most: int = _VIEWS) -> None:
        self._most = most
        self._views: OrderedDict[tuple[str, str, int | None], View] = OrderedDict()
        self._times: tuple[str, list[str]] = ("", [])
        self._lock = Lock()

    def at(self, ledger: Ledger, moment: Moment) -> View:
        """Return the whole registry as of a moment."""
        with self._lock:
            version = ledger.version()
            key = (version, self._last_batch(ledger, version, moment), moment.published_by)
            if key not in self._views:
                self._views[key] = _complete(View(ledger.records(), moment))
            self._views.move_to_end(key)
            while len(self._views) > self._most:
                self._views.popitem(last=False)
            view = copy.copy(self._views[key])
        view.moment = replace(moment)
        return view

    def _last_batch(self, ledger: Ledger, version: str, moment: Moment) -> str:
        """Return the time of the last batch that was known; times sort as text."""
        if self._times[0] != version:
            self._times = (version, sorted(batch.recorded_at for batch in ledger.batches()))
        times = self._times[1]
        known = bisect_right(times, moment.known_at)
        return times[known - 1] if known else ""


def _complete(view: View) -> View:
    """Let the view compute what it computes when first asked, before threads share it."""
    view.entities("")
    view.pointing_to("")
    view.page("")
    return view


class SharedRegistry(Registry):
    """A registry opened for one request by the thread that answers it."""

    def __init__(self, ledger: Ledger, views: SharedViews) -> None:
        super().__init__(ledger)
        self._shared = views

    def view(self, moment: Moment) -> View:
        """Return the shared view of a moment."""
        return self._shared.at(self.ledger, moment)


class Registries:
    """Opens a registry for a request. It is opened, asked and closed by one thread."""

    def __init__(self, open_registry: OpenRegistry) -> None:
        self._open = open_registry
        self._views = SharedViews()

    @contextmanager
    def lend(self) -> Iterator[SharedRegistry]:
        """
        Open a registry.

        Raises:
            HTTPException: There is none to open; that is no fault of who asks.
        """
        try:
            registry = self._open()
        except NotFound as error:
            raise HTTPException(503, "no registry has been built here yet") from error
        with registry:
            yield SharedRegistry(registry.ledger, self._views)

    def version(self) -> str:
        """Return what changes when anything is recorded."""
        with self.lend() as registry:
            return registry.ledger.version()

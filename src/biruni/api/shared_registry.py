"""A registry for one request, with the views that all requests share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from starlette.exceptions import HTTPException

from biruni.model.problems import NotFound
from biruni.model.worded import worded
from biruni.observatory.registry import Registry
from biruni.observatory.views import Views
from biruni.store.ledger import Ledger

OpenRegistry = Callable[[], Registry]


class SharedRegistry(Registry):
    """A registry opened for one request by the thread that answers it."""

    def __init__(self, ledger: Ledger, views: Views) -> None:
        super().__init__(ledger, views)


class Registries:
    """Opens a registry for a request. It is opened, asked and closed by one thread."""

    def __init__(self, open_registry: OpenRegistry) -> None:
        self._open = open_registry
        self._views = Views()

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
            raise HTTPException(503, worded("no registry has been built here yet")) from error
        with registry:
            shared = SharedRegistry(registry.ledger, self._views)
            try:
                yield shared
            finally:
                shared.close_imports()

    def version(self) -> str:
        """Return what changes when anything is recorded."""
        with self.lend() as registry:
            return registry.version()

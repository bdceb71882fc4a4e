"""The desk: where a question meets the registry, and where recent answers are kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Final

from biruni.api.shared_registry import OpenRegistry, Registries
from biruni.observatory.reading import Reading
from biruni.view.moment import Moment

_MOST_ITEMS: Final = 40_000
_BYTES_PER_OBJECT: Final = 1000


class Desk:
    """
    Answers questions in whatever thread they come.

    Attributes:
        registries: Opens the registry.
        today: The day to ask of when none is given, ``2026-11-24``.
    """

    def __init__(self, open_registry: OpenRegistry, today: Callable[[], str]) -> None:
        self.registries = Registries(open_registry)
        self.today = today
        self.kept = Kept(_MOST_ITEMS)

    def answer(
        self, key: tuple[Hashable, ...], moment: Moment, compute: Callable[[Reading], Any]
    ) -> Any:
        """Return what is computed from a reading of the moment; the same question only once."""
        with self.registries.lend() as registry:
            key = (registry.version(), *key)
            found = self.kept.get(key)
            if found is None:
                found = compute(Reading(registry, moment))
                self.kept.put(key, found, _size(found))
        return found


class Kept:
    """What was computed last, up to a total size."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._total = 0
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> Any:
        """Return it, or None."""
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key][0]

    def put(self, key: Hashable, content: Any, size: int) -> None:
        """Keep it, and let go of what was not asked for longest."""
        if size > self._most:
            return
        with self._lock:
            if key in self._kept:
                return
            self._kept[key] = (content, size)
            self._total += size
            while self._total > self._most:
                _, (_, freed) = self._kept.popitem(last=False)
                self._total -= freed


def _size(content: Any) -> int:
    """Return about how many objects an answer holds; of a file, what would take as much room."""
    if isinstance(content, bytes):
        return 1 + len(content) // _BYTES_PER_OBJECT
    if isinstance(content, dict):
        return 1 + sum(_size(value) for value in content.values() if isinstance(value, list | dict))
    if isinstance(content, list):
        return 1 + sum(_size(each) for each in content)
    return 1

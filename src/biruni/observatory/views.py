"""The views last asked for: built once from the records of a ledger, shared by all who ask."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from threading import Lock
from typing import Final

from biruni.model.statement import Record
from biruni.store.ledger import Ledger
from biruni.view.moment import Moment
from biruni.view.view import View

_BASES: Final = 8
_MOMENTS: Final = 64
_Base = tuple[str, int | None]


class Views:
    """
    The views last asked for, for all threads.

    The statements of a view depend on the version of the ledger, the known time and the day of
    publication; the day in the world only says how they are read. So there are few of these, and
    the view of another valid day costs nothing. Known times between the same two batches see the
    same. The records are read from the ledger once a version.
    """

    def __init__(self, most: int = _BASES) -> None:
        self._most = most
        self._bases: OrderedDict[_Base, View] = OrderedDict()
        self._at: OrderedDict[tuple[_Base, Moment], View] = OrderedDict()
        self._version = ""
        self._times: list[str] = []
        self._records: list[Record] = []
        self._lock = Lock()

    def at(self, ledger: Ledger, moment: Moment) -> View:
        """Return the whole registry as of a moment."""
        with self._lock:
            self._read(ledger)
            base = (self._last_batch(moment.known_at), moment.published_by)
            found = self._at.get((base, moment))
            if found is None:
                found = self._at[base, moment] = self._base(base, moment).on(moment)
            self._at.move_to_end((base, moment))
            while len(self._at) > _MOMENTS:
                self._at.popitem(last=False)
            return found

    def loaded(self, ledger: Ledger, moment: Moment) -> View | None:
        """Return the whole registry as of a moment if its statements are here already."""
        with self._lock:
            if ledger.version() != self._version:
                return None
            base = (self._last_batch(moment.known_at), moment.published_by)
            if base not in self._bases:
                return None
        return self.at(ledger, moment)

    def _read(self, ledger: Ledger) -> None:
        """Read the records again if any were recorded or withdrawn."""
        version = ledger.version()
        if version != self._version:
            self._records = list(ledger.records())
            self._times = sorted(batch.recorded_at for batch in ledger.batches())
            self._version = version
            self._bases.clear()
            self._at.clear()

    def _last_batch(self, known_at: str) -> str:
        """Return the time of the last batch that was known; times sort as text."""
        known = bisect_right(self._times, known_at)
        return self._times[known - 1] if known else ""

    def _base(self, base: _Base, moment: Moment) -> View:
        """Return a view with the statements of a moment, whatever its valid day."""
        if base not in self._bases:
            self._bases[base] = View(self._records, moment)
        self._bases.move_to_end(base)
        while len(self._bases) > self._most:
            gone, _ = self._bases.popitem(last=False)
            self._at = OrderedDict((key, view) for key, view in self._at.items() if key[0] != gone)
        return self._bases[base]

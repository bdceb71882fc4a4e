"""A registry: a ledger, and the questions it answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Self

from biruni.model.ids import is_id, is_iso3, kind_in_id
from biruni.model.problems import NotFound
from biruni.model.statement import Record
from biruni.model.worded import worded
from biruni.observatory.home import IMPORTS, LEDGER_NAME, home
from biruni.observatory.reading import Reading
from biruni.observatory.views import Views
from biruni.store.ledger import Ledger
from biruni.view.moment import Moment, moment
from biruni.view.view import View, publication_days

if TYPE_CHECKING:
    from biruni.store.build import BuildResult


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: batches replayed from the pack's own history, and what was new or gone."""

    pack: str
    replayed: int
    result: BuildResult
    statements: int


class Registry:
    """
    The ledger of one user or office, opened.

    Use it as a context manager::

        with Registry.open() as registry:
            view = registry.view(moment("2025-08-01"))
    """

    def __init__(self, ledger: Ledger, views: Views | None = None) -> None:
        self.ledger = ledger
        self._views = views or Views()
        self._imports: Registry | None = None

    @classmethod
    def open(cls, folder: Path | None = None, *, create: bool = False) -> Self:
        """
        Open a folder, by default `biruni.observatory.home.home`.

        Raises:
            NotFound: There is none, and ``create`` is False.
        """
        folder = folder or home()
        path = folder / LEDGER_NAME
        if not create and not path.exists():
            raise NotFound(
                f"no registry in {folder}",
                hint="run `biruni build`, or set BIRUNI_HOME to its folder",
            )
        if create:
            folder.mkdir(parents=True, exist_ok=True)
        return cls(Ledger.open(path, create=create))

    def close(self) -> None:
        """Close the ledger, and that of the imported tables if it was asked for."""
        self.ledger.close()
        self.close_imports()

    def close_imports(self) -> None:
        """Close the ledger of the imported tables."""
        if self._imports is not None:
            self._imports.close()
            self._imports = None

    @property
    def imports(self) -> Registry | None:
        """The registry of imported tables beside this one, for reading; None if there is none."""
        path = self.ledger.path.parent / IMPORTS / LEDGER_NAME
        if self._imports is None and path.exists():
            self._imports = Registry(Ledger.open(path, create=False, read_only=True))
        return self._imports

    def version(self) -> str:
        """Return what changes when anything is recorded here or of the imported tables."""
        imports = self.imports
        own = self.ledger.version()
        return own if imports is None else f"{own} {imports.ledger.version()}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def build(
        self, folder: Path, *, now: str, by: str = "biruni build", history: Path | None = None
    ) -> Built:
        """
        Read a pack, replay its history, record what is new or gone, in one transaction.

        Args:
            folder: The pack.
            now: UTC time to record with, ``2026-11-24T02:40:00Z``.
            by: Who records.
            history: File to carry on the pack's history in; None leaves the pack as it is.

        Raises:
            InvalidInput: The pack has problems; nothing is recorded.
        """
        from biruni.packs.pack import read_pack
        from biruni.store.build import build
        from biruni.store.history import replay_history, write_history

        pack = read_pack(folder).or_raise()
        recorded = folder / "ledger.jsonl"
        replayed = replay_history(self.ledger, pack.id, recorded) if recorded.exists() else 0
        result = build(self.ledger, pack.id, pack.statements, now=now, by=by)
        if history is not None:
            write_history(self.ledger, pack.id, history)
        return Built(pack.id, replayed, result, len(pack.statements))

    def view(self, moment: Moment) -> View:
        """Return the whole registry as of a moment; the same moment is computed once."""
        return self._views.at(self.ledger, moment)

    def view_of_packs(self, packs: Iterable[str], moment: Moment) -> View:
        """Return what some packs say as of a moment, whatever else the registry holds."""
        records = chain.from_iterable(self.ledger.records(stream=pack) for pack in packs)
        return View(records, moment)

    def at(self, as_of: str, *, known_at: str = "", published_by: str = "") -> Reading:
        """
        Return a reading: as of a date, as known at a time, from sources published by a date.

        Raises:
            DateError: One of them is no date.
        """
        return self.reading(moment(as_of, known_at, published_by))

    def reading(self, moment: Moment) -> Reading:
        """Return a reading of a moment."""
        return Reading(self, moment)

    def near(self, entity: str, moment: Moment) -> View:
        """
        Return a view of one entity and what it touches, read by index: enough for a point look-up.

        Holds the entity with its parts, whatever those point to, the guests of its meetings, and
        the sources. Where the whole registry has been read already, it is the view of all.
        """
        whole = self._views.loaded(self.ledger, moment)
        if whole is not None:
            return whole
        records = self.ledger.about(entity)
        for other in sorted(touched_by(records)):
            records += self.ledger.about(other)
        return self.view_of(records, moment)

    def view_of(
        self, records: Iterable[Record], moment: Moment, *, beside: Registry | None = None
    ) -> View:
        """Return a view of some records, with all that is said of their sources, also beside."""
        found = {(record.id, record.recorded_at): record for record in records}
        about_sources = self.sources_of(found.values())
        if beside is not None:
            about_sources += beside.sources_of(found.values())
        found |= {(record.id, record.recorded_at): record for record in about_sources}
        return View(
            found.values(),
            moment,
            published=publication_days(
                record.statement for record in about_sources if record.known_at(moment.known_at)
            ),
        )

    def sources_of(self, records: Iterable[Record]) -> list[Record]:
        """Return what is said of the sources of records, and of those that relay them."""
        waiting = {record.statement.source for record in records}
        waiting |= {record.statement.via for record in records if record.statement.via}
        found: dict[str, list[Record]] = {}
        while waiting:
            source = min(waiting)
            found[source] = self.ledger.about(source)
            relays = {
                record.statement.value
                for record in found[source]
                if record.statement.property == "relayed_by"
            }
            waiting = (waiting | relays) - found.keys()
        return [record for about in found.values() for record in about]

    def entity(self, text: str, *kinds: str) -> str:
        """
        Return the id that a user means: a full id, an ISO code, or a slug that is unique.

        Args:
            text: What the user wrote.
            kinds: Kinds among which to look for a slug; none looks among all.

        Raises:
            NotFound: Nothing of that name, with the closest one.
        """
        if "/" in text:
            found = [text] if is_id(text) and self.ledger.about(text) else []
        else:
            found = self.ledger.named(text.upper() if is_iso3(text.upper()) else text)
        fitting = [each for each in found if not kinds or kind_in_id(each) in kinds]
        if found and not fitting:
            wanted = " or ".join(kinds).replace("_", " ")
            raise NotFound(
                worded("{what} is no {kind}", what=found[0], kind=wanted),
                hint=worded("try `biruni find WORDS`"),
            )
        found = fitting
        if len(found) == 1:
            return found[0]
        return self.view(Moment(0)).resolve(text, *kinds)


@contextmanager
def registry_if_any() -> Iterator[Registry | None]:
    """Open the registry of this home for a block; None where no pack was ever built."""
    try:
        registry = Registry.open()
    except NotFound:
        yield None
        return
    with registry:
        yield registry


def touched_by(records: Iterable[Record]) -> set[str]:
    """Return the entities that records point to."""
    return {
        record.statement.value
        for record in records
        if record.statement.datatype == "entity" and not record.statement.value.endswith("/")
    }

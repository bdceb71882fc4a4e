"""Sources compared, fact by fact, as known at a time: imported tables, and what packs cite."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Final

from biruni.model.problems import NotFound, did_you_mean
from biruni.model.worded import worded
from biruni.report.phrases import N_
from biruni.view.membership import POSSIBLE, YES, Membership, memberships
from biruni.view.moment import FOREVER, Moment

if TYPE_CHECKING:
    import polars as pl

    from biruni.comparison.identity import Identity
    from biruni.comparison.sources import Comparison
    from biruni.observatory.registry import Registry

JUDGEMENTS: Final = "judgements"
"""Stream of the judgements on what is the same: no source of facts."""
HOW_TO_ADD: Final = N_("`biruni data add NAME FILE` records one, `biruni data list` names them")
_BELONGS: Final = ("member", "suspended")
_MOST_KEPT: Final = 4
_MOST_NAMED: Final = 40
_KEPT: dict[tuple[str, str, str, frozenset[str] | None], SourcesCompared] = {}
_LOCK: Final = Lock()


@dataclass(frozen=True)
class SourcesCompared:
    """
    A comparison, with what it rests on.

    Attributes:
        sides: The sources compared: streams of imported tables, and sources that packs cite.
        tables: Those that are imported tables.
        comparison: The matrix and the facts.
        identity: Which entities were taken for one.
        unsure: Of these, the ids that rest on a code that is not unique: the sources may speak of
            different things.
        titles: What the sources call things that stand in a pair, by their ids.
    """

    sides: tuple[str, ...]
    tables: frozenset[str]
    comparison: Comparison
    identity: Identity
    unsure: frozenset[str] = field(default_factory=frozenset)
    titles: Mapping[str, str] = field(default_factory=dict)

    def title(self, entity: str) -> str:
        """Return what a source calls an entity, or its id."""
        return self.titles.get(entity, entity)

    def check(self, side: str) -> None:
        """
        Check that something is called that among the sources compared.

        Raises:
            NotFound: Nothing is.
        """
        if side not in self.sides:
            missing = _no_such(side, self.sides)
            raise missing if self.tables else NotFound(missing.message, hint=worded(HOW_TO_ADD))


class ToCompare:
    """
    What the imported tables say and the sources that packs cite, read for comparison.

    Args:
        imports: The registry of the imported tables, if there is one.
        curated: The registry of the packs, if there is one and it is to be compared.
        known_at: UTC time: what was held by then.
    """

    def __init__(
        self,
        imports: Registry | None,
        *,
        curated: Registry | None = None,
        known_at: str = FOREVER,
    ) -> None:
        self.imports = imports
        self.curated = curated
        self.known_at = known_at

    def tables(self) -> list[str]:
        """Return the tables that hold something, in alphabetical order."""
        return [each for each in self._streams(self.imports) if not each.startswith(JUDGEMENTS)]

    def sides(self) -> list[str]:
        """Return the tables and the sources that packs cite, in alphabetical order."""
        return sorted({*self.tables(), *self.cited["side"].unique()})

    def side(self, text: str, sides: Sequence[str] = ()) -> str:
        """
        Return the source that a user means: ``manytreaties/parties-ggo``, or its last part.

        Args:
            text: What the user wrote.
            sides: Where to look for it; nothing is all `sides`.

        Raises:
            NotFound: Nothing of that name is held.
        """
        sides = sides or self.sides()
        name = text.replace("/source/", "/")
        found = [side for side in sides if side == name or side.partition("/")[2] == name]
        if len(found) == 1:
            return found[0]
        if found:
            raise NotFound(
                worded('"{text}" names several sources', text=text[:80]), hint=", ".join(found)
            )
        raise _no_such(text, sides)

    def told(self, tables: Sequence[str] | None = None) -> pl.DataFrame:
        """Return what tables say, or all of them, a row a statement."""
        return self._read(self.imports, tables)

    def pack_names(self) -> list[str]:
        """Return the packs that hold something, in alphabetical order."""
        return self._streams(self.curated)

    def pack(self, name: str) -> pl.DataFrame:
        """Return what a pack says, a row a statement."""
        return self._read(self.curated, [name])

    @cached_property
    def packs(self) -> pl.DataFrame:
        """What all packs say, a row a statement."""
        return self._read(self.curated, None)

    @cached_property
    def cited(self) -> pl.DataFrame:
        """The claims of the sources that packs cite."""
        from biruni.comparison.pack_claims import pack_claims

        return pack_claims(self.packs)

    def _streams(self, registry: Registry | None) -> list[str]:
        if registry is None:
            return []
        return [
            stream
            for stream, held in registry.ledger.held_by_stream().items()
            if held or self.known_at != FOREVER
        ]

    def _read(self, registry: Registry | None, streams: Sequence[str] | None) -> pl.DataFrame:
        """Return statements in columns; all of them are read at once, as there may be many."""
        import polars as pl

        from biruni.comparison.claims import COLUMNS

        rows: list[tuple[str, ...]] = []
        if registry is not None:
            for stream in (None,) if streams is None else streams:
                rows += registry.ledger.told(COLUMNS, stream=stream, known_at=self.known_at)
        return pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS, pl.String), orient="row")


def _no_such(text: str, sides: Sequence[str]) -> NotFound:
    some = ", ".join(sides[:_MOST_NAMED]) + (", …" if len(sides) > _MOST_NAMED else "")
    return NotFound(
        worded('no source "{text}" is held', text=text[:80]),
        hint=did_you_mean(text, sides) or worded("sources: {names}", names=some),
    )


def compare_sources(
    imports: Registry | None,
    names: Iterable[str] = (),
    *,
    curated: Registry | None = None,
    parties: Collection[str] | None = None,
    known_at: str = FOREVER,
) -> SourcesCompared:
    """
    Compare sources, each pair of them.

    Two entities are taken for one if they bear the same identifier in the same scheme, or if a
    person judged them the same.

    Args:
        imports: The registry of the imported tables, if there is one.
        names: Sources; none are all that are held.
        curated: The registry of the packs: every source that they cite is one to compare.
        parties: Ids of states and organisations: keep what concerns them. None keeps all.
        known_at: UTC time: what was held by then.

    Raises:
        NotFound: Nothing is held, or no source is called that.
    """
    import polars as pl

    from biruni.comparison.claims import claims, meeting, titles_of
    from biruni.comparison.sources import compare
    from biruni.observatory.matching import Matching, judged_identity

    reader = ToCompare(imports, curated=curated, known_at=known_at)
    names = list(names)
    sides = sorted({reader.side(name) for name in names}) or reader.sides()
    if not sides:
        raise NotFound(worded("nothing is held to compare"), hint=worded(HOW_TO_ADD))
    tables = [table for table in reader.tables() if table in sides]
    told = reader.told(tables if names else None)
    by_rows = claims(told)
    cited = reader.cited.filter(pl.col("side").is_in(sides))
    known = pl.concat([told, reader.packs]) if cited.height else told
    pairs = _code_pairs(known, by_rows)
    judged = Matching(imports).judged(known_at=known_at) if imports is not None else []
    same, unsure = judged_identity(pairs, judged)
    comparison = compare(meeting(pl.concat([by_rows, cited]), same.one), only=parties)
    titles = titles_of(known, comparison.pairs)
    return SourcesCompared(tuple(sides), frozenset(tables), comparison, same, unsure, titles)


def code_pairs(imports: Registry, curated: Registry | None = None) -> pl.DataFrame:
    """
    Return the pairs of all tables, and of packs, that bear one code, by the rule of shared codes.

    Raises:
        NotFound: No table is held.
    """
    import polars as pl

    from biruni.comparison.claims import claims

    reader = ToCompare(imports, curated=curated)
    if not reader.tables():
        raise NotFound(worded("no data sets are held"), hint=worded(HOW_TO_ADD))
    told = reader.told()
    return _code_pairs(pl.concat([told, reader.packs]), claims(told))


def _code_pairs(told: pl.DataFrame, by_rows: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs that bear one code; what tables tell in several rows is not unique."""
    from biruni.comparison.claims import identifiers
    from biruni.comparison.shared_codes import repeated_subjects, shared_codes

    return shared_codes(identifiers(told), repeated_subjects(by_rows))


def kept_comparison(
    registry: Registry, *, parties: frozenset[str] | None = None, known_at: str = FOREVER
) -> SourcesCompared:
    """
    Return the comparison of all sources; the same question of the same ledgers is answered once.

    Args:
        registry: The registry of the packs; the imported tables are those beside it.
        parties: See `compare_sources`.
        known_at: See `compare_sources`.

    Raises:
        NotFound: Nothing is held.
    """
    key = (str(registry.ledger.path), registry.version(), known_at, parties)
    found = _KEPT.get(key)
    if found is not None:
        return found
    with _LOCK:  # one at a time: a comparison takes the memory of all tables
        found = _KEPT.get(key)
        if found is None:
            found = compare_sources(
                registry.imports, curated=registry, parties=parties, known_at=known_at
            )
            _KEPT[key] = found
            while len(_KEPT) > _MOST_KEPT:
                del _KEPT[next(iter(_KEPT))]
    return found


def parties_of(registry: Registry | None, group: str, moment: Moment) -> frozenset[str]:
    """
    Return who may belong to a group on a day: of the registry, or of a pack that is shipped.

    Args:
        registry: The curated registry, if there is one.
        group: Its id, the last part of it, or the name of a shipped pack.
        moment: The dates of the question.

    Raises:
        NotFound: There is no such group.
    """
    members: list[Membership] = []
    missing: NotFound | None = None
    if registry is not None:
        try:
            members = registry.reading(moment).members(group)
        except NotFound as error:
            missing = error
    if not members:
        from biruni.observatory.group_views import group_of

        try:
            found = group_of(None, group, moment)  # a pack as shipped
        except NotFound as error:
            raise missing or error from error
        members = memberships(found.view, found.id)
    return frozenset(
        each.party for each in members if each.answer in (YES, POSSIBLE) and each.role in _BELONGS
    )


__all__ = [
    "SourcesCompared",
    "ToCompare",
    "code_pairs",
    "compare_sources",
    "kept_comparison",
    "parties_of",
]

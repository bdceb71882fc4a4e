"""Sources compared: the imported tables, fact by fact, as known at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Final

from biruni.model.ids import slug_of
from biruni.model.problems import NotFound, did_you_mean
from biruni.model.statement import Record
from biruni.model.worded import worded
from biruni.report.phrases import N_
from biruni.view.membership import POSSIBLE, YES, Membership, memberships
from biruni.view.moment import FOREVER, Moment
from biruni.view.view import View

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
_KEPT: dict[tuple[str, str, str, frozenset[str] | None], SourcesCompared] = {}
_LOCK: Final = Lock()


@dataclass(frozen=True)
class SourcesCompared:
    """
    A comparison, with what it rests on.

    Attributes:
        sides: The sources compared: streams of the imported tables.
        comparison: The matrix and the facts.
        identity: Which entities were taken for one.
        unsure: Of these, the ids that rest on a code that is not unique: the sources may speak of
            different things.
        titles: What the sources call things that stand in a pair, by their ids.
    """

    sides: tuple[str, ...]
    comparison: Comparison
    identity: Identity
    unsure: frozenset[str] = field(default_factory=frozenset)
    titles: Mapping[str, str] = field(default_factory=dict)

    def title(self, entity: str) -> str:
        """Return what a source calls an entity, or its id."""
        return self.titles.get(entity, entity)


class ToCompare:
    """
    What the imported tables say, read for comparison.

    Args:
        imports: The registry of the imported tables.
        known_at: UTC time: what was held by then.
    """

    def __init__(self, imports: Registry, *, known_at: str = FOREVER) -> None:
        self.ledger = imports.ledger
        self.known_at = known_at

    def sides(self) -> list[str]:
        """Return the sources that hold something, in alphabetical order."""
        return [
            stream
            for stream, held in self.ledger.held_by_stream().items()
            if (held or self.known_at != FOREVER) and not stream.startswith(JUDGEMENTS)
        ]

    def side(self, text: str) -> str:
        """
        Return the source that a user means: ``manytreaties/parties-ggo``, or its last part.

        Raises:
            NotFound: Nothing of that name is held.
        """
        sides = self.sides()
        name = text.replace("/source/", "/")
        found = [side for side in sides if side == name or side.split("/", 1)[1] == name]
        if len(found) == 1:
            return found[0]
        raise NotFound(
            worded('no source "{text}" is held', text=text[:80])
            if not found
            else worded('"{text}" names several sources', text=text[:80]),
            hint=", ".join(found)
            or did_you_mean(text, sides)
            or worded("sources: {names}", names=", ".join(sides)),
        )

    def told(self, side: str) -> pl.DataFrame:
        """Return what a source says, a row a statement."""
        import polars as pl

        from biruni.comparison.claims import COLUMNS

        rows = self.ledger.told(COLUMNS, stream=side, known_at=self.known_at)
        return pl.DataFrame(list(rows), schema=dict.fromkeys(COLUMNS, pl.String), orient="row")


def compare_sources(
    imports: Registry,
    names: Iterable[str] = (),
    *,
    parties: Collection[str] | None = None,
    known_at: str = FOREVER,
) -> SourcesCompared:
    """
    Compare sources, each pair of them.

    Two entities are taken for one if they bear the same identifier in the same scheme.

    Args:
        imports: The registry of the imported tables.
        names: Sources; none are all that are held.
        parties: Ids of states and organisations: keep what concerns them. None keeps all.
        known_at: UTC time: what was held by then.

    Raises:
        NotFound: Nothing is held, or no source is called that.
    """
    import polars as pl

    from biruni.comparison.claims import claims, identifiers, meeting, titles_of
    from biruni.comparison.shared_codes import repeated_subjects, shared_codes
    from biruni.comparison.sources import compare
    from biruni.observatory.matching import Matching, judged_identity

    reader = ToCompare(imports, known_at=known_at)
    sides = sorted({reader.side(name) for name in names}) or reader.sides()
    told = {side: reader.told(side) for side in sides}
    if not sides:
        raise NotFound(worded("no data sets are held"), hint=worded(HOW_TO_ADD))
    said = pl.concat([claims(each, side=side) for side, each in told.items()])
    codes = pl.concat([identifiers(each, side=side) for side, each in told.items()])
    pairs = shared_codes(codes, repeated_subjects(said))
    same, unsure = judged_identity(pairs, Matching(imports).judged(known_at=known_at))
    comparison = compare(meeting(said, same.one), only=parties)
    titles = titles_of(told.values(), comparison.pairs)
    return SourcesCompared(tuple(sides), comparison, same, unsure, titles)


def code_pairs(imports: Registry) -> pl.DataFrame:
    """Return the pairs of all sources that bear one code, by the rule of shared codes."""
    import polars as pl

    from biruni.comparison.claims import claims, identifiers
    from biruni.comparison.shared_codes import repeated_subjects, shared_codes

    reader = ToCompare(imports)
    told = {side: reader.told(side) for side in reader.sides()}
    if not told:
        raise NotFound(worded("no data sets are held"), hint=worded(HOW_TO_ADD))
    said = pl.concat([claims(each, side=side) for side, each in told.items()])
    codes = pl.concat([identifiers(each, side=side) for side, each in told.items()])
    return shared_codes(codes, repeated_subjects(said))


def kept_comparison(
    imports: Registry, *, parties: frozenset[str] | None = None, known_at: str = FOREVER
) -> SourcesCompared:
    """
    Return the comparison of all sources; the same question of the same ledger is answered once.

    Raises:
        NotFound: Nothing is held.
    """
    key = (str(imports.ledger.path), imports.ledger.version(), known_at, parties)
    with _LOCK:
        found = _KEPT.get(key)
        if found is None:
            found = compare_sources(imports, parties=parties, known_at=known_at)
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
    missing = NotFound(worded('no group "{text}"', text=group[:80]))
    if registry is not None:
        try:
            members = registry.reading(moment).members(group)
        except NotFound as error:
            missing = error
    members = members or _members_of_shipped(group, moment)
    if not members:
        raise missing
    return frozenset(
        each.party for each in members if each.answer in (YES, POSSIBLE) and each.role in _BELONGS
    )


def _members_of_shipped(name: str, moment: Moment) -> list[Membership]:
    """Return the members of the one group of a shipped pack, read from its files."""
    from biruni.observatory.home import shipped_pack
    from biruni.packs.pack import read_pack

    pack = slug_of(name) if name.count("/") != 2 else name.split("/", maxsplit=1)[0]
    try:
        folder = shipped_pack(pack)
    except NotFound:
        return []
    records = [Record(each.id, each, "", pack) for each in read_pack(folder).or_raise().statements]
    view = View(records, moment)
    groups = [each for each in view.entities("group") if name in (pack, each, slug_of(each))]
    return memberships(view, groups[0]) if len(groups) == 1 else []


__all__ = [
    "SourcesCompared",
    "ToCompare",
    "code_pairs",
    "compare_sources",
    "kept_comparison",
    "parties_of",
]

"""What lies where on the day: the places of meetings, and rivers, works, corridors and borders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from biruni.model.coordinates import Line, Point, read_line, read_point
from biruni.model.date_logic import on_or_before
from biruni.model.statement import Statement
from biruni.model.uncertain_date import Certainty, parse
from biruni.view.meetings import Meeting, meetings
from biruni.view.places import place_of
from biruni.view.view import View

MEETINGS: Final = "meetings"
WATER: Final = "water"
WORKS: Final = "works"
CORRIDORS: Final = "corridors"
BORDERS: Final = "borders"
LAYERS: Final = (MEETINGS, WATER, WORKS, CORRIDORS, BORDERS)
_LAYER: Final = {
    "river": WATER,
    "sea": WATER,
    "reservoir": WATER,
    "dam": WORKS,
    "canal": WORKS,
    "power_line": WORKS,
    "corridor": CORRIDORS,
    "border": BORDERS,
    "checkpoint": BORDERS,
}


@dataclass(frozen=True, slots=True)
class Located:
    """
    A thing of the map.

    Attributes:
        id: Id of the place or asset; for a town that is no entity, its name as the source has it.
        layer: Layer it is drawn in.
        kind: Kind of asset, or ``meetings``.
        point: Where it lies, when a source says so.
        line: Where it runs, when a source says so.
        states: States that share it, for borders.
        meetings: Meetings held there.
        statements: What it rests on: that it is there, and where.
    """

    id: str
    layer: str
    kind: str
    point: Point | None
    line: Line
    states: tuple[str, ...]
    meetings: tuple[Meeting, ...]
    statements: tuple[Statement, ...]

    @property
    def is_placed(self) -> bool:
        """Whether a source says where it is; a border lies where its states meet."""
        return self.point is not None or bool(self.line)


def layer_of(kind: str) -> str:
    """Return the layer of a kind of asset; an unknown kind is among the works."""
    return _LAYER.get(kind, WORKS)


def located(view: View, layers: Iterable[str] = LAYERS) -> list[Located]:
    """Return everything of these layers that may be there on the day, located or not."""
    wanted = set(layers)
    found = _meeting_places(view) if MEETINGS in wanted else []
    for asset in view.entities("asset"):
        kind = view.value(asset, "asset_kind")
        if layer_of(kind) in wanted and view.told_of(asset) and _is_there(view, asset):
            found.append(_asset(view, asset, kind))
    return sorted(found, key=lambda each: (LAYERS.index(each.layer), each.kind, each.id))


def _meeting_places(view: View) -> list[Located]:
    by_place: dict[str, list[Meeting]] = defaultdict(list)
    for each in meetings(view):
        if each.place:
            by_place[place_of(view, each.place) or each.place].append(each)
    return [
        Located(
            place,
            MEETINGS,
            MEETINGS,
            _point(view, place),
            (),
            (),
            tuple(held),
            (
                *(claim for each in held for claim in view.claims(each.id, "place")),
                *view.claims(place, "location"),
            ),
        )
        for place, held in by_place.items()
    ]


def _asset(view: View, asset: str, kind: str) -> Located:
    best = view.best(asset, "course")
    line = _line(best.value) if best and not best.negated else ()
    states = [claim.value for claim in view.claims(asset, "shared_by") if not claim.negated]
    names = ("asset_kind", "location", "course", "stage", "opened", "started")
    return Located(
        asset,
        layer_of(kind),
        kind,
        _point(view, asset),
        line,
        tuple(dict.fromkeys(states)),
        (),
        tuple(claim for name in names for claim in view.claims(asset, name)),
    )


def _point(view: View, subject: str) -> Point | None:
    """Values that no point can be read from come from elsewhere than a pack: they place nothing."""
    best = view.best(subject, "location")
    try:
        return read_point(best.value) if best and not best.negated else None
    except ValueError:
        return None


def _line(text: str) -> Line:
    try:
        return read_line(text)
    except ValueError:
        return ()


def _is_there(view: View, asset: str) -> bool:
    """Whether it may be there: works from their start, what is only opened from that day."""
    for name in ("started", "opened"):
        best = view.best(asset, name)
        if best is not None and not best.negated:
            then = on_or_before(parse(best.value), view.moment.horizon)
            return then is not Certainty.IMPOSSIBLE
    return True

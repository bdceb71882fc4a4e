"""A reading: the registry at one moment, and the questions one can ask of it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from biruni.measures.ladder import Rung
    from biruni.measures.layers import Standing
    from biruni.observatory.registry import Registry
    from biruni.view.changes import Happening
    from biruni.view.commitments import Commitment
    from biruni.view.conflicts import Fact
    from biruni.view.entry_into_force import EntryIntoForce
    from biruni.view.holes import Hole
    from biruni.view.meetings import Meeting
    from biruni.view.membership import Membership
    from biruni.view.moment import Moment
    from biruni.view.treaty_status import Status
    from biruni.view.view import View

# Each verb imports what answers it: a point look-up should not wait for the rest.

GROUPS: Final = ("mechanism", "group", "body", "organization")


class Reading:
    """
    The registry at one moment.

    Entities are named by their id, by an ISO 3166 code, or by a slug that is unique. Questions
    about one entity are answered from the ledger's index; the others load the whole registry, once.
    """

    def __init__(self, registry: Registry, moment: Moment) -> None:
        self.registry = registry
        self.moment = moment
        self._near: dict[str, View] = {}

    @cached_property
    def view(self) -> View:
        """The whole registry as of the moment."""
        return self.registry.view(self.moment)

    def near(self, entity: str, *kinds: str) -> tuple[str, View]:
        """Return the id that is meant and a view of that entity and what it touches."""
        found = self.registry.entity(entity, *kinds)
        if found not in self._near:
            self._near[found] = self.registry.near(found, self.moment)
        return found, self._near[found]

    def _id(self, text: str, *kinds: str) -> str:
        return self.view.resolve(text, *kinds) if text else ""

    def status(self, instrument: str, state: str = "") -> list[Status]:
        """Return where states stand; of one state, also when no source names it."""
        from biruni.view.treaty_status import status, statuses

        found, view = self.near(instrument, "instrument")
        party = self.registry.entity(state, "state", "organization") if state else ""
        return [status(view, found, party)] if party else statuses(view, found)

    def entry_into_force(self, instrument: str) -> EntryIntoForce:
        """Return when an instrument entered into force, stated and computed."""
        from biruni.view.entry_into_force import entry_into_force

        found, view = self.near(instrument, "instrument")
        return entry_into_force(view, found)

    def members(self, group: str) -> list[Membership]:
        """Return who belongs to a group, mechanism, body or organisation."""
        from biruni.view.membership import memberships

        found, view = self.near(group, *GROUPS)
        return memberships(view, found)

    def meetings(
        self, *, mechanism: str = "", state: str = "", planned: bool = False
    ) -> list[Meeting]:
        """Return meetings in order of time."""
        from biruni.view.meetings import meetings

        return meetings(
            self.view,
            mechanism=self._id(mechanism, "mechanism", "body", "organization"),
            party=self._id(state, "state", "organization"),
            planned=planned,
        )

    def ladder(self, *, mechanism: str = "", layer: str = "external-dialogue") -> list[Rung]:
        """Return the level ladder of the dialogues."""
        from biruni.measures.ladder import ladder

        return ladder(self.view, layer=layer, mechanism=self._id(mechanism, "mechanism"))

    def layers(self) -> dict[str, list[Standing]]:
        """Return the layers of cooperation."""
        from biruni.measures.layers import layers

        return layers(self.view)

    def timeline(
        self, *, about: str = "", start: int | None = None, end: int | None = None
    ) -> list[Happening]:
        """Return everything dated, between two day numbers."""
        from biruni.view.changes import between, timeline

        return between(timeline(self.view, about=self._id(about)), start, end)

    def changes(self, start: int, end: int, *, about: str = "") -> list[Happening]:
        """Return what happened after one day up to another."""
        from biruni.view.changes import changes

        return changes(self.view, start, end, about=self._id(about))

    def conflicts(
        self, *, about: str = "", categories: Iterable[str] = ("majority", "conflict")
    ) -> list[Fact]:
        """Return the facts on which sources disagree."""
        from biruni.view.conflicts import conflicts

        return conflicts(self.view, self._id(about), categories=categories)

    def holes(self) -> list[Hole]:
        """Return the texts known to exist that are not public."""
        from biruni.view.holes import holes

        return holes(self.view)

    def commitments(self, *, state: str = "", about: str = "") -> list[Commitment]:
        """Return what was undertaken, by whom, by when, and what is known of it."""
        from biruni.view.commitments import commitments

        return commitments(
            self.view, party=self._id(state, "state", "organization"), about=self._id(about)
        )

    def paths(self) -> dict[str, str]:
        """Return the entity behind every anchor of the report's sections."""
        from biruni.report.cited import anchor

        view = self.view
        return view.once("paths", lambda: {anchor(entity): entity for entity in view.subjects()})

    def sources(self) -> list[str]:
        """Return the ids of all sources."""
        return self.view.entities("source")

    def label(self, entity: str, lang: str = "en") -> str:
        """Return the name of an entity."""
        return self.view.label(entity, lang)

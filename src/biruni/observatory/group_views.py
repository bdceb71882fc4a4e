"""A group of states as its pack tells of it: from the registry here, or from a pack as shipped."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final

from biruni.measures.regions.group_stability import Members, members_of
from biruni.measures.regions.own_records import Records, own_records
from biruni.model.ids import is_id
from biruni.model.problems import NotFound, did_you_mean
from biruni.model.statement import Record
from biruni.model.worded import worded
from biruni.observatory.home import SHIPPED, shipped_pack, shipped_packs
from biruni.view.view import View

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biruni.observatory.registry import Registry
    from biruni.view.moment import Moment

FIVE: Final = "ca/group/central-asia-five"
MEMBERS: Final = "members"
"""The group of a pack of membership only is ``<pack>/group/members``."""


@dataclass(frozen=True)
class Group:
    """
    A group of states, and what its pack says.

    Attributes:
        id: Entity id.
        view: What the pack says, as of the moment.
        without: Members that are left out.
    """

    id: str
    view: View
    without: frozenset[str] = frozenset()

    @cached_property
    def found(self) -> Members:
        """Who belongs to it, but for those who are left out."""
        found = members_of(self.view, self.id)
        if not self.without:
            return found
        return replace(
            found,
            certain=tuple(each for each in found.certain if each not in self.without),
            possible=tuple(each for each in found.possible if each not in self.without),
        )

    @cached_property
    def records(self) -> Records | None:
        """What the pack tells of mechanisms and meetings, or None if it tells of neither."""
        return own_records(self.view, self.found.certain)

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """Ids of the sources of its memberships."""
        return tuple(sorted({one.source for each in self.found.used for one in each.statements}))

    @cached_property
    def record_sources(self) -> tuple[str, ...]:
        """Ids of the sources of what is told of its mechanisms and meetings."""
        if self.records is None:
            return ()
        return tuple(sorted({one.source for one in self.records.statements}))

    def label(self, lang: str) -> str:
        """Return its name."""
        return self.view.label(self.id, lang)


def shipped_groups() -> list[str]:
    """Return the ids of the groups of the packs that come with biruni, Central Asia first."""
    return [FIVE if name == SHIPPED else f"{name}/group/{MEMBERS}" for name in shipped_packs()]


def group_of(registry: Registry | None, name: str, moment: Moment) -> Group:
    """
    Return a group as of a moment.

    Args:
        registry: Where it is looked up first; None looks in the shipped packs only.
        name: Its id, or the name of a shipped pack, which stands for the group of the pack.
        moment: The dates of the question.

    Raises:
        NotFound: There is no such group.
    """
    for group in shipped_groups():
        if name in (group, group.split("/", 1)[0]) or (name == SHIPPED and group == FIVE):
            name = group
    pack = name.split("/", 1)[0]
    if is_id(name) and registry is not None and pack in registry.ledger.held_by_stream():
        alone = set(registry.ledger.held_by_stream()) == {pack}
        view = registry.view(moment) if alone else registry.view_of_packs([pack], moment)
        if view.about(name, "member"):
            return Group(name, view)
    elif registry is not None and not is_id(name):
        try:
            found = registry.entity(name, "group")
        except NotFound:
            found = ""
        if found:
            return group_of(registry, found, moment)
    shipped = _shipped_of(pack)
    if shipped:
        view = View(_records(shipped), moment)
        if view.about(name, "member"):
            return Group(name, view)
    raise NotFound(
        worded('no group "{text}"', text=name[:80]),
        hint=did_you_mean(name, [*shipped_packs(), *shipped_groups()])
        or worded("groups: {names}", names=", ".join(shipped_groups())),
    )


def _shipped_of(pack: str) -> str:
    """Return the name of the shipped pack whose ids begin so, or an empty text."""
    return next(
        (
            name
            for name, group in zip(shipped_packs(), shipped_groups(), strict=True)
            if group.split("/", 1)[0] == pack
        ),
        "",
    )


@cache
def _statements(name: str) -> tuple[Record, ...]:
    from biruni.packs.pack import read_pack

    pack = read_pack(shipped_pack(name)).or_raise()
    return tuple(Record(each.id, each, "", pack.id) for each in pack.statements)


def _records(name: str) -> Iterator[Record]:
    yield from _statements(name)

"""The menu: the pages in groups that a reader tells apart without knowing the site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from biruni.report.phrases import N_

if TYPE_CHECKING:
    from collections.abc import Iterable

    from biruni.web.asked import Asked
    from biruni.web.routes import PageRoute

GROUPS: Final = (
    (N_("Cooperation"), ("/", "/mechanisms", "/dialogues", "/network")),
    (N_("Agreements"), ("/instruments", "/commitments", "/holes")),
    (N_("Region"), ("/states", "/map", "/borders", "/compare/regions")),
    (N_("Time"), ("/timeline", "/changes")),
    (
        N_("Evidence"),
        (
            "/sources",
            "/conflicts",
            "/compare/sources",
            "/claims",
            "/statements",
            "/method",
            "/data",
        ),
    ),
)
"""Names of the groups, and the paths of their pages in the order of the menu."""


@dataclass(frozen=True, slots=True)
class Item:
    """A page of the menu: its name (a phrase), its address, and whether the reader is on it."""

    name: str
    address: str
    here: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Pages that belong together; ``here`` if the reader is on one of them."""

    name: str
    items: tuple[Item, ...]

    @property
    def here(self) -> bool:
        """Whether the reader is on a page of this group."""
        return any(item.here for item in self.items)


def menu(pages: Iterable[PageRoute], question: Asked) -> tuple[Group, ...]:
    """Return the groups of the menu with the pages that there are."""
    named = {route.path: route.name for route in pages if route.name}
    return tuple(
        Group(
            name,
            tuple(
                Item(named[path], question.link(path), path == question.path)
                for path in paths
                if path in named
            ),
        )
        for name, paths in GROUPS
    )

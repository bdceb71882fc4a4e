"""Facts for pages: every name leads to the page of what it names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from biruni.report.cited import Facts, anchor
from biruni.report.document import Said, Words


@dataclass(frozen=True)
class Linked(Facts):
    """Facts whose names are links, as the report's are not: it has no other pages."""

    def called(
        self,
        entity: str,
        statements: Sequence[str] = (),
        *,
        mark: str = "",
        target: str = "",
    ) -> Said:
        """Return the name of an entity, leading to its page."""
        return super().called(entity, statements, mark=mark, target=target or anchor(entity))

    def one(self, subject: str, name: str, *, target: str = "") -> Said | None:
        """Return the best claim; an entity leads to its page."""
        said = super().one(subject, name, target=target)
        best = self.view.best(subject, name)
        led = self.leads_to(best) if best is not None else ""
        if said is None or target or not led:
            return said
        return replace(said, target=anchor(led))

    def every(
        self, subject: str, name: str, *, target: Callable[[str], str] | None = None
    ) -> Words:
        """Return every value that is claimed; entities lead to their pages."""
        return super().every(subject, name, target=target or anchor)

"""Holes: texts that are known to exist and cannot be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from biruni.model.statement import Statement
from biruni.model.uncertain_date import Certainty
from biruni.view.view import View

_CLOSED: Final = ("not_public", "restricted")


@dataclass(frozen=True, slots=True)
class Hole:
    """A text that is not public: a state of knowledge, not a gap in the data."""

    id: str
    title: str
    access: str
    since: str
    statements: tuple[Statement, ...]


def holes(view: View) -> list[Hole]:
    """Return the texts that, as sources say, could not be read on the day."""
    found: list[Hole] = []
    for kind in ("instrument", "source"):
        for subject in view.entities(kind):
            claims = [
                claim
                for claim in view.claims(subject, "access")
                if claim.value in _CLOSED
                and not claim.negated
                and view.holds(claim) in (None, Certainty.CERTAIN, Certainty.POSSIBLE)
            ]
            if claims:
                since = next((claim.valid.split("/", 1)[0] for claim in claims if claim.valid), "")
                found.append(
                    Hole(subject, view.label(subject), claims[0].value, since, tuple(claims))
                )
    return found

"""Holes: texts that are known to exist and cannot be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from biruni.model.date_logic import on_or_before
from biruni.model.statement import PREFERRED, Statement
from biruni.model.uncertain_date import Certainty, parse
from biruni.view.claims import replaced
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
            said = [claim for claim in view.claims(subject, "access") if _speaks(view, claim)]
            claims = [claim for claim in said if claim.value in _CLOSED]
            if claims and not _overruled(said) and _exists(view, subject):
                since = next((claim.valid.split("/", 1)[0] for claim in claims if claim.valid), "")
                found.append(
                    Hole(subject, view.label(subject), claims[0].value, since, tuple(claims))
                )
    return found


def _speaks(view: View, claim: Statement) -> bool:
    """Whether the claim may hold on the day; without a time of its own it speaks of every day."""
    return (
        not claim.negated
        and view.holds(claim) is not Certainty.IMPOSSIBLE
        and not replaced(claim, view.claims(claim.subject, "access"))
    )


def _overruled(said: list[Statement]) -> bool:
    """Whether the curators prefer a claim for the day that the text can be read."""
    preferred = [claim for claim in said if claim.rank == PREFERRED]
    return bool(preferred) and all(claim.value not in _CLOSED for claim in preferred)


def _exists(view: View, subject: str) -> bool:
    """A text not yet signed or published is no hole."""
    born = view.best(subject, "signed") or view.best(subject, "published")
    day = view.moment.horizon
    return born is None or on_or_before(parse(born.value), day) is not Certainty.IMPOSSIBLE

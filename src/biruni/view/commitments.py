"""What was undertaken, by whom, by when, and what is known of it."""

from __future__ import annotations

from dataclasses import dataclass

from biruni.model.date_logic import on_or_before
from biruni.model.statement import Statement
from biruni.model.uncertain_date import Certainty, parse
from biruni.view.view import View


@dataclass(frozen=True, slots=True)
class Evidence:
    """One finding about a commitment."""

    id: str
    finding: str
    date: str
    content: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Commitment:
    """
    An undertaking.

    Attributes:
        id: Entity id.
        undertaking: What is to be done.
        nature: ``commitment``, or ``proposal`` and the like when it is less.
        made_in: Instrument or meeting, or empty.
        made: EDTF of when it was made, or empty.
        due: EDTF of the deadline, or empty.
        target: Value and unit to reach, or empty.
        obligors: Parties bound, in alphabetical order.
        evidence: What is known of it by the day of the view.
        statements: All that is said of it, obligations included.
    """

    id: str
    undertaking: str
    nature: str
    made_in: str
    made: str
    due: str
    target: str
    obligors: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    statements: tuple[Statement, ...]


def commitments(view: View, *, party: str = "", about: str = "") -> list[Commitment]:
    """
    Return the commitments of a party, or those made in an instrument or meeting, or all.

    Only those that may have been made by the day of the view.
    """
    found = [commitment(view, entity) for entity in view.entities("commitment")]
    return [
        each
        for each in found
        if (not party or party in each.obligors)
        and (not about or about in (each.id, each.made_in))
        and view.told_of(each.id)
        and _by_the_day(view, each.made or _date_of(view, each.made_in))
    ]


def commitment(view: View, entity: str) -> Commitment:
    """Read one commitment."""
    pointing = view.subjects_pointing_to(entity, "commitment")
    obligations = [part for part in pointing if view.kind(part) == "obligation"]
    target = view.best(entity, "target")
    return Commitment(
        id=entity,
        undertaking=view.value(entity, "undertaking"),
        nature=view.value(entity, "nature") or "commitment",
        made_in=view.value(entity, "made_in"),
        made=view.value(entity, "made"),
        due=view.value(entity, "due"),
        target=f"{target.value} {target.unit}".strip() if target else "",
        obligors=tuple(sorted({view.value(part, "party") for part in obligations} - {""})),
        evidence=tuple(
            _evidence(view, part)
            for part in pointing
            if view.kind(part) == "evidence" and _by_the_day(view, view.value(part, "date"))
        ),
        statements=(
            *view.about(entity),
            *(each for part in obligations for each in view.about(part)),
        ),
    )


def _evidence(view: View, part: str) -> Evidence:
    return Evidence(
        part,
        view.value(part, "finding"),
        view.value(part, "date"),
        view.value(part, "content"),
        tuple(view.about(part)),
    )


def _date_of(view: View, made_in: str) -> str:
    """When the instrument or meeting was in which it was made."""
    return (view.value(made_in, "signed") or view.value(made_in, "start")) if made_in else ""


def _by_the_day(view: View, date: str) -> bool:
    """Whether it can have been by the day; of what has no date nobody can tell."""
    return not date or on_or_before(parse(date), view.moment.horizon) is not Certainty.IMPOSSIBLE

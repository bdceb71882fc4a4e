"""What was undertaken, by whom and by when, and what is known of the result."""

from __future__ import annotations

from biruni.model.date_logic import on_or_before
from biruni.model.uncertain_date import Certainty, parse
from biruni.report.cited import Facts, anchor, joined, known
from biruni.report.document import Block, Grid, GridRow, Said, Section, Text, Words


def section(facts: Facts) -> Section:
    """List the commitments with their deadline and the evidence known by the date."""
    made = [each for each in facts.told_of("commitment") if not facts.after(each, "made")]
    found = sorted(made, key=lambda each: _order(facts, each))
    header = ("Commitment", "Undertaken", "By", "Made", "Due", "Evidence known")
    blocks: tuple[Block, ...] = (
        (
            Grid(
                "Commitments, the earliest deadline first",
                header,
                tuple(_row(facts, each) for each in found),
            ),
        )
        if found
        else (Text((Said("No commitment is recorded in this view."),), mark="unknown"),)
    )
    measures = [each for each in facts.told_of("national_measure") if not facts.after(each, "date")]
    if measures:
        blocks += (
            Grid(
                "National measures",
                ("Measure", "State", "Date", "What", "Commitment"),
                tuple(_measure(facts, each) for each in measures),
            ),
        )
    lead = (
        "Silence is not failure: where no visible source reports on a commitment, its outcome is "
        "not known. A commitment is "
        "past due when its latest possible deadline is on or before this date."
    )
    return Section("commitments", "Commitments and evidence", lead, blocks)


def _order(facts: Facts, commitment: str) -> tuple[int, str]:
    due = facts.view.value(commitment, "due")
    latest = parse(due).latest if due else None
    return (latest if latest is not None else 10**7, commitment)


def _row(facts: Facts, each: str) -> GridRow:
    view = facts.view
    target = facts.every(each, "target")
    undertaken = [
        *facts.every(each, "undertaking"),
        *(Said(f"target: {part.text}", part.statements) for part in target),
    ]
    nature = facts.one(each, "nature")
    title: list[Said] = [Said(facts.name(each), facts.ids(view.claims(each, "made_in")))]
    title += [Said(f" ({nature.text.lower()})", nature.statements, mark="aside")] if nature else []
    return GridRow(
        (
            tuple(title),
            known(tuple(undertaken)),
            _obligors(facts, each),
            _made(facts, each),
            _due(facts, each),
            _evidence(facts, each),
        ),
        id=anchor(each),
    )


def _measure(facts: Facts, each: str) -> GridRow:
    return GridRow(
        (
            (Said(facts.name(each)),),
            known(facts.one(each, "state")),
            known(facts.dated(each, "date")),
            known(facts.every(each, "content")),
            known(
                facts.every(each, "commitment", target=anchor), Said("none named", mark="unknown")
            ),
        ),
        id=anchor(each),
    )


def _obligors(facts: Facts, commitment: str) -> Words:
    said = []
    for part in facts.view.subjects_pointing_to(commitment, "commitment"):
        if facts.view.kind(part) == "obligation":
            party = facts.one(part, "party")
            said += [party] if party else []
    return known(tuple(said), separator=", ")


def _made(facts: Facts, commitment: str) -> Words:
    return known(
        (*facts.dated(commitment, "made"), *facts.every(commitment, "made_in", target=anchor))
    )


def _due(facts: Facts, commitment: str) -> Words:
    due = facts.dated(commitment, "due")
    stated = facts.every(commitment, "deadline_stated")
    said = [*due, *(Said(f"as stated: {each.text}", each.statements) for each in stated)]
    best = facts.view.best(commitment, "due")
    day = facts.view.moment.valid_on
    if best is not None and on_or_before(parse(best.value), day) is Certainty.CERTAIN:
        said.append(Said("past", mark="aside"))
    return known(tuple(said))


def _evidence(facts: Facts, commitment: str) -> Words:
    said: list[Said] = []
    for part in facts.view.subjects_pointing_to(commitment, "commitment"):
        if facts.view.kind(part) != "evidence" or facts.after(part, "date"):
            continue
        found = [
            *facts.every(part, "finding"),
            *facts.dated(part, "date"),
            *facts.every(part, "content"),
        ]
        said += [Said("; ")] if said else []
        said += joined(found, ", ")
    return tuple(said) or (Said("none known", mark="unknown"),)

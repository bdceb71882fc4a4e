"""What was undertaken, by whom and by when, and what is known of the result."""

from __future__ import annotations

from typing import Final

from biruni.model.date_logic import on_or_before
from biruni.model.uncertain_date import Certainty, parse
from biruni.report.cited import Facts, anchor, joined
from biruni.report.document import Block, Grid, GridRow, Said, Section, Text, Words
from biruni.report.phrases import NC_

COMMITMENTS: Final = (
    NC_("column", "Commitment"),
    NC_("column", "Undertaken"),
    NC_("column", "By"),
    NC_("column", "Made"),
    NC_("column", "Due"),
    NC_("column", "Evidence known"),
)


def section(facts: Facts) -> Section:
    """List the commitments with their deadline and the evidence known by the date."""
    made = [each for each in facts.told_of("commitment") if not facts.after(each, "made")]
    found = sorted(made, key=lambda each: _order(facts, each))
    blocks: tuple[Block, ...] = (
        (
            Grid(
                facts.say("Commitments, the earliest deadline first"),
                facts.header(*COMMITMENTS),
                tuple(commitment_row(facts, each) for each in found),
            ),
        )
        if found
        else (Text((Said(facts.say("No commitment is recorded in this view.")),), mark="unknown"),)
    )
    measures = [each for each in facts.told_of("national_measure") if not facts.after(each, "date")]
    if measures:
        blocks += (
            Grid(
                facts.say("National measures"),
                facts.header("Measure", "State", "Date", "What", "Commitment"),
                tuple(_measure(facts, each) for each in measures),
            ),
        )
    lead = facts.say(
        "Silence is not failure: where no visible source reports on a commitment, its outcome is "
        "not known. A commitment is "
        "past due when its latest possible deadline is on or before this date."
    )
    return Section("commitments", facts.say("Commitments and evidence"), lead, blocks)


def _order(facts: Facts, commitment: str) -> tuple[int, str]:
    due = facts.view.value(commitment, "due")
    latest = parse(due).latest if due else None
    return (latest if latest is not None else 10**7, commitment)


def commitment_row(facts: Facts, each: str) -> GridRow:
    """Return one commitment as a line: what, by whom, made, due, evidence known."""
    view = facts.view
    target = facts.every(each, "target")
    undertaken = [
        *facts.every(each, "undertaking"),
        *(
            Said(facts.say("target: {what}", what=part.text), part.statements, lang=part.lang)
            for part in target
        ),
    ]
    nature = facts.one(each, "nature")
    title: list[Said] = [facts.called(each, facts.ids(view.claims(each, "made_in")))]
    title += [Said(f" ({nature.text.lower()})", nature.statements, mark="aside")] if nature else []
    return GridRow(
        (
            tuple(title),
            facts.known(tuple(undertaken)),
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
            (facts.called(each),),
            facts.known(facts.one(each, "state")),
            facts.known(facts.dated(each, "date")),
            facts.known(facts.every(each, "content")),
            facts.known(facts.every(each, "commitment", target=anchor), facts.say("none named")),
        ),
        id=anchor(each),
    )


def _obligors(facts: Facts, commitment: str) -> Words:
    said = []
    for part in facts.view.subjects_pointing_to(commitment, "commitment"):
        if facts.view.kind(part) == "obligation":
            party = facts.one(part, "party")
            said += [party] if party else []
    return facts.known(tuple(said), separator=", ")


def _made(facts: Facts, commitment: str) -> Words:
    return facts.known(
        (*facts.dated(commitment, "made"), *facts.every(commitment, "made_in", target=anchor))
    )


def _due(facts: Facts, commitment: str) -> Words:
    due = facts.dated(commitment, "due")
    stated = facts.every(commitment, "deadline_stated")
    said = [
        *due,
        *(
            Said(facts.say("as stated: {what}", what=each.text), each.statements, lang=each.lang)
            for each in stated
        ),
    ]
    best = facts.view.best(commitment, "due")
    day = facts.view.moment.valid_on
    if best is not None and on_or_before(parse(best.value), day) is Certainty.CERTAIN:
        said.append(Said(facts.say("past"), mark="aside"))
    return facts.known(tuple(said))


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
    return tuple(said) or (facts.unknown(facts.say("none known")),)

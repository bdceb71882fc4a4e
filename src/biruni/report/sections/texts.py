"""The acts on one instrument, and the texts of which no act of a single state is known."""

from __future__ import annotations

from typing import Final

from biruni.model.schema import schema
from biruni.report.cited import Facts, anchor, joined, known, plain
from biruni.report.dates_in_words import first_day, in_words
from biruni.report.document import Block, Grid, GridRow, Part, Said, Text, Words
from biruni.view.acts import Act, acts

DATES: Final = (
    "done",
    "lower_house",
    "upper_house",
    "parliament",
    "law",
    "deposited",
    "published",
    "effective",
)
_CONTENT: Final = (
    ("content", "Provides"),
    ("period", "Period"),
    ("proposed_by", "Proposed by"),
    ("foresees", "Foresees"),
    ("recalls", "Recalls"),
    ("implements", "Implements"),
    ("stage", "Where it stands"),
    ("vote", "Vote"),
    ("documents", "Documents"),
)


def acts_on(facts: Facts, instrument: str) -> Part:
    """Describe one instrument with every act on it."""
    kind = facts.one(instrument, "instrument_kind")
    lead = known(
        tuple(
            filter(
                None, (kind, *facts.dated(instrument, "signed"), *facts.every(instrument, "access"))
            )
        )
    )
    rows = tuple(_act(facts, act) for act in acts(facts.view, instrument))
    table = Grid(
        f"Acts: {facts.name(instrument)}",
        ("Party", "Act", "Dates", "Where and by whom", "Remarks"),
        rows,
    )
    about = provides(facts, instrument)
    blocks: list[Block] = [Text(lead), *((Text(about),) if about else ()), table]
    notes = facts.notes(facts.view.about(instrument))
    if notes:
        blocks.append(
            Text(
                (Said("Remarks of the editors. ", mark="label"), *joined(notes, " · ")),
                mark="aside",
            )
        )
    return Part(anchor(instrument), facts.name(instrument), tuple(blocks), level=4)


def _act(facts: Facts, act: Act) -> GridRow:
    named = schema().vocabularies["treaty_action"].terms.get(act.action)
    mark = f" ({named.mark})" if named and named.mark else ""
    label = (named.label if named else plain(act.action)) + mark
    claims = [
        claim for claim in facts.view.claims(act.id, "action") if claim.negated == act.refused
    ]
    dates: list[Said] = []
    for name in () if act.refused else DATES:
        dates += [
            Said(
                (f"{plain(name)} " if name != "done" else "") + each.text,
                each.statements,
                each.mark,
            )
            for each in facts.dated(act.id, name)
        ]
    if act.refused:
        dates += [
            Said(in_words(claim.valid), facts.ids([claim])) for claim in claims if claim.valid
        ]
    by = (
        []
        if act.refused
        else [
            each for name in ("place", "signatory", "level") for each in facts.every(act.id, name)
        ]
    )
    reasons = facts.every(act.id, "reason") if act.refused else ()
    remarks = [
        *(Said(f"reason: {each.text}", each.statements) for each in reasons),
        *facts.notes(act.statements),
    ]
    return GridRow(
        (
            (Said(facts.name(act.party)),),
            (Said(label, facts.ids(claims), mark="no" if act.refused else "yes"),),
            known(tuple(dates), Said("no date given", mark="unknown")),
            joined(by, ", ") if by else (Said("–"),),
            joined(remarks, "; ") if remarks else (Said("–"),),
        )
    )


def other_texts(facts: Facts, instruments: list[str]) -> Part:
    """List texts that were adopted or foreseen, the earliest first."""
    rows = tuple(
        GridRow(
            (
                (Said(facts.name(each), facts.ids(facts.view.about(each, "title"))),),
                known(facts.one(each, "instrument_kind")),
                known(facts.dated(each, "signed")),
                known(facts.every(each, "adopted_at"), Said("not stated", mark="unknown")),
                _named(facts, each),
                known(
                    (*facts.every(each, "access"), *provides(facts, each)),
                    Said("not stated", mark="unknown"),
                    " ",
                ),
            ),
            id=anchor(each),
        )
        for each in sorted(
            instruments, key=lambda each: (first_day(facts.view.value(each, "signed")), each)
        )
    )
    caption = "Texts of which sources know the adoption, and no act of a single state"
    return Part(
        "texts",
        "Other texts",
        (
            Grid(
                caption,
                (
                    "Text",
                    "Kind",
                    "Signed or adopted",
                    "At",
                    "Named as parties",
                    "Access and content",
                ),
                rows,
            ),
        ),
    )


def provides(facts: Facts, instrument: str) -> Words:
    """What a text says of itself, and what evidence there is of it."""
    said: list[Said] = []
    for name, label in _CONTENT:
        found = facts.every(instrument, name, target=anchor)
        if found:
            said += [Said(f"{label}: "), *joined(found, "; "), Said(". ")]
    for part in facts.view.subjects_pointing_to(instrument, "commitment"):
        if facts.view.kind(part) == "evidence" and not facts.after(part, "date"):
            found = (
                *facts.every(part, "finding"),
                *facts.dated(part, "date"),
                *facts.every(part, "content"),
            )
            said += [Said("Evidence: "), *joined(found), Said(". ")]
    return tuple(said)


def _named(facts: Facts, instrument: str) -> Words:
    return known(
        tuple(Said(each.text, each.statements) for each in facts.every(instrument, "party")),
        Said("none named", mark="unknown"),
        ", ",
    )

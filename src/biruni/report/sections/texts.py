"""The acts on one instrument, and the texts of which no act of a single state is known."""

from __future__ import annotations

from typing import Final

from biruni.model.schema import schema
from biruni.report.cited import Facts, anchor, joined, plain
from biruni.report.dates_in_words import first_day
from biruni.report.document import Block, Grid, GridRow, Part, Said, Text, Words
from biruni.report.phrases import N_
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
    ("content", N_("Provides: {what}. ")),
    ("period", N_("Period: {what}. ")),
    ("proposed_by", N_("Proposed by: {what}. ")),
    ("foresees", N_("Foresees: {what}. ")),
    ("recalls", N_("Recalls: {what}. ")),
    ("implements", N_("Implements: {what}. ")),
    ("stage", N_("Where it stands: {what}. ")),
    ("vote", N_("Vote: {what}. ")),
    ("documents", N_("Documents: {what}. ")),
)


def acts_on(facts: Facts, instrument: str) -> Part:
    """Describe one instrument with every act on it."""
    kind = facts.one(instrument, "instrument_kind")
    lead = facts.known(
        tuple(
            filter(
                None, (kind, *facts.dated(instrument, "signed"), *facts.every(instrument, "access"))
            )
        )
    )
    rows = tuple(_act(facts, act) for act in acts(facts.view, instrument))
    table = Grid(
        facts.say("Acts: {instrument}", instrument=facts.name(instrument)),
        facts.header("Party", "Act", "Dates", "Where and by whom", "Remarks"),
        rows,
        titled=facts.sentence("Acts: {instrument}", instrument=facts.called(instrument)),
    )
    about = provides(facts, instrument)
    blocks: list[Block] = [Text(lead), *((Text(about),) if about else ()), table]
    notes = facts.notes(facts.view.about(instrument))
    if notes:
        blocks.append(Text(facts.remarks(notes), mark="aside"))
    name = facts.name(instrument)
    titled = (facts.called(instrument),)
    return Part(anchor(instrument), name, tuple(blocks), level=4, titled=titled)


def _act(facts: Facts, act: Act) -> GridRow:
    named = schema().vocabularies["treaty_action"].terms.get(act.action)
    mark = f" ({named.mark})" if named and named.mark else ""
    label = (facts.label("treaty_action", act.action) if named else plain(act.action)) + mark
    claims = [
        claim for claim in facts.view.claims(act.id, "action") if claim.negated == act.refused
    ]
    dates: list[Said] = []
    for name in () if act.refused else DATES:
        dates += [
            Said(
                (f"{facts.say_in('date of an act', plain(name))} " if name != "done" else "")
                + each.text,
                each.statements,
                each.mark,
            )
            for each in facts.dated(act.id, name)
        ]
    if act.refused:
        dates += [
            Said(facts.when(claim.valid), facts.ids([claim])) for claim in claims if claim.valid
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
        *(
            Said(facts.say("reason: {reason}", reason=each.text), each.statements, lang=each.lang)
            for each in reasons
        ),
        *facts.notes(act.statements),
    ]
    return GridRow(
        (
            (facts.called(act.party),),
            (Said(label, facts.ids(claims), mark="no" if act.refused else "yes"),),
            facts.known(tuple(dates), facts.say("no date given")),
            joined(by, ", ") if by else (Said("–"),),
            joined(remarks, "; ") if remarks else (Said("–"),),
        )
    )


def other_texts(facts: Facts, instruments: list[str]) -> Part:
    """List texts that were adopted or foreseen, the earliest first."""
    rows = tuple(
        GridRow(
            (
                (facts.called(each, facts.ids(facts.view.about(each, "title"))),),
                facts.known(facts.one(each, "instrument_kind")),
                facts.known(facts.dated(each, "signed")),
                facts.known(facts.every(each, "adopted_at"), facts.say("not stated")),
                _named(facts, each),
                facts.known(
                    (*facts.every(each, "access"), *provides(facts, each)),
                    facts.say("not stated"),
                    " ",
                ),
            ),
            id=anchor(each),
        )
        for each in sorted(
            instruments, key=lambda each: (first_day(facts.view.value(each, "signed")), each)
        )
    )
    caption = facts.say("Texts of which sources know the adoption, and no act of a single state")
    return Part(
        "texts",
        facts.say("Other texts"),
        (
            Grid(
                caption,
                facts.header(
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
            said += facts.sentence(label, what=joined(found, "; "))
    for part in facts.view.subjects_pointing_to(instrument, "commitment"):
        if facts.view.kind(part) == "evidence" and not facts.after(part, "date"):
            found = (
                *facts.every(part, "finding"),
                *facts.dated(part, "date"),
                *facts.every(part, "content"),
            )
            said += facts.sentence("Evidence: {what}. ", what=joined(found))
    return tuple(said)


def _named(facts: Facts, instrument: str) -> Words:
    return facts.known(
        tuple(
            Said(each.text, each.statements, lang=each.lang)
            for each in facts.every(instrument, "party")
        ),
        facts.say("none named"),
        ", ",
    )

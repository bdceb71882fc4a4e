"""A state: what it belongs to, what it signed and refused, whom it met; the list of states."""

from __future__ import annotations

from typing import Final

from biruni.model.ids import slug_of
from biruni.model.schema import schema
from biruni.model.uncertain_date import Certainty
from biruni.observatory.reading import Reading
from biruni.report.cited import Facts, anchor, joined
from biruni.report.document import Block, Footnote, Grid, GridRow, Said, Section, Text, Words
from biruni.report.phrases import N_
from biruni.report.sections import head
from biruni.report.sections.commitments import COMMITMENTS, commitment_row
from biruni.report.sections.matrix import status_cell
from biruni.view.acts import Act
from biruni.view.meetings import Meeting, Participation, was_held
from biruni.view.membership import Membership
from biruni.web.asked import Asked
from biruni.web.asking import Asking
from biruni.web.linked import Linked
from biruni.web.page import Crumb, Page, with_sources
from biruni.web.pages.said_of import (
    kind_label,
    names_section,
    pointing_section,
    rivals_section,
    timeline_of,
    titled,
)
from biruni.web.pages.standing_of import Lag, Stand, seats, stands, visits
from biruni.web.pages.texts_of import text_grid

_SHOWN: Final = frozenset(
    (
        *((kind, "member") for kind in ("group", "mechanism", "body", "organization")),
        ("treaty_action", "party"),
        ("participation", "party"),
        ("obligation", "party"),
        ("instrument", "party"),
    )
)
_ANSWERS: Final = {
    "yes": N_("{role}"),
    "possible": N_("possibly {role}"),
    "no": N_("not on this date; {role} {times}"),
    "unknown": N_("{role}, time not known"),
}
_LAGS: Final = N_(
    "Days from the state's signature to its ratification or the like. Where a date is "
    "uncertain, both bounds stand there."
)
_SILENT: Final = N_(
    "It was at the meeting that adopted these texts, or is named with them; no visible source "
    "tells an act of its own."
)
_WITHOUT_ACT: Final = ("none", "negotiating")


def page(reading: Reading, question: Asked, id: str) -> Page:
    """Return the page of a state."""
    facts = Linked(reading.view, question.lang)
    stood = stands(facts, id)
    sections = [
        *_memberships(facts, id),
        *_refusals(facts, stood),
        *_instruments(facts, stood),
        *_meetings(facts, id),
        *_commitments(facts, id),
        *pointing_section(facts, id, skip=_SHOWN),
        *rivals_section(facts, id),
        *names_section(facts, id),
    ]
    code = slug_of(id)
    shown = Asking(
        title=facts.name(id),
        kicker=f"{kind_label(facts, 'state')}, {code}",
        crumbs=(Crumb(facts.say("States"), question.link("/states")),),
        sections=tuple(sections),
        beside=(
            Crumb(facts.say("Compare with another state"), question.link("/compare", a=code)),
            timeline_of(facts, question, id),
        ),
    )
    return with_sources(shown, facts)


def _memberships(facts: Facts, state: str) -> list[Section]:
    found = seats(facts, state)
    if not found:
        return []
    view = facts.view
    order = [*schema().vocabularies["layer"].terms, ""]
    rows = sorted(
        found,
        key=lambda pair: (order.index(view.value(pair[0], "layer") or ""), facts.name(pair[0])),
    )
    grid = Grid(
        facts.say("By layer of cooperation"),
        facts.header("What", "Layer", "As", "Since"),
        tuple(_seat(facts, whole, seat) for whole, seat in rows),
    )
    return [Section("memberships", facts.say("Memberships"), "", (grid,))]


def _seat(facts: Facts, whole: str, seat: Membership) -> GridRow:
    layer = facts.one(whole, "layer")
    since = facts.when(seat.since) if seat.since else facts.say("not known")
    return GridRow(
        (
            (facts.called(whole, target=anchor(whole)),),
            facts.known(
                layer, Said(kind_label(facts, facts.view.kind(whole)).lower(), mark="aside")
            ),
            seat_cell(facts, seat),
            (Said(since, mark="" if seat.since else "unknown"),),
        )
    )


def seat_cell(facts: Facts, seat: Membership) -> Words:
    """Say in which role a party belongs, and how certainly."""
    role = facts.label("membership_role", seat.role).lower()
    denied = bool(seat.statements) and all(claim.negated for claim in seat.statements)
    told = N_("no {role}, says the source") if denied else _ANSWERS[seat.answer]
    times = ", ".join(
        dict.fromkeys(facts.when(claim.valid) for claim in seat.statements if claim.valid)
    )
    text = facts.say(told, role=role, times=times or facts.say("at another time"))
    return (Said(text, facts.ids(seat.statements), mark=seat.answer),)


def _refusals(facts: Facts, stood: list[Stand]) -> list[Section]:
    rows = [
        GridRow(
            (
                (facts.called(each.instrument, target=anchor(each.instrument)),),
                (Said(facts.say("refrained from signing"), facts.ids(act.statements), mark="no"),),
                (
                    Said(
                        facts.when(act.date) if act.date else facts.say("not known"),
                        mark="" if act.date else "unknown",
                    ),
                ),
                _reason(facts, act),
                (Said(titled(facts.status(each.status.status)), mark=each.status.answer),),
            )
        )
        for each in stood
        for act in each.refused
    ]
    if not rows:
        return []
    header = facts.header("Instrument", "Act", "Since", "Reason given", "Status on this date")
    lead = facts.say("A refusal is a fact with a source, like a signature.")
    return [
        Section(
            "refused",
            facts.say("Refused"),
            lead,
            (Grid(facts.say("Texts it did not sign"), header, tuple(rows)),),
        )
    ]


def _reason(facts: Facts, act: Act) -> Words:
    return facts.known(facts.every(act.id, "reason"), Said(facts.say("none given"), mark="unknown"))


def _instruments(facts: Facts, stood: list[Stand]) -> list[Section]:
    acted = [each for each in stood if each.status.status not in _WITHOUT_ACT]
    silent = [each for each in stood if each.status.status in _WITHOUT_ACT]
    notes: list[Footnote] = []
    rows = tuple(
        GridRow(
            (
                (facts.called(each.instrument, target=anchor(each.instrument)),),
                facts.known(facts.dated(each.instrument, "signed")),
                status_cell(facts, each.instrument, each.status, notes),
                act_dates(facts, each.signed),
                act_dates(facts, each.consented),
                lag_cell(facts, each.lag),
            )
        )
        for each in acted
    )
    sections: list[Section] = []
    if rows:
        header = facts.header(
            "Instrument",
            "Text signed or adopted",
            "Status on this date",
            "It signed",
            "It consented to be bound",
            "Days between",
        )
        grid = Grid(facts.say("The earliest first"), header, rows, tuple(notes))
        title = facts.say("Instruments signed or adopted")
        sections.append(Section("instruments", title, facts.say(_LAGS), (grid,)))
    if silent:
        lead = facts.say(_SILENT)
        title = facts.say("Texts adopted where it took part")
        sections.append(
            Section(
                "present", title, lead, (text_grid(facts, (each.instrument for each in silent)),)
            )
        )
    return sections


def act_dates(facts: Facts, done: tuple[Act, ...]) -> Words:
    """Return the dates of acts."""
    said = [
        Said(
            facts.when(act.date) if act.date else facts.say("date not known"),
            facts.ids(act.statements),
            mark="" if act.date else "unknown",
        )
        for act in done
    ]
    return joined(said, "; ") or (Said("–"),)


def lag_cell(facts: Facts, lag: Lag | None) -> Words:
    """Return the days between two acts, or the bounds that their dates allow."""
    if lag is None:
        return (Said("–"),)
    if lag.certain:
        return (Said(str(lag.low), lag.statements),)
    text = (
        facts.say("{low} or more", low=lag.low)
        if lag.high is None
        else facts.say("{low} to {high}", low=lag.low, high=lag.high)
    )
    return (Said(text, lag.statements, mark="possible"),)


def _meetings(facts: Facts, state: str) -> list[Section]:
    found = [
        (each, guest)
        for each, guest in visits(facts, state)
        if was_held(facts.view, each) is not Certainty.IMPOSSIBLE
    ]
    if not found:
        return []
    header = facts.header("Date", "Meeting", "Place", "Role and presence", "At which level", "Who")
    grid = Grid(
        facts.count(
            len(found), "{n} meeting that names it", "{n} meetings that name it, in order of time"
        ),
        header,
        tuple(_visit(facts, each, guest) for each, guest in found),
    )
    return [Section("meetings", facts.say("Meetings"), "", (grid,))]


def _visit(facts: Facts, each: Meeting, guest: Participation) -> GridRow:
    part = guest.statements[0].subject if guest.statements else ""
    mark = {"absent": "no", "represented": "possible"}.get(guest.presence, "")
    how = [
        Said(said.text.lower(), said.statements, mark if name == "presence" else "")
        for name in ("role", "presence")
        for said in facts.every(part, name)
    ]
    return GridRow(
        (
            facts.known(facts.dated(each.id, "start")),
            (facts.called(each.id, target=anchor(each.id)),),
            facts.known(facts.one(each.id, "place")),
            facts.known(how, separator=", ")
            if how
            else (Said(facts.say("named"), facts.ids(guest.statements)),),
            facts.known(facts.dated(part, "level")),
            facts.known(
                facts.every(part, "person"), Said(facts.say("not named"), mark="unknown"), ", "
            ),
        )
    )


def _commitments(facts: Facts, state: str) -> list[Section]:
    view = facts.view
    found = [
        commitment
        for part in view.subjects_pointing_to(state, "party")
        if view.kind(part) == "obligation" and (commitment := view.value(part, "commitment"))
    ]
    found = [each for each in dict.fromkeys(found) if not facts.after(each, "made")]
    if not found:
        return []
    rows = tuple(commitment_row(facts, each) for each in found)
    return [
        Section(
            "commitments",
            facts.say("Commitments"),
            "",
            (Grid(facts.say("That bind it by name"), facts.header(*COMMITMENTS), rows),),
        )
    ]


def listed(reading: Reading, question: Asked) -> Page:
    """Return the list of the states: the core first."""
    facts = Linked(reading.view, question.lang)
    core = head.core_states(facts, head.cores(facts))
    others = [each for each in facts.view.entities("state") if each not in core]
    blocks: list[Block] = []
    if core:
        blocks.append(_states(facts, facts.say("The core of the region"), core))
    if others:
        blocks.append(_states(facts, facts.say("Others"), sorted(others, key=facts.name)))
    if not blocks:
        blocks.append(
            Text((Said(facts.say("No state is recorded in this view.")),), mark="unknown")
        )
    shown = Asking(
        title=facts.say("States"),
        lead=facts.say("What each belongs to, what it signed, how often it met the others."),
        sections=(Section("list", "", "", tuple(blocks)),),
        beside=(Crumb(facts.say("Compare states"), question.link("/compare")),),
    )
    return with_sources(shown, facts)


def _states(facts: Facts, caption: str, states: list[str]) -> Grid:
    rows: list[GridRow] = []
    for state in states:
        belongs = [seat for _, seat in seats(facts, state) if seat.answer == "yes"]
        met = [
            each
            for each, guest in visits(facts, state)
            if guest.presence != "absent" and was_held(facts.view, each) is Certainty.CERTAIN
        ]
        acted = [
            claim.subject
            for claim in facts.view.pointing_to(state, "party")
            if facts.view.kind(claim.subject) == "treaty_action"
        ]
        rows.append(
            GridRow(
                (
                    (
                        facts.called(
                            state,
                            facts.ids(facts.view.about(state, "label")),
                            target=anchor(state),
                        ),
                    ),
                    (Said(slug_of(state)),),
                    (
                        Said(
                            str(len(belongs)),
                            facts.ids(claim for seat in belongs for claim in seat.statements)[:1],
                        ),
                    ),
                    (Said(str(len(set(acted)))),),
                    (Said(str(len(met))),),
                )
            )
        )
    header = facts.header(
        "State",
        "Code",
        "Memberships on this date",
        "Acts on treaties known",
        "Meetings held that name it",
    )
    return Grid(caption, header, tuple(rows))

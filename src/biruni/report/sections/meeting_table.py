"""Meetings as a table: when, where, at which level, who came, what came of it."""

from __future__ import annotations

from dataclasses import replace

from biruni.model.date_logic import on_or_before
from biruni.model.statement import Statement
from biruni.model.uncertain_date import Certainty, parse
from biruni.report.cited import Facts, anchor, joined, plain
from biruni.report.document import Grid, GridRow, Said, Words
from biruni.report.phrases import ENGLISH, N_
from biruni.view.meetings import Meeting, Participation


def meeting_table(facts: Facts, caption: str, every: list[Meeting]) -> Grid:
    """Return meetings as a table, one a line."""
    rows = tuple(_meeting(facts, each) for each in every)
    return Grid(
        caption,
        facts.header(
            "Date",
            "Meeting",
            "Place",
            "Convened at",
            "Host, guests, exceptions",
            "Outcomes and topics",
        ),
        rows,
    )


def _meeting(facts: Facts, each: Meeting) -> GridRow:
    view = facts.view
    date = facts.dated(each.id, "start") or facts.dated(each.id, "planned_for")
    title = (
        facts.called(
            each.id,
            facts.ids([*view.about(each.id, "mechanism"), *view.about(each.id, "number")]),
        ),
        *_status(facts, each),
        *_beside(facts, each.id),
    )
    return GridRow(
        (
            facts.known(date),
            title,
            facts.known(facts.dated(each.id, "place")),
            joined(facts.dated(each.id, "level"), "; ") or (_reached(facts, each),),
            _guests(facts, each),
            _outcomes(facts, each),
        )
    )


def _beside(facts: Facts, meeting: str) -> Words:
    """On whose margins it was held, which meeting it prepared, and what became of one put off."""
    said: list[Said] = []
    for name, before in (
        ("occasion", N_("; {meeting}")),
        ("prepares", N_("; prepared {meeting}")),
        ("postponed_to", N_("; put off to {meeting}")),
    ):
        said += [
            Said(
                facts.say(before, meeting=each.text), each.statements, mark="aside", lang=each.lang
            )
            for each in facts.every(meeting, name)
        ]
    return tuple(said)


def _status(facts: Facts, each: Meeting) -> Words:
    if each.status != "held":
        return (
            Said(
                f" {facts.label('meeting_status', each.status).lower()}",
                facts.ids(facts.view.claims(each.id, "status")),
                mark="possible",
            ),
        )
    if (
        each.start
        and on_or_before(parse(each.start), facts.view.moment.horizon) is Certainty.IMPOSSIBLE
    ):
        return (Said(facts.say(" after this date"), mark="aside"),)
    return ()


def _reached(facts: Facts, each: Meeting) -> Said:
    """The level that the parties reached, where no source names the one it was convened at."""
    if not each.level:
        return facts.unknown()
    used: list[Statement] = []
    for guest in each.participants:
        used += [statement for statement in guest.statements if statement.property == "level"]
    return Said(
        facts.say("{level} (lowest reached)", level=facts.label("level", each.level)),
        facts.ids(used),
    )


def _guests(facts: Facts, each: Meeting) -> Words:
    """First those with another level or role, or who were not there; then all others."""
    apart: list[Said] = []
    rest: list[Participation] = []
    for guest in each.participants:
        about = _exceptions(facts, guest, each.convened)
        if about:
            alone = len(about) == 1 and guest.role == "host"
            person = guest.person if not alone else ""
            apart += [Said("; ")] if apart else []
            apart += _guest(facts, guest, person, ", ".join(about))
        else:
            rest.append(guest)
    if rest:
        used = [
            statement
            for guest in rest
            for statement in guest.statements
            if statement.property in ("party", "presence", "level")
        ]
        apart += [Said("; ")] if apart else []
        names = joined([facts.called(guest.party) for guest in rest])
        apart += (*names[:-1], replace(names[-1], statements=facts.ids(used)))
    return tuple(apart) or (facts.unknown(facts.say("guests not recorded")),)


def _guest(facts: Facts, guest: Participation, person: str, about: str) -> Words:
    """Name a guest, who came for it, and what sets it apart."""
    ids = facts.ids(guest.statements)
    if not person:
        return (facts.called(guest.party), Said(f" ({about})", ids))
    spoken = Said(person, lang=facts.foreign(ENGLISH))
    return (facts.called(guest.party), Said(" ("), spoken, Said(f", {about})", ids))


def _exceptions(facts: Facts, guest: Participation, convened: str) -> list[str]:
    about = (
        [facts.label("participation_role", guest.role).lower()]
        if guest.role in ("guest", "observer", "host", "chair")
        else []
    )
    if guest.level and guest.level != convened:
        about.append(facts.label("level", guest.level).lower())
    if guest.presence in ("absent", "represented", "by_video"):
        about.append(facts.say_in("presence of a guest", plain(guest.presence)))
    return about


def _outcomes(facts: Facts, each: Meeting) -> Words:
    said = [*facts.every(each.id, "outcome", target=anchor)]
    said += [
        Said(text.text, text.statements, lang=text.lang)
        for name in ("decision", "plan")
        for text in facts.every(each.id, name)
    ]
    said += [
        Said(facts.say("discussed: {topic}", topic=text.text), text.statements, lang=text.lang)
        for text in facts.every(each.id, "topic")
    ]
    adopted = [
        claim for claim in facts.view.pointing_to(each.id, "adopted_at") if not claim.negated
    ]
    named = {part.text for part in said}
    by_instrument: dict[str, list[Statement]] = {}
    for claim in adopted:
        by_instrument.setdefault(claim.subject, []).append(claim)
    said += [
        facts.called(instrument, facts.ids(claims), target=anchor(instrument))
        for instrument, claims in by_instrument.items()
        if facts.name(instrument) not in named
    ]
    return facts.known(tuple(said), facts.say("none recorded"))

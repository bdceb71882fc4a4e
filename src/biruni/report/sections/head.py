"""The head of the report: its title, its figures, and what stands out."""

from __future__ import annotations

from biruni.report.cited import Facts, anchor, joined
from biruni.report.dates_in_words import day_in_words
from biruni.report.document import Figure, Said, Words
from biruni.report.phrases import N_
from biruni.report.summary import Summary
from biruni.view.meetings import Meeting
from biruni.view.membership import memberships

CORE_LAYER = "regional-core"


def cores(facts: Facts) -> list[str]:
    """Return the groups that the mechanisms of the regional core name as those who meet in them."""
    view = facts.view
    inside = [
        each for each in view.entities("mechanism") if view.value(each, "layer") == CORE_LAYER
    ]
    return list(dict.fromkeys(core for each in inside if (core := view.value(each, "core"))))


def core_states(facts: Facts, groups: list[str]) -> list[str]:
    """Return the parties that belong, or may belong, to the core groups, by name."""
    found = {
        each.party
        for group in groups
        for each in memberships(facts.view, group)
        if each.role == "member" and each.answer in ("yes", "possible", "unknown")
    }
    return sorted(found, key=facts.name)


def title(facts: Facts, groups: list[str]) -> str:
    """Return what is taken stock of: the core groups."""
    return facts.say(" and ").join(facts.name(group) for group in groups) or facts.say(
        "The registry"
    )


def dates(facts: Facts) -> tuple[tuple[str, str], ...]:
    """Return the dates that the report is asked about."""
    moment = facts.view.moment
    published = (
        facts.say("any date")
        if moment.published_by is None
        else day_in_words(moment.published_by, facts.lang)
    )
    known = moment.as_dict()["known_at"] or facts.say("the last entry in the ledger")
    return (
        (facts.say("As of"), day_in_words(moment.valid_on, facts.lang)),
        (facts.say("Known at"), known),
        (facts.say("Sources published by"), published),
    )


def figures(facts: Facts, summary: Summary, states: int) -> tuple[Figure, ...]:
    """Return the numbers at the head; what is cited is counted when the report is whole."""
    signed = [each for each in facts.told_of("instrument") if not facts.after(each, "signed")]
    mechanisms = sum(count for _, count, _ in summary.layers)
    return (
        Figure(states, facts.count(states, "core states", "core states"), "layers"),
        Figure(
            mechanisms,
            facts.count(mechanisms, "mechanisms in existence", "mechanisms in existence"),
            "layers",
        ),
        Figure(
            summary.held, facts.count(summary.held, "meetings held", "meetings held"), "mechanisms"
        ),
        Figure(len(signed), facts.count(len(signed), "instruments", "instruments"), "instruments"),
        Figure(0, "statements used", "statements"),
        Figure(0, "sources cited", "sources"),
        Figure(
            summary.conflicts, facts.count(summary.conflicts, "conflicts", "conflicts"), "conflicts"
        ),
        Figure(summary.holes, facts.count(summary.holes, "holes", "holes"), "holes"),
    )


def brief(facts: Facts, summary: Summary) -> tuple[Words, ...]:
    """Say what stands out, each sentence leading to its evidence."""
    said: list[Words] = []
    counted = [
        Said(
            facts.say("{n} {layer}", n=count, layer=facts.label("layer", name).lower()),
            target=f"layer-{name}",
        )
        for name, count, _ in summary.layers
        if count
    ]
    if counted:
        said.append(facts.sentence("Mechanisms by layer: {layers}.", layers=joined(counted)))
    for refusal in summary.refusals:
        line = facts.sentence(
            "{party} has refrained from signing: {instrument}.",
            party=facts.called(
                refusal.status.party, facts.ids(refusal.status.statements), mark="no"
            ),
            instrument=facts.called(refusal.instrument, target=anchor(refusal.instrument)),
        )
        if refusal.status.answer == "unknown":
            line = (*line, Said(" " + facts.say("The sources speak of no later act.")))
        said.append(line)
    latest = summary.latest if summary.latest != summary.latest_core else None
    for label, found in (
        (N_("Latest core meeting: {meeting}."), summary.latest_core),
        (N_("Latest meeting: {meeting}."), latest),
        (N_("Next planned: {meeting}."), summary.planned),
    ):
        if found is None:
            continue
        date = facts.one(found.id, "start") or facts.one(found.id, "planned_for")
        place = facts.one(found.id, "place") or facts.one(found.id, "planned_place")
        beside = tuple(each for each in (date, place) if each)
        said.append(facts.sentence(label, meeting=_meeting(facts, found, *beside)))
    for each in summary.unconfirmed:
        date = facts.one(each.id, "planned_for") or facts.one(each.id, "start")
        line = _meeting(facts, each, *((date,) if date else ()))
        said.append(facts.sentence("Planned, and not known whether held: {meeting}.", meeting=line))
    return tuple(said)


def _meeting(facts: Facts, each: Meeting, *beside: Said) -> Words:
    """Name a meeting, with what stands beside its name."""
    target = anchor(each.mechanisms[0]) if each.mechanisms else ""
    return joined((facts.called(each.id, target=target), *beside))

"""The head of the report: its title, its figures, and what stands out."""

from __future__ import annotations

from biruni.model.schema import schema
from biruni.report.cited import Facts, anchor, joined
from biruni.report.dates_in_words import day_in_words
from biruni.report.document import Figure, Said, Words
from biruni.report.summary import Summary
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
    return " and ".join(facts.name(group) for group in groups) or "The registry"


def dates(facts: Facts) -> tuple[tuple[str, str], ...]:
    """Return the dates that the report is asked about."""
    moment = facts.view.moment
    published = "any date" if moment.published_by is None else day_in_words(moment.published_by)
    return (
        ("As of", day_in_words(moment.valid_on)),
        ("Known at", moment.as_dict()["known_at"] or "the last entry in the ledger"),
        ("Sources published by", published),
    )


def figures(facts: Facts, summary: Summary, states: int) -> tuple[Figure, ...]:
    """Return the numbers at the head; what is cited is counted when the report is whole."""
    signed = [each for each in facts.told_of("instrument") if not facts.after(each, "signed")]
    return (
        Figure(states, "core states", "layers"),
        Figure(sum(count for _, count, _ in summary.layers), "mechanisms in existence", "layers"),
        Figure(summary.held, "meetings held", "mechanisms"),
        Figure(len(signed), "instruments", "instruments"),
        Figure(0, "statements used", "statements"),
        Figure(0, "sources cited", "sources"),
        Figure(summary.conflicts, "conflicts", "conflicts"),
        Figure(summary.holes, "holes", "holes"),
    )


def brief(facts: Facts, summary: Summary) -> tuple[Words, ...]:
    """Say what stands out, each sentence leading to its evidence."""
    said: list[Words] = []
    counted = [
        Said(f"{count} {schema().label('layer', name).lower()}", target=f"layer-{name}")
        for name, count, _ in summary.layers
        if count
    ]
    if counted:
        said.append((Said("Mechanisms by layer: "), *joined(counted), Said(".")))
    for refusal in summary.refusals:
        until = " The sources speak of no later act." if refusal.status.answer == "unknown" else ""
        said.append(
            (
                Said(
                    facts.name(refusal.status.party),
                    facts.ids(refusal.status.statements),
                    mark="no",
                ),
                Said(" has refrained from signing: "),
                Said(facts.name(refusal.instrument), target=anchor(refusal.instrument)),
                Said("." + until),
            )
        )
    for label, found in (
        ("Latest core meeting", summary.latest_core),
        ("Latest meeting", summary.latest),
        ("Next planned", summary.planned),
    ):
        if found is not None and not (label == "Latest meeting" and found == summary.latest_core):
            date = facts.one(found.id, "start") or facts.one(found.id, "planned_for")
            place = facts.one(found.id, "place") or facts.one(found.id, "planned_place")
            parts: list[Said] = [
                Said(f"{label}: "),
                Said(
                    facts.name(found.id),
                    target=anchor(found.mechanisms[0]) if found.mechanisms else "",
                ),
            ]
            parts += [Said(", "), date] if date else []
            parts += [Said(", "), place] if place else []
            said.append((*parts, Said(".")))
    for each in summary.unconfirmed:
        date = facts.one(each.id, "planned_for") or facts.one(each.id, "start")
        parts = [
            Said("Planned, and not known whether held: "),
            Said(facts.name(each.id), target=anchor(each.mechanisms[0]) if each.mechanisms else ""),
        ]
        said.append((*parts, *((Said(", "), date) if date else ()), Said(".")))
    return tuple(said)

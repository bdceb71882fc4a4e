"""Up to four states side by side: what they belong to, what they signed, what they refused."""

from __future__ import annotations

from typing import Final

from biruni.model.ids import slug_of
from biruni.model.problems import NotFound
from biruni.model.schema import schema
from biruni.model.uncertain_date import Certainty
from biruni.model.worded import worded
from biruni.observatory.reading import Reading
from biruni.report.cited import Facts, anchor
from biruni.report.document import (
    Block,
    Footnote,
    Grid,
    GridRow,
    Said,
    Section,
    Text,
    Words,
)
from biruni.report.phrases import N_
from biruni.report.sections.matrix import status_cell
from biruni.view.meetings import was_held
from biruni.view.membership import Membership
from biruni.web.asked import Asked
from biruni.web.asking import Asking, Field
from biruni.web.linked import Linked
from biruni.web.page import Page, with_sources
from biruni.web.pages.standing_of import Stand, seats, stands, visits
from biruni.web.pages.state import lag_cell, seat_cell

FILTERS: Final = ("a", "b", "c", "d")
_LEAD: Final = N_(
    "Choose two to four states. Where they differ comes first; a dash means that no visible source "
    "names the state there."
)
_NONE: Final = (Said("–"),)


def page(reading: Reading, question: Asked) -> Page:
    """
    Return states side by side.

    Raises:
        NotFound: There is no such state.
    """
    facts = Linked(reading.view, question.lang)
    states = _states(reading, question)
    sections: list[Section] = []
    if len(states) > 1:
        sections = [
            _memberships(facts, states),
            *_instruments(facts, states),
            _meetings(facts, states),
        ]
    names = [facts.name(each) for each in states]
    shown = Asking(
        title=facts.say("Compare: {names}", names=", ".join(names))
        if len(states) > 1
        else facts.say("Compare states"),
        lead=facts.say(_LEAD),
        sections=tuple(sections),
        fields=_fields(facts, states),
        submit=facts.say("Compare"),
    )
    return with_sources(shown, facts)


def _states(reading: Reading, question: Asked) -> list[str]:
    found: dict[str, None] = {}
    for name in FILTERS:
        given = question.filter(name).strip()
        if given:
            state = f"state/{slug_of(given).upper()}"
            if not reading.view.about(state):
                raise NotFound(
                    worded('no state "{text}"', text=given[:40]),
                    hint=worded("codes are those of ISO 3166: KAZ"),
                )
            found[state] = None
    return list(found)


def _fields(facts: Facts, states: list[str]) -> tuple[Field, ...]:
    every = sorted(facts.view.entities("state"), key=facts.name)
    options = (("", "–"), *((slug_of(each), facts.name(each)) for each in every))
    shown = [slug_of(each) for each in states] + [""] * len(FILTERS)
    return tuple(
        Field(name, facts.say("State {n}", n=place + 1), shown[place], options=options)
        for place, name in enumerate(FILTERS)
    )


def _header(facts: Facts, first: str, states: list[str]) -> tuple[str, ...]:
    return (*facts.header(first), *(facts.name(each) for each in states))


def _memberships(facts: Facts, states: list[str]) -> Section:
    view = facts.view
    every: dict[str, dict[str, Membership]] = {}
    for state in states:
        for whole, seat in seats(facts, state):
            every.setdefault(whole, {})[state] = seat
    layers = [*schema().vocabularies["layer"].terms, ""]

    def order(whole: str) -> tuple[bool, int, str]:
        found = every[whole]
        answers = {
            (found[each].answer, found[each].role) if each in found else None for each in states
        }
        return (
            len(answers) == 1,
            layers.index(view.value(whole, "layer") or ""),
            facts.name(whole),
        )

    rows = tuple(
        GridRow(
            (
                (facts.called(whole, target=anchor(whole)),),
                *(
                    seat_cell(facts, every[whole][each]) if each in every[whole] else _NONE
                    for each in states
                ),
            )
        )
        for whole in sorted(every, key=order)
    )
    title = facts.say("Memberships")
    if not rows:
        return Section("memberships", title, "", (_nothing(facts),))
    grid = Grid(facts.say("Differences first"), _header(facts, "What", states), rows)
    return Section("memberships", title, "", (grid,))


def _instruments(facts: Facts, states: list[str]) -> list[Section]:
    every: dict[str, dict[str, Stand]] = {}
    for state in states:
        for stand in stands(facts, state):
            every.setdefault(stand.instrument, {})[state] = stand

    def same(instrument: str) -> bool:
        found = every[instrument]
        return len({found[each].status.status if each in found else "" for each in states}) == 1

    notes: list[Footnote] = []
    ordered = sorted(every, key=same)  # the order of time stays within each half
    rows = tuple(
        GridRow(
            (
                (facts.called(text, target=anchor(text)),),
                *(_stand(facts, every[text].get(each), notes) for each in states),
            )
        )
        for text in ordered
    )
    title = facts.say("Instruments")
    if not rows:
        return [Section("instruments", title, "", (_nothing(facts),))]
    header = _header(facts, "Instrument", states)
    grid = Grid(facts.say("Differences first, then by date"), header, rows, tuple(notes))
    sections = [Section("instruments", title, "", (grid,))]
    refused = [text for text in ordered if any(stand.refused for stand in every[text].values())]
    lagging = [text for text in ordered if any(stand.lag for stand in every[text].values())]
    if refused:
        table = Grid(
            facts.say("Who refrained from signing, and the reason given"),
            header,
            tuple(_refused(facts, text, every[text], states) for text in refused),
        )
        sections.insert(0, Section("refused", facts.say("Refusals"), "", (table,)))
    if lagging:
        table = Grid(
            facts.say("Where the dates are uncertain, both bounds"),
            header,
            tuple(
                GridRow(
                    (
                        (facts.called(text, target=anchor(text)),),
                        *(_lag(facts, every[text].get(each)) for each in states),
                    )
                )
                for text in lagging
            ),
        )
        title = facts.say("Days from signature to consent to be bound")
        sections.append(Section("lags", title, "", (table,)))
    return sections


def _stand(facts: Facts, stand: Stand | None, notes: list[Footnote]) -> Words:
    return status_cell(facts, stand.instrument, stand.status, notes) if stand else _NONE


def _lag(facts: Facts, stand: Stand | None) -> Words:
    return lag_cell(facts, stand.lag) if stand else _NONE


def _refused(facts: Facts, text: str, found: dict[str, Stand], states: list[str]) -> GridRow:
    cells: list[Words] = [(facts.called(text, target=anchor(text)),)]
    for state in states:
        acts = found[state].refused if state in found else ()
        said: list[Said] = []
        for act in acts:
            when = facts.when(act.date) if act.date else facts.say("date not known")
            said.append(
                Said(
                    facts.say("refrained, {date}", date=when), facts.ids(act.statements), mark="no"
                )
            )
            said += facts.every(act.id, "reason")
        cells.append(facts.known(tuple(said), _NONE[0]))
    return GridRow(tuple(cells))


def _meetings(facts: Facts, states: list[str]) -> Section:
    """Return the meetings that name all of the states, and how each was there."""
    by_meeting: dict[str, dict[str, Words]] = {}
    dated = {each.id: each for each in facts.meetings}
    for state in states:
        for each, guest in visits(facts, state):
            if was_held(facts.view, each) is not Certainty.IMPOSSIBLE:
                mark = {"absent": "no", "represented": "possible"}.get(guest.presence, "yes")
                level = (
                    facts.label("level", guest.level)
                    if guest.level
                    else facts.say("level not known")
                )
                presence = facts.label("presence", guest.presence) if guest.presence else ""
                text = ", ".join(filter(None, (presence.lower(), level.lower())))
                said = Said(text, facts.ids(guest.statements), mark=mark)
                by_meeting.setdefault(each.id, {})[state] = (said,)
    shared = [each for each in dated if len(by_meeting.get(each, ())) == len(states)]
    title = facts.say("Meetings that name all of them")
    if not shared:
        return Section("meetings", title, "", (_nothing(facts),))
    rows = tuple(
        GridRow(
            (
                (facts.called(each, target=anchor(each)),),
                facts.known(facts.dated(each, "start")),
                *(by_meeting[each][state] for state in states),
            )
        )
        for each in shared
    )
    header = (*facts.header("Meeting", "Date"), *(facts.name(each) for each in states))
    caption = facts.count(
        len(rows), "{n} meeting, in order of time", "{n} meetings, in order of time"
    )
    return Section("meetings", title, "", (Grid(caption, header, rows),))


def _nothing(facts: Facts) -> Block:
    return Text((Said(facts.say("Nothing is known to the registry.")),), mark="unknown")

"""States and instruments: where each stands, in the manner of the UN Treaty Collection."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from string import ascii_lowercase
from typing import Final

from biruni.model.ids import STATE_PREFIX
from biruni.model.statement import Statement
from biruni.report.cited import Facts, anchor, plain
from biruni.report.dates_in_words import first_day
from biruni.report.document import (
    Block,
    Footnote,
    Grid,
    GridRow,
    Part,
    Picture,
    Said,
    Section,
    Text,
    Words,
)
from biruni.report.phrases import ENGLISH, N_
from biruni.report.sections.texts import DATES, acts_on, other_texts
from biruni.report.told import noted
from biruni.view.acts import acts
from biruni.view.entry_into_force import entry_into_force
from biruni.view.treaty_status import STATUSES, Status, statuses

_FORCE: Final = {"yes": N_("yes"), "no": N_("not yet"), "possible": N_("possibly")}
_STATUS: Final = re.compile("|".join(each for each in STATUSES if "_" in each))


def section(facts: Facts, core: Sequence[str], picture: Picture | None = None) -> Section:
    """
    Show where states stand towards every instrument.

    Args:
        facts: The view.
        core: The states that get a column of their own.
        picture: The same as a drawing.
    """
    instruments = [each for each in facts.told_of("instrument") if not facts.after(each, "signed")]
    acted = sorted(
        (each for each in instruments if acts(facts.view, each)),
        key=lambda each: (first_day(facts.view.value(each, "signed")), each),
    )
    others = [each for each in instruments if each not in set(acted)]
    blocks: list[Block] = [picture] if picture else []
    if acted:
        blocks.append(_matrix(facts, core, acted))
    blocks += (
        [
            Part(
                "acts",
                facts.say("Every act, instrument by instrument"),
                tuple(acts_on(facts, each) for each in acted),
            )
        ]
        if acted
        else []
    )
    if others:
        blocks.append(other_texts(facts, others))
    if not instruments:
        blocks.append(
            Text((Said(facts.say("No instrument is recorded in this view.")),), mark="unknown")
        )
    lead = facts.say(
        "The status is derived from dated acts, never stored. “Refrained” is a sourced act with "
        "its reason. “Not known” means "
        "that the state took part where the text was adopted and no visible source tells its act; "
        "a dash, that no visible "
        "source names it with this text. A small letter leads to the footnote."
    )
    return Section("instruments", facts.say("States and instruments"), lead, tuple(blocks))


def _matrix(facts: Facts, core: Sequence[str], instruments: list[str]) -> Grid:
    notes: list[Footnote] = []
    rows = []
    for instrument in instruments:
        found = {each.party: each for each in statuses(facts.view, instrument)}
        cells: list[Words] = [
            (facts.called(instrument, target=anchor(instrument)),),
            force_of(facts, instrument),
        ]
        cells += [status_cell(facts, instrument, found.get(state), notes) for state in core]
        beside = [each for party, each in found.items() if party not in core]
        other: list[Said] = []
        for each in beside:
            other += [
                Said(("; " if other else "") + facts.name(each.party) + ": "),
                *status_cell(facts, instrument, each, notes),
            ]
        cells.append(tuple(other) or (Said("–"),))
        rows.append(GridRow(tuple(cells)))
    before, after = facts.header("Instrument", "In force"), facts.header("Other parties")
    header = (*before, *(facts.name(state) for state in core), *after)
    return Grid(
        facts.say("Where each state stands on this date"), header, tuple(rows), tuple(notes)
    )


def force_of(facts: Facts, instrument: str) -> Words:
    """Say whether an instrument is in force on the date, and since when."""
    force = entry_into_force(facts.view, instrument)
    said = facts.say(_FORCE.get(force.in_force, "not known"))
    if force.date and force.in_force in _FORCE:
        said += f", {facts.when(force.date)}"
    words = [Said(said, facts.ids(force.statements), mark=force.in_force)]
    if force.note:
        said_of = "".join(part.text for part in noted(facts, force.note))
        words.append(Said(f" ({said_of})", mark="aside"))
    return tuple(words)


def status_cell(
    facts: Facts, instrument: str, status: Status | None, notes: list[Footnote]
) -> Words:
    """Say where a state stands; reasons and rival dates become footnotes, added to the notes."""
    if status is None:
        return (Said("–"),)
    if status.status == "none" and not status.statements:
        return (facts.unknown(),)
    said = facts.status(status.status) if status.status != "none" else facts.say("no act known")
    answer = status.answer
    if answer == "possible":
        said = facts.say("possibly {what}", what=said)
    since = f", {facts.when(status.since)}" if status.since else ""
    signs = _footnote(facts, instrument, _remarks(facts, instrument, status), notes)
    mark = "no" if status.status in ("refrained", "withdrawn") else answer
    return (Said(said + since, facts.ids(_short(status)), mark=mark, notes=signs),)


def _footnote(
    facts: Facts, instrument: str, remarks: Words, notes: list[Footnote]
) -> tuple[str, ...]:
    """Add a footnote, once for all parties of whom the same is to be said."""
    if not remarks:
        return ()
    parts = (facts.called(instrument), Said(": "), *remarks)
    for note in notes:
        if [part.text for part in note.parts] == [part.text for part in parts]:
            together = tuple(
                replace(a, statements=tuple(dict.fromkeys([*a.statements, *b.statements])))
                for a, b in zip(note.parts, parts, strict=True)
            )
            notes[notes.index(note)] = replace(note, parts=together)
            return (note.id,)
    note = Footnote(f"note-{len(notes) + 1}", _letters(len(notes)), parts)
    notes.append(note)
    return (note.id,)


def _short(status: Status) -> list[Statement]:
    """The statements that name the act and date it, without signatory and place."""
    return [
        each for each in status.statements if each.property in ("action", *DATES, "party", "signed")
    ] or list(status.statements)


def _remarks(facts: Facts, instrument: str, status: Status) -> Words:
    """Reason, notes and rival dates: what the UN Treaty Collection puts under its table."""
    said: list[Said] = []
    reasons: dict[str, list[Statement]] = {}
    for act in acts(facts.view, instrument, status.party):
        for claim in facts.view.claims(act.id, "reason"):
            reasons.setdefault(claim.value, []).append(claim)
    for reason, claims in reasons.items():
        text = Said(reason.rstrip("."), facts.ids(claims), lang=facts.language(claims[0]))
        said += [*facts.sentence("reason given: {reason}", reason=text), Said(". ")]
    if status.note:
        note = status.note.rstrip(".").replace(".;", ";")
        if facts.lang == ENGLISH:
            note = _STATUS.sub(lambda found: plain(found[0]), note)
        said += [*noted(facts, note), Said(". ")]
    for act in acts(facts.view, instrument, status.party):
        for name in DATES:
            rivals = facts.rivals(act.id, name)
            if rivals:
                shown = facts.one(act.id, name)
                said.append(
                    Said(
                        facts.say(
                            "{act}: shown {date}",
                            act=facts.label("treaty_action", act.action),
                            date=shown.text if shown else "",
                        ),
                        shown.statements if shown else (),
                    )
                )
                said += [
                    Said(
                        facts.say(", by another source {date}", date=facts.said(rival)),
                        facts.ids([rival]),
                    )
                    for rival in rivals
                ]
                said.append(Said(". "))
    return tuple(said)


def _letters(number: int) -> str:
    """Count as footnotes do: a … z, aa …."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, len(ascii_lowercase))
        letters = ascii_lowercase[rest] + letters
    return letters


def columns(facts: Facts, cores: Sequence[str], members: Sequence[str]) -> list[str]:
    """Return the states with a column: members of the core groups, else all that acted."""
    if cores and members:
        return list(members)
    found = {
        act.party
        for instrument in facts.told_of("instrument")
        for act in acts(facts.view, instrument)
    }
    return sorted(party for party in found if party.startswith(STATE_PREFIX))

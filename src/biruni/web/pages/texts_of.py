"""Texts and commitments that came out of meetings, in tables that several pages show."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from biruni.report.cited import Facts, anchor
from biruni.report.dates_in_words import first_day
from biruni.report.document import Grid, GridRow, Said
from biruni.report.phrases import N_
from biruni.report.sections.matrix import force_of

SILENCE: Final = N_("Silence is not failure: without a source on it, the outcome is not known.")


def adopted_at(facts: Facts, meetings: Iterable[str]) -> list[str]:
    """Return the texts adopted or signed at meetings, the earliest first."""
    view = facts.view
    found: dict[str, None] = {}
    for each in meetings:
        found |= dict.fromkeys(view.subjects_pointing_to(each, "adopted_at"))
        found |= {claim.value: None for claim in view.claims(each, "outcome") if not claim.negated}
    return sorted(found, key=lambda each: (first_day(view.value(each, "signed")), each))


def made_in(facts: Facts, places: Iterable[str]) -> list[str]:
    """Return the commitments made in texts or at meetings, the earliest deadline first."""
    view = facts.view
    found: dict[str, None] = {}
    for each in places:
        found |= dict.fromkeys(view.subjects_pointing_to(each, "made_in"))
    return sorted(found, key=lambda each: (first_day(view.value(each, "due")), each))


def text_grid(facts: Facts, texts: Iterable[str]) -> Grid:
    """Return texts as a table."""
    rows = tuple(
        GridRow(
            (
                (
                    facts.called(
                        each,
                        facts.ids(facts.view.about(each, "title")),
                        target=anchor(each),
                    ),
                ),
                facts.known(facts.one(each, "instrument_kind")),
                facts.known(facts.dated(each, "signed")),
                force_of(facts, each),
                facts.known(
                    facts.every(each, "access"), Said(facts.say("not stated"), mark="unknown")
                ),
            )
        )
        for each in texts
    )
    return Grid(
        facts.count(len(rows), "{n} text", "{n} texts, the earliest first"),
        facts.header("Text", "Kind", "Signed or adopted", "In force", "Access"),
        rows,
    )

"""
Where it happens, as tables: the towns of meetings, and rivers, works, corridors and borders.

Under the map they say what it shows, and what no source locates besides.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from biruni.model.schema import schema
from biruni.model.uncertain_date import Certainty
from biruni.report.cited import Facts, anchor, joined
from biruni.report.document import Grid, GridRow, Part, Said, Section, Text
from biruni.report.geography.located import layer_of
from biruni.view.meetings import Meeting, was_held
from biruni.view.meetings import meetings as held_by
from biruni.view.places import place_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from biruni.report.document import Words

_SECTION: Final = "assets"


def meetings(facts: Facts) -> Section:
    """Return the towns with the meetings held there by the day."""
    by_place: dict[tuple[str, str], list[Meeting]] = defaultdict(list)
    for each in held_by(facts.view):
        country = facts.view.value(each.id, "country")
        printed = facts.view.value(each.id, "place")
        by_place[place_of(facts.view, printed) or printed, country].append(each)
    ordered = sorted(by_place.items(), key=lambda each: (not each[0][0], -len(each[1]), each[0]))
    rows = tuple(_place(facts, found) for _, found in ordered)
    caption = facts.say("Meetings held by this date; a sign marks those that may be later")
    header = facts.header("Place", "Location", "Country", "How many", "Meetings")
    return Section(
        "meetings",
        facts.say("Where meetings were held"),
        "",
        (Grid(caption, header, rows),)
        if rows
        else (Text((facts.unknown(facts.say("none known")),)),),
    )


def _place(facts: Facts, found: list[Meeting]) -> GridRow:
    """Return a row; the statements of all its meetings stand behind the place and the country."""
    dated = [claim for each in found for claim in facts.view.claims(each.id, "start")]
    held = sum(was_held(facts.view, each) is Certainty.CERTAIN for each in found)
    number = str(held) if held == len(found) else f"{held}–{len(found)}"
    return GridRow(
        (
            (_shared(facts, found, "place"),),
            _location(facts, place_of(facts.view, facts.view.value(found[0].id, "place"))),
            (_shared(facts, found, "country"),),
            (Said(number, facts.ids(dated)),),
            joined([_meeting(facts, each) for each in found], "; "),
        )
    )


def _location(facts: Facts, place: str) -> Words:
    return facts.known(facts.every(place, "location") if place else (), "–")


def _shared(facts: Facts, found: list[Meeting], name: str) -> Said:
    said = [one for each in found if (one := facts.one(each.id, name))]
    if not said:
        return facts.unknown()
    ids = dict.fromkeys(key for one in said for key in one.statements)
    best = facts.view.best(found[0].id, name)
    led = facts.leads_to(best) if best else ""
    return Said(
        said[0].text,
        tuple(ids),
        target=anchor(led) if led else "",
        lang=said[0].lang,
    )


def _meeting(facts: Facts, each: Meeting) -> Said:
    held = was_held(facts.view, each) is Certainty.CERTAIN
    return facts.called(each.id, target=anchor(each.id), mark="" if held else "possible")


def assets(facts: Facts, shown: Collection[str]) -> Section:
    """Return what lies there, by kind, of the layers that are shown."""
    kinds = schema().vocabularies["asset_kind"].terms
    by_kind: dict[str, list[str]] = defaultdict(list)
    for each in facts.told_of("asset"):
        by_kind[facts.view.value(each, "asset_kind")].append(each)
    order = [*kinds, *sorted(by_kind.keys() - kinds.keys())]
    parts = tuple(
        _kind(facts, kind, sorted(by_kind[kind], key=facts.name))
        for kind in order
        if kind in by_kind and layer_of(kind) in shown
    )
    return Section(
        _SECTION,
        facts.say("Rivers, works, corridors and borders"),
        "",
        parts or (Text((facts.unknown(facts.say("none known")),)),),
    )


def _kind(facts: Facts, kind: str, found: list[str]) -> Part:
    title = facts.label("asset_kind", kind) if kind else facts.say("Kind not known")
    header = facts.header("Name", "Lies in", "Shared by", "Location", "River", "Stage", "Opened")
    rows = tuple(
        GridRow(
            (
                (
                    facts.called(
                        each, facts.ids(facts.view.claims(each, "asset_kind")), target=anchor(each)
                    ),
                ),
                _states(facts, each, "located_in"),
                _states(facts, each, "shared_by"),
                facts.known((*facts.every(each, "location"), *facts.every(each, "course")), "–"),
                facts.known(facts.every(each, "river", target=anchor), "–"),
                facts.known(facts.every(each, "stage"), "–"),
                facts.known(facts.dated(each, "opened"), "–"),
            )
        )
        for each in found
    )
    caption = facts.count(len(rows), "{n} entry", "{n} entries")
    return Part(f"assets-{kind or 'other'}", title, (Grid(caption, header, rows),))


def _states(facts: Facts, asset: str, name: str) -> Words:
    return facts.known(facts.every(asset, name, target=anchor), "–")

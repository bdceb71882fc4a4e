"""The map of the day with its layers, and under it everything that it shows, as tables."""

from __future__ import annotations

from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from biruni.report.cited import Facts, anchor, joined
from biruni.report.document import Block, Said, Section, Text
from biruni.report.drawings import BELOW, drawn
from biruni.report.geography.located import BORDERS, CORRIDORS, LAYERS, MEETINGS, WATER, WORKS
from biruni.report.geography.located import located as located_on
from biruni.report.geography.outlines import outlines
from biruni.report.phrases import N_, NC_
from biruni.report.pictures.border_steps import border_steps
from biruni.report.pictures.maps import core_codes, map_picture, sheet_for
from biruni.view.moment import moment
from biruni.web.page import Download, with_sources
from biruni.web.pages import places
from biruni.web.stepped import SCRIPT, Choice, Stepped, years_of_change

if TYPE_CHECKING:
    from collections.abc import Sequence

    from biruni.observatory.reading import Reading
    from biruni.report.geography.located import Located
    from biruni.view.view import View
    from biruni.web.asked import Asked
    from biruni.web.page import Page

FILTERS: Final = ("layers",)
GEOJSON: Final = "/map.geojson"
# what is dated and changes a map, beside meetings
CHANGES: Final = ("border: ", "opened", "construction began")
_SCRIPT: Final = "dist/map.js"
_STATIC: Final = Path(__file__).parents[1] / "static"
_BETWEEN: Final = " "
_NAMES: Final = {
    MEETINGS: NC_("map", "Meetings"),
    WATER: NC_("map", "Rivers, seas and reservoirs"),
    WORKS: NC_("map", "Dams, canals and lines"),
    CORRIDORS: NC_("map", "Corridors"),
    BORDERS: NC_("map", "Borders and checkpoints"),
}
_LEAD: Final = N_(
    "The towns in which meetings were held by this date, and what lies between the states: "
    "rivers, dams, canals, lines, corridors and borders."
)
POLICY: Final = N_(
    "The outlines of states are those of Natural Earth at 1:10 million, a public data set that "
    "draws who holds an area rather than who claims it. They are an aid to the eye: not exact, "
    "not a source of this registry, and not a position on any territory. Land that another state "
    "holds on lease is drawn as part of the state that it belongs to."
)
_BORDERS: Final = N_(
    "The legal acts recorded for these borders are not in the outlines: {borders}. A border is "
    "told as the acts that settled it, and by whom; the width and the dashes of its line say "
    "how far they had come."
)
_NONE: Final = N_(
    "This copy of biruni holds no outlines for these states, and none are made up: only what a "
    "source locates is drawn."
)
_PLACES: Final = N_(
    "A sign stands where a source puts it; what no source locates is listed, not guessed. Places "
    "bear the names that their sources give them; a name or a country beside it takes no side on "
    "whose a place is."
)


def page(reading: Reading, question: Asked) -> Page:
    """Return the map in the layers that are asked for, or in all of them."""
    facts = Facts(reading.view, question.lang)
    asked = [each for each in LAYERS if each in question.filter("layers").split(_BETWEEN)]
    shown = asked or list(LAYERS)
    # what the sheet spans rests on everything ever recorded, whatever the dates of the page
    whole = reading.registry.view(moment(as_of="9999-12-31"))
    found = located_on(reading.view, shown)
    picture = drawn(
        "map",
        facts.say(BELOW),
        partial(map_picture, reading.view, lang=question.lang, shown=shown, whole=whole),
    )
    sections = [
        Section("map", "", "", (picture, *policy(facts, core_codes(whole)))),
        *([places.meetings(facts)] if MEETINGS in shown else []),
        *([places.assets(facts, shown)] if set(shown) - {MEETINGS} else []),
        *_unseen(facts, found, whole),
    ]
    return with_sources(
        Stepped(
            title=facts.say("Map"),
            lead=facts.say(_LEAD),
            sections=tuple(sections),
            years=years_of_change(reading, facts, CHANGES),
            choices=_choices(facts, question, shown),
            chosen=facts.say_in("map", "Layers shown"),
            downloads=(
                Download(
                    facts.say("Located things (GeoJSON)"),
                    question.link(GEOJSON, **dict(question.filters)),
                ),
            ),
            scripts=scripts(),
        ),
        facts,
    )


@lru_cache(maxsize=1)
def scripts() -> tuple[str, ...]:
    """Return the scripts of a map; a source tree without a built front end has fewer."""
    return (SCRIPT, _SCRIPT) if (_STATIC / _SCRIPT).is_file() else (SCRIPT,)


def policy(facts: Facts, codes: Sequence[str]) -> tuple[Text, ...]:
    """Say what the outlines are and are not, under every map."""
    known = outlines()
    drawn_states = known is not None and known.box(codes) is not None
    if not drawn_states:
        return (_aside(facts.say(_NONE)), _aside(facts.say(_PLACES)))
    borders = [
        facts.called(border, target=anchor(border))
        for border, steps in border_steps(facts.view).items()
        if steps
    ]
    acts = facts.sentence(_BORDERS, borders=joined(borders)) if borders else ()
    return (
        _aside(facts.say(POLICY)),
        *([Text(acts, mark="aside")] if acts else []),
        _aside(facts.say(_PLACES)),
    )


def _aside(text: str) -> Text:
    return Text((Said(text),), mark="aside")


def _choices(facts: Facts, question: Asked, shown: Sequence[str]) -> tuple[Choice, ...]:
    """Return a link for every layer, with it added or taken away, and one for all of them."""

    def with_these(layers: Sequence[str]) -> str:
        every = len(layers) in (0, len(LAYERS))
        return question.here(layers="" if every else _BETWEEN.join(layers))

    def toggled(layer: str) -> list[str]:
        return [each for each in LAYERS if (each in shown) != (each == layer)]

    return (
        Choice(facts.say_in("map", "All layers"), with_these(LAYERS), len(shown) == len(LAYERS)),
        *(
            Choice(facts.say_in("map", _NAMES[each]), with_these(toggled(each)), each in shown)
            for each in LAYERS
        ),
    )


def _unseen(facts: Facts, found: Sequence[Located], whole: View) -> tuple[Section, ...]:
    """List what the map cannot show: no source locates it, or it lies beyond the edge."""
    land = sheet_for(core_codes(whole), None, found)
    nowhere = [each for each in found if not each.is_placed and each.kind != "border"]
    beyond = [
        each
        for each in found
        if each.point and land is not None and not land.sheet.holds(land.sheet(each.point))
    ]
    blocks: list[Block] = []
    for told, those in (
        (N_("No source of this registry says where these lie:"), nowhere),
        (N_("These lie beyond the edge of the map:"), beyond),
    ):
        if those:
            blocks += [
                Text((Said(facts.say(told)),)),
                Text(joined([_named(facts, each) for each in those], "; ")),
            ]
    if not blocks:
        return ()
    return (Section("unseen", facts.say("Not on the map"), "", tuple(blocks)),)


def _named(facts: Facts, each: Located) -> Said:
    ids = facts.ids(each.statements)
    if facts.view.kind(each.id):
        return facts.called(each.id, ids, target=anchor(each.id))
    claim = next(claim for claim in each.statements if claim.property == "place")
    return Said(each.id, ids, lang=facts.language(claim))

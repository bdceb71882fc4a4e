"""The network of the day: who is tied to whom in which layers, drawn and as a table."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from biruni.report.cited import Facts, anchor
from biruni.report.document import Block, Grid, GridRow, Part, Said, Section, Text
from biruni.report.drawings import BELOW, drawn
from biruni.report.phrases import N_
from biruni.report.pictures.network import network_layers, network_picture
from biruni.report.pictures.ties import TREATIES, Tie, ties
from biruni.view.membership import YES
from biruni.view.moment import moment
from biruni.web.page import with_sources
from biruni.web.stepped import SCRIPT, Choice, Stepped, years_of_change

if TYPE_CHECKING:
    from collections.abc import Sequence

    from biruni.observatory.reading import Reading
    from biruni.web.asked import Asked
    from biruni.web.page import Page

FILTERS: Final = ("layers",)
_BETWEEN: Final = " "
_LEAD: Final = N_(
    "Two parties are tied in a layer by every mechanism, body or organisation in which both are "
    "members or partners on this date, and by every instrument that binds both. A line of the "
    "picture is broader when more ties the two."
)


def page(reading: Reading, question: Asked) -> Page:
    """Return the network in the layers that are asked for, or in all of them."""
    facts = Facts(reading.view, question.lang)
    order = network_layers()
    asked = [each for each in order if each in question.filter("layers").split(_BETWEEN)]
    shown = asked or list(order)
    # the places rest on everything ever recorded, whatever the dates of the page
    whole = reading.registry.view(moment(as_of="9999-12-31"))
    found = [tie for tie in ties(reading.view) if tie.layer in shown]
    picture = drawn(
        "network",
        facts.say(BELOW),
        partial(
            network_picture,
            reading.view,
            lang=question.lang,
            shown=shown,
            whole=whole,
            tied=found,
            page=lambda party: question.link(f"/{party}"),
        ),
    )
    blocks: list[Block] = [
        picture,
        *(
            _table(facts, layer, [tie for tie in found if tie.layer == layer])
            for layer in shown
            if any(tie.layer == layer for tie in found)
        ),
    ]
    if not found:
        blocks.append(Text((facts.unknown(facts.say("No tie is known in these layers.")),)))
    return with_sources(
        Stepped(
            title=facts.say("The network of cooperation"),
            lead=facts.say(_LEAD),
            sections=(Section("network", "", "", tuple(blocks)),),
            years=years_of_change(reading, facts),
            choices=_choices(facts, question, shown),
            chosen=facts.say("Layers shown"),
            scripts=(SCRIPT, "network.js"),
        ),
        facts,
    )


def _name(facts: Facts, layer: str) -> str:
    if layer == TREATIES:
        return facts.say_in("picture", "Bound by the same instruments")
    return facts.label("layer", layer)


def _choices(facts: Facts, question: Asked, shown: Sequence[str]) -> tuple[Choice, ...]:
    """Return a link for every layer, with it added or taken away, and one for all of them."""
    order = network_layers()

    def with_these(layers: Sequence[str]) -> str:
        every = len(layers) in (0, len(order))
        return question.here(layers="" if every else _BETWEEN.join(layers))

    return (
        Choice(facts.say("All layers"), with_these(order), len(shown) == len(order)),
        *(
            Choice(_name(facts, each), with_these(_toggled(order, shown, each)), each in shown)
            for each in order
        ),
    )


def _toggled(order: Sequence[str], shown: Sequence[str], layer: str) -> list[str]:
    """From all layers, a click goes to the one alone; else it adds the layer or takes it away."""
    if len(shown) == len(order):
        return [layer]
    return [each for each in order if (each in shown) != (each == layer)]


def _table(facts: Facts, layer: str, found: list[Tie]) -> Block:
    name = _name(facts, layer)
    ordered = sorted(found, key=lambda tie: (-tie.weight, *map(facts.name, tie.ends)))
    caption = facts.count(len(found), "{n} pair is tied", "{n} pairs are tied")
    grid = Grid(
        caption,
        facts.header("Between", "And", "How many", "Through"),
        tuple(_row(facts, tie) for tie in ordered),
    )
    return Part(f"layer-{layer}", name, (grid,), level=2)


def _row(facts: Facts, tie: Tie) -> GridRow:
    ids = facts.ids(tie.statements)
    a, b = (facts.called(end, target=anchor(end)) for end in tie.ends)
    through: list[Said] = []
    for place, (thing, answer) in enumerate(tie.through):
        through += [Said("; ")] if place else []
        through.append(facts.called(thing, target=anchor(thing)))
        if answer != YES:
            through.append(Said(f" ({facts.answer(answer)})", mark="possible"))
    low, high = tie.weight, len(tie.through)
    return GridRow(
        ((a,), (b,), (Said(str(low) if low == high else f"{low}–{high}", ids),), tuple(through))
    )

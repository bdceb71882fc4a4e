"""Regions compared: groups of states side by side, family by family, with what it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from biruni.observatory.imports import Imports
from biruni.observatory.region_answer import How
from biruni.observatory.region_json import shown
from biruni.observatory.region_measures import FAMILIES, MEASURES, RECORDS, UNITS, VOTES
from biruni.observatory.regions_compared import compare_regions, no_more_groups
from biruni.report.cited import Facts
from biruni.report.document import Block, Grid, GridRow, Items, Picture, Said, Section, Text, words
from biruni.report.phrases import ENGLISH, N_
from biruni.report.pictures.region_lines import region_lines
from biruni.web.asking import Asking, Field
from biruni.web.page import Page, with_sources

if TYPE_CHECKING:
    from biruni.measures.regions.measured import Measured
    from biruni.observatory.group_views import Group
    from biruni.observatory.reading import Reading
    from biruni.observatory.region_answer import RegionsCompared, Row
    from biruni.report.document import Words
    from biruni.web.asked import Asked

FILTERS: Final = ("groups", "family")
DRAWN: Final = "agreement"
_DRAWS: Final = 200
_FEWEST: Final = 20
"""Roll calls of a year that is drawn: the last one may have begun only."""
_LEAD: Final = N_(
    "Groups of states, all measured in the same way. The members are those of this date; every "
    "number says of which time it is. What a source does not say is unknown, and never nought."
)
_RANGES: Final = N_(
    "[a–b]: bounds, if every unknown were one way or the other. (a–b): 95 of 100 resamples of the "
    "roll calls."
)
_MISSING: Final = N_("The data set is not held. This adds it: {command}")
_PICTURE: Final = N_(
    "How often two members chose the same in the UN General Assembly, mean of the pairs, year by "
    "year; the other groups in grey. The members of this date are followed back. Years with fewer "
    "than twenty roll calls are not drawn."
)


def page(reading: Reading, question: Asked) -> Page:
    """
    Return groups side by side.

    Raises:
        NotFound: There is no such group.
        InvalidInput: There is no such family of measures, or the groups are too many.
    """
    facts = Facts(reading.view, question.lang)
    groups = no_more_groups(question.filter("groups").replace(",", " ").split())
    family = question.filter("family")
    registry = reading.registry
    found = compare_regions(
        registry,
        Imports.beside(registry),
        reading.moment,
        groups=groups,
        measures=[family] if family else [],
        how=How(draws=_DRAWS),
        followed=[] if family and family != VOTES else [DRAWN],
    )
    sections = [
        *_picture(facts, found),
        *(
            _family(facts, name, found)
            for name in FAMILIES
            if any(MEASURES[row.measure].family == name for row in found.rows)
        ),
        *_records(facts, found),
        _members(facts, found),
        _origins(facts, found),
    ]
    shown_page = Asking(
        title=facts.say("Regions compared"),
        lead=facts.say(_LEAD),
        sections=tuple(sections),
        fields=(
            Field(
                "groups",
                facts.say("Groups"),
                " ".join(groups),
            ),
            Field(
                "family",
                facts.say("Measures"),
                family,
                options=(
                    ("", facts.say("All")),
                    *((name, facts.say(told)) for name, told in FAMILIES.items()),
                ),
            ),
        ),
        submit=facts.say("Compare"),
    )
    return with_sources(shown_page, facts)


def _picture(facts: Facts, found: RegionsCompared) -> list[Section]:
    series: dict[str, list[tuple[int, float]]] = {
        _named(facts, group): [
            (int(row.period[:4]), row.measured.value)
            for row in found.followed
            if row.group == group.id and row.measured.known and row.measured.counted >= _FEWEST
        ]
        for group in found.groups
    }
    about = facts.say(_PICTURE)
    title = facts.say("Agreement within each group")
    names = {name: name for name in series}
    broad = region_lines(series, title=title, about=about, names=names)
    if not broad:
        return []
    narrow = region_lines(series, title=title, about=about, names=names, narrow=True)
    return [Section("picture", title, about, (Picture("drawing-regions", title, broad, narrow),))]


def _family(facts: Facts, family: str, found: RegionsCompared) -> Section:
    """Return the table of a family: a row a group, a column a measure."""
    names = [
        name
        for name in dict.fromkeys(row.measure for row in found.rows)
        if MEASURES[name].family == family
    ]
    rows = []
    for group in found.groups:
        cells = [found.of(group.id, name) for name in names]
        periods = dict.fromkeys(_period(facts, cell) for cell in cells if cell.period)
        rows.append(
            GridRow(
                (
                    words(Said(_named(facts, group))),
                    *(_cell(facts, cell) for cell in cells),
                    words("; ".join(periods) or "–"),
                )
            )
        )
    header = (
        facts.say("Group"),
        *(
            f"{facts.say(MEASURES[name].name)} ({facts.say(UNITS[MEASURES[name].unit])})"
            for name in names
        ),
        facts.say("Of which time"),
    )
    blocks: list[Block] = [Grid(facts.say(FAMILIES[family]), header, tuple(rows))]
    remarks = dict.fromkeys(
        facts.say(row.measured.reason)
        for row in found.rows
        if row.measure in names and row.measured.reason
    )
    if remarks:
        blocks.append(Items(tuple(words(each) for each in remarks)))
    if family in found.missing:
        command = Said(found.missing[family], lang=facts.foreign(ENGLISH))
        blocks.append(Text(facts.sentence(_MISSING, command=command), "unknown"))
    return Section(family, facts.say(FAMILIES[family]), facts.say(_RANGES), tuple(blocks))


def _cell(facts: Facts, row: Row) -> Words:
    measured = row.measured
    if not measured.known:
        return (facts.unknown(),)
    return words(Said(_number(row.measure, measured), mark="possible" if measured.range else ""))


def _number(measure: str, measured: Measured) -> str:
    text = shown(measure, measured.value)
    if not measured.range:
        return text
    low, high = shown(measure, measured.low), shown(measure, measured.high)
    return f"{text} [{low}–{high}]" if measured.range == "bounds" else f"{text} ({low}–{high})"


def _period(facts: Facts, row: Row) -> str:
    return facts.when(row.period)


def _records(facts: Facts, found: RegionsCompared) -> list[Section]:
    """Return mechanisms by layer and meetings by level, of the groups whose pack tells of them."""
    if not any(MEASURES[row.measure].family == RECORDS for row in found.rows):
        return []
    blocks: list[Block] = []
    for group in found.groups:
        if group.records is None:
            continue
        rows = [
            (facts.label("layer", layer), str(count))
            for layer, count in group.records.layers.items()
            if count
        ]
        rows += [
            (facts.label("level", level) if level else facts.say("level not known"), str(count))
            for level, count in group.records.levels.most_common()
        ]
        blocks.append(
            Grid(
                _named(facts, group),
                (facts.say("Mechanisms by layer, meetings by level"), facts.say("Number")),
                tuple(GridRow((words(name), words(count))) for name, count in rows),
                narrow=True,
            )
        )
    title = facts.say("Layers and levels")
    lead = facts.say("Only of groups whose pack records them; of the others this is not known.")
    return [Section("layers", title, lead, tuple(blocks))] if blocks else []


def _members(facts: Facts, found: RegionsCompared) -> Section:
    """Return who was counted, and by which sources."""
    rows = []
    for group in found.groups:
        view, lang = group.view, facts.lang
        possible = [view.label(each, lang) for each in group.found.possible]
        rows.append(
            GridRow(
                (
                    words(_named(facts, group)),
                    words(
                        ", ".join(sorted(view.label(each, lang) for each in group.found.certain))
                        or "–"
                    ),
                    words(", ".join(possible) or "–"),
                    tuple(
                        Said(
                            ("; " if place else "") + view.label(each, ENGLISH),
                            lang=facts.foreign(ENGLISH),
                        )
                        for place, each in enumerate(group.sources)
                    )
                    or words("–"),
                )
            )
        )
    header = (facts.say("Group"), facts.say("Members"), facts.say("Possible"), facts.say("Sources"))
    title = facts.say("Who was counted")
    return Section("members", title, "", (Grid(title, header, tuple(rows)),))


def _origins(facts: Facts, found: RegionsCompared) -> Section:
    title = facts.say("Data sets")
    if not found.origins:
        nothing = facts.say("No data set is held here: what is shown comes from the packs.")
        return Section("data-sets", title, "", (Text(words(nothing), "unknown"),))
    foreign = facts.foreign(ENGLISH)
    rows = tuple(
        GridRow(
            (
                (Said(each.title, address=each.address, lang=foreign),),
                (Said(each.citation or each.title, lang=foreign),),
                words(facts.when(each.covers) if each.covers else "–"),
                (Said(each.licence or "–", lang=foreign if each.licence else ""),),
                words(each.hash[:12] or "–"),
            )
        )
        for each in found.origins.values()
    )
    header = (
        facts.say("Data set"),
        facts.say("To be cited as"),
        facts.say("Covers"),
        facts.say("Licence"),
        "SHA-256",
    )
    return Section("data-sets", title, "", (Grid(title, header, rows),))


def _named(facts: Facts, group: Group) -> str:
    return group.label(facts.lang)

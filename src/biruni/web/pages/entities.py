"""The page of any entity, at its id: ``/ca/instrument/x``, ``/state/KAZ``."""

from __future__ import annotations

from typing import Final

from biruni.model.ids import pack_of, parts_of, slug_of, whole_of
from biruni.model.problems import NotFound
from biruni.model.worded import worded
from biruni.observatory.beside import imported
from biruni.observatory.reading import Reading
from biruni.report.cited import Facts
from biruni.report.phrases import N_
from biruni.view.view import View
from biruni.web.asked import Asked
from biruni.web.linked import Linked
from biruni.web.page import Builder, Crumb, Page, path_of, with_sources
from biruni.web.pages import instrument, mechanism, meeting, place, source, state
from biruni.web.pages.said_of import (
    kind_label,
    names_section,
    pointing_section,
    rivals_section,
    said_section,
)

_PAGES: Final[dict[str, Builder]] = {
    "mechanism": mechanism.page,
    "body": mechanism.page,
    "organization": mechanism.page,
    "instrument": instrument.page,
    "meeting": meeting.page,
    "source": source.page,
    "state": state.page,
    "place": place.page,
}
_LISTS: Final = {
    "mechanism": (N_("Mechanisms"), "/mechanisms"),
    "body": (N_("Mechanisms"), "/mechanisms"),
    "organization": (N_("Mechanisms"), "/mechanisms"),
    "instrument": (N_("Instruments"), "/instruments"),
    "state": (N_("States"), "/states"),
    "source": (N_("Sources"), "/sources"),
    "commitment": (N_("Commitments"), "/commitments"),
    "assessment": (N_("Claims"), "/claims"),
}
_FOUNDING: Final = ("established", "proposed", "first_meeting", "founding_instrument")
_IN_TABLES: Final = frozenset(("member",))
_MOST: Final = 8


class NoSuchPage(NotFound):
    """There is no such entity in this view; some have a name like it."""

    def __init__(
        self, message: str, *, hint: str, suggestions: tuple[tuple[str, str, str], ...]
    ) -> None:
        super().__init__(message, hint=hint)
        self.suggestions = suggestions


def entity(reading: Reading, question: Asked, id: str) -> Page:
    """
    Return the page of an entity.

    Raises:
        NoSuchPage: It does not exist, or no source visible at these dates tells of it.
    """
    view = reading.view
    if not view.about(id):
        beside = imported(reading, id)
        if beside is None or not beside.view.about(id):
            raise _missing(reading, question, id)
        reading, view = beside, beside.view
    build = _PAGES.get(view.kind(id), _anything)
    if build is mechanism.page and not _works(view, id):
        build = _anything
    return build(reading, question, id)


def _works(view: View, entity: str) -> bool:
    """Whether a source tells of its layer, members or meetings; else it is only a name here."""
    told = any(view.about(entity, name) for name in ("layer", "member", *_FOUNDING))
    return told or bool(view.subjects_pointing_to(entity, "mechanism"))


def _anything(reading: Reading, question: Asked, id: str) -> Page:
    """Return the page of an entity whose kind has no page of its own."""
    facts = Linked(reading.view, question.lang)
    sections = (
        said_section(facts, id, skip=_IN_TABLES),
        *mechanism.members_section(facts, id),
        *pointing_section(facts, id),
        *rivals_section(facts, id),
        *names_section(facts, id),
    )
    kind = reading.view.kind(id)
    page = Page(
        title=facts.name(id),
        sections=sections,
        kicker=kind_label(facts, kind),
        crumbs=crumbs(facts, question, id),
    )
    return with_sources(page, facts)


def crumbs(facts: Facts, question: Asked, entity: str) -> tuple[Crumb, ...]:
    """Return the way to an entity: the list of its kind, the whole that it is a part of."""
    found: list[Crumb] = []
    whole = whole_of(entity)
    listed = _LISTS.get(facts.view.kind(whole))
    if listed:
        found.append(Crumb(facts.say(listed[0]), question.link(listed[1])))
    if facts.view.value(whole, "asset_kind") == "border":
        found.append(Crumb(facts.say("Borders"), question.link("/borders")))
    if whole != entity:
        found.append(Crumb(facts.name(whole), question.link(path_of(whole))))
    return tuple(found)


def _missing(reading: Reading, question: Asked, id: str) -> NoSuchPage:
    """Say what is missing, and what has a name like it."""
    view = reading.view
    given = id[:200]
    whole = whole_of(given)
    found: dict[str, None] = {}
    if parts_of(given) and view.about(whole):
        found[whole] = None
    words = " ".join(slug_of(given).replace("-", " ").replace("_", " ").split()[:_MOST])
    if words:
        for match in reading.registry.ledger.find(words, limit=40):
            found.setdefault(whole_of(match.subject))
    try:
        found.setdefault(view.resolve(slug_of(given)))
    except NotFound as error:
        near = error.hint.removeprefix('did you mean "').removesuffix('"?')
        found |= {each: None for each in view.subjects() if slug_of(each) == near}
    facts = Facts(view, question.lang)
    known = [(each, facts.name(each), facts.tongue(each)) for each in found if view.about(each)][
        :_MOST
    ]
    if reading.registry.ledger.about(given):
        return NoSuchPage(
            worded('nothing was known of "{text}" at these dates', text=given),
            hint=worded(
                "the registry holds it at other dates: take a later day, or admit later sources"
            ),
            suggestions=tuple(known),
        )
    pack = pack_of(given)
    return NoSuchPage(
        worded('no entity "{text}" in the pack "{pack}"', text=given, pack=pack)
        if pack and "/" in given
        else worded('no entity "{text}"', text=given),
        hint="" if known else worded("search for a word of its name"),
        suggestions=tuple(known),
    )

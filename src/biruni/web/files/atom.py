"""
What changed in the world, as a feed that readers subscribe to.

Source:
    [rfc4287]: The Atom Syndication Format.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from biruni.model.ids import whole_of
from biruni.model.uncertain_date import as_of_day, iso_day
from biruni.report.cited import Facts, plain
from biruni.report.pictures.svg import clean
from biruni.report.references import references
from biruni.report.told import happened
from biruni.view.changes import Happening, between, timeline
from biruni.web.files.file import File, Site, absolute
from biruni.web.page import path_of

if TYPE_CHECKING:
    from biruni.observatory.reading import Reading
    from biruni.web.asked import Asked

FILTERS: Final = ("about", "since", "until")
MEDIA_TYPE: Final = "application/atom+xml"
MOST: Final = 200
_ATOM: Final = "http://www.w3.org/2005/Atom"
_BEGAN: Final = "1970-01-01T00:00:00Z"  # of a feed that has nothing to tell yet


def changes_feed(reading: Reading, question: Asked, site: Site) -> File:
    """
    Return what happened up to the day asked for, the latest first.

    An entry is dated by when the registry learned of it, and named by what it says: a corrected
    date is a new entry, and who subscribed sees it.
    """
    facts = Facts(reading.view, question.lang)
    view = reading.view
    about = view.resolve(question.filter("about")) if question.filter("about") else ""
    since, until = (_day(question.filter(name)) for name in ("since", "until"))
    horizon = view.moment.horizon
    found = between(
        timeline(view, about=about), since, min(until, horizon) if until is not None else horizon
    )
    latest = found[: -MOST - 1 : -1]
    feed = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": question.lang})
    title = facts.name(about) if about else facts.say("Changes in regional cooperation")
    here = question.link("/changes.atom", **dict(question.filters))
    _add(feed, "id", _name("feed", question.lang, about))
    _add(feed, "title", f"biruni: {title}")
    told = facts.say(
        "What happened up to {day}; every entry names its source", day=iso_day(horizon)
    )
    _add(feed, "subtitle", told)
    times = [_learned(facts, each)[1] for each in latest]
    _add(feed, "updated", max(times, default=_BEGAN))
    _add(ET.SubElement(feed, "author"), "name", "biruni")
    _link(feed, "self", absolute(here, question, site), MEDIA_TYPE)
    page = question.link(path_of(about)) if about else question.link("/changes")
    _link(feed, "alternate", absolute(page, question, site), "text/html")
    for each in latest:
        _entry(feed, facts, each, question, site)
    ET.indent(feed, space="")
    body = ET.tostring(feed, encoding="utf-8", xml_declaration=True) + b"\n"
    return File(body, MEDIA_TYPE)


def _entry(feed: ET.Element, facts: Facts, each: Happening, question: Asked, site: Site) -> None:
    whole = whole_of(each.subject)
    who = facts.name(each.value) if "/" in each.value else plain(each.value)
    when = facts.when(each.date)
    when = when if each.certain else facts.say("possibly {what}", what=when)
    what = f"{when}: {facts.name(whole)}, {happened(facts, each.what)}" + (
        f" ({who})" if who else ""
    )
    first, last = _learned(facts, each)
    told, sources = references(facts, facts.ids(each.statements))
    labels = {source.number: source.label for source in sources}
    places = dict.fromkeys(
        f"{labels[one.source]}, {one.locator}" if one.locator else labels[one.source]
        for one in told.values()
    )
    entry = ET.SubElement(feed, "entry")
    _add(entry, "id", _name(each.subject, each.what, each.value, each.date))
    _add(entry, "title", what)
    _add(entry, "published", first)
    _add(entry, "updated", last)
    _link(entry, "alternate", absolute(question.link(path_of(whole)), question, site), "text/html")
    ET.SubElement(entry, "category", {"term": clean(each.what)})
    _add(
        entry,
        "summary",
        facts.say("{what}. Sources: {places}.", what=what, places="; ".join(places)),
    )


def _learned(facts: Facts, each: Happening) -> tuple[str, str]:
    """Return when the registry first and last recorded something that tells of it."""
    times = [facts.view.recorded[key].recorded_at for key in facts.ids(each.statements)]
    return (min(times), max(times)) if times else (_BEGAN, _BEGAN)


def _name(*parts: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, chr(31).join(('biruni', *parts)))}"


def _day(text: str) -> int | None:
    return as_of_day(text) if text else None


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = clean(text)


def _link(parent: ET.Element, rel: str, href: str, media_type: str) -> None:
    ET.SubElement(parent, "link", {"rel": rel, "href": href, "type": media_type})

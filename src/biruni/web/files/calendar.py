"""
Meetings held and planned, as a calendar that others subscribe to.

Source:
    [rfc5545]: Internet Calendaring and Scheduling Core Object Specification (iCalendar).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from biruni.model.uncertain_date import iso_day, parse
from biruni.report.cited import Facts
from biruni.report.pictures.svg import clean
from biruni.report.references import references
from biruni.view.meetings import Meeting
from biruni.web.files.file import File, Site, absolute
from biruni.web.page import path_of

if TYPE_CHECKING:
    from biruni.observatory.reading import Reading
    from biruni.web.asked import Asked

FILTERS: Final = ("mechanism", "state")
MEDIA_TYPE: Final = "text/calendar"
OCTETS: Final = 75  # 3.1: a line has at most so many, its line break not counted
LONGEST: Final = 31  # days that an entry of uncertain date may cover
_STATUS: Final = {
    "held": "CONFIRMED",
    "planned": "TENTATIVE",
    "postponed": "TENTATIVE",
    "cancelled": "CANCELLED",
}
_BEGAN: Final = "1970-01-01T00:00:00Z"


def calendar(reading: Reading, question: Asked, site: Site) -> File:
    """
    Return meetings as all-day entries.

    Where only the month is known the entry covers it, is tentative, and says so. Meetings dated
    less exactly have no place in a calendar; the calendar tells how many they are.
    """
    facts, view = Facts(reading.view, question.lang), reading.view
    mechanism = view.resolve(question.filter("mechanism")) if question.filter("mechanism") else ""
    state = view.resolve(question.filter("state")) if question.filter("state") else ""
    chosen = [
        each
        for each in facts.meetings
        if (not mechanism or mechanism in each.mechanisms)
        and (not state or any(guest.party == state for guest in each.participants))
    ]
    dated = [(each, span) for each in chosen if (span := _days(each)) is not None]
    left_out = len(chosen) - len(dated)
    name = facts.name(mechanism or state) if mechanism or state else facts.say("Meetings")
    about = facts.say("As of {day}.", day=iso_day(view.moment.horizon)) + " "
    about += facts.count(len(dated), "{n} meetings.", "{n} meetings.")
    if left_out:
        about += " " + facts.say(
            "{n} more are left out: no source dates them to within a month.", n=left_out
        )
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//biruni//observatory//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(f'biruni: {name}')}",
        f"X-WR-CALDESC:{_text(about)}",
    ]
    for each, (first, last) in dated:
        lines += _event(facts, each, first, last, absolute(question.link("/"), question, site))
    lines.append("END:VCALENDAR")
    body = "".join(f"{part}\r\n" for line in lines for part in folded(line))
    return File(body.encode("utf-8"), MEDIA_TYPE, "biruni-meetings.ics")


def folded(line: str) -> Iterator[str]:
    """Yield a line in pieces of at most 75 octets; no character is cut in two."""
    piece, size = "", 0
    for char in line:
        octets = len(char.encode("utf-8"))
        if size + octets > OCTETS:
            yield piece
            piece, size = " ", 1
        piece += char
        size += octets
    yield piece


def _days(each: Meeting) -> tuple[int, int] | None:
    """Return the first and the last day it may cover; None where that is more than a month."""
    if not each.start:
        return None
    start, end = parse(each.start), parse(each.end or each.start)
    if start.earliest is None or start.latest is None:
        return None
    last = end.latest if end.latest is not None else start.latest
    if last < start.earliest or last - start.earliest >= LONGEST:
        last = start.latest
    return (start.earliest, last) if last - start.earliest < LONGEST else None


def _event(facts: Facts, each: Meeting, first: int, last: int, home: str) -> list[str]:
    uncertain = parse(each.start).earliest != parse(each.start).latest
    status = _STATUS.get(each.status, "TENTATIVE")
    if uncertain and status == "CONFIRMED":
        status = "TENTATIVE"
    view = facts.view
    keys = facts.ids(each.statements)
    recorded = [view.recorded[key].recorded_at for key in keys]
    title = facts.name(each.id)
    if each.status != "held":
        title += f" ({facts.label('meeting_status', each.status).lower()})"
    if uncertain:
        title += facts.say(" (day not known: {date})", date=facts.when(each.start))
    layers = [view.value(one, "layer") for one in each.mechanisms]
    categories = [
        *(facts.name(one) for one in each.mechanisms),
        *(facts.label("layer", one) for one in layers if one),
        facts.label("meeting_status", each.status),
    ]
    stamp = _stamp(max(recorded, default=_BEGAN))
    lines = [
        "BEGIN:VEVENT",
        f"UID:{each.id.replace('/', '.')}@biruni",
        f"DTSTAMP:{stamp}",
        f"LAST-MODIFIED:{stamp}",
        f"DTSTART;VALUE=DATE:{_day(first)}",
        f"DTEND;VALUE=DATE:{_day(last + 1)}",  # 3.6.1: the day after the last
        f"SUMMARY:{_text(title)}",
        f"STATUS:{status}",
        "TRANSP:TRANSPARENT",
        f"CATEGORIES:{','.join(_text(one) for one in dict.fromkeys(categories))}",
    ]
    if each.place:
        best = facts.one(each.id, "place")
        lines.append(f"LOCATION:{_text(best.text if best else each.place)}")
    lines.append(f"DESCRIPTION:{_text(chr(10).join(_told(facts, each, keys)))}")
    if home.startswith(("http://", "https://")):
        address, _, query = home.partition("?")
        lines.append(
            f"URL:{address.rstrip('/')}{path_of(each.id)}" + (f"?{query}" if query else "")
        )
    return [*lines, "END:VEVENT"]


def _told(facts: Facts, each: Meeting, keys: Iterable[str]) -> list[str]:
    told = [facts.say("Date: {date}", date=facts.when(each.start))]
    if each.convened or each.level:
        told.append(
            facts.say("Level: {level}", level=facts.label("level", each.convened or each.level))
        )
    came = [facts.name(one.party) for one in each.participants if one.presence != "absent"]
    if came:
        told.append(facts.say("Participants: {names}", names=", ".join(dict.fromkeys(came))))
    known, sources = references(facts, keys)
    labels = {source.number: source.label for source in sources}
    places = dict.fromkeys(
        f"{labels[one.source]}, {one.locator}" if one.locator else labels[one.source]
        for one in known.values()
    )
    return [*told, facts.say("Sources: {places}", places="; ".join(places))] if places else told


def _text(text: str) -> str:
    """Escape a text (3.3.11)."""
    lines = (clean(line) for line in text.split("\n"))
    escaped = (line.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,") for line in lines)
    return "\\n".join(escaped)


def _day(number: int) -> str:
    return iso_day(number).replace("-", "")


def _stamp(time: str) -> str:
    return time.replace("-", "").replace(":", "")

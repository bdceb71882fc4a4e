"""A region of three states, small enough to know every mark of its pictures by heart."""

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable

import pytest

from biruni.model.statement import Record, Statement
from biruni.view.moment import moment
from biruni.view.view import View

SVG = "{http://www.w3.org/2000/svg}"
SUMMIT, DIALOGUE, PACT = "t/mechanism/summit", "t/mechanism/dialogue", "t/instrument/pact"
BORDER = "t/asset/a-b-border"
HOSTILE = '<script>alert("1")</script>\x00\x1b[31m\u202eabc & \'"' + "long " * 100


def say(subject: str, name: str, value: str, datatype: str = "text", **more) -> Statement:
    """One statement, by default from one source."""
    given = {"source": "t/source/one", "locator": "1", **more}
    return Statement(subject=subject, property=name, value=value, datatype=datatype, **given)


def thing(subject: str, kind: str, label: str = "") -> list[Statement]:
    """An entity with its kind and, perhaps, a name."""
    named = [say(subject, "label", label, lang="en")] if label else []
    return [say(subject, "kind", kind), *named]


def member(whole: str, party: str, valid: str, role: str = "member") -> Statement:
    """A membership."""
    roles = (("role", role),)
    return say(whole, "member", party, "entity", valid=valid, qualifiers=roles)


def meeting(slug: str, mechanism: str, start: str, level: str, guests: dict) -> list[Statement]:
    """A meeting with those who came: party to role, presence and level."""
    subject = f"t/meeting/{slug}"
    found = [*thing(subject, "meeting", slug), say(subject, "mechanism", mechanism, "entity")]
    found.append(say(subject, "status", "held", "term"))
    if start:
        found.append(say(subject, "start", start, "date"))
    if level:
        found.append(say(subject, "level", level, "term"))
    for party, (role, presence, reached) in guests.items():
        part = f"{subject}/{party[-3:]}"
        found += [*thing(part, "participation"), say(part, "meeting", subject, "entity")]
        found += [say(part, "party", party, "entity"), say(part, "role", role, "term")]
        found += [say(part, "presence", presence, "term"), say(part, "level", reached, "term")]
    return found


def act(party: str, action: str, done: str, **more) -> list[Statement]:
    """What a state did on the pact."""
    part = f"{PACT}/{party[-3:]}"
    found = [*thing(part, "treaty_action"), say(part, "instrument", PACT, "entity")]
    found += [say(part, "party", party, "entity"), say(part, "action", action, "term", **more)]
    return [*found, *([say(part, "done", done, "date")] if done else [])]


def step(slug: str, kind: str, *dates: Statement, party: str = "state/AAA") -> list[Statement]:
    """A step of the border's settlement."""
    part = f"{BORDER}/{slug}"
    found = [*thing(part, "border_step"), say(part, "border", BORDER, "entity")]
    found += [say(part, "step", kind, "term"), say(part, "party", party, "entity")]
    return [*found, *(say(part, "date", each.value, "date", source=each.source) for each in dates)]


def day(value: str, source: str = "t/source/one") -> Statement:
    """A date and who gives it."""
    return say("t/any/any", "date", value, "date", source=source)


def region() -> list[Statement]:
    """All that is known of the region."""
    states = {"AAA": "Aland", "BBB": "Beeland", "CCC": "Ceeland", "DDD": "Deeland", "XXX": "Xland"}
    came = ("member", "attended", "head_of_state")
    said = [each for code, name in states.items() for each in thing(f"state/{code}", "state", name)]
    said += thing("t/group/three", "group", "The three")
    said += [
        member("t/group/three", f"state/{code}", "2000-01-01/..") for code in ("AAA", "BBB", "CCC")
    ]
    said += thing(SUMMIT, "mechanism", "Summit of the three")
    said += [
        say(SUMMIT, "layer", "regional-core", "term"),
        say(SUMMIT, "core", "t/group/three", "entity"),
        say(SUMMIT, "established", "2020-03-01", "date"),
        say(SUMMIT, "periodicity", "every year"),
        member(SUMMIT, "state/AAA", "2020-03-01/.."),
        member(SUMMIT, "state/BBB", "2020-03-01/.."),
        member(SUMMIT, "state/CCC", "2020/.."),
        member(SUMMIT, "state/DDD", "2024-06-01/.."),
    ]
    said += thing(DIALOGUE, "mechanism", "The three and Xland")
    said += [
        say(DIALOGUE, "layer", "external-dialogue", "term"),
        say(DIALOGUE, "core", "t/group/three", "entity"),
        say(DIALOGUE, "partner", "state/XXX", "entity"),
        member(DIALOGUE, "state/AAA", "2021-05/.."),
        member(DIALOGUE, "state/XXX", "2021-05/..", "partner"),
        member(DIALOGUE, "state/DDD", ""),
    ]
    said += meeting(
        "summit-1",
        SUMMIT,
        "2020-03-01",
        "head_of_state",
        {
            "state/AAA": came,
            "state/BBB": ("member", "represented", "parliament_speaker"),
        },
    )
    said += meeting(
        "summit-2",
        SUMMIT,
        "2022-05-01",
        "head_of_state",
        {
            "state/AAA": came,
            "state/CCC": ("member", "absent", "head_of_state"),
            "state/DDD": ("guest", "attended", "head_of_state"),
        },
    )
    said += meeting("dialogue-1", DIALOGUE, "2021-05", "foreign_minister", {})
    said += meeting("dialogue-2", DIALOGUE, "2023-09-19", "head_of_state", {})
    said += meeting("dialogue-3", DIALOGUE, "2023-11-02", "foreign_minister", {})
    said += [
        *thing(PACT, "instrument", "Pact of the three"),
        say(PACT, "signed", "2021-06-01", "date"),
    ]
    said += [say(PACT, "access", "not_public", "term")]
    said += act("state/AAA", "signature", "2021-06-01")
    said += act("state/BBB", "signature", "", polarity="negated", valid="2021-06-01")
    said += [
        *thing(BORDER, "asset", "Border of A and B"),
        say(BORDER, "asset_kind", "border", "term"),
    ]
    said += step("agreed", "agreed", day("2021"))
    said += step("delimited", "delimited", day("2021-12-31"), day("2023-01-27", "t/source/two"))
    said += step("ratified", "ratified", day("2030-01-01"))
    return said


Look = Callable[..., View]


@pytest.fixture(scope="session")
def look() -> Look:
    """Ask for the region, or for other statements, as of a day."""

    def view(on: str, said: Iterable[Statement] | None = None) -> View:
        known = region() if said is None else list(said)
        return View(
            [Record(each.id, each, "2026-01-01T00:00:00Z", "test") for each in known], moment(on)
        )

    return view


@pytest.fixture(scope="session")
def hostile(look: Look) -> View:
    """The region with every name replaced by one that attacks the page."""
    said = [
        say(each.subject, each.property, HOSTILE, lang="en") if each.property == "label" else each
        for each in region()
    ]
    return look("2025-12-31", said)


@pytest.fixture(scope="session")
def marks() -> Callable[[str], dict[str, list[str]]]:
    """Read a picture back with a parser of XML: the titles of its marks and their statements."""

    def read(svg: str) -> dict[str, list[str]]:
        found = {}
        for group in ET.fromstring(svg).iter(f"{SVG}g"):
            if (group.get("class") or "").split(" ")[0] == "mark":
                title = group.find(f"{SVG}title")
                found[title.text] = (group.get("data-statements") or "").split()
        return found

    return read

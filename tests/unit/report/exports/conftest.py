"""
A region of three states, small enough to know every answer.

Alba and Beria belong to the union from 2004; Alba leaves in June 2012. Of Coria a source says only
that it belongs. The treaty of 2010 is signed by Alba and Beria; Coria refrains, and the source
speaks for it up to the end of 2012. Alba ratifies in 2011 and denounces in June 2012; Beria
ratifies in "2011 or 2012". At the meeting of 2011 Alba is host, Beria absent, and of Coria no
source says whether it came.
"""

from collections.abc import Callable

import pytest

from biruni.model.statement import Record, Statement
from biruni.view.moment import moment
from biruni.view.view import View

RECORDED = "2026-01-02T03:04:05Z"
HOSTILE = (
    '=HYPERLINK("http://x","y")',
    "+1+1",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "'=kept",
    "''+kept",
    "'plain",
    "#REF!",
    "</data><node id='x'/>&amp;\"'",
    r"100 % of {braces} \input{x} $a_b$ #1 ~ ^ }} {",
    "two\nlines, and\r\nmore",
    '"quoted", with comma',
    "Ўзбекистон – Қазақстан \N{RIGHT-TO-LEFT OVERRIDE}x",
    "bell \x07 and null \x00.",
)

Say = Callable[..., None]


def _statements() -> list[Statement]:
    said: list[Statement] = []

    def say(subject: str, name: str, value: str, datatype: str = "text", **more) -> None:
        more.setdefault("source", "x/source/page")
        more.setdefault("locator", "body")
        more["qualifiers"] = tuple(sorted(more.pop("qualifiers", {}).items()))
        given = {"subject": subject, "property": name, "value": value, "datatype": datatype}
        said.append(Statement(**given, **more))

    for code, label in (("AAA", "Alba"), ("BBB", "Beria"), ("CCC", "Coria")):
        say(f"state/{code}", "kind", "state")
        say(f"state/{code}", "label", label, lang="en")
        say(f"state/{code}", "identifier", f"0{code}", "identifier", qualifiers={"scheme": "cow"})
    say("x/source/page", "kind", "source")
    say("x/source/page", "title", "A page", lang="en")
    say("x/source/page", "author", "Ana Alba")
    say("x/source/page", "published", "2012-11~", "date")
    say("x/source/page", "address", "https://example.org/a b{c}?d=1%20&e=f_g", "url")
    say("x/source/page", "source_kind", "media", "term")
    say("x/source/later", "kind", "source")
    say("x/source/later", "title", "A later page", lang="en")
    say("x/source/later", "published", "2014", "date", source="x/source/later")

    union = "x/organization/union"
    say(union, "kind", "organization")
    say(union, "label", "Union", lang="en")
    say(union, "label", "Союз", lang="ru")
    say(union, "layer", "wider-organisation", "term")
    say(union, "member", "state/AAA", "entity", valid="2004/2012-06-01")
    say(union, "member", "state/BBB", "entity", valid="2004/..")
    say(union, "member", "state/CCC", "entity")

    treaty = "x/instrument/treaty"
    say(treaty, "kind", "instrument")
    say(treaty, "label", "Treaty", lang="en")
    say(treaty, "signed", "2010-05-01", "date")
    say(treaty, "signed", "2010-06-01", "date", source="x/source/later")
    for code, action, date in (
        ("AAA", "signature", "2010-05-01"),
        ("BBB", "signature", "2010-05-01"),
        ("AAA", "ratification", "2011-03-01"),
        ("BBB", "ratification", "[2011,2012]"),
        ("AAA", "denunciation", "2012-06-01"),
    ):
        act = f"{treaty}/{code}/{action}"
        say(act, "kind", "treaty_action")
        say(act, "instrument", treaty, "entity")
        say(act, "party", f"state/{code}", "entity")
        say(act, "action", action, "term")
        say(act, "done", date, "date")
    refusal = f"{treaty}/CCC/signature"
    say(refusal, "kind", "treaty_action")
    say(refusal, "instrument", treaty, "entity")
    say(refusal, "party", "state/CCC", "entity")
    spoken = "2010-05-01/2012-12-31"
    say(refusal, "action", "signature", "term", polarity="negated", valid=spoken)
    say(refusal, "reason", "=internal procedures", valid=spoken)

    meeting = "x/meeting/first"
    say(meeting, "kind", "meeting")
    say(meeting, "label", "First meeting", lang="en")
    say(meeting, "mechanism", union, "entity")
    say(meeting, "start", "2011-09-10", "date")
    say(meeting, "status", "held", "term")
    for code, role, presence in (
        ("AAA", "host", "attended"),
        ("BBB", "member", "absent"),
        ("CCC", "member", ""),
    ):
        guest = f"{meeting}/{code}"
        say(guest, "kind", "participation")
        say(guest, "meeting", meeting, "entity")
        say(guest, "party", f"state/{code}", "entity")
        say(guest, "role", role, "term")
        if presence:
            say(guest, "presence", presence, "term")

    for number, text in enumerate(HOSTILE):
        subject = f"x/source/hostile-{number:02d}"
        say(subject, "kind", "source")
        say(subject, "title", text)
        say(subject, "author", text)
        say(subject, "publisher", text)
        say(subject, "address", text, "url")
        say("x/assessment/hostile", "claim", text, locator=f"{number} {text}", note=text)
        say(f"x/mechanism/hostile-{number:02d}", "kind", "mechanism")
        say(f"x/mechanism/hostile-{number:02d}", "label", text)
        say(f"x/mechanism/hostile-{number:02d}", "member", "state/BBB", "entity", valid="2013/..")
    say("x/assessment/hostile", "kind", "assessment")
    return said


@pytest.fixture(scope="session")
def records() -> list[Record]:
    """What the ledger holds of the region."""
    return [Record(said.id, said, RECORDED, "tests") for said in _statements()]


@pytest.fixture(scope="session")
def view(records: list[Record]) -> View:
    """The region as of the middle of 2014."""
    return View(records, moment("2014-06-30"))


@pytest.fixture(scope="session")
def hostile() -> tuple[str, ...]:
    """Texts that some format would take for a command, a tag or an end."""
    return HOSTILE

"""
Ten questions, from the start page to the answer: by mouse, by keys alone, and without any script.

Addresses and names of the shipped region stand here, figures of its pages do not: these are looked
after by the tests of the report.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

TREATY = "/ca/instrument/friendship-treaty-2022"
ALLIED = "/ca/instrument/kaz-uzb-allied-relations-treaty"
_PRESSES = 2500
_AT = """(wanted) => document.activeElement.matches(wanted)"""


@dataclass
class Hand:
    """What a reader does with a page, by mouse or by keys alone."""

    reader: Any
    keys: bool

    @property
    def page(self) -> Any:
        """The page of the browser."""
        return self.reader.page

    def follow(self, wanted: str) -> None:
        """Follow a link, press a button."""
        if self.keys:
            self._reach(wanted)
        with self.page.expect_navigation():
            if self.keys:
                self.page.keyboard.press("Enter")
            else:
                self.page.locator(wanted).first.click()

    def save(self, wanted: str) -> tuple[str, bytes]:
        """Follow a link to a file, and return its name and content."""
        if self.keys:
            self._reach(wanted, back=True)
        with self.page.expect_download() as started:
            if self.keys:
                self.page.keyboard.press("Enter")
            else:
                self.page.locator(wanted).first.click()
        saved = started.value
        return saved.suggested_filename, saved.path().read_bytes()

    def ask(self, wanted: str, text: str) -> None:
        """Write into a field, and send the form with the Enter key, as both kinds of reader do."""
        if self.keys:
            self._reach(wanted)
        else:
            self.page.locator(wanted).click(position={"x": 14, "y": 14})
        if self.page.locator(wanted).get_attribute("type") == "date":
            # a field for dates has parts in the order of the reader's language; typing moves on
            year, month, day = text.split("-")
            self.page.keyboard.type(f"{month}{day}{year}")
        else:
            self.page.keyboard.press("Control+a")
            self.page.keyboard.type(text)
        assert self.page.locator(wanted).input_value() == text
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def _reach(self, wanted: str, *, back: bool = False) -> None:
        """Press Tab until the wanted thing has the focus; what stands at the end, from there."""
        assert self.page.locator(wanted).count(), f"nothing is {wanted} at {self.page.url}"
        for _ in range(_PRESSES):
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
            if self.page.evaluate(_AT, wanted):
                return
        pytest.fail(f"no key leads to {wanted} at {self.page.url}")

    def row(self, wanted: str, inside: str = "main") -> str:
        """Return the first row of a table that has a link to what is wanted."""
        found = self.page.locator(f"{inside} tr", has=self.page.locator(f"a[href*='{wanted}']"))
        return " ".join(found.first.inner_text().split())


WAYS = {
    "mouse": {"scheme": "light", "width": "desk"},
    "keys": {"scheme": "dark", "width": "tablet", "keys": True},
    "no-script": {"scheme": "light", "width": "phone", "script": False},
}


@pytest.fixture(params=WAYS)
def hand(request: pytest.FixtureRequest, reading: Callable[..., Any], observatory: str) -> Hand:
    """A reader at the start page."""
    way = dict(WAYS[request.param])
    keys = bool(way.pop("keys", False))
    reader = reading(observatory, **way)
    reader.open("/?lang=en")
    return Hand(reader, keys)


def _to_treaty(hand: Hand) -> None:
    hand.ask("#q", "friendship treaty 2022")
    hand.follow(f"main a[href^='{TREATY}']")


def test_who_has_not_signed_the_friendship_treaty_and_why(hand):
    """The refusal, its day, its reason, and the place in the source that says so."""
    _to_treaty(hand)
    said = hand.row("/state/TKM", "section:nth-of-type(1)")
    assert "refrained, 21 July 2022" in said
    note = hand.page.locator("tr", has=hand.page.locator("a[href*='/state/TKM']")).first
    sign = note.locator(".note a").first.get_attribute("href")
    assert "reason given: to sign after internal procedures" in hand.reader.text(sign)
    hand.follow("tr:has(a[href*='/state/TKM']) .refs a")
    assert re.search(r"#s-[0-9a-f]+$", hand.page.url)
    assert hand.page.locator(":target").is_visible()


def test_what_had_been_said_of_it_by_august_2025(hand):
    """On 1 August 2025 no source knew of the Tajik signature of that month."""
    _to_treaty(hand)
    assert "signatory" in hand.row("/state/TJK")
    hand.ask("#published_by", "2025-08-01")
    assert "published_by=2025-08-01" in hand.page.url
    assert "refrained" in hand.row("/state/TJK")
    hand.follow("nav a[href^='/instruments']")
    assert "published_by=2025-08-01" in hand.page.url, "the dates follow the reader"


def test_when_the_dialogue_with_the_union_reached_heads_of_state(hand):
    """The first summit stands in the mechanism's own list of meetings, and so does the rival."""
    hand.follow("nav a[href^='/dialogues']")
    hand.follow("main td a[href*='/ca/mechanism/c5-eu']")
    rows = [
        " ".join(row.split())
        for row in hand.page.locator("main tr").all_inner_texts()
        if "Head of state" in row
    ]
    assert rows
    assert "4 April 2025" in rows[0]


def test_what_changed_between_two_summits(hand):
    """From the day of the sixth meeting to the day of the seventh."""
    hand.follow("nav a[href^='/changes']")
    hand.ask("#as_of", "2025-11-16")
    hand.ask("#f-since", "2024-08-09")
    assert "as_of=2025-11-16" in hand.page.url
    assert "since=2024-08-09" in hand.page.url
    said = hand.reader.text()
    assert "After 9 August 2024, up to 16 November 2025" in said
    assert "Tajikistan" in hand.row("kgz-tjk-border") or "Kyrgyzstan" in hand.row("kgz-tjk-border")


def test_which_mechanisms_include_azerbaijan(hand):
    """Membership differs by mechanism: that is what the layers are about."""
    hand.ask("#q", "AZE")
    hand.follow("main a[href^='/state/AZE']")
    for mechanism in ("trans-caspian-trilateral", "aze-kaz-supreme-interstate-council"):
        assert hand.page.locator(f"main a[href*='/ca/mechanism/{mechanism}']").count()
    assert not hand.page.locator("main a[href*='/ca/mechanism/fergana-trilateral']").count()


def test_which_sources_disagree_on_the_allied_treaty(hand):
    """Every source with its words; the one shown with its reason."""
    hand.follow("nav a[href^='/conflicts']")
    part = hand.page.locator("section.part", has=hand.page.locator(f":is(h2, a)[href*='{ALLIED}']"))
    if not part.count():
        part = hand.page.locator("section.part", has_text="Treaty on Allied Relations")
    said = " ".join(part.first.inner_text().split())
    for source in ("Cornell 2025", "zakonpravo.kz", "Astana Times", "Trend"):
        assert source in said
    assert "“By late 2021”" in said
    assert "22 December 2022" in said
    assert "shown; preferred" in said


def test_which_adopted_texts_are_not_public(hand):
    """A text that cannot be read is a fact."""
    hand.follow("nav a[href^='/holes']")
    for text in ("roadmap-2025-2027", "industrial-action-plan-2025-2027"):
        assert "Not public" in hand.row(f"/ca/instrument/{text}")


def test_cite_one_cell(hand):
    """From the small number in a cell to the statement, and to a citation of it."""
    _to_treaty(hand)
    hand.follow("tr:has(a[href*='/state/TKM']) td .refs a")
    key = hand.page.url.partition("#")[2]
    hand.follow(f"#{key} a")
    assert f"/statements/{key}" in hand.page.url
    hand.follow("main a[href*='/cite?']")
    said = hand.reader.text()
    assert key in said
    assert "ledger" in said
    name, body = hand.save("a[href*='/cite.bib']")
    assert name.endswith(".bib")
    assert key.encode() in body


def test_download_the_matrix_as_it_stood(hand):
    """The file shows what the page shows: nothing of what came later."""
    hand.follow("nav a[href^='/instruments']")
    hand.ask("#as_of", "2023-01-01")
    name, body = hand.save("aside.tools a[href*='/instruments.zip']")
    assert name.endswith(".zip")
    with zipfile.ZipFile(io.BytesIO(body)) as folder:
        text = folder.read(min(folder.namelist())).decode("utf-8-sig")
    assert "refrained" in text
    row = next(line for line in text.splitlines() if "riendship treaty" in line)
    assert "2025" not in row.partition(",s-")[0]
    assert "s-" in text, "every row names its statements"


def test_subscribe_to_meetings(hand):
    """A calendar that other programs read, with every meeting of the mechanism, and a feed."""
    hand.ask("#q", "consultative meetings")
    hand.follow("main a[href^='/ca/mechanism/consultative-meetings']")
    assert hand.page.locator("head link[type='application/atom+xml']").count() == 1
    assert hand.page.locator("aside.tools a[href*='.atom']").count() == 1
    address = hand.page.locator("aside.tools a[href*='calendar.ics']").get_attribute("href")
    answer = hand.page.request.get(hand.reader.address + address)
    text = answer.text()
    assert text.startswith("BEGIN:VCALENDAR")
    assert text.count("BEGIN:VEVENT") >= 6
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT")

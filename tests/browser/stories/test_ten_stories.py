"""
Ten questions, from the start page to the answer.

Addresses and names of the shipped region stand here, figures of its pages do not: these are looked
after by the tests of the report.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest

TREATY = "/ca/instrument/friendship-treaty-2022"
ALLIED = "/ca/instrument/kaz-uzb-allied-relations-treaty"


def _to_treaty(hand: Any) -> None:
    hand.ask("#q", hand.words("friendship treaty 2022", "договор о дружбе 2022"))
    hand.follow(f"main a[href^='{TREATY}']")


def test_who_has_not_signed_the_friendship_treaty_and_why(hand):
    """The refusal, its day, its reason, and the place in the source that says so."""
    _to_treaty(hand)
    said = hand.row("/state/TKM", "section:nth-of-type(1)")
    assert hand.words("Turkmenistan", "Туркменистан") in said
    assert hand.words("refrained, 21 July 2022", "воздержалось, 21 июля 2022 года") in said
    note = hand.page.locator("tr", has=hand.page.locator("a[href*='/state/TKM']")).first
    sign = note.locator(".note a").first.get_attribute("href")
    told = hand.reader.text(sign)
    reason = hand.words("reason given", "названная причина")
    assert f"{reason}: to sign after internal procedures" in told, "a source keeps its words"
    assert hand.words("no later act is known", "о более позднем акте не известно") in told
    hand.follow("tr:has(a[href*='/state/TKM']) .refs a")
    assert re.search(r"#s-[0-9a-f]+$", hand.page.url)
    assert hand.page.locator(":target").is_visible()


def test_what_had_been_said_of_it_by_august_2025(hand):
    """On 1 August 2025 no source knew of the Tajik signature of that month."""
    _to_treaty(hand)
    assert hand.words("signatory", "подписавшая сторона") in hand.row("/state/TJK")
    hand.ask("#published_by", "2025-08-01")
    assert "published_by=2025-08-01" in hand.page.url
    assert hand.words("refrained", "воздержалось") in hand.row("/state/TJK")
    hand.choose("/instruments")
    assert "published_by=2025-08-01" in hand.page.url, "the dates follow the reader"


def test_when_the_dialogue_with_the_union_reached_heads_of_state(hand):
    """The first summit stands in the mechanism's own list of meetings, and so does the rival."""
    hand.choose("/dialogues")
    hand.follow("main td a[href*='/ca/mechanism/c5-eu']")
    level = hand.words("Head of state", "Глава государства")
    rows = [
        " ".join(row.split())
        for row in hand.page.locator("main tr").all_inner_texts()
        if level in row
    ]
    assert rows
    assert hand.words("4 April 2025", "4 апреля 2025 года") in rows[0]


def test_what_changed_between_two_summits(hand):
    """From the day of the sixth meeting to the day of the seventh."""
    hand.choose("/changes")
    hand.ask("#as_of", "2025-11-16")
    hand.ask("#f-since", "2024-08-09")
    assert "as_of=2025-11-16" in hand.page.url
    assert "since=2024-08-09" in hand.page.url
    assert (
        hand.words(
            "After 9 August 2024, up to 16 November 2025",
            "После 9 августа 2024 года, по 16 ноября 2025 года",
        )
        in hand.reader.text()
    )
    signed = hand.words("signed or adopted", "подписание или принятие")
    rows = hand.page.locator("main tr", has=hand.page.locator("a[href*='kgz-tjk']"))
    told = [" ".join(row.split()) for row in rows.all_inner_texts()]
    day = hand.words("13 March 2025", "13 марта 2025 года")
    assert any(day in row and signed in row for row in told), told


def test_which_mechanisms_include_azerbaijan(hand):
    """Membership differs by mechanism: that is what the layers are about."""
    hand.ask("#q", hand.words("Azerbaijan", "Азербайджан"))
    hand.follow("main a[href^='/state/AZE']")
    named = {
        "trans-caspian-trilateral": ("Trans-Caspian", "Транскаспийский"),
        "aze-kaz-supreme-interstate-council": ("Supreme Interstate", "межгосударственный совет"),
        "consultative-meetings": ("Consultative Meetings", "Консультативные встречи"),
    }
    for mechanism, names in named.items():
        found = hand.page.locator(f"main a[href*='/ca/mechanism/{mechanism}']")
        assert hand.words(*names) in found.first.inner_text()
    assert not hand.page.locator("main a[href*='/ca/mechanism/fergana-trilateral']").count()


def test_which_sources_disagree_on_the_allied_treaty(hand):
    """Every source with its words; the one shown with its reason."""
    hand.choose("/conflicts")
    title = hand.words(
        "Treaty on Allied Relations", "Договор о союзнических отношениях между Казахстаном"
    )
    part = hand.page.locator("section.part", has_text=title)
    said = " ".join(part.first.inner_text().split())
    for source in (hand.words("Cornell 2025", "Корнелл 2025"), hand.words("Trend", "Тренд")):
        assert source in said
    assert "“By late 2021”" in said, "a source keeps its words"
    assert hand.words("22 December 2022", "22 декабря 2022 года") in said
    assert hand.words("shown; preferred", "показано; предпочтено") in said


def test_which_adopted_texts_are_not_public(hand):
    """A text that cannot be read is a fact."""
    hand.choose("/holes")
    for text in ("roadmap-2025-2027", "industrial-action-plan-2025-2027"):
        row = hand.row(f"/ca/instrument/{text}")
        assert hand.words("Not public", "Не опубликован") in row
        assert hand.words("9 August 2024", "9 августа 2024 года") in row


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
    assert hand.words("ledger", "реестр") in said.lower()
    name, body = hand.save("a[href*='/cite.bib']")
    assert name.endswith(".bib")
    assert key.encode() in body


@pytest.mark.scripted
def test_download_the_matrix_as_it_stood(hand):
    """The file shows what the page shows: nothing of what came later."""
    hand.choose("/instruments")
    hand.ask("#as_of", "2023-01-01")
    name, body = hand.save("aside.tools a[href*='/instruments.zip']")
    assert name.endswith(".zip")
    with zipfile.ZipFile(io.BytesIO(body)) as folder:
        text = folder.read(min(folder.namelist())).decode("utf-8-sig")
    assert hand.words("refrained", "воздержалось") in text
    title = hand.words("riendship treaty of", "Договор о дружбе")
    row = next(line for line in text.splitlines() if title in line)
    assert "2025" not in row.partition(",s-")[0]
    assert "s-" in text, "every row names its statements"


@pytest.mark.scripted
def test_subscribe_to_meetings(hand):
    """A calendar that other programs read, with every meeting of the mechanism, and a feed."""
    hand.ask("#q", hand.words("consultative meetings", "консультативные встречи"))
    hand.follow("main a[href^='/ca/mechanism/consultative-meetings']")
    assert hand.page.locator("head link[type='application/atom+xml']").count() == 1
    assert hand.page.locator("aside.tools a[href*='.atom']").count() == 1
    name, body = hand.save("aside.tools a[href*='calendar.ics']")
    assert name.endswith(".ics")
    text = body.decode()
    assert text.startswith("BEGIN:VCALENDAR")
    assert text.count("BEGIN:VEVENT") >= 6
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT")
    meeting = hand.words("Consultative Meeting", "Консультативная встреча")
    assert meeting in text.replace("\r\n ", "")

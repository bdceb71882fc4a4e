"""Every page speaks one language: the reader's, with quotations and names of others marked."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

pytest.importorskip("starlette")

from starlette.testclient import TestClient

from biruni import sample
from biruni.observatory.registry import Registry
from biruni.report.html import to_html
from biruni.report.markdown import to_markdown
from biruni.report.phrases import phrases
from biruni.report.stocktaking import Edition, stock_taking
from biruni.view.moment import moment
from biruni.web.languages import LANGUAGES, negotiated
from biruni.web.routes import PAGES
from biruni.web.site import create_app

DAY = "2022-12-31"
_LATIN = re.compile(r"[A-Za-z]{3,}")
_ATTRIBUTES = ("aria-label", "placeholder", "alt")
# what is the same in every language: names of formats, codes, and our own name
_COMMON = re.compile(
    r"`\w+`|days_after|«[^»]*»|\b([a-z]+(-[a-z]+)+|[A-Z]{3}|Stata|Polars|pandas|DuckDB|Datasette"
    r"|Excel|PROV|SKOS|networkx|pandoc|Parquet|Gephi|LaTeX|Zotero|GeoJSON|CSL-JSON|BibTeX|biruni|Atom|CSV|ZIP|JSON|SVG|PNG|EDTF|OpenAPI|iCal|UTC|referendum|X[A-Z]{2}|[a-z]+/[\w/-]+"
    r"|(s-)?[0-9a-f]{12,}|https?:\S+|CC-BY-\S+|CC0\S*)\b"
)


class Visible(HTMLParser):
    """The texts of a page with the language each stands in."""

    _VOID = frozenset(("meta", "link", "input", "br", "img", "hr"))
    _SILENT = frozenset(("style", "script", "code", "pre", "svg"))

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.texts: list[tuple[str, str]] = []

    def handle_starttag(self, tag, attrs):
        """Keep the texts in attributes, and the language of what follows."""
        given = dict(attrs)
        lang = given.get("lang") or (self.open[-1][1] if self.open else "")
        if not self._silent(tag):
            self.texts += [(lang, given[name]) for name in _ATTRIBUTES if given.get(name)]
        if tag not in self._VOID:
            self.open.append((tag, lang))

    def handle_endtag(self, tag):
        """Leave the element."""
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        """Keep a text that a reader sees."""
        if data.strip() and not self._silent():
            self.texts.append((self.open[-1][1] if self.open else "", data.strip()))

    def _silent(self, *tags: str) -> bool:
        return any(tag in self._SILENT for tag in (*tags, *(tag for tag, _ in self.open)))


def texts(html: str, lang: str) -> list[str]:
    """Return the texts of a page that claim to be in a language."""
    page = Visible()
    page.feed(html)
    return [text for said, text in page.texts if said == lang]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample region, recorded."""
    folder = tmp_path_factory.mktemp("languages")
    sample.open(folder).close()
    return folder


@pytest.fixture(scope="module")
def client(home: Path) -> TestClient:
    """A reader of its pages."""
    return TestClient(create_app(lambda: Registry.open(home), today=lambda: DAY))


PATHS = [
    *(route.path for route in PAGES if "{" not in route.path),
    "/state/XAR",
    "/compare?a=XAR&b=XBE",
    "/sample/instrument/river-treaty",
    "/search?q=river",
    "/nowhere",
]


def asked(client: TestClient, path: str, lang: str) -> str:
    """Return the HTML of a page in a language."""
    return client.get(f"{path}{'&' if '?' in path else '?'}lang={lang}").text


@pytest.mark.parametrize("path", PATHS)
def test_a_russian_page_has_no_english_phrase(client, path):
    """No phrase of the catalogue is left in English on a page that says it is Russian."""
    told = phrases("ru").told
    english = {text for (_, text), forms in told.items() if forms[0] != text and len(text) > 2}
    html = asked(client, path, "ru")
    assert '<html lang="ru">' in html
    assert [text for text in texts(html, "ru") if text.rstrip(":.") in english] == []


@pytest.mark.parametrize("path", PATHS)
def test_what_is_not_russian_is_marked(client, path):
    """A quotation, a name or a code in Latin letters carries its language."""
    html = asked(client, path, "ru")
    found = [text for text in texts(html, "ru") if _LATIN.search(_COMMON.sub("", text))]
    assert found == []


@pytest.mark.parametrize("path", PATHS)
def test_an_english_page_has_no_russian_word_unmarked(client, path):
    """The same the other way round: Russian names and words are marked as such."""
    html = asked(client, path, "en")
    assert [text for text in texts(html, "en") if re.search("[А-Яа-яЁё]", text)] == []


def test_the_report_is_russian_in_both_forms(home: Path):
    """The stock-taking report speaks the language it is asked in, and says so."""
    with Registry.open(home) as registry:
        report = stock_taking(registry.view(moment(DAY)), lang="ru", edition=Edition("Речной край"))
    html = to_html(report)
    assert '<html lang="ru">' in html
    assert [text for text in texts(html, "ru") if _LATIN.search(_COMMON.sub("", text))] == []
    text = to_markdown(report)
    assert "# Речной край: региональное сотрудничество" in text
    assert "По состоянию на: **31 декабря 2022 года**" in text


def test_a_language_without_catalogue_shows_its_names_on_an_english_report(home: Path):
    """The words are English then, the page says so, and the names are marked."""
    with Registry.open(home) as registry:
        report = stock_taking(registry.view(moment(DAY)), lang="kk")
    assert '<html lang="en">' in to_html(report)


@pytest.mark.parametrize(
    ("wanted", "accept", "given"),
    [
        ("ru", "en", "ru"),
        ("", "ru-RU,ru;q=0.9,en;q=0.8", "ru"),
        ("", "kk,ru;q=0.9,en;q=0.8", "ru"),
        ("", "kk", "en"),
        ("xx", "ru;q=0", "en"),
        ("../ru", "", "en"),
        ("", "ru;q=high,en;q=0.5", "en"),
        ("", "*", "en"),
    ],
)
def test_the_language_is_the_one_asked_for_else_the_best_accepted(wanted, accept, given):
    """The address decides; then the browser; then it is English."""
    assert negotiated(wanted, accept) == given


def test_languages_are_those_of_the_folder():
    """English and Russian are complete, each under its own name."""
    assert LANGUAGES == {"en": "English", "ru": "Русский"}


WRONG = [
    "/nowhere",
    "/ca/meeting/nothing",
    "/sample/instrument/river-traety",
    "/state/ZZZ",
    "/statements/s-0",
    "/compare?a=ZZZ",
    "/timeline?about=zzzz",
    "/timeline?from=31.12.2020",
    "/changes?since=yesterday",
    "/instruments?as_of=2020-13",
    "/instruments?as_of=now&known_at=20200101&published_by=2020–01",
    "/cite?page=https://example.org/",
    "/cite?page=/cite",
    "/cite?page=/nowhere",
    "/cite?statement=s-0",
    "/holes.csv?as_of=x",
    "/nowhere.csv",
]


@pytest.mark.parametrize("path", WRONG)
def test_an_error_speaks_the_language_of_the_page(client, path):
    """What is wrong and what would mend it is said in Russian to a reader of Russian pages."""
    response = client.get(f"{path}{'&' if '?' in path else '?'}lang=ru")
    assert response.status_code in {404, 422}
    html = response.text
    assert '<html lang="ru">' in html
    main = html[html.index("<main") : html.index("</main>")]
    main = re.sub(r"<ul>.*?</ul>", "", main, flags=re.DOTALL)  # names of what may be meant
    assert texts(f'<div lang="ru">{main}</div>', "en") == []
    given = re.compile(r"\b(nothing|river-traety|zzzz|yesterday|now|nowhere|known_at|ZZZ|sample)\b")
    said = [given.sub("", text) for text in texts(html, "ru")]
    assert [text for text in said if _LATIN.search(_COMMON.sub("", text))] == []
    english = client.get(f"{path}{'&' if '?' in path else '?'}lang=en").text
    assert [text for text in texts(english, "en") if re.search("[А-Яа-яЁё]", text)] == []

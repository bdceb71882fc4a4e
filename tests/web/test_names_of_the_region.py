"""
The shipped region in the languages of its readers: no page mixes languages, every name is found.

What is Latin on a Russian page is a code, or the name of something that has no other: a publisher,
a programme, a line of power. Everything else is Russian, or marked as what it is.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

pytest.importorskip("starlette")

from biruni.observatory.home import shipped_pack
from biruni.observatory.registry import Registry
from biruni.view.moment import moment
from biruni.view.places import place_label, place_of
from biruni.view.view import View
from biruni.web.files.page_files import route_of
from biruni.web.routes import PAGES
from biruni.web.site import Site

DAY = "2026-11-24"
TONGUES = ("az", "kk", "ky", "tg", "tk", "uz")
_VOID = frozenset(("meta", "link", "input", "br", "img", "hr"))
_SILENT = frozenset(("style", "script", "code", "pre", "svg"))
_WORD = re.compile(r"[A-Za-z]{3,}")
_CODES = re.compile(
    r"`[^`]*`|https?:\S+|[\w-]+(\.[\w-]+)*\.[a-z]{2,}\b"  # what a program reads; addresses
    r"|\b\w+(-\w+)+\b|\b[A-Z]{2,}\d*\b|\b(s-)?[0-9a-f]{12,}\b|[a-z]+/[\w/.-]+"  # ids and acronyms
    r"|\b(iso[23]|cow|unrccad|m49)\b"  # schemes of codes; the part of a guest without ISO code
    # formats and programs
    r"|\b(biruni|Excel|Stata|Polars|pandas|DuckDB|Datasette|networkx|pandoc|Parquet|Gephi|LaTeX"
    r"|Zotero|BibTeX|GeoJSON|Atom|OpenAPI|iCal|days_after)\b"
    # names of publications and programmes that are Latin in Russian too
    r"|The Nation|Sputnik|Global Gateway|Instagram|ad referendum|The Diplomat|Silk Way TV"
)


class Texts(HTMLParser):
    """The texts of a page, each with the language it is in."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag, attrs):
        """Follow the language."""
        if tag not in _VOID:
            before = self.open[-1][1] if self.open else ""
            self.open.append((tag, dict(attrs).get("lang") or before))

    def handle_endtag(self, tag):
        """Leave the element."""
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        """Keep what is read."""
        if data.strip() and not any(tag in _SILENT for tag, _ in self.open):
            self.found.append((self.open[-1][1] if self.open else "", data.strip()))


@pytest.fixture(scope="module")
def registry(tmp_path_factory) -> Iterator[Registry]:
    """The pack that comes with biruni, recorded."""
    folder: Path = tmp_path_factory.mktemp("shipped")
    with Registry.open(folder, create=True) as registry:
        registry.build(shipped_pack(), now="2027-01-01T00:00:00Z")
        yield registry


@pytest.fixture(scope="module")
def view(registry) -> View:
    """All of it."""
    return registry.view(moment(DAY))


@pytest.fixture(scope="module")
def read(registry):
    """Return the texts of a page in a language, with the language of each."""
    site = Site(lambda: registry, today=lambda: DAY)

    def texts(address: str, lang: str) -> list[tuple[str, str]]:
        path, _, query = address.partition("?")
        route, params = route_of(path)
        given = dict(pair.split("=") for pair in query.split("&")) if query else {}
        page = Texts()
        page.feed(site.page(route, path, given | {"lang": lang}, "", params).body.decode())
        return page.found

    return texts


def addresses(view: View) -> list[str]:
    """Return every list, two things of every kind, and some statements."""
    kinds: dict[str, list[str]] = defaultdict(list)
    for entity in view.subjects():
        kinds[view.kind(entity)].append(f"/{entity}")
    found = [route.path for route in PAGES if "{" not in route.path]
    found += [each for of in kinds.values() for each in (of[0], of[len(of) // 2])]
    found += [f"/statements/{view.ids([each])[0]}" for each in view.statements[::1000]]
    return [*dict.fromkeys(found), "/search?q=Самарканд", "/compare?a=KAZ&b=UZB"]


def test_no_russian_page_of_the_region_has_an_unmarked_english_text(read, view):
    """Of Latin letters only codes and names are left, and the names are those of publishers."""
    names = {each.value for each in view.statements if each.property in {"publisher", "author"}} | {
        "CAMCA"
    }
    named = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))
    found = [
        (address, text)
        for address in addresses(view)
        for lang, text in read(address, "ru")
        if lang == "ru" and _WORD.search(_CODES.sub("", named.sub("", text)))
    ]
    assert found == []


def test_no_english_page_of_the_region_has_an_unmarked_russian_text(read, view):
    """The same the other way round: Russian titles and words as printed are marked."""
    found = [
        (address, text)
        for address in addresses(view)[::3]
        if not address.startswith("/search")  # it repeats what the reader asked
        for lang, text in read(address, "en")
        if lang == "en" and re.search("[А-Яа-яЁё]", text)
    ]
    assert found == []


def test_everything_in_the_pack_has_a_russian_name(view):
    """What the editors name, they name in both languages of the interface."""
    labelled = [each for each in view.subjects() if view.about(each, "label")]
    lacking = [
        each
        for each in labelled
        if {claim.lang or "en" for claim in view.about(each, "label")} & {"en", "ru"}
        != {"en", "ru"}
    ]
    assert len(labelled) > 800
    assert lacking == []


def test_names_are_written_in_the_letters_of_their_language(view):
    """Uzbek has its own apostrophe, Turkmen and Azerbaijani are Latin, the others Cyrillic."""
    for entity in view.subjects():
        for claim in view.about(entity, "label"):
            lang, name = claim.lang, claim.value
            if lang in {"uz", "tk", "az"}:
                assert not re.search("[Ѐ-ӿ]", name), (entity, name)
            of_paper = view.kind(entity) == "source"  # newspapers keep their names
            if lang in {"kk", "ky", "tg", "ru"} and not of_paper:
                assert re.search("[Ѐ-ӿ]", name), (entity, name)
            if lang == "uz":
                assert not re.search("[oOgG]['`‘’]", name), (entity, name)
            assert name == name.strip()


@pytest.mark.parametrize(
    ("entity", "least"),
    [
        ("/ca/organization/sco", 6),
        ("/ca/body/ifas", 6),
        ("/ca/asset/amu-darya", 6),
        ("/ca/mechanism/c5-china", 6),
        ("/ca/place/tashkent", 6),
        ("/state/UZB", 6),
    ],
)
def test_a_page_shows_the_names_in_other_languages(read, view, entity, least):
    """Each with its language, said in the language of the page."""
    labels = {claim.lang: claim.value for claim in view.about(entity[1:], "label")}
    assert len(labels.keys() & set(TONGUES)) >= least
    for lang, said in (("ru", "На узбекском"), ("en", "In Uzbek")):
        found = read(entity, lang)
        assert (lang, said) in found
        assert {(tongue, labels[tongue]) for tongue in TONGUES if tongue in labels} <= set(found)


def test_a_name_that_the_editors_rendered_says_so(read):
    """Nobody takes it for an official one."""
    said = "Перевод редакции; в официальных текстах название может звучать иначе."
    assert ("ru", f"† {said}") in read("/ca/group/inner-core", "ru")
    assert said not in str(read("/ca/organization/sco", "ru"))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Qo'shtepa", "ca/asset/qosh-tepa"),
        ("Qo‘shtepa", "ca/asset/qosh-tepa"),
        ("Qoʻshtepa", "ca/asset/qosh-tepa"),
        ("Qo`shtepa kanali", "ca/asset/qosh-tepa"),
        ("Қўштепа", "ca/asset/qosh-tepa"),
        ("O'zbekiston", "state/UZB"),
        ("Ўзбекистон", "state/UZB"),
        ("Ozbekistan", "state/UZB"),
        ("Тожикистон", "state/TJK"),
        ("Тоҷикистон", "state/TJK"),
        ("Оролни қутқариш", "ca/body/ifas"),
        ("Orolni qutqarish", "ca/body/ifas"),
        ("Арал теңізі", "ca/asset/aral-sea"),
        ("Birlashgan Milatlar", "ca/organization/un"),
        ("Şanhaý", "ca/organization/sco"),
        ("Sanhay Hyzmatdaslyk", "ca/organization/sco"),
        ("Səmərqənd", "ca/place/samarkand"),
        ("Samarqant", "ca/place/samarkand"),
        ("Самарқанд", "ca/place/samarkand"),
        ("Choʻlponota", "ca/place/cholpon-ata"),
        ("Cho'lponota", "ca/place/cholpon-ata"),
        ("Чўлпонота", "ca/place/cholpon-ata"),
        ("Дўстлик", ""),
    ],
)
def test_search_finds_names_however_they_are_spelled(registry, words, found):
    """Apostrophes of every kind, Cyrillic Uzbek, lost diacritics, a slip of the pen."""
    subjects = [match.subject for match in registry.ledger.find(words)]
    assert found in subjects if found else subjects == []


@pytest.mark.parametrize(
    ("printed", "place", "russian"),
    [
        ("Tashkent", "ca/place/tashkent", "Ташкент"),
        ("Avaza", "ca/place/awaza", "Аваза"),
        ("Awaza", "ca/place/awaza", "Аваза"),
        ("Xi'an", "ca/place/xian", "Сиань"),
        ("KUWAIT", "ca/place/kuwait-city", "Эль-Кувейт"),
        ("southern Kyrgyzstan", "", "southern Kyrgyzstan"),
        ("", "", ""),
    ],
)
def test_a_printed_name_is_a_place(view, printed, place, russian):
    """Whatever a source calls a town; a name of none is left as it is, and English is kept."""
    assert place_of(view, printed) == place
    assert place_label(view, printed, "ru") == russian
    assert place_label(view, printed, "en") == printed


def test_every_town_of_a_meeting_has_a_place(view):
    """A meeting page and the list of places name its town in the language of the page."""
    printed = {each.value for each in view.statements if each.property == "place"}
    without = {each for each in printed if not place_of(view, each)}
    assert without == {
        "Turkmenistan, Kazakhstan",
        "junction of the three borders",
        "southern Kyrgyzstan",
    }


def test_the_page_of_a_place_gathers_its_meetings(read):
    """However its name was printed; its page is led to from the list of places."""
    texts = [text for _, text in read("/ca/place/awaza", "ru")]
    assert "Встречи в этом месте" in texts
    assert "Третья Консультативная встреча" in texts
    assert ("ru", "Самарканд") in read("/map", "ru")

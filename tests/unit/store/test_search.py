"""Finding an entity by some of the words that name it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from biruni.store.ledger import Ledger
from biruni.store.search import Match
from biruni.store.uzbek_letters import latin

NAMES = {
    "xx/instrument/friendship": "Treaty on Friendship, Good-Neighbourliness and Cooperation",
    "xx/instrument/border": "Treaty on the Junction Point of the State Borders",
    "xx/instrument/water": "Соглашение о водных ресурсах",
    "xx/asset/qosh-tepa": "Qoʻsh Tepa canal",
    "xx/asset/sogd": "Суғд",
    "xx/state/turkiye": "Türkiye",
    "xx/person/oneill": "Seán O'Neill",
    "xx/body/straße": "Hauptstraße",
}


@pytest.fixture
def named(ledger, append, say):
    """A ledger that knows the names above."""
    append(*(say(subject=subject, value=value) for subject, value in NAMES.items()))
    return ledger


def subjects(ledger: Ledger, words: str) -> list[str]:
    """What the words find, best first, without the pack."""
    return [match.subject.partition("/")[2] for match in ledger.find(words)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("friendship", ["instrument/friendship"]),
        ("FRIENDSHIP treaty", ["instrument/friendship"]),
        ("friend", ["instrument/friendship"]),
        ("good-neighbourliness", ["instrument/friendship"]),
        ("водны", ["instrument/water"]),
        ("turkiye", ["state/turkiye"]),
        ("TÜRKİYE", ["state/turkiye"]),
        ("o'neill", ["person/oneill"]),
        ("sean", ["person/oneill"]),
    ],
)
def test_words_and_their_beginnings(named, words, found):
    """Words find names whatever their case and accents, in any order, and from their beginnings."""
    assert subjects(named, words) == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("iendshi", ["instrument/friendship"]),
        ("frendship", ["instrument/friendship"]),
        ("freindship", ["instrument/friendship"]),
        ("friendshap treety", ["instrument/friendship"]),
        ("соглошение", ["instrument/water"]),
        ("qosh tepa", ["asset/qosh-tepa"]),
        ("qo‘sh", ["asset/qosh-tepa"]),
        ("oneill", ["person/oneill"]),
        ("HAUPTSTRASSE", ["body/straße"]),
    ],
)
def test_parts_of_words_and_slips(named, words, found):
    """When no word begins so, parts of words, other apostrophes and near misspellings are found."""
    assert subjects(named, words) == found


def test_any_of_the_words_when_none_has_all(named):
    """When no name has all the words, names with some of them are better than nothing."""
    assert subjects(named, "border elephant") == ["instrument/border"]


@pytest.mark.parametrize("words", ["", "  ", "xyzzy", "?!", "'", "zz", "qqqqqqqqqqqq"])
def test_nothing_is_found(named, words):
    """Words that nobody uses, and no words at all, find nothing."""
    assert named.find(words) == []


def test_a_match_says_where_it_was(named):
    """A match is a subject, the property, the text, and a rank of which lower is better."""
    (match,) = named.find("junction point")
    assert isinstance(match, Match)
    assert (match.property, match.value) == ("label", NAMES["xx/instrument/border"])
    assert match.rank < 0


def test_names_come_before_other_texts(ledger, append, say):
    """An entity that is called so comes before one whose description mentions the word."""
    append(
        say("description", "The river treaty", subject="xx/issue/a"),
        say("label", "River issue one", subject="xx/issue/b"),
    )
    assert subjects(ledger, "river") == ["issue/b", "issue/a"]


def test_only_what_is_held_is_found(named, append, say):
    """A name that was withdrawn is not found, and is found again when it is recorded again."""
    gone = say(subject="xx/asset/sogd", value="Суғд")
    append(retracted={gone: "renamed"}, day=2)
    assert named.find("суғд") == named.find("уғд") == []
    append(gone, day=3)
    assert subjects(named, "суғд") == subjects(named, "уғд") == ["asset/sogd"]


def test_kinds_terms_and_dates_are_no_texts(ledger, append, say):
    """Search is for names and prose: terms, dates and the names of kinds are not in it."""
    append(
        say("kind", "instrument"),
        say("layer", "bilateral", datatype="term"),
        say("signed", "2022-07-21", datatype="date"),
        say("identifier", "Q12345", datatype="identifier"),
    )
    assert ledger.find("instrument") == ledger.find("bilateral") == ledger.find("2022") == []
    assert subjects(ledger, "q12345") == ["instrument/river-treaty"]


def test_the_limit_is_kept(ledger, append, say):
    """No more matches are given than were asked for."""
    append(*(say(subject=f"xx/issue/{n}", value=f"Issue {n}") for n in range(20)))
    assert len(ledger.find("issue", limit=7)) == len(ledger.find("ssue", limit=7)) == 7
    assert ledger.find("issue", limit=0) == ledger.find("issue", limit=-1) == []


@pytest.mark.parametrize(
    "words",
    [
        '"',
        '""',
        'a" OR "b',
        "AND",
        "OR NOT",
        "NEAR(a b)",
        "value: a",
        "{value subject}: a",
        "a*",
        "^a",
        "-a",
        "(((",
        "a + b",
        "a\x00b",
        "friend\x00ship",
        "%",
        "_",
        "a_b",
        "'; DROP TABLE batch; --",
        "ʻʻʻ",
        "́́́",
        "á",
        "﷽",
        "x" * 100_000,
        "word " * 10_000,
        "\ud800",
        "friend\udfffship",
    ],
)
def test_no_character_has_a_special_meaning(named, words):
    """Whatever is typed is taken as words: the search language of SQLite is out of reach."""
    assert isinstance(named.find(words), list)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters()) | st.text("ab\"*():^-+ \x00ʻ'´́", min_size=1))
def test_any_text_can_be_searched(named, words):
    """No text whatever makes a search fail."""
    for match in named.find(words):
        assert match.value in NAMES.values()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_any_text_can_be_recorded(tmp_path_factory, say, text):
    """No text whatever makes recording fail, and it comes back as it was."""
    path = tmp_path_factory.mktemp("any") / "registry.db"
    with Ledger.open(path) as ledger:
        ledger.append(
            "xx",
            new=[say(value=text, note=text, qualifiers=((text, text),))],
            recorded_at="2026-01-01T12:00:00Z",
            recorded_by="test",
        )
        assert [record.statement.value for record in ledger.records()] == [text]
        assert ledger.verify() == []
        ledger.find(text)


@pytest.mark.parametrize("apostrophe", [*"'`´ʻʼ‘’′＇", ""])
def test_no_apostrophe_hides_a_name(named, apostrophe):
    """Uzbek is typed with whatever sign a keyboard has."""
    assert subjects(named, f"Qo{apostrophe}sh") == ["asset/qosh-tepa"]


@pytest.mark.parametrize(
    ("cyrillic", "spelled"),
    [
        ("Ўзбекистон", "oʻzbekiston"),
        ("Тошкент", "toshkent"),
        ("Ер", "yer"),
        ("Қорақалпоғистон", "qoraqalpogʻiston"),
        ("Аъзо", "aʼzo"),
        ("Qoʻshtepa", "qoʻshtepa"),
    ],
)
def test_cyrillic_uzbek_is_spelled_in_latin(cyrillic, spelled):
    """By the alphabet of 1995; what is Latin already stays."""
    assert latin(cyrillic) == spelled


def test_words_in_cyrillic_uzbek_find_latin_names(named):
    """A name held in Latin letters is found by who writes the older ones."""
    assert subjects(named, "Қўш Тепа") == ["asset/qosh-tepa"]
    assert subjects(named, "водных") == ["instrument/water"]

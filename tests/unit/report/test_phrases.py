"""The catalogues: read as Babel reads them, complete, and found in their folder."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from biruni.report.phrases import LOCALES, Entry, Phrases, catalogue, entries, languages, phrases

_PLACE = re.compile(r"%\(\w+\)s|\{\w+\}")
RUSSIAN = LOCALES / "ru" / "LC_MESSAGES" / "biruni.po"


def _russian() -> Iterator[Entry]:
    return (each for each in entries(RUSSIAN.read_text("utf-8")) if each.text)


def test_every_phrase_has_a_russian_one():
    """No page of the Russian interface speaks English for want of a word."""
    assert [each.text for each in _russian() if each.fuzzy or not all(each.forms)] == []


def test_every_translation_keeps_its_places():
    """What a sentence is about stands in every form of it, and nothing else does."""
    wrong = [
        form
        for each in _russian()
        for form in each.forms
        if sorted(_PLACE.findall(form)) not in (
            sorted(_PLACE.findall(each.text)), sorted(_PLACE.findall(each.many))
        )
    ]  # fmt: skip
    assert wrong == []


def test_every_translation_keeps_its_edges():
    """A space at the beginning or end, on which words beside it rely, is kept."""
    wrong = [
        each.text
        for each in _russian()
        if not each.many and each.context != "thousands separator" and (
            each.text[:1].isspace() != each.forms[0][:1].isspace()
            or each.text[-1:].isspace() != each.forms[0][-1:].isspace()
        )
    ]  # fmt: skip
    assert wrong == []


def test_russian_counts_in_three_forms():
    """One, two to four, five and more; eleven is many and twenty-one is one."""
    assert {len(each.forms) for each in _russian() if each.many} == {3}
    told = phrases("ru")
    said = [told.count(n, "{n} meeting held", "{n} meetings held") for n in (1, 3, 5, 11, 21, 112)]
    assert said == [
        "1 состоявшаяся встреча",
        "3 состоявшиеся встречи",
        "5 состоявшихся встреч",
        "11 состоявшихся встреч",
        "21 состоявшаяся встреча",
        "112 состоявшихся встреч",
    ]


def test_a_word_is_of_one_alphabet():
    """No Latin letter hides in a Russian word."""
    hidden = re.compile(r"[а-яё][a-z]|[a-z][а-яё]", re.IGNORECASE)
    assert [form for each in _russian() for form in each.forms if hidden.search(form)] == []


def test_the_catalogue_is_read_as_babel_reads_it():
    """Quotes, escapes, contexts and plurals come out as they do with gettext's own tools."""
    pofile = pytest.importorskip("babel.messages.pofile")
    with RUSSIAN.open("rb") as file:
        theirs = {
            (each.context or "", each.id if isinstance(each.id, str) else each.id[0]): each.string
            for each in pofile.read_po(file, locale="ru")
            if each.id
        }
    ours = {
        (each.context, each.text): each.forms if each.many else each.forms[0] for each in _russian()
    }
    assert ours == theirs


def test_the_template_names_every_phrase(repository: Path):
    """What the code says and what translators are given are the same: else run make messages."""
    extract = pytest.importorskip("babel.messages.extract")
    frontend = pytest.importorskip("babel.messages.frontend")
    with (repository / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = frontend.parse_mapping_cfg(file)
    found = {
        (context or "", message if isinstance(message, str) else message[0])
        for _, _, message, _, context in extract.extract_from_dir(
            repository / "src" / "biruni", methods, options
        )
    }
    template = (repository / "src" / "biruni" / "locale" / "biruni.pot").read_text("utf-8")
    for content in (template, RUSSIAN.read_text("utf-8")):
        assert {(each.context, each.text) for each in entries(content) if each.text} == found


def test_english_needs_no_catalogue():
    """A phrase is its own English, with the form for its number."""
    told = phrases("en")
    assert told.say("After {first}, up to {last}", first=1, last=2) == "After 1, up to 2"
    assert told.count(1, "{n} text", "{n} texts") == "1 text"
    assert told.count(0, "{n} text", "{n} texts") == "0 texts"


@pytest.mark.parametrize("lang", ["xx", "../../etc", "", "RU"])
def test_an_unknown_language_is_english(lang):
    """An address cannot name a file."""
    assert phrases(lang) == Phrases() or phrases(lang).lang == "en"


def _written(folder: Path, code: str, content: str) -> Path:
    path = folder / code / "LC_MESSAGES" / "biruni.po"
    path.parent.mkdir(parents=True)
    path.write_text(content, "utf-8")
    return path


HEADER = 'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n\n'
NAMED = 'msgctxt "name of the language"\nmsgid "English"\nmsgstr "Qazaqşa"\n\n'


def test_a_language_is_added_by_a_file(tmp_path: Path):
    """A complete catalogue is offered under the name that its language gives itself."""
    _written(tmp_path, "kk", HEADER + NAMED + 'msgid "Dates"\nmsgstr "Kún"\n')
    _written(tmp_path, "not-a-code", HEADER + NAMED)
    assert languages(tmp_path) == {"en": "English", "kk": "Qazaqşa"}


def test_a_language_half_done_is_not_offered(tmp_path: Path):
    """No page is half in one language and half in another."""
    _written(tmp_path, "kk", HEADER + NAMED + 'msgid "Dates"\nmsgstr ""\n')
    assert languages(tmp_path) == {"en": "English"}


def test_a_doubtful_entry_counts_as_none(tmp_path: Path):
    """An entry marked fuzzy is a guess of a tool, not a translation."""
    path = _written(
        tmp_path, "kk", HEADER + '#, fuzzy\nmsgid "Dates"\nmsgstr "Kún"\n\nmsgid "A\\n“b”"\n'
        'msgstr ""\n"c\\"d"\n'
    )  # fmt: skip
    told = catalogue(path, "kk")
    assert told.say("Dates") == "Dates"
    assert told.say("A\n“b”") == 'c"d'
    assert told.plural(2) == 1

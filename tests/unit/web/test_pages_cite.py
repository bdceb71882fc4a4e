import json

import pytest

from biruni.model.problems import InvalidInput, NotFound
from biruni.model.schema import schema
from biruni.report.exports.formats import FORMATS
from biruni.web.asked import asked
from biruni.web.files import citations
from biruni.web.files.file import Site

DAY = "2022-12-31"


def _texts(shown) -> dict[str, str]:
    return {each.name: each.text for each in shown.page.citations}


def test_a_page_is_cited_with_its_dates_and_the_version_of_the_ledger(show, sample_registry):
    """Who follows the citation sees what was seen."""
    found = _texts(show("/cite?page=/state/XAR&as_of=2014-06-30&published_by=2013-12-31"))
    ledger = sample_registry.ledger.version()[:12]
    for text in found.values():
        assert "Arvand, as of 30 June 2014" in text
        assert "2013-12-31" in text
        assert ledger in text
    assert "as_of=2014-06-30" in found["BibTeX"]


def test_csl_is_json_with_one_item(show):
    """Reference managers read it."""
    (item,) = json.loads(_texts(show("/cite?page=/sample/instrument/river-treaty"))["CSL-JSON"])
    assert item["type"] == "dataset"
    assert item["title"].startswith("River Treaty, as of")


def test_a_page_with_filters_keeps_them(show):
    """A comparison is cited with its states."""
    found = _texts(show("/cite?page=%2Fcompare%3Fa%3DXAR%26b%3DXBE"))
    assert "Compare: Arvand, Belmar" in found["RIS"]
    assert "a=XAR" in found["RIS"]


def test_a_statement_is_cited_beside_its_source(show, sample_registry):
    """The registry's record and the source that says it are two works."""
    view = sample_registry.at(DAY).view
    claim = view.best("sample/instrument/river-treaty", "signed")
    items = json.loads(_texts(show(f"/cite?statement={view.id_of(claim)}"))["CSL-JSON"])
    assert len(items) == 2
    assert items[0]["custom"]["statements"] == [view.id_of(claim)]
    assert items[1]["custom"]["biruni-id"] == claim.source


@pytest.mark.parametrize(
    ("address", "error"),
    [
        ("/cite?page=https://example.org/state/XAR", InvalidInput),
        ("/cite?page=//example.org/", InvalidInput),
        ("/cite?page=/cite", InvalidInput),
        ("/cite?page=/state/QQQ", NotFound),
        ("/cite?statement=s-0", NotFound),
    ],
)
def test_what_cannot_be_cited_is_refused(show, address, error):
    """Other sites, the page on citing itself, and what does not exist."""
    with pytest.raises(error):
        show(address)


def test_the_start_page_is_cited_without_being_named(show):
    """No page asked for is the first."""
    assert "as of 31 December 2022" in _texts(show("/cite"))["In words"]


@pytest.mark.parametrize("make", [citations.bibtex, citations.ris, citations.csl])
def test_files_for_reference_managers_have_the_whole_address(sample_registry, make):
    """Where the address of the site is known, it stands in the file."""
    query = {"page": "/state/XAR"}
    question = asked("/cite.bib", query, today=DAY, lang="en", filters=citations.FILTERS)
    reading = sample_registry.reading(question.moment)
    file = make(reading, question, Site("https://example.org/o"))
    assert b"https://example.org/o/state/XAR" in file.body
    assert file.name


def test_method_and_codebook_are_generic(show, sample_registry):
    """Every kind, vocabulary and format is described; nothing names a region."""
    data = show("/data")
    kinds = [block.title for block in data.section("kinds").blocks]
    assert len(kinds) == len(schema().kinds)
    assert len(data.section("words").blocks) == len(schema().vocabularies)
    assert [row[0] for row in data.rows("downloads")] == list(FORMATS)
    for shown in (data, show("/method")):
        assert "Central Asia" not in shown.text


def test_downloads_keep_the_dates(show):
    """What is downloaded is what the page shows."""
    html = show("/data?as_of=2014-06-30&published_by=2013-12-31").html
    assert "/api/v1/downloads/csv?as_of=2014-06-30&amp;published_by=2013-12-31" in html

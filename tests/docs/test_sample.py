"""The page on the sample region, worked out by hand, against the registry."""

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from biruni import sample
from biruni.cli.main import group
from biruni.model.ids import slug_of
from biruni.model.problems import NotFound
from biruni.model.uncertain_date import iso_day
from biruni.observatory.registry import Registry
from biruni.view.conflicts import CATEGORIES, facts
from biruni.view.view import publication_days

PAGE = Path(__file__).resolve().parents[2] / "docs" / "sample.md"
LATE = "2022-12-31"


def _tables() -> Iterator[tuple[str, dict[str, str]]]:
    """Every row of every table on the page: the heading above it, and its cells by column."""
    heading, columns = "", []
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            heading, columns = line.lstrip("# "), []
        elif not line.startswith("|"):
            columns = []
        elif not columns:
            columns = _cells(line)
        elif not re.fullmatch(r"[|\-: ]+", line):
            yield heading, dict(zip(columns, _cells(line), strict=True))


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


ROWS = list(_tables())


def _rows(*columns: str) -> list:
    """Rows of the tables that begin with these columns."""
    return [
        pytest.param(heading, row, id=f"{heading}: {' '.join(list(row.values())[:3])}")
        for heading, row in ROWS
        if tuple(row)[: len(columns)] == columns
    ]


@pytest.fixture(scope="module")
def river(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    """The sample region with its two versions."""
    with sample.open(tmp_path_factory.mktemp("river"), history=True) as registry:
        yield registry


def _status(reading, instrument, party):
    try:
        (found,) = reading.status(instrument, f"state/{party}")
    except NotFound:
        return None
    return found


def test_every_table_is_read():
    """No table of the page is left without a test."""
    known = {
        ("source", "published"),
        ("as of", "party"),
        ("instrument", "as of"),
        ("published by", "instrument"),
        ("whole", "as of"),
        ("meeting", "status"),
        ("fact", "category"),
        ("as of", "holes"),
        ("commitment", "as of"),
        ("known at", "weir-declaration signed"),
    }
    assert {tuple(row)[:2] for _, row in ROWS} == known
    assert len(ROWS) > 100


@pytest.mark.parametrize(("_heading", "row"), _rows("source", "published"))
def test_sources_count_from_their_day(river, _heading, row):
    """A source counts from the last day on which it may have been published."""
    days = publication_days(river.at(LATE).view.statements)
    assert iso_day(days[f"sample/source/{row['source']}"]) == row["counts from"]


@pytest.mark.parametrize(("heading", "row"), _rows("as of", "party"))
def test_statuses(river, heading, row):
    """Where a state stands is what the page works out, asked of one state and of all."""
    reading = river.at(row["as of"])
    found = _status(reading, heading, row["party"])
    assert (found.status, found.answer, found.since) == (row["status"], row["answer"], row["since"])
    listed = [each for each in reading.status(heading) if each.party == f"state/{row['party']}"]
    assert listed in ([found], [])
    assert listed or row["status"] == "none"


@pytest.mark.parametrize(("_heading", "row"), _rows("instrument", "as of"))
def test_entries_into_force(river, _heading, row):
    """An instrument enters into force when the page says, and waits for whom it says."""
    found = river.at(row["as of"]).entry_into_force(row["instrument"])
    assert (found.in_force, found.date, found.note) == (row["in force"], row["date"], row["note"])


@pytest.mark.parametrize("later", ["", "2030-01-01"])
@pytest.mark.parametrize(("_heading", "row"), _rows("published by", "instrument"))
def test_what_could_be_known(river, _heading, row, later):
    """From the sources of a day the answer is the same whatever later day is asked about."""
    reading = river.at(later or row["published by"], published_by=row["published by"])
    found = _status(reading, row["instrument"], row["party"])
    assert (found.status, found.answer, found.since) == (row["status"], row["answer"], row["since"])


@pytest.mark.parametrize(("_heading", "row"), _rows("whole", "as of"))
def test_members(river, _heading, row):
    """Who belongs is what the page works out."""
    found = {slug_of(each.party): each for each in river.at(row["as of"]).members(row["whole"])}
    each = found[row["party"]]
    assert (each.answer, each.role, each.since) == (row["answer"], row["role"], row["since"])


def test_meetings(river):
    """All meetings, in order of time, with both levels."""
    found = [
        {
            "meeting": slug_of(each.id),
            "status": each.status,
            "start": each.start,
            "level": each.level,
            "highest": each.max_level,
        }
        for each in river.at(LATE).meetings(planned=True)
    ]
    assert found == [
        {name: cell for name, cell in row.items() if name != "why"}
        for _, row in ROWS
        if "meeting" in row
    ]


def test_disagreements(river):
    """Every fact on which several places in the sources speak is on the page, or confirmed."""
    told = river.at(LATE).conflicts(categories=CATEGORIES[1:])
    found = {
        f"{slug_of(fact.subject)} {fact.property}": (
            fact.category,
            ", ".join(claim.value for claim in fact.claims),
        )
        for fact in told
        if fact.category != "confirmed" or fact.property == "access"
    }
    page = {row["fact"]: (row["category"], row["values"]) for _, row in ROWS if "fact" in row}
    ratified = "ratification done"  # of the ferry protocol: see the table of statuses
    assert found.pop(ratified) == ("conflict", "2015-06-20, 2015-07-01")
    assert found == page


@pytest.mark.parametrize(("_heading", "row"), _rows("as of", "holes"))
def test_holes(river, _heading, row):
    """A text that is not public is a hole only while its validity holds."""
    assert [slug_of(hole.id) for hole in river.at(row["as of"]).holes()] == row["holes"].split()


@pytest.mark.parametrize(("_heading", "row"), _rows("commitment", "as of"))
def test_commitments(river, _heading, row):
    """A commitment exists from the day it was made, with what is known of it by the day."""
    found = {slug_of(each.id): each for each in river.at(row["as of"]).commitments()}
    each = found[row["commitment"]]
    assert " ".join(slug_of(party) for party in each.obligors) == row["obligors"]
    assert each.target == row["target"]
    assert " ".join(item.finding for item in each.evidence) == row["evidence"]


@pytest.mark.parametrize(("_heading", "row"), _rows("known at", "weir-declaration signed"))
def test_what_was_known_when(river, _heading, row):
    """A correction leaves what was known before as it was."""
    view = river.at(LATE, known_at=row["known at"]).view
    declaration = "sample/instrument/weir-declaration"
    assert view.value(declaration, "signed") == row["weir-declaration signed"]
    found = [fact for fact in facts(view, [declaration]) if fact.property == "signed"]
    assert [fact.category for fact in found] == ([row["category"]] if row["category"] else [])


def test_the_pack_is_laid_out_as_packs_are():
    """The sample shows the layout that `biruni pack fmt` gives."""
    result = CliRunner().invoke(group, ["pack", "fmt", str(sample.path()), "--check"])
    assert result.exit_code == 0, result.output


def test_the_first_version_is_no_part_of_a_plain_opening(tmp_path):
    """Without history the region is recorded once, as it is."""
    with sample.open(tmp_path) as registry:
        assert len(registry.ledger.batches()) == 1
        times = {record.recorded_at for record in registry.ledger.records()}
        assert times == {sample.RECORDED_AT}


def test_the_typed_examples_run(tmp_path):
    """What type-checks as a user's program also answers."""
    path = Path(__file__).resolve().parents[1] / "typing" / "api.py"
    spec = importlib.util.spec_from_file_location("typed_examples", path)
    examples = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(examples)
    counts = examples.sample_region(tmp_path)
    assert counts.pop("Treaty on the use of the river") > 100
    assert min(counts.values()) > 0
    with Registry.open(tmp_path) as registry:
        reading = registry.at("2012-12-31")
        assert "sample/source/gazette, page 4: signature" in examples.why(
            reading, "river-treaty", "XCO"
        )

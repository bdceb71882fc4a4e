"""Bulk statements are accepted or explained, row by row."""

import json

import polars as pl
import pytest

from biruni.model.problems import InvalidInput
from biruni.view.bulk import check_frame, check_json_lines
from biruni.view.columns import FRAME, Columns

GOOD = {
    "subject": "ca/body/ifas",
    "property": "seat",
    "value": "Tashkent",
    "source": "ca/source/x",
    "locator": "p. 1",
}


def _lines(*rows):
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def _codes(content):
    checked = check_json_lines(content, path="bulk.jsonl")
    assert checked.given == len(checked.accepted) + checked.rejected
    return [(problem.line, problem.code) for problem in checked.problems]


def test_good_statements_are_accepted_and_typed():
    """Accepted rows have all columns, with their types, and the usual polarity and rank."""
    row = GOOD | {"valid_from": "2011-01-01", "recorded_from": "2020-01-01T00:00:00Z"}
    checked = check_json_lines(_lines(row, GOOD))
    assert (checked.given, checked.rejected, checked.problems) == (2, 0, ())
    assert dict(checked.accepted.schema) == FRAME
    assert checked.accepted["polarity"].to_list() == ["affirmed"] * 2
    assert len(Columns.from_frame(checked.accepted)) == 2


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"locator": ""}, "missing"),
        ({"value": "  "}, "missing"),
        ({"source": None}, "missing"),
        ({"subject": "Body/ifas"}, "bad-id"),
        ({"subject": "ca/committee/ifas"}, "unknown-kind"),
        ({"property": "seats"}, "unknown-property"),
        ({"source": "ca/body/ifas"}, "bad-source"),
        ({"valid_from": "2011"}, "bad-date"),
        ({"valid_from": "2011-02-30"}, "bad-date"),
        ({"valid_from": "2011-02-03", "valid_to": "2011-02-02"}, "ends-early"),
        ({"valid": "2011-13"}, "bad-date"),
        ({"valid": "2011", "valid_from": "2011-01-01"}, "two-validities"),
        ({"recorded_from": "yesterday"}, "bad-date"),
        (
            {"recorded_from": "2020-01-01T00:00:00Z", "recorded_to": "2020-01-01T00:00:00Z"},
            "withdrawn-early",
        ),
        ({"polarity": "denied"}, "unknown-polarity"),
        ({"rank": "best"}, "unknown-rank"),
    ],
)
def test_a_broken_rule_is_named_with_its_line(change, code):
    """What is wrong with a row is said with the number of its line; its neighbours are accepted."""
    assert _codes(_lines(GOOD, GOOD | change, GOOD)) == [(2, f"bulk.{code}")]


def test_all_problems_of_a_row_are_reported():
    """A row with two faults has two problems."""
    found = _codes(_lines(GOOD | {"locator": "", "rank": "best"}))
    assert found == [(1, "bulk.missing"), (1, "bulk.unknown-rank")]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b'{"subject": "ca/body/ifas"', "not-json"),
        (b"[1]", "not-json"),
        (b'{"subject": "ca/b\xff"}', "not-json"),
        (json.dumps(GOOD | {"vaule": "x"}).encode(), "unknown-field"),
        (json.dumps(GOOD | {"vaule": 1}).encode(), "unknown-field"),
        (json.dumps(GOOD | {"value": 12}).encode(), "not-text"),
        (json.dumps(GOOD | {"value": ["a"]}).encode(), "not-text"),
        (json.dumps(GOOD | {"value": {"a": "b"}}).encode(), "not-text"),
        (json.dumps(GOOD | {"value": True}).encode(), "not-text"),
        (json.dumps(GOOD)[:-1].encode() + b', "value": "again"}', "twice"),
        (json.dumps(GOOD).encode() + b" rest", "not-json"),
        (json.dumps(GOOD).encode() * 2, "not-json"),
    ],
)
@pytest.mark.parametrize("compact", [True, False])
def test_what_a_fast_reader_would_lose_is_reported(line, code, compact):
    """Unknown, repeated and non-text fields and broken lines are problems; blank lines are not."""
    good = json.dumps(GOOD, separators=(",", ":") if compact else None).encode()
    if compact:
        line = line.replace(b'": ', b'":')
    assert _codes(good + b"\n\n" + line + b"\n" + good) == [(3, f"bulk.{code}")]


def test_a_lost_field_and_a_number_do_not_cancel_out():
    """Two faults that change the count of quotation marks in opposite ways are both found."""
    row = GOOD | {"value": 12, "remark": 5}
    assert {code for _, code in _codes(_lines(row))} == {"bulk.not-text", "bulk.unknown-field"}


def test_texts_with_quotes_colons_and_other_scripts_are_kept():
    """Escapes, a leading colon or bracket and Cyrillic letters arrive as they were written."""
    values = ['say "so"', ":null", ": n", "[sic]", "Ташкент", "back\\slash", "line\nbreak"]
    for ascii_only in (True, False):
        content = "\n".join(
            json.dumps(GOOD | {"value": value, "valid": None}, ensure_ascii=ascii_only)
            for value in values
        )
        checked = check_json_lines(content.encode())
        assert checked.problems == ()
        assert checked.accepted["value"].to_list() == values


def test_an_empty_file_has_no_statements():
    """Nothing given, nothing accepted, no problem."""
    for content in (b"", b"\n", b"  \n\n"):
        checked = check_json_lines(content)
        assert (checked.given, len(checked.accepted), checked.problems) == (0, 0, ())


def test_a_table_with_other_columns_is_refused():
    """A column that no statement has, or a missing one, is a problem of the whole table."""
    table = pl.DataFrame([GOOD]).drop("locator").with_columns(vaule=pl.lit("x"))
    with pytest.raises(InvalidInput) as error:
        check_frame(table, path="x.parquet")
    assert [problem.code for problem in error.value.problems] == [
        "bulk.unknown-column",
        "bulk.missing-column",
    ]


def test_what_columns_give_back_is_accepted(tmp_path):
    """A snapshot keeps the rules: what was written can be checked and read again."""
    given = check_json_lines(
        _lines(GOOD, GOOD | {"valid": "2011/.."}, GOOD | {"valid_to": "2012-01-01"})
    )
    Columns.from_frame(given.accepted).to_parquet(tmp_path / "snapshot.parquet")
    again = check_frame(pl.read_parquet(tmp_path / "snapshot.parquet"))
    assert again.problems == ()
    assert sorted(again.accepted["valid"].fill_null("").to_list()) == ["", "", "2011/.."]

"""Frames for notebooks: documented columns, and every row with its statements."""

from datetime import UTC, date, datetime

import polars as pl
import pytest

from biruni.model.statement import Record, Statement, statement_id
from biruni.view import frames
from biruni.view.moment import moment
from biruni.view.view import View

TREATY, ACT = "x/instrument/pact", "x/instrument/pact/AAA"
MEETING, GUEST = "x/meeting/summit", "x/meeting/summit/AAA"
ALL = ("statements", "memberships", "meetings", "participations", "actions")


def _said(subject, name, value, datatype="text", **more):
    statement = Statement(
        subject=subject,
        property=name,
        value=value,
        datatype=datatype,
        source="x/source/paper",
        locator="p. 1",
        **more,
    )
    return Record(statement_id(statement), statement, "2020-01-01T00:00:00Z", "test")


@pytest.fixture
def view():
    """A group, a treaty that was signed, and a summit, as of the end of 2012."""
    return View(
        [
            _said("x/group/pair", "kind", "group"),
            _said("x/group/pair", "member", "state/AAA", "entity", valid="2010-05/.."),
            _said(
                "x/group/pair", "member", "state/BBB", "entity", qualifiers=(("role", "observer"),)
            ),
            _said(TREATY, "kind", "instrument"),
            _said(ACT, "kind", "treaty_action"),
            _said(ACT, "instrument", TREATY, "entity"),
            _said(ACT, "party", "state/AAA", "entity"),
            _said(ACT, "action", "signature", "term"),
            _said(ACT, "done", "2011-03", "date"),
            _said(MEETING, "kind", "meeting"),
            _said(MEETING, "start", "2012-07-21", "date"),
            _said(GUEST, "kind", "participation"),
            _said(GUEST, "meeting", MEETING, "entity"),
            _said(GUEST, "party", "state/AAA", "entity"),
            _said(GUEST, "level", "head_of_state", "term"),
        ],
        moment("2012-12-31"),
    )


@pytest.mark.parametrize("name", ALL)
def test_every_frame_has_its_documented_columns(name, view):
    """Names and types are the documented ones, also when there is nothing to show."""
    documented = dict(getattr(frames, name.upper()))
    assert dict(getattr(frames, name)(view).schema) == documented
    assert dict(getattr(frames, name)(View([], view.moment)).schema) == documented


@pytest.mark.parametrize("name", ALL[1:])
def test_every_row_names_its_statements(name, view):
    """The statements of a row are ids of visible statements."""
    for ids in getattr(frames, name)(view)["statements"]:
        assert len(ids) > 0
        assert set(ids) <= set(view.recorded)


def test_statements_keep_their_text_and_bounds(view):
    """A validity is there as text and as possible days; an open end has no last day."""
    shown = frames.statements(view)
    assert len(shown) == len(view.recorded)
    row = shown.row(by_predicate=pl.col("valid") == "2010-05/..", named=True)
    assert (row["valid_earliest"], row["valid_latest"]) == (date(2010, 5, 1), None)
    assert row["recorded_at"] == datetime(2020, 1, 1, tzinfo=UTC)
    observer = shown.row(by_predicate=pl.col("value") == "state/BBB", named=True)
    assert observer["qualifiers"] == [{"name": "role", "value": "observer"}]


def test_memberships_say_what_is_unknown(view):
    """A member without a date is unknown, not absent."""
    rows = frames.memberships(view).select("party", "role", "answer", "since").rows()
    assert rows == [
        ("state/AAA", "member", "yes", "2010-05"),
        ("state/BBB", "observer", "unknown", ""),
    ]


def test_meetings_and_their_guests(view):
    """A meeting has its level, and a row for each guest elsewhere."""
    meeting = frames.meetings(view).row(0, named=True)
    assert (meeting["id"], meeting["level"], meeting["participants"]) == (
        MEETING,
        "head_of_state",
        1,
    )
    guests = frames.participations(view).select("meeting", "party", "start_latest").rows()
    assert guests == [(MEETING, "state/AAA", date(2012, 7, 21))]


def test_acts_carry_their_possible_days(view):
    """An act known to the month has the days of the month."""
    act = frames.actions(view).row(0, named=True)
    assert (act["instrument"], act["party"], act["action"]) == (TREATY, "state/AAA", "signature")
    assert (act["date_earliest"], act["date_latest"]) == (date(2011, 3, 1), date(2011, 3, 31))
    assert not act["refused"]

"""Speeches of the General Debate, and scores that sources estimate."""

from __future__ import annotations

import datetime as dt
from hashlib import sha256

import pytest

from biruni.model.problems import InvalidInput


def test_the_speeches_of_a_session_are_recorded_together(home):
    """A mark at the beginning goes; the day is not known, and the year is not made one."""
    added = home.put(
        "ungdc",
        {
            "KAZ_47_1992.txt": "\ufeffOur rivers\nmeet.",
            "CSK_47_1992.txt": "We part.",
            "KAZ_48_1993.txt": "Again.",
        },
    )
    assert [(each.table.name, each.read) for each in added] == [
        ("speeches.47", 2),
        ("speeches.48", 1),
    ]
    rows = home.observed("speeches", "state", "session", "date", "date_until", "words", "text")
    assert rows[1] == (
        *("state/KAZ", 47, dt.date(1992, 1, 1), dt.date(1992, 12, 31), 3, "Our rivers\nmeet."),
    )
    assert rows[0][0] == "state/CSK"
    digests = {row[0] for row in home.observed("speeches", "sha256")}
    assert sha256("\ufeffOur rivers\nmeet.".encode()).hexdigest() in digests


def test_speeches_given_again_are_passed_over(home):
    """The part is known by the content of all its files."""
    files = {"KAZ_47_1992.txt": "One.", "KGZ_47_1992.txt": "Two."}
    home.put("ungdc", files)
    assert [each.same_file for each in home.put("ungdc", files)] == [True]
    assert [each.same_file for each in home.put("ungdc", {"KGZ_47_1992.txt": "Three."})] == [False]


@pytest.mark.parametrize("content", [b"", "Élan".encode("latin-1"), b"a\0b"])
def test_a_speech_that_is_no_text_refuses_its_session(home, content):
    """Empty, in another encoding, or no text; nothing of the session is recorded."""
    with pytest.raises(InvalidInput):
        home.put("ungdc", {"KAZ_47_1992.txt": "One.", "KGZ_47_1992.txt": content})
    assert not home.imports.observations.recordings()


def test_who_is_no_state_speaks_all_the_same(home):
    """The European Union has a speech, and no state."""
    (added,) = home.put("ungdc", {"EU_70_2015.txt": "Good day."})
    assert dict(added.reasons) == {"unknown-state": 1}
    assert home.observed("speeches", "state", "state_printed") == [(None, "EU")]


POINTS = "Row,ccode,session,NVotes,IdealPoint,QO%,Q5%,Q10%,Q50%,Q90%,Q95%,Q100%,iso3c,Countryname\n"


def test_ideal_points_are_of_states_in_the_correlates_of_war(home):
    """365 is the Soviet Union while it lasts; names are in latin-1."""
    rows = (
        '1,365,40,42,-1.5,0,-1.9,0,0,0,-1.1,0,RUS,"Russia"\n'
        '2,437,60,42,0.5,0,0.25,0,0,0,0.75,0,CIV,"Côte d\'Ivoire"\n'
        '3,999,60,42,NA,0,0,0,0,0,0,0,,"Erewhon"\n'
        "4,2,x,42,1,0,0,0,0,0,0,0,USA,United States\n"
    )
    name = "IdealpointestimatesAll_Apr2020.csv"
    (added,) = home.put("unga_ideal_points", {name: (POINTS + rows).encode("latin-1")})
    columns = ("state", "state_printed", "session", "date", "score", "low", "high", "observed")
    assert home.observed("scores", *columns) == [
        ("state/SUN", "Russia", 40, dt.date(1985, 1, 1), -1.5, -1.9, -1.1, 42),
        ("state/CIV", "Côte d'Ivoire", 60, dt.date(2005, 1, 1), 0.5, 0.25, 0.75, 42),
        (None, "Erewhon", 60, dt.date(2005, 1, 1), None, 0.0, 0.0, 42),
    ]
    assert dict(added.reasons) == {"unknown-state": 1, "no-date": 1}


def test_ideal_points_from_treaties_are_of_stretches_of_years(home):
    """The domain is the name of the file."""
    rows = "country_iso3,period,ideal_point\nNAM,1990-1994,-0.5\nKZK,1990-1994,1\nKAZ,199x,1\n"
    (added,) = home.put("treaty_ideal_points", {"arms_control_ideal_points.csv": rows})
    assert home.observed("scores", "state", "date", "date_until", "score", "measure") == [
        (
            *("state/NAM", dt.date(1990, 1, 1), dt.date(1994, 12, 31), -0.5),
            "Ideal point from treaties: arms control",
        ),
        (
            *(None, dt.date(1990, 1, 1), dt.date(1994, 12, 31), 1.0),
            "Ideal point from treaties: arms control",
        ),
    ]
    assert dict(added.reasons) == {"unknown-state": 1, "no-date": 1}

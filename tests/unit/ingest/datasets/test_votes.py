"""Roll calls of the General Assembly in four layouts, made up for the tests."""

from __future__ import annotations

import datetime as dt

import pytest

from biruni.model.problems import InvalidInput

CALLS = """rcid,session,importantvote,date,unres,amend,para,short,descr
1,17.0,0,1962-12-14,R/17/1829,0,1,ferries,
2,73.0,1,2018-12-05,R/73/5,0,0,"ferries, again",
3,74.0,NA,2019-12-12,A/RES/74/38,0,0,,
"""
ISSUES = "rcid,short_name,issue\n2,fe,Ferries\n2,ri,Rivers\n"
VOTES = "rcid,country,country_code,vote\n"


def unvotes(votes):
    """Return the three files of the package."""
    return {
        "un_votes.csv": VOTES + votes,
        "un_roll_calls.csv": CALLS,
        "un_roll_call_issues.csv": ISSUES,
    }


def test_a_vote_has_its_roll_call_with_issues_and_symbol(home):
    """Old symbols are brought into their present form and kept as printed."""
    home.put("unvotes", unvotes("2.0,Kazakhstan,KZ,abstain\n"))
    (row,) = home.observed(
        "votes",
        *("row", "date", "session", "roll_call", "resolution", "resolution_printed", "important"),
        *("paragraph", "issues", "state", "choice", "date_until"),
    )
    assert row == (
        *(1, dt.date(2018, 12, 5), 73, "2", "A/RES/73/5", "R/73/5", True, False),
        *(["Ferries", "Rivers"], "state/KAZ", "abstain", None),
    )


def test_namibia_is_read_by_its_code(home):
    """NA is a code, and never a missing one."""
    home.put("unvotes", unvotes("3,Namibia,NA,yes\n"))
    assert home.observed("votes", "state", "important") == [("state/NAM", None)]


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("Yemen Arab Republic", "past/state/yemen-arab-republic"),
        ("Zanzibar", "past/state/zanzibar"),
        ("Federal Republic of Germany", "state/DEU"),
    ],
)
def test_a_past_state_without_a_code_is_read_by_its_name_on_that_day(home, name, state):
    """Yemen (Arab Republic), Zanzibar and Federal Germany have no code in the table."""
    files = unvotes(f"1,{name},,yes\n")
    day = "1963-12-14" if name == "Zanzibar" else "1975-12-14"
    home.put("unvotes", files | {"un_roll_calls.csv": CALLS.replace("1962-12-14", day)})
    assert home.observed("votes", "state", "state_printed") == [(state, name)]


def test_what_cannot_be_used_is_listed_with_its_row_and_reason(home):
    """Rows without a roll call or with another choice go; of an unknown state the rest is kept."""
    (added,) = home.put(
        "unvotes", unvotes("9,Kazakhstan,KZ,yes\n2,Kazakhstan,KZ,8\n2,Erewhon,,no\n2,Mali,ML,no\n")
    )
    assert dict(added.reasons) == {"no-roll-call": 1, "unknown-choice": 1, "unknown-state": 1}
    assert (added.read, added.recorded, added.whole_unusable) == (4, 2, 2)
    assert home.observed("votes", "row", "state") == [(3, None), (4, "state/MLI")]
    listed = added.unusable_list.read_text("utf-8").splitlines()
    assert sorted(line.split(",")[0] for line in listed[1:]) == ["1", "2", "3"]
    assert "1,2,no-roll-call,rcid 9 is no roll call beside it,yes" in listed


def test_a_roll_call_without_a_day_refuses_the_table(home):
    """And nothing of it is recorded."""
    files = unvotes("2,Mali,ML,no\n") | {"un_roll_calls.csv": CALLS.replace("2018-12-05", "NA")}
    with pytest.raises(InvalidInput):
        home.put("unvotes", files)
    assert not home.imports.observations.recordings()


def test_a_roll_call_that_stands_twice_refuses_the_table(home):
    """Every vote in it would be counted twice."""
    twice = CALLS + CALLS.splitlines(keepends=True)[-1]
    with pytest.raises(InvalidInput, match="stands twice"):
        home.put("unvotes", unvotes("2,Mali,ML,no\n") | {"un_roll_calls.csv": twice})
    assert not home.imports.observations.recordings()


LIBRARY = (
    "undl_id,ms_code,ms_name,ms_vote,date,session,resolution,draft,committee_report,meeting,title,"
    "agenda_title,subjects,vote_note,total_yes,total_no,total_abstentions,total_non_voting,"
    "total_ms,undl_link\n"
)
REST = ',,,,"On ferries,\nand rivers",,"A ""B""",,3,1,1,1,6,https://example.org/1\n'


def test_the_library_says_who_did_not_vote(home):
    """X is a choice that the source prints; a title may run over lines."""
    rows = [
        ("4000001,KAZ,KAZAKHSTAN,Y,2022-12-07,77,A/RES/77/53"),
        ("4000001,TKM,TURKMENISTAN,X,2022-12-07,77,A/RES/77/53"),
        ("4000002,NAM,NAMIBIA,A,2023-02-23,ES-11,A/RES/ES-11/6"),
    ]
    home.put("undl", {"2025_ga_resolutions_voting.csv": LIBRARY + "".join(r + REST for r in rows)})
    assert home.observed("votes", "state", "choice", "session", "roll_call", "resolution") == [
        ("state/KAZ", "yes", 77, "4000001", "A/RES/77/53"),
        ("state/TKM", "not_voting", 77, "4000001", "A/RES/77/53"),
        ("state/NAM", "abstain", None, "4000002", "A/RES/ES-11/6"),
    ]


def test_older_files_of_the_library_lack_remarks_and_write_nv(home):
    """A column that only newer files have may be absent."""
    header = LIBRARY.replace("vote_note,", "")
    row = "1,KGZ,KYRGYZSTAN,NV,1999-12-01,54,A/RES/54/1,,,,,,,3,1,1,1,6,https://example.org/1\n"
    home.put("undl", {"ga_resolutions_voting.csv": header + row})
    assert home.observed("votes", "choice", "choice_printed") == [("not_voting", "NV")]


def test_days_and_choices_that_cannot_be_read_are_listed(home):
    """A day in the form of another country is not read as if it were one of ours."""
    rows = ["1,KAZ,KAZAKHSTAN,Y,07.12.2022,77,A/RES/77/53", "1,KAZ,KAZAKHSTAN,?,2022-12-07,77,"]
    (added,) = home.put("undl", {"undl.csv": LIBRARY + "".join(row + REST for row in rows)})
    assert dict(added.reasons) == {"no-date": 1, "unknown-choice": 1}
    assert added.recorded == 0


def marcxml(*records, before=""):
    """Return a collection of records as the Library exports it."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}\n'
        '<collection xmlns="http://www.loc.gov/MARC21/slim">\n'
        + "\n".join(records)
        + "\n</collection>\n"
    )


def record(number, symbol, day, *votes):
    """Return one record; a vote is code, choice (or nothing) and name."""
    cast = "".join(
        f'<datafield tag="967" ind1=" " ind2=" "><subfield code="a">1</subfield>'
        f'<subfield code="c">{code}</subfield>'
        + (f'<subfield code="d">{choice}</subfield>' if choice else "")
        + f'<subfield code="e">{name}</subfield></datafield>'
        for code, choice, name in votes
    )
    return (
        f'<record><controlfield tag="001">{number}</controlfield>'
        f'<datafield tag="269" ind1=" " ind2=" "><subfield code="a">{day}</subfield></datafield>'
        f'<datafield tag="791" ind1=" " ind2=" "><subfield code="a">{symbol}</subfield>'
        f"</datafield>{cast}</record>"
    )


def test_a_member_without_a_choice_in_a_record_did_not_vote(home):
    """The record says so by listing it."""
    votes = (
        ("KAZ", "Y", "KAZAKHSTAN"),
        ("CIV", "A", "CÔTE D&apos;IVOIRE"),
        ("UZB", "", "UZBEKISTAN"),
    )
    home.put("undl_marcxml", {"a.xml": marcxml(record(7, "A/RES/70/1", "2015-09-25", *votes))})
    assert home.observed("votes", "row", "date", "state", "choice", "roll_call") == [
        (1, dt.date(2015, 9, 25), "state/KAZ", "yes", "7"),
        (1, dt.date(2015, 9, 25), "state/CIV", "abstain", "7"),
        (1, dt.date(2015, 9, 25), "state/UZB", "not_voting", "7"),
    ]


def test_records_that_are_no_roll_call_of_the_assembly_are_listed(home):
    """Adopted without a vote, of another body, without a full day."""
    one = ("KAZ", "Y", "KAZAKHSTAN")
    (added,) = home.put(
        "undl_marcxml",
        {
            "a.xml": marcxml(
                record(1, "A/RES/70/1", "2015-09-25"),
                record(2, "S/RES/2200(2015)", "2015-02-12", one),
                record(3, "A/RES/70/2", "2015", one),
                record(
                    4, "A/RES/70/3", "2015-09-26", one, ("XYZ", "Y", "EREWHON"), ("KAZ", "?", "")
                ),
            )
        },
    )
    assert dict(added.reasons) == {
        "no-vote": 1,
        "other-body": 1,
        "no-date": 1,
        "unknown-state": 1,
        "unknown-choice": 1,
    }
    assert (added.read, added.recorded) == (4, 2)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (marcxml(before='<!DOCTYPE c [<!ENTITY a "ha">]>'), "data.declarations"),
        (marcxml(before='<!DOCTYPE c SYSTEM "file:///etc/passwd">'), "data.declarations"),
        (marcxml(record(1, "A/RES/70/1", "2015-09-25"))[:-40], "data.layout"),
    ],
)
def test_xml_that_declares_anything_or_ends_early_is_refused(home, content, code):
    """No entity is ever read, inner or outer, and nothing is recorded."""
    with pytest.raises(InvalidInput) as caught:
        home.put("undl_marcxml", {"a.xml": content})
    assert caught.value.problems[0].code == code
    assert not home.imports.observations.recordings()


def test_any_other_xml_in_a_folder_is_passed_over(home):
    """Only records of the Library are its table."""
    with pytest.raises(InvalidInput, match="no file of a known data set"):
        home.put("undl_marcxml", {"a.xml": "<ferries/>"})


WIDE = ",AFGHANISTAN,KAZAKHSTAN,UZBEKISTAN,ZIMBABWE,y CHAD\n"


def test_votes_of_which_only_the_year_is_known_are_dated_with_the_year(home):
    """No day is invented: the vote lies between the first and the last of the year."""
    (added,) = home.put(
        "unga_coincidence", {"2021_RAW_COIN.csv": WIDE + "A/RES/76/1,Y,N,X,,A\nCountry,,,,,\n"}
    )
    year = (dt.date(2021, 1, 1), dt.date(2021, 12, 31))
    assert home.observed("votes", "date", "date_until", "state", "choice", "resolution") == [
        (*year, "state/AFG", "yes", "A/RES/76/1"),
        (*year, "state/KAZ", "no", "A/RES/76/1"),
        (*year, "state/UZB", "not_voting", "A/RES/76/1"),
        (*year, None, "abstain", "A/RES/76/1"),
    ]
    assert dict(added.reasons) == {"unknown-state": 1, "no-choice": 1, "no-vote": 1}


def test_a_year_without_symbols_numbers_its_roll_calls(home):
    """Columns shift by one, for the first has no name."""
    home.put("unga_coincidence", {"1992_RAW_COIN.csv": WIDE[1:] + "Y,N,X,A,A\n"})
    assert home.observed("votes", "roll_call", "resolution", "state")[0] == (
        *("1992/1", None, "state/AFG"),
    )

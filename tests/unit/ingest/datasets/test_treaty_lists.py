"""Lists of treaties, alliances and scores: oddities of encoding, separators and dates."""

import polars as pl
import pyreadstat
import pytest

from biruni.ingest.dates import as_edtf
from biruni.observatory.imports import Imports


def test_semicolons_latin_letters_and_numeric_codes(home):
    """DESTA: states under numeric codes; a negotiation is no treaty; 900 is no state."""
    text = (
        '"number";"name";"entry_type";"year";"entryforceyear";"c1";"c2";"c3"\n'
        '"1";"Kazakhstan Côte d\'Ivoire";"base_treaty";1999;NA;398;384;NA\n'
        '"2";"Talks";"negotiation";2001;NA;398;860;NA\n'
        '"3";"Odd";"base_treaty";2001;2002;860;900;NA\n'
    )
    added = home.add("desta", DESTA=text.encode("latin-1"))
    assert [(row[0], row[3]) for row in home.told("party")] == [
        ("1", "state/KAZ"),
        ("1", "state/CIV"),
        ("3", "state/UZB"),
    ]
    assert dict(added.reasons) == {"no-treaty": 1, "unknown-state": 1}


def test_a_mark_two_encodings_and_two_kinds_of_dates_in_one_file(home):
    """TFDD: a byte order mark, lines in UTF-8 and in latin-1; slashes may put the month first."""
    head = "2016Update ID,DocumentName,CCODE,DateSigned,LocationSigned\n"
    rows = [
        "7,Ferry on the Syr Darya – text,KAZ,02.05.1998,N.A.\n".encode(),
        "7,Ferry on the Syr Darya – text,UZB,02.05.1998,N.A.\n".encode(),
        "8,Protocole sur la rivière,UZB,3/4/1999,\n".encode("latin-1"),
    ]
    added = home.add("tfdd", TFDD=b"\xef\xbb\xbf" + head.encode() + b"".join(rows))
    titles = {row[3] for row in home.told("title")}
    assert titles >= {"Ferry on the Syr Darya – text", "Protocole sur la rivière"}
    assert [row[:4] for row in home.told("signed")] == [("7", "signed", "", "1998-05-02")]
    assert added.reasons["no-date"] == 1


def test_a_pair_of_allies_is_told_once_with_its_years(home):
    """ATOP: both orders stand in the table; a gap ends an obligation."""
    head = "ccode1,ccode2,year,atop_defense,atop_offense,atop_neutral,atop_nonagg,atop_consul\n"
    rows = "".join(
        f"{pair},{year}.0,{defence},0.0,0.0,1.0,0.0\n"
        for year, defence in ((1993, "1.0"), (1994, "1.0"), (1996, "0.0"), (2018, "1.0"))
        for pair in ("702.0,705.0", "705.0,702.0")
    )
    home.add("atop", atop_alliance=head + rows)
    told = home.told("allied_with")
    assert {(row[0], row[3]) for row in told} == {("TJK", "state/KAZ")}
    assert sorted(row[4] for row in told) == [
        "1993/1994",
        "1993/1994",
        "1996/1996",
        "2018/2018-12-31",
        "2018/2018-12-31",
    ]


ALLIES = "ccode1,ccode2,year,atop_defense,atop_offense,atop_neutral,atop_nonagg,atop_consul\n"


def test_what_binds_only_the_second_of_a_pair_is_told_of_that_one(home):
    """ATOP: a promise of defence may go one way; the row that says so is not passed over."""
    rows = (
        "365,705,1995,0,0,0,1,0\n"
        "705,365,1995,1,0,0,1,0\n"  # only Kazakhstan is bound to defend
        "365,705,1996,1,0,0,0,0\n"
        "705,365,1996,1,0,0,0,0\n"
    )
    home.add("atop", atop_alliance=ALLIES + rows)
    told = {
        (each.subject, each.qualifier("obligation"), each.valid, bool(each.note))
        for record in home.imports.registry().ledger.records()
        for each in (record.statement,)
        if each.property == "allied_with"
    }
    assert told == {
        ("state/RUS", "nonaggression", "1995/1995", False),
        ("state/KAZ", "defence", "1995/1995", True),
        ("state/RUS", "defence", "1996/1996", False),
    }


def test_digits_of_other_scripts_are_no_numbers(home):
    """A superscript two is a digit to Python and no number."""
    added = home.add("atop", atop_alliance=f"{ALLIES}²,705,1995,1,0,0,0,0\n")
    assert dict(added.reasons) == {"no-number": 1}


def test_an_agreement_without_number_or_name_is_listed(home):
    """DESTA: two of them would be one treaty called unnamed."""
    rows = ",No number,base treaty,1990,NA,398\n7,,base treaty,1990,NA,398\n"
    added = home.add("desta", DESTA=f"number,name,entry_type,year,entryforceyear,c1\n{rows}")
    assert dict(added.reasons) == {"no-code": 2}
    assert not home.told("party")


@pytest.mark.parametrize(
    ("printed", "style", "edtf"),
    [
        ("02.05.1998", "dotted", "1998-05-02"),
        ("02/05/1998", "dotted", ""),
        ("31.02.1998", "dotted", ""),
        ("14 Jul 1998", "day month year", "1998-07-14"),
        ("14 July 1998", "day month year", "1998-07-14"),
        ("14 Juli 1998", "day month year", ""),
        ("1998-07-14T00:00:00Z", "edtf", "1998-07-14"),
        ("1981-09..1981-10", "edtf", "[1981-09..1981-10]"),
        ("1890-12-20?", "edtf", "1890-12-20?"),
        ("2020-99-99", "edtf", ""),
        ("19980714", "compact", "1998-07-14"),
        ("1998.0", "year", "1998"),
        ("нет данных", "edtf", ""),
    ],
)
def test_a_style_of_dates_reads_only_its_own(printed, style, edtf):
    """What is written in another style is told, never turned about until it fits."""
    assert as_edtf(printed, style) == edtf


def test_scores_of_an_organisation_become_intervals(tmp_path):
    """MIA: a file of Stata, a row a year."""
    frame = pl.DataFrame(
        {
            "ioname": ["FERRY"] * 3,
            "acronym": ["FO"] * 3,
            "ionumber": [9000] * 3,
            "year": [2001, 2002, 2003],
            "delegation": [0.25, 0.25, 0.5],
            "pooling": [0.0, None, 0.1],
            "DS_sum_st": [None, None, None],
        },
        schema_overrides={"DS_sum_st": pl.Float64},
    )
    path = tmp_path / "DP_May 2021.dta"
    pyreadstat.write_dta(frame, str(path))
    with Imports(tmp_path / "home") as imports:
        (chosen,) = imports.choose("mia", [path])
        imports.add(chosen, now="2026-01-01T00:00:00Z", by="test")
        told = [
            (statement.subject, statement.value, statement.valid)
            for record in imports.registry().ledger.records()
            for statement in (record.statement,)
            if statement.property == "amount"
        ]
    assert told == [
        ("mia/indicator/ferry.delegation", "0.25", "2001/2002"),
        ("mia/indicator/ferry.delegation", "0.5", "2003/2003"),
        ("mia/indicator/ferry.pooling", "0", "2001/2001"),
        ("mia/indicator/ferry.pooling", "0.1", "2003/2003"),
    ]


def test_a_member_of_a_nameless_organisation_or_of_no_year_is_listed(home):
    """Informal organisations: rows without a code are no members of one organisation."""
    head = "stateID,StateName,igoID,Title,Begin,End,Year\n"
    rows = "KAZ,Kazakhstan,,Forum,1990,,2000\nKAZ,Kazakhstan,G5,Five,1990,,n.d.\n"
    (added,) = home.put("manyios", {"memberships_IIGO.csv": head + rows})
    assert dict(added.reasons) == {"no-code": 1, "no-date": 1}
    assert not home.told("member")

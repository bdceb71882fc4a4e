"""Events in the layouts of ICEWS, GDELT and POLECAT, made up for the tests."""

from __future__ import annotations

import datetime as dt

import pytest

from biruni.ingest.description import dataset
from biruni.ingest.plover import Coded, Plover, entries
from biruni.model.problems import InvalidInput
from biruni.model.state_codes import codes

ICEWS = (
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\t"
    "Intensity\tTarget Name\tTarget Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\t"
    "City\tDistrict\tProvince\tCountry\tLatitude\tLongitude\n"
)


def icews(day="2018-06-01", source="Kazakhstan", target="Kyrgyzstan", score="5.0", sectors="NA"):
    """Return one event in the layout of the publisher."""
    return (
        f'1\t{day}\tFerry ("Ili")\t{sectors}\t{source}\tConsult\t042\t{score}\tCitizen\tNA\t'
        f"{target}\t7\t1\tFerry News\tNA\tNA\tChuy\tKyrgyzstan\t42.5\t74.5\n"
    )


def test_na_in_icews_is_what_is_missing_and_no_namibia(home):
    """Names of places and sectors are left out; quotation marks are letters like others."""
    home.put("icews", {"events.2018.tab": ICEWS + icews() + icews(target="NA")})
    columns = (
        "date",
        "actor1",
        "actor1_printed",
        "actor1_sectors",
        "actor2",
        "place",
        "place_state",
    )
    first, second = home.observed("events", *columns, "code", "type", "goldstein")
    assert first == (
        *(dt.date(2018, 6, 1), "state/KAZ", 'Ferry ("Ili")', None, "state/KGZ"),
        *("Chuy, Kyrgyzstan", "state/KGZ", "042", "CONSULT", 5.0),
    )
    assert second[4] is None


def test_countries_of_icews_are_english_names(home):
    """Congo is what the source means by it; a name that is none is listed."""
    rows = [icews(source="Congo"), icews(source="Russian Federation"), icews(source="Erewhon")]
    (added,) = home.put("icews", {"events.2018.tab": ICEWS + "".join(rows)})
    assert [row[0] for row in home.observed("events", "actor1")] == ["state/COG", "state/RUS", None]
    assert dict(added.reasons) == {"unknown-state": 1}


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"day": "01.06.2018"}, "no-date"),
        ({"day": "2018-06-31"}, "no-date"),
        ({"score": "нет данных"}, "no-number"),
        ({"score": "11"}, "no-number"),
        ({"score": "nan"}, "no-number"),
    ],
)
def test_cells_that_cannot_be_read_are_listed(home, given, reason):
    """Days of another form, words for no data, scores out of range."""
    (added,) = home.put("icews", {"events.2018.tab": ICEWS + icews(**given)})
    assert dict(added.reasons) == {reason: 1}
    assert added.recorded == (0 if reason == "no-date" else 1)


def test_icews_as_saved_by_others_is_a_source_of_its_own(home):
    """Small names, commas, empty cells; and counts of both are never added up."""
    header = ICEWS.replace("CAMEO", "Cameo").lower().replace("\t", ",").replace(" ", "_")
    header = header.replace("\n", ",year,yearmonth\n")
    row = '1,2018-06-01,Ferry,"A,B",Uzbekistan,Consult,042,5.0,Citizen,,Tajikistan,7,1,N,,,,,,\n'
    home.put("icews_csv", {"icews_sample.csv": header + row.replace(",,,\n", ",,,,2018,201806\n")})
    assert home.observed("events", "source", "actor1", "actor1_sectors", "place") == [
        ("icews_csv", "state/UZB", "A,B", None)
    ]


def gdelt(version, **cells):
    """Return one event without header: 57 or 58 cells in version 1, 61 in version 2."""
    table = dataset("gdelt1" if version == 1 else "gdelt").tables["events"]
    given = {"GLOBALEVENTID": "9", "SQLDATE": "20160727", "EventCode": "042"} | cells
    names = [*table.columns, *(table.optional if "SOURCEURL" in given else ())]
    return "\t".join(given.get(name, "") for name in names) + "\n"


def test_actors_of_gdelt_are_cameo_and_places_are_fips(home):
    """TX is Turkmenistan and no Texas, AJ Azerbaijan; ROM is Romania; CAS is a region, no fault."""
    rows = [
        gdelt(2, Actor1CountryCode="ROM", Actor2CountryCode="TKM", ActionGeo_CountryCode="TX"),
        gdelt(2, Actor1CountryCode="CAS", Actor2CountryCode="MTN", ActionGeo_CountryCode="AJ"),
        gdelt(2, Actor1CountryCode="AJ", Actor2CountryCode="NAM", ActionGeo_CountryCode="MG"),
    ]
    (added,) = home.put("gdelt", {"20160728000000.export.CSV": "".join(rows)})
    assert home.observed("events", "actor1", "actor2", "place_state") == [
        ("state/ROU", "state/TKM", "state/TKM"),
        (None, "state/MNE", "state/AZE"),
        (None, "state/NAM", "state/MNG"),
    ]
    assert dict(added.reasons) == {"unknown-state": 1}
    assert codes("fips").state("MG") != codes("iso2").state("MG")


def test_an_event_of_gdelt_has_numbers_place_and_sectors_as_printed(home):
    """The time at which it was taken up has fourteen digits in version 2."""
    cells = {
        "Actor1Type1Code": "GOV",
        "Actor1Type3Code": "MIL",
        "GoldsteinScale": "-2.5",
        "NumMentions": "12",
        "ActionGeo_FullName": 'Osh, "Osh", Kyrgyzstan',
        "ActionGeo_Lat": "40.5",
        "ActionGeo_Long": "272.8",
        "DATEADDED": "20160728003000",
        "SOURCEURL": "https://example.org/a",
    }
    (added,) = home.put("gdelt", {"20160728003000.export.CSV": gdelt(2, **cells)})
    columns = ("added", "actor1_sectors", "goldstein", "mentions", "sources", "place", "latitude")
    assert home.observed("events", *columns, "longitude", "document") == [
        (
            *(dt.date(2016, 7, 28), "GOV;MIL", -2.5, 12, None, 'Osh, "Osh", Kyrgyzstan', 40.5),
            *(None, "https://example.org/a"),
        )
    ]
    assert dict(added.reasons) == {"no-number": 1}


def test_version_1_has_addresses_since_2013_only(home):
    """Rows of 57 and of 58 cells stand in one file; the event is taken up on a day."""
    rows = gdelt(1, DATEADDED="20130203") + gdelt(1, SOURCEURL="https://example.org/b")
    home.put("gdelt1", {"20160728.export.CSV": rows})
    assert home.observed("events", "added", "document", "type") == [
        (dt.date(2013, 2, 3), None, "CONSULT"),
        (None, "https://example.org/b", "CONSULT"),
    ]


def test_a_file_of_version_1_is_none_of_version_2(home):
    """The number of cells tells them apart, and a row of another number refuses the file."""
    with pytest.raises(InvalidInput) as caught:
        home.put("gdelt", {"20160728000000.export.CSV": gdelt(2) + gdelt(1)})
    assert caught.value.problems[0].code == "data.ragged-row"
    assert not home.imports.observations.recordings()


def test_what_a_spreadsheet_lost_is_told_and_only_what_is_certain_restored(home):
    """Digits of a time are lost; a leading zero follows from the root; decimal commas are read."""
    table = dataset("gdelt").tables["events-saved"]
    cells = {"GLOBALEVENTID": "9", "SQLDATE": "20190121", "DATEADDED": "2.02E+13"}
    rows = [
        cells | {"EventCode": "51", "EventRootCode": "5", "GoldsteinScale": "3,4"},
        cells | {"EventCode": "10", "EventRootCode": "1", "GoldsteinScale": "-10"},
        cells | {"EventCode": "10", "EventRootCode": "10", "GoldsteinScale": "0"},
        cells | {"EventCode": "abc", "EventRootCode": "1"},
    ]
    content = ";".join(table.columns) + "\r\n"
    content += "".join(";".join(row.get(c, "") for c in table.columns) + "\r\n" for row in rows)
    (added,) = home.put("gdelt", {"20190121220000.export2.CSV": content})
    assert home.observed("events", "code", "type", "goldstein", "added") == [
        ("051", "SUPPORT", 3.4, None),
        ("010", None, -10.0, None),
        ("10", "REQUEST", 0.0, None),
    ]
    assert dict(added.reasons) == {"rounded": 3, "no-code": 1}
    assert any("leading zeros" in remark for remark in added.remarks)


def test_mentions_have_times_and_texts(home):
    """With a header or without; a mention without a time is listed."""
    names = dataset("gdelt").tables["mentions"].columns
    cells = {
        "GLOBALEVENTID": "9",
        "EventTimeDate": "20160701210000",
        "MentionTimeDate": "20170701234500",
        "MentionSourceName": "example.org",
        "MentionIdentifier": "https://example.org/a",
        "SentenceID": "4",
        "Confidence": "100",
        "MentionDocTone": "-0.5",
    }
    rows = [cells, cells | {"MentionTimeDate": "20170701"}]
    tabs = "".join("\t".join(row.get(name, "") for name in names) + "\n" for row in rows)
    commas = ",".join(names).lower() + "\n" + tabs.replace("\t", ",")
    files = {"20170701234500.mentions.CSV": tabs, "mentions_of_a_day.csv": commas}
    for added in home.put("gdelt", files):
        assert dict(added.reasons) == {"no-date": 1}
    expected = (
        *("9", dt.date(2017, 7, 1), "2017-07-01T23:45:00", "2016-07-01T21:00:00"),
        *("example.org", 4, 100, -0.5),
    )
    columns = ("event", "date", "mentioned_at", "recorded_at", "outlet", "sentence", "confidence")
    found = home.observed("mentions", *columns, "tone")
    times = [(*row[:2], *(each.isoformat() for each in row[2:4]), *row[4:]) for row in found]
    assert times == [expected, expected]


def polecat(**cells):
    """Return a file with one event in the layout of POLECAT."""
    table = dataset("polecat").tables["events"]
    names = [*table.columns, "Intensity", "Quad Code"]
    given = {
        "Event ID": "a_1",
        "Event Date": "2023-01-05",
        "Event Type": "CONSULT",
        "Event Mode": "visit",
        "Contexts": "diplomatic; economic",
        "Intensity": "1.5",
        "Actor Name": "Ferry Office",
        "Actor Country": "KAZ",
        "Recipient Name": "None",
        "Recipient Country": "None",
    } | cells
    return "\t".join(names) + "\n" + "\t".join(given.get(name, "None") for name in names) + "\n"


def test_polecat_is_typed_by_its_source(home):
    """None is what is missing; contexts are as printed."""
    home.put("polecat", {"ngecEvents2023.txt": polecat()})
    columns = ("type", "mode", "context", "goldstein", "actor1", "actor2", "actor2_printed", "code")
    assert home.observed("events", *columns) == [
        ("CONSULT", "visit", "diplomatic; economic", 1.5, "state/KAZ", None, None, None)
    ]


def test_an_actor_of_several_states_belongs_to_none_of_them(home):
    """The codes are kept as printed, and the cell is listed."""
    file = polecat(**{"Actor Country": "KAZ; RUS", "Actor Name": "Comité"}).encode("latin-1")
    (added,) = home.put("polecat", {"ngecEvents2023.txt": file})
    columns = ("actor1", "actor1_code", "actor1_printed")
    assert home.observed("events", *columns) == [(None, "KAZ; RUS", "Comité")]
    assert dict(added.reasons) == {"several-states": 1}


def test_codes_fall_under_types_by_their_longest_beginning():
    """Statements and appeals have no counterpart; a few codes leave the type of their root."""
    plover = Plover()
    read = {code: plover.coded(code).type for code in ("010", "0251", "042", "0831", "0871", "175")}
    assert list(read.values()) == [None, None, "CONSULT", "CONCEDE", "RETREAT", "ASSAULT"]
    assert plover.coded("1622") == Coded("SANCTION")
    assert plover.coded("") == Coded(None)


def test_the_table_of_the_authors_decides_where_a_user_has_it(home):
    """It is read from beside the events: a made-up one gives another mode and context."""
    table = "# remarks\n042: CONSULT, by ferry , rivers # Visit\n"
    home.put("icews", {"CAMEO2PLOVER-2021.txt": table, "events.2018.tab": ICEWS + icews()})
    assert home.observed("events", "type", "mode", "context") == [("CONSULT", "by ferry", "rivers")]
    assert entries(["03: AGREE", "030: AGREE,  , diplomatic # x", "nothing"]) == {
        "03": Coded("AGREE"),
        "030": Coded("AGREE", None, "diplomatic"),
    }

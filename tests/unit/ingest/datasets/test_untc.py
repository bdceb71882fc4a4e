"""Status tables of the UN Treaty Collection: marks, dates of deposit, names of members."""

from biruni.ingest.datasets.untc.read import heading

HEAD = 'Participant,Signature,"Ratification, Acceptance(A), Accession(a), Succession(d)"\n'


def test_a_heading_explains_its_marks():
    """What a mark means stands in the heading of its column and nowhere else."""
    found = heading("Ratification, Acceptance(A), Provisional application (n)")
    assert {mark: act.action for mark, act in found.items()} == {
        "": "ratification",
        "A": "acceptance",
        "n": "provisional_application",
    }
    assert heading("Registration Number") == {}


def test_a_heading_that_says_more_is_kept_in_words():
    """Acceptance of a protocol is not merged with acceptance of the convention it amends."""
    assert heading("Acceptance of the Protocol")[""].words == "Acceptance of the Protocol"
    assert heading("Acceptance(A)")["A"].words == ""


def test_cells_become_acts_with_dates_of_deposit(home):
    """A signature was done on its date; all other acts were deposited."""
    rows = "Kazakhstan,1 Jul 1968,14 Feb 1994 a\nUzbekistan,,2 May 1992 a\nTajikistan,3 Mar 1999,\n"
    home.add("untc", **{"10__7": HEAD + rows})
    assert home.told("signature", "accession") == [
        ("10-7", "signature", "state/KAZ", "1968-07-01", "", "row 1"),
        ("10-7", "accession", "state/KAZ", "1994-02-14", "", "row 1"),
        ("10-7", "accession", "state/UZB", "1992-05-02", "", "row 2"),
        ("10-7", "signature", "state/TJK", "1999-03-03", "", "row 3"),
    ]


def test_a_mark_that_the_heading_does_not_explain_is_listed(home):
    """No act is put under the name of another."""
    added = home.add("untc", **{"10__7": HEAD + "Kazakhstan,,14 Feb 1994 P\nKazakhstan,soon,\n"})
    assert dict(added.reasons) == {"unknown-mark": 1, "no-date": 1}


def test_a_participant_without_any_date_is_listed(home):
    """A name alone says of no act; it is not passed over in silence."""
    added = home.add("untc", **{"10__7": HEAD + "Kazakhstan,,14 Feb 1994 a\nUzbekistan,,\n"})
    assert dict(added.reasons) == {"no-act": 1}


def test_china_is_read_by_the_day(home):
    """Before 25 October 1971 the name stood for another government: it is not guessed."""
    added = home.add("untc", **{"10__7": HEAD + "China,1 Jul 1968,14 Feb 1994 a\n"})
    assert [row[1:4] for row in home.told("signature", "accession")] == [
        ("accession", "state/CHN", "1994-02-14")
    ]
    assert dict(added.reasons) == {"unknown-state": 1}


def test_the_index_gives_the_title(home):
    """The title stands in another file, beside the folder of tables or in it."""
    index = "chapter_no,treaty_no,treaty_name\n10,7,Ferry Convention\n"
    home.add("untc", **{"10__7": HEAD + "Kazakhstan,1 Jul 1968,\n", "index": index})
    assert [row[3] for row in home.told("title") if row[0] == "10-7"] == ["Ferry Convention"]

"""The compilers' own table of votes: numbers for states and choices."""

HEAD = "rcid,ccode,member,vote,Country,Countryname,year,session,importantvote,date,unres,me,nu,hr\n"
ROWS = (
    "5,705,1,1,KAZ,Kazakhstan,2015,70,1,2015-11-02,R/70/1,0,1,1\n"
    "5,702,1,8,TAJ,Tajikistan,2015,70,1,2015-11-02,R/70/1,0,1,1\n"
    "5,365,1,3,RUS,Russia,2015,70,0,2015-11-02,,0,0,0\n"
    "6,365,1,2,RUS,Russia,1986,41,0,1986-11-02,R/41/3,0,0,0\n"
    "6,705,0,9,KAZ,Kazakhstan,1986,41,0,1986-11-02,R/41/3,0,0,0\n"
    "6,999,1,1,XXX,Atlantis,1986,41,0,1986-11-02,R/41/3,0,0,0\n"
    "6,2,1,7,USA,United States,1986,41,0,1986-11-02,R/41/3,0,0,0\n"
    "6,2,1,1,USA,United States,1986,41,0,1986-13-02,R/41/3,0,0,0\n"
)


def test_absence_is_told_and_no_member_is_no_row(home):
    """8 is an absence that the table states; 9 is no choice at all."""
    added = home.add("un_voeten", UNVotes=HEAD + ROWS)
    observations = home.imports.observations
    frame = observations.frame(observations.table("votes")).sort("row")
    assert frame.select("state", "choice", "resolution", "important").rows() == [
        ("state/KAZ", "yes", "A/RES/70/1", True),
        ("state/TJK", "not_voting", "A/RES/70/1", True),
        ("state/RUS", "no", None, False),
        ("state/SUN", "abstain", "A/RES/41/3", False),
        (None, "yes", "A/RES/41/3", False),
    ]
    assert frame["issues"].to_list()[0] == ["Nuclear weapons and nuclear material", "Human rights"]
    assert dict(added.reasons) == {
        "no-member": 1,
        "unknown-choice": 1,
        "no-date": 1,
        "unknown-state": 1,
    }


def test_a_version_without_issues_says_nothing_of_them(home):
    """No column is not the same as a vote under no issue; the code stands in for the name."""
    text = "rcid,ccode,vote,session,date,unres\n5,705,1,70,2015-11-02,R/70/1\n"
    home.add("un_voeten", UNVotes=text)
    assert home.observed("votes", "issues", "important", "state_printed") == [(None, None, "705")]

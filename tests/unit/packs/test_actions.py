"""Treaty actions, one act to a line."""

import pytest

HEADER = "party,action,date,date_kind,until,signatory,reason,source,at,rank,rank_reason,rows\n"


@pytest.fixture
def acts(read):
    """Read lines of acts; return what is said of each act."""

    def read_lines(*lines: str) -> dict:
        pack = read({"actions/treaty.csv": HEADER + "\n".join(lines) + "\n"})
        assert pack.problems == ()
        about: dict = {}
        for each in pack.statements:
            if each.subject.startswith("xx/instrument/treaty/"):
                about.setdefault(each.subject.removeprefix("xx/instrument/treaty/"), []).append(
                    each
                )
        return about

    return read_lines


def _one(statements, name):
    (found,) = [each for each in statements if each.property == name]
    return found


def test_a_signature_is_an_act_on_its_date(acts):
    """The act is valid on the day it was done."""
    about = acts("KAZ,signature,2022-07-21,,,A. B.,,w1,p. 1,,,F1")["KAZ/signature"]
    assert _one(about, "action").valid == "2022-07-21"
    assert _one(about, "done").value == "2022-07-21"
    assert _one(about, "signatory").value == "A. B."
    assert _one(about, "party").value == "state/KAZ"


def test_who_refrained_from_signing_has_not_signed_until_then(acts):
    """It is a negated signature, valid from the day to the last day the source speaks for."""
    line = "NOR,refrained_from_signing,2022-07-21,done,2025-08-01,,procedures,w1,p. 1,,,"
    action = _one(acts(line)["NOR/signature"], "action")
    assert action.negated
    assert (action.value, action.valid) == ("signature", "2022-07-21/2025-08-01")


def test_the_reason_of_a_party_is_kept_apart_from_the_reason_of_a_rank(acts):
    """`reason` is why a state acted, `rank_reason` why the editors prefer the claim."""
    line = "NOR,refrained_from_signing,2022,,,,procedures,w1,p. 1,preferred,two sources agree,"
    reason = _one(acts(line)["NOR/signature"], "reason")
    assert (reason.value, reason.reason) == ("procedures", "two sources agree")


def test_without_a_last_day_the_end_is_unknown(acts):
    """That a state did not sign on a day does not say until when."""
    line = "NOR,refrained_from_signing,2022-07-21,,,,,w1,p. 1,,,"
    assert _one(acts(line)["NOR/signature"], "action").valid == "2022-07-21/"


def test_several_votes_are_lines_of_one_act(acts):
    """Each chamber's vote, the law and the deposit are dates of one ratification."""
    about = acts(
        "KAZ,ratification,2022-11-14,lower_house,,,,w1,p. 1,,,F1",
        "KAZ,ratification,2022-11-17,upper_house,,,,w1,p. 1,,,F2",
        "KAZ,ratification,2022-12-01,law,,,,w1,p. 1,,,F3",
    )["KAZ/ratification"]
    assert [_one(about, name).value for name in ("lower_house", "upper_house", "law")] == [
        "2022-11-14",
        "2022-11-17",
        "2022-12-01",
    ]
    assert _one(about, "action").value == "ratification"


def test_lines_of_one_act_add_their_rows(read):
    """What both lines say by their form enters the rows of both."""
    text = HEADER + (
        "KAZ,ratification,2022-11-14,lower_house,,,,w1,p. 1,,,F1\n"
        "KAZ,ratification,2022-11-17,upper_house,,,,w1,p. 1,,,F2\n"
    )
    pack = read({"actions/treaty.csv": text})
    (action,) = [each for each in pack.statements if each.property == "action"]
    assert pack.origins[action.id].rows == ("F1", "F2")


def test_a_second_act_of_the_same_kind_has_a_number(acts):
    """`#2` tells two notifications of one party apart."""
    about = acts(
        "KAZ,signature,2022,,,,,w1,p. 1,,,",
        "KAZ,signature#2,2023,,,,,w1,p. 2,,,",
    )
    assert set(about) == {"KAZ/signature", "KAZ/signature#2"}


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Norway,signature,2022,,,,,w1,p,,,", "pack.bad-id"),
        ("NOR,signatur,2022,,,,,w1,p,,,", "pack.unknown-term"),
        ("NOR,signature,2022,lower,,,,w1,p,,,", "pack.unknown-term"),
        ("NOR,signature,,lower_house,,,,w1,p,,,", "pack.no-value"),
        ("NOR,signature,2022,,2023,,,w1,p,,,", "pack.wrong-type"),
        ("NOR,refrained_from_signing,2022,law,,,,w1,p,,,", "pack.no-value"),
        ("NOR,signature#two,2022,,,,,w1,p,,,", "pack.bad-id"),
        ("NOR,signature#,2022,,,,,w1,p,,,", "pack.bad-id"),
        ("NOR,signature,2022-02-30,,,,,w1,p,,,", "pack.bad-date"),
        ("NOR,signature,2022,,,,,,p,,,", "pack.no-source"),
        ("NOR,signature,2022,,,,,w9,p,,,", "pack.unknown-source"),
        ("NOR,signature,2022,,,,,w1,,,,", "pack.no-locator"),
        ("NOR,signature,2022,,,,,w1,p,preferred,,", "pack.rank-without-reason"),
        ("NOR,signature,2022", "pack.ragged-row"),
        ('NOR,"signature,2022', "pack.csv"),
    ],
)
def test_a_line_that_cannot_be_read_is_refused(problems, line, code):
    """Every filled cell is read or refused."""
    text = HEADER + "KAZ,signature,2022,,,,,w1,p,,,\n\n" + line + "\n"
    found = problems("actions/treaty.csv", text)
    assert {(each.path, each.line, each.code) for each in found} == {
        ("actions/treaty.csv", 4, code)
    }


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("party;action;source;at", "pack.no-column"),
        ("party,action,source", "pack.no-column"),
        ("party,action,source,at,datum", "pack.unknown-column"),
        ("party,action,source,at,at", "pack.duplicate-key"),
        ("", "pack.no-column"),
    ],
)
def test_column_names_are_checked(problems, header, code):
    """A table whose columns are not known is not guessed at."""
    found = problems("actions/treaty.csv", header + "\n")
    assert code in {each.code for each in found}
    assert {each.line for each in found} == {1}


def test_a_table_with_semicolons_gets_the_remedy(problems):
    """A spreadsheet in some countries writes semicolons."""
    found = problems("actions/treaty.csv", "party;action;source;at\n")
    assert {each.hint for each in found} == {"separate columns by commas"}


def test_an_act_on_an_unknown_instrument_is_refused(problems):
    """The name of the file is the slug of an instrument of the pack."""
    found = problems("actions/traety.csv", HEADER + "KAZ,signature,2022,,,,,w1,p,,,\n")
    assert {(each.code, each.hint) for each in found} == {
        ("pack.unknown-entity", 'did you mean "treaty"?')
    }

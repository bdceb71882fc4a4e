"""Status lists of human rights treaties and of WIPO, and visa rules."""

HR = "iso2,member,state party,year ratification or accession,signatory,no action,status,note\n"


def test_a_state_party_is_bound_since_a_year_and_a_signatory_has_no_date(home):
    """The list does not tell ratification from accession, so neither does the registry."""
    rows = "NA,Namibia,1,1994,0,0,state party,\nUZ,Uzbekistan,0,,1,0,signatory,\n"
    home.add("hr_treaties", hr_status_ferry=HR + rows)
    assert home.told("consent_to_be_bound", "signature") == [
        ("ferry", "consent_to_be_bound", "state/NAM", "1994", "", "row 1"),
        ("ferry", "signature", "state/UZB", "XXXX", "", "row 2"),
    ]


def test_no_action_is_a_denial_up_to_the_date_of_the_list(home):
    """That a state did nothing is said, with the time that the list speaks for."""
    home.add("hr_treaties", hr_status_ferry=HR + "AF,Afghanistan,0,,0,1,no action,\n")
    (statement,) = [
        record.statement
        for record in home.imports.registry().ledger.records()
        if record.statement.property == "signature"
    ]
    assert (statement.polarity, statement.valid) == ("negated", "../2022")


def test_a_row_that_is_none_of_the_three_is_listed(home):
    """A row of zeros says nothing."""
    added = home.add("hr_treaties", hr_status_ferry=HR + "KZ,Kazakhstan,0,,0,0,,\n")
    assert dict(added.reasons) == {"no-status": 1}


def test_a_withdrawn_code_is_read_by_the_name_beside_it(home):
    """East Timor still stands under its old code."""
    home.add("hr_treaties", hr_status_ferry=HR + "TP,East Timor,1,2003,0,0,state party,\n")
    assert home.told("consent_to_be_bound")[0][2] == "state/TLS"


def test_the_instrument_of_wipo_is_the_act_that_its_column_names(home):
    """Three dates: signed, deposited, in force."""
    head = (
        "Contracting Party,Treaty,Signature Date,Instrument Type,Instrument Date,"
        "Entry Into Force Date\n"
    )
    rows = (
        "Kazakhstan,Ferry,2013-06-28,Ratification,2014-04-14,2014-07-14\n"
        "Uzbekistan,Ferry,,Lease,2014-01-01,\n"
    )
    added = home.add("wipo_treaties", membership__to__copyright__treaties=head + rows)
    assert home.told("signature", "ratification", "entry_into_force_for_state") == [
        ("ferry", "signature", "state/KAZ", "2013-06-28", "", "row 1"),
        ("ferry", "ratification", "state/KAZ", "2014-04-14", "", "row 1"),
        ("ferry", "entry_into_force_for_state", "state/KAZ", "2014-07-14", "", "row 1"),
    ]
    assert dict(added.reasons) == {"unknown-act": 1}


def test_days_and_words_are_both_rules(home):
    """A number of days is entry without a visa; digits of 2019 have no legend and are kept."""
    rows = (
        "Passport,Destination,Requirement\n"
        "TJK,KGZ,no admission\nKAZ,KGZ,90\nKAZ,KAZ,-1\nKAZ,UZB,3\n"
    )
    added = home.add("passport_index", **{"2024__01__05__tidy__iso3": rows})
    observations = home.imports.observations
    frame = observations.frame(observations.table("visas")).sort("row")
    assert frame.select("passport", "destination", "rule", "days").rows() == [
        ("state/TJK", "state/KGZ", "no_admission", None),
        ("state/KAZ", "state/KGZ", "visa_free", 90),
        ("state/KAZ", "state/KAZ", "own_state", None),
        ("state/KAZ", "state/UZB", None, None),
    ]
    assert dict(added.reasons) == {"unknown-rule": 1}


def test_a_rule_that_only_looks_like_a_number_of_days_is_listed(home):
    """Neither a superscript nor a number past all years is a stay of so many days."""
    rows = "KAZ,KGZ,²\nKAZ,UZB,99999999999\n"
    (added,) = home.put(
        "passport_index", {"2020-01-01-tidy-iso3.csv": f"Passport,Destination,Requirement\n{rows}"}
    )
    assert dict(added.reasons) == {"unknown-rule": 2}

"""Every code and name of the public data sets means the state that the data set says it means."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from biruni.model.state_codes import codes, explain_name, named, spells


def _rows(
    path: Path, delimiter: str = ",", encoding: str = "utf-8-sig"
) -> Iterator[dict[str, str]]:
    if not path.exists():
        pytest.skip(f"shared/{'/'.join(path.parts[-3:])} not present")
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding=encoding, newline="") as text:
        yield from csv.DictReader(text, delimiter=delimiter)


def test_every_member_of_the_cow_system_is_named_as_its_number_and_abbreviation_say(
    shared: Path,
) -> None:
    """Number, abbreviation and name agree at the end of each spell; the spells are ours."""
    seen: dict[str, list[tuple[str, str]]] = {}
    wrong = []
    for row in _rows(shared / "data/peacesciencer/cow_states.csv"):
        day, end = (
            "-".join(f"{int(float(row[f'{edge}{part}'])):02d}" for part in ("year", "month", "day"))
            for edge in ("st", "end")
        )
        number = codes("cow").state(row["ccode"], end)
        if number != codes("cow_abb").state(row["stateabb"], end) or number is None:
            wrong.append((row["statenme"], number))
        if row["ccode"] not in {"345.0", "365.0"} and named(row["statenme"], end, "cow") != number:
            wrong.append((row["statenme"], number))
        seen.setdefault(row["ccode"], []).append((day, end))
    assert not wrong
    for number_, days in seen.items():
        state = codes("cow").state(number_, days[-1][1])
        if state and number_ not in {"345.0", "365.0", "255.0", "260.0", "816.0"}:
            ours = [(a, b if b < "9999" else "2016-12-31") for a, b in spells(state)]
            assert ours == days, state


def test_every_state_of_gleditsch_and_ward_is_named_as_its_number_and_abbreviation_say(
    shared: Path,
) -> None:
    """The dates of the list are ours to the day, but for Rwanda, whose day and month it swaps."""
    seen: dict[str, list[tuple[str, str]]] = {}
    wrong = []
    for row in _rows(shared / "data/peacesciencer/gw_states.csv"):
        end = row["enddate"]
        number = codes("gw").state(row["gwcode"], end)
        if number is None or number != codes("gw_abb").state(row["stateabb"], end):
            wrong.append((row["statename"], number))
        if row["gwcode"] != "345.0" and named(row["statename"], end, "gw") != number:
            wrong.append((row["statename"], number))
        start = "1962-07-01" if row["gwcode"] == "517.0" else row["startdate"]
        seen.setdefault(row["gwcode"], []).append((start, end))
    assert not wrong
    for number_, days in seen.items():
        state = codes("gw").state(number_, days[-1][1])
        if state and number_ not in {"345.0", "365.0", "255.0", "260.0", "678.0", "815.0", "816.0"}:
            ours = [(a, b if b < "9999" else "2017-12-31") for a, b in spells(state, "gw")]
            assert ours == days, state


def test_every_alpha_2_code_of_the_un_votes_is_the_state_of_its_name(shared: Path) -> None:
    """Yugoslavia's and Russia's codes stand for several states there, by date."""
    pairs = {
        (row["country_code"], row["country"])
        for row in _rows(shared / "data/unvotes/un_votes.csv.gz")
    }
    wrong = [
        (code, name)
        for code, name in sorted(pairs)
        if code
        and code not in {"YU", "CS"}
        and codes("iso2").state(code) != named(name, usage="cldr")
    ]
    assert not wrong
    assert {named(name) for code, name in pairs if not code} == {
        "past/state/yemen-arab-republic",
        "past/state/zanzibar",
        "state/DEU",
    }


def test_every_code_of_the_passport_index_is_a_state_or_an_area(shared: Path) -> None:
    """Kosovo, Palestine and Hong Kong are among them."""
    found = set()
    for row in _rows(shared / "data/passport_index/passport-index-tidy-iso3.csv"):
        found |= {row["Passport"], row["Destination"]}
    assert len(found) == 199
    assert [code for code in sorted(found) if codes("iso3").state(code) is None] == []


def test_every_fips_code_of_gdelts_countries_is_the_state_of_its_alpha_3_code(shared: Path) -> None:
    """YI stood for two states, one after the other, and is read by day only."""
    path = shared / "data/gdelt/countries.json"
    if not path.exists():
        pytest.skip("shared/data/gdelt/countries.json not present")
    listed = json.loads(path.read_text("utf-8"))
    wrong = {
        fips: (about["iso3"], about["name"], codes("fips").state(fips))
        for fips, about in listed.items()
        if about["iso3"] and codes("fips").state(fips) != codes("iso3").state(about["iso3"])
    }
    assert wrong == {"YI": ("SCG", "Serbia and Montenegro", None)}
    assert codes("fips").state("YI", 2005) == codes("iso3").state("SCG") == "state/SCG"


def test_the_codes_of_the_crosswalk_of_countrycode_are_ours(shared: Path) -> None:
    """All codes of a row mean one state; only the Papal States are the Holy See there, not here."""
    wrong = []
    checked = 0
    columns = {"iso2c": "iso2", "iso3n": "m49", "fips": "fips", "cown": "cow", "cowc": "cow_abb"}
    columns |= {"gwn": "gw", "gwc": "gw_abb"}
    for row in _rows(shared / "data/countrycode/codelist_without_cldr.csv"):
        if not row["iso3c"] or row["iso3c"] == "NA":
            continue
        state = codes("iso3").state(row["iso3c"])
        for column, system in columns.items():
            code = row[column]
            if not code or (code == "NA" and row["iso3c"] != "NAM"):
                continue
            checked += 1
            ours = codes(system).state(code, "2016-06-30")
            if ours != state:
                wrong.append((row["country.name.en"], column, code, ours))
    assert checked > 1400
    assert {name for name, *_ in wrong} == {"Vatican City"}
    assert {code for _, _, code, _ in wrong} == {"327", "PAP"}


def test_every_name_of_the_un_members_is_read_in_english_russian_and_chinese(shared: Path) -> None:
    """English, Russian and Chinese names of one member are names of one state."""
    wrong = []
    for row in _rows(shared / "data/countrycode/data_un_names.csv"):
        english = named(row["un.name.en"], usage="un")
        other = {named(row[f"un.name.{each}"], usage="un") for each in ("ru", "zh")} - {None}
        if english is None or other - {english}:
            wrong.append((row["un.name.en"], english, other))
    assert wrong == []


def test_every_state_among_the_participants_of_un_treaties_is_read(shared: Path) -> None:
    """What is not read is an organisation, or no participant at all."""
    folder = shared / "data/untc_zmjones/treaties"
    if not folder.exists():
        pytest.skip("shared/data/untc_zmjones not present")
    left = set()
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as text:
            for row in csv.DictReader(text):
                name = row.get("Participant") or ""
                if name and named(name, usage="un") is None:
                    left.add(name)
    bodies = ("Organi", "Commun", "Union", "Council", "Agency", "Market", "Nations")
    assert {each for each in left if not any(body in each for body in bodies)} == set()
    assert len(left) < 40


def test_every_country_of_the_icews_sample_is_read(shared: Path) -> None:
    """Source, target and place."""
    found = set()
    for row in _rows(shared / "data/icews/events.2018.sample.tab", "\t"):
        found |= {row["Source Country"], row["Target Country"], row["Country"]}
    left = {each for each in found if each and named(each, "2018-06-01", "icews") is None}
    assert left == {"NA"}  # R's mark of a missing country, not Namibia


def test_every_id_of_ggo_that_is_read_is_the_state_of_its_name(shared: Path) -> None:
    """Three rows give the id of the present state to a past one."""
    wrong = []
    for row in _rows(shared / "data/manystates/states_GGO.csv.gz"):
        found = codes("manystates").state(row["stateID"])
        name = explain_name(row["StateName"], usage="manystates")
        if found and name.state not in {None, found}:
            wrong.append((row["stateID"], row["StateName"]))
    assert wrong == [
        ("VAT", "Papal States"),
        ("RUS", "Union of Soviet Socialist Republics"),
        ("SRB", "Serbia and Montenegro"),
    ]


@pytest.mark.parametrize(
    "language", ["az", "en", "fa", "kk", "ky", "mn", "ps", "ru", "tg", "tk", "tr", "uz", "zh"]
)
def test_names_of_another_collection_never_mean_another_state(shared: Path, language: str) -> None:
    """Names that we do not have are not read; names that we have mean the same state."""
    path = shared / f"data/names/i18n-iso-countries-{language}.json"
    if not path.exists():
        pytest.skip("shared/data/names not present")
    countries = json.loads(path.read_text("utf-8"))["countries"]
    read = {}
    for iso2, given in countries.items():
        for name in [given] if isinstance(given, str) else given:
            read[iso2, name] = named(name)
    wrong = {
        key: found
        for key, found in read.items()
        if found is not None and found != codes("iso2").state(key[0])
    }
    # the collection calls Iraq by Iran's name in Turkmen
    assert wrong == ({("IQ", "Eýran"): "state/IRN"} if language == "tk" else {})
    assert sum(found is not None for found in read.values()) > len(read) * 0.7

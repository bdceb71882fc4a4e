"""A table of the user's own enters by a mapping of its columns, without code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from biruni.cli.main import group
from biruni.ingest.description import datasets
from biruni.ingest.mapped import as_number, mapping_problems
from biruni.model.problems import BiruniError, InvalidInput, LedgerBusy, LedgerDamaged
from biruni.observatory.imports import Imports
from biruni.observatory.registry import Registry
from biruni.store.ledger import Ledger

MAPPING = """
title: Договоры министерства
publisher: Министерство
tables:
  agreements:
    title: Список договоров
    files: ["list*.csv"]
    published: 2026-03
    encoding: cp1251
    reading:
      what: acts
      blank: ["нет данных", "-"]
      instrument: {column: Номер, title: Название, scheme: ministry}
      party: {column: Государство, system: name}
      acts:
        Подписано: {action: signature, style: dotted}
  flows:
    title: Сток
    files: ["flows*.csv"]
    published: 2026-03
    reading:
      what: amounts
      blank: ["нет данных"]
      party: {column: Государство, system: name}
      date: {column: Год, style: year}
      amounts:
        "Сток, км3": {measure: flow, unit: km3, decimal: ","}
"""
LIST = (
    "Номер;Название;Государство;Подписано\n"
    "7;О паромах;Узбекистан;02.05.1998\n"
    "7;О паромах;Киргизия;нет данных\n"
    "8;О мостах;Атлантида;03.05.1998\n"
)
FLOWS = (
    'Государство;Год;"Сток, км3"\n'
    "Таджикистан;2022;136,6\n"
    "Таджикистан;2023;нет данных\n"
    "Таджикистан;2024;1.366\n"
)


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run `biruni data` in a home of its own."""
    monkeypatch.setenv("BIRUNI_HOME", str(tmp_path / "home"))

    def ran(*words):
        return CliRunner().invoke(group, ["data", *map(str, words)], catch_exceptions=False)

    return ran


@pytest.fixture
def mapping(write):
    """The mapping as a file."""
    return write("ministry.yaml", MAPPING)


def told(home, name):
    """Return what is told under a property: subject, value, validity, words as printed."""
    with Imports(home) as imports:
        return [
            (statement.subject, statement.value, statement.valid, statement.words)
            for record in imports.registry().ledger.records()
            for statement in (record.statement,)
            if statement.property == name
        ]


def test_dots_semicolons_and_no_data_in_windows_letters(run, mapping, write, tmp_path):
    """A list as a ministry saves it: cp1251, semicolons, dd.mm.yyyy, and words for no data."""
    result = run("add", "ministry", write("list.csv", LIST.encode("cp1251")), "--mapping", mapping)
    assert "unknown-state" in result.output
    assert told(tmp_path / "home", "signature") == [
        ("ministry/instrument/7", "1998-05-02", "", "02.05.1998")
    ]


def test_decimal_commas_are_read_only_where_they_are_declared(run, mapping, write, tmp_path):
    """136,6 is a number where the comma is the decimal mark; 1.366 then is not guessed at."""
    result = run("add", "ministry", write("flows.csv", FLOWS), "--mapping", mapping)
    assert "1 × no-number" in result.output
    assert told(tmp_path / "home", "amount") == [
        ("ministry/indicator/tjk.flow", "136.6", "2022", "136,6")
    ]


def test_the_next_version_needs_only_the_file(run, mapping, write):
    """The mapping is kept with what it explained."""
    path = write("list.csv", LIST.encode("cp1251"))
    run("add", "ministry", path, "--mapping", mapping)
    again = run("add", "ministry", path, "--again")
    assert "0 recorded" in again.output
    sets = json.loads(run("list", "--json").stdout)["data_sets"]
    (mine,) = [each for each in sets if each["name"] == "ministry"]
    assert [len(table["held"]) for table in mine["tables"]] == [1, 0]
    assert run("remove", "ministry").exit_code == 0


def test_a_dry_run_keeps_nothing(run, mapping, write, tmp_path):
    """Trying a mapping leaves no trace."""
    run("add", "ministry", write("flows.csv", FLOWS), "--mapping", mapping, "--dry-run")
    assert not (tmp_path / "home" / "imports").exists()


def test_all_that_is_wrong_with_a_mapping_is_said_at_once(write, tmp_path):
    """Each problem comes with what was probably meant."""
    wrong = MAPPING.replace("signature", "signatur").replace("what: amounts", "what: amount")
    with Imports(tmp_path / "home") as imports, pytest.raises(InvalidInput) as refused:
        imports.explain("ministry", write("ministry.yaml", wrong))
    assert {problem.hint for problem in refused.value.problems} == {
        'did you mean "signature"?',
        'did you mean "amounts"?',
    }


@pytest.mark.parametrize(
    "name", ["unvotes", "all", "Ministry", "a/b", "../x", "", "state", "ca", "eu"]
)
def test_a_name_that_is_taken_or_no_name_is_refused(name, mapping, tmp_path):
    """A table of one's own never stands in for a public data set, nor leads out of its folder."""
    with Imports(tmp_path / "home") as imports, pytest.raises(InvalidInput, match="cannot be"):
        imports.explain(name, mapping)


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        ("title: Договоры министерства", "publisher: Я", "title is missing"),
        ("title: Договоры министерства", "title: Договоры: министерства", "not YAML"),
        ("published: 2026-03\n    encoding", "published: 03.2026\n    encoding", "is no date"),
        ("encoding: cp1251", "encoding: cp99999", 'no encoding "cp99999"'),
        ("encoding: cp1251", 'separator: ";;"', 'separator ";;" is not one character'),
        ("encoding: cp1251", "preamble: two", 'preamble "two" is no number of lines'),
        ("encoding: cp1251", "rows: many", "rows is no number of rows"),
        ("  agreements:", "  Agreements of ours:", "no name that can stand in an id"),
        ('blank: ["нет данных", "-"]', "blank: нет", "blank is no list of words"),
        ("system: name}\n      acts", "system: nam}\n      acts", 'no system of codes "nam"'),
        ("title: Название", "titel: Название", 'instrument has no key "titel"'),
        ("column: Номер, ", "", "instrument needs column"),
        ("{action: signature, style: dotted}", "signature", 'column "Подписано" has no keys'),
        ("style: dotted", "style: russian", 'no style of dates "russian"'),
        ("style: year", "style: years", 'no style of dates "years"'),
        ("action: signature", "action: signature, date_kind: don", 'no kind of date "don"'),
        ("measure: flow, ", "", "needs measure"),
        ('decimal: ","', 'decimal: ";"', 'no decimal mark ";"'),
    ],
)
def test_what_a_mapping_gets_wrong_is_named(was, becomes, told, write, tmp_path):
    """A slip of the pen is a problem with a remedy, never a traceback."""
    assert was in MAPPING
    wrong = write("ministry.yaml", MAPPING.replace(was, becomes, 1))
    with Imports(tmp_path / "home") as imports, pytest.raises(InvalidInput) as refused:
        imports.explain("ministry", wrong)
    assert told in str(refused.value)
    assert {Path(problem.path).name for problem in refused.value.problems} <= {
        *("ministry.yaml", "agreements", "flows")
    }


def test_the_mappings_that_come_with_biruni_have_no_problems():
    """What users are refused is nowhere done."""
    tables = [table for each in datasets().values() for table in each.tables.values()]
    assert [problem for each in tables if each.reading for problem in mapping_problems(each)] == []


@pytest.mark.parametrize(
    ("content", "told", "remedy"),
    [
        (LIST.replace("\n", "\r").encode(), "carriage return", "line ends of today"),
        (b"sep=;\n" + LIST.encode(), "only spreadsheets understand", "preamble: 1"),
        (b"\n;;;\n" + LIST.encode(), "stand in line 3", "preamble: 2"),
        (b"\n\n", "the file is empty", ""),
        (("Список;;;\n;;;\n" + LIST).encode(), "stand in line 3", "preamble: 2"),
        (LIST.split("\n", maxsplit=1)[0].encode(), "a header and no rows", "data remove ministry"),
        (b"PK\x03\x04" + bytes(30), "a workbook", "as CSV"),
        (LIST.encode("cp1251") + b"9;\x98\xff;x;y\n", "neither UTF-8 nor cp1251", "as UTF-8"),
    ],
)
def test_what_spreadsheets_save_is_read_or_refused_with_the_remedy(
    run, mapping, write, content, told, remedy
):
    """Old line ends, a line for Excel, titles above the header, no rows, a workbook."""
    path = write("list.csv", content)
    with pytest.raises(InvalidInput) as refused:
        run("add", "ministry", path, "--mapping", mapping, "--dry-run")
    (problem,) = refused.value.problems
    assert told in problem.message
    assert remedy in problem.hint


def test_titles_above_the_header_are_counted_in_the_mapping(run, mapping, write, tmp_path):
    """What the refusal proposes is understood."""
    text = mapping.read_text().replace("encoding: cp1251", "preamble: 2")
    told_mapping = write("titled.yaml", text)
    run("add", "ministry", write("list.csv", "Список\n;;\n" + LIST), "--mapping", told_mapping)
    assert len(told(tmp_path / "home", "signature")) == 1


def test_the_name_of_a_pack_is_refused(mapping, tmp_path, monkeypatch):
    """An imported row never speaks under the ids of those who edit a pack."""
    Registry.open(tmp_path / "home", create=True).close()
    with Imports(tmp_path / "home") as imports:
        monkeypatch.setattr(Ledger, "held_by_stream", lambda _: {"volga": 1})
        with pytest.raises(InvalidInput, match="cannot be"):
            imports.explain("volga", mapping)


@pytest.mark.parametrize("kind", [LedgerBusy, LedgerDamaged, BiruniError])
def test_what_is_no_fault_of_the_file_is_not_told_as_one(run, mapping, write, monkeypatch, kind):
    """Another writer, a damaged ledger, a folder without permission: each with its exit code."""

    def fails(*_, **__):
        raise kind("it cannot be opened", hint="a remedy")

    monkeypatch.setattr(Imports, "add", fails)
    with pytest.raises(kind, match="cannot be opened") as refused:
        run("add", "ministry", write("flows.csv", FLOWS), "--mapping", mapping)
    assert refused.value.hint == "a remedy"


@pytest.mark.parametrize(
    ("printed", "decimal", "number"),
    [
        ("136,6", ",", "136.6"),
        ("111 209", ".", "111209"),
        ("1\u00a0234,5", ",", "1234.5"),
        ("\u22125", ".", "-5"),
        ("1,234", ".", ""),
        ("1.234", ",", ""),
        ("1e5", ".", ""),
        ("нет", ".", ""),
    ],
)
def test_numbers_are_read_by_their_declared_mark(printed, decimal, number):
    """Blanks group thousands; the other mark is refused."""
    assert as_number(printed, decimal) == number


MEMBERS = """
title: Организации
tables:
  members:
    title: Члены организаций
    files: ["members*.csv"]
    published: 2026
    reading:
      what: memberships
      whole: {column: Организация}
      party: {column: Код, system: iso3}
      begin: С
      end: По
"""


def memberships(run, write, home, rows):
    """Record rows under the mapping of memberships; return what is told, and what was printed."""
    mapping = write("bodies.yaml", MEMBERS)
    table = write("members.csv", f"Организация,Код,С,По\n{rows}")
    result = run("add", "bodies", table, "--mapping", mapping)
    return told(home, "member"), result.output


def test_names_in_another_alphabet_stay_apart(run, write, tmp_path):
    """Two organisations whose names share no Latin letter are two, not one without a name."""
    rows = "СНГ,KAZ,1991-12-21,\nШОС,KAZ,2001-06-15,\nСНГ,KGZ,1991-12-21,\n"
    found, _ = memberships(run, write, tmp_path / "home", rows)
    subjects = [subject for subject, *_ in found]
    assert len(subjects) == 3
    assert len(set(subjects)) == 2


def test_long_codes_that_differ_at_their_ends_stay_apart(run, write, tmp_path):
    """An id is cut to a length, what it stands for is not."""
    long = "Convention on the " + "very " * 30
    rows = f"{long} rivers,KAZ,1995,\n{long} lakes,KAZ,1996,\n"
    found, _ = memberships(run, write, tmp_path / "home", rows)
    assert len({subject for subject, *_ in found}) == 2


@pytest.mark.parametrize("dates", ["1995,1992", "1991..1992,1995", "1995/1996,1999"])
def test_a_membership_whose_dates_make_no_interval_is_told_without_them(
    dates, run, write, tmp_path
):
    """Nothing that is no EDTF comes into the ledger; the row is listed with what it says."""
    found, printed = memberships(run, write, tmp_path / "home", f"A,KAZ,{dates}\n")
    assert [valid for _, _, valid, _ in found] == [""]
    assert "1 × no-interval" in printed

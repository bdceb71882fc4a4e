"""A table of the user's own enters by a mapping of its columns, without code."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from biruni.cli.main import group
from biruni.ingest.mapped import as_number
from biruni.model.problems import InvalidInput
from biruni.observatory.imports import Imports

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


@pytest.mark.parametrize("name", ["unvotes", "all", "Ministry", "a/b", "../x", "", "state"])
def test_a_name_that_is_taken_or_no_name_is_refused(name, mapping, tmp_path):
    """A table of one's own never stands in for a public data set, nor leads out of its folder."""
    with Imports(tmp_path / "home") as imports, pytest.raises(InvalidInput, match="cannot be"):
        imports.explain(name, mapping)


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

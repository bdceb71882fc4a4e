"""Every format is read back by a program of somebody else."""

import csv
import io
import json
import sqlite3
from contextlib import closing

import networkx as nx
import polars as pl
import pytest
import rdflib
from jsonschema import Draft7Validator, FormatChecker
from lxml import etree
from openpyxl import load_workbook

from biruni.model.problems import InvalidInput, MissingExtra, NotFound
from biruni.report.exports.bibtex import escaped
from biruni.report.exports.edition import Edition
from biruni.report.exports.formats import FORMATS, format_named, write_files
from biruni.report.exports.spreadsheet_cells import as_printed, neutral
from biruni.report.exports.tables.panel_set import panel_set
from biruni.view.moment import moment
from biruni.view.view import View


def _files(name, view):
    return FORMATS[name].files(view, Edition("region"))


def _csv(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


@pytest.mark.parametrize("name", FORMATS)
def test_equal_input_gives_equal_bytes(name, view, records):
    """Two exports of one registry are the same to the byte: no clock, no order of chance."""
    again = View(list(records), moment("2014-06-30"))
    assert _files(name, again) == _files(name, view)


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_registry_can_be_exported(name):
    """Nothing known is no error, in any format."""
    assert _files(name, View([], moment("2014")))


def test_csv_cells_are_no_formulas_and_lose_nothing(view, hostile):
    """No cell begins as a formula, and taking the apostrophe away gives the text as it was."""
    files = _files("csv", view)
    for content in files.values():
        for row in csv.reader(io.StringIO(content.decode("utf-8"), newline="")):
            assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
    claims = {
        as_printed(row["value"])
        for row in _csv(files["statements.csv"])
        if row["property"] == "claim"
    }
    assert claims == {text.replace("\0", "\N{REPLACEMENT CHARACTER}") for text in hostile}


@pytest.mark.parametrize("text", ["", "a", "'", "'a", "=", "'=", "''=", "'''-", "＝1", "\n=1"])
def test_neutral_cells_can_be_read_back(text):
    """What begins with an apostrophe of its own keeps it."""
    assert as_printed(neutral(text)) == text


def test_parquet_holds_the_same_tables(view):
    """Polars reads the numbers as numbers and the texts as they were."""
    files = _files("parquet", view)
    for each in panel_set(view):
        frame = pl.read_parquet(io.BytesIO(files[f"{each.name}.parquet"]))
        assert frame.rows() == list(each.rows)
        assert tuple(frame.columns) == each.names


def test_sqlite_references_hold(view, tmp_path, hostile):
    """SQLite finds no broken key, and the texts are unchanged."""
    files = _files("sqlite", view)
    path = tmp_path / "region.sqlite"
    path.write_bytes(files[""])
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        for each in panel_set(view):
            query = f"SELECT COUNT(*) FROM {each.name}"
            assert database.execute(query).fetchone() == (len(each.rows),)
        claims = database.execute("SELECT value FROM statements WHERE property = 'claim'")
        assert {value for (value,) in claims} == set(hostile)
        found = "SELECT e.id FROM entities_fts f JOIN entities e ON e.rowid = f.rowid"
        found += " WHERE entities_fts MATCH 'союз'"
        assert database.execute(found).fetchall() == [("x/organization/union",)]
        assert database.execute("SELECT party, reason FROM refusals").fetchall() == [
            ("state/CCC", "=internal procedures")
        ]
        (links,) = database.execute(
            "SELECT COUNT(*) FROM actions_statements a JOIN statements s ON s.id = a.statement"
        ).fetchone()
        assert links > 0


def test_sqlite_metadata_describes_what_is_in_the_file(view):
    """Every table and view of the database has a title, every column a description."""
    files = _files("sqlite", view)
    described = json.loads(files[".metadata.json"])["databases"]["region"]["tables"]
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(files[""])
        names = database.execute(
            "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
            " AND name NOT LIKE '%!_fts%' ESCAPE '!' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
        )
        assert {name for (name,) in names} == set(described)
        for name, about in described.items():
            assert about["title"]
            columns = {row[1] for row in database.execute(f"PRAGMA table_info({name})")}
            assert set(about.get("columns", columns)) == columns


def test_sqlite_references_hold_for_what_was_published_by_a_day(records):
    """A view that leaves sources out still closes every reference."""
    view = View(records, moment("2014-06-30", "", "2013-01-01"))
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(_files("sqlite", view)[""])
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []


# The parts of the Table Schema and Data Package descriptors (v1) that readers rely on.
PACKAGE_SCHEMA = {
    "type": "object",
    "required": ["name", "resources", "licenses"],
    "properties": {
        "profile": {"const": "tabular-data-package"},
        "name": {"type": "string", "pattern": "^([-a-z0-9._/])+$"},
        "licenses": {
            "type": "array",
            "minItems": 1,
            "items": {
                "required": ["name", "path"],
                "properties": {
                    "name": {"type": "string", "pattern": "^([-a-zA-Z0-9._])+$"},
                    "path": {"type": "string", "format": "uri"},
                },
            },
        },
        "sources": {
            "type": "array",
            "items": {
                "required": ["title"],
                "properties": {
                    "title": {"type": "string", "minLength": 1},
                    "path": {"type": "string", "pattern": "^(?=^[^./~])(^((?!\\.{2}).)*$).*$"},
                },
            },
        },
        "resources": {
            "type": "array",
            "items": {
                "required": ["name", "path", "schema"],
                "properties": {
                    "name": {"type": "string", "pattern": "^([-a-z0-9._/])+$"},
                    "schema": {
                        "required": ["fields", "primaryKey"],
                        "properties": {
                            "fields": {
                                "items": {
                                    "required": ["name", "type", "description"],
                                    "properties": {
                                        "type": {
                                            "enum": ["string", "integer", "date", "object", "array"]
                                        }
                                    },
                                }
                            }
                        },
                    },
                },
            },
        },
    },
}


def test_the_data_package_describes_its_files(view):
    """The descriptor fits the standard; files have the columns, keys and references it says."""
    files = _files("datapackage", view)
    package = json.loads(files["datapackage.json"])
    validator = Draft7Validator(PACKAGE_SCHEMA, format_checker=FormatChecker())
    assert [error.message for error in validator.iter_errors(package)] == []
    rows = {each["name"]: _csv(files[each["path"]]) for each in package["resources"]}
    for resource in package["resources"]:
        schema, here = resource["schema"], rows[resource["name"]]
        names = [field["name"] for field in schema["fields"]]
        assert files[resource["path"]].decode().splitlines()[0].split(",") == names
        keys = [tuple(row[part] for part in schema["primaryKey"]) for row in here]
        assert len(set(keys)) == len(keys)
        for field in schema["fields"]:
            allowed = field.get("constraints", {}).get("enum")
            assert not allowed or {row[field["name"]] for row in here} <= set(allowed)
        for link in schema.get("foreignKeys", ()):
            other = rows[link["reference"]["resource"] or resource["name"]]
            targets = {row[link["reference"]["fields"]] for row in other}
            assert {row[link["fields"]] for row in here} - {""} <= targets
    assert {f"{name}.csv" for name in rows} | {"datapackage.json"} == set(files)


def test_the_workbook_has_no_formula(view, hostile):
    """Every text is a text, whatever it begins with, and is unchanged."""
    book = load_workbook(io.BytesIO(_files("xlsx", view)[""]))
    assert book.sheetnames == [each.name for each in panel_set(view)]
    values = set()
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n", "inlineStr"), (sheet.title, cell.value)
                values.add(cell.value)
                if isinstance(cell.value, str) and neutral(cell.value) != cell.value:
                    assert cell.quotePrefix
    plain = [text for text in hostile if "\x07" not in text and "\r" not in text]
    assert set(plain) <= values
    assert book.properties.modified.isoformat() == "2026-01-02T03:04:05"


def test_a_missing_part_is_named_with_its_remedy(view, monkeypatch):
    """Without openpyxl the error says what to install."""
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    with pytest.raises(MissingExtra) as caught:
        _files("xlsx", view)
    assert "biruni[xlsx]" in caught.value.hint


def test_the_network_is_read_by_networkx(view, tmp_path):
    """Networkx reads nodes, layers and answers; who left has no edge."""
    path = tmp_path / "region.graphml"
    path.write_bytes(_files("graphml", view)[""])
    graph = nx.read_graphml(path, force_multigraph=True)
    assert graph.graph["as_of"] == "2014-06-30"
    assert graph.nodes["state/AAA"]["label"] == "Alba"
    union = "x/organization/union"
    answers = {party: data["answer"] for _, party, data in graph.edges(union, data=True)}
    assert answers == {"state/BBB": "yes", "state/CCC": "unknown"}
    shared = [
        data for *_, data in graph.edges("state/CCC", data=True) if data["kind"] == "co-membership"
    ]
    assert [(each["answer"], each["weight"], each["weight_high"]) for each in shared] == [
        ("unknown", 0, 1)
    ]
    assert all(data["statements"].startswith("s-") for *_, data in graph.edges(data=True))


def test_hostile_names_are_no_markup(view, tmp_path, hostile):
    """A name that looks like a tag stays a name; what XML cannot hold is replaced."""
    content = _files("graphml", view)[""]
    root = etree.fromstring(content)
    space = {"g": "http://graphml.graphdrawing.org/xmlns"}
    labels = root.xpath("//g:node/g:data[@key='node_label']/text()", namespaces=space)
    for text in hostile:
        fit = text.replace("\x07", "\N{REPLACEMENT CHARACTER}")
        fit = fit.replace("\x00", "\N{REPLACEMENT CHARACTER}").replace("\r", " ")
        assert fit in labels


PROV = rdflib.Namespace("http://www.w3.org/ns/prov#")
BIRUNI = rdflib.Namespace("urn:biruni:ontology:")


@pytest.fixture(scope="module")
def graph(view):
    """The linked data as rdflib reads it, offline."""
    text = _files("jsonld", view)[""].decode()
    return rdflib.Graph().parse(data=text, format="json-ld")


def test_statements_are_derived_from_a_place_in_a_source(graph, view):
    """Every statement has a source, a locator, a polarity and the time of its recording."""
    kept = set(graph.subjects(rdflib.RDF.type, rdflib.RDF.Statement))
    assert len(kept) == len(view.recorded)
    for node in kept:
        (source,) = graph.objects(node, PROV.wasDerivedFrom)
        (derivation,) = graph.objects(node, PROV.qualifiedDerivation)
        assert list(graph.objects(derivation, PROV.entity)) == [source]
        assert len(list(graph.objects(derivation, BIRUNI.locator))) == 1
        assert len(list(graph.objects(node, BIRUNI.polarity))) == 1
        assert len(list(graph.objects(node, PROV.generatedAtTime))) == 1


def test_a_refusal_is_a_negated_statement_and_no_triple(graph):
    """What a source denies can only be reached through its polarity."""
    (node,) = graph.subjects(BIRUNI.polarity, rdflib.Literal("negated"))
    signature = rdflib.URIRef("urn:biruni:vocabulary:treaty_action/signature")
    assert list(graph.objects(node, rdflib.RDF.object)) == [signature]
    subject = rdflib.URIRef("urn:biruni:x/instrument/treaty/CCC/signature")
    assert (subject, None, signature) not in graph


def test_dates_are_edtf_with_the_days_that_are_certain(graph):
    """A date of one of two years keeps its EDTF; a plain day is a W3C instant too."""
    edtf = rdflib.URIRef("http://id.loc.gov/datatypes/edtf/EDTF")
    assert list(graph.subjects(BIRUNI.edtf, rdflib.Literal("[2011,2012]", datatype=edtf)))
    day = rdflib.Literal("2011-09-10", datatype=rdflib.XSD.date)
    instant = rdflib.Namespace("http://www.w3.org/2006/time#").inXSDDate
    assert list(graph.subjects(instant, day))


def test_linked_texts_are_unchanged(graph, hostile):
    """Hostile texts come back as they were."""
    claims = {
        str(value)
        for node in graph.subjects(rdflib.RDF.predicate, BIRUNI.claim)
        for value in graph.objects(node, rdflib.RDF.object)
    }
    assert claims == set(hostile)


def test_vocabularies_are_concept_schemes(graph):
    """Terms are SKOS concepts with a name."""
    layer = rdflib.URIRef("urn:biruni:vocabulary:layer/wider-organisation")
    assert str(graph.value(layer, rdflib.SKOS.prefLabel)) == "Wider organisation"


def test_bibtex_entries_balance(view):
    """Every brace of an entry is closed at its end, whatever the titles hold."""
    text = _files("bibtex", view)[""].decode()
    entries = text.split("\n@")[1:]
    assert len(entries) == len(view.entities("source"))
    keys = [entry.partition("{")[2].partition(",")[0] for entry in entries]
    assert len(set(keys)) == len(keys)
    for entry in entries:
        depth = 0
        for place, char in enumerate(entry):
            depth += (char == "{") - (char == "}")
            assert depth > 0 or place < entry.index("{") or entry[place + 1 :].strip() == ""
        assert depth == 0


def test_bibtex_keeps_the_date_and_the_address(view):
    """The EDTF date stands as biblatex reads it; an address has no brace or blank."""
    text = _files("bibtex", view)[""].decode()
    entry = next(part for part in text.split("\n\n") if part.startswith("@online{x-page,"))
    assert "  date = {2012-11~},\n" in entry
    assert "  year = {2012},\n  month = {11},\n" in entry
    assert "  author = {Ana Alba},\n" in entry
    assert "  url = {https://example.org/a%20b%7Bc%7D?d=1%20&e=f_g},\n" in entry


def test_bibtex_specials_are_commands():
    """No character of a title acts on LaTeX."""
    assert escaped("a_b {c} 5% \\x ~") == (
        r"a\_b \textbraceleft{}c\textbraceright{} 5\% \textbackslash{}x \textasciitilde{}"
    )


# The fields used here, as the CSL input data schema 1.0.2 has them.
CSL_SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["id", "type"],
        "additionalProperties": False,
        "properties": {
            "id": {"type": "string"},
            "type": {
                "enum": [
                    "article-newspaper",
                    "report",
                    "entry-encyclopedia",
                    "dataset",
                    "webpage",
                    "document",
                ]
            },
            "author": {
                "type": "array",
                "items": {"properties": {"literal": {"type": "string"}}},
            },
            "issued": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "date-parts": {
                        "type": "array",
                        "items": {
                            "type": "array",
                            "items": {"type": "integer"},
                            "maxItems": 3,
                        },
                    },
                    "circa": {"type": ["string", "number", "boolean"]},
                    "raw": {"type": "string"},
                },
            },
            "custom": {"type": "object"},
            **{
                name: {"type": "string"}
                for name in ("title", "publisher", "language", "URL", "note")
            },
        },
    },
}


def test_csl_items_keep_the_date_as_it_was_given(view):
    """Every item fits the schema; a month that is approximate says so and keeps its EDTF."""
    items = json.loads(_files("csl", view)[""])
    assert [error.message for error in Draft7Validator(CSL_SCHEMA).iter_errors(items)] == []
    page = next(item for item in items if item["id"] == "x-page")
    assert page["issued"] == {"raw": "2012-11~", "date-parts": [[2012, 11]], "circa": True}
    assert page["custom"]["statements"]


def test_ris_has_one_value_a_line(view):
    """A line break in a title begins no tag."""
    text = _files("ris", view)[""].decode()
    lines = text.split("\r\n")[:-1]
    assert all(line[2:6] == "  - " for line in lines)
    assert lines.count("ER  - ") == len(view.entities("source"))


def test_an_unknown_format_names_the_nearest():
    """A typing error gets a suggestion."""
    with pytest.raises(NotFound) as caught:
        format_named("grahpml")
    assert "graphml" in caught.value.hint


def test_files_are_written_beside_each_other(tmp_path):
    """The description of a database takes the name of the database; other files stay."""
    (tmp_path / "note.txt").write_text("mine")
    files = {"": b"data", ".metadata.json": b"{}"}
    written = write_files(files, tmp_path / "deep" / "x.sqlite", folder=False)
    assert [path.name for path in written] == ["x.sqlite", "x.metadata.json"]
    write_files({"a.csv": b"1"}, tmp_path, folder=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "deep", "note.txt"]


def test_a_folder_is_never_replaced_by_a_file(tmp_path):
    """Writing a file over a folder, or a folder over a file, is refused."""
    (tmp_path / "file").write_text("mine")
    with pytest.raises(InvalidInput):
        write_files({"": b"data"}, tmp_path, folder=False)
    with pytest.raises(InvalidInput):
        write_files({"a": b"data"}, tmp_path / "file", folder=True)

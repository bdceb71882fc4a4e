"""A whole pack: its header, its folders, what can only be checked when all is read."""

import pytest

from biruni.model.problems import InvalidInput
from biruni.packs.pack import read_pack

TWO_WRONG = """\
entities:
  - id: xx/group/a
    label: {en: A}
    says:
      - {source: w1, at: p. 1, member: [{value: KAZ, role: membr}]}
      - {source: w9, at: p. 2, basis: x}
      - {source: w1, at: p. 3, member: UZK}
"""


def test_all_problems_are_reported_at_once_in_order(read):
    """One run names every problem, sorted by file and line."""
    pack = read({"entities/a.yaml": TWO_WRONG, "sources/w4.yaml": "id: xx/source/w4\n"})
    assert [(each.path, each.line, each.code) for each in pack.problems] == [
        ("entities/a.yaml", 5, "pack.unknown-term"),
        ("entities/a.yaml", 6, "pack.unknown-source"),
        ("entities/a.yaml", 7, "pack.unknown-state"),
        ("sources/w4.yaml", 1, "pack.no-label"),
    ]


def test_a_pack_with_problems_is_not_used(read):
    """`or_raise` gives all problems with the error."""
    pack = read({"entities/a.yaml": TWO_WRONG})
    with pytest.raises(InvalidInput) as caught:
        pack.or_raise()
    assert caught.value.problems == pack.problems


def test_a_good_pack_is_returned_as_it_is(read):
    """`or_raise` of a pack without problems is that pack."""
    pack = read({})
    assert pack.or_raise() is pack
    assert (pack.id, pack.home) == ("xx", "xx/source/registry")


def test_the_title_has_its_languages(read):
    """The title of a pack is one text in each language."""
    header = "id: xx\nhome: xx/source/registry\ntitle: {en: Small, ru: Малый}\nversion: 2026.10\n"
    pack = read({"pack.yaml": header})
    assert pack.title == {"en": "Small", "ru": "Малый"}
    assert pack.header["version"] == "2026.10"


@pytest.mark.parametrize(
    ("header", "line", "code"),
    [
        ("home: xx/source/registry\n", 1, "pack.no-value"),
        ("id: XX\nhome: xx/source/registry\n", 1, "pack.bad-id"),
        ("id: xx\n", 1, "pack.no-value"),
        ("id: xx\nhome: xx/source/nobody\n", 2, "pack.unknown-source"),
        ("id: xx\nhome: registry\n", 2, "pack.bad-id"),
        ("id: xx\nhome: xx/source/registry\ncore: xx/group/none\n", 3, "pack.unknown-entity"),
        ("id: xx\nhome: xx/source/registry\ncolour: red\n", 3, "pack.unknown-key"),
        ("id: xx\nhome: xx/source/registry\nversion: {a: b}\n", 3, "pack.wrong-type"),
        ("id: xx\nhome: xx/source/registry\ntitle: {en: [a]}\n", 3, "pack.wrong-type"),
        ("id: xx\nhome: xx/source/registry\nmaintainers: [[a]]\n", 3, "pack.wrong-type"),
        ("- id: xx\n", 1, "pack.wrong-type"),
    ],
)
def test_a_header_that_cannot_be_read_is_refused_on_its_line(problems, header, line, code):
    """Every key of pack.yaml is read or refused."""
    found = [each for each in problems("pack.yaml", header) if each.path == "pack.yaml"]
    assert (line, code) in [(each.line, each.code) for each in found]


def test_a_folder_without_a_header_is_no_pack(tmp_path):
    """Reading any other folder says what a pack is."""
    (problem,) = read_pack(tmp_path).problems
    assert (problem.path, problem.line, problem.code) == ("pack.yaml", 1, "pack.no-pack")


@pytest.mark.parametrize(
    "name",
    ["entities/a.yml", "entities/notes.txt", "actions/a.yaml", "entitys/a.yaml", "readme.txt"],
)
def test_a_file_that_would_not_be_read_is_reported(problems, name):
    """A file in the wrong place, or with another ending, is not passed over."""
    (problem,) = problems(name, "id: xx/group/a\n")
    assert problem.code == "pack.stray-file"
    assert name.startswith(problem.path)


@pytest.mark.parametrize(
    "name", ["README.md", "entities/.a.yaml.swp", ".git/config", "ledger.jsonl"]
)
def test_files_beside_the_pack_are_no_problem(problems, name):
    """What an editor or git leaves is no part of a pack."""
    assert problems(name, "x") == []


def test_folders_inside_a_folder_are_read(read):
    """Entities may be sorted into folders."""
    pack = read({"entities/groups/a.yaml": "id: xx/group/a\nlabel: {en: A}\n"})
    assert pack.problems == ()
    assert "xx/group/a" in {each.subject for each in pack.statements}


def test_a_linked_folder_is_reported_and_not_followed(pack_folder):
    """What is behind a link is not silently left out."""
    folder = pack_folder({})
    (folder / "entities/more").symlink_to(folder / "sources")
    (problem,) = read_pack(folder).problems
    assert (problem.path, problem.code) == ("entities/more", "pack.stray-file")


def test_an_unknown_source_gets_the_closest_one(problems):
    """The suggestion comes from the sources of the pack."""
    text = "id: xx/group/a\nlabel: {en: A}\nsays: [{source: registri, at: x, basis: y}]\n"
    (problem,) = problems("entities/a.yaml", text)
    assert problem.code == "pack.unknown-source"
    assert problem.hint == 'did you mean "registry"?'


def test_an_unknown_relay_is_refused(problems):
    """The source that relays another needs a record as well."""
    text = "id: xx/group/a\nlabel: {en: A}\nsays: [{source: w1, via: n1, at: x, basis: y}]\n"
    (problem,) = problems("entities/a.yaml", text)
    assert problem.code == "pack.unknown-source"


def test_an_unknown_entity_in_a_qualifier_is_refused(problems):
    """A qualifier that names an entity is checked like a value."""
    claim = "{value: 5, of: xx/asset/nowhere}"
    text = (
        f"id: xx/asset/a\nlabel: {{en: A}}\nsays: [{{source: w1, at: x, share_of_flow: {claim}}}]\n"
    )
    (problem,) = problems("entities/a.yaml", text)
    assert problem.code == "pack.unknown-entity"


def _issue(name: str, broader: str) -> str:
    return (
        f"  - id: xx/issue/{name}\n    label: {{en: I}}\n"
        f"    says: [{{source: w1, at: x, broader: xx/issue/{broader}}}]\n"
    )


def test_a_chain_that_bites_its_tail_is_refused(problems):
    """No issue can be part of itself, however long the way."""
    text = "entities:\n" + _issue("a", "b") + _issue("b", "c") + _issue("c", "a")
    (problem,) = problems("entities/issues.yaml", text)
    assert (problem.line, problem.code) == (10, "pack.circle")
    assert "xx/issue/a → xx/issue/b → xx/issue/c → xx/issue/a" in problem.message


def test_two_ways_to_one_entity_are_no_circle(problems):
    """What is reached twice is not reached in a circle."""
    top = "  - {id: xx/issue/top, label: {en: Top}}\n"
    text = "entities:\n" + top + _issue("a", "top") + _issue("b", "top")
    assert problems("entities/issues.yaml", text) == []


def test_a_row_that_is_not_entered_has_a_reason(read):
    """The notes of a pack say why rows of the register are left out."""
    pack = read({"coverage/notes.csv": "row,reason\nX1.2,no source\n"})
    assert [(note.row, note.reason) for note in pack.notes] == [("X1.2", "no source")]


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("row,reason\nF1,\n", 2, "pack.no-value"),
        ("row,reason\nF1,a\nF1,b\n", 3, "pack.duplicate-id"),
        ("row,why\nF1,a\n", 1, "pack.unknown-column"),
        ("row,reason\nF1,a,b\n", 2, "pack.ragged-row"),
    ],
)
def test_a_note_that_cannot_be_read_is_refused(problems, text, line, code):
    """The notes are checked like all files."""
    found = problems("coverage/notes.csv", text)
    assert (line, code) in [(each.line, each.code) for each in found]

"""Which statements carry which row of the fact register."""

from biruni.packs.coverage import coverage, coverage_problems, coverage_text

FILES = {
    "entities/a.yaml": """\
id: xx/group/a
label: {en: A}
says:
  - {source: w1, at: a, rows: F10 X2.9, basis: x}
  - {source: w1, at: b, rows: F9 X2.10, basis: y}
""",
    "coverage/notes.csv": "row,reason\nF11,no source\n",
}


def test_rows_stand_in_natural_order(read):
    """F9 comes before F10, and X2.9 before X2.10."""
    rows = [each.row for each in coverage(read(FILES))]
    assert rows == ["F9", "F10", "F11", "X2.9", "X2.10"]


def test_every_row_has_its_statements_or_a_reason(read):
    """A row names the ids that carry it."""
    pack = read(FILES)
    about = {each.row: each for each in coverage(pack)}
    (basis,) = [each for each in pack.statements if each.value == "x"]
    assert about["F10"].statements == (basis.id,)
    assert (about["F11"].statements, about["F11"].reason) == ((), "no source")


def test_a_stale_file_is_named_with_its_first_stale_line(read):
    """The line that differs is shown, with the command that mends it."""
    pack = read(FILES)
    text = coverage_text(pack)
    assert coverage_problems(pack, text) == []
    stale = text.replace("F11,,no source", "F11,,another reason")
    assert [(each.path, each.line) for each in coverage_problems(pack, stale)] == [
        ("COVERAGE.csv", 4)
    ]

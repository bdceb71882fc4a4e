"""The canonical layout: one way to write the same content."""

from pathlib import Path

import pytest

from biruni.model.problems import Problem
from biruni.packs.layout import canonical_csv, canonical_yaml, relay_pack
from biruni.packs.pack import read_pack

UNTIDY = """\
# the file
entities:

- label: {"en": "A"}   # the name
  id: "xx/group/a"
  says:
   # what the first source says
   -  at: 'p. 1'
      basis: "no: yes"
      rows:   F1
      source: w1    # one
      member:
      - {role: member, value: KAZ}
      # the second member
      - value: NOR
  alias: [ B,  "C, D" ]
# the other group
- id: xx/group/b
  label: {en: B}
# the end
"""
TIDY = """\
# the file
entities:
  - id: xx/group/a
    label: {en: A}  # the name
    alias: [B, "C, D"]
    says:
      # what the first source says
      - source: w1  # one
        at: p. 1
        rows: F1
        basis: "no: yes"
        member:
          - {value: KAZ, role: member}
          # the second member
          - value: NOR

  # the other group
  - id: xx/group/b
    label: {en: B}
# the end
"""


def test_keys_stand_in_order_and_comments_stay_with_them():
    """Order, indents and quotes are settled; every comment stays where it belongs."""
    assert canonical_yaml(UNTIDY, "entities/a.yaml") == TIDY


def test_what_is_laid_out_stays_as_it_is():
    """Laying out twice changes nothing."""
    assert canonical_yaml(TIDY, "entities/a.yaml") == TIDY


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('a: "2022"\n', "a: 2022\n"),
        ("a: 'x'\n", "a: x\n"),
        ('a: "x: y"\n', 'a: "x: y"\n'),
        ('a: "x #y"\n', 'a: "x #y"\n'),
        ("a: 'say \"x\": y'\n", "a: 'say \"x\": y'\n"),
        ('a: "- x"\n', 'a: "- x"\n'),
        ('a: "-x"\n', "a: -x\n"),
        ('a: {b: "x, y"}\n', 'a: {b: "x, y"}\n'),
        ('a: ["x, y"]\n', 'a: ["x, y"]\n'),
        ('a: "[x]"\n', 'a: "[x]"\n'),
        ('a: ""\n', 'a: ""\n'),
        ("a: |\n  x\n  y\n", "a: |-\n  x\n  y\n"),
        ("a: >-\n  x\n  y\n", "a: x y\n"),
        ('a: "x\\ty"\n', 'a: "x\\ty"\n'),
        ('a: "https://example.org/#x"\n', "a: https://example.org/#x\n"),
    ],
)
def test_texts_are_quoted_only_where_needed(before, after):
    """A text that reads the same without quotes has none."""
    assert canonical_yaml(before, "entities/a.yaml") == after


def test_a_long_text_is_folded_at_blanks():
    """No line is longer than 110 characters if a blank stands in it."""
    text = " ".join(["abcdefghi"] * 40)
    after = canonical_yaml(f"a: {text}\n", "entities/a.yaml")
    assert isinstance(after, str)
    assert after.startswith("a: >-\n  abcdefghi ")
    assert max(map(len, after.split("\n"))) <= 110
    assert canonical_yaml(after, "entities/a.yaml") == after


def test_a_long_list_gets_a_line_for_each_item():
    """Brackets that do not fit on one line are written without brackets."""
    items = [f"item-number-{number}" for number in range(12)]
    after = canonical_yaml(f"a: [{', '.join(items)}]\n", "entities/a.yaml")
    assert after == "a:\n" + "".join(f"  - {item}\n" for item in items)


def test_a_comment_between_brackets_stays_with_its_item():
    """A list with comments inside is written without brackets."""
    before = "a: [x, # first\n  # above\n  y]\n"
    assert canonical_yaml(before, "entities/a.yaml") == "a:\n  - x  # first\n  # above\n  - y\n"


def test_a_comment_that_would_be_lost_stops_the_layout():
    """A comment beside the mark of a long text has no other place."""
    found = canonical_yaml("a: >- # why\n  x\n", "entities/a.yaml")
    assert isinstance(found, list)
    assert [(each.line, each.code) for each in found] == [(1, "pack.comment")]


def test_a_file_that_cannot_be_read_is_left_alone():
    """Its problems are those that `check` shows."""
    found = canonical_yaml("a: [\n", "entities/a.yaml")
    assert isinstance(found, list)
    assert isinstance(found[0], Problem)


def test_columns_of_acts_stand_in_order():
    """Columns in the order of the format, no blank lines, no needless quotes."""
    before = 'source,party,action,at\r\n"w1", KAZ,signature,"p. 1, 2"\r\n\r\n'
    after = 'party,action,source,at\nKAZ,signature,w1,"p. 1, 2"\n'
    assert canonical_csv(before, "actions/a.csv") == after


def test_a_table_that_cannot_be_read_is_left_alone():
    """A ragged row is a problem, not a chance to lose a cell."""
    found = canonical_csv("party,action,source,at\nKAZ\n", "actions/a.csv")
    assert isinstance(found, list)


def test_laying_out_a_pack_keeps_its_statements(pack_folder):
    """What is read before and after is the same."""
    folder = pack_folder({"entities/a.yaml": UNTIDY})
    before = read_pack(folder)
    changed, problems = relay_pack(folder)
    for each in changed:
        (folder / each.name).write_text(each.after, "utf-8")
    after = read_pack(folder)
    assert problems == []
    assert [each.name for each in changed] == ["entities/a.yaml"]
    assert {each.id for each in before.statements} == {each.id for each in after.statements}
    assert before.problems == after.problems == ()


def test_the_shipped_pack_is_laid_out(repository: Path):
    """Who edits the shipped pack runs `biruni pack fmt`."""
    changed, problems = relay_pack(repository / "packs/central-asia")
    assert problems == []
    assert [each.name for each in changed] == []

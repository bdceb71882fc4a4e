"""YAML as text with lines."""

import subprocess
import sys

import pytest

from biruni.packs.yaml_nodes import Listing, Scalar, Table, parse_yaml

DEEP = {
    "brackets": "'[' * 200_000",
    "braces": "'{a: ' * 200_000",
    "dashes": "'- ' * 200_000",
    "keys": "'\\n'.join(' ' * level + 'a:' for level in range(5_000))",
    "items": "'\\n'.join(' ' * level + '-' for level in range(5_000))",
    "question marks": "'? ' * 200_000",
    "brackets as keys": "'{[' * 100_000",
}


def test_every_node_knows_its_line():
    """Lines are counted from 1, as editors do."""
    root, problems = parse_yaml("a: x\nb:\n  - y\n  - c: z\n", "f")
    assert problems == []
    assert isinstance(root, Table)
    assert root.lines == {"a": 1, "b": 2}
    listing = root.entries["b"]
    assert isinstance(listing, Listing)
    assert listing.items[0] == Scalar("y", 3)
    assert listing.items[1].line == 4


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("a: !!str x\n", 1, "pack.yaml-tag"),
        ("a: x\nb: !thing {c: d}\n", 2, "pack.yaml-tag"),
        ("a: &x 1\nb: 2\n", 1, "pack.yaml-alias"),
        ("a: &x 1\nb: *x\n", 2, "pack.yaml-alias"),
        ("a: 1\na: 2\n", 2, "pack.duplicate-key"),
        ("? [a]\n: b\n", 1, "pack.yaml"),
        ("a: 1\n---\nb: 2\n", 2, "pack.yaml"),
        ("a: 1\n\tb: 2\n", 2, "pack.yaml"),
        ("a: [1, 2\nb: 3\n", 2, "pack.yaml"),
        ('a: "\\0"\n', 1, "pack.character"),
        ("", 1, "pack.empty-file"),
        ("# only this\n", 1, "pack.empty-file"),
    ],
)
def test_what_packs_do_not_use_is_refused_at_its_line(text, line, code):
    """Tags, anchors, duplicate keys, several documents and tabs are problems."""
    _, problems = parse_yaml(text, "f")
    assert (line, code) in [(each.line, each.code) for each in problems]


def test_a_tab_gets_the_remedy():
    """Who indents with a tab is told to use blanks."""
    _, problems = parse_yaml("a:\n\tb: 2\n", "f")
    assert problems[0].hint == "indent with blanks, not tabs"


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_deep_nesting_is_refused_without_a_crash(text):
    """No nesting exhausts the stack of the process, where a parser in C would just die."""
    program = (
        "from biruni.packs.yaml_nodes import parse_yaml\n"
        f"_, problems = parse_yaml({text}, 'f')\n"
        "assert [each.message for each in problems] == ['nested too deeply'], problems[:3]\n"
    )
    done = subprocess.run([sys.executable, "-c", program], timeout=60, check=False)
    assert done.returncode == 0

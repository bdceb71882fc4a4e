"""What docstrings cite is in the bibliography."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
ENTRY = re.compile(r"^@\w+\{([^,\s]+),", re.MULTILINE)
SECTION = re.compile(r"^\s*Source:\s*\n(.*?)(?:\n\s*\n|\Z)", re.MULTILINE | re.DOTALL)
KEY = re.compile(r"\[([a-z][a-z0-9-]*)\]")
FILES = sorted(
    path
    for folder in ("src/biruni", "tests")
    for path in (REPOSITORY / folder).rglob("*.py")
    if "Source:" in path.read_text(encoding="utf-8") and path != Path(__file__).resolve()
)
BIBLIOGRAPHY = (REPOSITORY / "docs" / "references.bib").read_text(encoding="utf-8")


def _cited(path: Path) -> Iterator[str]:
    """The keys under `Source:` in the docstrings of a module."""
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        text = ast.get_docstring(node) if isinstance(node, kinds) else None
        for section in SECTION.findall(text or ""):
            yield from KEY.findall(section)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(REPOSITORY)))
def test_every_source_of_a_docstring_is_in_the_bibliography(path):
    """A method that is cited can be found."""
    assert set(_cited(path)) - set(ENTRY.findall(BIBLIOGRAPHY)) == set()


def test_the_bibliography_has_every_key_once():
    """A key names one work."""
    keys = ENTRY.findall(BIBLIOGRAPHY)
    assert len(keys) == len(set(keys)) > 0

"""A small pack in a folder of its own, to which a test adds what it is about."""

from collections.abc import Callable
from pathlib import Path

import pytest

from biruni.model.problems import Problem
from biruni.model.statement import Statement
from biruni.packs.pack import Pack, read_pack

SMALL = {
    "pack.yaml": "id: xx\nhome: xx/source/registry\n",
    "sources/registry.yaml": "id: xx/source/registry\nlabel: {en: Editors}\n",
    "sources/w1.yaml": "id: xx/source/w1\nlabel: {en: One}\n",
    "sources/w2.yaml": "id: xx/source/w2\nlabel: {en: Two}\n",
    "entities/states.yaml": """\
entities:
  - id: state/KAZ
    label: {en: Kazakhstan}

  - id: state/NOR
    label: {en: Norway}
""",
    "entities/treaty.yaml": "id: xx/instrument/treaty\nlabel: {en: Treaty}\n",
}

Files = dict[str, str]


@pytest.fixture
def pack_folder(tmp_path: Path) -> Callable[[Files], Path]:
    """Write the small pack with some files more, or other ones, and return its folder."""

    def write(files: Files) -> Path:
        folder = tmp_path / "pack"
        for name, text in {**SMALL, **files}.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="")
        return folder

    return write


@pytest.fixture
def read(pack_folder: Callable[[Files], Path]) -> Callable[[Files], Pack]:
    """Read the small pack with some files more."""
    return lambda files: read_pack(pack_folder(files))


@pytest.fixture
def said(read: Callable[[Files], Pack]) -> Callable[..., list[Statement]]:
    """Return what a claim block says of one entity, without its kind and label."""

    def statements(block: str, entity: str = "xx/instrument/a") -> list[Statement]:
        lines = block.strip("\n").split("\n")
        inside = "\n".join(" " * 4 + line for line in lines)
        text = f"id: {entity}\nlabel: {{en: A}}\nsays:\n  - source: w1\n    at: p. 1\n{inside}\n"
        pack = read({"entities/a.yaml": text})
        assert pack.problems == ()
        return [
            statement
            for statement in pack.statements
            if statement.subject.startswith(entity) and statement.source != pack.home
        ]

    return statements


@pytest.fixture
def problems(read: Callable[[Files], Pack]) -> Callable[..., list[Problem]]:
    """Return the problems of the small pack with one file more."""
    return lambda name, text: list(read({name: text}).problems)

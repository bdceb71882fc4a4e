"""The wheel that users install holds everything that the source tree holds."""

import os
import sys
import sysconfig
from importlib.metadata import entry_points, version
from pathlib import Path

import pytest

import biruni

pytestmark = pytest.mark.skipif(
    os.environ.get("BIRUNI_TEST_WHEEL") != "1",
    reason="biruni may be an editable install here; make test sets BIRUNI_TEST_WHEEL=1",
)

SITE = Path(sysconfig.get_path("purelib")).resolve()
INSTALLED = SITE / "biruni"


def _contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its relative path, without what Python and editors leave."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and "__pycache__" not in path.parts
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    }


def test_tests_import_the_installed_package(repository: Path):
    """The tests import biruni from site-packages; the source tree is not on the path."""
    assert Path(biruni.__file__).resolve() == INSTALLED / "__init__.py"
    assert repository / "src" not in [Path(entry).resolve() for entry in sys.path if entry]


def test_wheel_carries_every_file_of_the_package(repository: Path):
    """Schema files, templates and styles are installed along with the code, byte for byte."""
    source = _contents(repository / "src" / "biruni")
    installed = _contents(INSTALLED)
    assert {path for path in source if installed.get(path) != source[path]} == set()


def test_wheel_ships_every_pack(repository: Path):
    """A user without the source tree has all packs, their ledgers included."""
    source = _contents(repository / "packs")
    assert _contents(INSTALLED / "shipped") == source
    for name in ("central-asia", "eu", "asean", "nordic", "mercosur", "gcc", "cis", "sco", "ots"):
        assert {f"{name}/pack.yaml", f"{name}/ledger.jsonl", f"{name}/README.md"} <= set(source)


def test_command_is_installed():
    """Installing the wheel gives the command biruni."""
    commands = entry_points(group="console_scripts", name="biruni")
    assert {command.value for command in commands} == {"biruni.cli:main"}


def test_version_is_the_same_everywhere(repository: Path):
    """The package, its metadata and the citation file name one version."""
    citation = (repository / "CITATION.cff").read_text(encoding="utf-8")
    assert biruni.__version__ == version("biruni")
    assert f"version: {biruni.__version__}\n" in citation

"""``biruni data check`` and ``biruni data remove``, of one data set and of all."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from biruni.cli.main import group
from biruni.model.problems import InvalidInput, LedgerDamaged, NotFound

if TYPE_CHECKING:
    from pathlib import Path

HEADER = (
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\t"
    "Intensity\tTarget Name\tTarget Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\t"
    "City\tDistrict\tProvince\tCountry\tLatitude\tLongitude\n"
)
EVENT = (
    "1\t2018-06-01\tFerry\tNA\tKazakhstan\tConsult\t042\t5.0\tCitizen\tNA\t"
    "Kyrgyzstan\t7\t1\tFerry News\tNA\tNA\tChuy\tKyrgyzstan\t42.5\t74.5\n"
)


def run(*words: str, said: str = "") -> str:
    """Return what a command prints when that is typed; its error is raised."""
    result = CliRunner().invoke(group, ["data", *words], input=said)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.stdout


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home that holds two events."""
    monkeypatch.setenv("BIRUNI_HOME", str(tmp_path / "home"))
    (tmp_path / "events.2018.tab").write_text(HEADER + EVENT + EVENT)
    run("add", "icews", str(tmp_path / "events.2018.tab"))
    return tmp_path / "home"


def test_removed_rows_are_said(home: Path) -> None:
    """Who removes events is told how many rows of which table are gone."""
    assert "icews: 2 rows of events deleted" in run("remove", "icews")
    assert not list(home.rglob("*.parquet"))


def test_a_truncated_file_is_found(home: Path) -> None:
    """A count that was noted proves nothing of the file."""
    assert "damaged" not in run("check", "icews")
    (file,) = home.rglob("*.parquet")
    file.write_bytes(file.read_bytes()[:100])
    with pytest.raises(LedgerDamaged) as error:
        run("check", "all")
    assert [each.path for each in error.value.problems] == [str(file)]


@pytest.mark.usefixtures("home")
def test_all_is_removed_after_asking() -> None:
    """Neither no nor silence removes anything."""
    for said in ("n\n", ""):
        with pytest.raises(InvalidInput, match="nothing was removed"):
            run("remove", "all", said=said)
    assert "icews/events" in run("check", "all")
    assert "2 rows of events" in run("remove", "all", said="y\n")
    with pytest.raises(NotFound):
        run("check", "all")


@pytest.mark.usefixtures("home")
def test_all_is_removed_without_asking() -> None:
    """A script says so beforehand."""
    assert json.loads(run("remove", "all", "--yes", "--json"))["rows"] == {"icews": {"events": 2}}

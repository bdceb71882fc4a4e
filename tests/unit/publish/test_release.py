"""The bundle that others cite."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest
import yaml

from biruni import sample
from biruni.model.problems import InvalidInput
from biruni.publish.release import release

DAY = "2024-07-01"


def _content(folder: Path) -> dict[str, bytes]:
    return {
        str(each.relative_to(folder)): each.read_bytes()
        for each in sorted(folder.rglob("*"))
        if each.is_file()
    }


def test_a_release_is_whole_and_the_same_twice(tmp_path: Path):
    """Every file is in the sums, the sums are right, and a second run gives the same bytes."""
    with sample.open(tmp_path / "home") as registry:
        reading = registry.at("2024-06-01")
        release(reading, tmp_path / "one", day=DAY)
        release(reading, tmp_path / "two", day=DAY)
    files = _content(tmp_path / "one")
    assert files == _content(tmp_path / "two")
    listed = dict(
        reversed(line.split("  ", 1)) for line in files.pop("SHA256SUMS").decode().splitlines()
    )
    assert listed == {name: sha256(content).hexdigest() for name, content in files.items()}
    assert {"registry.sqlite", "registry.jsonld", "sources.bib", "facts.jsonl"} <= set(files)
    cited = yaml.safe_load(files["CITATION.cff"])
    assert str(cited["date-released"]) == DAY
    assert cited["version"] == json.loads(files["release.json"])["version"]


def test_a_release_tells_what_was_corrected(tmp_path: Path):
    """The correction of the sample region is told fact by fact."""
    with sample.open(tmp_path / "home", history=True) as registry:
        before = registry.at("2024-06-01", known_at="2024-01-15")
        release(before, tmp_path / "old", day="2024-01-15")
        now = registry.at("2024-06-01")
        release(now, tmp_path / "new", day=DAY, previous=tmp_path / "old")
        first, last = set(before.view.recorded), set(now.view.recorded)
    told = json.loads((tmp_path / "new" / "changes.json").read_text("utf-8"))
    added = {each["id"] for each in told["added"]} | {each["now"]["id"] for each in told["changed"]}
    gone = {each["id"] for each in told["removed"]}
    gone |= {each["before"]["id"] for each in told["changed"]}
    assert (added, gone) == (last - first, first - last)
    assert added
    assert "# What changed" in (tmp_path / "new" / "CHANGES.md").read_text("utf-8")


def test_a_release_is_never_written_over(tmp_path: Path):
    """A folder that holds something is refused, and so is a previous one that holds no release."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").touch()
    with sample.open(tmp_path / "home") as registry:
        reading = registry.at("2024-06-01")
        with pytest.raises(InvalidInput, match="not an empty folder"):
            release(reading, tmp_path / "full", day=DAY)
        with pytest.raises(InvalidInput, match="holds no release"):
            release(reading, tmp_path / "new", day=DAY, previous=tmp_path / "full")

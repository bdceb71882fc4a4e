"""
The bundle that others cite: the record in several formats, its sums, and what changed in it.

Everything but the day of release is computed from the record; the same record and day give the same
bytes. A release is never changed: the folder has to be empty.

Source:
    [cff-1.2]: Citation File Format 1.2.0.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from biruni import __version__
from biruni.model.problems import InvalidInput
from biruni.observatory.reading import Reading
from biruni.publish.fact_changes import (
    as_json,
    as_markdown,
    fact_changes,
    facts_of,
    read,
    written,
)
from biruni.report.exports.edition import Edition, last_recorded
from biruni.report.exports.formats import FOLDER, format_named
from biruni.view.view import View

FORMATS: Final = ("sqlite", "datapackage", "parquet", "jsonld", "bibtex")
FACTS: Final = "facts.jsonl"
ABOUT: Final = "release.json"
SUMS: Final = "SHA256SUMS"
_NAMES: Final = {"datapackage": "csv", "parquet": "parquet"}
Told = Callable[[str], None]


def release(
    reading: Reading,
    folder: Path,
    *,
    day: str,
    edition: Edition | None = None,
    previous: Path | None = None,
    told: Told | None = None,
) -> list[Path]:
    """
    Write a release.

    Args:
        reading: The registry as of the day that the release is of.
        folder: Where to; it must be empty.
        day: Day of release.
        edition: Its name, title and licence.
        previous: Folder of the release before.
        told: Told what is being written.

    Returns:
        The files written, sums last.

    Raises:
        InvalidInput: The folder is not empty, or the previous one holds no release.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InvalidInput(
            f"{folder} is not an empty folder", hint="a release is never changed: take a new one"
        )
    before = _previous(previous) if previous else None
    made = edition or Edition()
    view = reading.view
    about = about_release(reading, day)
    files = _exports(view, made, told or _silent)
    facts = facts_of(view)
    files[FACTS] = written(facts)
    files[ABOUT] = json.dumps(about, ensure_ascii=False, indent=1).encode() + b"\n"
    files["CITATION.cff"] = citation(made, about)
    files["README.md"] = readme(made, about, sorted(files), changed=before is not None)
    if before is not None:
        changes = fact_changes(before[1], facts)
        files["CHANGES.md"] = as_markdown(changes, before[0], about)
        files["changes.json"] = as_json(changes, before[0], about)
    files[SUMS] = sums(files)
    paths: list[Path] = []
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        paths.append(path)
    return paths


def about_release(reading: Reading, day: str) -> dict[str, Any]:
    """Return what tells a release from others."""
    ledger = reading.registry.ledger.version()
    return {
        "what": "a release of a biruni record",
        "version": f"{day}+{ledger[:12]}",
        "released": day,
        **reading.moment.as_dict(),
        "ledger": ledger,
        "last_recorded": last_recorded(reading.view),
        "statements": len(reading.view.recorded),
        "sources": len(reading.view.entities("source")),
        "biruni": __version__,
    }


def citation(edition: Edition, about: dict[str, Any]) -> bytes:
    """Return how to cite the release."""

    def text(value: str) -> str:
        return json.dumps(value, ensure_ascii=False)  # a JSON string is a YAML string

    lines = [
        "cff-version: 1.2.0",
        "message: If you use this record, please cite it with its version.",
        "type: dataset",
        f"title: {text(edition.title)}",
        f"version: {text(about['version'])}",
        f"date-released: {about['released']}",
        f"license: {text(edition.licence)}",
        "authors:",
        "  - name: The biruni maintainers",
        "identifiers:",
        "  - type: other",
        f"    value: {text('urn:biruni:ledger:' + about['ledger'])}",
        "    description: Hash of the last link of the ledger",
    ]
    return ("\n".join(lines) + "\n").encode()


def readme(edition: Edition, about: dict[str, Any], names: list[str], *, changed: bool) -> bytes:
    """Return what the bundle holds."""
    held = {
        "csv/": "the tables as CSV, described by csv/datapackage.json",
        "parquet/": "the same tables as Parquet",
        "registry.sqlite": "the same tables as a database",
        "registry.jsonld": "every statement as linked data",
        "sources.bib": "the sources",
        FACTS: "every statement, one a line: what releases are compared by",
        "CITATION.cff": "how to cite this release",
        SUMS: "check the files with: sha256sum --check SHA256SUMS",
    }
    if changed:
        held["CHANGES.md, changes.json"] = "what changed since the release before"
    lines = [
        f"# {edition.title}",
        "",
        (
            f"Release {about['version']}: as of {about['as_of']}, "
            f"{about['statements']:,} statements "
            f"from {about['sources']:,} sources, last recorded {about['last_recorded']}."
        ),
        f"Licence of the data: {edition.licence} ({edition.licence_address}).",
        "",
        "| file | what it is |",
        "|---|---|",
        *(
            f"| `{name}` | {what} |"
            for name, what in held.items()
            if name.rstrip("/").split(",")[0] in (SUMS, "CITATION.cff", "CHANGES.md")
            or any(each.startswith(name) for each in names)
        ),
        "",
        (
            "Every row names the statements it rests on, and every statement its source and the "
            "place in it. Answers are yes, no, possible (the dates allow both) or unknown (no "
            "source speaks)."
        ),
    ]
    return ("\n".join(lines) + "\n").encode()


def sums(files: dict[str, bytes]) -> bytes:
    """Return the sums in the manner of ``sha256sum``."""
    lines = [f"{sha256(content).hexdigest()}  {name}" for name, content in sorted(files.items())]
    return ("\n".join(lines) + "\n").encode()


def _exports(view: View, edition: Edition, told: Told) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for name in FORMATS:
        told(name)
        chosen = format_named(name)
        for part, content in chosen.files(view, edition, told).items():
            if chosen.shape == FOLDER:
                files[f"{_NAMES[name]}/{part}"] = content
            else:
                stem = "sources" if name == "bibtex" else "registry"
                files[f"{stem}{part or chosen.suffix}"] = content
    return dict(sorted(files.items()))


def _previous(folder: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    about, facts = folder / ABOUT, folder / FACTS
    if not about.is_file() or not facts.is_file():
        raise InvalidInput(f"{folder} holds no release", hint=f"it has no {ABOUT} or no {FACTS}")
    try:
        known = json.loads(about.read_text("utf-8"))
    except ValueError as error:
        raise InvalidInput(f"{about}: {error}") from error
    return dict(known), read(facts.read_text("utf-8"), str(facts))


def _silent(_: str) -> None:
    """Tell nobody."""

"""The formats by name, and how the files of one are written."""

from __future__ import annotations

import importlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final, Protocol

from biruni.model.problems import InvalidInput, NotFound, did_you_mean
from biruni.report.exports.edition import Edition
from biruni.report.exports.tables.panel_set import Progress, silent
from biruni.view.view import View

TEXT: Final = "text"
FILE: Final = "file"
FOLDER: Final = "folder"


class Export(Protocol):
    """What every format module offers: the files of a view, by name; a single file by ``""``."""

    def __call__(self, view: View, edition: Edition, progress: Progress) -> dict[str, bytes]:
        """Return the files."""


@dataclass(frozen=True, slots=True)
class Format:
    """
    One format.

    Attributes:
        name: As users ask for it.
        about: What it holds and who reads it.
        shape: ``text`` (one file, or the screen), ``file`` (one file) or ``folder``.
        suffix: Usual ending of the file.
        module: Where it is written; imported only when it is asked for.
    """

    name: str
    about: str
    shape: str
    suffix: str
    module: str

    def files(
        self, view: View, edition: Edition | None = None, progress: Progress = silent
    ) -> dict[str, bytes]:
        """
        Return the files by name; a single file has the name ``""``.

        Raises:
            MissingExtra: The format needs a package that is not installed.
        """
        module = importlib.import_module(f"biruni.report.exports.{self.module}")
        export: Export = module.export
        return export(view, edition or Edition(), progress)


FORMATS: Final[Mapping[str, Format]] = {
    each.name: each
    for each in (
        Format("csv", "The tables as CSV files: R, Stata, spreadsheets", FOLDER, "", "csv_folder"),
        Format("parquet", "The tables as Parquet: Polars, pandas, DuckDB", FOLDER, "", "parquet"),
        Format("datapackage", "The CSV files with their description", FOLDER, "", "data_package"),
        Format("sqlite", "The tables as a database for Datasette", FILE, ".sqlite", "sqlite"),
        Format("xlsx", "The tables as an Excel workbook", FILE, ".xlsx", "xlsx"),
        Format("jsonld", "Statements as linked data: PROV, SKOS", TEXT, ".jsonld", "json_ld"),
        Format("graphml", "The layered network: networkx, Gephi", TEXT, ".graphml", "graphml"),
        Format("bibtex", "The sources for LaTeX", TEXT, ".bib", "bibtex"),
        Format("csl", "The sources for Zotero, pandoc (CSL-JSON)", TEXT, ".json", "csl"),
        Format("ris", "The sources for other reference managers", TEXT, ".ris", "ris"),
    )
}


def format_named(name: str) -> Format:
    """
    Return a format.

    Raises:
        NotFound: There is none of that name.
    """
    found = FORMATS.get(name.lower())
    if found is None:
        hint = did_you_mean(name, FORMATS) or f"formats: {', '.join(FORMATS)}"
        raise NotFound(f'no export format "{name[:80]}"', hint=hint)
    return found


def write_files(files: Mapping[str, bytes], to: Path, *, folder: bool) -> list[Path]:
    """
    Write the files; each is whole or is not there. Other files in a folder are left alone.

    Args:
        files: What a format returned.
        to: The folder, or the path of the single file; files beside it take its stem.
        folder: Whether ``to`` is a folder.

    Raises:
        InvalidInput: Something of another nature stands there, or it cannot be written.
    """
    if folder and to.exists() and not to.is_dir():
        raise InvalidInput(f"{to} is a file, and this format writes a folder")
    if not folder and to.is_dir():
        raise InvalidInput(f"{to} is a folder, and this format writes a file")
    written: list[Path] = []
    try:
        (to if folder else to.parent).mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            path = to / name if folder else to.with_name(to.stem + name) if name else to
            _write_whole(path, content)
            written.append(path)
    except OSError as error:
        raise InvalidInput(f"cannot write to {to}: {error.strerror or error}") from error
    return written


def _write_whole(path: Path, content: bytes) -> None:
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        part = Path(file.name)
        try:
            file.write(content)
        except OSError:
            part.unlink(missing_ok=True)
            raise
    part.chmod(0o666 & ~_umask())
    part.replace(path)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask

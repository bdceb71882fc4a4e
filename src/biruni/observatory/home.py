"""Where things lie on this machine: the user's registry, and the packs that biruni ships."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from biruni.model.problems import NotFound, did_you_mean

HOME_VARIABLE = "BIRUNI_HOME"
LEDGER_NAME = "registry.sqlite"
IMPORTS = "imports"
SHIPPED = "central-asia"


def home() -> Path:
    """Return the folder of the registry: ``BIRUNI_HOME``, or that for user data."""
    given = os.environ.get(HOME_VARIABLE)
    if given:
        return Path(given).expanduser()
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "biruni"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "biruni"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "biruni"


def shipped_pack(name: str = SHIPPED) -> Path:
    """
    Return the folder of a pack that comes with biruni: in the wheel, or beside the sources.

    Raises:
        NotFound: No pack of that name comes with this installation.
    """
    for folder in _shelves():
        if name in _names(folder):
            return folder / name
    names = shipped_packs()
    raise NotFound(
        f'no pack "{name}" comes with this installation',
        hint=did_you_mean(name, names) or f"give the folder of a pack, or one of {', '.join(names)}"
        if names
        else "give the folder of a pack",
    )


def shipped_packs() -> list[str]:
    """Return the names of the packs that come with biruni, the region it is about first."""
    found = {name for folder in _shelves() for name in _names(folder)}
    return sorted(found, key=lambda name: (name != SHIPPED, name))


def _shelves() -> tuple[Path, Path]:
    package = Path(__file__).parents[1]
    return package / "shipped", package.parents[1] / "packs"


def _names(folder: Path) -> list[str]:
    return [header.parent.name for header in folder.glob("*/pack.yaml")]

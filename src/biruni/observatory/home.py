"""Where things lie on this machine: the user's registry, and the pack that biruni ships."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from biruni.model.problems import NotFound

HOME_VARIABLE = "BIRUNI_HOME"
LEDGER_NAME = "registry.sqlite"
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
    """Return the folder of a pack that comes with biruni: in the wheel, or beside the sources."""
    package = Path(__file__).parents[1]
    for folder in (package / "shipped" / name, package.parents[1] / "packs" / name):
        if (folder / "pack.yaml").is_file():
            return folder
    raise NotFound(
        f'no pack "{name}" comes with this installation', hint="give the folder of a pack"
    )

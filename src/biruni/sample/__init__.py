"""
The sample region: five fictional states on one river, and an outside power.

Small enough that every answer is worked out by hand (``docs/sample.md``), rich enough to hold every
hard case: a refusal with a reason, a state that withdraws, one that revokes, uncertain dates, rival
claims, a text that is not public. Nothing in it is real.
"""

from __future__ import annotations

from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory, mkdtemp
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from biruni.observatory.registry import Registry

__all__ = ["CORRECTED_AT", "RECORDED_AT", "open", "path"]

RECORDED_AT = "2024-01-01T00:00:00Z"
CORRECTED_AT = "2024-06-01T00:00:00Z"
_BY = "biruni.sample"


def path() -> Path:
    """Return the folder of the sample pack."""
    return Path(__file__).parent / "pack"


def open(folder: Path | None = None, *, history: bool = False) -> Registry:  # noqa: A001 (reads as sample.open)
    """
    Build the sample region into a folder and open it.

    Args:
        folder: Where; by default a new temporary folder.
        history: Record the pack as it first was at `RECORDED_AT`, and as it is at `CORRECTED_AT`;
            without, only as it is, at `RECORDED_AT`.
    """
    from biruni.observatory.registry import Registry

    registry = Registry.open(folder or Path(mkdtemp(prefix="biruni-sample-")), create=True)
    if history:
        with TemporaryDirectory(prefix="biruni-sample-") as first:
            copytree(path(), first, dirs_exist_ok=True)
            copytree(path().parent / "first", first, dirs_exist_ok=True)
            registry.build(Path(first), now=RECORDED_AT, by=_BY)
    registry.build(path(), now=CORRECTED_AT if history else RECORDED_AT, by=_BY)
    return registry

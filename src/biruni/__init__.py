"""
biruni: the open observatory of layered regional cooperation.

::

    import biruni

    with biruni.open() as registry:
        reading = registry.at("2023-01-01")
        for row in reading.status("friendship-treaty-2022"):
            print(row.party, row.status, row.answer, row.since)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from biruni.api.client import Remote
    from biruni.observatory.registry import Registry

__all__ = ["__version__", "connect", "open"]
__version__ = "0.1.0"


def open(folder: Path | str | None = None) -> Registry:  # noqa: A001 (reads as biruni.open)
    """
    Open the registry of a folder, by default that of ``BIRUNI_HOME`` or the user's data folder.

    Raises:
        NotFound: There is none; ``biruni build`` makes it.
    """
    from pathlib import Path

    from biruni.observatory.registry import Registry

    return Registry.open(Path(folder) if folder is not None else None)


def connect(address: str) -> Remote:
    """
    Return a registry that is served elsewhere, with the questions of one that lies here.

    Raises:
        InvalidInput: The address is not one of HTTP.
    """
    from biruni.api.client import connect

    return connect(address)

"""Whether all that lies in a home still is what was recorded: both ledgers, and observations."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from biruni.model.problems import BiruniError, LedgerDamaged, Problem
from biruni.observations.store import Observations
from biruni.observatory.home import IMPORTS, LEDGER_NAME
from biruni.observatory.registry import Registry

if TYPE_CHECKING:
    from pathlib import Path

    from biruni.store.chain import Batch


@dataclass(slots=True)
class Verified:
    """
    What was checked, and what is wrong.

    Attributes:
        batches: Batches of the registry.
        imported: Batches of the imported tables.
        observed: Files of observations.
        problems: All that is not as it was recorded.
    """

    batches: list[Batch] = field(default_factory=list)
    imported: list[Batch] = field(default_factory=list)
    observed: int = 0
    problems: list[Problem] = field(default_factory=list)


def verified(home: Path) -> Verified:
    """
    Check the registry of a home, its imported tables and the files of its observations.

    Raises:
        NotFound: There is neither a registry nor an imported table.
    """
    found = Verified()
    imports = home / IMPORTS
    observations = Observations(imports)
    if (home / LEDGER_NAME).exists() or not (
        (imports / LEDGER_NAME).exists() or observations.folder.exists()
    ):
        found.batches = _ledger(home, found.problems)
    if (imports / LEDGER_NAME).exists():
        found.imported = _ledger(imports, found.problems)
    try:
        found.problems += observations.verify()
        found.observed = sum(
            len(parts) for each in observations.recordings() for parts in each.tables.values()
        )
    except BiruniError as error:
        found.problems += _said(observations.folder, error)
    return found


def _ledger(folder: Path, problems: list[Problem]) -> list[Batch]:
    """Check one ledger; one that cannot be opened is a problem among others."""
    try:
        with Registry.open(folder) as registry:
            problems += registry.ledger.verify()
            return registry.ledger.batches()
    except LedgerDamaged as error:
        problems += _said(folder / LEDGER_NAME, error)
        return []


def _said(path: Path, error: BiruniError) -> list[Problem]:
    return list(error.problems) or [
        Problem(str(path), 0, "ledger.unreadable", error.message, error.hint)
    ]

"""How the package is used from Python: this must type-check, as a user's program would."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import biruni
from biruni import sample
from biruni.view.moment import moment

if TYPE_CHECKING:
    from biruni.measures.ladder import Rung
    from biruni.measures.layers import Standing
    from biruni.model.statement import Statement
    from biruni.observatory.reading import Reading
    from biruni.view.changes import Happening
    from biruni.view.commitments import Commitment
    from biruni.view.conflicts import Fact
    from biruni.view.entry_into_force import EntryIntoForce
    from biruni.view.holes import Hole
    from biruni.view.meetings import Meeting
    from biruni.view.membership import Membership
    from biruni.view.treaty_status import Status
    from biruni.view.view import View


def signatories(folder: str | Path | None = None) -> list[str]:
    """Who had signed the friendship treaty on a day, as known from sources of another."""
    with biruni.open(folder) as registry:
        reading: Reading = registry.at("2025-12-31", published_by="2025-08-01")
        found: list[Status] = reading.status("friendship-treaty-2022")
        return [each.party for each in found if each.answer == "yes"]


def why(reading: Reading, instrument: str, state: str) -> list[str]:
    """Where in which source the status of one state is said."""
    (found,) = reading.status(instrument, state)
    statements: tuple[Statement, ...] = found.statements
    return [f"{each.source}, {each.locator}: {each.words or each.value}" for each in statements]


def verbs(reading: Reading) -> dict[str, int]:
    """Every question that can be asked of a moment."""
    force: EntryIntoForce = reading.entry_into_force("river-treaty")
    members: list[Membership] = reading.members("river-summit")
    meetings: list[Meeting] = reading.meetings(mechanism="river-summit", planned=True)
    ladder: list[Rung] = reading.ladder()
    layers: dict[str, list[Standing]] = reading.layers()
    timeline: list[Happening] = reading.timeline(about="river-treaty")
    conflicts: list[Fact] = reading.conflicts(categories=("majority", "conflict"))
    holes: list[Hole] = reading.holes()
    commitments: list[Commitment] = reading.commitments(state="XAR")
    sources: list[str] = reading.sources()
    return {
        reading.label("sample/instrument/river-treaty", "ru"): len(force.statements),
        "members": len(members),
        "meetings": len(meetings),
        "ladder": len(ladder),
        "layers": sum(len(found) for found in layers.values()),
        "timeline": len(timeline),
        "conflicts": len(conflicts),
        "holes": len(holes),
        "commitments": len(commitments),
        "sources": len(sources),
    }


def sample_region(folder: Path) -> dict[str, int]:
    """The sample region, built and asked."""
    with sample.open(folder, history=True) as registry:
        view: View = registry.view(moment("2014-06-30", known_at="2024-03-01"))
        title: str = view.value("sample/instrument/river-treaty", "title")
        return {title: len(view.recorded)} | verbs(registry.at("2014-06-30"))

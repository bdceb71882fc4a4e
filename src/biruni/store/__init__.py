"""The ledger: what was recorded and withdrawn, when, and by whom. The only room that speaks SQL."""

from biruni.store.build import BuildResult, build
from biruni.store.chain import Batch
from biruni.store.history import replay_history, write_history
from biruni.store.ledger import Changes, Ledger
from biruni.store.search import Match

__all__ = [
    "Batch",
    "BuildResult",
    "Changes",
    "Ledger",
    "Match",
    "build",
    "replay_history",
    "write_history",
]

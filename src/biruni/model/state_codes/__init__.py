"""Codes and names of states: what each meant, in which system, and when. Nothing is guessed."""

from __future__ import annotations

from biruni.model.state_codes.existence import existed, spells
from biruni.model.state_codes.names import explain_name, named
from biruni.model.state_codes.periods import On
from biruni.model.state_codes.reading import (
    Codes,
    Meaning,
    Reading,
    codes,
    mapping,
    meanings,
    problem,
    systems,
)
from biruni.model.state_codes.states import State, state, states

__all__ = [
    "Codes",
    "Meaning",
    "On",
    "Reading",
    "State",
    "codes",
    "existed",
    "explain_name",
    "mapping",
    "meanings",
    "named",
    "problem",
    "spells",
    "state",
    "states",
    "systems",
]

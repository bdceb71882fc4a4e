"""How the answers of the report are computed, under which licence, and how to cite it."""

from __future__ import annotations

from typing import Final

from biruni.report.cited import Facts
from biruni.report.document import Block, Items, Section, Text, words

_RULES: Final = """
Every statement is what one source says in one place. Two sources that agree are two statements.
Dates are kept as uncertain as their sources give them: “by late 2021” is a range of days. \
An answer is certain only when every possible day gives the same one.
A membership or mechanism is never held to go on, or to have ended, because a date is missing.
The status of a state is derived from its dated acts, in the order of the Vienna Convention \
on the Law of Treaties. Where dates are uncertain, every order that they allow is tried.
Where claims cannot both hold, the report shows the editors' preferred claim; without one, \
the claim that most sources support. All sides stand under Rival claims.
The level of a meeting is the one it was convened at by its sources, else the lowest that all \
principal parties reached.
“Not known” means that no visible source says so. It is neither yes nor no.
"""
_VERIFY: Final = (
    "Most sources were read as public pages. The small number after a fact leads to the statement, "
    "its place in the source, and the source's address: verify there before you quote."
)


def section(facts: Facts, *, cite: str, ledger: str, licences: tuple[str, ...]) -> Section:
    """Say in short how the report came about."""
    moment = facts.view.moment.as_dict()
    asked = f"as of {moment['as_of']}"
    asked += f", as the ledger held it at {moment['known_at']}" if moment["known_at"] else ""
    asked += (
        f", from sources published by {moment['published_by']}" if moment["published_by"] else ""
    )
    made = f"This report is computed from the registry {asked}. Only the statements are by hand."
    blocks: list[Block] = [
        Text(words(made)),
        Items(tuple(words(rule) for rule in _RULES.strip().splitlines())),
        Text(words(_VERIFY)),
    ]
    blocks += [Text(words(licence)) for licence in licences]
    blocks.append(Text(words("Cite as: ", cite)))
    if ledger:
        said = f"Version of the ledger: {ledger}. It changes with every recording."
        blocks.append(Text(words(said)))
    return Section("method", "Method, licence and citation", "", tuple(blocks))

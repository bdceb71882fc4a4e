"""How the answers of the report are computed, under which licence, and how to cite it."""

from __future__ import annotations

from typing import Final

from biruni.report.cited import Facts
from biruni.report.document import Block, Items, Said, Section, Text, words
from biruni.report.phrases import ENGLISH, N_

_RULES: Final = (
    N_(
        "Every statement is what one source says in one place. Two sources that agree are two "
        "statements."
    ),
    N_(
        "Dates are kept as uncertain as their sources give them: “by late 2021” is a range of "
        "days. An answer is certain only when every possible day gives the same one."
    ),
    N_(
        "A membership or mechanism is never held to go on, or to have ended, because a date "
        "is missing."
    ),
    N_(
        "The status of a state is derived from its dated acts, in the order of the Vienna "
        "Convention on the Law of Treaties. Where dates are uncertain, every order that they "
        "allow is tried."
    ),
    N_(
        "Where claims cannot both hold, the report shows the editors' preferred claim; "
        "without one, the claim that most sources support. All sides stand under Rival "
        "claims."
    ),
    N_(
        "The level of a meeting is the one it was convened at by its sources, else the lowest "
        "that all principal parties reached."
    ),
    N_("“Not known” means that no visible source says so. It is neither yes nor no."),
)
_VERIFY: Final = N_(
    "Most sources were read as public pages. The small number after a fact leads to the statement, "
    "its place in the source, and the source's address: verify there before you quote."
)


def section(facts: Facts, *, cite: str, ledger: str, licences: tuple[str, ...]) -> Section:
    """Say in short how the report came about."""
    moment = facts.view.moment.as_dict()
    asked = facts.say("as of {day}", day=moment["as_of"])
    if moment["known_at"]:
        asked += facts.say(", as the ledger held it at {time}", time=moment["known_at"])
    if moment["published_by"]:
        asked += facts.say(", from sources published by {day}", day=moment["published_by"])
    made = facts.say(
        "This report is computed from the registry {asked}. Only the statements are by hand.",
        asked=asked,
    )
    blocks: list[Block] = [
        Text(words(made)),
        Items(tuple(words(facts.say(rule)) for rule in _RULES)),
        Text(words(facts.say(_VERIFY))),
    ]
    blocks += [Text((Said(each, lang=facts.foreign(ENGLISH)),)) for each in licences]
    blocks.append(Text(facts.sentence("Cite as: {cite}", cite=cite)))
    if ledger:
        said = facts.say(
            "Version of the ledger: {ledger}. It changes with every recording.", ledger=ledger
        )
        blocks.append(Text(words(said)))
    return Section("method", facts.say("Method, licence and citation"), "", tuple(blocks))

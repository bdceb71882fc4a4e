"""
Who belonged to what, year by year: one row for each party, whole and year.

A party belongs in a year when it belongs on at least one day of it: who leaves in June 2012 is
counted in 2012 and no longer in 2013.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from biruni.model.date_logic import before, on_or_before
from biruni.model.statement import DEPRECATED, Statement
from biruni.model.uncertain_date import Certainty, parse
from biruni.report.exports.tables.cells import ids
from biruni.report.exports.tables.table import (
    ANSWER,
    ID,
    NUMBER,
    STATEMENTS,
    Column,
    Row,
    Table,
    table,
)
from biruni.report.exports.tables.years import WHOLES, Year
from biruni.view.membership import NO, POSSIBLE, UNKNOWN, YES
from biruni.view.view import View, holds

_STRENGTH: Final = (NO, UNKNOWN, POSSIBLE, YES)
_CLOSENESS: Final = ("guest", "observer", "partner", "associate", "suspended", "member")


@dataclass(frozen=True, slots=True)
class MembershipYear:
    """The answer for one party, one whole and one year; ``why`` explains a no."""

    party: str
    whole: str
    layer: str
    year: Year
    role: str
    answer: str
    why: str
    statements: tuple[Statement, ...]


def membership_years(view: View, years: Iterable[Year]) -> list[MembershipYear]:
    """Return the answers for every party that a visible source names, and every year."""
    years = list(years)
    found: list[MembershipYear] = []
    for kind in WHOLES:
        for whole in view.entities(kind):
            claims: dict[str, list[Statement]] = {}
            for statement in view.about(whole, "member"):
                if statement.rank != DEPRECATED:
                    claims.setdefault(statement.value, []).append(statement)
            lives = {year: _existed(view, whole, year) for year in years}
            layer = view.value(whole, "layer")
            for party, said in claims.items():
                for year in years:
                    role, answer, why, used = _answer(said, year, *lives[year])
                    found.append(MembershipYear(party, whole, layer, year, role, answer, why, used))
    return found


def _answer(
    claims: list[Statement], year: Year, existed: str, why: str
) -> tuple[str, str, str, tuple[Statement, ...]]:
    """Return role, answer, why not, and the statements that decide."""
    rated = [
        (year.touches(claim.valid), claim.qualifier("role") or "member", claim)
        for claim in claims
        if not claim.negated
    ]
    denials = [claim for claim in claims if claim.negated and _whole_year(claim, year)]
    if not rated:
        role = next((claim.qualifier("role") for claim in claims), "") or "member"
        answer = NO if denials else UNKNOWN
        return role, answer, "denied" if denials else "", tuple(claims)
    answer, role, _ = max(
        rated, key=lambda each: (_STRENGTH.index(each[0]), _CLOSENESS.index(each[1]))
    )
    used = [claim for said, as_role, claim in rated if (said, as_role) == (answer, role)]
    denials = [claim for claim in denials if claim.qualifier("role") in ("", role)]
    reason = _why(used, year) if answer == NO else ""
    if denials:
        used += denials
        answer, reason = (POSSIBLE, "") if answer == YES else (NO, "denied")
    if existed == NO and answer == YES and why == "not in existence":
        answer = POSSIBLE  # one source dates the member before another dates the whole
    elif existed == NO and answer != NO:
        answer, reason = NO, why
    elif existed == POSSIBLE and answer == YES:
        answer = POSSIBLE
    return role, answer, reason, tuple(used)


def _whole_year(denial: Statement, year: Year) -> bool:
    """A denial contradicts a year only when it speaks for all of it."""
    certain = (Certainty.CERTAIN, None)
    return holds(denial, year.first) in certain and holds(denial, year.last) in certain


def _why(claims: Iterable[Statement], year: Year) -> str:
    spans = [parse(claim.valid) for claim in claims]
    if all(span.earliest is not None and span.earliest > year.last for span in spans):
        return "not yet"
    if all(span.latest is not None and span.latest < year.first for span in spans):
        return "no longer"
    return "not in that year"


def _existed(view: View, whole: str, year: Year) -> tuple[str, str]:
    """Whether the whole existed in the year by its dates, and why not."""
    ended = view.best(whole, "ended")
    gone = on_or_before(parse(ended.value), year.first - 1) if ended else Certainty.IMPOSSIBLE
    if gone is Certainty.CERTAIN:
        return NO, "ended"
    began = view.best(whole, "established")
    if began and before(year.span, parse(began.value)) is Certainty.CERTAIN:
        return NO, "not in existence"
    return (POSSIBLE if gone is Certainty.POSSIBLE else YES), ""


def membership_year_table(view: View, found: Iterable[MembershipYear]) -> Table:
    """Return the table ``membership_year``."""
    return table(
        "membership_year",
        "Membership by year",
        "Party x mechanism, body or organisation x year, for every pair that a source names.",
        columns=(
            Column("party", "State or organisation", ID, "entities.id"),
            Column("whole", "Mechanism, body or organisation", ID, "entities.id"),
            Column("year", "Calendar year", NUMBER),
            Column("until", "Last day counted: 31 December, or the day of the export", "day"),
            Column("layer", "Layer of cooperation; empty when none is stated"),
            Column("role", "member, suspended, associate, partner, observer or guest"),
            Column("answer", "Did it belong on at least one day of the year?", ANSWER),
            Column(
                "why",
                "Of a no: not yet, no longer, not in that year, denied, ended, not in existence",
            ),
            STATEMENTS,
        ),
        key=("party", "whole", "year"),
        rows=_rows(view, found),
    )


def _rows(view: View, found: Iterable[MembershipYear]) -> Iterator[Row]:
    for each in found:
        yield {
            "party": each.party,
            "whole": each.whole,
            "year": each.year.number,
            "until": each.year.until,
            "layer": each.layer,
            "role": each.role,
            "answer": each.answer,
            "why": each.why,
            "statements": ids(view, each.statements),
        }

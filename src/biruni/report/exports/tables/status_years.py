"""
Where states stood towards instruments, year by year: one row for each party, instrument and year.

``signed`` and ``bound`` hold when they hold on at least one day of the year, so that a state which
withdraws is counted in that year and no longer in the next. Not to be known to have ratified is
``unknown``; ``no`` needs a source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from biruni.model.statement import Statement
from biruni.model.uncertain_date import parse
from biruni.report.exports.tables.cells import ids, stronger
from biruni.report.exports.tables.table import (
    ANSWER,
    EDTF,
    ID,
    NUMBER,
    STATEMENTS,
    Column,
    Row,
    Table,
    table,
)
from biruni.report.exports.tables.years import Year, on_day
from biruni.view.acts import Act, acts
from biruni.view.membership import NO, POSSIBLE, UNKNOWN
from biruni.view.treaty_status import (
    ADOPTER,
    CONTRACTING,
    PARTY,
    PROVISIONAL,
    REFRAINED,
    REVOKED,
    SIGNATORY,
    WITHDRAWN,
    Status,
    statuses,
)
from biruni.view.view import View

SIGNING: Final = frozenset(("signature", "signature_ad_referendum", "definitive_signature"))
CONSENTING: Final = frozenset(
    (
        "definitive_signature",
        "ratification",
        "acceptance",
        "approval",
        "accession",
        "succession",
        "formal_confirmation",
    )
)
# Without a ratification of their own, some bilateral treaties bind by these.
_BINDING: Final = CONSENTING | {"notification_of_internal_procedures", "exchange_of_instruments"}
_SIGNED: Final = frozenset((SIGNATORY, CONTRACTING, PARTY, PROVISIONAL, REVOKED))
_BOUND: Final = frozenset((CONTRACTING, PARTY, PROVISIONAL))
_LEFT: Final = frozenset((WITHDRAWN, REVOKED))


@dataclass(frozen=True, slots=True)
class StatusYear:
    """The status at the end of a year, and what held on some day of it."""

    party: str
    instrument: str
    year: Year
    status: str
    answer: str
    since: str
    signed: str
    bound: str
    adopted: str
    statements: tuple[Statement, ...]


def status_years(view: View, years: Iterable[Year]) -> list[StatusYear]:
    """Return the answers for every named party, from the year that the text may date from."""
    years = list(years)
    found: list[StatusYear] = []
    for instrument in view.entities("instrument"):
        history = acts(view, instrument)
        first = _first_day(view, instrument, history)
        for year in years:
            if first is None or first <= year.last:
                found += _year(view, instrument, history, year)
    return found


def _year(view: View, instrument: str, history: list[Act], year: Year) -> Iterator[StatusYear]:
    days = {year.first, year.last}
    days |= {act.latest for act in history if act.latest and year.first < act.latest < year.last}
    rows: dict[str, tuple[Status, str, str, str]] = {}
    for day in sorted(days):
        for each in statuses(on_day(view, day), instrument):
            of_party = [act for act in history if act.party == each.party]
            _, *before = rows.get(each.party, (each, NO, NO, NO))
            now = (signed(each), bound(each, of_party, day), adopted(each))
            first, second, third = map(stronger, now, before)
            rows[each.party] = (each, first, second, third)
    for party, (end, has_signed, is_bound, has_adopted) in rows.items():
        yield StatusYear(
            party,
            instrument,
            year,
            end.status,
            end.answer,
            end.since,
            has_signed,
            is_bound,
            has_adopted,
            end.statements,
        )


def signed(each: Status) -> str:
    """Whether the party has signed or expressed its consent, and has not left."""
    if each.status in _SIGNED:
        return each.answer
    if each.status in (REFRAINED, WITHDRAWN):
        return each.answer
    return UNKNOWN


def bound(each: Status, history: Iterable[Act], day: int) -> str:
    """Whether the party is bound by its consent; a consent that may have been given is possible."""
    if each.status in _BOUND:
        return each.answer
    if any(act.party == each.party and _may_bind(act, day) for act in history):
        return POSSIBLE
    if each.status in _LEFT:
        return POSSIBLE if each.answer == POSSIBLE else NO
    return each.answer if each.status == REFRAINED else UNKNOWN


def adopted(each: Status) -> str:
    """Whether the party is named among those who adopted the text without an act of its own."""
    return each.answer if each.status == ADOPTER else UNKNOWN


def _may_bind(act: Act, day: int) -> bool:
    known = act.action in _BINDING and not act.refused and not act.votes_only
    done = act.latest is not None and act.latest <= day
    return known and not done and (act.earliest is None or act.earliest <= day)


def _first_day(view: View, instrument: str, history: list[Act]) -> int | None:
    """First day on which the text may have been signed or acted upon; None without bound."""
    days = [parse(claim.value).earliest for claim in view.claims(instrument, "signed")]
    days += [act.earliest for act in history]
    known = [day for day in days if day is not None]
    return None if len(known) < len(days) or not days else min(known)


def status_year_table(view: View, found: Iterable[StatusYear]) -> Table:
    """Return the table ``status_year``."""
    return table(
        "status_year",
        "Status towards instruments by year",
        "Party x instrument x year, for every party that acted, is named, or took part in the"
        " meeting that adopted the text, from the first year that the text may date from.",
        columns=(
            Column("party", "State or organisation", ID, "entities.id"),
            Column("instrument", "Instrument", ID, "entities.id"),
            Column("year", "Calendar year", NUMBER),
            Column("until", "Last day counted: 31 December, or the day of the export", "day"),
            Column("status", "Status on that last day (see docs: status of a treaty)"),
            Column("answer", "Has it signed, or is it bound, on that last day?", ANSWER),
            Column("since", "Date of the act that made the status", EDTF),
            Column("signed", "Signed, and not left, on at least one day of the year?", ANSWER),
            Column("bound", "Bound by its consent on at least one day of the year?", ANSWER),
            Column("adopted", "Named among those who adopted it, without an act?", ANSWER),
            STATEMENTS,
        ),
        key=("party", "instrument", "year"),
        rows=_rows(view, found),
    )


def _rows(view: View, found: Iterable[StatusYear]) -> Iterator[Row]:
    for each in found:
        yield {
            "party": each.party,
            "instrument": each.instrument,
            "year": each.year.number,
            "until": each.year.until,
            "status": each.status,
            "answer": each.answer,
            "since": each.since,
            "signed": each.signed,
            "bound": each.bound,
            "adopted": each.adopted,
            "statements": ids(view, each.statements),
        }

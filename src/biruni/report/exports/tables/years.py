"""The calendar years of a panel, up to the day that the view can speak of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from biruni.model.date_logic import overlaps
from biruni.model.uncertain_date import UncertainDate, civil, day_number, iso_day, parse
from biruni.report.exports.tables.cells import BY_CERTAINTY
from biruni.view.acts import acts
from biruni.view.meetings import meetings
from biruni.view.membership import UNKNOWN
from biruni.view.view import View

WHOLES = ("mechanism", "body", "organization")


@dataclass(frozen=True, slots=True)
class Year:
    """A year of the panel; the last one ends on the day of the view."""

    number: int
    first: int
    last: int

    @property
    def until(self) -> str:
        """Last day counted, in ISO 8601."""
        return iso_day(self.last)

    @property
    def span(self) -> UncertainDate:
        """The days counted, as a date."""
        return parse(f"{iso_day(self.first)}/{iso_day(self.last)}")

    def touches(self, edtf: str) -> str:
        """Whether what is dated so falls on a day of the year; unknown without a date."""
        return BY_CERTAINTY[overlaps(parse(edtf), self.span)] if edtf else UNKNOWN

    def holds(self, earliest: int | None, latest: int | None) -> tuple[bool, bool]:
        """Whether one day between the two certainly, and whether it possibly, is in the year."""
        certain = (
            earliest is not None
            and latest is not None
            and self.first <= earliest
            and latest <= self.last
        )
        possible = (earliest is None or earliest <= self.last) and (
            latest is None or latest >= self.first
        )
        return certain, possible


def panel_years(view: View) -> list[Year]:
    """Return the years from the first that anything counted is dated in to that of the view."""
    end = view.moment.horizon
    last = civil(end)[0]
    first = min((civil(day)[0] for day in _days(view) if day <= end), default=last)
    return [
        Year(number, day_number(number, 1, 1), min(day_number(number, 12, 31), end))
        for number in range(max(first, 1), last + 1)
    ]


def on_day(view: View, day: int) -> View:
    """Return the same view asked about an earlier day; it shares what it has read."""
    return view.on(replace(view.moment, valid_on=min(day, view.moment.horizon)))


def _days(view: View) -> Iterator[int]:
    """First possible days of memberships, meetings, acts and adopted texts."""
    dates = [
        claim.valid
        for kind in WHOLES
        for whole in view.entities(kind)
        for claim in view.claims(whole, "member")
        if claim.valid
    ]
    dates += [each.start for each in meetings(view) if each.start]
    for instrument in view.entities("instrument"):
        dates += [claim.value for claim in view.claims(instrument, "signed")]
        for act in acts(view, instrument):
            if act.earliest is not None:
                yield act.earliest
    for edtf in dates:
        earliest = parse(edtf).earliest
        if earliest is not None:
            yield earliest

"""How each number of a comparison is computed: which data, which members, which year."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import TYPE_CHECKING, Final

from biruni.measures.regions.measured import nothing
from biruni.model.uncertain_date import iso_day
from biruni.observatory.region_answer import Row
from biruni.observatory.region_data import (
    ADDED_BY,
    ORGANISATIONS,
    VISAS,
    VOTES,
    RegionData,
    day_of,
)
from biruni.observatory.region_measures import MEASURES, POWERS
from biruni.observatory.region_measures import MEMBERSHIP as OF_MEMBERSHIP
from biruni.observatory.region_measures import ORGANISATIONS as OF_ORGANISATIONS
from biruni.observatory.region_measures import TREATIES as OF_TREATIES
from biruni.observatory.region_measures import VISAS as OF_VISAS
from biruni.observatory.region_measures import VOTES as OF_VOTES
from biruni.report.phrases import N_

if TYPE_CHECKING:
    from biruni.measures.regions.organisations import Memberships, Roles
    from biruni.measures.regions.treaty_parties import Bound, Stands
    from biruni.measures.regions.vote_cohesion import Ballots, Pairs
    from biruni.observatory.group_views import Group
    from biruni.observatory.imports import Imports
    from biruni.observatory.region_answer import How
    from biruni.view.moment import Moment

FIRST_YEAR: Final = 1992
"""The first year of what is asked by year: the first in which all groups' states could vote."""
NOT_HELD: Final = N_("the data set is not held")
NO_ROLL_CALL: Final = N_("no roll call by this day is held")
NO_SNAPSHOT: Final = N_("no snapshot by this day is held")
FEW: Final = "fewer than two members"

Window = tuple[dt.date, dt.date]


class Rows:
    """The rows of one question: what its groups have in common is read once."""

    def __init__(
        self, groups: tuple[Group, ...], imports: Imports, moment: Moment, how: How
    ) -> None:
        self.groups = groups
        self.moment = moment
        self.how = how
        self.data = RegionData(imports, moment.known_at, how.treaties)
        self.day = moment.horizon
        self._memberships: dict[tuple[str, int], Memberships] = {}
        self._by_year: dict[int, Roles] = {}
        self._by_day: dict[dt.date, dict[tuple[str, str], str | None]] = {}

    def row(self, group: Group, measure: str) -> Row:
        """Compute a measure as of the day."""
        match MEASURES[measure].family:
            case family if family == OF_MEMBERSHIP:
                return self._of_members(group, measure)
            case family if family == OF_ORGANISATIONS:
                return self._of_organisations(group, measure, self._year())
            case family if family == OF_TREATIES:
                return self._of_treaties(group, measure)
            case family if family == OF_VOTES:
                return self._of_votes(group, measure, self._window())
            case family if family == OF_VISAS:
                days = self._snapshots()
                return self._of_visas(group, measure, days[-1] if days else None)
        return self._of_records(group, measure)

    def by_year(self, group: Group, measure: str) -> list[Row]:
        """Compute a measure for every year or snapshot that there is, the latest last."""
        about = MEASURES[measure]
        if not about.over_time:
            return [self.row(group, measure)]
        if about.family == OF_ORGANISATIONS:
            last = self._year()
            years = range(FIRST_YEAR, last + 1) if last is not None else ()
            return [self._of_organisations(group, measure, year) for year in years] or [
                self.row(group, measure)
            ]
        if about.family == OF_VOTES:
            window = self._window()
            first = self.data.votes_cover
            years = (
                range(max(FIRST_YEAR, first[0].year), window[1].year + 1)
                if window and first
                else ()
            )
            return [
                self._of_votes(group, measure, (dt.date(year, 1, 1), dt.date(year, 12, 31)))
                for year in years
            ] or [self.row(group, measure)]
        return [self._of_visas(group, measure, day) for day in self._snapshots()] or [
            self.row(group, measure)
        ]

    def missing(self) -> dict[str, str]:
        """Return the command that adds what is not held, by family."""
        found = {}
        if self.data.last_year is None:
            found[OF_ORGANISATIONS] = ADDED_BY[ORGANISATIONS]
        if not self.data.treaty_streams():
            name = self.data.treaties.partition("/")[0]
            found[OF_TREATIES] = ADDED_BY.get(name, f"biruni data add {name} FILE")
        if not self.data.vote_source:
            found[OF_VOTES] = ADDED_BY[VOTES]
        if not self.data.snapshots:
            found[OF_VISAS] = ADDED_BY[VISAS]
        return found

    # ------------------------------------------------------------ each family

    def _of_members(self, group: Group, measure: str) -> Row:
        from biruni.measures.regions import group_stability

        members, day = group.found, self.day
        measured = {
            "members": lambda: group_stability.size(members),
            "age": lambda: group_stability.age(members, day),
            "joined": lambda: group_stability.entries(members),
            "left": lambda: group_stability.exits(members),
            "unchanged": lambda: group_stability.unchanged_for(members, day),
        }[measure]()
        return Row(group.id, measure, iso_day(day), measured, group.sources)

    def _of_organisations(self, group: Group, measure: str, year: int | None) -> Row:
        from biruni.measures.regions import organisations

        if year is None:
            return Row(group.id, measure, "", nothing(NOT_HELD), ())
        found = self._members_in(group, year)
        measured = {
            "shared-organisations": organisations.mean_shared,
            "overlap": organisations.overlap,
            "density": organisations.density,
            "in-all": organisations.in_all,
            "among-themselves": organisations.among_themselves,
            "some-among-themselves": organisations.some_among_themselves,
        }[measure](found)
        origin = self.data.organisations_origin()
        return Row(group.id, measure, f"{year:04}", measured, (origin,))

    def _of_treaties(self, group: Group, measure: str) -> Row:
        from biruni.measures.regions.treaty_parties import ratification_lag, together

        found, sources = self._stands
        members = group.found.certain
        if not sources:
            return Row(group.id, measure, "", nothing(NOT_HELD), ())
        if measure == "ratification-lag":
            measured = ratification_lag(found, members, self.day)
        else:
            fewest = {
                "treaties-all": len(members),
                "treaties-most": len(members) // 2 + 1,
                "treaties-two": 2,
            }[measure]
            measured = together(self._bound, members, max(2, fewest))
        return Row(group.id, measure, f"../{iso_day(self.day)}", measured, sources)

    def _of_votes(self, group: Group, measure: str, window: Window | None) -> Row:
        from biruni.measures.regions.vote_cohesion import cohesion

        if window is None:
            reason = NO_ROLL_CALL if self.data.vote_source else NOT_HELD
            return Row(group.id, measure, "", nothing(reason), ())
        members = group.found.certain
        if not members:
            return Row(group.id, measure, "", nothing(FEW), ())
        pairs = self._pairs(group, measure, window)
        expected = (
            len(set(members) - {POWERS[measure]})
            if measure in POWERS
            else len(members) * (len(members) - 1) // 2
        )
        measured = cohesion(pairs, expected, draws=self.how.draws, seed=self.how.seed)
        period = f"{window[0]}/{window[1]}"
        return Row(group.id, measure, period, measured, (self.data.votes_origin(),))

    def _of_visas(self, group: Group, measure: str, day: dt.date | None) -> Row:
        from biruni.measures.regions.visa_openness import (
            NOT_BEFOREHAND,
            VISA_FREE,
            visa_openness,
        )

        if day is None:
            reason = NO_SNAPSHOT if self.data.snapshots else NOT_HELD
            return Row(group.id, measure, "", nothing(reason), ())
        rules = VISA_FREE if measure == "visa-free" else NOT_BEFOREHAND
        measured = visa_openness(self._rules(day), group.found.certain, rules)
        return Row(group.id, measure, str(day), measured, (self.data.visas_origin(),))

    def _of_records(self, group: Group, measure: str) -> Row:
        from biruni.measures.regions.own_records import mechanisms, meetings_held

        records = group.records
        measured = {
            "mechanisms": lambda: mechanisms(records),
            "meetings": lambda: meetings_held(records),
            "meetings-heads": lambda: meetings_held(records, "head_of_state"),
        }[measure]()
        sources = group.record_sources if records else ()
        return Row(group.id, measure, f"../{iso_day(self.day)}", measured, sources)

    # ------------------------------------------------------------ what groups share

    @cached_property
    def _stands(self) -> tuple[Stands, tuple[str, ...]]:
        """What is told of treaties, of the members of all groups."""
        states = {state for group in self.groups for state in group.found.certain}
        return self.data.stands(states)

    @cached_property
    def _bound(self) -> Bound:
        from biruni.measures.regions.treaty_parties import bound_on

        return bound_on(self._stands[0], self.day)

    def _year(self) -> int | None:
        """Return the last year that is over by the day and in the table of organisations."""
        last = self.data.last_year
        if last is None:
            return None
        today = day_of(self.day)
        return min(last, today.year if (today.month, today.day) == (12, 31) else today.year - 1)

    def _members_in(self, group: Group, year: int) -> Memberships:
        from biruni.measures.regions.organisations import Memberships

        key = (group.id, year)
        if key not in self._memberships:
            if year not in self._by_year:
                self._by_year = {year: self.data.roles(year)}
            self._memberships[key] = Memberships.of(
                self._by_year[year], group.found.certain, largest=self.how.largest
            )
        return self._memberships[key]

    def _window(self) -> Window | None:
        """Return the years of roll calls before the day, or before the last that is held."""
        cover = self.data.votes_cover
        if cover is None:
            return None
        last = min(cover[1], day_of(self.day))
        if last < cover[0]:
            return None
        return max(cover[0], _day_after_years_before(last, self.how.window)), last

    @cached_property
    def _ballots(self) -> Ballots:
        """All votes by the day of all states that are asked about."""
        states = {state for group in self.groups for state in group.found.certain}
        return self.data.ballots(
            states | set(POWERS.values()),
            dt.date(FIRST_YEAR, 1, 1),
            day_of(self.day),
            important=self.how.important,
            blocks=self.how.blocks,
        )

    def _pairs(self, group: Group, measure: str, window: Window) -> Pairs:
        from biruni.measures.regions.vote_cohesion import pairs_with, pairs_within

        ballots = self._ballots.within(*window)
        members = group.found.certain
        if measure in POWERS:
            return pairs_with(ballots, members, POWERS[measure], self.how.abstentions)
        return pairs_within(ballots, members, self.how.abstentions)

    def _snapshots(self) -> list[dt.date]:
        return [each for each in self.data.snapshots if each <= day_of(self.day)]

    def _rules(self, day: dt.date) -> dict[tuple[str, str], str | None]:
        if day not in self._by_day:
            self._by_day[day] = self.data.rules(day)
        return self._by_day[day]


def _day_after_years_before(day: dt.date, years: int) -> dt.date:
    """Return the first day of so many years that end with a day."""
    year = max(1, day.year - years)
    try:
        return day.replace(year=year) + dt.timedelta(days=1)
    except ValueError:  # the 29th of February
        return dt.date(year, 3, 1)

"""The imported tables that groups are measured by, read in columns: only what a question needs."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from biruni.measures.regions.organisations import UNKNOWN
from biruni.measures.regions.treaty_parties import NAMED, Act, stands
from biruni.model.statement import NEGATED
from biruni.model.uncertain_date import UNDATED, iso_day, parse

if TYPE_CHECKING:
    import polars as pl

    from biruni.ingest.description import Table
    from biruni.measures.regions.organisations import Roles
    from biruni.measures.regions.treaty_parties import Stands
    from biruni.measures.regions.vote_cohesion import Ballots
    from biruni.observatory.imports import Imports

ORGANISATIONS: Final = "cow_igo"
TREATIES: Final = "manytreaties/parties-ggo"
VOTES: Final = "votes"
VISAS: Final = "visas"
ADDED_BY: Final = {
    ORGANISATIONS: "biruni data add cow_igo igo_year_format3.csv",
    "manytreaties": "biruni data add manytreaties parties_GGO.csv",
    VOTES: "biruni data add unvotes un_votes.csv",
    VISAS: "biruni data add passport_index passport-index-tidy-iso3.csv",
}
"""The command that adds a data set that is not held."""

_SPELLS: Final = ("member", "membership_not_known")
_CHOICES: Final = {"yes": 0, "no": 1, "abstain": 2}


@dataclass(frozen=True, slots=True)
class Origin:
    """
    A data set that a number comes from.

    Attributes:
        id: Source entity, ``cow_igo/source/igo-year``.
        title: What it is called.
        citation: How to cite it.
        licence: On what terms it is offered.
        address: Where it is obtained.
        covers: EDTF of the time that it tells of; empty if nothing says so.
        hash: SHA-256 of what was read, of the first file if there are several.
    """

    id: str
    title: str
    citation: str
    licence: str
    address: str
    covers: str
    hash: str


class RegionData:
    """
    What is held of the tables that measure groups.

    Args:
        imports: The imported tables.
        known_at: UTC time: what was held by then.
        treaties: A table of parties, or a data set of one table a treaty.
    """

    def __init__(self, imports: Imports, known_at: str, treaties: str = TREATIES) -> None:
        self.imports = imports
        self.known_at = known_at
        self.treaties = treaties
        self.origins: dict[str, Origin] = {}

    # ------------------------------------------------------------ organisations

    @cached_property
    def _memberships(self) -> list[tuple[str, str, str, int, int]]:
        """Organisation, state, role, first and last year of every spell."""
        stream = next((each for each in self._streams(f"{ORGANISATIONS}/")), "")
        if not stream:
            return []
        columns = ("subject", "property", "value", "qualifiers", "valid")
        told = self.imports.registry().ledger.told(columns, stream=stream, known_at=self.known_at)
        found = []
        for organisation, name, state, qualifiers, valid in told:
            if name in _SPELLS and valid:
                role = _role(qualifiers) if name == "member" else UNKNOWN
                first, _, last = valid.partition("/")
                found.append((organisation, state, role, int(first[:4]), int(last[:4])))
        return found

    @cached_property
    def last_year(self) -> int | None:
        """The last year that the table of organisations covers; None if none is held."""
        return max((last for *_, last in self._memberships), default=None)

    def roles(self, year: int) -> Roles:
        """Return who was what in which organisation in a year."""
        roles: dict[str, dict[str, str]] = {}
        for organisation, state, role, first, last in self._memberships:
            if first <= year <= last:
                known = roles.setdefault(organisation, {})
                # two codes of one state in a year: the one that says something stands
                if known.get(state, UNKNOWN) == UNKNOWN:
                    known[state] = role
        return roles

    def organisations_origin(self) -> str:
        """Return the source of the table of organisations, or an empty text."""
        return next((self._told_by(each) for each in self._streams(f"{ORGANISATIONS}/")), "")

    # ------------------------------------------------------------ treaties

    def treaty_streams(self) -> list[str]:
        """Return the tables of parties that are held, of those that are asked for."""
        return [
            each
            for each in self._streams(self.treaties)
            if each == self.treaties or each.startswith(f"{self.treaties}/")
        ]

    def stands(self, states: Collection[str]) -> tuple[Stands, tuple[str, ...]]:
        """Return what is told of these states and all instruments, and by which sources."""
        ledger = self.imports.registry().ledger if self.imports.exist else None
        streams = self.treaty_streams()
        acts: list[Act] = []
        wanted = frozenset(states)
        columns = ("subject", "property", "value", "qualifiers", "polarity", "valid")
        for stream in streams if ledger else ():
            for subject, name, value, qualifiers, polarity, valid in ledger.told(  # type: ignore[union-attr]
                columns, stream=stream, known_at=self.known_at
            ):
                party = value if name == NAMED else _party(qualifiers)
                if party in wanted:
                    date = "" if name == NAMED or value == UNDATED else value
                    denied = polarity == NEGATED
                    acts.append(Act(subject, party, name, date, denied, valid if denied else ""))
        return stands(acts), tuple(self._told_by(each) for each in streams)

    # ------------------------------------------------------------ votes

    @cached_property
    def vote_source(self) -> str:
        """The data set of roll calls with the most votes; empty if there is none."""
        held: dict[str, int] = {}
        for each in self.imports.observations.recordings():
            if each.tables.get(VOTES):
                held[each.source] = held.get(each.source, 0) + each.rows(VOTES)
        return max(held, key=lambda name: (held[name], name), default="")

    @cached_property
    def votes_cover(self) -> tuple[dt.date, dt.date] | None:
        """First and last day of its roll calls."""
        parts = [
            part
            for each in self.imports.observations.recordings(self.vote_source)
            for part in each.tables.get(VOTES, ())
            if self.vote_source
        ]
        days = [day for part in parts for day in (part.first, part.last) if day]
        if not days:
            return None
        return dt.date.fromisoformat(min(days)), dt.date.fromisoformat(max(days))

    def ballots(
        self,
        states: Collection[str],
        since: dt.date,
        until: dt.date,
        *,
        important: bool | None = None,
        blocks: str = "roll-call",
    ) -> Ballots:
        """
        Return what states chose in a time.

        Args:
            states: Ids of states.
            since: First day.
            until: Last day.
            important: Only the votes that the source marks as important, or only the others.
            blocks: What is drawn together: ``roll-call``, or ``day`` for all of a day.
        """
        import numpy as np
        import polars as pl

        from biruni.measures.regions.vote_cohesion import ABSENT, Ballots
        from biruni.observations.agreement import PRESENT, selected_votes

        observations = self.imports.observations
        votes = selected_votes(
            observations.table(VOTES),
            since=since,
            until=until,
            states=states,
            sources=[self.vote_source],
            important=important,
        )
        votes = votes.filter(votes.choice.isin(PRESENT))
        rows = observations.frame(votes.select("date", "roll_call", "state", "choice"))
        order = sorted(set(rows["state"].to_list()))
        calls = rows.select("date", "roll_call").unique().sort("date", "roll_call")
        calls = calls.with_columns(call=pl.int_range(pl.len()))
        coded = rows.join(calls, on=("date", "roll_call")).select(
            "call",
            state=pl.col("state").replace_strict(
                {name: place for place, name in enumerate(order)}, return_dtype=pl.Int64
            ),
            choice=pl.col("choice").replace_strict(_CHOICES, return_dtype=pl.Int8),
        )
        choices = np.full((calls.height, len(order)), ABSENT, np.int8)
        choices[coded["call"].to_numpy(), coded["state"].to_numpy()] = coded["choice"].to_numpy()
        drawn = calls["call"] if blocks == "roll-call" else calls["date"].rank("dense")
        days = calls["date"].to_numpy().astype("datetime64[D]")
        return Ballots(order, choices, drawn.cast(pl.Int64).to_numpy(), days)

    def votes_origin(self) -> str:
        """Return the source of the roll calls, or an empty text."""
        if not self.vote_source:
            return ""
        recordings = self.imports.observations.recordings(self.vote_source)
        cover = self.votes_cover
        covers = f"{cover[0]}/{cover[1]}" if cover else ""
        digest = recordings[0].inputs[0].sha256 if recordings[0].inputs else ""
        return self._observed(self.vote_source, VOTES, covers, digest)

    # ------------------------------------------------------------ visas

    @cached_property
    def _visas(self) -> pl.DataFrame:
        observations = self.imports.observations
        if not any(each.tables.get(VISAS) for each in observations.recordings()):
            import polars as pl

            return pl.DataFrame(schema={"date": pl.Date})
        table = observations.table(VISAS)
        return observations.frame(table.select("source", "date", "passport", "destination", "rule"))

    @cached_property
    def snapshots(self) -> list[dt.date]:
        """The days of the snapshots of visa rules, in order."""
        return sorted(self._visas["date"].unique().to_list())

    def rules(self, day: dt.date) -> dict[tuple[str, str], str | None]:
        """Return the rule of each passport and destination in the snapshot of a day."""
        import polars as pl

        rows = self._visas.filter(pl.col("date") == day)
        return {
            (row["passport"], row["destination"]): row["rule"] for row in rows.iter_rows(named=True)
        }

    def visas_origin(self) -> str:
        """Return the source of the visa rules, or an empty text."""
        if self._visas.height == 0:
            return ""
        name = str(self._visas["source"][0])
        days = self.snapshots
        recordings = self.imports.observations.recordings(name)
        digest = next((each.inputs[0].sha256 for each in recordings if each.inputs), "")
        return self._observed(name, VISAS, f"{days[0]}/{days[-1]}", digest)

    # ------------------------------------------------------------ where it comes from

    def _streams(self, beginning: str) -> list[str]:
        if not self.imports.exist:
            return []
        held = self.imports.registry().ledger.held_by_stream()
        return sorted(each for each, count in held.items() if count and each.startswith(beginning))

    def _told_by(self, stream: str) -> str:
        """Return the source of a table, and keep what is to be said of it."""
        from biruni.observatory.imports import table_of

        table = table_of(stream, self.imports.sets)
        if table is None:
            return ""
        if table.source not in self.origins:
            about = {
                record.statement.property: record.statement.value
                for record in self.imports.registry().ledger.about(table.source)
                if not record.retracted_at
            }
            self._keep(table, about.get("covers", ""), about.get("content_hash", ""))
        return table.source

    def _observed(self, name: str, kind: str, covers: str, digest: str) -> str:
        from biruni.ingest.description import datasets

        about = datasets().get(name)
        table = (
            next((each for each in about.tables.values() if each.kind == kind), None)
            if (about)
            else None
        )
        if table is None:
            self.origins[name] = Origin(name, name, "", "", "", covers, digest)
            return name
        self._keep(table, covers, digest)
        return table.source

    def _keep(self, table: Table, covers: str, digest: str) -> None:
        self.origins[table.source] = Origin(
            table.source, table.title, table.citation, table.licence, table.address, covers, digest
        )


@lru_cache(maxsize=64)
def _role(qualifiers: str) -> str:
    return str(json.loads(qualifiers)["role"])


@lru_cache(maxsize=4096)
def _party(qualifiers: str) -> str:
    """Return whom an act is of; a table has few combinations, and many acts of each."""
    return str(json.loads(qualifiers).get("party", "")) if qualifiers else ""


def day_of(number: int) -> dt.date:
    """Return the date of a day number."""
    return dt.date.fromisoformat(iso_day(number))


def last_day(covers: str) -> int | None:
    """Return the last day of an EDTF interval, or None."""
    return parse(covers).latest if covers else None

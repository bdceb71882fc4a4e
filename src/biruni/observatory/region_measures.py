"""The measures of groups: what each is called, of what it is, and which data it needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from biruni.report.phrases import N_

MEMBERSHIP: Final = "membership"
ORGANISATIONS: Final = "organisations"
TREATIES: Final = "treaties"
VOTES: Final = "votes"
VISAS: Final = "visas"
RECORDS: Final = "records"

FAMILIES: Final = {
    MEMBERSHIP: N_("Membership of the group"),
    ORGANISATIONS: N_("Organisations"),
    TREATIES: N_("Treaties"),
    VOTES: N_("Votes in the UN General Assembly"),
    VISAS: N_("Visas"),
    RECORDS: N_("Mechanisms and meetings"),
}
"""Families of measures; each is computed from one data set, or from the packs."""

COUNT: Final = "count"
SHARE: Final = "share"
YEARS: Final = "years"
DAYS: Final = "days"
UNITS: Final = {
    COUNT: N_("count"),
    SHARE: N_("share, 0 to 1"),
    YEARS: N_("years"),
    DAYS: N_("days"),
}


@dataclass(frozen=True, slots=True)
class About:
    """
    What a measure is.

    Attributes:
        family: Key of `FAMILIES`.
        name: Its name, a phrase.
        unit: Key of `UNITS`.
        counted: What ``counted`` counts, a phrase.
        over_time: Whether it can be asked for each year.
    """

    family: str
    name: str
    unit: str
    counted: str = ""
    over_time: bool = False


MEASURES: Final = {
    "members": About(MEMBERSHIP, N_("Members"), COUNT, N_("members")),
    "age": About(MEMBERSHIP, N_("Age: years since the first membership"), YEARS, N_("members")),
    "joined": About(MEMBERSHIP, N_("Members who joined later"), COUNT, N_("memberships")),
    "left": About(MEMBERSHIP, N_("Members who left"), COUNT, N_("memberships")),
    "unchanged": About(MEMBERSHIP, N_("Years since anybody joined or left"), YEARS, N_("members")),
    "shared-organisations": About(
        ORGANISATIONS,
        N_("Organisations shared by a pair of members, mean"),
        COUNT,
        N_("pairs"),
        over_time=True,
    ),
    "overlap": About(
        ORGANISATIONS,
        N_("Share of the memberships of a pair that both have, mean"),
        SHARE,
        N_("pairs"),
        over_time=True,
    ),
    "density": About(
        ORGANISATIONS,
        N_("Share of possible memberships taken up"),
        SHARE,
        N_("organisations"),
        over_time=True,
    ),
    "in-all": About(
        ORGANISATIONS,
        N_("Organisations of which all are full members"),
        COUNT,
        N_("organisations"),
        over_time=True,
    ),
    "among-themselves": About(
        ORGANISATIONS,
        N_("Organisations of all of them and nobody else"),
        COUNT,
        N_("organisations"),
        over_time=True,
    ),
    "some-among-themselves": About(
        ORGANISATIONS,
        N_("Organisations of two or more of them and nobody else"),
        COUNT,
        N_("organisations"),
        over_time=True,
    ),
    "treaties-all": About(
        TREATIES, N_("Instruments that bind all of them"), COUNT, N_("instruments")
    ),
    "treaties-most": About(
        TREATIES, N_("Instruments that bind more than half of them"), COUNT, N_("instruments")
    ),
    "treaties-two": About(
        TREATIES, N_("Instruments that bind two of them or more"), COUNT, N_("instruments")
    ),
    "ratification-lag": About(
        TREATIES, N_("Days from signature to ratification, median"), DAYS, N_("acts of members")
    ),
    "agreement": About(
        VOTES, N_("Agreement of a pair of members, mean"), SHARE, N_("roll calls"), over_time=True
    ),
    "agreement-rus": About(
        VOTES, N_("Agreement of a member with Russia, mean"), SHARE, N_("roll calls"),
        over_time=True,
    ),
    "agreement-chn": About(
        VOTES, N_("Agreement of a member with China, mean"), SHARE, N_("roll calls"),
        over_time=True,
    ),
    "agreement-usa": About(
        VOTES,
        N_("Agreement of a member with the United States, mean"),
        SHARE,
        N_("roll calls"),
        over_time=True,
    ),
    "visa-free": About(
        VISAS,
        N_("Ordered pairs of members without a visa"),
        SHARE,
        N_("ordered pairs"),
        over_time=True,
    ),
    "visa-on-arrival": About(
        VISAS,
        N_("The same, or with a visa given on arrival"),
        SHARE,
        N_("ordered pairs"),
        over_time=True,
    ),
    "mechanisms": About(
        RECORDS, N_("Mechanisms with two or more of them"), COUNT, N_("mechanisms")
    ),
    "meetings": About(RECORDS, N_("Meetings held"), COUNT, N_("meetings")),
    "meetings-heads": About(
        RECORDS, N_("Meetings held at the level of heads of state"), COUNT, N_("meetings")
    ),
}  # fmt: skip
"""Every measure, in the order of the table."""

POWERS: Final = {
    "agreement-rus": "state/RUS",
    "agreement-chn": "state/CHN",
    "agreement-usa": "state/USA",
}
"""With whom the members of a group are compared, by measure."""

REASONS: Final = (
    N_("fewer than two members"),
    N_("no organisation with a member is recorded"),
    N_("organisations of which the table knows no member are left out"),
    N_("no rule between the members is recorded"),
    N_("no roll call in which two of them took part"),
    N_("pairs that never met in a roll call are left out"),
    N_("one of the two has no roll call"),
    N_("fewer members than that"),
    N_("no signature and ratification to the day"),
    N_("more than half of the cases are open"),
    N_("no source dates a beginning"),
    N_("not recorded: the pack of this group tells of memberships only"),
)
"""What the measures may say of themselves."""

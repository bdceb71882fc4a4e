"""The words of the pictures: in English here, in other languages in the catalogues."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from biruni.model.schema import schema
from biruni.report.phrases import phrases

Words = Mapping[str, str]
"""Key of `ENGLISH`, or ``vocabulary.term``, to the word in another language."""

ENGLISH: Final[Words] = {
    "layers": "Layers of cooperation",
    "layers.about": (
        "Every mechanism known on the day, by layer: the states that belong to it, the highest "
        "level reached, the number of meetings and the year of the last one."
    ),
    "circles": "Circles of cooperation",
    "circles.about": "Every layer is a ring, the closest one inside; every dot is a mechanism.",
    "ladder": "Levels reached in the dialogues with outside partners",
    "ladder.about": (
        "Time runs from left to right; each band is a level, each line a partner. The line follows "
        "the highest level reached so far, each symbol is a meeting."
    ),
    "matrix": "Who signed, who is bound",
    "matrix.about": "Every instrument is a row, every state a column, every sign a status.",
    "borders": "Borders, step by step",
    "borders.about": (
        "Each border has a lane for each legal act. A bar spans the days an uncertain date allows; "
        "a dashed bar spans the dates on which sources differ."
    ),
    "meetings": "Meetings",
    "meetings.about": (
        "Dots are meetings, larger at a higher level; below, a band for each state from the day it "
        "belongs, and how it was represented at each meeting."
    ),
    "network": "The network of cooperation",
    "network.about": (
        "Lines tie those who belong to the same mechanisms, or are bound by the same instruments; "
        "each layer has its own line, broader for more that ties. Parties keep their places."
    ),
    "network.rings": (
        "Middle: the core. Around it: states that a source counts to a wider group. Outside: other "
        "partners. Dashed circles: tied to nobody in these layers on this date. Pale lines: "
        "the dates allow both, or are not known."
    ),
    "network.treaties": "Bound by the same instruments",
    "network.parties": "parties tied to it",
    "network.party": "party tied to it",
    "map": "Map of the region",
    "map.about": (
        "States with their boundaries as the data set draws them, rivers, works, borders by how "
        "far their settlement has come, and the towns where meetings were held by this date: a "
        "larger dot for more of them."
    ),
    "map.outlines": (
        "Outlines: Natural Earth, 1:10 million. They take no side, are not exact, and do not show "
        "what treaties changed since. Projection: Albers, equal areas. North is up in the middle."
    ),
    "map.bare": "No outlines of these states are known: only what a source locates is drawn.",
    "map.km": "km",
    "map.meetings": "Meetings held, by number",
    "map.border.bare": "border: no act known by this date",
    "map.border.agreed": "border: agreed or delimited",
    "map.border.signed": "border: treaty signed or ratified",
    "map.border.bound": "border: instruments exchanged or demarcated",
    "map.border.settled": "border: said to be settled",
    "valley": "Where the borders meet",
    "valley.about": (
        "The borders whose settlement is recorded, each by how far it had come on this date, with "
        "the parts of states that lie apart from them; rivers, reservoirs and checkpoints as far "
        "as sources locate them."
    ),
    "nothing": "Nothing is known on this date.",
    "as_of": "as of",
    "mechanism": "Mechanism",
    "mechanisms": "mechanisms",
    "one_mechanism": "mechanism",
    "layer": "Layer",
    "others": "With",
    "level": "Level reached",
    "meetings.count": "Meetings",
    "meetings.short": "meetings",
    "meetings.one": "meeting",
    "last": "Last",
    "last.short": "last",
    "since": "since",
    "states": "states",
    "none_in_layer": "none known on this date",
    "members_unknown": "no source names its members",
    "members_none": "no member known on this date",
    "began.possible": "may not have existed yet",
    "level_unknown": "level unknown",
    "date_unknown": "undated",
    "member.yes": "member",
    "member.possible": "perhaps a member",
    "member.suspended": "suspended member",
    "member.associate": "associate",
    "member.partner": "partner",
    "member.observer": "observer",
    "member.guest": "guest",
    "member.unknown": "unknown since when",
    "member.no": "not on this date",
    "not_named": "no source names it here",
    "partner": "Partner",
    "meeting": "Meeting",
    "date": "Date",
    "convened": "Convened at",
    "reached": "Reached by all",
    "highest": "Highest",
    "ladder.line": "highest level reached so far",
    "ladder.bar": "date known to the month or year",
    "instrument": "Instrument",
    "signed": "Signed",
    "access": "Text",
    "hole": "text not public",
    "status.none": "unknown",
    "status.negotiating": "negotiating",
    "status.signatory": "signatory",
    "status.contracting_state": "consented, not yet a party",
    "status.party": "party",
    "status.provisional": "provisional",
    "status.withdrawn": "withdrawn",
    "status.signatory_after_revocation": "revoked, still a signatory",
    "status.refrained": "refrained from signing",
    "status.adopter": "named among the adopters",
    "answer.unknown": "unknown today",
    "answer.possible": "dates allow both",
    "year": "year of the act",
    "state": "State",
    "border": "Border",
    "step": "Step",
    "parties": "By",
    "sources": "sources",
    "source": "source",
    "differ": "sources differ",
    "settled": "Said to be settled",
    "step.unknown": "Step unknown",
    "event": "Entry",
    "what": "What",
    "number": "No.",
    "place": "Place",
    "missed": "none known",
    "postponed": "postponed",
    "planned": "planned",
    "cancelled": "cancelled",
    "undated.step": "undated",
    "matrix.unnamed": "no source names the state here",
    "missed.about": "said to meet yearly, and no meeting is known in this year",
    "presence.attended": "attended",
    "presence.represented": "represented below the level",
    "presence.absent": "absent",
    "presence.guest": "guest",
    "presence.unknown": "presence not stated",
    "band": "belongs",
    "band.possible": "perhaps belongs",
    "band.beside": "observer or guest",
    "larger": "larger: higher level",
}

COUNTED: Final = (
    ("meetings.one", "meetings.short"),
    ("source", "sources"),
    ("network.party", "network.parties"),
)
"""Pairs of keys: the noun for one, and for many."""


def word(words: Words | None, key: str, lang: str = "en") -> str:
    """Return the word for a key: the caller's, else that of the language, else the English one."""
    given = words.get(key) if words else None
    return given or phrases(lang).say_in("picture", ENGLISH.get(key, key))


def term(words: Words | None, vocabulary: str, name: str, lang: str = "en") -> str:
    """Return the label of a term: the caller's (``level.head_of_state``), else the schema's."""
    given = words.get(f"{vocabulary}.{name}") if words else None
    return given or phrases(lang).say_in(vocabulary, schema().label(vocabulary, name))

"""What stands out in a view: layers, refusals, disagreements, holes, last and next meetings."""

from __future__ import annotations

from dataclasses import dataclass

from biruni.measures.layers import layers
from biruni.model.date_logic import on_or_before
from biruni.model.schema import schema
from biruni.model.uncertain_date import Certainty, iso_day, parse
from biruni.report.text_table import text_table
from biruni.view.conflicts import conflicts
from biruni.view.holes import Hole, holes
from biruni.view.meetings import Meeting, meetings
from biruni.view.treaty_status import REFRAINED, Status, statuses
from biruni.view.view import View

_CORE = "regional-core"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A party that has refrained from signing an instrument."""

    instrument: str
    status: Status


@dataclass(frozen=True, slots=True)
class Summary:
    """
    What a reader wants to see first.

    Attributes:
        layers: Layer, number of mechanisms in existence, meetings they have held.
        held: Meetings held by the day.
        refusals: Who refrained from signing what.
        conflicts: Facts on which sources disagree.
        holes: Texts that are not public.
        closed: The same, by name.
        latest: The last meetings held, the latest first.
        latest_core: The last meeting of the core group that mechanisms of the regional core held.
        planned: The next meeting that is planned after the day.
        unconfirmed: Meetings planned for a day that has passed, no word of their fate.
    """

    layers: tuple[tuple[str, int, int], ...]
    held: int
    refusals: tuple[Refusal, ...]
    conflicts: int
    holes: int
    closed: tuple[Hole, ...]
    recent: tuple[Meeting, ...]
    latest_core: Meeting | None
    planned: Meeting | None
    unconfirmed: tuple[Meeting, ...]

    @property
    def latest(self) -> Meeting | None:
        """The last meeting held."""
        return self.recent[0] if self.recent else None


def summary(view: View) -> Summary:
    """Gather what stands out on the day of the view."""
    found = layers(view)
    held = meetings(view)
    closed = tuple(holes(view))
    core = {each.mechanism for each in found.get(_CORE, ())}
    recent = [each for each in held if each.start][::-1]
    refusals = tuple(
        Refusal(instrument, each)
        for instrument in view.entities("instrument")
        for each in statuses(view, instrument)
        if each.status == REFRAINED
    )
    return Summary(
        layers=tuple(
            (name, len(standing), len({m.id for each in standing for m in each.held}))
            for name, standing in found.items()
        ),
        held=len(held),
        refusals=refusals,
        conflicts=len(conflicts(view)),
        holes=len(closed),
        closed=closed,
        recent=tuple(recent[:3]),
        latest_core=next((each for each in recent if core & set(each.mechanisms)), None),
        planned=next_planned(view),
        unconfirmed=unconfirmed(view),
    )


def next_planned(view: View) -> Meeting | None:
    """Return the first meeting after the day of the view, planned or known to sources."""
    later = [
        each
        for each in meetings(view, planned=True)
        if each.start
        and each.status in ("planned", "held")
        and (parse(each.start).earliest or 0) > view.moment.horizon
    ]
    return later[0] if later else None


def unconfirmed(view: View) -> tuple[Meeting, ...]:
    """Return the meetings planned for a day that has passed, without word of their fate."""
    return tuple(
        each
        for each in meetings(view, planned=True)
        if each.status == "planned"
        and each.start
        and on_or_before(parse(each.start), view.moment.horizon) is Certainty.CERTAIN
    )


def one_screen(view: View, found: Summary, *, width: int = 100, lang: str = "en") -> str:
    """Return the summary as at most 24 lines of plain text."""
    rows = [
        [schema().label("layer", name), str(count), str(met)] for name, count, met in found.layers
    ]
    lines = [f"biruni: cooperation as of {iso_day(view.moment.valid_on)}", ""]
    lines += text_table(["Layer", "Mechanisms", "Meetings held"], rows, width=width).splitlines()
    lines.append("")
    facts: list[list[str]] = []
    for refusal in found.refusals[:3]:
        doubt = " (no later act known)" if refusal.status.answer == "unknown" else ""
        facts.append(
            [
                "refrained",
                _refused(view, refusal, lang) + doubt,
            ]
        )
    more = len(found.refusals) - 3
    facts += [["", f"and {more} more"]] if more > 0 else []
    facts.append(["conflicts", f"{found.conflicts} facts on which sources disagree"])
    names = "; ".join(view.label(hole.id, lang) for hole in found.closed[:2])
    facts.append(["holes", f"{found.holes} texts not public" + (f": {names}" if names else "")])
    facts += [["latest", _meeting(view, each, lang)] for each in found.recent]
    facts += [
        ["overdue", f"{_meeting(view, each, lang)}: planned, not known whether held"]
        for each in found.unconfirmed[-2:]
    ]
    facts.append(
        [
            "next",
            _meeting(view, found.planned, lang) if found.planned else "no planned meeting is known",
        ]
    )
    for name, text in facts:
        lines.append(_short(f"{name:<10} {text}", width))
    return "\n".join(lines[:24])


def _refused(view: View, refusal: Refusal, lang: str) -> str:
    return f"{view.label(refusal.status.party, lang)}: {view.label(refusal.instrument, lang)}"


def _meeting(view: View, each: Meeting, lang: str) -> str:
    place = f", {each.place}" if each.place else ""
    return f"{each.start}  {view.label(each.id, lang)}{place}"


def _short(text: str, width: int) -> str:
    clean = "".join(char if char.isprintable() else " " for char in text)
    return clean if len(clean) <= width else clean[: width - 1].rstrip() + "…"

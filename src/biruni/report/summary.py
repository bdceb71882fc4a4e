"""What stands out in a view: layers, refusals, disagreements, holes, last and next meetings."""

from __future__ import annotations

from dataclasses import dataclass

from biruni.model.date_logic import on_or_before
from biruni.model.schema import schema
from biruni.model.uncertain_date import Certainty, iso_day, parse
from biruni.report.cited import Facts
from biruni.report.dates_in_words import in_words
from biruni.report.text_table import text_table
from biruni.view.conflicts import conflicts
from biruni.view.holes import Hole, holes
from biruni.view.meetings import Meeting, was_held
from biruni.view.places import place_label
from biruni.view.treaty_status import REFRAINED, Status, statuses

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


def summary(facts: Facts) -> Summary:
    """Gather what stands out on the day of the view."""
    view = facts.view
    found = facts.standing
    held = [each for each in facts.meetings if was_held(view, each) is not Certainty.IMPOSSIBLE]
    closed = tuple(holes(view))
    core = {each.mechanism for each in found.get(_CORE, ())}
    recent = [each for each in held if each.start][::-1]
    refusals = tuple(
        Refusal(instrument, each)
        for instrument in facts.told_of("instrument")
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
        planned=next_planned(facts),
        unconfirmed=unconfirmed(facts),
    )


def next_planned(facts: Facts) -> Meeting | None:
    """Return the first meeting after the day of the view, planned or known to sources."""
    later = [
        each
        for each in facts.meetings
        if each.start
        and each.status in ("planned", "held")
        and (parse(each.start).earliest or 0) > facts.view.moment.horizon
    ]
    return later[0] if later else None


def unconfirmed(facts: Facts) -> tuple[Meeting, ...]:
    """Return the meetings planned for a day that has passed, without word of their fate."""
    return tuple(
        each
        for each in facts.meetings
        if each.status == "planned"
        and each.start
        and on_or_before(parse(each.start), facts.view.moment.horizon) is Certainty.CERTAIN
    )


def one_screen(facts: Facts, found: Summary, *, width: int = 100) -> str:
    """Return the summary as at most 24 lines of plain text."""
    rows = [
        [schema().label("layer", name), str(count), str(met)] for name, count, met in found.layers
    ]
    lines = [f"biruni: cooperation as of {iso_day(facts.view.moment.valid_on)}", ""]
    lines += text_table(["Layer", "Mechanisms", "Meetings held"], rows, width=width).splitlines()
    lines.append("")
    said: list[list[str]] = []
    for refusal in found.refusals[:3]:
        doubt = " (no later act known)" if refusal.status.answer == "unknown" else ""
        said.append(
            [
                "refrained",
                _refused(facts, refusal) + doubt,
            ]
        )
    more = len(found.refusals) - 3
    said += [["", f"and {more} more"]] if more > 0 else []
    said.append(["conflicts", f"{found.conflicts} facts on which sources disagree"])
    names = "; ".join(facts.name(hole.id) for hole in found.closed[:2])
    said.append(["holes", f"{found.holes} texts not public" + (f": {names}" if names else "")])
    said += [["latest", _meeting(facts, each)] for each in found.recent]
    said += [
        ["overdue", f"{_meeting(facts, each)}: planned, not known whether held"]
        for each in found.unconfirmed[-2:]
    ]
    said.append(
        [
            "next",
            _meeting(facts, found.planned) if found.planned else "no planned meeting is known",
        ]
    )
    for name, text in said:
        lines.append(_short(f"{name:<10} {text}", width))
    return "\n".join(lines[:24])


def _refused(facts: Facts, refusal: Refusal) -> str:
    return f"{facts.name(refusal.status.party)}: {facts.name(refusal.instrument)}"


def _meeting(facts: Facts, each: Meeting) -> str:
    place = f", {place_label(facts.view, each.place, facts.lang)}" if each.place else ""
    return f"{in_words(each.start)}  {facts.name(each.id)}{place}"


def _short(text: str, width: int) -> str:
    clean = "".join(char if char.isprintable() else " " for char in text)
    return clean if len(clean) <= width else clean[: width - 1].rstrip() + "…"

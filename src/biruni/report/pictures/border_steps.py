"""What is known of the settlement of borders: one legal act after another, and who says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from biruni.model.date_logic import on_or_before
from biruni.model.schema import schema
from biruni.model.statement import DEPRECATED, Statement
from biruni.model.uncertain_date import Certainty, parse
from biruni.report.pictures.axis import days_of
from biruni.view.claims import compatible
from biruni.view.view import View

SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class Step:
    """
    One legal act on a border, or the claims that it is settled.

    ``first`` and ``last`` are the days among which it lies (None is without bound); ``differ`` when
    two sources give dates that cannot both hold.
    """

    id: str
    kind: str
    parties: tuple[str, ...]
    content: str
    dates: tuple[Statement, ...]
    best: str
    first: int | None
    last: int | None
    differ: bool
    statements: tuple[Statement, ...]

    @property
    def sources(self) -> int:
        """Number of sources that give it."""
        return len({claim.source for claim in self.statements})

    @property
    def values(self) -> list[str]:
        """The dates that sources give, each once."""
        return list(dict.fromkeys(claim.value for claim in self.dates))

    def place(self) -> int:
        """Day on which its sign is drawn."""
        first, last = days_of(self.best) if self.best else (None, None)
        if first is None or last is None:
            return last or first or 0
        return (first + last) // 2


def border_steps(view: View) -> dict[str, list[Step]]:
    """Return the steps of every border: the border that began first, the acts in legal order."""
    found: dict[str, list[Step]] = {
        asset: [] for asset in view.entities("asset") if view.value(asset, "asset_kind") == "border"
    }
    for subject in view.entities("border_step"):
        border = view.value(subject, "border") or subject.rsplit("/", 1)[0]
        claims = [
            claim
            for claim in view.about(subject)
            if claim.rank != DEPRECATED and claim.property not in ("kind", "label")
        ]
        step = _step(view, subject, view.value(subject, "step"), claims, "date")
        if step is not None:
            found.setdefault(border, []).append(step)
    for asset, steps in found.items():
        step = _step(view, asset, SETTLED, view.claims(asset, SETTLED), SETTLED)
        if step is not None:
            steps.append(step)
        steps.sort(key=lambda each: (_order(each.kind), each.place(), each.id))
    return dict(
        sorted(
            found.items(),
            key=lambda pair: (min((step.place() for step in pair[1]), default=10**7), pair[0]),
        )
    )


def _step(
    view: View, subject: str, kind: str, claims: Sequence[Statement], name: str
) -> Step | None:
    """Read a step; None when it is not stated, or certainly lies after the day of the view."""
    dates = tuple(claim for claim in claims if claim.property == name and not claim.negated)
    if kind == SETTLED and not dates:
        return None
    best = view.value(subject, name)
    if best and on_or_before(parse(best), view.moment.horizon) is Certainty.IMPOSSIBLE:
        return None
    bounds = [days_of(claim.value) for claim in dates]
    firsts, lasts = [first for first, _ in bounds], [last for _, last in bounds]
    return Step(
        id=subject,
        kind=kind,
        parties=tuple(
            dict.fromkeys(
                claim.value for claim in claims if claim.property == "party" and not claim.negated
            )
        ),
        content=view.value(subject, "content") if kind != SETTLED else "",
        dates=dates,
        best=best,
        first=min((first for first in firsts if first is not None), default=None),
        last=max((last for last in lasts if last is not None), default=None),
        differ=any(
            not compatible(a, b) for place, a in enumerate(dates) for b in dates[place + 1 :]
        ),
        statements=tuple(claims),
    )


def _order(kind: str) -> int:
    if kind == SETTLED:
        return 100
    known = schema().vocabularies["border_step"].terms.get(kind)
    return known.rank if known else 99

"""What changed: in the world between two days, and in the ledger between two times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from biruni.model.date_logic import on_or_before
from biruni.model.ids import kind_in_id, whole_of
from biruni.model.statement import DEPRECATED, Record, Statement
from biruni.model.uncertain_date import Certainty, parse
from biruni.view.view import View

# property that dates something -> what a reader calls it, by kind
_DATED: Final = {
    ("meeting", "start"): "meeting",
    ("instrument", "signed"): "signed or adopted",
    ("instrument", "entered_into_force"): "entered into force",
    ("mechanism", "established"): "established",
    ("mechanism", "ended"): "ended",
    ("body", "established"): "established",
    ("organization", "established"): "established",
    ("organization", "ended"): "ended",
    ("treaty_action", "done"): "act",
    ("treaty_action", "lower_house"): "lower house",
    ("treaty_action", "upper_house"): "upper house",
    ("treaty_action", "parliament"): "parliament",
    ("treaty_action", "law"): "law",
    ("treaty_action", "deposited"): "deposited",
    ("treaty_action", "effective"): "took effect",
    ("border_step", "date"): "border step",
    ("event", "start"): "event",
    ("asset", "started"): "construction began",
    ("asset", "opened"): "opened",
    ("evidence", "date"): "evidence",
    ("commitment", "made"): "commitment made",
    ("commitment", "due"): "commitment due",
}
_STATUSES_NOT_HELD: Final = ("planned", "postponed", "cancelled")


@dataclass(frozen=True, slots=True)
class Happening:
    """Something dated that happened, or a membership that began or ended."""

    date: str
    what: str
    subject: str
    value: str
    certain: bool
    statements: tuple[Statement, ...]


def timeline(view: View, *, about: str = "") -> list[Happening]:
    """Return everything dated, in order of time; of one entity, what concerns it."""
    concerned = _concerned(view, about) if about else None
    found = [
        each
        for each in _happenings(view)
        if concerned is None or whole_of(each.subject) in concerned or each.value == about
    ]
    return sorted(_merged(found), key=lambda each: (_first_day(each.date), each.what, each.subject))


def changes(view: View, start: int, end: int, *, about: str = "") -> list[Happening]:
    """
    Return what happened after the day ``start`` up to and with the day ``end``.

    A date that only may fall between the two is returned with ``certain`` False.
    """
    return between(timeline(view, about=about), start + 1, end)


def between(found: Iterable[Happening], start: int | None, end: int | None) -> list[Happening]:
    """Return what happened from the day ``start`` to the day ``end``; None is without bound."""
    result: list[Happening] = []
    for each in found:
        date = parse(each.date)
        until = Certainty.CERTAIN if end is None else on_or_before(date, end)
        already = Certainty.IMPOSSIBLE if start is None else on_or_before(date, start - 1)
        if until is Certainty.IMPOSSIBLE or already is Certainty.CERTAIN:
            continue
        certain = until is Certainty.CERTAIN and already is Certainty.IMPOSSIBLE
        result.append(
            Happening(each.date, each.what, each.subject, each.value, certain, each.statements)
        )
    return result


def learned(records: Iterable[Record], start: str, end: str) -> tuple[list[Record], list[Record]]:
    """Return what the ledger recorded, and what it retracted, after one UTC time up to another."""
    everything = list(records)
    recorded = [record for record in everything if start < record.recorded_at <= end]
    retracted = [
        record
        for record in everything
        if record.retracted_at and start < record.retracted_at <= end
    ]
    return recorded, retracted


def _merged(found: Iterable[Happening]) -> list[Happening]:
    """What several sources tell alike happened once."""
    once: dict[tuple[str, str, str, str], Happening] = {}
    for each in found:
        key = (each.date, each.what, each.subject, each.value)
        told = once[key].statements if key in once else ()
        statements = tuple(dict.fromkeys([*told, *each.statements]))
        once[key] = replace(each, statements=statements)
    return list(once.values())


def _happenings(view: View) -> Iterator[Happening]:
    for kind, names in _by_kind().items():
        for subject in view.entities(kind):
            if kind == "meeting" and view.value(subject, "status") in _STATUSES_NOT_HELD:
                continue
            for name in names:
                best = view.best(subject, name)
                if best is not None:
                    claims = tuple(
                        claim for claim in view.claims(subject, name) if not claim.negated
                    )
                    what = _DATED[kind, name]
                    parties = dict.fromkeys(each.value for each in view.claims(subject, "party"))
                    value = next(iter(parties)) if len(parties) == 1 else ""
                    if kind == "border_step":
                        what = f"border: {view.value(subject, 'step') or 'step'}".replace("_", " ")
                    if kind == "treaty_action":
                        what = view.value(subject, "action").replace("_", " ") + (
                            "" if name == "done" else f" ({what})"
                        )
                    yield Happening(
                        best.value, what, subject, value, certain=True, statements=claims
                    )
    for statement in view.statements:
        if (
            statement.property == "member"
            and statement.valid
            and view.kind(statement.subject) != "group"  # a group is a definition, no event
            and statement.rank != DEPRECATED
            and not statement.negated
        ):
            yield from _membership(statement)
        elif statement.property == "action" and statement.negated and statement.valid:
            start = statement.valid.split("/", 1)[0]
            if start not in ("", ".."):
                yield Happening(
                    start,
                    "refrained from signing",
                    statement.subject,
                    view.value(statement.subject, "party"),
                    certain=True,
                    statements=(statement,),
                )


def _membership(statement: Statement) -> Iterator[Happening]:
    start, _, end = statement.valid.partition("/")
    role = statement.qualifier("role") or "member"
    if start not in ("", ".."):
        yield Happening(
            start,
            f"{role} from",
            statement.subject,
            statement.value,
            certain=True,
            statements=(statement,),
        )
    if end not in ("", ".."):
        yield Happening(
            end,
            f"{role} until",
            statement.subject,
            statement.value,
            certain=True,
            statements=(statement,),
        )


def _by_kind() -> dict[str, list[str]]:
    result: dict[str, list[str]] = {}
    for kind, name in _DATED:
        result.setdefault(kind, []).append(name)
    return result


def _concerned(view: View, about: str) -> set[str]:
    """The entity, and what points to it directly or through one of its parts."""
    near = {
        whole_of(statement.subject)
        for statement in view.pointing_to(about)
        if kind_in_id(statement.subject) != "source"
    }
    return near | {whole_of(about)}


def _first_day(edtf: str) -> int:
    date = parse(edtf)
    return date.earliest if date.earliest is not None else (date.latest or 0)

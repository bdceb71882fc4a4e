"""Where sources disagree: every side, as printed, and which one the editors show."""

from __future__ import annotations

from biruni.model.ids import whole_of
from biruni.model.schema import schema
from biruni.model.statement import DEPRECATED, PREFERRED, Statement
from biruni.report.cited import Facts, plain, reasoned
from biruni.report.document import Block, Grid, GridRow, Part, Said, Section, Text, Words
from biruni.view.claims import chosen, compatible, is_finer
from biruni.view.conflicts import Fact, conflicts


def section(facts: Facts) -> Section:
    """Set the sides of every disagreement beside each other."""
    found = conflicts(facts.view)
    blocks: list[Block] = [sides(facts, fact, number) for number, fact in enumerate(found, 1)]
    if not found:
        blocks.append(Text((Said("No visible sources contradict each other."),)))
    lead = (
        "Nothing is removed. The claim shown elsewhere in the report is marked; “preferred” is a "
        "choice of the editors, "
        "with their reason. Where they made none, the value that most sources support is shown."
    )
    return Section("conflicts", "Rival claims, side by side", lead, tuple(blocks))


def sides(facts: Facts, fact: Fact, number: int) -> Part:
    """Set the sides of one disagreement beside each other."""
    live = [claim for claim in fact.claims if claim.rank != DEPRECATED and not claim.negated]
    shown = chosen(live)
    about = schema().property_of(facts.view.kind(fact.subject), fact.property)
    rows = tuple(_side(facts, claim, shown) for claim in fact.claims)
    what = about.about if about and about.about else plain(fact.property)
    shared = "; ".join(f"{plain(name)}: {_named(facts, value)}" for name, value in fact.qualifiers)
    title = f"{title_of(facts, fact.subject)}: {plain(fact.property)}" + (
        f" ({shared})" if shared else ""
    )
    table = Grid(
        f"{what} — {plain(fact.category)}",
        ("Claim", "As printed", "Source and place", "Standing", "Remarks"),
        rows,
    )
    return Part(f"conflict-{number}", title, (table,), level=4)


def _named(facts: Facts, value: str) -> str:
    return facts.name(value) if "/" in value else plain(value)


def title_of(facts: Facts, subject: str) -> str:
    """Name a subject; an act, participation or step is named by whom it concerns and its whole."""
    whole = whole_of(subject)
    if whole == subject:
        return facts.name(subject)
    view = facts.view
    parts = [
        facts.name(party)
        for name in ("party",)
        if (party := view.value(subject, name)) and view.kind(subject) != "border_step"
    ]
    parts += [
        plain(value).lower() for name in ("action", "step") if (value := view.value(subject, name))
    ]
    return f"{facts.name(whole)}, {' '.join(parts)}" if parts else facts.name(subject)


def _side(facts: Facts, claim: Statement, shown: Statement | None) -> GridRow:
    ids = facts.ids([claim])
    place = f"{facts.name(claim.source)}, {claim.locator}"
    if claim.via:
        place += f" (read in {facts.name(claim.via)})"
    standing = [_standing(claim, shown)]
    reason = reasoned(claim)
    standing += (
        [Said(f"; {reason}", mark="label" if claim.rank == PREFERRED else "")] if reason else []
    )
    printed: Words = (Said(f"“{claim.words}”"),) if claim.words else (Said("–"),)
    note: Words = (Said(claim.note, mark="aside"),) if claim.note else (Said("–"),)
    return GridRow(
        ((Said(facts.said(claim), ids),), printed, (Said(place, ids),), tuple(standing), note)
    )


def _standing(claim: Statement, shown: Statement | None) -> Said:
    if claim is shown:
        return Said("shown", mark="yes")
    if shown is not None and compatible(claim, shown):
        return Said("more exact" if is_finer(claim, shown) else "agrees with the one shown")
    return Said("not shown", mark="aside")

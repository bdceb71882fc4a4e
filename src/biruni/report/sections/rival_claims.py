"""Where sources disagree: every side, as printed, and which one the editors show."""

from __future__ import annotations

from dataclasses import replace

from biruni.model.ids import whole_of
from biruni.model.schema import schema
from biruni.model.statement import DEPRECATED, PREFERRED, Statement
from biruni.report.cited import Facts, plain
from biruni.report.document import Block, Grid, GridRow, Part, Said, Section, Text, Words
from biruni.report.phrases import ENGLISH
from biruni.view.claims import chosen, compatible, is_finer
from biruni.view.conflicts import Fact, conflicts


def section(facts: Facts) -> Section:
    """Set the sides of every disagreement beside each other."""
    found = conflicts(facts.view)
    blocks: list[Block] = [sides(facts, fact, number) for number, fact in enumerate(found, 1)]
    if not found:
        blocks.append(Text((Said(facts.say("No visible sources contradict each other.")),)))
    lead = facts.say(
        "Nothing is removed. The claim shown elsewhere in the report is marked; “preferred” is a "
        "choice of the editors, "
        "with their reason. Where they made none, the value that most sources support is shown."
    )
    return Section("conflicts", facts.say("Rival claims, side by side"), lead, tuple(blocks))


def sides(facts: Facts, fact: Fact, number: int) -> Part:
    """Set the sides of one disagreement beside each other."""
    live = [claim for claim in fact.claims if claim.rank != DEPRECATED and not claim.negated]
    shown = chosen(live)
    about = schema().property_of(facts.view.kind(fact.subject), fact.property)
    rows = tuple(_side(facts, claim, shown) for claim in fact.claims)
    name = facts.property(fact.property)
    what = facts.say_in("about", about.about) if about and about.about else name
    shared = "; ".join(
        f"{facts.property(each)}: {_named(facts, value)}" for each, value in fact.qualifiers
    )
    rest = f": {name}" + (f" ({shared})" if shared else "")
    table = Grid(
        f"{what} — {facts.say_in('sources', plain(fact.category))}",
        facts.header("Claim", "As printed", "Source and place", "Standing", "Remarks"),
        rows,
    )
    title = called(facts, fact.subject)
    return Part(
        f"conflict-{number}", title.text + rest, (table,), level=4, titled=(title, Said(rest))
    )


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
        facts.term(best).lower() if facts.lang != ENGLISH else plain(best.value).lower()
        for name in ("action", "step")
        if (best := view.best(subject, name))
    ]
    return f"{facts.name(whole)}, {' '.join(parts)}" if parts else facts.name(subject)


def called(facts: Facts, subject: str, target: str = "") -> Said:
    """Return the same as a piece of text that knows its language."""
    return Said(title_of(facts, subject), target=target, lang=facts.tongue(whole_of(subject)))


def _side(facts: Facts, claim: Statement, shown: Statement | None) -> GridRow:
    ids = facts.ids([claim])
    place = [facts.called(claim.source), Said(", "), facts.place(claim.locator)]
    if claim.via:
        place += facts.sentence(" (read in {source})", source=facts.called(claim.via))
    place[-1] = replace(place[-1], statements=ids)
    standing = [_standing(facts, claim, shown)]
    mark = "label" if claim.rank == PREFERRED else ""
    reason = facts.ranked(claim)
    standing += [replace(each, mark=mark) for each in (Said("; "), *reason)] if reason else []
    printed: Words = (facts.quoted(claim),) if claim.words else (Said("–"),)
    note: Words = (
        (Said(claim.note, mark="aside", lang=facts.foreign(ENGLISH)),)
        if claim.note
        else (Said("–"),)
    )
    return GridRow(
        (
            (Said(facts.said(claim), ids, lang=facts.language(claim)),),
            printed,
            tuple(place),
            tuple(standing),
            note,
        )
    )


def _standing(facts: Facts, claim: Statement, shown: Statement | None) -> Said:
    if claim is shown:
        return Said(facts.say("shown"), mark="yes")
    if shown is not None and compatible(claim, shown):
        finer = is_finer(claim, shown)
        return Said(facts.say("more exact") if finer else facts.say("agrees with the one shown"))
    return Said(facts.say("not shown"), mark="aside")

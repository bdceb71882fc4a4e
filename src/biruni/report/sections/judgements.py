"""What claimants say and judge, in the order of the founding source: claims, not facts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from biruni.model.statement import Statement
from biruni.report.cited import Facts, joined
from biruni.report.document import Block, Grid, GridRow, Part, Said, Section, Text, Words
from biruni.report.phrases import ENGLISH
from biruni.view.view import View

_PARTS = re.compile(r"\d+|\D+")


def section(facts: Facts) -> Section:
    """List claims and assessments: the founding source in its own order, then the other sources."""
    claims = [
        claim
        for subject in facts.view.entities("assessment")
        for claim in facts.view.claims(subject, "claim")
    ]
    everything = len(claims)
    claims = [claim for claim in claims if not facts.after(claim.subject, "asserted")]
    founding = founding_source(facts.view)
    own = sorted(
        (claim for claim in claims if claim.source == founding),
        key=lambda each: natural(each.locator),
    )
    others = [claim for claim in claims if claim.source != founding]
    by_place: dict[str, list[Statement]] = {}
    for claim in own:
        by_place.setdefault(first_place(claim.locator), []).append(claim)
    blocks: list[Block] = [
        Part(
            f"place-{number}",
            f"{facts.name(founding)}, {place}",
            (_table(facts, _counted(facts, found), found),),
            level=4,
            titled=(facts.called(founding), Said(", "), facts.place(place)),
        )
        for number, (place, found) in enumerate(by_place.items(), 1)
    ]
    if others:
        blocks.append(
            Part(
                "place-other",
                facts.say("Other sources"),
                (_table(facts, _counted(facts, others), others),),
                level=4,
            )
        )
    if not claims:
        blocks.append(
            Text(
                (facts.unknown(facts.say("No claim or assessment is recorded in this view.")),),
                mark="unknown",
            )
        )
    lead = facts.say(
        "These are statements by their claimants, in the editors' words. The registry records that "
        "they were made; it does "
        "not hold them to be true."
    )
    if own:
        name = facts.name(founding)
        lead += " " + (
            facts.say("They follow the order of the source on which most of them rest.")
            if facts.tongue(founding)
            else facts.say(
                "They follow the order of {source}, the source on which most of them rest.",
                source=name,
            )
        )
    if everything > len(claims):
        lead += " " + facts.say(
            "Left out, because they were made after this date: {number}.",
            number=everything - len(claims),
        )
    return Section("claims", facts.say("Claims and assessments"), lead, tuple(blocks))


def founding_source(view: View) -> str:
    """Return the source of most claims and assessments; among equals, of most statements."""
    found = Counter(
        claim.source
        for subject in view.entities("assessment")
        for claim in view.claims(subject, "claim")
    )
    if not found:
        return ""
    everything = Counter(statement.source for statement in view.statements)
    return max(sorted(found), key=lambda source: (found[source], everything[source]))


def natural(locator: str) -> list[tuple[int, int, str]]:
    """Sort key in which ``S3 ¶2`` comes before ``S3 ¶11``."""
    return [
        (1, int(part), "") if part.isdecimal() else (0, 0, part) for part in _PARTS.findall(locator)
    ]


def first_place(locator: str) -> str:
    """Return the first word of a locator: the section of ``S3 ¶11 fn10``."""
    return re.split(r"[\s,;]+", locator.strip(), maxsplit=1)[0]


def _counted(facts: Facts, claims: Sequence[Statement]) -> str:
    return facts.count(len(claims), "{n} claim", "{n} claims")


def _table(facts: Facts, caption: str, claims: Iterable[Statement]) -> Grid:
    return Grid(
        caption,
        facts.header("Place", "Claim", "Kind", "Claimant", "About"),
        tuple(_row(facts, claim) for claim in claims),
    )


def _row(facts: Facts, claim: Statement) -> GridRow:
    place: Words = (facts.place(claim.locator),)
    if claim.source != founding_source(facts.view):
        place = (facts.called(claim.source), Said(", "), facts.place(claim.locator))
    lang = facts.language(claim)
    text = Said(claim.value, facts.ids([claim]), lang=lang)
    said: list[Said] = [*facts.sentence("denied: {claim}", claim=text)] if claim.negated else [text]
    if claim.note:
        said.append(Said(f" ({claim.note})", mark="aside", lang=facts.foreign(ENGLISH)))
    return GridRow(
        (
            place,
            tuple(said),
            facts.known(_beside(facts, claim, "claim_kind")),
            _claimant(facts, claim),
            joined((*_beside(facts, claim, "about"), *_beside(facts, claim, "topic")))
            or (Said("–"),),
        )
    )


def _claimant(facts: Facts, claim: Statement) -> Words:
    asserted = [
        part for part in facts.view.claims(claim.subject, "asserted") if _same_place(part, claim)
    ]
    when = f", {facts.when(asserted[0].value)}" if asserted else ""
    who = _beside(facts, claim, "claimant")
    named = facts.known(who, separator=", ")
    return (*named, Said(when, facts.ids(asserted))) if when else named


def _beside(facts: Facts, claim: Statement, name: str) -> Words:
    """What the same source says in the same place; without it, what any source says."""
    found = facts.view.claims(claim.subject, name)
    near = [part for part in found if _same_place(part, claim)] or found
    grouped: dict[str, list[Statement]] = {}
    for part in near:
        grouped.setdefault(facts.said(part), []).append(part)
    return tuple(
        Said(text, facts.ids(parts), lang=facts.language(parts[0]))
        for text, parts in grouped.items()
    )


def _same_place(part: Statement, claim: Statement) -> bool:
    return part.source == claim.source and part.locator == claim.locator

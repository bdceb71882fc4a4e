"""Each mechanism: who belongs, how it began, when it met and when not, what came of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from biruni.model.date_logic import on_or_before
from biruni.model.schema import schema
from biruni.model.statement import Statement
from biruni.model.uncertain_date import Certainty, civil, parse
from biruni.report.cited import Facts, anchor, joined
from biruni.report.document import (
    Block,
    Part,
    Picture,
    Said,
    Section,
    Terms,
    Text,
    Words,
)
from biruni.report.phrases import N_
from biruni.report.sections.meeting_table import meeting_table
from biruni.view.meetings import Meeting, was_held
from biruni.view.membership import Membership, memberships

KINDS: Final = ("mechanism", "body", "organization")
_FOUNDING: Final = (
    ("proposed", N_("Proposed")),
    ("established", N_("Established")),
    ("first_meeting", N_("First meeting")),
    ("ended", N_("Ended")),
)
_AS: Final = {
    "yes": N_("{role}"),
    "possible": N_("possibly {role}"),
    "no": N_("not on this date; {role} at another time"),
    "unknown": N_("{role}, time not known"),
}
_TELLING: Final = (
    "member",
    "established",
    "first_meeting",
    "ended",
    "proposed",
    "founding_instrument",
    "successor",
    "parent",
    "chaired_by",
)
_ALWAYS: Final = frozenset(("proposed", "established", "first_meeting"))
_BESIDE: Final = (
    ("form", N_("Form")),
    ("core", N_("Meets in it")),
    ("partner", N_("Partner")),
    ("purpose", N_("Purpose")),
    ("issue", N_("Deals with")),
    ("parent", N_("Belongs to")),
    ("predecessor", N_("Came after")),
    ("successor", N_("Followed by")),
    ("seat", N_("Seat")),
    ("chaired_by", N_("Chaired by")),
)
# the editors enter periodicities in English, in their own words
_YEARLY: Final = re.compile(r"\b(yearly|annual(ly)?|every year|once a year)\b", re.IGNORECASE)


def section(facts: Facts, pictures: Mapping[str, Picture] | None = None) -> Section:
    """Describe every mechanism, body and organisation, layer by layer."""
    drawn = pictures or {}
    standing = {each.mechanism for found in facts.standing.values() for each in found}
    parts: list[Block] = []
    for layer, term in schema().vocabularies["layer"].terms.items():
        inside = [
            entity
            for kind in KINDS
            for entity in facts.told_of(kind)
            if facts.view.value(entity, "layer") == layer and not _is_later(facts, entity)
        ]
        if inside:
            described = tuple(
                mechanism(facts, entity, drawn.get(entity), stands=entity in standing)
                for entity in inside
            )
            parts.append(
                Part(
                    f"layer-{layer}",
                    facts.label("layer", layer),
                    described,
                    lead=facts.say_in("about", term.about),
                )
            )
    others = [
        entity
        for kind in KINDS
        for entity in facts.told_of(kind)
        if not facts.view.value(entity, "layer")
        and not _is_later(facts, entity)
        and described_alone(facts, entity)
    ]
    if others:
        described = tuple(mechanism(facts, entity, None, stands=True) for entity in others)
        parts.append(
            Part(
                "layer-none",
                facts.say("Of no recorded layer"),
                described,
                lead=facts.say("Bodies and organisations that no source places in a layer"),
            )
        )
    alone = [
        each
        for each in facts.meetings
        if each.start and not each.mechanisms and not facts.after(each.id, "start")
    ]
    if alone:
        parts.append(
            Part(
                "meetings-alone",
                facts.say("Meetings outside any series"),
                (
                    meeting_table(
                        facts,
                        facts.say("Meetings outside any series: {number}", number=len(alone)),
                        alone,
                    ),
                ),
            )
        )
    lead = facts.say(
        "What is proposed, foreseen, established and first held are different dates and are kept "
        "apart. "
        "Where no visible source says something, the report says that it is not known."
    )
    return Section("mechanisms", facts.say("The mechanisms, one by one"), lead, tuple(parts))


def mechanism(facts: Facts, entity: str, picture: Picture | None, *, stands: bool) -> Part:
    """Describe one mechanism, body or organisation."""
    every = [
        each
        for each in facts.meetings_of(entity)
        if each.status != "held" or not facts.after(each.id, "start")
    ]
    held = [each for each in every if was_held(facts.view, each) is not Certainty.IMPOSSIBLE]
    rows: list[tuple[str, Words]] = [
        (facts.say("Members"), _members(facts, memberships(facts.view, entity)))
    ]
    rows.append(
        (
            facts.say("Stated level"),
            joined(facts.every(entity, "level") or facts.every(entity, "composition"), "; "),
        )
    )
    rows += _founding(facts, entity)
    rows.append((facts.say("Periodicity"), joined(facts.every(entity, "periodicity"), "; ")))
    rows += _missed(facts, entity, held)
    rows.append((facts.say("Secretariat"), joined(facts.every(entity, "secretariat"), "; ")))
    rows += [
        (facts.say(label), joined(said, "; "))
        for name, label in _BESIDE
        if (said := facts.every(entity, name))
    ]
    missing = [label[0].lower() + label[1:] for label, said in rows if not said]
    rows = [row for row in rows if row[1]]
    if missing:
        rows.append((facts.say("Not known"), (facts.unknown(", ".join(missing)),)))
    blocks: list[Block] = []
    if not stands:
        blocks.append(Text((Said(_absence(facts, entity)),), mark="unknown"))
    blocks.append(Terms(tuple(rows)))
    if picture:
        blocks.append(picture)
    if every:
        count = sum(was_held(facts.view, each) is Certainty.CERTAIN for each in every)
        held_so = facts.count(count, "{n} meeting held", "{n} meetings held")
        if count < len(every):
            held_so += ", " + facts.count(
                len(every) - count,
                "{n} planned, not held or of uncertain date",
                "{n} planned, not held or of uncertain date",
            )
        titled = (facts.called(entity), Said(f": {held_so}"))
        caption = f"{facts.name(entity)}: {held_so}"
        blocks.append(replace(meeting_table(facts, caption, every), titled=titled))
    else:
        blocks.append(
            Text((Said(facts.say("No meeting is known to the registry.")),), mark="unknown")
        )
    notes = facts.notes(
        statement for statement in facts.view.about(entity) if statement.property != "member"
    )
    if notes:
        blocks.append(Text(facts.remarks(notes), mark="aside"))
    name = facts.name(entity)
    return Part(anchor(entity), name, tuple(blocks), level=4, titled=(facts.called(entity),))


def described_alone(facts: Facts, entity: str) -> bool:
    """Whether enough is said of it to describe it among the mechanisms."""
    names = ("layer", *_TELLING) if facts.view.kind(entity) in KINDS else ()
    return any(facts.view.about(entity, name) for name in names)


def _is_later(facts: Facts, entity: str) -> bool:
    """Whether it was certainly set up, or first met, only after the date."""
    dated = [name for name in ("established", "first_meeting") if facts.view.best(entity, name)]
    return bool(dated) and all(facts.after(entity, name) for name in dated)


def _absence(facts: Facts, entity: str) -> str:
    ended = facts.view.best(entity, "ended")
    day = facts.view.moment.horizon
    if ended is not None and on_or_before(parse(ended.value), day) is Certainty.CERTAIN:
        return facts.say("It had ended by this date.")
    return facts.say("Visible sources do not tell whether it existed on this date.")


def _members(facts: Facts, found: Iterable[Membership]) -> Words:
    """Parties with the same role, answer and start stand together."""
    grouped: dict[tuple[str, str, str], list[Membership]] = {}
    for each in found:
        grouped.setdefault((each.answer, each.role, each.since), []).append(each)
    result: list[Words] = []
    for (answer, role, since), parties in grouped.items():
        said = facts.say(_AS[answer], role=facts.label("membership_role", role).lower())
        if since and answer in ("yes", "possible"):
            said += ", " + facts.say("since {date}", date=facts.when(since, after=True))
        people = [facts.called(each.party, facts.ids(each.statements)) for each in parties]
        result.append((*joined(people), Said(f" ({said})", mark="" if answer == "yes" else answer)))
    words: list[Said] = []
    for place, part in enumerate(result):
        words += [Said("; "), *part] if place else part
    return tuple(words)


def _founding(facts: Facts, entity: str) -> list[tuple[str, Words]]:
    rows: list[tuple[str, Words]] = []
    for name, label in _FOUNDING:
        said = list(facts.dated(entity, name))
        if name == "proposed":
            by = facts.every(entity, "proposed_by")
            said += [
                Said(facts.say("by {whom}", whom=each.text), each.statements, lang=each.lang)
                for each in by
            ]
        if name == "established":
            said += [
                Said(
                    facts.say("by: {text}", text=each.text),
                    each.statements,
                    target=each.target,
                    lang=each.lang,
                )
                for each in facts.every(entity, "founding_instrument", target=anchor)
            ]
        if said or name in _ALWAYS:
            rows.append((facts.say(label), joined(said, "; ")))
        if name == "proposed":
            rows.append(
                (
                    facts.say("Foreseen by"),
                    joined(facts.every(entity, "foreseen_by", target=anchor), "; "),
                )
            )
    return rows


def _missed(facts: Facts, entity: str, held: list[Meeting]) -> list[tuple[str, Words]]:
    """Years without a known meeting, where a source says that it meets every year."""
    claims = [
        claim
        for claim in facts.view.claims(entity, "periodicity")
        if _YEARLY.search(claim.value) and not claim.negated
    ]
    years = {year for each in held if each.start for year in _years(each.start)}
    if not claims or not years:
        return []
    last, month, day = civil(facts.view.moment.horizon)
    until = last if (month, day) == (12, 31) or last in years else last - 1
    without = [year for year in range(min(years), until + 1) if year not in years]
    if not without:
        return []
    said = facts.sentence(
        "none is known in {years}, although said to be {words}.",
        years=", ".join(str(year) for year in without),
        words=joined([_printed(facts, claim) for claim in claims]),
    )
    return [(facts.say("Years without a meeting"), said)]


def _printed(facts: Facts, claim: Statement) -> Said:
    """Return the words of the source in quotation marks; without them, the editors'."""
    ids = facts.ids([claim])
    if claim.words:
        return facts.quoted(claim, ids)
    return Said(f"“{claim.value}”", ids, lang=facts.language(claim))


def _years(edtf: str) -> range:
    date = parse(edtf)
    if date.earliest is None or date.latest is None:
        return range(0)
    return range(civil(date.earliest)[0], civil(date.latest)[0] + 1)

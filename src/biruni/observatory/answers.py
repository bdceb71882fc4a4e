"""
The documented JSON of every question; the same for CLI, API and page (``docs/json.md``).

Names of fields are stable. States are ISO 3166 codes; everything else that is named is an entity
id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from biruni.model.ids import STATE_PREFIX, slug_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from biruni.measures.ladder import Rung
    from biruni.model.statement import Record, Statement
    from biruni.view.changes import Happening
    from biruni.view.commitments import Commitment
    from biruni.view.conflicts import Fact
    from biruni.view.holes import Hole
    from biruni.view.meetings import Meeting
    from biruni.view.membership import Membership
    from biruni.view.treaty_status import Status
    from biruni.view.view import View

Json = dict[str, Any]


def code(entity: str) -> str:
    """Return the ISO 3166 code of a state; any other id as it is."""
    return slug_of(entity) if entity.startswith(STATE_PREFIX) else entity


def status_answer(view: View, instrument: str, found: Iterable[Status]) -> Json:
    """``biruni status``."""
    return {
        "instrument": instrument,
        "title": view.label(instrument),
        **view.moment.as_dict(),
        "states": [
            {
                "state": code(each.party),
                "status": each.status,
                "answer": each.answer,
                "since": each.since or None,
                "reason": each.reason or None,
                "note": each.note,
                "statements": view.ids(each.statements),
            }
            for each in found
        ],
    }


def members_answer(view: View, whole: str, found: Iterable[Membership]) -> Json:
    """``biruni members``."""
    return {
        "id": whole,
        "title": view.label(whole),
        **view.moment.as_dict(),
        "members": [
            {
                "state": code(each.party),
                "answer": each.answer,
                "role": each.role,
                "since": each.since or None,
                "statements": view.ids(each.statements),
            }
            for each in found
        ],
    }


def meetings_answer(view: View, found: Iterable[Meeting]) -> list[Json]:
    """``biruni meetings``."""
    return [
        {
            "id": each.id,
            "title": view.label(each.id),
            "mechanism": each.mechanisms[0] if each.mechanisms else None,
            "mechanisms": list(each.mechanisms),
            "number": each.number or None,
            "status": each.status,
            "start": each.start or None,
            "end": each.end or None,
            "place": each.place or None,
            "level": each.level or None,
            "max_level": each.max_level or None,
            "convened_level": each.convened or None,
            "participants": [
                {
                    "party": code(guest.party),
                    "level": guest.level or None,
                    "role": guest.role or None,
                    "presence": guest.presence or None,
                    "person": guest.person or None,
                    "statements": view.ids(guest.statements),
                }
                for guest in each.participants
            ],
            "statements": view.ids(each.statements),
        }
        for each in found
    ]


def ladder_answer(view: View, rungs: Iterable[Rung]) -> list[Json]:
    """``biruni ladder``."""
    return [
        {
            "mechanism": rung.mechanism,
            "partner": code(rung.partner) if rung.partner else None,
            "meeting": rung.meeting,
            "date": rung.date or None,
            "level": rung.level or None,
            "lowest": rung.lowest or None,
            "max_level": rung.highest or None,
            "statements": view.ids(rung.source.statements),
        }
        for rung in rungs
    ]


def conflicts_answer(view: View, found: Iterable[Fact]) -> list[Json]:
    """``biruni conflicts``."""
    return [
        {
            "subject": fact.subject,
            "title": view.label(fact.subject),
            "property": fact.property,
            "qualifiers": dict(fact.qualifiers),
            "category": fact.category,
            "claims": [claim_answer(view, claim) for claim in fact.claims],
        }
        for fact in found
    ]


def claim_answer(view: View, claim: Statement) -> Json:
    """One claim among rivals."""
    return {
        "value": claim.value,
        "unit": claim.unit or None,
        "polarity": claim.polarity,
        "valid": claim.valid or None,
        "as_printed": claim.words or claim.value,
        "source": claim.source,
        "source_title": view.label(claim.source),
        "via": claim.via or None,
        "locator": claim.locator,
        "rank": claim.rank,
        "reason": claim.reason or None,
        "note": claim.note or None,
        "statement": view.id_of(claim),
    }


def holes_answer(view: View, found: Iterable[Hole]) -> list[Json]:
    """``biruni holes``."""
    return [
        {
            "id": hole.id,
            "title": hole.title,
            "access": hole.access,
            "since": hole.since or None,
            "sources": list(dict.fromkeys(statement.source for statement in hole.statements)),
            "statements": view.ids(hole.statements),
        }
        for hole in found
    ]


def timeline_answer(view: View, found: Iterable[Happening]) -> list[Json]:
    """``biruni timeline`` and ``biruni diff``."""
    return [
        {
            "date": each.date,
            "what": each.what,
            "subject": each.subject,
            "title": view.label(each.subject),
            "party": code(each.value) if each.value else None,
            "certain": each.certain,
            "statements": view.ids(each.statements),
        }
        for each in found
    ]


def record_answer(record: Record) -> Json:
    """A statement as the ledger holds it."""
    return {
        "id": record.id,
        **record.statement.as_dict(),
        "recorded_at": record.recorded_at,
        "recorded_by": record.recorded_by,
        "retracted_at": record.retracted_at or None,
        "retraction": record.retraction or None,
    }


def show_answer(view: View, entity: str) -> Json:
    """``biruni show``: everything visible about an entity, its parts, and what points to it."""
    parts = sorted(
        subject
        for subject in {each.subject for each in view.statements}
        if subject.startswith(entity + "/")
    )
    return {
        "id": entity,
        "kind": view.kind(entity),
        "title": view.label(entity),
        **view.moment.as_dict(),
        "statements": [record_answer(view.recorded[key]) for key in view.ids(view.about(entity))],
        "parts": [
            {
                "id": part,
                "kind": view.kind(part),
                "statements": [
                    record_answer(view.recorded[key]) for key in view.ids(view.about(part))
                ],
            }
            for part in parts
        ],
    }


def source_answer(view: View, source: str, *, resting: Sequence[Statement] | None = None) -> Json:
    """One source: what is known of it and, when asked, what rests on it."""
    answer: Json = {
        "id": source,
        "title": view.value(source, "title") or view.label(source),
        "publisher": view.value(source, "publisher") or None,
        "published": view.value(source, "published") or None,
        "author": view.value(source, "author") or None,
        "language": view.value(source, "language") or None,
        "kind": view.value(source, "source_kind") or None,
        "addresses": [claim.value for claim in view.claims(source, "address")],
        "relayed_by": [claim.value for claim in view.claims(source, "relayed_by")],
    }
    if resting is not None:
        answer["statements"] = [record_answer(view.recorded[key]) for key in view.ids(resting)]
    return answer


def commitments_answer(view: View, found: Iterable[Commitment]) -> list[Json]:
    """``biruni commitments``."""
    return [
        {
            "id": each.id,
            "title": view.label(each.id),
            "undertaking": each.undertaking or None,
            "made_in": each.made_in or None,
            "made": each.made or None,
            "due": each.due or None,
            "nature": each.nature,
            "target": each.target or None,
            "obligors": [code(party) for party in each.obligors],
            "evidence": [
                {
                    "id": item.id,
                    "finding": item.finding or None,
                    "date": item.date or None,
                    "content": item.content or None,
                    "statements": view.ids(item.statements),
                }
                for item in each.evidence
            ],
            "statements": view.ids(each.statements),
        }
        for each in found
    ]

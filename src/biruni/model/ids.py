"""Ids are paths: ``state/KAZ``, ``ca/instrument/friendship-treaty-2022``, and parts below them."""

from __future__ import annotations

import re

STATE_PREFIX = "state/"
PAST_STATE_PREFIX = "past/state/"  # of states that are no more and never had a code of ISO 3166
_STATE = re.compile(r"state/[A-Z]{3}")
_ENTITY = re.compile(r"([a-z][a-z0-9_-]{0,30})/([a-z_]+)/([a-z0-9][a-z0-9.-]{0,120})")
_PART = re.compile(r"[A-Za-z0-9][A-Za-z0-9._#-]{0,80}")
_ISO3 = re.compile(r"[A-Z]{3}")


def is_iso3(text: str) -> bool:
    """Whether the text has the form of an ISO 3166 alpha-3 code."""
    return _ISO3.fullmatch(text) is not None


def is_id(text: str) -> bool:
    """Whether the text is a well-formed id: a state, an entity, or a part of an entity."""
    if _STATE.fullmatch(text):
        return True
    head = "/".join(text.split("/", 3)[:3])
    if not _ENTITY.fullmatch(head):
        return False
    return all(_PART.fullmatch(part) for part in parts_of(text))


def parts_of(entity: str) -> tuple[str, ...]:
    """Return what follows the third segment: the part ``KAZ`` of a meeting's guest."""
    return tuple(entity.split("/")[3:])


def kind_in_id(entity: str) -> str:
    """Return the kind that the id names; of a part, the kind of its whole."""
    if entity.startswith(STATE_PREFIX):
        return "state"
    segments = entity.split("/")
    return segments[1] if len(segments) > 2 else ""


def whole_of(entity: str) -> str:
    """Return the entity that a part belongs to; an entity belongs to itself."""
    return "/".join(entity.split("/")[:3]) if not entity.startswith(STATE_PREFIX) else entity


def slug_of(entity: str) -> str:
    """Return the last segment: ``friendship-treaty-2022``, ``KAZ``."""
    return entity.rsplit("/", 1)[-1]


def pack_of(entity: str) -> str:
    """Return the prefix of the pack, or an empty text for a state, which belongs to no pack."""
    states = (STATE_PREFIX, PAST_STATE_PREFIX)
    return "" if entity.startswith(states) else entity.split("/", 1)[0]

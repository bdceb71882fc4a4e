"""Names beside codes: ``state`` and ``state_name``, ``mechanism`` and ``mechanism_title``."""

from __future__ import annotations

from typing import Any, Final

from biruni.model.ids import STATE_PREFIX, is_iso3
from biruni.observatory.answers import Json
from biruni.view.view import View

# field -> the field that stands beside it
BESIDE: Final = {
    "state": "state_name",
    "party": "party_name",
    "partner": "partner_name",
    "depositary": "depositary_name",
    "obligors": "obligor_names",
    "mechanism": "mechanism_title",
    "mechanisms": "mechanism_titles",
    "meeting": "meeting_title",
    "made_in": "made_in_title",
    "parent": "parent_title",
    "core": "core_title",
    "source": "source_title",
    "sources": "source_titles",
    "via": "via_title",
}
# whose title `title` is, when the object has no id of its own
_TITLED: Final = ("id", "instrument", "subject")


def named(content: Any, view: View, lang: str = "en") -> Any:
    """Return a JSON answer with the names of what it mentions, in a language if there are any."""
    if isinstance(content, list):
        return [named(each, view, lang) for each in content]
    if isinstance(content, dict):
        return _named(content, view, lang)
    return content


def _named(content: Json, view: View, lang: str) -> Json:
    result: Json = {}
    for field, value in content.items():
        if field == "title" and lang != "en":
            result[field] = _title(content, view, lang)
        elif field not in result:
            result[field] = named(value, view, lang)
        beside = BESIDE.get(field)
        if beside is None:
            continue
        if isinstance(value, str):
            result[beside] = name(view, value, lang)
        elif isinstance(value, list) and all(isinstance(each, str) for each in value):
            result[beside] = [name(view, each, lang) for each in value]
        elif value is None:
            result[beside] = None
    return result


def _title(content: Json, view: View, lang: str) -> str:
    whose = next((str(content[each]) for each in _TITLED if each in content), "")
    return view.label(whose, lang) if view.about(whose) else str(content["title"])


def name(view: View, entity: str, lang: str = "en") -> str:
    """Return the name of an id or of the code of a state."""
    return view.label(STATE_PREFIX + entity if is_iso3(entity) else entity, lang)

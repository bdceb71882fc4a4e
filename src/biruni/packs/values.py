"""One value of a property: checked against the schema, and in its canonical form."""

import re
from typing import Final

from biruni.model.coordinates import read_line, read_point
from biruni.model.ids import is_id, is_iso3, kind_in_id
from biruni.model.schema import Property
from biruni.model.uncertain_date import DateError, parse
from biruni.packs.blocks import source_id
from biruni.packs.drafts import Drafts

__all__ = ["read_unit", "read_value"]

_ONE: Final = r"-?[0-9]{1,30}(\.[0-9]{1,30})?"
_NUMBER: Final = re.compile(rf"{_ONE}~?|{_ONE}\.\.({_ONE})?~?|\.\.{_ONE}~?")
_ADDRESS: Final = re.compile(r"https?://\S+")


def read_value(drafts: Drafts, about: Property, text: str, line: int) -> str | None:
    """Return the canonical form of one value, or refuse it and return None."""
    if not text:
        message = f'"{about.name}" is empty'
        drafts.refuse(line, "pack.empty-value", message, "remove it or fill it")
        return None
    match about.datatype:
        case "date":
            return _date(drafts, text, line)
        case "number":
            return _number(drafts, text, line)
        case "point" | "line":
            return _placed(drafts, about.datatype, text, line)
        case "term":
            return _term(drafts, about.range[0], text, line)
        case "entity":
            return _entity(drafts, about, text, line)
        case "url" if not _ADDRESS.fullmatch(text):
            message = f'"{text[:80]}" is no web address'
            drafts.refuse(line, "pack.bad-address", message, "http:// or https://")
            return None
        case _:
            return text


def read_unit(drafts: Drafts, about: Property, unit: str, line: int) -> str:
    """Return the unit of a value: the given one, or the one that the schema prescribes."""
    if about.datatype != "number":
        if unit:
            message = f'"{about.name}" is no number and has no unit'
            drafts.refuse(line, "pack.wrong-unit", message)
        return ""
    if about.unit == "*":
        if not unit:
            message, remedy = f'"{about.name}" needs a unit', "{value: 10, unit: bn USD}"
            drafts.refuse(line, "pack.no-unit", message, remedy)
        return unit
    if unit and unit != about.unit:
        expected = f"is in {about.unit}" if about.unit else "has no unit"
        message = f'"{about.name}" {expected}, not in {unit[:40]}'
        drafts.refuse(line, "pack.wrong-unit", message)
    return about.unit


def _date(drafts: Drafts, text: str, line: int) -> str | None:
    try:
        return str(parse(text))
    except DateError as error:
        drafts.refuse(line, "pack.bad-date", str(error))
        return None


def _number(drafts: Drafts, text: str, line: int) -> str | None:
    if _NUMBER.fullmatch(text):
        return text
    message = f'"{text[:60]}" is no number or range'
    drafts.refuse(line, "pack.bad-number", message, "4.5, 12..13, ..33 or 40~")
    return None


def _placed(drafts: Drafts, datatype: str, text: str, line: int) -> str | None:
    try:
        (read_line if datatype == "line" else read_point)(text)
    except ValueError:
        message = f'"{text[:60]}" is no {datatype} on the earth'
        remedy = (
            "69.29 41.31, 69.63 40.28: two points or more"
            if datatype == "line"
            else "69.29 41.31: longitude, then latitude, in degrees"
        )
        drafts.refuse(line, "pack.bad-coordinates", message, remedy)
        return None
    return text


def _term(drafts: Drafts, vocabulary: str, text: str, line: int) -> str | None:
    terms = drafts.schema.vocabularies[vocabulary].terms
    if text in terms:
        return text
    message = f'no {vocabulary.replace("_", " ")} "{text[:60]}"'
    drafts.refuse(line, "pack.unknown-term", message, drafts.suggest(text, terms))
    return None


def _entity(drafts: Drafts, about: Property, text: str, line: int) -> str | None:
    """Expand the short forms; that the entity exists is checked when all files are read."""
    if is_iso3(text):
        text = f"state/{text}"
    elif "/" not in text and "source" in about.range:
        text = source_id(drafts, text)
    if not is_id(text):
        remedy = f"{drafts.pack}/<kind>/<slug> or an ISO 3166 code such as KAZ"
        drafts.refuse(line, "pack.bad-id", f'"{text[:80]}" is no id', remedy)
        return None
    kind = kind_in_id(text)
    if about.range and kind not in about.range:
        message = f'"{about.name}" takes {" or ".join(about.range)}, and {text} is of kind {kind}'
        drafts.refuse(line, "pack.wrong-kind", message)
        return None
    return text

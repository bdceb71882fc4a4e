"""A comparison of groups as JSON, the same for the command line and over HTTP."""

from __future__ import annotations

from dataclasses import asdict
from math import isfinite
from typing import TYPE_CHECKING, Any, Final

from biruni.observatory.region_measures import DAYS, FAMILIES, MEASURES, SHARE, UNITS, YEARS

if TYPE_CHECKING:
    from biruni.observatory.group_views import Group
    from biruni.observatory.region_answer import How, RegionsCompared, Row
    from biruni.view.moment import Moment

ROW_FIELDS: Final = (
    "group",
    "measure",
    "family",
    "unit",
    "period",
    "value",
    "low",
    "high",
    "range",
    "counted",
    "counted_what",
    "unknown",
    "reason",
    "sources",
)
_PLACES: Final = {SHARE: 3, YEARS: 1, DAYS: 0}
_EXACT: Final = 6


def row_answer(row: Row) -> dict[str, Any]:
    """Return one number with all that it needs: null is unknown, and so is an infinite bound."""
    about, measured = MEASURES[row.measure], row.measured
    return {
        "group": row.group,
        "measure": row.measure,
        "family": about.family,
        "unit": UNITS[about.unit],
        "period": row.period or None,
        "value": _number(measured.value),
        "low": _number(measured.low),
        "high": _number(measured.high),
        "range": measured.range or None,
        "counted": measured.counted,
        "counted_what": about.counted,
        "unknown": measured.unknown,
        "reason": measured.reason or None,
        "sources": list(row.sources),
    }


def group_answer(group: Group) -> dict[str, Any]:
    """Return a group with its members, and what its pack tells of mechanisms and meetings."""
    records = group.records
    return {
        "group": group.id,
        "members": list(group.found.certain),
        "possible_members": list(group.found.possible),
        "sources": list(group.sources),
        "mechanisms_by_layer": dict(records.layers) if records else None,
        "meetings_by_level": (
            {level or "unknown": count for level, count in records.levels.items()}
            if records
            else None
        ),
    }


def regions_answer(found: RegionsCompared, moment: Moment, how: How) -> dict[str, Any]:
    """Return the whole comparison."""
    return {
        "groups": [group_answer(each) for each in found.groups],
        "measures": [
            {
                "measure": name,
                "family": MEASURES[name].family,
                "name": MEASURES[name].name,
                "unit": UNITS[MEASURES[name].unit],
            }
            for name in dict.fromkeys(row.measure for row in found.rows)
        ],
        "rows": [row_answer(row) for row in found.rows],
        "data_sets": [asdict(each) for each in found.origins.values()],
        "missing": [
            {"family": family, "name": FAMILIES[family], "command": command}
            for family, command in found.missing.items()
        ],
        "how": asdict(how),
        **moment.as_dict(),
    }


def shown(measure: str, value: float) -> str:
    """Return a number as a reader sees it."""
    if not isfinite(value):
        return "∞"
    places = _PLACES.get(MEASURES[measure].unit, 0 if value == int(value) else 2)
    return f"{value:.{places}f}"


def _number(value: float) -> float | None:
    return round(value, _EXACT) if isfinite(value) else None

"""What sources locate, as GeoJSON: points and lines with their statements, and no outlines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from biruni.report.cited import Facts
from biruni.report.geography.located import LAYERS, MEETINGS, located
from biruni.web.files.file import File, Site

if TYPE_CHECKING:
    from biruni.observatory.reading import Reading
    from biruni.report.geography.located import Located
    from biruni.web.asked import Asked

FILTERS: Final = ("layers",)
GEOJSON: Final = "application/geo+json"


def located_things(reading: Reading, question: Asked, _site: Site) -> File:
    """
    Return the located things of the day as a feature collection.

    An id is the path of the thing on the site. What no source locates has a geometry of null, as
    the standard has it.

    Source:
        [rfc7946]
    """
    facts = Facts(reading.view, question.lang)
    asked = [each for each in LAYERS if each in question.filter("layers").split()]
    found = located(reading.view, asked or LAYERS)
    content = {
        "type": "FeatureCollection",
        "dates": question.moment.as_dict(),
        "ledger": reading.registry.ledger.version(),
        "features": [_feature(facts, each) for each in found],
    }
    body = json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"
    return File(body, GEOJSON, "map.geojson")


def _feature(facts: Facts, each: Located) -> dict[str, Any]:
    known = bool(facts.view.kind(each.id))
    told: dict[str, Any] = {
        "name": facts.name(each.id) if known else each.id,
        "layer": each.layer,
        "kind": each.kind,
        "statements": list(facts.ids(each.statements)),
        "sources": list(dict.fromkeys(claim.source for claim in each.statements)),
    }
    if each.states:
        told["states"] = list(each.states)
    if each.kind == MEETINGS:
        told["meetings"] = [meeting.id for meeting in each.meetings]
    return {"type": "Feature", "id": each.id, "geometry": _geometry(each), "properties": told}


def _geometry(each: Located) -> dict[str, Any] | None:
    if each.line:
        return {"type": "LineString", "coordinates": [list(point) for point in each.line]}
    if each.point:
        return {"type": "Point", "coordinates": list(each.point)}
    return None

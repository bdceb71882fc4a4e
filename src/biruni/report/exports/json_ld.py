"""
The registry as linked data: JSON-LD 1.1 with its context inside, so that it reads offline.

Entities are described in schema.org's words; every statement is a PROV entity derived from its
source, with the place in it; dates are EDTF literals and, where a day is certain, W3C time;
vocabularies are SKOS. What the registry says of the world is in the statements alone, with polarity
and rank: a triple would lose both. Ids are ``urn:biruni:`` and the path.

Source:
    [json-ld11]; [prov-o]; [owl-time]; [skos-reference]; [loc-edtf]: W3C and Library of Congress.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote

from biruni.model.ids import kind_in_id
from biruni.model.schema import schema
from biruni.model.statement import DEPRECATED, Record, Statement
from biruni.model.uncertain_date import End, Span, iso_day, parse
from biruni.report.exports.edition import Edition, last_recorded, moment, utf8
from biruni.report.exports.tables.entities import named_ids
from biruni.report.exports.tables.panel_set import Progress, silent
from biruni.report.exports.tables.statements import source_ids
from biruni.view.view import View

URN: Final = "urn:biruni:"
Node = dict[str, Any]

# Kinds that schema.org has a word for; every entity is also of its own kind.
_CLASSES: Final = {
    "state": "schema:Country",
    "organization": "schema:Organization",
    "mechanism": "schema:Organization",
    "body": "schema:Organization",
    "person": "schema:Person",
    "meeting": "schema:Event",
    "event": "schema:Event",
    "instrument": "schema:Legislation",
    "source": "schema:CreativeWork",
}

CONTEXT: Final[Node] = {
    "@version": 1.1,
    "schema": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "time": "http://www.w3.org/2006/time#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "kind": {"@id": f"{URN}kind:", "@prefix": True},
    "voc": {"@id": f"{URN}vocabulary:", "@prefix": True},
    "biruni": {"@id": f"{URN}ontology:", "@prefix": True},
    "name": {"@id": "schema:name", "@container": "@language"},
    "alternateName": {"@id": "schema:alternateName", "@container": "@set"},
    "label": {"@id": "skos:prefLabel", "@language": "en"},
    "definition": {"@id": "skos:definition", "@language": "en"},
    "notation": "skos:notation",
    "inScheme": {"@id": "skos:inScheme", "@type": "@id"},
    "subject": {"@id": "rdf:subject", "@type": "@id"},
    "predicate": {"@id": "rdf:predicate", "@type": "@id"},
    "object": {"@id": "rdf:object"},
    "polarity": "biruni:polarity",
    "rank": "biruni:rank",
    "reason": "biruni:reason",
    "note": "biruni:note",
    "words": "biruni:words",
    "method": "biruni:method",
    "unit": "schema:unitText",
    "qualifiers": {"@id": "biruni:qualifier", "@container": "@set"},
    "valid": {"@id": "biruni:valid"},
    "derivedFrom": {"@id": "prov:wasDerivedFrom", "@type": "@id"},
    "derivation": "prov:qualifiedDerivation",
    "source": {"@id": "prov:entity", "@type": "@id"},
    "relay": {"@id": "prov:wasInfluencedBy", "@type": "@id"},
    "locator": "biruni:locator",
    "passage": "biruni:passage",
    "recordedAt": {"@id": "prov:generatedAtTime", "@type": "xsd:dateTime"},
    "recordedBy": "biruni:recordedBy",
}


def export(view: View, edition: Edition, progress: Progress = silent) -> dict[str, bytes]:
    """Return the document; one node a line, so that two of them can be compared."""
    progress("linked data")
    nodes = [_dataset(view, edition), *_vocabularies(), *_entities(view), *_statements(view)]
    lines = ",\n".join(_line(node) for node in nodes)
    text = f'{{"@context": {json.dumps(CONTEXT, indent=1)},\n"@graph": [\n{lines}\n]}}\n'
    return {"": utf8(text)}


def iri(entity: str) -> str:
    """Return the name of an entity as a URN; what an address cannot hold is escaped."""
    return URN + quote(entity, safe="/:._-~")


def _line(node: Node) -> str:
    kept = {key: value for key, value in node.items() if value not in ("", [], {}, None)}
    return json.dumps(kept, ensure_ascii=False)


def _dataset(view: View, edition: Edition) -> Node:
    return {
        "@id": f"{URN}dataset:{quote(edition.name, safe='')}",
        "@type": ["schema:Dataset", "prov:Entity"],
        "schema:name": edition.title,
        "schema:description": edition.describe(view),
        "schema:license": {"@id": edition.licence_address},
        "schema:dateModified": last_recorded(view),
        **{f"biruni:{name}": date for name, date in moment(view).items() if date},
    }


def _vocabularies() -> Iterator[Node]:
    for vocabulary in schema().vocabularies.values():
        scheme = f"voc:{vocabulary.name}"
        yield {
            "@id": scheme,
            "@type": "skos:ConceptScheme",
            "label": vocabulary.label,
            "definition": vocabulary.about.strip(),
        }
        for term in vocabulary.terms.values():
            yield {
                "@id": f"{scheme}/{quote(term.name, safe='')}",
                "@type": "skos:Concept",
                "label": term.label,
                "definition": term.about,
                "notation": term.mark or term.name,
                "inScheme": scheme,
                "biruni:track": term.track,
                "biruni:order": term.rank or None,
            }


def _entities(view: View) -> Iterator[Node]:
    sources = set(source_ids(view))
    for entity in named_ids(view):
        kind = view.kind(entity) or kind_in_id(entity)
        types = [f"kind:{kind}" if kind else "", _CLASSES.get(kind, "")]
        types.append("prov:Entity" if entity in sources else "")
        names: dict[str, str] = {}
        others: set[str] = set()
        identifiers: list[Node] = []
        for said in view.about(entity):
            if said.negated or said.rank == DEPRECATED:
                continue
            if said.property == "label":
                names.setdefault(_language(said.lang) or "@none", said.value)
            elif said.property == "alias":
                others.add(said.value)
            elif said.property == "identifier":
                scheme = said.qualifier("scheme")
                value = {"schema:propertyID": scheme, "schema:value": said.value}
                identifiers.append({"@type": "schema:PropertyValue", **value})
        yield {
            "@id": iri(entity),
            "@type": [each for each in types if each] or ["prov:Entity"],
            "name": names or {"@none": view.label(entity)},
            "alternateName": sorted(others),
            "schema:identifier": sorted(identifiers, key=_line),
        }


def _statements(view: View) -> Iterator[Node]:
    for key in sorted(view.recorded):
        yield _statement(view, view.recorded[key])


def _statement(view: View, record: Record) -> Node:
    said = record.statement
    return {
        "@id": f"{URN}statement:{record.id}",
        "@type": ["rdf:Statement", "prov:Entity"],
        "subject": iri(said.subject),
        "predicate": f"biruni:{quote(said.property, safe='')}",
        "object": _object(view, said),
        "unit": said.unit,
        "words": said.words,
        "qualifiers": [
            {"@type": "schema:PropertyValue", "schema:name": name, "schema:value": value}
            for name, value in said.qualifiers
        ],
        "polarity": said.polarity,
        "valid": _time(said.valid),
        "derivedFrom": iri(said.source),
        "derivation": {
            "@type": "prov:Derivation",
            "source": iri(said.source),
            "locator": said.locator,
            **({"passage": said.passage} if said.passage else {}),
        },
        "relay": iri(said.via) if said.via else "",
        "method": said.method,
        "rank": said.rank,
        "reason": said.reason,
        "note": said.note,
        "recordedAt": record.recorded_at,
        "recordedBy": record.recorded_by,
    }


def _object(view: View, said: Statement) -> Node:
    match said.datatype:
        case "entity":
            return {"@id": iri(said.value)}
        case "term":
            vocabulary = _vocabulary(view, said)
            if vocabulary:
                return {"@id": f"voc:{vocabulary}/{quote(said.value, safe='')}"}
        case "date":
            return _time(said.value)
        case "text" if _language(said.lang):
            return {"@value": said.value, "@language": _language(said.lang)}
        case "url":
            return {"@value": said.value, "@type": "xsd:anyURI"}
    return {"@value": said.value}


def _vocabulary(view: View, said: Statement) -> str:
    about = schema().property_of(view.kind(said.subject), said.property)
    name = about.range[0] if about and about.range else ""
    known = schema().vocabularies.get(name)
    return name if known and said.value in known.terms else ""


def _language(text: str) -> str:
    """Return a language tag, or nothing when the text is none."""
    parts = text.split("-")
    plain = all(part.isascii() and part.isalnum() and len(part) <= 8 for part in parts)
    return text if plain and parts[0].isalpha() else ""


def _time(edtf: str) -> Node:
    """Return an EDTF literal within a W3C time entity that knows the days that are certain."""
    if not edtf:
        return {}
    date = parse(edtf)
    node: Node = {
        "@type": "time:TemporalEntity",
        "biruni:edtf": {"@value": edtf, "@type": "edtf:EDTF"},
    }
    for name, span, kind in (
        ("time:hasBeginning", date.start, date.start_kind),
        ("time:hasEnd", date.end, date.end_kind),
    ):
        instant = _instant(span)
        if kind is End.KNOWN and instant:
            node[name] = instant
    if date.end_kind is not End.KNOWN:
        node["biruni:end"] = date.end_kind.value
    return node


def _instant(span: Span) -> Node:
    """A day, or the days among which it lies."""
    if span.earliest is not None and span.earliest == span.latest:
        return {"@type": "time:Instant", "time:inXSDDate": _day(span.earliest)}
    bounds = {
        "biruni:notBefore": None if span.earliest is None else _day(span.earliest),
        "biruni:notAfter": None if span.latest is None else _day(span.latest),
    }
    known = {name: day for name, day in bounds.items() if day}
    return {"@type": "time:Instant", **known} if known else {}


def _day(number: int) -> Node:
    return {"@value": iso_day(number), "@type": "xsd:date"}

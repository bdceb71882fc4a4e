"""The schema: kinds of things, what can be stated of them, and the controlled vocabularies."""

from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from biruni.api.json_answer import JsonAnswer
from biruni.api.question import Name
from biruni.api.resources.documented import resources
from biruni.api.shapes.service import SchemaShape, Vocabularies
from biruni.model.problems import NotFound, did_you_mean
from biruni.model.schema import schema
from biruni.model.worded import worded
from biruni.report.exports.json_ld import CONTEXT

router = resources("schema")

_LINKED_DATA = "application/ld+json"


@router.get("/schema", response_model=SchemaShape)
def kinds(kind: Annotated[Name, Query(description="Only this kind.")] = "") -> Response:
    """Kinds of things, what can be stated of them, and the words of the vocabularies."""
    known = schema()
    if kind and kind not in known.kinds:
        raise NotFound(
            worded('no kind "{text}"', text=kind[:60]), hint=did_you_mean(kind, known.kinds)
        )
    return JsonAnswer(
        {
            "kinds": {
                name: {
                    "label": each.label,
                    "part_of": each.part_of or None,
                    "properties": {
                        prop.name: {
                            "type": prop.datatype,
                            "range": list(prop.range),
                            "single": prop.single,
                            "unit": prop.unit or None,
                            "about": prop.about,
                        }
                        for prop in each.properties.values()
                    },
                }
                for name, each in known.kinds.items()
                if not kind or name == kind
            },
            "vocabularies": {
                name: {term.name: term.label for term in each.terms.values()}
                for name, each in known.vocabularies.items()
            },
        }
    )


@router.get("/vocabularies", response_model=Vocabularies)
def vocabularies(
    vocabulary: Annotated[Name, Query(description="Only this vocabulary.")] = "",
) -> Response:
    """The controlled vocabularies with labels, explanations and ranks, in natural order."""
    known = schema().vocabularies
    if vocabulary and vocabulary not in known:
        raise NotFound(
            worded('no vocabulary "{text}"', text=vocabulary[:60]),
            hint=did_you_mean(vocabulary, known),
        )
    return JsonAnswer(
        {
            "items": [
                {
                    "vocabulary": each.name,
                    "label": each.label,
                    "about": each.about.strip(),
                    "terms": [
                        {
                            "term": term.name,
                            "label": term.label,
                            "about": term.about,
                            "track": term.track or None,
                            "rank": term.rank or None,
                        }
                        for term in each.terms.values()
                    ],
                }
                for each in known.values()
                if not vocabulary or each.name == vocabulary
            ]
        }
    )


@router.get(
    "/context.jsonld",
    response_class=Response,
    responses={
        200: {
            "description": "A JSON-LD 1.1 context.",
            "content": {_LINKED_DATA: {"schema": {"type": "object"}}},
        }
    },
)
def context() -> Response:
    """The JSON-LD context of the linked data download."""
    return JsonAnswer({"@context": CONTEXT}, media_type=_LINKED_DATA)

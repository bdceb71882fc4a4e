"""What the shapes have in common: fields that return everywhere, pages, problems."""

from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

Item = TypeVar("Item")

Answer = Annotated[
    Literal["yes", "no", "possible", "unknown"],
    Field(description="`possible`: the dates allow both; `unknown`: no source speaks of that day."),
]
Id = Annotated[
    str, Field(description="Id of an entity.", examples=["ca/mechanism/consultative-meetings"])
]
Party = Annotated[
    str,
    Field(
        description="ISO 3166 alpha-3 code of a state; any other party by its id.",
        examples=["KAZ"],
    ),
]
Edtf = Annotated[
    str | None,
    Field(
        description="Date in EDTF, as the source gives it; null is “no source says”.",
        examples=["2024-08", "2025-11-16?", "[..2021-12-31]"],
    ),
]
Word = Annotated[str | None, Field(description="Term of a vocabulary; null is “no source says”.")]
Text = Annotated[str | None, Field(description="null is “no source says”.")]
NameBeside = Annotated[
    str | None,
    Field(description="Name of what the field before says by code or id; absent with `names=no`."),
]
Statements = Annotated[
    list[str],
    Field(
        description="Ids of the statements used: `/api/v1/statements/{id}`.",
        examples=[["s-4f0c01d2e3f4a5b6c7d8e9f0"]],
    ),
]


class Shape(BaseModel):
    """Base of all shapes."""

    model_config = ConfigDict(populate_by_name=True)


class Dated(Shape):
    """An answer that carries the dates of its question."""

    as_of: str = Field(description="Day in the world.", examples=["2025-12-01"])
    known_at: str | None = Field(description="UTC time up to which the registry was read.")
    published_by: str | None = Field(description="Only what sources dated on or before it say.")


class Page(Dated, Generic[Item]):
    """A page of a list."""

    items: list[Item]
    total: int = Field(description="Items of the whole list.", ge=0)
    next: str | None = Field(description="Address of the next page; null on the last one.")


class ProblemItem(Shape):
    """One thing that is wrong."""

    code: str = Field(examples=["api.date"])
    message: str = Field(examples=["not a plain day, month or year"])
    path: str = Field(description="The parameter.", examples=["as_of"])
    line: int
    hint: str = Field(examples=["write 2023-01-01, or 2023-05 or 2023 for its last day"])


class ProblemDetails(Shape):
    """A problem, as RFC 9457 has it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "type": "/api/v1/problems#not-found",
                    "title": "Nothing of that name",
                    "status": 404,
                    "detail": 'no instrument is known as "friendship-traety-2022"',
                    "instance": "/api/v1/instruments/friendship-traety-2022/status",
                    "hint": 'did you mean "friendship-treaty-2022"?',
                    "problems": [],
                }
            ]
        }
    )
    type: str = Field(description="What kind of problem: see `/api/v1/problems`.")
    title: str
    status: int = Field(ge=400, le=599)
    detail: str
    instance: str = Field(description="The address that was asked for.")
    hint: str | None = Field(description="What would mend it.")
    problems: list[ProblemItem]


def examples(shape: type[BaseModel] = Shape) -> dict[str, list[Any]]:
    """Return the examples of a shape and of all that are made from it, by name."""
    found: dict[str, list[Any]] = {}
    extra = shape.model_config.get("json_schema_extra")
    inherited = [
        getattr(each, "model_config", {}).get("json_schema_extra") for each in shape.__bases__
    ]
    if isinstance(extra, dict) and extra not in inherited:
        found[shape.__name__] = list(extra.get("examples", ()))  # type: ignore[arg-type]
    for each in shape.__subclasses__():
        found |= examples(each)
    return found


def example(**content: Any) -> ConfigDict:
    """Return the configuration of a shape with an example."""
    return ConfigDict(populate_by_name=True, json_schema_extra={"examples": [content]})

"""The schema: kinds, their properties, qualifiers and vocabularies, read from ``schema/*.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a controlled vocabulary."""

    name: str
    label: str
    about: str = ""
    mark: str = ""
    track: str = ""
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A controlled vocabulary, in its natural order."""

    name: str
    label: str
    about: str
    terms: Mapping[str, Term]


@dataclass(frozen=True, slots=True)
class Property:
    """
    What can be stated of a kind.

    ``datatype`` is the storage type; ``range`` names the vocabulary of a term or the kinds of an
    entity (empty: any); ``single`` means that two claims which cannot both hold are a conflict.
    """

    name: str
    datatype: str
    range: tuple[str, ...]
    single: bool
    unit: str
    about: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing."""

    name: str
    label: str
    part_of: str
    properties: Mapping[str, Property]


@dataclass(frozen=True, slots=True)
class Schema:
    """All kinds, qualifiers and vocabularies."""

    kinds: Mapping[str, Kind]
    qualifiers: Mapping[str, Property]
    vocabularies: Mapping[str, Vocabulary]

    def property_of(self, kind: str, name: str) -> Property | None:
        """Return a property of a kind, or None."""
        known = self.kinds.get(kind)
        return known.properties.get(name) if known else None

    def term(self, vocabulary: str, name: str) -> Term | None:
        """Return a term, or None."""
        return self.vocabularies[vocabulary].terms.get(name)

    def label(self, vocabulary: str, name: str) -> str:
        """Return the label of a term; an unknown term is its own label."""
        term = self.term(vocabulary, name)
        return term.label if term else name


@lru_cache(maxsize=1)
def schema() -> Schema:
    """Return the schema, read once."""
    import yaml

    folder = Path(__file__).with_name("schema")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    words = yaml.load((folder / "vocabularies.yaml").read_text("utf-8"), loader)  # noqa: S506 (safe loader)
    kinds = yaml.load((folder / "kinds.yaml").read_text("utf-8"), loader)  # noqa: S506 (safe loader)
    return Schema(
        kinds={name: _kind(name, given, kinds) for name, given in kinds["kinds"].items()},
        qualifiers={name: _property(name, given) for name, given in kinds["qualifiers"].items()},
        vocabularies={name: _vocabulary(name, given) for name, given in words.items()},
    )


def _vocabulary(name: str, given: Mapping[str, Any]) -> Vocabulary:
    terms = {str(term): Term(name=str(term), **about) for term, about in given["terms"].items()}
    return Vocabulary(name, given["label"], given.get("about", ""), terms)


def _kind(name: str, given: Mapping[str, Any], everything: Mapping[str, Any]) -> Kind:
    properties = dict(everything["common"])
    for group in given.get("uses", ()):
        properties |= everything["groups_of_properties"][group]
    properties |= given.get("properties", {})
    return Kind(
        name=name,
        label=given["label"],
        part_of=given.get("part_of", ""),
        properties={key: _property(key, value) for key, value in properties.items()},
    )


def _property(name: str, given: Mapping[str, Any]) -> Property:
    datatype, _, reach = given["type"].partition(":")
    return Property(
        name=name,
        datatype=datatype,
        range=tuple(reach.split("|")) if reach else (),
        single=bool(given.get("single")),
        unit=given.get("unit", ""),
        about=given.get("about", ""),
    )

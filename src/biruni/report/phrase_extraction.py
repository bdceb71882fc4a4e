"""
Where the phrases are: what ``make messages`` collects for translators, called by Babel.

Phrases stand in calls (``say``, ``count``, ``header``, ``N_`` and their like) and in tables whose
rows are phrases: the schema, the words of the pictures, the patterns of dates.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any, Final

import yaml

from biruni.model.problems import BiruniError
from biruni.report import dates_in_words
from biruni.report.exports.formats import FORMATS
from biruni.report.phrases import NAME
from biruni.report.pictures import words
from biruni.report.sections.texts import DATES
from biruni.view.treaty_status import STATUSES

Found = tuple[int, str, tuple[str, ...], list[str]]
"""Line, function that gettext knows, its arguments, comments for translators."""

_PLAIN: Final = frozenset(("say", "N_", "sentence", "gettext", "worded"))
_IN_CONTEXT: Final = frozenset(("say_in", "NC_", "pgettext"))
# where a class of the pages, other than through the calls above, keeps a phrase for a template
_KEPT: Final = {"PageRoute": 2, "Field": 1, "Download": 0}


def code(
    file: BytesIO,
    keywords: object,  # noqa: ARG001 (Babel passes it)
    comment_tags: object,  # noqa: ARG001 (likewise)
    options: object,  # noqa: ARG001 (likewise)
) -> Iterator[Found]:
    """Yield the phrases of a module in the order of their lines."""
    tree = ast.parse(file.read())
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _call(node)


def schema(
    file: BytesIO,
    keywords: object,  # noqa: ARG001 (Babel passes it)
    comment_tags: object,  # noqa: ARG001 (likewise)
    options: object,  # noqa: ARG001 (likewise)
) -> Iterator[Found]:
    """Yield labels and descriptions of a file of the schema."""
    content = yaml.safe_load(file.read())
    if "kinds" in content:
        yield from _kinds(content)
        return
    for name, vocabulary in content.items():
        yield _told("vocabulary", vocabulary["label"])
        for term in vocabulary["terms"].values():
            yield _told(name, term["label"])
            if term.get("about"):
                yield _told("about", term["about"])


def tables(
    file: BytesIO, keywords: object, comment_tags: object, options: Mapping[str, str]
) -> Iterator[Found]:
    """Yield the calls of a module and the phrases of its tables, named in the options."""
    yield from code(file, keywords, comment_tags, options)
    yield from {"dates": _dates, "pictures": _pictures, "answers": _answers}[options["of"]]()


def _dates() -> Iterator[Found]:
    for month in dates_in_words.MONTHS:
        for context in (dates_in_words.ALONE, dates_in_words.AFTER, dates_in_words.OF_DAY):
            yield _told(context, month)
    for pattern in dates_in_words.PATTERNS:
        yield _told(dates_in_words.ALONE, pattern)
        yield _told(dates_in_words.AFTER, pattern)


def _pictures() -> Iterator[Found]:
    for text in words.ENGLISH.values():
        yield _told("picture", text)
    for one, many in words.COUNTED:
        yield (0, "ngettext", (f"{{n}} {words.ENGLISH[one]}", f"{{n}} {words.ENGLISH[many]}"), [])


def _answers() -> Iterator[Found]:
    yield _told(*NAME)
    errors: list[type[BiruniError]] = [BiruniError, *BiruniError.__subclasses__()]
    for error in errors:
        yield _told("error", error.title)
    for form in FORMATS.values():
        yield (0, "gettext", (form.about,), [])
    for context, names in (
        ("status", STATUSES),
        ("answer", ("yes", "no", "possible", "unknown")),
        ("sources", ("unique", "confirmed", "refined", "majority", "conflict")),
        ("presence of a guest", ("absent", "represented", "by_video")),
        ("date of an act", DATES),
        (
            "file of a picture",
            (
                *("layers", "ladder", "matrix", "borders", "circles", "meetings", "network"),
                *("map", "valley"),
            ),
        ),
    ):
        for name in names:
            yield _told(context, name.replace("_", " "))


def _told(context: str, text: str) -> Found:
    return (0, "pgettext", (context, " ".join(text.split()) if context == "about" else text), [])


def _kinds(content: Mapping[str, Any]) -> Iterator[Found]:
    groups = [
        content["common"],
        content["qualifiers"],
        *content["groups_of_properties"].values(),
        *(kind.get("properties", {}) for kind in content["kinds"].values()),
    ]
    for kind in content["kinds"].values():
        yield _told("kind", kind["label"])
    for group in groups:
        for name, about in group.items():
            yield _told("property", name.replace("_", " "))
            if about.get("about"):
                yield _told("about", about["about"])


def _call(node: ast.Call) -> Iterator[Found]:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    texts = [_text(each) for each in node.args]
    if name in _PLAIN and texts and texts[0]:
        yield (node.lineno, "gettext", (texts[0],), [])
    elif name in _IN_CONTEXT and len(texts) > 1 and texts[0] and texts[1]:
        yield (node.lineno, "pgettext", (texts[0], texts[1]), [])
    elif name == "count" and len(texts) > 2 and texts[1] and texts[2]:
        yield (node.lineno, "ngettext", (texts[1], texts[2]), [])
    elif name == "NN_" and len(texts) == 2:
        yield (node.lineno, "ngettext", (texts[0], texts[1]), [])
    elif name in _KEPT and len(texts) > _KEPT[name] and texts[_KEPT[name]]:
        yield (node.lineno, "gettext", (texts[_KEPT[name]],), [])
    elif name == "header":
        yield from ((node.lineno, "pgettext", ("column", each), []) for each in texts if each)

    for keyword in node.keywords:
        if keyword.arg == "submit" and _text(keyword.value):
            yield (node.lineno, "gettext", (_text(keyword.value),), [])


def _text(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""

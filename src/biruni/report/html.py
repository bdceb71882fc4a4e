"""The report as one HTML file: no script, no request to anywhere, a strict content policy."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from itertools import groupby
from typing import Final
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from biruni.report.document import (
    Block,
    CitedSource,
    Footnote,
    Grid,
    Part,
    Reference,
    Said,
    Section,
    StockTaking,
)
from biruni.report.html_lines import Lines
from biruni.report.phrases import ENGLISH, N_, phrases
from biruni.report.sections.judgements import natural

_WIDE: Final = 7


@dataclass(frozen=True, slots=True)
class Mark:
    """The small number after a fact: one source with all its statements that the fact rests on."""

    number: int
    target: str
    statements: str
    title: str


def to_html(report: StockTaking) -> str:
    """Return the report as a self-contained page."""
    told = phrases(report.lang)
    style = _style(
        told.say("{title}: regional cooperation, {day}", title=report.title, day=report.dates[0][1])
    )
    page = (
        _environment(report.lang)
        .get_template("report.html.j2")
        .render(
            report=report,
            style=Markup(style),  # noqa: S704 (our own style sheet; the title in it is escaped)
            policy=content_policy([style]),
            ctx=context(report.sections, report.sources, report.references, lang=report.lang),
            by_source=_by_source(report),
            number=told.number,
            data_lang="" if report.lang == ENGLISH else ENGLISH,
        )
    )
    return page + "\n"


def context(
    sections: Sequence[Section],
    sources: Sequence[CitedSource],
    references: Mapping[str, Reference],
    *,
    elsewhere: Callable[[str], str] = lambda _: "",
    named_cells: bool = False,
    followed: Callable[[str], str] | None = None,
    lang: str = ENGLISH,
) -> dict[str, object]:
    """
    Return what the block templates need to write sections down.

    Args:
        sections: What is written.
        sources: Sources cited in them.
        references: Statements cited in them.
        elsewhere: Address of a page of its own that an anchor stands for, or empty: it comes first.
        named_cells: Whether cells carry the name of their column, for a phone to show it.
        followed: Returns an address that a browser may follow, or empty: `web_address`.
        lang: Language of the page.
    """
    here = anchors(sections)

    def href(target: str) -> str:
        if not target:
            return ""
        return elsewhere(target) or (f"#{target}" if target in here else "")

    lines = Lines(
        sources,
        references,
        href,
        followed or web_address,
        {note.id: note.sign for section in sections for note in _footnotes(section.blocks)},
        phrases(lang).say(N_("Footnote")),
    )
    return {"line": lines.line, "rows": lines.rows, "wide": _WIDE, "named_cells": named_cells}


def content_policy(styles: Iterable[str]) -> str:
    """Return the content policy that admits these style sheets and nothing else."""
    hashes = [f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" for style in styles]
    admitted = " ".join(dict.fromkeys(hashes))
    return f"default-src 'none'; style-src {admitted}; base-uri 'none'; form-action 'none'"


def reference_marks(
    sources: Sequence[CitedSource], references: Mapping[str, Reference], said: Said
) -> list[Mark]:
    """Return one mark for every source that a piece of text rests on."""
    by_source: dict[int, list[Reference]] = {}
    for key in said.statements:
        reference = references[key]
        by_source.setdefault(reference.source, []).append(reference)
    labels = {source.number: source.label for source in sources}
    return [
        Mark(
            number,
            found[0].id,
            " ".join(each.id for each in found),
            f"{labels[number]}: {'; '.join(dict.fromkeys(each.locator for each in found))}",
        )
        for number, found in sorted(by_source.items())
    ]


def anchors(sections: Sequence[Section]) -> frozenset[str]:
    """Return every anchor of the sections: a text leads only to what is there."""
    found = {section.id for section in sections}
    for section in sections:
        found |= set(_anchors(section.blocks))
    return frozenset(found)


def by_place(found: Iterable[Reference]) -> list[tuple[tuple[str, str], list[Reference]]]:
    """Group statements of one source by place and subject, in the order given."""
    return [
        (key, list(group))
        for key, group in groupby(found, key=lambda each: (each.locator, each.subject))
    ]


def web_address(text: str) -> str:
    """Return an address that a browser may follow (http, https), or an empty text."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme in ("http", "https") and parts.netloc else ""


def _anchors(blocks: Sequence[Block]) -> Iterable[str]:
    for block in blocks:
        if isinstance(block, Part):
            yield block.id
            yield from _anchors(block.blocks)
        elif isinstance(block, Grid):
            yield from (row.id for row in block.rows if row.id)


def _footnotes(blocks: Sequence[Block]) -> Iterable[Footnote]:
    for block in blocks:
        if isinstance(block, Grid):
            yield from block.footnotes
        elif isinstance(block, Part):
            yield from _footnotes(block.blocks)


def _by_source(report: StockTaking) -> dict[int, list[Reference]]:
    found: dict[int, list[Reference]] = {}
    for reference in report.references.values():
        found.setdefault(reference.source, []).append(reference)
    return {
        number: sorted(
            found[number], key=lambda each: (natural(each.locator), each.subject, each.property)
        )
        for number in sorted(found)
    }


@lru_cache(maxsize=8)
def _environment(lang: str) -> Environment:
    environment = Environment(
        loader=PackageLoader("biruni.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_translations(phrases(lang), newstyle=True)  # type: ignore[attr-defined]
    environment.filters["web_address"] = web_address
    environment.filters["groups"] = by_place
    return environment


def _style(title: str) -> str:
    sheet = (files("biruni.report") / "templates" / "style.css").read_text("utf-8")
    return sheet.replace("RUNNING-TITLE", _css_text(title))


def _css_text(text: str) -> str:
    """Write a text so that it cannot leave a quoted string of a style sheet."""
    return "".join(
        char if char.isalnum() or char == " " else f"\\{ord(char):06x} " for char in text
    )

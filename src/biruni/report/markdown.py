"""The report as Markdown: the same sections, with numbered sources at the end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from biruni.report.document import (
    Block,
    Grid,
    Items,
    Part,
    Picture,
    Said,
    StockTaking,
    Terms,
    Text,
    Words,
)
from biruni.report.html import anchors, reference_marks, web_address
from biruni.report.phrases import phrases

_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]<>#|~!&])")
_BLANKS: Final = re.compile(r"\s+")
_SIGNS: Final = {"no": "✕ ", "possible": "◐ ", "unknown": "○ "}


def to_markdown(report: StockTaking) -> str:
    """Return the report as CommonMark with pipe tables."""
    return "\n".join(_lines(report)).rstrip() + "\n"


def escaped(text: str) -> str:
    """Return a text that Markdown shows as it is, on one line."""
    return _SPECIAL.sub(
        r"\\\1", _BLANKS.sub(" ", "".join(char if char.isprintable() else " " for char in text))
    )


def _lines(report: StockTaking) -> Iterator[str]:
    writer, say = _Writer(report), phrases(report.lang).say
    yield "# " + say("{title}: regional cooperation", title=escaped(report.title))
    yield ""
    yield from (f"- {name}: **{escaped(said)}**" for name, said in report.dates)
    yield ""
    yield " · ".join(
        f"[{figure.number} {figure.label}](#{figure.target})"
        if figure.target != "statements"
        else f"{figure.number} {figure.label}"
        for figure in report.figures
    )
    yield ""
    yield from (f"- {writer.line(item)}" for item in report.brief)
    number = 0
    for section in report.sections:
        if section.id == "statements":
            continue
        number += 1
        yield f'\n<a id="{section.id}"></a>\n\n## {number}. {escaped(section.title)}\n'
        if section.lead:
            yield escaped(section.lead) + "\n"
        if section.id == "sources":
            yield from _sources(report)
        yield from writer.blocks(section.blocks)


def _sources(report: StockTaking) -> Iterator[str]:
    told = phrases(report.lang)
    for source in report.sources:
        parts = [
            f"**{escaped(source.label)}**",
            f"*{escaped(source.title)}*" if source.title != source.label else "",
            escaped(source.about),
            escaped(source.published),
            escaped(source.kind),
            told.say("known through {source}", source=escaped(source.relayed_by))
            if source.relayed_by
            else "",
            told.count(source.resting, "{n} statements rest on it", "{n} statements rest on it"),
        ]
        said = ". ".join(part for part in parts if part)
        links = " ".join(
            f"<{found}>"
            if (found := web_address(address)) and not set("<> ") & set(found)
            else escaped(address)
            for address in source.addresses
        )
        yield f'- <a id="source-{source.number}"></a>\\[{source.number}\\] {said}. {links}'.rstrip()
    yield ""


class _Writer:
    """Writes blocks; knows the sources and anchors of the report."""

    def __init__(self, report: StockTaking) -> None:
        self.report = report
        self.anchors = anchors(report.sections)

    def line(self, parts: Words) -> str:
        """Return words on one line, each fact with its source numbers."""
        return "".join(self.said(part) for part in parts)

    def said(self, part: Said) -> str:
        """Return one piece of text; the title of a reference holds place and statement."""
        text = _SIGNS.get(part.mark, "") + escaped(part.text.strip())
        if part.text[:1].isspace():
            text = " " + text
        if part.text[-1:].isspace():
            text += " "
        if part.target and part.target in self.anchors:
            text = f"[{text.strip()}](#{part.target})"
        notes = "".join(f" ({note.removeprefix('note-')})" for note in part.notes)
        marks = "".join(
            f"[\\[{mark.number}\\]](#source-{mark.number} "
            f'"{_title(mark.title)}; {mark.statements.split()[0]}")'
            for mark in reference_marks(self.report.sources, self.report.references, part)
        )
        return text + notes + marks

    def blocks(self, found: Sequence[Block]) -> Iterator[str]:
        """Yield the lines of blocks."""
        for block in found:
            match block:
                case Text(parts=parts):
                    yield self.line(parts) + "\n"
                case Items(items=items):
                    yield from (f"- {self.line(item)}" for item in items)
                    yield ""
                case Terms(rows=rows):
                    yield from (f"- {escaped(term)}: {self.line(parts)}" for term, parts in rows)
                    yield ""
                case Grid():
                    yield from self.grid(block)
                case Picture():
                    pass
                case Part():
                    yield f'<a id="{block.id}"></a>\n\n{"#" * block.level} {escaped(block.title)}\n'
                    if block.lead:
                        yield escaped(block.lead) + "\n"
                    yield from self.blocks(block.blocks)

    def grid(self, block: Grid) -> Iterator[str]:
        """Yield a pipe table with its caption before it and its footnotes after it."""
        yield f"**{escaped(block.caption)}**\n"
        yield _row(escaped(word) for word in block.header)
        yield _row("---" for _ in block.header)
        for row in block.rows:
            cells = [self.line(cell) for cell in row.cells]
            if row.id:
                cells[0] = f'<a id="{row.id}"></a>{cells[0]}'
            yield _row(cells)
        yield ""
        if block.footnotes:
            yield from (
                f"- ({note.id.removeprefix('note-')}) {self.line(note.parts)}"
                for note in block.footnotes
            )
            yield ""


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _title(text: str) -> str:
    return (
        _BLANKS.sub(" ", text)
        .replace("\\", "/")
        .replace('"', "'")
        .replace("|", "/")
        .replace("<", "(")
        .replace(">", ")")
        .replace("[", "(")
        .replace("]", ")")
    )

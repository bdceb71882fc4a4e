"""
Pieces of text as HTML: what a page has thousands of, written without a template.

It writes what a template would, in a fraction of the time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from markupsafe import Markup, escape

from biruni.report.document import CitedSource, GridRow, Reference, Said

_NOTHING: Final = "–"


@dataclass
class Lines:
    """
    Writes pieces of text, with links, footnotes and the numbers of their sources.

    Attributes:
        sources: Sources cited on the page.
        references: Statements cited on it.
        href: Address behind an anchor, or empty.
        followed: Returns an address that a browser may follow, or an empty text.
        notes: Signs of the footnotes, by anchor.
        footnote: What a footnote is called.
    """

    sources: Sequence[CitedSource]
    references: Mapping[str, Reference]
    href: Callable[[str], str]
    followed: Callable[[str], str]
    notes: Mapping[str, str]
    footnote: str
    _called: set[str] = field(default_factory=set)
    _marks: dict[tuple[str, ...], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Look labels up by number."""
        self._labels = {source.number: source.label for source in self.sources}

    def line(self, parts: Iterable[Said]) -> Markup:
        """Return a line of text."""
        return Markup("".join([self._said(part) for part in parts]))  # noqa: S704 (escaped below)

    def rows(self, rows: Iterable[GridRow], header: Sequence[str] = ()) -> Markup:
        """
        Return the rows of a table; the first cell of each names what it is about.

        Args:
            rows: The rows.
            header: Names of the columns, when cells are to carry them; then an empty cell says so.
        """
        named = [f' data-th="{_text(word)}"' for word in header]
        written: list[str] = []
        for row in rows:
            written.append(f'<tr id="{_text(row.id)}">' if row.id else "<tr>")
            for place, cell in enumerate(row.cells):
                inner = "".join([self._said(part) for part in cell])
                if not place:
                    written.append(f'<th scope="row">{inner}</th>')
                    continue
                name = named[place] if named else ""
                if named and len(cell) == 1 and cell[0].text == _NOTHING:
                    name = f' class="nil"{name}'
                written.append(f"<td{name}>{inner}</td>")
            written.append("</tr>\n")
        return Markup("".join(written))  # noqa: S704 (escaped below)

    def _said(self, part: Said) -> str:
        lang = f' lang="{_text(part.lang)}"' if part.lang else ""
        before = " " if part.mark and part.text[:1] == " " else ""
        to = self.href(part.target) if part.target else ""
        if to:
            mark = f' class="m-{_text(part.mark)}"' if part.mark else ""
            said = f'{before}<a{mark} href="{_text(to)}"{lang}>{_text(part.text)}</a>'
        elif part.address and (out := self.followed(part.address)):
            said = f'{before}<a href="{_text(out)}" rel="noreferrer"{lang}>{_text(part.text)}</a>'
        elif part.mark:
            mark = _text(part.mark)
            said = f'{before}<span class="m-{mark}"{lang}>{_text(part.text.lstrip())}</span>'
        elif lang:
            said = f"<span{lang}>{_text(part.text)}</span>"
        else:
            said = _text(part.text)
        for note in part.notes:
            said += self._note(note)
        return said + self.marks(part.statements) if part.statements else said

    def _note(self, note: str) -> str:
        """Only the first of several calls of a footnote is where its way back leads."""
        first = "" if note in self._called else f' id="back-{_text(note)}"'
        self._called.add(note)
        sign = _text(self.notes[note])
        return (
            f'<sup class="note"><a{first} href="#{_text(note)}"'
            f' aria-label="{_text(self.footnote)} {sign}">{sign}</a></sup>'
        )

    def marks(self, statements: tuple[str, ...]) -> str:
        """Return one small number for every source that a piece of text rests on."""
        found = self._marks.get(statements)
        if found is None:
            by_source: dict[int, list[Reference]] = {}
            for key in statements:
                reference = self.references[key]
                by_source.setdefault(reference.source, []).append(reference)
            written = " ".join(
                self._mark(number, by_source[number]) for number in sorted(by_source)
            )
            found = self._marks[statements] = f'<sup class="refs">{written}</sup>'
        return found

    def _mark(self, number: int, found: list[Reference]) -> str:
        places = "; ".join(dict.fromkeys(each.locator for each in found))
        several = (
            f' data-statements="{" ".join(each.id for each in found)}"' if len(found) > 1 else ""
        )
        title = _text(f"{self._labels[number]}: {places}")
        return f'<a href="#{found[0].id}"{several} title="{title}">{number}</a>'


def _text(text: str) -> str:
    """Return a text escaped as the templates do it."""
    return text if text.isalnum() else str(escape(text))

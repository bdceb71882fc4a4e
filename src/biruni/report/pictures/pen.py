"""What every picture needs at hand: the view, the words, the language, and where marks lead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from biruni.model.ids import slug_of
from biruni.model.schema import schema
from biruni.model.statement import Statement
from biruni.model.uncertain_date import iso_day
from biruni.report.phrases import phrases
from biruni.report.pictures.lettering import folded, label
from biruni.report.pictures.svg import Link, Markup, mark, picture, tag
from biruni.report.pictures.words import ENGLISH, Words, term, word
from biruni.view.places import place_label
from biruni.view.view import View

WIDE = 1100
NARROW = 400

HUE = "#1f7fc4"
"""The blue of Okabe and Ito, lightened until it keeps four to one on white and near black alike."""


@dataclass(frozen=True, slots=True)
class Pen:
    """One picture being drawn."""

    view: View
    name: str
    lang: str = "en"
    link: Link | None = None
    words: Words | None = None
    narrow: bool = False

    @property
    def width(self) -> float:
        """Width of the picture."""
        return NARROW if self.narrow else WIDE

    @property
    def margin(self) -> float:
        """Blank at either side."""
        return 12 if self.narrow else 24

    @property
    def day(self) -> str:
        """Day that the picture speaks of."""
        return iso_day(self.view.moment.horizon)

    @property
    def id(self) -> str:
        """Unique on a page: picture, day, and form."""
        return "-".join(
            [self.name, self.day.replace("-", ""), *(["narrow"] if self.narrow else [])]
        )

    def word(self, key: str) -> str:
        """Return a word of the picture."""
        return word(self.words, key, self.lang)

    def counted(self, number: int, one: str, many: str) -> str:
        """Return a number with its noun, given by its keys: ``3 meetings``."""
        told = phrases(self.lang)
        singular, plural = f"{{n}} {ENGLISH[one]}", f"{{n}} {ENGLISH[many]}"
        if self.words or not told.has(singular):
            return f"{number} {self.word(one if number == 1 else many)}"
        return told.count(number, singular, plural)

    def term(self, vocabulary: str, name: str) -> str:
        """Return the label of a term; no term is ``?``."""
        return term(self.words, vocabulary, name, self.lang) if name else "?"

    def about(self, vocabulary: str, name: str) -> str:
        """Return what a term means, in a few words."""
        found = schema().term(vocabulary, name)
        return phrases(self.lang).say_in("about", found.about) if found and found.about else ""

    def label(self, entity: str) -> str:
        """Return the name of an entity."""
        return self.view.label(entity, self.lang)

    def place(self, text: str) -> str:
        """Return the name of a place that a source prints; ``?`` when none is known."""
        return place_label(self.view, text, self.lang) or "?"

    def code(self, party: str) -> str:
        """Return a short name: the ISO code of a state, the slug of an organisation."""
        slug = slug_of(party)
        return slug if party.startswith("state/") else slug.upper() if len(slug) <= 4 else slug

    def mark(
        self, statements: Iterable[Statement], title: str, *inside: str, kind: str = "mark"
    ) -> Markup:
        """Return a mark that leads to its statements."""
        ids = self.view.ids(statements)
        return mark(ids, title, *inside, link=self.link, kind=kind)

    def _title(self, title: str) -> list[str]:
        size, lines = (16, 2) if self.narrow else (19, 1)
        room = self.width - 2 * self.margin - (0 if self.narrow else 160)
        return folded(title, room / (1 if self.narrow else 1.07), size, lines)

    def top(self, title: str) -> float:
        """Return where the picture begins, below its heading."""
        return 46 + 20 * len(self._title(title)) if self.narrow else 56

    def heading(self, title: str) -> Markup:
        """Return the title at the top, with the day the picture speaks of."""
        day = f"{self.word('as_of')} {self.day}"
        lines = self._title(title)
        if not self.narrow:
            return tag(
                "g",
                *(label(self.margin, 32, each, size=19, bold=True) for each in lines),
                label(self.width - self.margin, 32, day, anchor="end", muted=True),
            )
        return tag(
            "g",
            *(
                label(self.margin, 24 + 20 * row, each, size=16, bold=True)
                for row, each in enumerate(lines)
            ),
            label(self.margin, 22 + 20 * len(lines), day, size=12, muted=True),
        )

    def note(self, y: float, text: str) -> Markup:
        """Return a muted note, folded to the width."""
        room = self.width - 2 * self.margin
        lines = folded(text, room, 12, 4)
        return tag(
            "g",
            *(
                label(self.margin, y + 16 * place, each, size=12, muted=True)
                for place, each in enumerate(lines)
            ),
        )

    def finished(self, title: str, about: str, height: float, *inside: str) -> str:
        """Return the picture."""
        return picture(
            self.id,
            f"{title}, {self.word('as_of')} {self.day}",
            about,
            (self.width, height),
            *inside,
            interactive=self.link is not None,
        )

    def empty(self, title: str, about: str) -> str:
        """Return the picture of a day on which nothing is known."""
        top = self.top(title)
        return self.finished(
            title,
            f"{about} {self.word('nothing')}",
            top + 66,
            self.heading(title),
            tag(
                "rect",
                x=self.margin,
                y=top,
                width=self.width - 2 * self.margin,
                height=48,
                rx=6,
                fill="none",
                stroke="currentColor",
                stroke_opacity=0.4,
                stroke_dasharray="4 4",
            ),
            label(self.width / 2, top + 29, self.word("nothing"), anchor="middle", muted=True),
        )

"""What a request asks for: the three dates, the language, and the address to come back to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlencode

from biruni.model.problems import InvalidInput
from biruni.model.uncertain_date import DateError, iso_day
from biruni.model.worded import Worded, together, worded
from biruni.view.moment import FOREVER, Moment, moment

DATES: Final = ("as_of", "known_at", "published_by")
HOW_DATES_ARE_WRITTEN: Final = worded("dates are written 2025-08-01, 2025-08 or 2025")
_WRONG: Final = {
    "as_of": worded("as-of: {problem}"),
    "known_at": worded("known-at: {problem}"),
    "published_by": worded("published-by: {problem}"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """
    The question behind a page.

    Attributes:
        path: Path of the page below the root, ``/instruments``.
        moment: The three dates.
        lang: Language of the page.
        given: Dates as the reader gave them, for links that keep them.
        filters: Other parameters of the page.
        root: Path under which the site lies, without a slash at its end.
    """

    path: str
    moment: Moment
    lang: str
    given: tuple[tuple[str, str], ...] = ()
    filters: tuple[tuple[str, str], ...] = ()
    root: str = ""

    def filter(self, name: str) -> str:
        """Return a filter, or an empty text."""
        return next((value for key, value in self.filters if key == name), "")

    def link(self, path: str, **changed: str) -> str:
        """Return the address of a page with the dates and language of this one, or with others."""
        query = dict(self.given) | {"lang": self.lang} | changed
        kept = {key: value for key, value in query.items() if value}
        return f"{self.root}{quote(path)}" + (f"?{urlencode(kept)}" if kept else "")

    def here(self, **changed: str) -> str:
        """Return the address of this page, filters kept, with some parameters changed."""
        return self.link(self.path, **(dict(self.filters) | changed))

    @property
    def permalink(self) -> str:
        """The address that will show the same: the valid day and what was known are written out."""
        return self.here(as_of=iso_day(self.moment.valid_on))


def asked(
    path: str,
    query: Mapping[str, str],
    *,
    today: str,
    lang: str,
    root: str = "",
    filters: Iterable[str] = (),
) -> Asked:
    """
    Read a query string.

    Raises:
        InvalidInput: A date is none; says which.
    """  # fmt: skip
    given = {name: query[name].strip() for name in DATES if query.get(name, "").strip()}
    problems: list[Worded] = []
    for name, text in given.items():
        try:
            moment(**{"as_of": today} | {name: text})
        except DateError as error:
            problems.append(worded(_WRONG[name], problem=error.worded))
    if problems:
        raise InvalidInput(together(problems), hint=HOW_DATES_ARE_WRITTEN)
    return Asked(
        path=path,
        moment=moment(
            given.get("as_of", today), given.get("known_at", ""), given.get("published_by", "")
        ),
        lang=lang,
        given=tuple(given.items()),
        filters=tuple((name, query[name]) for name in filters if query.get(name)),
        root=root,
    )


__all__ = ["DATES", "FOREVER", "Asked", "asked"]

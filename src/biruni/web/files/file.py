"""A file of the site: its bytes and what they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from biruni.observatory.reading import Reading
from biruni.web.asked import Asked


@dataclass(frozen=True, slots=True)
class Site:
    """
    Where the site lies.

    Attributes:
        address: Its address without a slash at its end, ``https://example.org/observatory``; empty
            where nobody knows it, as in a static copy whose host is not yet chosen.
        page: Path of the page that the file belongs to.
    """

    address: str = ""
    page: str = "/"


@dataclass(frozen=True, slots=True)
class File:
    """
    A file.

    Attributes:
        body: Its content.
        media_type: What it is.
        name: Name under which a browser saves it; empty shows it.
    """

    body: bytes
    media_type: str
    name: str = ""


Maker = Callable[[Reading, Asked, Site], File]


def absolute(link: str, question: Asked, site: Site) -> str:
    """Return a link of the site with the address before it, where that is known."""
    return site.address + link.removeprefix(question.root) if site.address else link

"""Whether every internal link of a static copy leads to a file, and to a place that is there."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from biruni.model.problems import Problem
from biruni.publish.rewriting import addresses, ids, readdressed

_STATEMENT: Final = "s-"


def broken_links(folder: Path, files: Iterable[str]) -> list[Problem]:
    """Return a problem for every internal address that leads nowhere, each once."""
    present = set(files)
    pages = sorted(file for file in present if file.endswith(".html"))
    anchors: dict[str, set[str]] = {}
    found: list[Problem] = []
    wanted: dict[tuple[str, str], str] = {}
    for page in pages:
        text = (folder / page).read_text("utf-8")
        anchors[page] = ids(text)
        for address in dict.fromkeys(addresses(text)):
            target, fragment = _resolved(page, address)
            if target is None:
                continue
            if target not in present:
                found.append(_problem(page, f"{address} leads nowhere"))
            elif fragment and target.endswith(".html"):
                wanted.setdefault((target, fragment), page)
    for (target, fragment), page in wanted.items():
        if fragment not in anchors[target]:
            found.append(_problem(page, f"{target} has no place #{fragment}"))
    return found


def mended(folder: Path, files: Iterable[str]) -> dict[str, str]:
    """
    Return the pages whose links to single statements have to lead elsewhere, with their new text.

    A statement without a page of its own is read on the page of what it tells of. Where that page
    does not show it, the link leads to the line of this page that does.
    """
    present = set(files)
    pages = sorted(file for file in present if file.endswith(".html"))
    texts = {page: (folder / page).read_text("utf-8") for page in pages}
    anchors = {page: ids(text) for page, text in texts.items()}
    found: dict[str, str] = {}
    for page, text in texts.items():

        def lead(address: str, page: str = page) -> str:
            target, fragment = _resolved(page, address)
            if target not in anchors or not fragment.startswith(_STATEMENT):
                return address
            if fragment in anchors[target]:
                return address
            return f"#{fragment}" if fragment in anchors[page] else address.partition("#")[0]

        new = readdressed(text, lead)
        if new != text:
            found[page] = new
    return found


def _resolved(page: str, address: str) -> tuple[str | None, str]:
    """Return the file that an address names, None for another site, and the place in it."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return None, ""
    if not parts.path:
        return page, unquote(parts.fragment)
    if parts.path.startswith("/"):
        return parts.path, ""
    way = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
    return way, unquote(parts.fragment)


def _problem(page: str, message: str) -> Problem:
    return Problem(page, 0, "publish.broken-link", message)

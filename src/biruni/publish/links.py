"""Whether every internal link of a static copy leads to a file, and to a place that is there."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from biruni.model.problems import Problem
from biruni.publish.rewriting import addresses, ids


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

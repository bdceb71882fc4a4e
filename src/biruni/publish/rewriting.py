"""
The addresses in a page, replaced by those of the static copy.

Only our own templates write these pages: an attribute is always in double quotes, and a quote in a
text is always escaped, so a pattern finds every address and nothing else.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Final
from urllib.parse import quote

_ATTRIBUTE: Final = re.compile(r'(\s(?:href|src|action)=")([^"]*)(")')
_ID: Final = re.compile(r'\sid="([^"]*)"')
_OFFER: Final = re.compile(r'<li><a href="([^"]*)">[^<]*</a></li>')
_TOOLS: Final = re.compile(r'(<aside class="tools".*?</aside>)', re.DOTALL)
_HEAD: Final = re.compile(
    r'<link rel="alternate" type="application/atom\+xml" href="([^"]*)"[^>]*>\n?'
)
_MOMENT: Final = re.compile(r'<form class="moment".*?</form>\n?', re.DOTALL)
_ASKING: Final = re.compile(r'<form (?!class="seek")[^>]*>.*?</form>\n?', re.DOTALL)
_CHARSET: Final = '<meta charset="utf-8">'
POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'"
)

Lookup = Callable[[str], str]
"""Returns the new address for an internal one."""


def is_internal(address: str) -> bool:
    """Whether an address leads to the site: it begins at the root."""
    return address.startswith("/") and not address.startswith("//")


def rewritten(page: str, lookup: Lookup) -> str:
    """Return a page with every internal address looked up anew."""
    return readdressed(page, lambda each: lookup(each) if is_internal(each) else each)


def readdressed(page: str, lookup: Lookup) -> str:
    """Return a page with every address looked up anew."""

    def replace(found: re.Match[str]) -> str:
        address = html.unescape(found[2])
        new = lookup(address)
        return found[0] if new == address else found[1] + html.escape(new, quote=True) + found[3]

    return _ATTRIBUTE.sub(replace, page)


def without_offers(page: str, is_there: Callable[[str], bool]) -> str:
    """Return a page that offers only those files and feeds that the copy holds."""

    def keep(found: re.Match[str]) -> str:
        address = html.unescape(found[1])
        return found[0] if not is_internal(address) or is_there(address) else ""

    return _HEAD.sub(keep, _TOOLS.sub(lambda tools: _OFFER.sub(keep, tools[1]), page))


def with_dates(page: str, dates: str) -> str:
    """Return a page whose form of dates, which asks a server, is replaced by links."""
    return _MOMENT.sub(lambda _: dates, page, count=1)


def without_forms(page: str) -> str:
    """Return a page without the forms that ask a server; the search stays, a script answers it."""
    return _ASKING.sub("", page)


def with_policy(page: str) -> str:
    """Return a page that carries the content policy itself: a static host sends no headers."""
    meta = (
        f'{_CHARSET}\n<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="referrer" content="no-referrer">'
    )
    return page.replace(_CHARSET, meta, 1)


def relative(file: str, to: str, fragment: str = "") -> str:
    """Return the address of one file of the copy as written in another."""
    if to == file and fragment:
        return f"#{fragment}"
    way = _way(posixpath.dirname(file), to)
    return f"{way}#{fragment}" if fragment else way


@lru_cache(maxsize=50_000)
def _way(folder: str, to: str) -> str:
    return quote(posixpath.relpath(to, folder or "."))


def addresses(page: str) -> Iterable[str]:
    """Return every address in a page."""
    return (html.unescape(found[2]) for found in _ATTRIBUTE.finditer(page))


def ids(page: str) -> set[str]:
    """Return every anchor of a page."""
    return {html.unescape(found[1]) for found in _ID.finditer(page)}

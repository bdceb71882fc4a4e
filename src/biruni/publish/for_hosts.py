"""Files of a static copy that are not pages: for robots, for browsers, feeds with new addresses."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final
from urllib.parse import quote
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from biruni.web.files.calendar import folded

SITEMAP: Final = "sitemap.xml"
_MAPS: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_SEARCH: Final = "http://a9.com/-/spec/opensearch/1.1/"
_IN_XML: Final = re.compile(r'((?:href|url|template)=")([^"]*)(")')
_IN_CALENDAR: Final = re.compile(r"^URL:(.*)\r\n", re.MULTILINE)
_FOLD: Final = "\r\n "


def in_copy(content: bytes, media_type: str, lookup: Callable[[str], str]) -> bytes:
    """Return a feed, a calendar or a picture whose addresses lead to pages of the copy."""
    if media_type in ("application/atom+xml", "image/svg+xml"):
        return _IN_XML.sub(
            lambda found: found[1] + escape(lookup(found[2]), {'"': "&quot;"}) + found[3],
            content.decode("utf-8"),
        ).encode("utf-8")
    if media_type == "text/calendar":
        return _calendar(content.decode("utf-8"), lookup).encode("utf-8")
    return content


def _calendar(text: str, lookup: Callable[[str], str]) -> str:
    """An address in a calendar is whole or is left out: a calendar has no place of its own."""

    def replace(found: re.Match[str]) -> str:
        address = lookup(found[1])
        return f"URL:{address}\r\n" if address.startswith(("http://", "https://")) else ""

    unfolded = text.replace(_FOLD, "")
    lines = _IN_CALENDAR.sub(replace, unfolded).split("\r\n")
    return "\r\n".join(_FOLD[:2].join(folded(line)) if line else "" for line in lines)


def robots(address: str) -> bytes:
    """Return what robots may read: everything."""
    lines = ["User-agent: *", "Allow: /"]
    if address:
        lines.append(f"Sitemap: {address}/{SITEMAP}")
    return ("\n".join(lines) + "\n").encode()


def opensearch(address: str, folder: str, lang: str) -> bytes | None:
    """Return how a browser can search the copy; nobody can without its address."""
    if not address:
        return None
    root = ET.Element("OpenSearchDescription", {"xmlns": _SEARCH})
    ET.SubElement(root, "ShortName").text = "biruni"
    ET.SubElement(root, "Description").text = "Search a sourced record of regional cooperation"
    ET.SubElement(root, "InputEncoding").text = "UTF-8"
    ET.SubElement(root, "Language").text = lang
    template = f"{address}/{folder}search/index.html?q={{searchTerms}}"
    ET.SubElement(root, "Url", {"type": "text/html", "template": template})
    return _xml(root)


def sitemap(address: str, files: list[str]) -> bytes | None:
    """Return the map of the copy; its addresses have to be whole (sitemaps.org 0.9)."""
    if not address:
        return None
    root = ET.Element("urlset", {"xmlns": _MAPS})
    for file in sorted(files)[:50_000]:
        ET.SubElement(ET.SubElement(root, "url"), "loc").text = f"{address}/{quote(file)}"
    return _xml(root)


def _xml(root: ET.Element) -> bytes:
    ET.indent(root, space="")
    body: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return body + b"\n"

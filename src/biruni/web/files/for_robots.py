"""
What programs ask a site for: robots.txt, the map of the site, how to search it.

Source:
    [rfc9309]: Robots Exclusion Protocol; sitemaps.org 0.9; OpenSearch 1.1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from biruni.report.cited import Facts
from biruni.web.files.file import File, Site
from biruni.web.languages import LANGUAGES
from biruni.web.page import path_of

if TYPE_CHECKING:
    from biruni.observatory.reading import Reading
    from biruni.web.asked import Asked

_MAPS: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML: Final = "http://www.w3.org/1999/xhtml"
_SEARCH: Final = "http://a9.com/-/spec/opensearch/1.1/"
MOST: Final = 50_000  # addresses that a map may hold


def robots(reading: Reading, question: Asked, site: Site) -> File:  # noqa: ARG001 (every file is asked in the same way)
    """Everything may be read; pages at other dates are the same facts again, without end."""
    lines = ["User-agent: *", "Disallow: /api/", "Disallow: /*?*as_of=", "Disallow: /*?*known_at="]
    lines += ["Disallow: /*?*published_by=", "Allow: /"]
    if site.address:
        lines.append(f"Sitemap: {site.address}/sitemap.xml")
    return File(("\n".join(lines) + "\n").encode(), "text/plain")


def opensearch(reading: Reading, question: Asked, site: Site) -> File:  # noqa: ARG001 (as above)
    """Return how a browser can search the site from its address bar."""
    root = ET.Element("OpenSearchDescription", {"xmlns": _SEARCH})
    ET.SubElement(root, "ShortName").text = "biruni"
    ET.SubElement(root, "Description").text = "Search a sourced record of regional cooperation"
    ET.SubElement(root, "InputEncoding").text = "UTF-8"
    template = f"{site.address}/search?q={{searchTerms}}&lang={question.lang}"
    ET.SubElement(root, "Url", {"type": "text/html", "template": template})
    return File(_xml(root), "application/opensearchdescription+xml")


def sitemap(reading: Reading, question: Asked, site: Site) -> File:
    """Return the address of every page that stands for itself, in every language."""
    pages = [(path, "") for path in paths()]
    facts = Facts(reading.view, question.lang)
    if has_entity_pages():
        pages += [
            (path_of(entity), last)
            for entity in reading.view.subjects()
            if "/" in entity
            for last in [_last_recorded(facts, entity)]
        ]
    return File(site_map(pages[: MOST // len(LANGUAGES)], site.address), "application/xml")


def site_map(pages: list[tuple[str, str]], address: str) -> bytes:
    """Return a map of pages: path and day of the last change, or an empty text."""
    root = ET.Element("urlset", {"xmlns": _MAPS, "xmlns:xhtml": _XHTML})
    for path, last in pages:
        for lang in LANGUAGES:
            url = ET.SubElement(root, "url")
            ET.SubElement(url, "loc").text = f"{address}{path}?lang={lang}"
            if last:
                ET.SubElement(url, "lastmod").text = last
    return _xml(root)


def paths() -> list[str]:
    """Return the paths of the pages that need no parameter."""
    from biruni.web.routes import PAGES

    return [route.path for route in PAGES if "{" not in route.path]


def has_entity_pages() -> bool:
    """Whether every entity has a page: a route takes whatever path is left."""
    from biruni.web.routes import PAGES

    return any(route.path.startswith("/{") for route in PAGES)


def _last_recorded(facts: Facts, entity: str) -> str:
    view = facts.view
    times = [view.recorded[key].recorded_at for key in view.ids(view.about(entity))]
    return max(times, default="")[:10]


def _xml(root: ET.Element) -> bytes:
    ET.indent(root, space="")
    body: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return body + b"\n"

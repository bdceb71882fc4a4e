"""Citations of a page or a statement as files for reference managers."""

from __future__ import annotations

from biruni.observatory.reading import Reading
from biruni.web.asked import Asked
from biruni.web.files.file import File, Site
from biruni.web.pages import cite

FILTERS = cite.FILTERS


def bibtex(reading: Reading, question: Asked, site: Site) -> File:
    """Return the citation as BibTeX."""
    text = cite.to_bibtex(cite.cited(reading, question, site.address))
    return File(text.encode(), "application/x-bibtex; charset=utf-8", "biruni.bib")


def ris(reading: Reading, question: Asked, site: Site) -> File:
    """Return the citation as RIS."""
    text = cite.to_ris(cite.cited(reading, question, site.address))
    return File(text.encode(), "application/x-research-info-systems; charset=utf-8", "biruni.ris")


def csl(reading: Reading, question: Asked, site: Site) -> File:
    """Return the citation as CSL-JSON."""
    text = cite.to_csl(cite.cited(reading, question, site.address))
    return File(text.encode(), "application/vnd.citationstyles.csl+json", "biruni.json")

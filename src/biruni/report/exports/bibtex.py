r"""
The sources in BibTeX, in UTF-8.

``date`` is EDTF, which biblatex reads; ``year`` and ``month`` are for older styles. Braces in a
text become commands, so that those of an entry always balance.
"""

from __future__ import annotations

import re
from typing import Final

from biruni.report.exports.bibliography import Work, one_line, parts, works
from biruni.report.exports.edition import Edition, utf8
from biruni.report.exports.tables.panel_set import Progress, silent
from biruni.view.view import View

_SPECIAL: Final = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
}
_UNSAFE: Final = re.compile(r'[\s{}\\"<>^`|]')
_LANGUAGES: Final = {"en": "english", "ru": "russian", "de": "german", "fr": "french"}


def export(
    view: View,
    edition: Edition,
    progress: Progress = silent,  # noqa: ARG001 (every format is asked in the same way)
) -> dict[str, bytes]:
    """Return the bibliography."""
    # outside of entries an @ would begin one, comment or not
    head = f"% {one_line(edition.title)}. {one_line(edition.describe(view))}\n".replace("@", "(at)")
    return {"": utf8(head + "".join(f"\n{entry(work)}" for work in works(view)))}


def entry(work: Work) -> str:
    """Return one source as an entry."""
    known = parts(work.published)
    fields = {
        "title": _braced(escaped(work.title)),
        "author": " and ".join(_name(author) for author in work.authors),
        "publisher": _braced(escaped(work.publisher)),
        "date": _verbatim(work.published),
        "year": str(known[0]) if known else "",
        "month": str(known[1]) if len(known) > 1 else "",
        "langid": _LANGUAGES.get(work.language, ""),
        "url": _verbatim(work.address),
        "note": escaped(f"quoted in {', '.join(work.relayed_by)}") if work.relayed_by else "",
        "keywords": escaped(work.kind.replace("_", " ")),
        "biruni-id": work.id,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{_type(work)}{{{work.key},", *lines, "}\n"])


def _type(work: Work) -> str:
    return "online" if work.address else "misc"


def _braced(text: str) -> str:
    """A second pair keeps the capitals as they are."""
    return f"{{{text}}}" if text else ""


def _name(author: str) -> str:
    """The name of an office must not be taken apart into given names and a family name."""
    words = author.split()
    office = any(word.islower() or not word[0].isalpha() for word in words) or "," in author
    return _braced(escaped(author)) if office else escaped(author)


def _verbatim(text: str) -> str:
    """What biblatex reads as it stands: addresses and dates."""
    return _UNSAFE.sub(_percent, one_line(text))


def escaped(text: str) -> str:
    """Return text for the inside of braces."""
    return "".join(_SPECIAL.get(char, char) for char in one_line(text))


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode())

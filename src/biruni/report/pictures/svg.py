"""
Writing SVG: every text that is not `Markup` is escaped, whoever wrote it.

No styles, scripts, foreign objects or outside references, so that a page with a strict content
security policy can carry a picture inline. Ink is ``currentColor``; classes let a page restyle.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence

Link = Callable[[Sequence[str]], str]
"""Where the statements with these ids can be read: a relative or http(s) address."""

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
_JOINERS = "\u200c\u200d"  # Persian and Indic words need them
_SCHEME = re.compile(r"[^/?#]*:")
_WEB = re.compile(r"https?://", re.IGNORECASE)


class Markup(str):
    """Text that is markup already, made by this module."""

    __slots__ = ()


def clean(text: str) -> str:
    """Return a text that XML can carry and that cannot turn the direction of what follows it."""
    return "".join(_clean(char) for char in text)


def _clean(char: str) -> str:
    category = unicodedata.category(char)
    if category in ("Cc", "Zl", "Zp"):
        return " "
    if category == "Cf" and char not in _JOINERS:
        return ""
    return "\ufffd" if category == "Cs" or char in "\ufffe\uffff" else char


def escape(text: str) -> Markup:
    """Return a text as markup that shows it."""
    return Markup(clean(text).translate(_ESCAPES))


def number(value: float) -> str:
    """Return a coordinate with at most two decimals and no needless zeros."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def tag(name: str, *inside: str, **attributes: str | float | None) -> Markup:
    """
    Return an element; ``stroke_width=2`` is ``stroke-width="2"``, ``class_`` is ``class``.

    An attribute that is None is left out; a text inside that is not `Markup` is escaped.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_attribute(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    body = together(inside)
    return Markup(f"<{name}{written}>{body}</{name}>" if body else f"<{name}{written}/>")


def _attribute(value: str | float) -> str:
    return escape(value) if isinstance(value, str) else number(value)


def together(parts: Iterable[str]) -> Markup:
    """Join pieces; those that are not markup are escaped."""
    return Markup("".join(part if isinstance(part, Markup) else escape(part) for part in parts))


def path(*steps: str | float, **attributes: str | float | None) -> Markup:
    """Return a path: letters and coordinates, in order."""
    drawn = " ".join(step if isinstance(step, str) else number(step) for step in steps)
    return tag("path", d=drawn, **attributes)


def line(x1: float, y1: float, x2: float, y2: float, **attributes: str | float | None) -> Markup:
    """Return a straight line in the ink of the page."""
    ink = {"stroke": "currentColor", "stroke_width": 1, **attributes}
    return tag("line", x1=x1, y1=y1, x2=x2, y2=y2, **ink)


def mark(
    statements: Sequence[str], title: str, *inside: str, link: Link | None, kind: str = "mark"
) -> Markup:
    """
    Return a mark that leads to its statements.

    Args:
        statements: Ids of the statements it rests on.
        title: What it says, in words: the tooltip, and the name of the link.
        inside: What is drawn.
        link: Where to read the statements; None makes no link.
        kind: Class of the mark.
    """
    drawn = tag(
        "g",
        tag("title", title),
        *inside,
        class_=kind,
        data_statements=" ".join(statements) or None,
    )
    address = link(statements) if link is not None and statements else ""
    if not address or not is_safe(address):
        return drawn
    return tag("a", drawn, href=address, aria_label=title)


def is_safe(address: str) -> bool:
    """Whether an address is relative or leads to the web; ``javascript:`` and the like are not."""
    bare = clean(address).strip()
    return _WEB.match(bare) is not None or _SCHEME.match(bare) is None


def picture(
    name: str,
    title: str,
    about: str,
    size: tuple[float, float],
    *inside: str,
    interactive: bool,
) -> str:
    """
    Return a whole picture, named and described for those who cannot see it.

    Args:
        name: Unique among the pictures of a page; prefix of every id inside.
        title: What it is.
        about: What it shows, in a sentence or two.
        size: Width and height.
        inside: What is drawn.
        interactive: It holds links. An image may not: it is a group then, or its links were lost.
    """
    width, height = size
    return str(
        tag(
            "svg",
            tag("title", title, id=f"{name}-title"),
            tag("desc", about, id=f"{name}-about"),
            *inside,
            xmlns="http://www.w3.org/2000/svg",
            role="group" if interactive else "img",
            aria_labelledby=f"{name}-title {name}-about",
            class_=f"picture picture-{name.split('-', 1)[0]}",
            viewBox=f"0 0 {number(width)} {number(height)}",
            width=width,
            height=height,
            direction="ltr",
            font_family="Helvetica Neue, Helvetica, Arial, Liberation Sans, Noto Sans, sans-serif",
            font_size=13,
            fill="currentColor",
        )
    )

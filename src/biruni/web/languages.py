"""Which languages the pages speak, and which of them a reader is given."""

from __future__ import annotations

from typing import Final

from biruni.report.phrases import ENGLISH, Phrases, languages, phrases

LANGUAGES: Final = languages()
"""Code and own name of every language whose catalogue in ``biruni/locale`` is complete."""

DEFAULT: Final = ENGLISH


def negotiated(wanted: str, accept: str) -> str:
    """
    Return the language of a page.

    Args:
        wanted: What the address asks for, or empty.
        accept: The browser's ``Accept-Language`` (RFC 9110, 12.5.4).
    """
    if wanted in LANGUAGES:
        return wanted
    weighed: list[tuple[float, int, str]] = []
    for place, part in enumerate(accept.split(",")[:20]):
        tag, _, parameter = part.strip().partition(";")
        weighed.append((_weight(parameter), -place, tag.strip().lower().partition("-")[0]))
    for weight, _, language in sorted(weighed, reverse=True):
        if weight > 0 and language in LANGUAGES:
            return language
    return DEFAULT


def _weight(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return min(max(float(value), 0.0), 1.0)
    except ValueError:
        return 0.0


def translations(lang: str) -> Phrases:
    """Return the phrases of a language; English has none."""
    return phrases(lang)

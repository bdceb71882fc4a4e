"""Which languages the pages speak, and which of them a reader is given."""

from __future__ import annotations

from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Final

LANGUAGES: Final = {"en": "English", "ru": "Русский"}
DEFAULT: Final = "en"
_FOLDER: Final = Path(__file__).with_name("locale")


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


@lru_cache(maxsize=len(LANGUAGES))
def translations(lang: str) -> NullTranslations:
    """Return the phrases of a language, read from its ``.po`` file; English has none."""
    path = _FOLDER / lang / "LC_MESSAGES" / "biruni.po"
    if not path.exists():
        return NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        catalog = read_po(file, locale=lang)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return GNUTranslations(compiled)

"""Symbols of resolutions of the General Assembly in one form."""

from __future__ import annotations

import re
from typing import Final

GENERAL_ASSEMBLY: Final = "un/body/general-assembly"
"""Id of the body that votes."""

_OLD: Final = re.compile(r"R/(\d+)/(\S+)")
_EMERGENCY: Final = re.compile(r"R/(ES-?\d+|S-?\d+)/(\S+)")


def present_form(symbol: str) -> str | None:
    """
    Return a symbol in the form used since December 2019: ``R/73/5`` is ``A/RES/73/5``.

    None when the source prints none.
    """
    text = symbol.strip()
    if not text:
        return None
    found = _OLD.fullmatch(text) or _EMERGENCY.fullmatch(text)
    return f"A/RES/{found[1]}/{found[2]}" if found else text

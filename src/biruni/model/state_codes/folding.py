"""A name without what spellings differ in: case, accents, apostrophes, hyphens, articles."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʻʼʽ`´′ʹʾʿ‛＇\u200c\u200d\u200e\u200f\u00ad\ufeff"))
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "&": " and "}
    | {"ي": "ی", "ى": "ی", "ك": "ک"}  # Arabic and Persian forms of the same letters
)
_ARTICLE = {"the"}
_SHORT = {"st": "saint", "ste": "sainte", "rep": "republic", "dem": "democratic", "fed": "federal"}
_TURNED = re.compile(
    r"\s*(.+?)\s*(?:,\s*([^,()]+\bof(?: the)?)|\(\s*([^()]+\bof(?: the)?)\s*\))\s*"
)


@lru_cache(maxsize=65536)
def folded(name: str) -> str:
    """
    Return the letters and digits of a name, in small letters without accents, parted by blanks.

    ``O‘zbekiston``, ``O'ZBEKISTON`` and ``Oʻzbekiston`` are one; so are ``Côte d’Ivoire`` and
    ``COTE D'IVOIRE``. ``Micronesia (Federated States of)`` is read as it is spoken.
    """
    text = name.translate(_APOSTROPHES).casefold()
    turned = _TURNED.fullmatch(text)
    if turned:
        text = f"{turned[2] or turned[3]} {turned[1]}"
    text = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    letters = (
        each if each.isalnum() else "" if unicodedata.combining(each) or each == "." else " "
        for each in text
    )
    words = [word for word in "".join(letters).split() if word not in _ARTICLE]
    return " ".join(_SHORT.get(word, word) for word in words)

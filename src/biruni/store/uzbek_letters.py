"""
Uzbek in Cyrillic letters into Latin ones: names are held in Latin, and many still write Cyrillic.

The letters are those of the alphabet of 1995.
"""

from __future__ import annotations

from typing import Final

_CYRILLIC: Final = "абвгдеёжзийклмнопрстуфхцчшщъьэюяўқғҳ"
_LATIN: Final = [
    "a",
    "b",
    "v",
    "g",
    "d",
    "e",
    "yo",
    "j",
    "z",
    "i",
    "y",
    "k",
    "l",
    "m",
    "n",
    "o",
    "p",
    "r",
    "s",
    "t",
    "u",
    "f",
    "x",
    "s",
    "ch",
    "sh",
    "sh",
    "ʼ",
    "-",
    "e",
    "yu",
    "ya",
    "oʻ",
    "q",
    "gʻ",
    "h",
]
_LETTERS: Final = dict(zip(_CYRILLIC, _LATIN, strict=True)) | {"ь": ""}
_VOWELS: Final = frozenset("аеёиоуэюяўъь")


def latin(text: str) -> str:
    """Return a text with its Cyrillic letters as Uzbek writes them in Latin; others stay."""
    spelled: list[str] = []
    before = ""
    for letter in text.lower():
        opens = not before.isalpha() or before in _VOWELS
        spelled.append("ye" if letter == "е" and opens else _LETTERS.get(letter, letter))
        before = letter
    return "".join(spelled)

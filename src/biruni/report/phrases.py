"""
Fixed words in other languages, read from ``.po`` catalogues as translators leave them.

English is the language of the code: a phrase is its own English. Any other language is a folder
``locale/<code>/LC_MESSAGES`` with a file ``biruni.po``; nothing is compiled and no code names it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from gettext import c2py  # type: ignore[attr-defined, unused-ignore]
from pathlib import Path
from typing import Final

from biruni.model.worded import again

ENGLISH: Final = "en"
LOCALES: Final = Path(__file__).parents[1] / "locale"
_ENOUGH: Final = 0.95
_CODE: Final = re.compile(r"[a-z]{2,3}")
_HOLES: Final = re.compile(r"\{\w+\}")
_PLURAL: Final = re.compile(r"plural\s*=\s*([^;]+)")

Key = tuple[str, str]
"""Context (may be empty) and English phrase."""


NAME: Final[Key] = ("name of the language", "English")
"""The entry under which a catalogue gives the name of its language in that language."""


def N_(text: str) -> str:  # noqa: N802 (the name that gettext knows)
    """Mark a phrase that is translated where it is shown."""
    return text


def NC_(context: str, text: str) -> str:  # noqa: ARG001, N802 (read by the extraction)
    """Mark a phrase of a context that is translated where it is shown."""
    return text


def NN_(one: str, many: str) -> tuple[str, str]:  # noqa: N802 (as above)
    """Mark a phrase in one and many that is translated where it is shown."""
    return one, many


@dataclass(frozen=True)
class Phrases:
    """
    The fixed words of one language; what it lacks stays English.

    The methods with names of gettext are those that templates call.
    """

    lang: str = ENGLISH
    name: str = "English"
    told: Mapping[Key, tuple[str, ...]] = field(default_factory=dict)
    plural: Callable[[int], int] = lambda number: int(number != 1)
    share: float = 1.0

    def say(self, text: str, /, **values: object) -> str:
        """Return a phrase; ``{name}`` in it stands for the value of that name."""
        return self.say_in("", text, **values)

    def say_in(self, context: str, text: str, /, **values: object) -> str:
        """Return a phrase that means something else in another context."""
        said = self.told.get((context, text), (text,))[0]
        return said.format_map(values) if values else said

    def count(self, number: int, one: str, many: str, /, **values: object) -> str:
        """Return the form of a phrase for a number, which ``{n}`` stands for."""
        forms = self.told.get(("", one))
        if forms is None:
            said = one if number == 1 else many
        else:
            said = forms[min(self.plural(number), len(forms) - 1)]
        return said.format_map({"n": number} | values)

    def number(self, number: int) -> str:
        """Return a number with its thousands apart."""
        return f"{number:,}".replace(",", self.say_in("thousands separator", ","))

    def has(self, text: str, context: str = "") -> bool:
        """Whether the phrase needs no translation or has one."""
        return self.lang == ENGLISH or (context, text) in self.told

    def again(self, sentence: str) -> tuple[str, str]:
        """Return a sentence of the rooms below, and its language if it is not that of these."""
        unsaid: list[str] = []

        def say(pattern: str) -> str:
            if any(char.isalpha() for char in _HOLES.sub("", pattern)) and not self.has(pattern):
                unsaid.append(pattern)
            return self.told.get(("", pattern), (pattern,))[0]

        said = again(sentence, say)
        return (sentence, ENGLISH) if unsaid else (said, "")

    def gettext(self, text: str) -> str:
        """Return a phrase of a template."""
        return self.say(text)

    def pgettext(self, context: str, text: str) -> str:
        """Return a phrase of a template in its context."""
        return self.say_in(context, text)

    def ngettext(self, one: str, many: str, number: int) -> str:
        """Return the form of a phrase of a template for a number; the number is left in it."""
        forms = self.told.get(("", one))
        if forms is None:
            return one if number == 1 else many
        return forms[min(self.plural(number), len(forms) - 1)]

    def npgettext(self, context: str, one: str, many: str, number: int) -> str:
        """Return the form of a phrase of a template in its context."""
        forms = self.told.get((context, one))
        if forms is None:
            return one if number == 1 else many
        return forms[min(self.plural(number), len(forms) - 1)]


def languages(folder: Path = LOCALES) -> dict[str, str]:
    """Return code and own name of every language whose catalogue is as good as complete."""
    found = {ENGLISH: "English"}
    for path in sorted(folder.glob("*/LC_MESSAGES/biruni.po")):
        code = path.parts[-3]
        if code != ENGLISH and _CODE.fullmatch(code):
            phrases_of = catalogue(path, code)
            if phrases_of.share >= _ENOUGH:
                found[code] = phrases_of.name
    return found


@lru_cache(maxsize=32)
def phrases(lang: str) -> Phrases:
    """Return the fixed words of a language; of one without a catalogue, the English ones."""
    path = LOCALES / lang / "LC_MESSAGES" / "biruni.po"
    if lang == ENGLISH or not _CODE.fullmatch(lang) or not path.exists():
        return Phrases()
    return catalogue(path, lang)


def catalogue(path: Path, lang: str) -> Phrases:
    """Read a ``.po`` file; entries without a translation or marked fuzzy are left out."""
    told: dict[Key, tuple[str, ...]] = {}
    every, header = 0, ""
    for entry in entries(path.read_text("utf-8")):
        if not entry.text:
            header = entry.forms[0]
            continue
        every += 1
        if all(entry.forms) and not entry.fuzzy:
            told[entry.context, entry.text] = entry.forms
    fields = dict(line.split(":", 1) for line in header.splitlines() if ":" in line)
    rule = _PLURAL.search(fields.get("Plural-Forms", ""))
    return Phrases(
        lang=lang,
        name=told.get(NAME, (lang,))[0],
        told=told,
        plural=c2py(rule[1].strip()) if rule else c2py("n != 1"),
        share=len(told) / every if every else 0.0,
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """One phrase of a catalogue: context, English in one and many, and the forms given for it."""

    context: str
    text: str
    many: str
    forms: tuple[str, ...]
    fuzzy: bool


def entries(content: str) -> Iterator[Entry]:
    """Yield the entries of a ``.po`` file in its order; obsolete ones are comments."""
    for block in re.split(r"\n\s*\n", content.replace("\r\n", "\n")):
        given: dict[str, str] = {}
        fuzzy, at = False, ""
        for line in block.splitlines():
            if line.startswith("#"):
                fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
                continue
            word, _, rest = line.partition(" ")
            if line.startswith("msg"):
                at = word
                given[at] = ast.literal_eval(rest)
            elif line.startswith('"') and at:
                given[at] += ast.literal_eval(line)
        if "msgid" in given:
            forms = tuple(said for word, said in given.items() if word.startswith("msgstr"))
            yield Entry(
                given.get("msgctxt", ""),
                given["msgid"],
                given.get("msgid_plural", ""),
                forms or ("",),
                fuzzy=fuzzy and bool(given["msgid"]),
            )

"""
Things of two sources that may be one, the likeliest first, each with what speaks for it.

Four features are independent of each other: an identifier that both bear, the parties, the dates,
the title. A pair is a candidate when at least two speak for it; a title alone never makes one, and
no score decides anything: a person does. Only things that share a block are looked at: an
identifier, a day, or a year with a rare word of the title.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from biruni.model.date_logic import can_both_hold
from biruni.model.ids import kind_in_id
from biruni.model.uncertain_date import DateError, civil, parse
from biruni.view.claims import folded

WEIGHTS: Final = {"identifier": 0.4, "parties": 0.25, "dates": 0.2, "title": 0.15}
"""How much each feature counts; the score is their weighted sum, 0 to 1."""

_COMMON: Final = 60  # things with one block that are still compared each with each
_LEAST: Final = 0.5  # from which share a feature speaks for a pair
_WORD: Final = 4
_RAREST: Final = 6  # words of a title that make a block with a year
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_FEATURES_NEEDED: Final = 2


@dataclass
class Thing:
    """What a source says of a thing, as far as it tells things apart."""

    id: str
    title: str = ""
    codes: set[tuple[str, str]] = field(default_factory=set)
    parties: set[str] = field(default_factory=set)
    dates: set[str] = field(default_factory=set)
    where: str = ""

    @property
    def words(self) -> frozenset[str]:
        """The words of the title without case, apostrophes and diacritics."""
        return frozenset(_plain(self.title).split())


@dataclass(frozen=True, slots=True)
class Candidate:
    """
    A pair that may be one.

    Attributes:
        a: One thing.
        b: The other.
        features: The share for each feature that can be compared, 0 to 1.
    """

    a: Thing
    b: Thing
    features: Mapping[str, float]

    @property
    def score(self) -> float:
        """The weighted sum of the features."""
        return sum(WEIGHTS[name] * share for name, share in self.features.items())

    @property
    def why(self) -> str:
        """The features in words: ``identifier 1.00, title 0.67``."""
        return ", ".join(f"{name} {share:.2f}" for name, share in self.features.items())


def candidates(ours: Iterable[Thing], theirs: Iterable[Thing]) -> list[Candidate]:
    """
    Return the pairs of one source and another that may be one, the likeliest first.

    Args:
        ours: Things of one source.
        theirs: Things of the other.
    """
    blocks: dict[tuple[str, ...], tuple[list[Thing], list[Thing]]] = defaultdict(lambda: ([], []))
    one, other = list(ours), list(theirs)
    common = Counter(word for thing in (*one, *other) for word in thing.words)
    for place, things in enumerate((one, other)):
        for thing in things:
            for key in _blocks(thing, common):
                blocks[key][place].append(thing)
    pairs: dict[tuple[str, str], tuple[Thing, Thing]] = {}
    for left, right in blocks.values():
        if len(left) * len(right) > _COMMON * _COMMON:
            continue  # a block that so many share tells nothing apart
        for a in left:
            for b in right:
                if a.id != b.id and kind_in_id(a.id) == kind_in_id(b.id):
                    pairs[a.id, b.id] = (a, b)
    found = [Candidate(a, b, features(a, b)) for a, b in pairs.values()]
    found = [each for each in found if _speaks_for_itself(each.features)]
    return sorted(found, key=lambda each: (-each.score, each.a.id, each.b.id))


def features(a: Thing, b: Thing) -> dict[str, float]:
    """Return for each feature that both sources tell how much of it they share, 0 to 1."""
    found: dict[str, float] = {}
    schemes = {scheme for scheme, _ in a.codes} & {scheme for scheme, _ in b.codes}
    if schemes:
        found["identifier"] = float(bool(a.codes & b.codes))
    if a.parties and b.parties:
        found["parties"] = len(a.parties & b.parties) / len(a.parties | b.parties)
    if a.dates and b.dates:
        found["dates"] = float(any(_agree(x, y) for x in a.dates for y in b.dates))
    if a.words and b.words:
        found["title"] = len(a.words & b.words) / len(a.words | b.words)
    return found


def _speaks_for_itself(shares: Mapping[str, float]) -> bool:
    strong = {name for name, share in shares.items() if share >= _LEAST}
    return len(strong) >= _FEATURES_NEEDED


def _blocks(thing: Thing, common: Counter[str]) -> set[tuple[str, ...]]:
    rare = sorted(
        (word for word in thing.words if len(word) >= _WORD), key=lambda word: (common[word], word)
    )[:_RAREST]
    years = {year for date in thing.dates for year in _years(date)}
    found: set[tuple[str, ...]] = {("code", *code) for code in thing.codes}
    found |= {("day", date) for date in thing.dates if _DAY.fullmatch(date)}
    found |= {("year", str(year), word) for year in years for word in rare}
    found |= {("words", *rare[:2])} if not years and len(rare) > 1 else set()
    return found


def _years(edtf: str) -> set[int]:
    """Return the years that a date may lie in, at most three."""
    try:
        date = parse(edtf)
    except DateError:
        return set()
    if date.earliest is None or date.latest is None:
        return set()
    first, last = (civil(day)[0] for day in (date.earliest, date.latest))
    return set(range(first, min(last, first + 2) + 1))


def _agree(a: str, b: str) -> bool:
    try:
        return can_both_hold(parse(a), parse(b))
    except DateError:
        return False


def _plain(text: str) -> str:
    """Return letters and digits only, without apostrophes and diacritics."""
    open_text = unicodedata.normalize("NFKD", folded(text))
    kept = (char for char in open_text if not unicodedata.combining(char))
    return "".join(char if char.isalnum() else " " for char in kept)

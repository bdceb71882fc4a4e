"""
Sentences that know their pattern, so that another language can be put in its place.

What is wrong is said where it is noticed, in English, and shown elsewhere: on a terminal as it is,
on a page in the language of the page. A `Worded` is the English sentence; whoever shows it
translates the pattern and fills it in again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Self

__all__ = ["Worded", "again", "either", "together", "worded"]


class Worded(str):
    """An English sentence with its pattern, in which ``{name}`` stands for the value of a name."""

    __slots__ = ("pattern", "values")

    pattern: str
    values: dict[str, str]

    def __new__(cls, pattern: str, values: dict[str, str]) -> Self:
        """Fill in the pattern."""
        sentence = super().__new__(cls, pattern.format_map(values) if values else pattern)
        sentence.pattern = pattern
        sentence.values = values
        return sentence

    def __getnewargs__(self) -> tuple[str, dict[str, str]]:  # type: ignore[override]
        """Return what makes the same sentence: errors travel between processes."""
        return self.pattern, self.values


def worded(pattern: str, /, **values: object) -> Worded:
    """Return a sentence: ``worded('no state "{state}"', state=given)``."""
    return Worded(
        pattern,
        {name: value if isinstance(value, str) else str(value) for name, value in values.items()},
    )


def together(sentences: Iterable[str], between: str = "; ") -> Worded:
    """Return sentences as one, each still with its pattern."""
    values = {f"n{number}": each for number, each in enumerate(sentences)}
    return Worded(between.join(f"{{{name}}}" for name in values), values)


def either(names: Iterable[str]) -> str:
    """Return names of which one is meant."""
    first, *more = names
    return worded("{one} or {other}", one=first, other=either(more)) if more else first


def again(sentence: str, say: Callable[[str], str]) -> str:
    """
    Return a sentence in another language.

    Args:
        sentence: A sentence in English; a plain text is a pattern without values.
        say: Returns a pattern in the other language, or as it is.
    """
    if not isinstance(sentence, Worded):
        return say(sentence)
    told = {
        name: again(value, say) if isinstance(value, Worded) else value
        for name, value in sentence.values.items()
    }
    pattern = say(sentence.pattern)
    return pattern.format_map(told) if told else pattern

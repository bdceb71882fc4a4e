"""The moment a question is asked about: valid, known, and published by."""

from __future__ import annotations

from dataclasses import dataclass

from biruni.model.uncertain_date import as_of_day, iso_day

FOREVER = "9999-12-31T23:59:59Z"


@dataclass(frozen=True, slots=True)
class Moment:
    """
    Two times, and a third that belongs to the sources.

    Attributes:
        valid_on: Day in the world, as a day number (``date.toordinal``).
        known_at: UTC time up to which the ledger is read, ``2026-11-24T23:59:59Z``.
        published_by: Only what sources dated on or before this day say; ``None`` admits every
            source.
    """

    valid_on: int
    known_at: str = FOREVER
    published_by: int | None = None

    @property
    def horizon(self) -> int:
        """
        The last day that an answer can speak of.

        Nobody who wrote by a day knew what came after it: asked about a later day, the question
        is answered as of the day of publication.
        """
        return self.valid_on if self.published_by is None else min(self.valid_on, self.published_by)

    def as_dict(self) -> dict[str, str | None]:
        """Return the dates in words, for every JSON answer."""
        return {
            "as_of": iso_day(self.valid_on),
            "known_at": None if self.known_at == FOREVER else self.known_at,
            "published_by": None if self.published_by is None else iso_day(self.published_by),
        }


def moment(as_of: str, known_at: str = "", published_by: str = "") -> Moment:
    """
    Read the three dates as a user writes them.

    A month or a year stands for its last day; a day without a time for its last second (UTC).

    Raises:
        DateError: One of them is no date.
    """
    return Moment(
        valid_on=as_of_day(as_of),
        known_at=known_moment(known_at) if known_at else FOREVER,
        published_by=as_of_day(published_by) if published_by else None,
    )


def known_moment(text: str) -> str:
    """Return the UTC time that a user's ``--known-at`` means: a day is read to its end."""
    if "T" in text:
        day, _, time = text.partition("T")
        as_of_day(day)
        return f"{day}T{_clock(time)}Z"
    return f"{iso_day(as_of_day(text))}T23:59:59Z"


def _clock(time: str) -> str:
    """Return ``HH:MM:SS`` of ``HH``, ``HH:MM`` or ``HH:MM:SS``, with or without ``Z``."""
    parts = time.removesuffix("Z").split(":")
    limits = (24, 60, 60)
    if not 1 <= len(parts) <= len(limits) or not all(
        part.isascii() and part.isdigit() and int(part) < limit
        for part, limit in zip(parts, limits, strict=False)
    ):
        as_of_day(time)  # says, as for every other date, what is wrong with it
    numbers = [int(part) for part in parts] + [59] * (len(limits) - len(parts))
    return ":".join(f"{number:02d}" for number in numbers)

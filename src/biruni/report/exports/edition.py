"""What an export says of itself: name, title, licence, and the moment that it shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from biruni.view.view import View

# The licence of the packs that come with biruni.
PACK_LICENCE: Final = "CC-BY-4.0"
_PLACES: Final = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}
_ABOUT: Final = (
    "A sourced and dated record of regional cooperation. Answers are yes, no, possible (the"
    " dates allow both) or unknown (no source speaks); every row names the statements it rests on."
)


@dataclass(frozen=True, slots=True)
class Edition:
    """
    One export.

    Attributes:
        name: Short name: of the data package and the database.
        title: Title for readers.
        licence: SPDX identifier of the licence of the data.
    """

    name: str = "biruni"
    title: str = "biruni: a record of regional cooperation"
    licence: str = PACK_LICENCE

    @property
    def licence_address(self) -> str:
        """Where the licence can be read."""
        return _PLACES.get(self.licence, f"https://spdx.org/licenses/{self.licence}.html")

    def describe(self, view: View) -> str:
        """Return the description, with the moment in words."""
        said = [f"{key.replace('_', ' ')} {value}" for key, value in moment(view).items() if value]
        return f"{_ABOUT} This is the record {', '.join(said)}."


def moment(view: View) -> dict[str, str]:
    """Return the dates of the view; an empty one is not limited."""
    return {name: date or "" for name, date in view.moment.as_dict().items()}


def last_recorded(view: View) -> str:
    """Return the latest UTC time at which a visible statement was recorded; never the clock."""
    return max((record.recorded_at for record in view.recorded.values()), default="")


def utf8(text: str) -> bytes:
    """Return UTF-8; a lone surrogate, which UTF-8 cannot hold, becomes a question mark."""
    return text.encode("utf-8", "replace")

"""A plain table of what a picture shows: the same facts, for those who cannot or will not look."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """
    One answer, and where it comes from.

    ``statements`` are the ids the text rests on, ``note`` says in a sentence what the reader
    should know beside it, and ``mark`` names the sign that the picture draws for it.
    """

    text: str
    statements: tuple[str, ...] = ()
    note: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table, a cell for each word of the header."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table; every row has as many cells as the header has words."""

    title: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]

    def __post_init__(self) -> None:
        """
        Refuse a row that does not fit the header.

        Raises:
            ValueError: A row is longer or shorter than the header.
        """
        for row in self.rows:
            if len(row.cells) != len(self.header):
                raise ValueError(
                    f"a row of {len(row.cells)} cells under {len(self.header)} headings"
                )

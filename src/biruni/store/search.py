"""
Search in the texts of the ledger.

Whole words and beginnings of words are looked up first. If nothing has them, three-letter pieces of
the words find values that contain them or come close: one slip of the pen leaves one half of a word
as it was, so a value is a candidate if it has the pieces of either half. Words in Cyrillic letters
are also looked for as Uzbek spells them in Latin ones.
"""

import sqlite3
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from biruni.store.uzbek_letters import latin

__all__ = ["Match", "find", "fold", "index", "prepare"]

_TEXTS: Final = "datatype IN ('text', 'identifier') AND property <> 'kind'"
_MOST_WORDS: Final = 16
_LONGEST_WORD: Final = 64
_MOST_CANDIDATES: Final = 500
_CLOSE: Final = 0.75
_APOSTROPHES: Final = dict.fromkeys(map(ord, "'`´ʹʻʼʽ‘’‛′＇"))
_NAMES: Final = ("label", "alias", "title")


@dataclass(frozen=True, slots=True)
class Match:
    """
    A text that was found.

    Attributes:
        subject: What the text belongs to.
        property: Which property it is: ``label``, ``alias``, ``title`` …
        value: The text.
        rank: Lower is better; only comparable within one search.
    """

    subject: str
    property: str
    value: str
    rank: float


def prepare(connection: sqlite3.Connection) -> None:
    """Make `fold` known to SQL, once for a connection."""
    connection.create_function("fold", 1, fold, deterministic=True)


def index(connection: sqlite3.Connection, *, after: int) -> None:
    """Add the texts of the statements that follow that number."""
    texts = f"FROM statement WHERE number > ? AND {_TEXTS}"
    connection.execute(
        f"INSERT INTO statement_words (rowid, value) SELECT number, value {texts}",
        [after],
    )
    connection.execute(
        f"INSERT INTO statement_pieces (rowid, folded) SELECT number, fold(value) {texts}",
        [after],
    )


def fold(text: str) -> str:
    """Drop what spellings of a name differ in: case, diacritics, apostrophes."""
    plain = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES))
    return "".join(mark for mark in plain if not unicodedata.combining(mark)).casefold()


def find(connection: sqlite3.Connection, words: str, *, limit: int) -> list[Match]:
    """See `Ledger.find`."""
    words = words.encode("utf-8", "replace").decode().replace("\x00", " ")
    asked = [word[:_LONGEST_WORD] for word in words.split() if any(map(str.isalnum, word))][
        :_MOST_WORDS
    ]
    if not asked or limit < 1:
        return []
    respelled = [latin(word) for word in asked]
    ways = [asked] if respelled == [word.lower() for word in asked] else [asked, respelled]
    for way in ways:
        exact = _by_words(connection, " ".join(map(_beginning, way)), limit)
        if exact:
            return exact
    for way in ways:
        near = _by_pieces(connection, [fold(word) for word in way], limit)
        if near:
            return near
    return _by_words(connection, " OR ".join(map(_beginning, asked)), limit) if asked[1:] else []


def _by_words(connection: sqlite3.Connection, expression: str, limit: int) -> list[Match]:
    rows = connection.execute(
        f"""
        WITH found AS MATERIALIZED (
            SELECT subject, property, statement.value AS value,
                bm25(statement_words) * iif(property IN ({_marks(_NAMES)}), 2, 1) AS score
            FROM statement_words JOIN statement ON statement.number = statement_words.rowid
            WHERE statement_words MATCH ? AND {_HELD}
        )
        SELECT subject, property, value, min(score) AS best FROM found
        GROUP BY subject, property, value ORDER BY best, subject, property, value LIMIT ?
        """,  # noqa: S608 (own names)
        [*_NAMES, expression, limit],
    )
    return [Match(*row) for row in rows]


def _by_pieces(connection: sqlite3.Connection, words: list[str], limit: int) -> list[Match]:
    long_enough = [word for word in words if len(word) >= 3]
    if not long_enough:
        return []
    rows = connection.execute(
        f"""
        SELECT DISTINCT subject, property, value
        FROM statement_pieces JOIN statement ON statement.number = statement_pieces.rowid
        WHERE statement_pieces MATCH ? AND {_HELD} LIMIT ?
        """,  # noqa: S608 (own names)
        [" AND ".join(map(_halves, long_enough)), _MOST_CANDIDATES],
    )
    matches = []
    for subject, property_, value in rows:
        likeness = [_likeness(word, fold(value)) for word in words]
        if min(likeness) >= _CLOSE:
            matches.append(Match(subject, property_, value, -sum(likeness) / len(likeness)))
    matches.sort(key=lambda match: (match.rank, len(match.value), match.subject, match.property))
    return matches[:limit]


_HELD: Final = """EXISTS (
    SELECT 1 FROM assertion LEFT JOIN retraction ON retraction.assertion = assertion.id
    WHERE assertion.statement = statement.number AND retraction.assertion IS NULL
)"""


def _beginning(word: str) -> str:
    """Any value with a word that begins so; quoted, so that no character is an operator."""
    return '"' + word.replace('"', '""') + '"*'


def _halves(word: str) -> str:
    """Any value with the pieces of the first half of the word, or of the second."""
    middle = max(3, (len(word) + 1) // 2)
    return f"(({_pieces(word[:middle])}) OR ({_pieces(word[-middle:])}))"


def _pieces(text: str) -> str:
    pieces = (text[start : start + 3].replace('"', '""') for start in range(len(text) - 2))
    return " AND ".join(f'"{piece}"' for piece in pieces)


def _likeness(word: str, value: str) -> float:
    """1 if the value contains the word; else how close its closest word comes."""
    if word in value:
        return 1.0
    matcher = SequenceMatcher(a="", b=word, autojunk=False)
    best = 0.0
    for other in value.split():
        matcher.set_seq1(other)
        if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best:
            best = max(best, matcher.ratio())
    return best


def _marks(values: tuple[str, ...]) -> str:
    return ",".join("?" * len(values))

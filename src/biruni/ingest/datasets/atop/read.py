"""A row an ordered pair and a year; obligations as columns of zeros and ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from biruni.ingest.delimited import rows
from biruni.ingest.description import Table
from biruni.ingest.intake import Intake, Teller
from biruni.ingest.raw_file import RawFile
from biruni.ingest.year_runs import year_runs
from biruni.model.state_codes import codes
from biruni.model.statement import Statement

_OBLIGATIONS: Final = {
    "atop_defense": "defence",
    "atop_offense": "offence",
    "atop_neutral": "neutrality",
    "atop_nonagg": "nonaggression",
    "atop_consul": "consultation",
}
_YES: Final = frozenset(("1", "1.0"))
_NO: Final = frozenset(("0", "0.0"))
_ONE_SIDED: Final = "the table does not say it of the pair in the other order"
_DIGITS: Final = 4


def read(file: RawFile, table: Table, intake: Intake) -> Iterator[Statement]:
    """
    Go through the obligations, pair by pair.

    A row says to what its first state is bound towards its second. What binds both is told once, by
    the row that begins with the smaller number; what binds one of them only, with that one first.
    """
    tell = Teller(table)
    rows_of: dict[tuple[str, str, str], dict[int, int]] = defaultdict(dict)
    for row in intake.counted(rows(file, table)):
        one, other = (row[name].removesuffix(".0") for name in ("ccode1", "ccode2"))
        year = row["year"].removesuffix(".0")
        if not (_is_number(one) and _is_number(other) and _is_number(year)):
            intake.unusable(row, "no-number", f"ccode {one}, ccode {other}, year {year}")
            continue
        for column, obligation in _OBLIGATIONS.items():
            if row[column] in _YES:
                rows_of[one, other, obligation].setdefault(int(year), row.number)
            elif row[column] not in _NO:
                intake.unusable(row, "unknown-code", f"{column}: {row[column]}", whole=False)
    for (one, other, obligation), found in rows_of.items():
        back = rows_of.get((other, one, obligation), {})
        cells = [
            (year, "" if year in back else _ONE_SIDED, row)
            for year, row in found.items()
            if int(one) <= int(other) or year not in back
        ]
        yield from _told(tell, one, other, obligation, cells)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _DIGITS


def _told(
    tell: Teller, one: str, other: str, obligation: str, cells: list[tuple[int, str, int]]
) -> Iterator[Statement]:
    by_pair: dict[tuple[str, str], list[tuple[int, str, int]]] = defaultdict(list)
    for year, code, row in cells:
        day = f"{year:04}-12-31"
        states = [
            codes("cow").state(number, day) or tell.table.entity("state", number)
            for number in (one, other)
        ]
        by_pair[states[0], states[1]].append((year, code, row))
    for (state, ally), found in by_pair.items():
        for run in year_runs(found):
            yield tell.says(
                run.locator,
                state,
                "allied_with",
                ally,
                "entity",
                valid=run.valid(tell.table.covers),
                qualifiers=(("obligation", obligation),),
                note=run.code,
            )

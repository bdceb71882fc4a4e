"""
Checking millions of statements at once, before they become `biruni.view.columns.Columns`.

The rules are applied to whole columns. Only a row that breaks one is looked at by itself, to say
what is wrong with it. Nothing is dropped silently: every row is accepted or has its problems.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final

import polars as pl

from biruni.model.ids import is_id, kind_in_id
from biruni.model.problems import InvalidInput, Problem, did_you_mean
from biruni.model.schema import schema
from biruni.model.statement import POLARITIES, RANKS
from biruni.model.uncertain_date import DateError, parse
from biruni.view.columns import FRAME
from biruni.view.json_lines import read_json_lines

REQUIRED: Final = ("subject", "property", "value", "source", "locator")
_DAYS: Final = ("valid_from", "valid_to")
_TIMES: Final = ("recorded_from", "recorded_to")
_TERMS: Final = {"polarity": POLARITIES, "rank": RANKS}
_DAY_FORM: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME_FORM: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_TIME: Final = "%Y-%m-%dT%H:%M:%SZ"
# what `biruni.model.ids.is_id` accepts, in pieces
_PACK: Final = "[a-z][a-z0-9-]{0,30}"
_REST: Final = "[a-z0-9][a-z0-9.-]{0,120}(?:/[A-Za-z0-9][A-Za-z0-9._#-]{0,80})*"


@dataclass(frozen=True, slots=True)
class Checked:
    """
    The outcome of a check.

    Attributes:
        given: How many rows there were.
        accepted: The rows that keep all rules, typed as `biruni.view.columns.FRAME` says.
        problems: What is wrong with every other row, in order; ``line`` counts rows from 1, or the
            lines of a JSONL file.
    """

    given: int
    accepted: pl.DataFrame
    problems: tuple[Problem, ...]

    @property
    def rejected(self) -> int:
        """How many rows were not accepted."""
        return self.given - len(self.accepted)


def check_json_lines(content: bytes, *, path: str = "") -> Checked:
    """
    Check statements written as JSON, one object on each line; all values are texts or null.

    Args:
        content: The file.
        path: Its name, for the problems.
    """
    read = read_json_lines(content, tuple(FRAME), path=path)
    found = _check(read.table, read.lines, path)
    problems = sorted([*read.problems, *found.problems], key=lambda problem: problem.line)
    return Checked(found.given + read.unreadable, found.accepted, tuple(problems))


def check_frame(frame: pl.DataFrame, *, path: str = "") -> Checked:
    """
    Check a table of statements, as read from Parquet or built in Python.

    Days may be texts or ``Date``, times texts or ``Datetime`` in UTC.

    Raises:
        InvalidInput: A required column is missing, or there is one that no statement has.
    """
    unknown = [name for name in frame.columns if name not in FRAME]
    missing = [name for name in REQUIRED if name not in frame.columns]
    problems = [
        Problem(path, 0, "bulk.unknown-column", f'no column "{name}"', did_you_mean(name, FRAME))
        for name in unknown
    ] + [
        Problem(path, 0, "bulk.missing-column", f'the column "{name}" is missing')
        for name in missing
    ]
    if problems:
        raise InvalidInput(problems=problems)
    return _check(frame, None, path)


def _check(frame: pl.DataFrame, lines: pl.Series | None, path: str) -> Checked:
    typed = frame.with_columns(_typed(frame)).with_columns(_defaults(frame)).select(list(FRAME))
    rules = [*_text_rules(), *_time_rules(frame), *_term_rules(frame), _valid_rule(frame)]
    # one column for each rule, so that processors share them; rejected is what is not surely good
    kept = typed.select(rule.alias(str(number)) for number, rule in enumerate(rules))
    good = kept.select(pl.all_horizontal(pl.all().fill_null(value=False))).to_series()
    if good.all():
        return Checked(len(frame), typed, ())
    bad = frame.filter(~good)
    numbers = lines if lines is not None else pl.int_range(1, len(frame) + 1, eager=True)
    problems = [
        problem
        for line, row in zip(numbers.filter(~good), bad.iter_rows(named=True), strict=True)
        for problem in _explain(row, line, path)
    ]
    return Checked(len(frame), typed.filter(good), tuple(problems))


# ---------------------------------------------------------------- the rules, for whole columns


def _typed(frame: pl.DataFrame) -> list[pl.Expr]:
    """Read days and times that are texts; what cannot be read becomes null, and breaks a rule."""
    columns = []
    for name, dtype in frame.schema.items():
        column = pl.col(name)
        if FRAME[name] == pl.String and dtype != pl.String:
            columns.append(column.cast(pl.String))
        elif name in _DAYS and dtype == pl.String:
            columns.append(column.str.to_date("%Y-%m-%d", strict=False))
        elif name in _TIMES and dtype == pl.String:
            read = column.str.to_datetime(_TIME, strict=False, time_unit="us", time_zone="UTC")
            columns.append(read)
        else:
            columns.append(column.cast(FRAME[name]))
    return columns


def _defaults(frame: pl.DataFrame) -> list[pl.Expr]:
    usual = {"polarity": "affirmed", "rank": "normal"}
    given = [name for name in usual if name in frame.columns]
    missing = [name for name in FRAME if name not in frame.columns]
    return [pl.col(name).fill_null(usual[name]) for name in given] + [
        pl.lit(usual.get(name), dtype=FRAME[name]).alias(name) for name in missing
    ]


def _text_rules() -> list[pl.Expr]:
    subject = pl.col("subject")
    return [
        subject.str.contains(f"^(?:state/[A-Z]{{3}}|{_PACK}/[a-z_]+/{_REST})$"),
        ~subject.str.starts_with("state/") | (subject.str.len_bytes() == len("state/KAZ")),
        (subject + " " + pl.col("property")).str.contains(_known_properties()),
        pl.col("source").str.contains(f"^{_PACK}/source/{_REST}$"),
        pl.col("value").str.contains(r"\S"),
        pl.col("locator").str.contains(r"\S"),
    ]


@lru_cache(maxsize=1)
def _known_properties() -> str:
    """Return the pattern of an id, a blank and one of the properties of its kind."""
    kinds = {name: "|".join(kind.properties) for name, kind in schema().kinds.items()}
    state = kinds.pop("state")
    others = "|".join(f"{kind}/[^ ]* (?:{names})" for kind, names in kinds.items())
    return f"^(?:state/[^ ]* (?:{state})|[^/ ]*/(?:{others}))$"


def _time_rules(frame: pl.DataFrame) -> list[pl.Expr]:
    """Check that texts could be read, and that nothing ends before it begins."""
    rules = [
        (pl.col("valid_to") >= pl.col("valid_from")).fill_null(value=True),
        (pl.col("recorded_to") > pl.col("recorded_from")).fill_null(value=True),
    ]
    for name in (*_DAYS, *_TIMES):
        if frame.schema.get(name) == pl.String:
            form = _DAY_FORM if name in _DAYS else _TIME_FORM
            given = pl.lit(frame[name])
            exact = given.str.len_bytes() == (10 if form is _DAY_FORM else 20)
            rules.append(given.is_null() | (pl.col(name).is_not_null() & exact))
    return rules


def _term_rules(frame: pl.DataFrame) -> list[pl.Expr]:
    return [
        pl.col(name).is_in(list(terms)) for name, terms in _TERMS.items() if name in frame.columns
    ]


def _valid_rule(frame: pl.DataFrame) -> pl.Expr:
    """Check that EDTF texts can be read, each different one once, and stand instead of days."""
    if "valid" not in frame.columns or frame["valid"].null_count() == len(frame):
        return pl.lit(value=True)
    texts = frame["valid"].cast(pl.String).unique().drop_nulls().to_list()
    good = [text for text in texts if text and not _date_error(text)]
    alone = pl.col("valid_from").is_null() & pl.col("valid_to").is_null()
    return (
        pl.col("valid").is_null() | (pl.col("valid") == "") | (pl.col("valid").is_in(good) & alone)
    )


def _date_error(text: str) -> str:
    try:
        parse(text)
    except DateError as error:
        return str(error)
    return ""


# ---------------------------------------------------------------- the same rules, for one row


def _explain(row: Mapping[str, Any], line: int, path: str) -> Iterator[Problem]:
    def problem(code: str, message: str, hint: str = "") -> Problem:
        return Problem(path, line, f"bulk.{code}", message, hint)

    missing = [name for name in REQUIRED if not str(row.get(name) or "").strip()]
    yield from (problem("missing", f"{name} is empty") for name in missing)
    if "subject" not in missing:
        yield from _explain_subject(problem, str(row["subject"]), str(row["property"] or ""))
    source = str(row["source"] or "")
    if "source" not in missing and not (is_id(source) and kind_in_id(source) == "source"):
        yield problem("bad-source", f'"{source}" is not the id of a source', "ca/source/NAME")
    for name in (*_DAYS, *_TIMES):
        yield from _explain_time(problem, name, row.get(name))
    for first, last, code in ((*_DAYS, "ends-early"), (*_TIMES, "withdrawn-early")):
        start, end = _point(row.get(first)), _point(row.get(last))
        if start and end and (end < start or (code == "withdrawn-early" and end == start)):
            yield problem(code, f"{last} {row[last]} is too early for {first} {row[first]}")
    for name, terms in _TERMS.items():
        given = row.get(name)
        if given is not None and given not in terms:
            yield problem(f"unknown-{name}", f'no {name} "{given}"', " or ".join(terms))
    valid = row.get("valid")
    if valid:
        error = _date_error(str(valid))
        if error:
            yield problem("bad-date", f"valid: {error}")
        if row.get("valid_from") is not None or row.get("valid_to") is not None:
            yield problem("two-validities", "both valid and days are given", "write one of them")


def _explain_subject(problem: Any, subject: str, name: str) -> Iterator[Problem]:
    kind = kind_in_id(subject)
    if not is_id(subject) or (kind == "state" and len(subject) != len("state/KAZ")):
        yield problem("bad-id", f'"{subject}" is not an id', "ca/KIND/NAME or state/KAZ")
    elif kind not in schema().kinds:
        yield problem("unknown-kind", f'no kind "{kind}"', did_you_mean(kind, schema().kinds))
    elif name.strip() and not schema().property_of(kind, name):
        near = did_you_mean(name, schema().kinds[kind].properties)
        yield problem("unknown-property", f'{kind} has no property "{name}"', near)


def _explain_time(problem: Any, name: str, given: Any) -> Iterator[Problem]:
    if isinstance(given, str) and _point(given) is None:
        form = "2022-07-21" if name in _DAYS else "2026-11-24T02:40:00Z"
        yield problem("bad-date", f'{name} "{given}" cannot be read', f"write it as {form}")


def _point(given: Any) -> str | None:
    """Return a day or time in a form that can be compared, or None if there is none."""
    if isinstance(given, date):  # or a datetime
        return given.isoformat()
    text = str(given or "")
    try:
        if _DAY_FORM.fullmatch(text):
            date.fromisoformat(text)
        elif _TIME_FORM.fullmatch(text):
            datetime.strptime(text, _TIME)  # noqa: DTZ007 (its Z is checked)
        else:
            return None
    except ValueError:
        return None
    return text

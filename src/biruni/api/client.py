"""
A client for a registry elsewhere, with the questions of a local one.

::

    import biruni

    reading = biruni.connect("https://registry.example.org").at("2025-12-01")
    for row in reading.status("friendship-treaty-2022")["states"]:
        print(row["state"], row["status"], row["answer"], row["since"])
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import Request, build_opener

from biruni import __version__
from biruni.model.problems import BiruniError, InvalidInput, NotFound, Problem
from biruni.model.statement import Record, Statement

Json = dict[str, Any]

_API: Final = "/api/v1"
_PATIENCE: Final = 30.0
_MOST: Final = 256 * 1024 * 1024
_TRIES: Final = 4
_PAGE: Final = 1000


def connect(
    address: str, *, timeout: float = _PATIENCE, sleep: Callable[[float], None] = time.sleep
) -> Remote:
    """
    Return a registry elsewhere.

    Args:
        address: Where it is served: ``https://registry.example.org``.
        timeout: Seconds to wait for an answer.
        sleep: Waits, when the server asks for patience.

    Raises:
        InvalidInput: The address is not one of HTTP.
    """
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InvalidInput(f'"{address[:80]}" is no address', hint="write https://…")
    return Remote(address.rstrip("/").removesuffix(_API), timeout, sleep)


@dataclass(frozen=True, slots=True)
class Remote:
    """A registry elsewhere."""

    address: str
    timeout: float = _PATIENCE
    sleep: Callable[[float], None] = time.sleep

    def at(self, as_of: str, *, known_at: str = "", published_by: str = "") -> RemoteReading:
        """Return a reading: as of a date, as known at a time, from sources published by a date."""
        return RemoteReading(
            self, {"as_of": as_of, "known_at": known_at, "published_by": published_by}
        )

    def get(self, resource: str, **asked: object) -> Json:
        """
        Return what a resource answers, such as ``get("instruments", kind="treaty")``.

        Raises:
            NotFound: Nothing of that name.
            InvalidInput: A parameter is wrong.
            BiruniError: The server cannot answer, or cannot be reached.
        """
        return self._fetch(f"{_API}/{quote(resource)}{_query(asked)}")

    def items(self, resource: str, **asked: object) -> Iterator[Json]:
        """Go through all the items of a list, page by page."""
        page = self.get(resource, **{"limit": _PAGE} | asked)
        yield from page["items"]
        while page["next"]:
            page = self._fetch(page["next"])
            yield from page["items"]

    def learned(self, since: str, until: str = "", *, about: str = "") -> tuple[list[Record], str]:
        """
        Return the records of what the ledger recorded or withdrew after a UTC time.

        Returns:
            The records, in the order of recording, and the cursor from which to go on:
            ``get("changes", since=…, cursor=…)``.
        """
        page = self.get("changes", since=since, until=until, about=about, limit=_PAGE, names=False)
        found = list(page["items"])
        while page["next"]:
            page = self._fetch(page["next"])
            found += page["items"]
        return [_record(each["statement"]) for each in found], page["cursor"]

    def _fetch(self, place: str) -> Json:
        if not place.startswith("/") or place.startswith("//"):
            raise BiruniError(f"{self.address}: the server leads elsewhere, to {place[:80]}")
        request = Request(  # noqa: S310 (the scheme was checked)
            self.address + place,
            headers={"Accept": "application/json", "User-Agent": f"biruni/{__version__}"},
        )
        for attempt in range(_TRIES):
            try:
                with build_opener().open(request, timeout=self.timeout) as answer:
                    return self._read(answer.read(_MOST + 1))
            except HTTPError as error:
                with error:
                    wait = _wait(error)
                    if wait is None or attempt == _TRIES - 1:
                        raise _problem(error) from error
                self.sleep(wait)
            except (URLError, OSError) as error:
                reason = getattr(error, "reason", error)
                raise BiruniError(f"{self.address} does not answer: {reason}") from error
        raise AssertionError  # the last attempt returns or raises

    def _read(self, body: bytes) -> Json:
        try:
            content = json.loads(body)
        except ValueError as error:
            raise BiruniError(f"{self.address} does not answer in JSON") from error
        if not isinstance(content, dict):
            raise BiruniError(f"{self.address} does not answer as biruni does")
        return content


@dataclass(frozen=True, slots=True)
class RemoteReading:
    """
    A registry elsewhere at one moment; each verb returns the shapes of ``docs/json.md``.

    Entities are named by id, by ISO 3166 code, or by the last part of an id when that is unique.
    """

    remote: Remote
    dates: dict[str, str]

    def status(self, instrument: str, state: str = "") -> Json:
        """Return where states stand towards an instrument."""
        return self._one(f"instruments/{instrument}/status", state=state)

    def members(self, group: str) -> Json:
        """Return who belongs to a group, mechanism, body or organisation."""
        return self._one(f"mechanisms/{group}/members")

    def meetings(
        self, *, mechanism: str = "", state: str = "", planned: bool = False
    ) -> list[Json]:
        """Return meetings in order of time."""
        return self._all("meetings", mechanism=mechanism, state=state, planned=planned)

    def ladder(self, *, mechanism: str = "", layer: str = "external-dialogue") -> list[Json]:
        """Return the level ladder of the dialogues."""
        return self._all("ladder", mechanism=mechanism, layer=layer)

    def timeline(self, *, about: str = "", start: str = "", end: str = "") -> list[Json]:
        """Return everything dated, from one date to another."""
        return self._all("timeline", about=about, **{"from": start, "to": end})

    def changes(self, start: str, end: str, *, about: str = "") -> list[Json]:
        """Return what happened after one day up to another."""
        return self._all("changes", about=about, **{"from": start, "to": end})

    def conflicts(self, *, about: str = "", everything: bool = False) -> list[Json]:
        """Return the facts on which sources disagree; or also those refined and confirmed."""
        return self._all("conflicts", about=about, all=everything)

    def holes(self) -> list[Json]:
        """Return the texts known to exist that are not public."""
        return self._all("holes")

    def commitments(self, *, state: str = "", about: str = "") -> list[Json]:
        """Return what was undertaken, by whom, by when, and what is known of it."""
        return self._all("commitments", state=state, about=about)

    def show(self, entity: str) -> Json:
        """Return everything that is said of an entity and its parts."""
        return self._one(f"entities/{entity}")

    def sources(self) -> list[Json]:
        """Return the sources with the number of statements that rest on each."""
        return self._all("sources")

    def _one(self, resource: str, **asked: object) -> Json:
        return self.remote.get(resource, **asked, **self.dates, names=False)

    def _all(self, resource: str, **asked: object) -> list[Json]:
        return list(self.remote.items(resource, **asked, **self.dates, names=False))


def _query(asked: dict[str, object]) -> str:
    given = {
        name: str(value).lower() if isinstance(value, bool) else value
        for name, value in asked.items()
        if value != ""
    }
    return f"?{urlencode(given, errors='replace')}" if given else ""


def _wait(error: HTTPError) -> float | None:
    """Return how long the server asks to wait, if that is not too long."""
    asked = error.headers.get("Retry-After", "")
    if error.code not in (429, 503) or not asked.isdigit() or int(asked) > _PATIENCE:
        return None
    return float(asked)


def _problem(error: HTTPError) -> BiruniError:
    """Return the error that the server tells of."""
    try:
        told = json.loads(error.read(1_000_000))
        problems = [Problem(**each) for each in told["problems"]]
        detail, hint = str(told["detail"]), str(told["hint"] or "")
    except (ValueError, KeyError, TypeError):
        return BiruniError(f"{error.url} answers {error.code} {error.reason}")
    kinds: dict[int, type[BiruniError]] = {404: NotFound, 422: InvalidInput}
    return kinds.get(error.code, BiruniError)(detail, problems=problems, hint=hint)


def _record(told: Json) -> Record:
    return Record(
        told["id"],
        Statement.from_dict(told),
        told["recorded_at"],
        told["recorded_by"],
        told["retracted_at"] or "",
        told["retraction"] or "",
    )

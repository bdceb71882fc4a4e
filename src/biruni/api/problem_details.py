"""
Errors as ``application/problem+json``.

Source:
    [rfc9457]: Problem Details for HTTP APIs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final, cast
from urllib.parse import parse_qs, quote

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from biruni.api.json_answer import json_bytes
from biruni.model.problems import (
    BiruniError,
    InvalidInput,
    LedgerBusy,
    LedgerDamaged,
    MissingExtra,
    NotFound,
    Problem,
)
from biruni.model.uncertain_date import DateError
from biruni.model.worded import worded
from biruni.report.phrases import ENGLISH, N_, NC_, phrases

MEDIA_TYPE: Final = "application/problem+json"
TYPES_AT: Final = "/api/v1/problems"
_METHODS: Final = "GET, HEAD, OPTIONS"
_SOON: Final = "1"
_LONGEST: Final = 500


@dataclass(frozen=True, slots=True)
class ProblemType:
    """One type of problem: its name in addresses and documentation, and what it means."""

    code: str
    status: int
    title: str
    about: str

    @property
    def address(self) -> str:
        """Return the ``type`` of a problem."""
        return f"{TYPES_AT}#{self.code}"


def _of(error: type[BiruniError], about: str) -> ProblemType:
    return ProblemType(error.code, error.http_status, error.title, about)


TYPES: Final[Mapping[str, ProblemType]] = {
    each.code: each
    for each in (
        _of(InvalidInput, N_("A parameter is wrong; `problems` names each of them.")),
        _of(
            NotFound, N_("There is no such resource, entity or format; the hint names the closest.")
        ),
        ProblemType(
            "method-not-allowed",
            405,
            NC_("error", "Only reading"),
            N_("The interface is for reading."),
        ),
        ProblemType(
            "too-many-requests",
            429,
            NC_("error", "Too many requests"),
            N_("Wait for `Retry-After`."),
        ),
        ProblemType(
            "address-too-long",
            414,
            NC_("error", "The address is too long"),
            N_("Ask for less at once."),
        ),
        ProblemType(
            "bad-request", 400, NC_("error", "The request cannot be read"), N_("It breaks HTTP.")
        ),
        _of(MissingExtra, N_("The server lacks an optional part that this format needs.")),
        _of(LedgerBusy, N_("The ledger is being written to; try again in a moment.")),
        ProblemType(
            "unavailable",
            503,
            NC_("error", "Nothing to ask yet"),
            N_("The server has no registry yet."),
        ),
        _of(LedgerDamaged, N_("The ledger of the server cannot be read. Its keeper should know.")),
        ProblemType(
            "error",
            500,
            NC_("error", "Something is wrong"),
            N_("The server could not read its files."),
        ),
        ProblemType(
            "bug",
            500,
            NC_("error", "A bug"),
            N_("The server failed. Please report what you asked."),
        ),
    )
}
_BY_STATUS: Final = {
    400: "bad-request",
    404: "not-found",
    405: "method-not-allowed",
    414: "address-too-long",
    422: "invalid-input",
    429: "too-many-requests",
    503: "unavailable",
}


def problem_response(
    scope: Scope,
    code: str,
    detail: str = "",
    *,
    hint: str = "",
    problems: Iterable[Problem] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """
    Return a problem as a response; what is wrong stands in ``detail`` and ``problems``.

    It speaks the language that the address asks for, where the interface has it.
    """
    kind = TYPES[code]
    spoken = phrases(_language(scope))

    def told(sentence: str) -> str:
        return spoken.again(sentence)[0]

    content: dict[str, Any] = {
        "type": kind.address,
        "title": spoken.say_in("error", kind.title),
        "status": kind.status,
        "detail": told(detail or kind.about),
        "instance": quote(scope["path"][:_LONGEST], errors="replace"),
        "hint": told(hint) if hint else None,
        "problems": [
            each.as_dict() | {"message": told(each.message), "hint": told(each.hint)}
            for each in problems
        ],
    }
    fixed = {
        "Cache-Control": "no-store",
        "Content-Language": spoken.lang,
        "X-Content-Type-Options": "nosniff",
    }
    kept = {**fixed, **(headers or {})}
    return Response(json_bytes(content), kind.status, kept, MEDIA_TYPE)


def _language(scope: Scope) -> str:
    """Return the language that the address asks for."""
    given = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", [ENGLISH])
    return str(given[-1]).lower().partition("-")[0]


def answer_with_problems(app: FastAPI) -> None:
    """Let every error of the application be a problem."""
    app.add_exception_handler(BiruniError, _known)
    app.add_exception_handler(DateError, _date)
    app.add_exception_handler(RequestValidationError, _parameters)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _bug)


def _known(request: Request, error: Exception) -> Response:
    error = cast("BiruniError", error)
    code = error.code if error.code in TYPES else "error"
    busy = {"Retry-After": _SOON} if isinstance(error, LedgerBusy) else None
    if error.http_status == HTTPStatus.INTERNAL_SERVER_ERROR or busy:
        # its message names files of the server
        return problem_response(request.scope, code, headers=busy)
    return problem_response(
        request.scope, code, error.message, hint=error.hint, problems=error.problems
    )


def _date(request: Request, error: Exception) -> Response:
    said = cast("DateError", error).worded
    return problem_response(request.scope, "invalid-input", said)


def _parameters(request: Request, error: Exception) -> Response:
    problems = [
        Problem(
            path=".".join(str(part) for part in each["loc"][1:])[:80],
            line=0,
            code=f"api.{each['type'].replace('_', '-')}",
            message=str(each["msg"])[:200],
        )
        for each in cast("RequestValidationError", error).errors()
    ]
    detail = "; ".join(f"{each.path}: {each.message}" for each in problems[:3])
    return problem_response(request.scope, "invalid-input", detail, problems=problems)


def _http(request: Request, error: Exception) -> Response:
    error = cast("HTTPException", error)
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": _METHODS})
        allowed = {"Allow": _METHODS}
        return problem_response(request.scope, "method-not-allowed", headers=allowed)
    code = _BY_STATUS.get(error.status_code, "error")
    known = error.detail not in ("Not Found", "")
    detail = error.detail if known else worded("there is no resource at this address")
    return problem_response(request.scope, code, detail, headers=error.headers)


def _bug(request: Request, _: Exception) -> Response:
    return problem_response(request.scope, "bug")

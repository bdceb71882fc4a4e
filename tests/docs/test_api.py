"""The HTTP interface is documented: every resource, every filter, every type of problem."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from biruni.api.app import create_api
from biruni.api.problem_details import TYPES
from biruni.observatory.registry import Registry

PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text("utf-8")
PATHS = create_api(Registry.open).openapi()["paths"]
EVERYWHERE = {"as_of", "known_at", "published_by", "lang", "names", "limit", "offset", "cursor"}


@pytest.mark.parametrize("path", PATHS)
def test_every_resource_is_documented_with_its_filters(path: str):
    """The table of resources has each of them, with every parameter that is its own."""
    (row,) = re.findall(rf"^\| `{re.escape(path)}` \|.*$", PAGE, re.MULTILINE)
    for parameter in PATHS[path]["get"].get("parameters", ()):
        if parameter["in"] == "query" and parameter["name"] not in EVERYWHERE:
            assert f"`{parameter['name']}`" in row


def test_what_all_resources_take_is_documented():
    """Dates, language and pages are explained once."""
    for name in EVERYWHERE:
        assert f"`{name}" in PAGE


@pytest.mark.parametrize("code", TYPES)
def test_every_type_of_problem_has_its_own_heading(code: str):
    """The last part of a problem's `type` is an anchor of the page."""
    heading = f"### {code}\n\n{TYPES[code].status}. "
    assert heading in PAGE


@pytest.mark.parametrize("path", PATHS)
def test_every_operation_says_what_it_answers_and_what_can_go_wrong(path: str):
    """The description names the shape of the answer, the problems, and each parameter's type."""
    operation = PATHS[path]["get"]
    assert operation["description"]
    assert {"200", "304", "404", "422", "429", "503"} <= set(operation["responses"])
    problem = operation["responses"]["422"]["content"]["application/problem+json"]
    assert problem["schema"]["$ref"].endswith("/ProblemDetails")

"""The described shapes are those that are answered: no field is missing, none is undescribed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from biruni import sample
from biruni.api.app import create_api
from biruni.observatory.registry import Registry

PLACES = [
    "/",
    "/states",
    "/states/XAR",
    "/status",
    "/mechanisms",
    "/mechanisms/river-summit",
    "/mechanisms/river-summit/members",
    "/mechanisms/river-summit/meetings",
    "/layers",
    "/instruments",
    "/instruments/river-treaty",
    "/instruments/river-treaty/status",
    "/meetings",
    "/meetings/summit-2011",
    "/ladder",
    "/timeline",
    "/changes?from=2010&to=2020",
    "/changes?since=2000",
    "/conflicts?all=yes",
    "/holes?as_of=2014-06",
    "/commitments",
    "/entities",
    "/entities/river-treaty",
    "/find?q=river",
    "/sources",
    "/sources/gazette",
    "/schema",
    "/vocabularies",
    "/downloads",
    "/problems",
    "/health",
]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """Somebody who reads the interface of the sample region."""
    folder: Path = tmp_path_factory.mktemp("sample")
    sample.open(folder, history=True).close()
    return TestClient(create_api(lambda: Registry.open(folder), rate=0))


def _undescribed(content: Any, shape: dict[str, Any], shapes: dict[str, Any], at: str) -> list[str]:
    """Return where an answer says more than its description."""
    if "$ref" in shape:
        return _undescribed(content, shapes[shape["$ref"].rsplit("/", 1)[1]], shapes, at)
    if "anyOf" in shape:
        found = [_undescribed(content, each, shapes, at) for each in shape["anyOf"]]
        return min(found, key=len)
    if isinstance(content, list):
        return [
            each
            for item in content
            for each in _undescribed(item, shape.get("items", {}), shapes, f"{at}[]")
        ]
    if not isinstance(content, dict):
        return [] if shape.get("type") != "object" else [at]
    if "properties" not in shape:
        inside = shape.get("additionalProperties")
        return (
            [
                each
                for name, value in content.items()
                for each in _undescribed(value, inside, shapes, f"{at}.{name}")
            ]
            if isinstance(inside, dict)
            else [at]
        )
    return [
        each
        for name, value in content.items()
        for each in (
            _undescribed(value, shape["properties"][name], shapes, f"{at}.{name}")
            if name in shape["properties"]
            else [f"{at}.{name}"]
        )
    ]


@pytest.mark.parametrize("place", PLACES)
def test_every_field_is_described(place: str, client: TestClient):
    """A field that OpenAPI does not know would be one that no generated client sees."""
    content = client.get("/api/v1/openapi.json").json()
    path = place.partition("?")[0]
    names = {"XAR": "{code}", "summit-2011": "{id}", "gazette": "{id}", "river-treaty": "{id}"}
    for name, parameter in {**names, "river-summit": "{id}"}.items():
        path = path.replace(name, parameter)
    shape = content["paths"][f"/api/v1{path}"]["get"]["responses"]["200"]["content"]
    answer = client.get(f"/api/v1{place}").json()
    assert answer
    assert not _undescribed(
        answer, shape["application/json"]["schema"], content["components"]["schemas"], ""
    )
    if "items" in answer:
        assert answer["items"]


def test_examples_fit_their_shapes(client: TestClient):
    """What is shown as an example would be a right answer."""
    shapes = client.get("/api/v1/openapi.json").json()["components"]["schemas"]
    shown = {name: each["examples"] for name, each in shapes.items() if "examples" in each}
    assert len(shown) > 8
    for name, examples in shown.items():
        for each in examples:
            assert not _undescribed(each, shapes[name], shapes, name)
            required = set(shapes[name]["required"]) - {"states", "members"}
            assert required <= set(each), (name, required - set(each))

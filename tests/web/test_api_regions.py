"""Groups of states side by side, over HTTP."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from biruni import sample
from biruni.api.app import create_api
from biruni.observatory.registry import Registry


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    """A server of the sample region; groups come from the packs as shipped."""
    home = tmp_path_factory.mktemp("regions")
    sample.open(home).close()
    return TestClient(create_api(lambda: Registry.open(home), today=lambda: "2022-12-31", rate=0))


def test_members_are_told_and_what_is_missing_is_named(client):
    """Null is unknown; the reason stands beside it."""
    answer = client.get(
        "/api/v1/comparisons/regions", params={"groups": "nordic,gcc", "as_of": "2020-01-01"}
    )
    assert answer.status_code == 200
    found = answer.json()
    rows = {(row["group"], row["measure"]): row for row in found["rows"]}
    assert rows["gcc/group/members", "members"]["value"] == 6
    votes = rows["nordic/group/members", "agreement"]
    assert votes["value"] is None
    assert votes["reason"]
    assert {each["family"] for each in found["missing"]} >= {"votes", "visas"}
    assert found["as_of"] == "2020-01-01"


def test_more_groups_than_are_compared_are_refused(client):
    """None is left out in silence."""
    params = {"groups": ",".join(["nordic", "gcc"] * 7)}
    answer = client.get("/api/v1/comparisons/regions", params=params)
    assert answer.status_code == 422
    assert "14 groups" in answer.json()["detail"]


def test_one_measure_can_be_asked_for(client):
    """By its id; one that there is not is refused as an invalid parameter."""
    params = {"groups": "nordic", "measure": "members"}
    rows = client.get("/api/v1/comparisons/regions", params=params).json()["rows"]
    assert [row["measure"] for row in rows] == ["members"]
    params["measure"] = "agrement"
    assert client.get("/api/v1/comparisons/regions", params=params).status_code == 422
    assert client.get("/api/v1/comparisons/regions", params={"groups": "nordik"}).status_code == 404


def test_the_schema_has_an_example(client):
    """Who reads the description sees a row with all that belongs to it."""
    schemas = client.get("/api/v1/openapi.json").json()["components"]["schemas"]
    (example,) = schemas["ComparedRow"]["examples"]
    assert set(example) == set(schemas["ComparedRow"]["properties"])

"""The interface as its readers meet it: dates, pages, names, tags, limits, downloads."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from biruni import sample
from biruni.api.app import create_api
from biruni.api.problem_details import MEDIA_TYPE
from biruni.observatory.registry import Registry

TODAY = "2026-01-31"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A registry of the sample region with its first edition and the correction."""
    folder = tmp_path_factory.mktemp("sample")
    sample.open(folder, history=True).close()
    return folder


@pytest.fixture(scope="module")
def client(home: Path) -> Iterator[TestClient]:
    """Somebody who reads the interface of the sample region."""
    app = create_api(lambda: Registry.open(home), today=lambda: TODAY, rate=0)
    with TestClient(app) as client:
        yield client


@pytest.fixture
def ask(client: TestClient):
    """Ask for a resource and return what it answers."""

    def asked(resource: str, **given: object) -> Any:
        given = {name.rstrip("_"): value for name, value in given.items()}
        response = client.get(f"/api/v1{resource}", params=given)
        assert response.status_code == 200, response.text
        return response.json()

    return asked


def _paths(client: TestClient) -> list[str]:
    return list(client.get("/api/v1/openapi.json").json()["paths"])


def test_the_entry_point_lists_every_resource(client: TestClient, ask):
    """Who finds the interface finds everything that it holds, and which ledger answers."""
    entry = ask("/")
    assert [each["href"] for each in entry["resources"]] == _paths(client)
    assert all(each["about"] for each in entry["resources"])
    assert entry["ledger"]["began"] == sample.RECORDED_AT
    assert entry["ledger"]["last_recorded"] == sample.CORRECTED_AT


def test_a_question_without_a_date_is_asked_of_today(ask):
    """The answer says of which day it speaks."""
    assert ask("/holes")["as_of"] == TODAY


def test_a_refusal_is_answered_with_its_reason_and_the_name_of_the_state(ask):
    """Codes have their names beside them."""
    found = ask("/instruments/river-treaty/status", as_of="2012-12-31", state="XCO")
    (row,) = found["states"]
    assert (row["state"], row["state_name"], row["status"], row["answer"]) == (
        "XCO", "Corvia", "refrained", "no",
    )  # fmt: skip
    assert row["reason"] == "own dams"


def test_names_come_in_the_language_asked_for(ask):
    """Names and titles are in the language where the registry has them; codes stay."""
    found = ask("/instruments/river-treaty/status", as_of="2012-12-31", state="XCO", lang="ru")
    assert found["title"] == "Речной договор"
    assert found["states"][0]["state_name"] == "Корвия"
    plain = ask("/instruments/river-treaty/status", as_of="2012-12-31", state="XCO", names="no")
    assert "state_name" not in plain["states"][0]


def test_published_by_sets_later_sources_aside(ask):
    """What could be known on a day is asked with published_by."""
    early = ask("/instruments/river-treaty/status", as_of="2030", published_by="2011-06-30")
    late = ask("/instruments/river-treaty/status", as_of="2030")
    assert len(early["states"]) < len(late["states"])


def test_known_at_answers_from_what_the_ledger_held(ask):
    """Before the ledger began nothing was known; after the correction, more than before it."""
    assert ask("/meetings", known_at="2023-12-31")["total"] == 0
    then, now = (ask("/conflicts", known_at=day) for day in ("2024-03-01", "2024-07-01"))
    assert then["items"] != now["items"]
    assert then["known_at"] == "2024-03-01T23:59:59Z"


@pytest.mark.parametrize("resource", ["/meetings", "/timeline", "/status", "/entities", "/sources"])
def test_pages_add_up_to_the_whole(client: TestClient, ask, resource: str):
    """Following `next` gives every item once, in order."""
    whole = ask(resource, limit=1000)
    found: list[Any] = []
    place: str | None = f"/api/v1{resource}?limit=2"
    while place:
        response = client.get(place)
        page = response.json()
        assert len(page["items"]) <= 2
        assert page["total"] == whole["total"]
        assert ("link" in response.headers) == (page["next"] is not None)
        found += page["items"]
        place = page["next"]
    assert found == whole["items"]


def test_an_unknown_parameter_is_refused_with_the_closest_one(client: TestClient):
    """A misspelt filter never answers a wider question than was asked."""
    response = client.get("/api/v1/meetings", params={"sate": "XAR"})
    assert response.status_code == 422
    assert response.json()["problems"][0]["hint"] == 'did you mean "state"?'


def test_every_bad_date_is_named(client: TestClient):
    """All that is wrong is reported at once."""
    response = client.get("/api/v1/holes", params={"as_of": "2023-13-01", "known_at": "soon"})
    assert response.headers["content-type"] == MEDIA_TYPE
    assert [each["path"] for each in response.json()["problems"]] == ["as_of", "known_at"]


def test_an_unchanged_answer_is_not_sent_again(client: TestClient):
    """The tag of an answer, sent back, is answered with 304 and no body."""
    first = client.get("/api/v1/meetings")
    tag = first.headers["etag"]
    for sent in (tag, tag.removeprefix("W/"), f'"other", {tag}', "*"):
        again = client.get("/api/v1/meetings", headers={"If-None-Match": sent})
        assert again.status_code == 304
        assert again.headers["etag"] == tag
        assert not again.content
    other = client.get("/api/v1/meetings?limit=2", headers={"If-None-Match": tag})
    assert other.status_code == 200
    missing = client.get("/api/v1/meetings/none", headers={"If-None-Match": "*"})
    assert missing.status_code == 404


def test_a_tag_dies_with_the_day_and_with_the_next_batch(tmp_path: Path):
    """An answer about today is another one tomorrow, and after something was recorded."""
    day = [TODAY]
    sample.open(tmp_path).close()
    client = TestClient(create_api(lambda: Registry.open(tmp_path), today=lambda: day[0]))
    tags = [client.get("/api/v1/holes").headers["etag"]]
    day[0] = "2026-02-01"
    tags.append(client.get("/api/v1/holes").headers["etag"])
    assert client.get("/api/v1/holes").headers["etag"] == tags[1]
    with Registry.open(tmp_path) as registry:
        _record_something(registry)
    tags.append(client.get("/api/v1/holes").headers["etag"])
    assert len(set(tags)) == 3


def _record_something(registry: Registry) -> None:
    statement = next(registry.ledger.records()).statement
    registry.ledger.append(
        "other", new=[statement], recorded_at="2024-02-02T00:00:00Z", recorded_by="tests"
    )


def test_head_has_the_headers_of_get_and_no_body(client: TestClient):
    """HEAD tells size and tag."""
    head, get = client.head("/api/v1/meetings"), client.get("/api/v1/meetings")
    assert head.status_code == 200
    assert not head.content
    assert dict(head.headers) == dict(get.headers)


def test_the_interface_is_for_reading(client: TestClient):
    """Other methods are refused with a problem that names what is allowed."""
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        response = client.request(method, "/api/v1/meetings")
        assert response.status_code == 405
        assert response.headers["allow"] == "GET, HEAD, OPTIONS"
        assert response.json()["type"] == "/api/v1/problems#method-not-allowed"
    options = client.options("/api/v1/meetings")
    assert (options.status_code, options.headers["allow"]) == (204, "GET, HEAD, OPTIONS")


def test_pages_of_other_sites_may_read(client: TestClient):
    """A page from anywhere may read answers and problems, and the headers that matter."""
    there = {"Origin": "https://example.org"}
    for place in ("/api/v1/holes", "/api/v1/nothing"):
        response = client.get(place, headers=there)
        assert response.headers["access-control-allow-origin"] == "*"
        assert "ETag" in response.headers["access-control-expose-headers"]
    asked = there | {
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "If-None-Match",
    }
    assert client.options("/api/v1/holes", headers=asked).status_code == 200


def test_who_asks_too_fast_is_asked_to_wait(home: Path):
    """After the burst comes 429 with the seconds to wait; health is always told."""
    app = create_api(lambda: Registry.open(home), rate=0.5, burst=3)
    client = TestClient(app)
    codes = [client.get("/api/v1/problems").status_code for _ in range(4)]
    assert codes == [200, 200, 200, 429]
    refused = client.get("/api/v1/problems")
    assert 1 <= int(refused.headers["retry-after"]) <= 2
    assert refused.json()["type"] == "/api/v1/problems#too-many-requests"
    health = client.get("/api/v1/health")
    assert (health.status_code, health.headers["cache-control"]) == (200, "no-store")


def test_without_a_registry_the_service_is_not_available(tmp_path: Path):
    """A missing registry is no fault of who asks, and the path of the server is not told."""
    client = TestClient(create_api(lambda: Registry.open(tmp_path / "none")))
    response = client.get("/api/v1/meetings")
    assert response.status_code == 503
    assert str(tmp_path) not in response.text


def test_a_bug_is_told_as_one_without_its_inside(home: Path):
    """An error that nobody foresaw answers 500 and says nothing of the server."""

    def broken() -> Registry:
        raise RuntimeError("/secret/path")

    client = TestClient(create_api(broken), raise_server_exceptions=False)
    response = client.get("/api/v1/meetings")
    assert response.status_code == 500
    assert response.json()["type"] == "/api/v1/problems#bug"
    assert "secret" not in response.text


def test_changes_in_the_world_and_in_the_ledger_are_told_apart(client: TestClient, ask):
    """`from` and `to` ask the world, `since` asks the ledger, and one of them is needed."""
    world = ask("/changes", from_="2011-01-01", to="2012-12-31")
    assert {"date", "what", "certain"} <= set(world["items"][0])
    ledger = ask("/changes", since="2024-03-01", limit=1000)
    assert {each["at"] for each in ledger["items"]} == {sample.CORRECTED_AT}
    assert {each["change"] for each in ledger["items"]} == {"recorded", "retracted"}
    for given in ({}, {"from": "2011"}, {"from": "2011", "to": "2012", "since": "2024"}):
        assert client.get("/api/v1/changes", params=given).status_code == 422


def test_the_feed_of_the_ledger_tells_everything_once(client: TestClient, home: Path):
    """Following `next` gives every record; asking again with the cursor gives nothing new."""
    found: list[Any] = []
    page = client.get("/api/v1/changes?since=2000&limit=7&names=no").json()
    while page["next"]:
        found += page["items"]
        page = client.get(page["next"]).json()
    found += page["items"]
    with Registry.open(home) as registry:
        records = list(registry.ledger.records())
    recorded = [each["statement"]["id"] for each in found if each["change"] == "recorded"]
    assert sorted(recorded) == sorted(each.id for each in records)
    gone = [each["statement"]["id"] for each in found if each["change"] == "retracted"]
    assert sorted(gone) == sorted(each.id for each in records if each.retracted_at)
    again = client.get("/api/v1/changes", params={"since": "2000", "cursor": page["cursor"]}).json()
    assert (again["items"], again["cursor"]) == ([], page["cursor"])


def test_filters_narrow_lists(ask):
    """Each filter keeps what it names, and nothing else."""
    assert {each["kind"] for each in ask("/mechanisms", kind="group")["items"]} == {"group"}
    dialogues = ask("/mechanisms", layer="external-dialogue")["items"]
    assert [each["id"] for each in dialogues] == ["sample/mechanism/four-plus-essen"]
    hidden = ask("/instruments", access="not_public", as_of="2014")["items"]
    assert {each["access"] for each in hidden} <= {"not_public"}
    refused = ask("/status", status="refrained", as_of="2012-12-31")["items"]
    assert [(each["state"], each["instrument"]) for each in refused] == [
        ("XCO", "sample/instrument/river-treaty")
    ]
    years = ask("/meetings", from_="2011", to="2011")["items"]
    assert [each["id"] for each in years] == ["sample/meeting/summit-2011"]


def test_a_statement_leads_to_its_source(ask):
    """From a cell of an answer to the place in the source, in two steps."""
    (row,) = ask("/instruments/river-treaty/status", as_of="2012-12-31", state="XCO")["states"]
    (record,) = ask(f"/statements/{row['statements'][0]}")["records"]
    assert (record["source"], record["locator"]) == ("sample/source/gazette", "page 4")
    source = ask(f"/sources/{record['source']}")
    assert record["id"] in {each["id"] for each in source["statements"]}


def test_small_misspellings_are_forgiven(ask):
    """Search answers with title and kind of what it found."""
    found = ask("/find", q="Belmer")["items"]
    assert "state/XBE" in {each["subject"] for each in found}
    assert ask("/find", q="Belmar", kind="state")["items"][0]["title"] == "Belmar"


def test_every_download_is_what_it_says(client: TestClient):
    """Each format comes with its name and media type; the same moment gives the same bytes."""
    for each in client.get("/api/v1/downloads").json()["items"]:
        first, again = (client.get(each["href"], params={"as_of": "2020"}) for _ in range(2))
        if first.status_code == 501:
            continue
        assert first.status_code == 200
        assert first.content == again.content
        assert first.headers["content-type"].split(";")[0] == each["media_type"]
        assert each["file"] in first.headers["content-disposition"]
    folder = zipfile.ZipFile(io.BytesIO(client.get("/api/v1/downloads/csv").content))
    assert folder.testzip() is None
    assert "biruni/meetings.csv" in folder.namelist()


def test_the_context_makes_the_linked_data_readable(client: TestClient):
    """The context that is served is the one in the linked data download."""
    served = client.get("/api/v1/context.jsonld")
    assert served.headers["content-type"] == "application/ld+json"
    download = json.loads(client.get("/api/v1/downloads/jsonld").content)
    assert served.json()["@context"] == download["@context"]


@pytest.mark.parametrize(
    ("address", "detail"),
    [
        ("/entities?kind=treaties", "нет вида «treaties»"),
        ("/instruments/river-traety", "под именем «river-traety» ничего не известно"),
        ("/statements/s-0", "нет утверждения «s-0»"),
        ("/nowhere", "по этому адресу ничего нет"),
        ("/timeline?from=2020&to=2019", "2020 не раньше, чем 2019"),
    ],
)
def test_what_is_wrong_is_said_in_the_language_asked_for(client: TestClient, address, detail):
    """Title, detail and hint are Russian with ``lang=ru``, and the answer says so."""
    ending = f"{'&' if '?' in address else '?'}lang=ru"
    response = client.get(f"/api/v1{address}{ending}")
    problem = response.json()
    assert problem["detail"].startswith(detail), problem
    assert re.fullmatch("[А-Яа-я ]+", problem["title"])
    assert response.headers["content-language"] == "ru"
    english = client.get(f"/api/v1{address}")
    assert english.headers["content-language"] == "en"
    assert not re.search("[А-Яа-я]", english.json()["detail"])


def test_problems_with_parameters_are_said_in_russian(client: TestClient):
    """Every one of them, with its hint; the codes stay."""
    problem = client.get("/api/v1/entities?kin=state&lang=ru").json()
    (one,) = problem["problems"]
    assert one["code"] == "api.unknown-parameter"
    assert one["message"] == "такого параметра нет"
    assert one["hint"] == "может быть, «kind»?"
    dates = client.get("/api/v1/instruments?as_of=2020-13&lang=ru").json()
    assert dates["problems"][0]["message"].startswith("это не день"), dates

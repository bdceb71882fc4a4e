"""A registry that is served answers as one that lies here: the same question, the same JSON."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn

import biruni
from biruni import sample
from biruni.api.app import create_api
from biruni.api.client import Remote, RemoteReading
from biruni.model.problems import BiruniError, InvalidInput, NotFound
from biruni.model.uncertain_date import as_of_day, parse
from biruni.observatory import answers
from biruni.observatory.reading import Reading
from biruni.observatory.registry import Registry
from biruni.view.changes import learned
from biruni.view.conflicts import CATEGORIES

MOMENTS = [
    {"as_of": "2012-12-31"},
    {"as_of": "2019-06-30"},
    {"as_of": "2030-01-01", "published_by": "2013-12-31"},
    {"as_of": "2014-01-01", "known_at": "2024-03-01"},
    {"as_of": "2014-01-01", "known_at": "2020-01-01"},
]
# each verb: how the local reading answers, and how the remote one is asked
VERBS: dict[str, tuple[Callable[[Reading], Any], Callable[[RemoteReading], Any]]] = {
    "status": (
        lambda here: answers.status_answer(
            here.view, here.near("river-treaty", "instrument")[0], here.status("river-treaty")
        ),
        lambda there: there.status("river-treaty"),
    ),
    "status of one state": (
        lambda here: answers.status_answer(
            here.view,
            here.near("ferry-protocol", "instrument")[0],
            here.status("ferry-protocol", "XDO"),
        ),
        lambda there: there.status("ferry-protocol", "XDO"),
    ),
    "members": (
        lambda here: answers.members_answer(
            here.view, here.near("river-summit", "mechanism")[0], here.members("river-summit")
        ),
        lambda there: there.members("river-summit"),
    ),
    "meetings": (
        lambda here: answers.meetings_answer(here.view, here.meetings()),
        lambda there: there.meetings(),
    ),
    "planned meetings": (
        lambda here: answers.meetings_answer(here.view, here.meetings(planned=True)),
        lambda there: there.meetings(planned=True),
    ),
    "ladder": (
        lambda here: answers.ladder_answer(here.view, here.ladder()),
        lambda there: there.ladder(),
    ),
    "ladder of a layer": (
        lambda here: answers.ladder_answer(here.view, here.ladder(layer="regional-core")),
        lambda there: there.ladder(layer="regional-core"),
    ),
    "timeline": (
        lambda here: answers.timeline_answer(here.view, here.timeline()),
        lambda there: there.timeline(),
    ),
    "timeline of some years": (
        lambda here: answers.timeline_answer(
            here.view, here.timeline(start=parse("2012").earliest, end=as_of_day("2013-06"))
        ),
        lambda there: there.timeline(start="2012", end="2013-06"),
    ),
    "changes": (
        lambda here: answers.timeline_answer(
            here.view, here.changes(as_of_day("2011"), as_of_day("2013"))
        ),
        lambda there: there.changes("2011", "2013"),
    ),
    "conflicts": (
        lambda here: answers.conflicts_answer(here.view, here.conflicts()),
        lambda there: there.conflicts(),
    ),
    "all facts of two sources": (
        lambda here: answers.conflicts_answer(here.view, here.conflicts(categories=CATEGORIES[1:])),
        lambda there: there.conflicts(everything=True),
    ),
    "holes": (
        lambda here: answers.holes_answer(here.view, here.holes()),
        lambda there: there.holes(),
    ),
    "commitments": (
        lambda here: answers.commitments_answer(here.view, here.commitments()),
        lambda there: there.commitments(),
    ),
    "show": (
        lambda here: answers.show_answer(*reversed(here.near("state/XAR"))),
        lambda there: there.show("state/XAR"),
    ),
    "sources": (
        lambda here: [
            answers.source_answer(here.view, each)
            | {"count": sum(said.source == each for said in here.view.statements)}
            for each in here.sources()
        ],
        lambda there: there.sources(),
    ),
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A registry of the sample region with its first edition and the correction."""
    folder = tmp_path_factory.mktemp("sample")
    sample.open(folder, history=True).close()
    return folder


@pytest.fixture(scope="module")
def there(home: Path) -> Iterator[Remote]:
    """The same registry, served at an address of this machine."""
    with _served(create_api(lambda: Registry.open(home), rate=0)) as address:
        yield biruni.connect(address)


@contextmanager
def _served(app: Any) -> Iterator[str]:
    """Serve an application at an address of this machine."""
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: " ".join(moment.values()))
@pytest.mark.parametrize("verb", VERBS)
def test_a_served_registry_answers_like_a_local_one(
    verb: str, moment: dict[str, str], home: Path, there: Remote
):
    """Every verb gives the same JSON here and there, for every kind of moment."""
    asked_here, asked_there = VERBS[verb]
    with Registry.open(home) as registry:
        expected = _outcome(asked_here, registry.at(**moment))
    assert _outcome(asked_there, there.at(**moment)) == expected


def _outcome(ask: Callable[[Any], Any], reading: Any) -> Any:
    try:
        return ask(reading)
    except NotFound as error:
        return type(error), error.message, error.hint


def test_what_the_ledger_learned_is_the_same_there(home: Path, there: Remote):
    """Records cross the wire whole, and their ids still are the hash of their content."""
    records, cursor = there.learned("2024-03-01")
    with Registry.open(home) as registry:
        recorded, retracted = learned(
            registry.ledger.records(), "2024-03-01T23:59:59Z", "9999-12-31T23:59:59Z"
        )
    assert sorted(records, key=str) == sorted([*recorded, *retracted], key=str)
    assert all(each.statement.id == each.id for each in records)
    assert there.get("changes", since="2024-03-01", cursor=cursor)["items"] == []


def test_errors_cross_the_wire(there: Remote):
    """A wrong name or date raises there what it raises here, with the hint."""
    with pytest.raises(NotFound) as missing:
        there.at("2014").status("river-traety")
    assert missing.value.hint == 'did you mean "river-treaty"?'
    with pytest.raises(InvalidInput) as wrong:
        there.at("2014-13").holes()
    assert wrong.value.problems[0].path == "as_of"


def test_the_client_says_what_is_wrong_with_an_address():
    """No answer, or an address of another kind, is an error of the user's world, not a bug."""
    with pytest.raises(InvalidInput):
        biruni.connect("file:///etc/passwd")
    with pytest.raises(BiruniError, match="does not answer"):
        biruni.connect("http://127.0.0.1:1").at("2014").holes()


def test_the_client_waits_when_it_is_asked_to(home: Path):
    """A limit is obeyed: the client waits as long as the server says, and asks again."""
    waited: list[float] = []

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        time.sleep(0.1)

    with _served(create_api(lambda: Registry.open(home), rate=50, burst=1)) as address:
        remote = Remote(address, sleep=sleep)
        for _ in range(3):
            remote.at("2014").holes()
    assert waited
    assert set(waited) == {1.0}

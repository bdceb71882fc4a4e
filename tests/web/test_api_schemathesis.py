"""
The interface keeps the promises of its OpenAPI description, whatever it is asked.

Requests are made up from the description, right ones and wrong ones, and every answer is compared
with it. ``BIRUNI_API_REQUESTS`` is about how many are sent; by default as many as take a minute.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from biruni import sample
from biruni.api.app import create_api
from biruni.observatory.home import shipped_pack
from biruni.observatory.registry import Registry

REQUESTS = int(os.environ.get("BIRUNI_API_REQUESTS", "1500"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
PATHS = list(create_api(lambda: Registry.open(Path())).openapi()["paths"])
MODES = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]
FREE = 10  # resources without parameters: one request each
EACH = max(5, REQUESTS // (len(PATHS) * len(MODES) - FREE))
# values that mean something, so that not every made-up question ends in "not found"
KNOWN: dict[str, list[str]] = {
    "as_of": ["2012-12-31", "2014", "2030-01"],
    "known_at": ["2024-03-01", "2024-07-01T12:00"],
    "published_by": ["2013-12-31"],
    "from": ["2010-01-01", "2012"],
    "to": ["2013", "2020-06"],
    "since": ["2023", "2024-03-01"],
    "cursor": ["0-0", "0-5", "1-0"],
    "lang": ["ru", "en", "tg"],
    "names": ["no"],
    "state": ["XAR", "state/XCO", "XZZ"],
    "code": ["XAR", "xbe"],
    "mechanism": ["river-summit"],
    "instrument": ["river-treaty"],
    "about": ["sample/instrument/river-treaty", "XAR", "weir-declaration"],
    "layer": ["regional-core", "external-dialogue"],
    "kind": ["treaty", "meeting", "group", "media"],
    "status": ["party", "refrained"],
    "answer": ["yes", "no", "possible", "unknown"],
    "category": ["conflict", "refined"],
    "format": ["csl", "bibtex", "graphml", "csv", "sqlite"],
    "q": ["river", "Граница", "Belmer"],
    "id": [
        "sample/instrument/river-treaty",
        "river-treaty",
        "sample/mechanism/river-summit",
        "sample/group/river-four",
        "sample/meeting/summit-2011",
        "sample/source/gazette",
        "state/XAR",
        "sample/instrument/river-treaty/XCO/signature",
    ],
}

counted: Counter[int] = Counter()
latencies: list[float] = []


@pytest.fixture(scope="module")
def description(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The description, and the application that it describes: the sample or the shipped region."""
    folder = tmp_path_factory.mktemp("registry")
    with sample.open(folder, history=True) as registry:
        if REQUESTS > 5000:
            registry.build(shipped_pack(), now="2024-06-02T00:00:00Z", by="tests")
        ids = [each.id for each in list(registry.ledger.records())[:20]]
    KNOWN["id"] += ids[:5]
    app = create_api(lambda: Registry.open(folder), today=lambda: "2026-01-31", rate=0)
    yield schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)
    if latencies:
        print(f"\n{_summary()}")  # noqa: T201 (shown with -s)


def _summary() -> str:
    ordered = sorted(latencies)
    p50, p99 = (1000 * ordered[int(share * (len(ordered) - 1))] for share in (0.5, 0.99))
    answers = ", ".join(f"{status}: {count}" for status, count in sorted(counted.items()))
    return f"{len(ordered)} requests ({answers}); p50 {p50:.1f} ms, p99 {p99:.1f} ms"


@pytest.mark.timeout(7200)
@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.value)
@pytest.mark.parametrize("path", PATHS)
def test_answers_are_as_described(path: str, mode: GenerationMode, description: Any):
    """No made-up question gets a server error, or an answer that the description does not have."""
    operation = description[path]["GET"]
    meant = 9 if mode is GenerationMode.POSITIVE else 4
    try:
        cases = operation.as_strategy(mode)
    except Exception as error:  # noqa: BLE001 (schemathesis has no type for it)
        pytest.skip(f"nothing can be wrong here: {error}")

    @settings(
        max_examples=EACH,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases, data=st.data())
    def ask(case: Any, data: st.DataObject) -> None:
        for given_values in (case.path_parameters, case.query):
            for name in list(given_values or ()):
                if name in KNOWN and data.draw(st.integers(0, 9)) < meant:
                    given_values[name] = data.draw(st.sampled_from(KNOWN[name]))
        if mode is GenerationMode.POSITIVE and data.draw(st.booleans()):
            names = [each.name for each in operation.query if each.name in KNOWN]
            if names:
                name = data.draw(st.sampled_from(names))
                case.query = dict(case.query or {}) | {
                    name: data.draw(st.sampled_from(KNOWN[name]))
                }
        begun = perf_counter()
        response = case.call()
        latencies.append(perf_counter() - begun)
        counted[response.status_code] += 1
        case.validate_response(response, checks=CHECKS)

    try:
        ask()
    except Unsatisfiable:
        pytest.skip("nothing can be made up here")

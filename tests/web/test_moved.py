"""Pages that have moved are found under their former address."""

import pytest
from starlette.testclient import TestClient

from biruni import sample
from biruni.observatory.registry import Registry
from biruni.web.routes import MOVED
from biruni.web.site import create_app


@pytest.mark.parametrize(("old", "new"), MOVED.items())
def test_a_former_address_leads_to_the_page(tmp_path, old, new):
    """The dates and the language come along."""
    sample.open(tmp_path).close()
    app = create_app(lambda: Registry.open(tmp_path), today=lambda: "2025-12-01")
    answer = TestClient(app).get(f"{old}?as_of=2012-01-01&lang=ru", follow_redirects=False)
    assert answer.status_code == 308
    assert answer.headers["location"] == f"{new}?as_of=2012-01-01&lang=ru"

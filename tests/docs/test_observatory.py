"""The gallery of the observatory: every page is shown, and says which question it answers."""

from __future__ import annotations

import re
from pathlib import Path

from PIL import Image

from biruni.observatory.home import shipped_pack
from biruni.observatory.registry import Registry
from biruni.web.routes import PAGES

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "observatory.md").read_text("utf-8")
SHOWN = re.findall(r"^`(/[^`]*)`", PAGE, re.MULTILINE)
FILES = re.findall(r"\]\((pictures/[^)]+)\)", PAGE)
_MOST = 6_000_000


def test_every_page_of_the_menu_is_shown():
    """A page that is added is shown."""
    paths = {path.partition("?")[0] for path in SHOWN}
    assert {route.path for route in PAGES if "{" not in route.path} - paths == set()


def test_every_kind_with_entities_is_shown(tmp_path):
    """One entity of each kind of the shipped region."""
    with Registry.open(tmp_path, create=True) as registry:
        registry.build(shipped_pack(), now="2027-01-01T00:00:00Z")
        view = registry.at("2025-12-01").view
    shown = {view.kind(path[1:]) for path in SHOWN if view.about(path[1:])}
    assert {view.kind(each) for each in view.subjects()} - shown == set()


def test_every_picture_is_there_and_small():
    """Pictures are files that can be opened; together they weigh little."""
    assert len(FILES) == len(SHOWN) == len(set(FILES))
    for file in FILES:
        with Image.open(DOCS / file) as picture:
            assert min(picture.size) >= 360, file
    assert sum((DOCS / file).stat().st_size for file in FILES) < _MOST

"""
Take the pictures of docs/observatory.md, in Debian's browser.

The page says what is taken: a path in backquotes that begins a paragraph, and the file below.
"""

from __future__ import annotations

import io
import os
import re
import socket
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

import uvicorn
from PIL import Image
from playwright.sync_api import sync_playwright

from biruni.observatory.home import shipped_pack
from biruni.observatory.registry import Registry
from biruni.web.site import create_app

CHROMIUM = os.environ.get("BIRUNI_CHROMIUM", "/usr/bin/chromium")
DOCS = Path(__file__).resolve().parents[1] / "docs"
TODAY = "2025-12-01"
WANTED = re.compile(
    r"^`(/[^`]*)`.*?^!\[[^]]*\]\((pictures/[^)]+\.webp)\)$", re.MULTILINE | re.DOTALL
)
SIZE = (1280, 860)
PHONE = (360, 780)
RUSSIAN = ("today-phone",)
DARK = ("instruments-phone", "conflicts")
# where a page is most itself further down
FROM = {"instruments-phone": "table"}
ANY = "/statements/*"
QUALITY = 76


def wanted() -> list[tuple[str, str]]:
    """Return path and file of every picture in the documentation, or of those named."""
    found = WANTED.findall((DOCS / "observatory.md").read_text("utf-8"))
    named = sys.argv[1:]
    return [each for each in found if not named or Path(each[1]).stem in named]


def main() -> None:
    """Write every picture."""
    with tempfile.TemporaryDirectory(prefix="biruni-pictures-") as name:
        home = Path(name)
        with Registry.open(home, create=True) as registry:
            registry.build(shipped_pack(), now="2027-01-01T00:00:00Z")
            view = registry.at(TODAY).view
            statement = view.best("ca/instrument/friendship-treaty-2022", "signed")
            found = f"/statements/{view.ids([statement])[0]}" if statement else "/"
        app = create_app(lambda: Registry.open(home), today=lambda: TODAY)
        config = uvicorn.Config(app, log_level="critical", lifespan="off", ws="none")
        server = uvicorn.Server(config)
        with socket.create_server(("127.0.0.1", 0)) as listening:
            thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
            thread.start()
            try:
                _take_all(f"http://127.0.0.1:{listening.getsockname()[1]}", found)
            finally:
                server.should_exit = True
                thread.join(10)


def _take_all(address: str, statement: str) -> None:
    args = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=args)
        for path, file in wanted():
            _take(browser, address + (statement if path == ANY else path), DOCS / file)
        browser.close()


def _take(browser: Any, address: str, file: Path) -> None:
    """Take one picture: the top of a page, or from where it is most itself."""
    name = file.stem
    width, height = PHONE if name.endswith("-phone") else SIZE
    page = browser.new_page(
        viewport={"width": width, "height": height},
        color_scheme="dark" if name in DARK else "light",
        device_scale_factor=2 if width == PHONE[0] else 1,
        reduced_motion="reduce",
    )
    lang = "ru" if name in RUSSIAN else "en"
    page.goto(f"{address}{'&' if '?' in address else '?'}lang={lang}")
    if name in FROM:
        page.locator(FROM[name]).first.evaluate("each => each.scrollIntoView()")
    with Image.open(io.BytesIO(page.screenshot())) as picture:
        picture.convert("RGB").save(file, quality=QUALITY, method=6)
    print(f"{file.name}: {file.stat().st_size / 1000:.0f} kB")  # noqa: T201
    page.close()


if __name__ == "__main__":
    main()

"""Take the pictures of the documentation: pages of the shipped region, in Debian's browser."""

from __future__ import annotations

import os
import socket
import tempfile
import threading
from pathlib import Path

import uvicorn
from PIL import Image
from playwright.sync_api import sync_playwright

from biruni.observatory.home import shipped_pack
from biruni.observatory.registry import Registry
from biruni.web.site import create_app

CHROMIUM = os.environ.get("BIRUNI_CHROMIUM", "/usr/bin/chromium")
FOLDER = Path(__file__).resolve().parents[1] / "docs" / "pictures"
TODAY = "2025-12-01"
COLOURS = 96
PICTURES = {
    "web-today": ("/", 1280, 900, "light"),
    "web-instrument": ("/ca/instrument/friendship-treaty-2022", 1280, 900, "light"),
    "web-conflicts": ("/conflicts", 1280, 900, "dark"),
    "web-phone": ("/dialogues", 360, 760, "light"),
}


def main() -> None:
    """Write every picture, with few colours: small files that change only where the page does."""
    with tempfile.TemporaryDirectory(prefix="biruni-pictures-") as name:
        home = Path(name)
        with Registry.open(home, create=True) as registry:
            registry.build(shipped_pack(), now="2027-01-01T00:00:00Z")
        app = create_app(lambda: Registry.open(home), today=lambda: TODAY)
        config = uvicorn.Config(app, log_level="critical", lifespan="off", ws="none")
        server = uvicorn.Server(config)
        with socket.create_server(("127.0.0.1", 0)) as listening:
            thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
            thread.start()
            try:
                _take(f"http://127.0.0.1:{listening.getsockname()[1]}")
            finally:
                server.should_exit = True
                thread.join(10)


def _take(address: str) -> None:
    args = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=args)
        for name, (path, width, height, scheme) in PICTURES.items():
            page = browser.new_page(
                viewport={"width": width, "height": height}, color_scheme=scheme, locale="en"
            )
            page.goto(f"{address}{path}?lang=en")
            taken = FOLDER / f"{name}.png"
            page.screenshot(path=taken)
            with Image.open(taken) as picture:
                few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
            few.save(taken, optimize=True)
            print(f"{taken}: {taken.stat().st_size / 1000:.0f} kB")  # noqa: T201
            page.close()
        browser.close()


if __name__ == "__main__":
    main()

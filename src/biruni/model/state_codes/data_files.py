"""The tables of this folder, as rows; a line that begins with ``#`` is a comment."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path
from typing import Any


@lru_cache(maxsize=16)
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of one CSV table of this folder, in its order."""
    text = Path(__file__).with_name(name).read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(csv.DictReader(lines, strict=True))


@lru_cache(maxsize=4)
def document(name: str) -> dict[str, Any]:
    """Return one YAML file of this folder, every value a text."""
    import yaml

    text = Path(__file__).with_name(name).read_text("utf-8")
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return dict(yaml.load(text, loader))  # noqa: S506 (knows texts, lists and mappings only)

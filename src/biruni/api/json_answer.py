"""Answers as JSON that is always valid UTF-8."""

from __future__ import annotations

import json
from typing import Any

from starlette.responses import Response


def json_bytes(content: Any) -> bytes:
    """Return JSON; half a character (a lone surrogate) becomes a question mark."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", "replace")


class JsonAnswer(Response):
    """JSON, in the shape that the resource documents."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """Return the body."""
        return json_bytes(content)

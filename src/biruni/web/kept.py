"""
Pages that were written before, kept for the next who asks.

Source:
    [rfc9110]: HTTP Semantics, 8.8.3 (ETag), 12.5.3 (Accept-Encoding), 13.1.2 (If-None-Match).
"""

from __future__ import annotations

import gzip
from collections import OrderedDict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Lock
from typing import Final, Generic, TypeVar

HTML: Final = "text/html"
POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Final = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
_PACKED_FROM: Final = 1024  # bytes; less is not worth the work
_LEVEL: Final = 6
_UNPACKABLE: Final = ("image/png", "application/vnd.", "application/zip")
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


@dataclass(slots=True)
class Kept:
    """
    An answer to a question about one version of the ledger, on one day.

    Attributes:
        body: Its bytes.
        etag: Tag by which a browser says that it has them; weak, because they may be compressed.
        media_type: What they are.
        name: Name of the file to save them under, or empty.
        token: What it depends on beside the question: version of the ledger, and today.
        packed: The bytes compressed, or none if nobody asked for them yet.
    """

    body: bytes
    etag: str
    media_type: str = HTML
    name: str = ""
    token: tuple[str, str] = ("", "")
    packed: bytes | None = field(default=None, repr=False)

    @classmethod
    def of(cls, body: bytes, media_type: str = HTML, name: str = "") -> Kept:
        """Return an answer with its tag."""
        return cls(body, 'W/"' + sha256(body).hexdigest()[:24] + '"', media_type, name)

    def pack(self) -> None:
        """Compress it, if that is worth the work."""
        worth_it = len(self.body) >= _PACKED_FROM and not self.media_type.startswith(_UNPACKABLE)
        if worth_it and self.packed is None:
            self.packed = gzip.compress(self.body, _LEVEL, mtime=0)

    def content(self, *, packed: bool) -> bytes:
        """Return the bytes to send, compressed if they are and may be."""
        return self.packed if packed and self.packed is not None else self.body

    def headers(self, *, packed: bool) -> Iterator[tuple[str, str]]:
        """Go through the headers of an answer with these bytes, length left out."""
        yield from HEADERS.items()
        yield "etag", self.etag
        yield "vary", "accept-language, accept-encoding"
        yield "cache-control", "no-cache"
        text = self.media_type.startswith("text/")
        yield "content-type", self.media_type + ("; charset=utf-8" if text else "")
        if self.name:
            yield "content-disposition", f'attachment; filename="{self.name}"'
        if packed and self.packed is not None:
            yield "content-encoding", "gzip"

    def is_known(self, if_none_match: str) -> bool:
        """Whether who asks has it already."""
        tags = [tag.strip().removeprefix("W/") for tag in if_none_match.split(",")]
        return self.etag.removeprefix("W/") in tags or tags == ["*"]


def takes_packed(accept_encoding: str) -> bool:
    """Whether a browser reads gzip."""
    for each in accept_encoding.lower().split(","):
        name, _, weight = each.partition(";")
        if name.strip() in ("gzip", "x-gzip", "*"):
            value = weight.strip().removeprefix("q=").strip()
            return not value or value.strip("0.") != ""
    return False


class Shelf(Generic[K, V]):
    """Things kept by key, up to a size in bytes; what was asked for longest ago goes first."""

    def __init__(self, most_bytes: int, most: int = 4096) -> None:
        self._most_bytes = most_bytes
        self._most = most
        self._things: OrderedDict[K, tuple[V, int]] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, key: K) -> V | None:
        """Return what is kept, or None."""
        with self._lock:
            found = self._things.get(key)
            if found is None:
                return None
            self._things.move_to_end(key)
            return found[0]

    def put(self, key: K, thing: V, size: int) -> None:
        """Keep a thing of a size; one that is larger than the whole shelf is not kept."""
        with self._lock:
            if key in self._things:
                self._bytes -= self._things.pop(key)[1]
            if size > self._most_bytes:
                return
            self._things[key] = (thing, size)
            self._bytes += size
            while self._bytes > self._most_bytes or len(self._things) > self._most:
                _, (_, gone) = self._things.popitem(last=False)
                self._bytes -= gone

    def clear(self) -> None:
        """Keep nothing."""
        with self._lock:
            self._things.clear()
            self._bytes = 0

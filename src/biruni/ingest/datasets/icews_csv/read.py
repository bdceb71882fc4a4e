"""The same columns as those of the publisher, named and separated in another way."""

from __future__ import annotations

from biruni.ingest.datasets.icews.read import read

__all__ = ["read"]

"""Events in 57 columns, or 58 with the address of the text since April 2013."""

from __future__ import annotations

from biruni.ingest.datasets.gdelt.read import read

__all__ = ["read"]

"""Comparisons of sources as JSON, the same for the command line and over HTTP."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from biruni.comparison.sources import Compared
from biruni.observatory.sources_compared import SourcesCompared


def matrix_answer(row: Compared) -> dict[str, Any]:
    """Return the counts of one pair of sources and one property."""
    return {**asdict(row), "compared": row.compared}


def fact_answer(found: SourcesCompared, fact: Mapping[str, Any]) -> dict[str, Any]:
    """Return one fact that two sources tell, with both claims."""
    return {
        "subject": fact["entity"],
        "property": fact["property"],
        "party": fact["party"] or None,
        "qualifiers": json.loads(fact["narrowed"]) if fact["narrowed"] else {},
        "category": fact["category"],
        "unsure": fact["entity"] in found.unsure,
        "claims": [_claim(fact, "a", ""), _claim(fact, "b", "_b")],
    }


def _claim(fact: Mapping[str, Any], side: str, mark: str) -> dict[str, Any]:
    return {
        "table": fact[side],
        "subject": fact[f"subject{mark}"],
        "value": fact[f"value{mark}"],
        "unit": fact[f"unit{mark}"] or None,
        "polarity": fact[f"polarity{mark}"],
        "source": fact[f"source{mark}"],
        "locator": fact[f"locator{mark}"],
        "statement": fact[f"statement{mark}"],
    }

"""The resources: each module answers the questions on one matter."""

from typing import Final

from fastapi import APIRouter

from biruni.api.resources import (
    changes,
    comparisons,
    disagreement,
    downloads,
    entities,
    instruments,
    mechanisms,
    meetings,
    regions,
    service,
    sources,
    states,
    vocabulary,
)

ROUTERS: Final[tuple[APIRouter, ...]] = (
    service.router,
    states.router,
    mechanisms.router,
    instruments.router,
    meetings.router,
    changes.router,
    disagreement.router,
    comparisons.router,
    regions.router,
    entities.router,
    sources.router,
    vocabulary.router,
    downloads.router,
)

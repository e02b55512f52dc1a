"""Which route needs what of who comes: the one table, tested against all routes there are."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Final

from aiohttp import web

from monitor.domain.rights import Right


class Free(Enum):
    """Why a route asks for no right."""

    ANYBODY = "anybody may ask: it tells nothing about what is watched"
    PROOF = "who comes shows a proof of another kind, to the page itself"


Need = Right | Free

ROUTES: Final[Mapping[str, Need]] = {
    # what anybody may ask
    "GET /livez": Free.ANYBODY,
    "GET /readyz": Free.ANYBODY,
    "GET /static/{version}/{name}": Free.ANYBODY,
    "GET /sign-in": Free.ANYBODY,
    "POST /sign-in": Free.ANYBODY,
    # signed links, signed bodies
    "GET /reply/{token}": Free.PROOF,
    "POST /reply/{token}": Free.PROOF,
    "GET /shared/{token}": Free.PROOF,
    "GET /ingest/{source}": Free.PROOF,
    "POST /ingest/{source}": Free.PROOF,
    # what is known
    "GET /": Right.READ,
    "GET /alerts": Right.READ,
    "GET /alerts/{id}": Right.READ,
    "GET /alerts/{id}.json": Right.READ,
    "GET /pairings/{player}/{club}": Right.READ,
    "GET /stories/{id}": Right.READ,
    "GET /records": Right.READ,
    "GET /records/{source}": Right.READ,
    "GET /sources.json": Right.READ,
    "GET /sources/{name}/last.json": Right.READ,
    "GET /metrics": Right.READ,
    "GET /metrics/pairings": Right.READ,
    "GET /operator": Right.READ,
    "POST /sign-out": Right.READ,
    # what is known, for programs
    "GET /alerts.atom": Right.READ,
    "GET /players/{player}/alerts.atom": Right.READ,
    "GET /api/v1/openapi.json": Right.READ,
    "GET /api/v1/status": Right.READ,
    "GET /api/v1/pairings": Right.READ,
    "GET /api/v1/pairings/{player}/{club}": Right.READ,
    "GET /api/v1/pairings/{player}/{club}/buckets": Right.READ,
    "GET /api/v1/pairings/{player}/{club}/strengths": Right.READ,
    "GET /api/v1/pairings/{player}/{club}/acts": Right.READ,
    "GET /api/v1/pairings/{player}/{club}/claims": Right.READ,
    "GET /api/v1/stories": Right.READ,
    "GET /api/v1/stories/{story}": Right.READ,
    "GET /api/v1/alerts": Right.READ,
    "GET /api/v1/alerts/{alert}": Right.READ,
    "GET /api/v1/sources": Right.READ,
    "GET /api/v1/sources/{source}": Right.READ,
    "GET /api/v1/activity": Right.READ,
    "GET /api/v1/pairings/{player}/{club}/buckets.csv": Right.READ,
    "GET /api/v1/pairings/{player}/{club}/strengths.csv": Right.READ,
    "GET /api/v1/pairings/{player}/{club}/acts.csv": Right.READ,
    "GET /api/v1/pairings/{player}/{club}/claims.csv": Right.READ,
    "GET /api/v1/alerts.csv": Right.READ,
    "GET /api/v1/stories.csv": Right.READ,
    "GET /api/v1/pairings.csv": Right.READ,
    "GET /api/v1/sources.csv": Right.READ,
    # what changes something
    "GET /report": Right.OPERATE,
    "POST /report": Right.OPERATE,
    "POST /-/reload": Right.OPERATE,
    "POST /operator/watch/add": Right.OPERATE,
    "POST /operator/watch/remove": Right.OPERATE,
    "POST /operator/silences/add": Right.OPERATE,
    "POST /operator/silences/end": Right.OPERATE,
    "POST /operator/feedback/settle": Right.OPERATE,
    "POST /operator/receivers/test": Right.OPERATE,
    "POST /operator/links/end": Right.OPERATE,
    "POST /operator/reload": Right.OPERATE,
    "POST /stories/{id}/links": Right.OPERATE,
    "POST /stories/{id}/links/end": Right.OPERATE,
    "GET /api/v1/links": Right.OPERATE,
    "POST /api/v1/links": Right.OPERATE,
    "DELETE /api/v1/links/{link}": Right.OPERATE,
}
"""Method and path of every route; HEAD is GET."""

UNKNOWN: Final = Right.READ
"""What asking for a page that there is not needs: strangers don't learn which there are."""

UNLISTED: Final = Right.OPERATE
"""What a route needs that stands in no table: the most."""


def named(method: str, canonical: str) -> str:
    """Return what the table calls a route, such as `GET /alerts/{id}`."""
    return f"{'GET' if method == 'HEAD' else method} {canonical}"


def needed(request: web.Request) -> Need:
    """Return what *request* needs."""
    route = request.match_info.route
    resource = route.resource
    if resource is None or request.match_info.http_exception is not None:
        return UNKNOWN
    return ROUTES.get(named(request.method, resource.canonical), UNLISTED)

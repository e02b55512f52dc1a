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
    "GET /ingest/{source}": Free.PROOF,
    "POST /ingest/{source}": Free.PROOF,
    # what is known
    "GET /": Right.READ,
    "GET /alerts": Right.READ,
    "GET /alerts/{id}": Right.READ,
    "GET /alerts/{id}.json": Right.READ,
    "GET /sources.json": Right.READ,
    "GET /sources/{name}/last.json": Right.READ,
    "GET /metrics": Right.READ,
    "GET /metrics/pairings": Right.READ,
    # "GET /operator": Right.READ,
    "POST /sign-out": Right.READ,
    # what changes something
    "GET /report": Right.OPERATE,
    "POST /report": Right.OPERATE,
    "POST /-/reload": Right.OPERATE,
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

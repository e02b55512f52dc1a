"""Asks the daemon that runs already, so that what it alone knows is taken into account."""

from __future__ import annotations

from dataclasses import asdict
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import quote

import aiohttp

from monitor.domain.seal import Seal
from monitor.domain.settling import SightingError
from monitor.domain.sighting import Sighting
from monitor.ports import RefusedError, TransientError
from monitor.settings import Settings

PATIENCE: Final = 10.0
"""How long the daemon may take, in seconds."""

_ANY: Final = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - where it listens, not we
_SOMEBODY_ELSE: Final = frozenset(
    {
        HTTPStatus.NOT_FOUND,
        HTTPStatus.METHOD_NOT_ALLOWED,
        HTTPStatus.CONFLICT,
        HTTPStatus.MISDIRECTED_REQUEST,
    }
)
"""Answers of another program, or of another installation of this one."""


async def call(settings: Settings, said: Sighting) -> dict[str, Any] | None:
    """Tell the daemon what a person saw, and return its answer; None where ours doesn't answer.

    Raises:
        SightingError: It can't be taken.
        TransientError, RefusedError: It could not be stored.
    """
    web = settings.web
    if web.port == 0:
        return None
    host = _ANY.get(web.host, web.host)
    url = f"http://{f'[{host}]' if ':' in host else host}:{web.port}/report"
    body = {key: value for key, value in asdict(said).items() if value is not None}
    if said.at is not None:
        body["at"] = said.at.isoformat()
    body["install"] = Seal(settings.privacy.key()).install
    headers = {
        "Accept": "application/json",
        "Lastdance-User": quote(said.by),
    }
    if web.shown is not None:
        headers["Authorization"] = f"Bearer {web.shown}"
    timeout = aiohttp.ClientTimeout(total=PATIENCE, sock_connect=1)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout, trust_env=False) as session,
            session.post(url, json=body, headers=headers, allow_redirects=False) as answer,
        ):
            return await _answer(answer)
    except SightingError:
        raise
    except (aiohttp.ClientConnectorError, aiohttp.ContentTypeError):
        return None  # nobody, or another program
    except (aiohttp.ClientError, TimeoutError, ValueError, KeyError) as error:
        message = (
            f"the daemon at {web.listen} didn't answer as it should ({type(error).__name__}); "
            "report it again: the same again changes nothing"
        )
        raise TransientError(message) from error


async def _answer(answer: aiohttp.ClientResponse) -> dict[str, Any] | None:
    if answer.status in _SOMEBODY_ELSE:
        return None
    if answer.status == HTTPStatus.UNAUTHORIZED:
        message = "the daemon wants its token: set web.token_file as the daemon has it"
        raise RefusedError(message)
    given = await answer.json()
    if answer.status == HTTPStatus.UNPROCESSABLE_ENTITY:
        raise SightingError(str(given["field"]), str(given["what"]), str(given["cure"]))
    if answer.status != HTTPStatus.OK:
        raise TransientError(f"the daemon says: {given.get('text', answer.status)}")
    return dict(given)

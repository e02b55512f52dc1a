"""`/report`: a person says what they saw, in a form or, for the command, in JSON."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from http import HTTPStatus
from typing import Any, Final

from aiohttp import web

from monitor.domain.desk.logbook import Deed
from monitor.domain.settling import SightingError
from monitor.domain.sighting import DEEDS, Sighting
from monitor.ports import TransientError
from monitor.web import pages
from monitor.web.access import FORMS, form, guest, hand, patience
from monitor.web.desk import Desk, Receipt
from monitor.web.receiving import shown

LONGEST_FORM: Final = 32_768
"""Longest form, in bytes."""

_FIELDS: Final = tuple(field.name for field in fields(Sighting))
_ASKED: Final = ("who", "did", "what", "about", "by", "note")
"""Fields of the form."""


class Reporting:
    """Takes what people report to *desk*."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def blank(self, request: web.Request) -> web.Response:
        """Show the form; what the address says is filled in."""
        given = {name: request.query.get(name, "")[:2000] for name in _ASKED}
        return await self._form(request, given)

    async def take(self, request: web.Request) -> web.Response:
        """Take what was filled in, or what the command sends."""
        if request.content_type == "application/json":
            return await self._from_command(request)
        posted = await form(request)
        given = {name: str(posted.get(name, "")).strip() for name in _ASKED}
        said = Sighting(
            who=given["who"],
            did=given["did"],
            what=given["what"],
            about=given["about"] or None,
            by=given["by"],
            note=given["note"],
        )
        try:
            receipt = await self._desk.reception.testify(said)
        except SightingError as error:
            return await self._form(
                request, given, error=error, status=HTTPStatus.UNPROCESSABLE_ENTITY
            )
        except TransientError as error:
            trouble = SightingError("", f"Not stored: {error}.", "Send it again in a minute.")
            return await self._form(
                request, given, error=trouble, status=HTTPStatus.SERVICE_UNAVAILABLE
            )
        await self._note(request, said)
        if receipt.alerts:
            place = f"/alerts/{receipt.alerts[-1].alert.id}?reported"
            return web.Response(status=HTTPStatus.SEE_OTHER, headers={"Location": place})
        return await self._form(request, {"by": given["by"]}, receipt=receipt)

    async def _form(
        self,
        request: web.Request,
        given: Mapping[str, str],
        *,
        error: SightingError | None = None,
        receipt: Receipt | None = None,
        status: int = HTTPStatus.OK,
    ) -> web.Response:
        players, clubs = self._desk.reception.names()
        text = await asyncio.to_thread(
            pages.report,
            {**dict.fromkeys(_ASKED, ""), **given},
            tuple(DEEDS),
            players,
            clubs,
            error,
            receipt,
            guest(request).form,
        )
        return web.Response(text=text, content_type="text/html", status=status, headers=FORMS)

    async def _from_command(self, request: web.Request) -> web.Response:
        try:
            async with patience():
                given = await request.json()
            ours = hmac.compare_digest(str(given.get("install")), self._desk.reception.install)
            said = _sighting(given) if ours else None
        except (ValueError, TypeError, AttributeError, LookupError, RecursionError):
            raise web.HTTPBadRequest from None
        if said is None:
            text = "This is another installation than the one that was meant."
            return web.json_response({"text": text}, status=HTTPStatus.CONFLICT)
        try:
            receipt = await self._desk.reception.testify(said)
        except SightingError as error:
            refusal = {"field": error.field, "what": error.what, "cure": error.cure}
            return web.json_response(refusal, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        await self._note(request, said)
        return web.json_response(shown(receipt))

    async def _note(self, request: web.Request, said: Sighting) -> None:
        await self._desk.note(hand(request), Deed.REPORTED, said.entry)


def _sighting(given: Mapping[str, Any]) -> Sighting:
    """Return what the command sent.

    Raises:
        ValueError, TypeError: It is something else.
    """
    texts = {name: given[name] for name in _FIELDS if given.get(name) is not None}
    if not all(isinstance(text, str) for text in texts.values()):
        raise TypeError("only texts are sent")
    at = texts.pop("at", None)
    moment = datetime.fromisoformat(at) if at is not None else None
    if moment is not None and moment.tzinfo is None:
        raise ValueError("at has no offset")
    return Sighting(**texts, at=moment)

"""The OpenAPI 3.1 document, read from the table of operations and the shapes of answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from http import HTTPStatus
from typing import Any, Final

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from monitor.web.api import problem, sheets
from monitor.web.api.feed import KIND as ATOM
from monitor.web.api.operations import DOWNLOADS, OPERATIONS, ROOT, Operation
from monitor.web.api.parameters import THE_PLAYER, Parameter

_SCHEMAS: Final = "#/components/schemas/"
_JSON: Final = "application/json"
_FEEDS: Final = (
    ("/alerts.atom", "alerts-atom", "The newest alerts that were sent, as an Atom feed.", ()),
    (
        "/players/{player}/alerts.atom",
        "player-alerts-atom",
        "The same of one player.",
        (THE_PLAYER,),
    ),
)
_DESCRIPTION: Final = (
    "What an installation of lastdance knows, for programs. Times are RFC 3339 in UTC; lists come "
    "in pages, and `next` of one is `after` of the next. An answer has an ETag; who sends it back "
    "as If-None-Match gets 304 while nothing has changed. Private accounts are only counted. Of "
    "an unknown parameter, or one that is not as it must be, the problem says which it is and "
    "what to do."
)


@cache
def document(version: str) -> Mapping[str, Any]:
    """Return the document of an installation of *version*."""
    paths: dict[str, dict[str, Any]] = {}
    for one in OPERATIONS:
        paths.setdefault(ROOT + one.path, {})[one.method.lower()] = _operation(one)
    for download in DOWNLOADS:
        paths[ROOT + download.path] = {
            "get": _text(download.name, download.summary, download.parameters, sheets.KIND)
        }
    for path, name, summary, parameters in _FEEDS:
        paths[path] = {"get": _text(name, summary, parameters, ATOM)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "lastdance",
            "version": version,
            "description": _DESCRIPTION,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "security": [{"token": []}, {}],
        "paths": paths,
        "components": {
            "schemas": _schemas(),
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "A token of the configuration; none is needed on the machine "
                    "itself where none is configured.",
                }
            },
        },
    }


def _operation(one: Operation) -> dict[str, Any]:
    said: dict[str, Any] = {
        "operationId": one.name,
        "summary": one.summary,
        "parameters": [each.described() for each in one.parameters],
        "responses": {
            str(one.status.value): {
                "description": _described(one.shape),
                "content": {_JSON: {"schema": _named(one.shape)}},
            },
            **(_not_modified() if one.method == "GET" else {}),
            **_problems(one.parameters, takes=one.takes is not None),
        },
    }
    if one.takes is not None:
        said["requestBody"] = {
            "required": True,
            "content": {_JSON: {"schema": _named(one.takes)}},
        }
    return said


def _text(name: str, summary: str, parameters: tuple[Parameter, ...], kind: str) -> dict[str, Any]:
    media = kind.partition(";")[0]
    return {
        "operationId": name,
        "summary": summary,
        "parameters": [each.described() for each in parameters],
        "responses": {
            "200": {
                "description": summary,
                "content": {media: {"schema": {"type": "string"}}},
            },
            **(_not_modified() if media != "text/csv" else {}),
            **_problems(parameters, takes=False),
        },
    }


def _problems(parameters: tuple[Parameter, ...], *, takes: bool) -> dict[str, Any]:
    """Return what may go wrong; which statuses there are depends on what is asked."""
    statuses = {"400": "A parameter is not as it must be; it is named."}
    if any(one.place == "path" for one in parameters):
        statuses["404"] = "There is no such thing."
    if any(one.name in {"since", "after"} for one in parameters) or takes:
        statuses["422"] = "What is asked contradicts itself, or is more than is given at once."
    if takes:
        statuses["413"] = "More was sent than is taken."
        statuses["415"] = "What was sent is no JSON."
    statuses["default"] = "It can't be answered; the problem says why, and what to do."
    content = {problem.KIND: {"schema": _named(problem.Problem)}}
    return {status: {"description": said, "content": content} for status, said in statuses.items()}


def _not_modified() -> dict[str, Any]:
    return {str(HTTPStatus.NOT_MODIFIED.value): {"description": "Nothing has changed."}}


def _named(shape: type[BaseModel]) -> dict[str, str]:
    return {"$ref": f"{_SCHEMAS}{shape.__name__}"}


def _described(shape: type[BaseModel]) -> str:
    return (shape.__doc__ or "").strip().partition("\n")[0]


def _schemas() -> dict[str, Any]:
    _, made = models_json_schema([*_shapes()], ref_template=_SCHEMAS + "{model}")
    return {name: made["$defs"][name] for name in sorted(made["$defs"])}


def _shapes() -> Iterator[tuple[type[BaseModel], JsonSchemaMode]]:
    yield problem.Problem, "serialization"
    for one in OPERATIONS:
        yield one.shape, "serialization"
        if one.takes is not None:
            yield one.takes, "validation"

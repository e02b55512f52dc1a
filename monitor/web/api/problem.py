"""What can't be answered, as RFC 9457 has it: it names the parameter and the cure."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from aiohttp import web
from pydantic import Field

from monitor.web.api.shapes.common import Shape

PREFIX: Final = "/api/"
"""Beginning of the paths whose failures are problems."""

KIND: Final = "application/problem+json"


class Problem(Shape):
    """Why there is no answer, and what to do."""

    type: str = Field("about:blank", description="about:blank: the title says it.")
    title: str = Field(description="The name of the status.")
    status: int = Field(ge=400, le=599)
    detail: str = Field(description="What is wrong, and its cure.")
    parameter: str | None = Field(None, description="Which parameter is wrong, if one is.")


class ProblemError(Exception):
    """There is no answer.

    Attributes:
        parameter: Which one is wrong, if one is.
    """

    def __init__(
        self,
        detail: str,
        parameter: str | None = None,
        status: HTTPStatus = HTTPStatus.BAD_REQUEST,
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.parameter = parameter
        self.status = status


def missing(what: str, cure: str) -> ProblemError:
    """Return the error for something that isn't there."""
    return ProblemError(f"There is no {what}. {cure}", status=HTTPStatus.NOT_FOUND)


def answer(status: int, detail: str, parameter: str | None = None) -> web.Response:
    """Return a problem as an answer."""
    title = HTTPStatus(status).phrase
    said = Problem(title=title, status=status, detail=detail, parameter=parameter)
    return web.Response(
        body=said.model_dump_json(exclude_none=True).encode(),
        status=status,
        headers={"Content-Type": KIND},
    )

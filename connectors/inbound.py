"""What others push to `POST /ingest/NAME`: partners, scripts, people.

A body is JSON lines, one activity or an array of them; a line is ours, ActivityStreams' or
Jetstream's (see `connectors.wire.lines`). Whoever pushes says so under the source's own secret
or token, and is shown as its observer: nothing that is pushed counts as seen by us.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated, Final, Literal, Protocol, Self

import msgspec
from pydantic import AfterValidator, Field, PrivateAttr, SecretStr, model_validator

from connectors.contract import ConnectorConfig, Context, credential
from connectors.wire import lines
from connectors.wire.fields import ident
from connectors.wire.reading import Kinds, Unhandled, UnreadableError, cut, read
from connectors.wire.sights import ANYTHING, Sights
from monitor.domain.activity import ENDING, Activity, Provenance, Verb
from monitor.domain.signing import decode_secret
from monitor.domain.text import clean
from monitor.ports import DeadLetter, Page

__all__ = ["CAPABILITIES", "Config", "Connector", "Pushed", "TooManyError", "decode"]

CAPABILITIES: Final[Sights] = ANYTHING

MOST: Final = 500
"""Activities at most in one body: one batch, one transaction."""

SHORTEST: Final = 16


class TooManyError(ValueError):
    """A body holds more than is taken at once; nothing of it was taken."""


def _secret(value: SecretStr) -> SecretStr:
    decode_secret(value.get_secret_value())
    return value


class Config(ConnectorConfig):
    """One sender."""

    type: Literal["inbound"] = Field(description="What others push to `POST /ingest/NAME`.")
    secret: Annotated[SecretStr, AfterValidator(_secret)] | None = Field(
        default=None,
        description="What bodies are signed with, as Standard Webhooks has it: 24 to 64 bytes in "
        "base64, `whsec_` before it.",
        examples=["whsec_..."],
    )
    secret_file: Path | None = Field(
        default=None, description="A file that holds the secret.", examples=["partner.secret"]
    )
    token: Annotated[SecretStr, Field(min_length=SHORTEST)] | None = Field(
        default=None,
        description="What is shown instead of a signature (`Authorization: Bearer ...`).",
        examples=["at least 16 characters"],
    )
    token_file: Path | None = Field(
        default=None, description="A file that holds the token.", examples=["partner.token"]
    )
    observer: str | None = Field(
        default=None,
        min_length=1,
        max_length=60,
        description="Who is named in alerts as having seen what is pushed; by default the "
        "source's name.",
        examples=["the night desk"],
    )

    _secret_bytes: bytes | None = PrivateAttr(default=None)
    _token: str | None = PrivateAttr(default=None)

    @model_validator(mode="after")
    def _shown(self) -> Self:
        secret = credential("secret", self.secret, self.secret_file)
        token = credential("token", self.token, self.token_file)
        if secret is None and token is None:
            raise ValueError("needs a `secret_file` or a `token_file`: anybody could push")
        if token is not None and len(token) < SHORTEST:
            raise ValueError(f"token_file: the token has under {SHORTEST} characters")
        self._secret_bytes = None if secret is None else decode_secret(secret)
        self._token = token
        return self


class _Said(msgspec.Struct):
    """What a sender may add to an activity of any format."""

    provenance: str | None = None
    observer: str | None = None
    about: str | None = None
    note: str | None = None


_decode_said = msgspec.json.Decoder(_Said).decode
_decode_array = msgspec.json.Decoder(list[msgspec.Raw]).decode


def decode(line: bytes, seen_at: datetime) -> Activity | Unhandled:
    """Return what *line* says, as pushed or, where it says so, reported; never as observed.

    Raises:
        UnreadableError: It can't be read, or a repeat of it could not be told from it.
    """
    found = lines.decode(line, seen_at)
    if isinstance(found, Unhandled):
        return found
    said = read(_decode_said, line)
    happened = found.happened_at
    record = found.record or (found.url if found.verb is Verb.CREATE else None)
    if record is None and found.verb in {Verb.CREATE, Verb.UPDATE, Verb.DELETE}:
        raise UnreadableError("bad_id", f"a {found.verb} needs an id, or a post its url")
    if record is None and found.verb in ENDING and found.undoes is None:
        raise UnreadableError("bad_type", "an undo needs the id of what it ends, or `undoes`")
    if found.verb is Verb.UPDATE and found.revision is None and happened is None:
        raise UnreadableError("bad_time", "an update needs the time of the edit")
    return replace(
        found,
        record=record,
        seen_at=seen_at,
        happened_at=None if happened is None else min(happened, seen_at),
        provenance=(
            Provenance.REPORTED if said.provenance == Provenance.REPORTED else Provenance.PUSHED
        ),
        observer=ident(said.observer, "observer"),
        about=ident(said.about, "about"),
        note=clean(said.note or "")[:1000],
    )


class Pushed(Protocol):
    """A source that takes what is pushed to it, and what who pushes shows: one of them.

    Attributes:
        secret: What bodies are signed with, as Standard Webhooks has it.
        token: What is shown as a bearer token.
        hub: What Meta signs bodies with, and what it shows when it verifies the address.
    """

    name: str
    secret: bytes | None
    token: str | None
    hub: tuple[bytes, str] | None

    def page(self, body: bytes, *, by_line: bool, settle: Callable[[Activity], Activity]) -> Page:
        """Return what *body* says; see `Connector.page`."""


class Connector:
    """A sender: nothing is read from it, it comes by itself, as `page` makes pages of it."""

    every: Final = None
    finite: Final = False
    hub: tuple[bytes, str] | None = None

    def __init__(self, config: Config, context: Context) -> None:
        self.name = config.name
        self.observer = config.observer or config.name
        self.secret = config._secret_bytes  # noqa: SLF001 - read once, with the settings
        self.token = config._token  # noqa: SLF001
        self._context = context
        self._kinds = Kinds()

    async def pages(self, cursor: str | None) -> AsyncIterator[Page]:
        del cursor
        self._context.rest(self.name, "waits for what is pushed")
        await asyncio.Event().wait()
        yield Page(connector=self.name)  # a generator, as every source is

    def page(self, body: bytes, *, by_line: bool, settle: Callable[[Activity], Activity]) -> Page:
        """Return what *body* says.

        Args:
            body: As it was sent, unpacked; at most as long as a line may be.
            by_line: It is JSON lines, whatever it looks like.
            settle: Puts an activity into our own names; raises ValueError where it can't.

        Raises:
            TooManyError: It holds more than `MOST` activities.
        """
        now = self._context.clock.now()
        activities: list[Activity] = []
        dead: list[DeadLetter] = []
        dropped: dict[str, int] = {}
        for number, line in pieces(body, by_line=by_line):
            try:
                found = decode(line, now)
                if isinstance(found, Unhandled):
                    label = self._kinds.label(found.kind)
                    dropped[label] = dropped.get(label, 0) + 1
                else:
                    activities.append(settle(self._signed(found)))
            except UnreadableError as error:
                dead.append(self._dead(number, line, error.reason, error.detail))
            except ValueError as error:
                dead.append(self._dead(number, line, "bad_id", str(error)))
        return Page(
            connector=self.name,
            activities=tuple(activities),
            dead=tuple(dead),
            dropped=dropped,
            received=len(body),
        )

    def _dead(self, number: int, line: bytes, reason: str, detail: str) -> DeadLetter:
        return DeadLetter(
            connector=self.name,
            place=f"line {number}",
            raw=cut(line),
            reason=reason,
            detail=detail,
            seen_at=self._context.clock.now(),
        )

    def _signed(self, activity: Activity) -> Activity:
        """Who pushes is the observer, whatever is said; of a report, who passes it on."""
        if activity.provenance is Provenance.REPORTED and activity.observer:
            return replace(activity, observer=f"{activity.observer}, says {self.observer}")
        return replace(activity, observer=self.observer)


def pieces(body: bytes, *, by_line: bool) -> list[tuple[int, bytes]]:
    """Return the activities in *body*, each as JSON, with its number from 1 on.

    Raises:
        TooManyError: They are more than `MOST`.
    """
    numbered = [] if by_line else _whole(body)
    if not numbered and body.count(b"\n") <= 2 * MOST:
        numbered = [(at, line) for at, line in enumerate(body.split(b"\n"), 1) if line.strip()]
    if len(numbered) > MOST or (body.strip() and not numbered):
        raise TooManyError(_TOO_MANY)
    return numbered


def _whole(body: bytes) -> list[tuple[int, bytes]]:
    """Return the activities of an array, or a single one; none where *body* is neither."""
    start = body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    try:
        if start == b"[":
            return [(at, bytes(one)) for at, one in enumerate(_decode_array(body), 1)]
        msgspec.json.decode(body, type=msgspec.Raw)
    except (ValueError, RecursionError):
        return []  # lines, or nothing that can be read, which each line then says
    return [(1, body)]


_TOO_MANY: Final = (
    f"A request takes at most {MOST} activities, and this has more. Nothing of it was stored: "
    "send it in parts."
)

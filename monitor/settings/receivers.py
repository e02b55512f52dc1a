"""Who is told: what all receivers have in common, and those that are programs."""

from __future__ import annotations

from datetime import time, timedelta, tzinfo
from pathlib import Path
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from pydantic import Field, IPvAnyNetwork, SecretStr

from monitor.domain.desk.budget import WORTHY, Allowance
from monitor.domain.signing import decode_secret
from monitor.settings.section import Section
from monitor.settings.values import (
    NO_LIMIT,
    OFF,
    Duration,
    Hour,
    Kinds,
    Limit,
    Name,
    SecretUrl,
    SigningSecret,
    Slug,
    Timezone,
    Told,
)


class Receiver(Section):
    """Somebody, or a program, that is told."""

    name: Name = Field(
        description="What it is called in metrics, pages and commands.",
        examples=["desk"],
    )
    url: SecretStr | None = Field(default=None)
    url_file: Path | None = Field(
        default=None, description="A file that holds the address.", examples=["desk.url"]
    )
    kinds: Kinds = Field(
        default=get_args(Told),
        description="Which messages are sent.",
        examples=[["act.notable", "alert.corrected"]],
    )
    players: tuple[Slug, ...] = Field(
        default=(),
        description="Only alerts about these players; none named: all.",
        examples=[["sergio-ramos"]],
    )
    clubs: tuple[Slug, ...] = Field(
        default=(),
        description="Only alerts about these clubs; none named: all.",
        examples=[["real-madrid"]],
    )
    max_pushes_per_day: Limit = Field(
        default=2,
        description="How often it is interrupted in a day of its own at most; what is worth less "
        f'is held for the digest. `"{NO_LIMIT}"` holds nothing. See [budget](alerts.md#budget).',
        examples=[2],
    )
    max_pushes_per_week: Limit = Field(
        default=7,
        description="The same in any seven days on end.",
        examples=[7],
    )
    timezone: Timezone = Field(
        default="UTC",
        description="In which time zone it lives, by its IANA name: its days begin at midnight "
        "there.",
        examples=["Europe/Madrid"],
    )
    digest: Hour = Field(
        default="08:00",
        description="When it gets the digest of the day before, by its own clock; or `off`.",
        examples=["08:00"],
    )
    operator: bool = Field(
        default=False,
        description="Whether it is told how lastdance itself is: `connector.stale` and "
        "`delivery.disabled` go to operators alone, or to everybody while nobody is one.",
    )
    timeout: Duration = Field(
        default=timedelta(seconds=20),
        ge=timedelta(seconds=1),
        le=timedelta(seconds=60),
        description="How long one attempt may take.",
        examples=["20s"],
    )
    allow: tuple[IPvAnyNetwork, ...] = Field(
        default=(),
        description="Networks of your own that it may be in; without it, private, loopback and "
        "reserved addresses are refused.",
        examples=[["10.0.0.0/8"]],
    )
    allow_http: bool = Field(
        default=False, description="Whether an address without TLS (`http://`) is accepted."
    )

    @property
    def address(self) -> str:
        """Where it is; `load` has read `url_file`."""
        assert self.url is not None
        return self.url.get_secret_value()

    @property
    def zone(self) -> tzinfo:
        """In which time zone it lives."""
        return ZoneInfo(self.timezone)

    @property
    def allowance(self) -> Allowance:
        """How often it may be interrupted."""
        day, week = self.max_pushes_per_day, self.max_pushes_per_week
        return Allowance(day, week, 0.0 if day is None and week is None else WORTHY)

    @property
    def digest_at(self) -> time | None:
        """When it gets the digest, by its own clock; None = never."""
        return None if self.digest == OFF else time.fromisoformat(self.digest)


class Webhook(Receiver):
    """A receiver of signed alerts."""

    url: SecretUrl | None = Field(
        default=None,
        description="Where alerts are posted to; kept out of logs and pages.",
        examples=["https://example.org/hook"],
    )
    secret: SigningSecret | None = Field(
        default=None,
        description="What messages are signed with: 24 to 64 bytes in base64, `whsec_` before it.",
        examples=["whsec_..."],
    )
    secret_file: Path | None = Field(
        default=None, description="A file that holds the secret.", examples=["desk.secret"]
    )
    old_secret: SigningSecret | None = Field(
        default=None,
        description="The secret from before: while one replaces the other, messages are signed "
        "with both.",
        examples=["whsec_..."],
    )
    old_secret_file: Path | None = Field(
        default=None, description="A file that holds it.", examples=["desk.secret.old"]
    )
    format: Literal["lastdance", "alertmanager"] = Field(
        default="lastdance",
        description="`alertmanager` sends what Alertmanager's own webhooks would (version 4), for "
        "receivers that read that.",
    )

    @property
    def keys(self) -> tuple[bytes, ...]:
        """The bytes to sign with, the new ones first; `load` has read the files."""
        assert self.secret is not None
        given = (self.secret, self.old_secret)
        return tuple(decode_secret(each.get_secret_value()) for each in given if each is not None)

"""Channels to people and to Alertmanager: what can be configured, and what is wrong with it."""

from __future__ import annotations

import re
from importlib.util import find_spec
from typing import Final, Literal
from urllib.parse import urlsplit

from pydantic import Field

from monitor.settings.receivers import Receiver
from monitor.settings.values import ChannelUrl

RELAYED: Final = frozenset({"email", "apprise"})
"""Types that Apprise speaks; the others we speak ourselves."""

EXAMPLES: Final = {
    "slack": "https://hooks.slack.com/services/...",
    "discord": "https://discord.com/api/webhooks/...",
    "teams": "https://HOST/workflows/...",
    "telegram": "https://api.telegram.org/botTOKEN?chat_id=CHAT",
    "ntfy": "https://ntfy.sh/TOPIC",
    "email": "mailtos://USER:PASSWORD@HOST?to=DESK@HOST",
    "apprise": "an address of Apprise, such as matrixs://...",
    "alertmanager": "http://127.0.0.1:9093",
}
"""What the address of each type looks like."""

_PARTS: Final = {
    "telegram": re.compile(r"/bot[0-9]+:[\w-]+/?\?(?:.*&)?chat_id=.", re.ASCII),
    "ntfy": re.compile(r"://[^/?]+/.*[^/?]"),
}
"""What an address must hold besides a host."""

_HOOKS: Final = {
    "discord": re.compile(r"https?://[^/]+/api/(v[0-9]+/)?webhooks/[^/]+/[^/?]", re.ASCII),
    "slack": re.compile(r"https?://hooks\.slack\.com[/:]", re.ASCII | re.IGNORECASE),
    "teams": re.compile(r"(?!)"),
}
"""How a webhook begins on a service's own hosts; all else there is for people to open."""

_HOSTS: Final = {
    "discord": ("discord.gg", "discord.com", "discordapp.com"),
    "slack": ("slack.com",),
    "teams": ("teams.microsoft.com", "teams.live.com"),
}

_MAIL: Final = frozenset({"mailto", "mailtos"})


class Channel(Receiver):
    """People who are told in a chat or by mail, or an Alertmanager."""

    type: Literal[
        "slack", "discord", "teams", "telegram", "ntfy", "email", "apprise", "alertmanager"
    ] = Field(description="What it is. `email` and `apprise` need the extra `chat`.")
    url: ChannelUrl | None = Field(
        default=None,
        description="Where it is; a secret, kept out of logs and pages. "
        "[Alerts](alerts.md#channels) shows the form for each type.",
        examples=["https://hooks.slack.com/services/..."],
    )
    language: Literal["en", "es", "pt", "it", "fr", "de"] = Field(
        default="en", description="In which language people are told."
    )

    def fault(self) -> tuple[str, str] | None:
        """Return what is wrong with the address, and the cure; None = nothing."""
        return self._misplaced() or self._unsafe()

    def _misplaced(self) -> tuple[str, str] | None:
        """Return what keeps the address from being one of its type."""
        scheme = urlsplit(self.address).scheme.lower()
        cure = f"Write {EXAMPLES[self.type]}, or another `type`."
        if self.type == "email" and scheme not in _MAIL:
            return "is not that of a mail account", cure
        if self.type not in RELAYED and scheme not in {"http", "https"}:
            return "is not a web address", cure
        if self.type in _PARTS and not _PARTS[self.type].search(self.address):
            return "lacks a part", cure
        if self.type in _HOOKS and self._for_people():
            made = f"Make a webhook of the channel in {self.type.capitalize()}: "
            return "leads people to a chat, and is no webhook", made + EXAMPLES[self.type] + "."
        return None

    def _unsafe(self) -> tuple[str, str] | None:
        """Return what keeps anybody from sending there, though it is one of its type."""
        scheme = urlsplit(self.address).scheme.lower()
        if scheme in {"http", "mailto"} and not self.allow_http:
            safe = "mailtos" if scheme == "mailto" else "https"
            return (
                "would send without TLS",
                f"Use {safe}://, or set `allow_http = true` for one on your own network.",
            )
        if self.type in RELAYED and find_spec("apprise") is None:
            return (
                "needs what the extra 'chat' brings, and that is not installed",
                "pip install 'lastdance[chat]', in the environment of lastdance.",
            )
        return None

    def _for_people(self) -> bool:
        """Whether the address is on a service's own host and takes no messages, as invitations."""
        host = f".{urlsplit(self.address).hostname or ''}".rstrip(".")
        own = host.endswith(tuple(f".{each}" for each in _HOSTS[self.type]))
        return own and not _HOOKS[self.type].match(self.address)


def same(address: str) -> str:
    """Return *address* so that two spellings of one place are equal."""
    parts = urlsplit(address)
    scheme, host = parts.scheme.lower(), (parts.hostname or "").rstrip(".")
    port = {"http": 80, "https": 443}.get(scheme)
    place = f"{host}:{parts.port or port or ''}"
    path = parts.path.rstrip("/")
    match scheme:  # Apprise's own spelling of services that have webhooks
        case "discord":
            return same(f"https://discord.com/api/webhooks/{parts.netloc}{path}")
        case "slack" if parts.netloc.startswith("T"):
            return same(f"https://hooks.slack.com/services/{parts.netloc}{path}")
    if host == "discordapp.com":
        place = "discord.com:443"
    return f"{scheme}://{place}{path}?{parts.query}"


def server(address: str) -> str:
    """Return host and port of *address*, by which two programs on one server are told apart."""
    return same(address).partition("://")[2].partition("/")[0].partition("?")[0]

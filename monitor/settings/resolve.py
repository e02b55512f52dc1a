"""Reads what the settings name by file: secrets, and addresses that are secret."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

from pydantic import SecretStr, TypeAdapter, ValidationError

from monitor.settings.channels import EXAMPLES, Channel
from monitor.settings.problem import Problem
from monitor.settings.receivers import Webhook
from monitor.settings.secrets import decode_hex
from monitor.settings.section import Section
from monitor.settings.shape import Settings, Web
from monitor.settings.sources import Loc, Sources, world_readable
from monitor.settings.values import ChannelUrl, DatabaseUrl, SecretUrl, SigningSecret, Token

_LONGEST = 65_536
_MAKE = (
    'Make one: python3 -c "import base64, os; '
    "print('whsec_' + base64.b64encode(os.urandom(32)).decode())\""
)

_PLAIN = "Make one: openssl rand -hex 24."

S = TypeVar("S", bound=Section)


def resolve(settings: Settings, sources: Sources) -> tuple[Settings, list[Problem]]:
    """Return *settings* with secrets read from their files, and what stood in the way."""
    reading = _Reading(sources)
    storage = reading.fill(settings.storage, ("storage",), "url", DatabaseUrl)
    web = reading.web(settings.web)
    heartbeat = reading.fill(settings.heartbeat, ("heartbeat",), "url", SecretUrl)
    webhooks = tuple(
        reading.webhook(webhook, ("webhooks", at)) for at, webhook in enumerate(settings.webhooks)
    )
    channels = tuple(
        reading.channel(channel, ("channels", at)) for at, channel in enumerate(settings.channels)
    )
    reading.sealing(settings)
    filled = settings.model_copy(
        update={
            "storage": storage,
            "web": web,
            "heartbeat": heartbeat,
            "webhooks": webhooks,
            "channels": channels,
        }
    )
    return filled, reading.problems


class _Reading:
    """One pass over the files; notes what is wrong and goes on."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self.problems: list[Problem] = []

    def web(self, web: Web) -> Web:
        """Return *web* with its tokens."""
        web = self.fill(web, ("web",), "token", Token)
        tokens = []
        for at, one in enumerate(web.tokens):
            loc: Loc = ("web", "tokens", at)
            if one.token is None and one.token_file is None:
                self.note((*loc, "token"), "is missing", f"Name a `token_file`. {_PLAIN}")
            tokens.append(self.fill(one, loc, "token", Token))
        return web.model_copy(update={"tokens": tuple(tokens)})

    def webhook(self, webhook: Webhook, loc: Loc) -> Webhook:
        """Return *webhook* with its address and its secret."""
        webhook = self.fill(webhook, loc, "url", SecretUrl)
        webhook = self.fill(webhook, loc, "secret", SigningSecret)
        webhook = self.fill(webhook, loc, "old_secret", SigningSecret)
        if webhook.url is None and webhook.url_file is None:
            cure = 'Write `url = "https://..."`, or name a `url_file` that holds it.'
            self.note((*loc, "url"), "is missing", cure)
        if webhook.secret is None and webhook.secret_file is None:
            cure = f"Name a `secret_file`. {_MAKE}"
            self.note((*loc, "secret"), "is missing: messages are always signed", cure)
        return webhook

    def channel(self, channel: Channel, loc: Loc) -> Channel:
        """Return *channel* with its address."""
        channel = self.fill(channel, loc, "url", ChannelUrl)
        if channel.url is None and channel.url_file is None:
            cure = f"Name a `url_file` that holds it: {EXAMPLES[channel.type]}."
            self.note((*loc, "url"), "is missing", cure)
        return channel

    def fill(self, section: S, loc: Loc, name: str, kind: Any) -> S:
        """Return *section* with *name* read from the file that `{name}_file` names, if any."""
        path: Path | None = getattr(section, f"{name}_file")
        if path is not None and name in section.model_fields_set:
            self.note((*loc, name), f"stands beside {name}_file", "Keep one of them.")
            return section
        text = self.text(path, (*loc, f"{name}_file")) if path is not None else None
        if text is None:
            return section
        try:
            value: SecretStr = TypeAdapter(kind).validate_python(SecretStr(text))
        except ValidationError as error:
            what = error.errors()[0]["msg"].removeprefix("Value error, ")
            cure = _MAKE if name.endswith("secret") else "Mend what the file holds."
            self.note((*loc, f"{name}_file"), f"{str(path)!r}: {what}", cure)
            return section
        return section.model_copy(update={name: value})

    def sealing(self, settings: Settings) -> None:
        """Check the sealing secret, if it is made already."""
        path = settings.privacy.secret_file
        loc = ("privacy", "secret_file")
        if settings.privacy.secret is not None:
            return
        if not path.exists():
            if not path.parent.is_dir():
                cure = "Make it, or name another place for the secret."
                self.note(loc, f"there is no folder {str(path.parent)!r}", cure)
            return
        text = self.text(path, loc)
        try:
            decode_hex(text or "00" * 32)
        except ValueError as error:
            cure = "Put back the file from a back-up, or remove it to begin with a new secret."
            self.note(loc, f"{str(path)!r}: {error}", cure)

    def text(self, path: Path, loc: Loc) -> str | None:
        """Return what the file holds, without white space around it."""
        try:
            with path.open("rb") as file:
                text = file.read(_LONGEST).decode("utf-8").strip()
            open_to_all = world_readable(path)
        except FileNotFoundError:
            self.note(loc, f"there is no file {str(path)!r}", "Make it, or name another.")
        except OSError as error:
            what = f"{str(path)!r} can't be read ({error.strerror})"
            self.note(loc, what, "Let this user read it.")
        except UnicodeDecodeError:
            self.note(loc, f"{str(path)!r} is not text", "Name the file that holds the secret.")
        else:
            if open_to_all:
                what = f"{str(path)!r} can be read by everybody on this machine"
                self.note(loc, what, f"`chmod 600 {path}`.", fatal=False)
            return text
        return None

    def note(self, loc: Loc, what: str, cure: str, *, fatal: bool = True) -> None:
        """Note one problem at *loc*."""
        self.problems.append(self.sources.problem(loc, what, cure, fatal=fatal))

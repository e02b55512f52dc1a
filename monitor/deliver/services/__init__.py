"""How chat services want to be spoken to: a module each, and no more than its shapes.

What strangers said is harmless in a bulletin already; here it is kept from being markup.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from monitor.deliver.services import discord, ntfy, slack, teams, telegram
from monitor.deliver.services.service import Service

__all__ = ["SERVICES", "Service"]

SERVICES: Final[Mapping[str, Service]] = {
    "slack": slack.Slack(),
    "discord": discord.Discord(),
    "teams": teams.Teams(),
    "telegram": telegram.Telegram(),
    "ntfy": ntfy.Ntfy(),
}
"""By the type of a channel."""

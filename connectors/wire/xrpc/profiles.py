"""What accounts say of themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import msgspec

from connectors.wire import atproto
from connectors.wire.atproto import PLATFORM
from connectors.wire.fields import ident
from connectors.wire.reading import read
from connectors.wire.xrpc.listing import Listing, sheet, sorted_out
from monitor.domain.activity import Activity, Verb
from monitor.domain.text import clean


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What an account says of itself.

    Attributes:
        avatar: Where its picture stands; only whether it changed is ever told.
        follows: How many it follows, as the server counts.
    """

    did: str
    handle: str | None
    name: str
    description: str
    avatar: str
    follows: int | None = None


class _Profile(msgspec.Struct):
    did: str
    handle: str | None = None
    name: str | None = msgspec.field(name="displayName", default=None)
    description: str | None = None
    avatar: str | None = None
    follows: int | None = msgspec.field(name="followsCount", default=None)


_decode_profile = msgspec.json.Decoder(_Profile).decode


def profiles(body: bytes) -> Listing[Profile]:
    """Return what accounts say of themselves (`getProfiles`)."""
    page = sheet(body, "profiles")
    return sorted_out(page, page.profiles, _profile)


def changed(profile: Profile, note: str, seen_at: datetime) -> Activity:
    """Return that an account now says this of itself."""
    return Activity(
        platform=PLATFORM,
        verb=Verb.UPDATE,
        about_actor="profile",
        actor=profile.did,
        actor_handle=profile.handle,
        seen_at=seen_at,
        record=f"{profile.did}#profile",
        text=clean("\n".join(filter(None, (profile.name, profile.description)))),
        note=note,
    )


def _profile(raw: msgspec.Raw) -> Profile:
    said = read(_decode_profile, raw)
    return Profile(
        did=atproto.proven_did(said.did, "did"),
        handle=ident(said.handle, "handle"),
        name=clean(said.name or ""),
        description=clean(said.description or ""),
        avatar=said.avatar or "",
        follows=said.follows,
    )

"""Networks, by the addresses of their pages: whose they are, and one spelling for each post.

People push what stands in their browser: the same post under several hosts, with what trackers
add. Two who saw the same post must name the same one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

NAMES: Final = {
    "bluesky": "Bluesky",
    "facebook": "Facebook",
    "fediverse": "the fediverse",
    "instagram": "Instagram",
    "mastodon": "Mastodon",
    "reddit": "Reddit",
    "threads": "Threads",
    "tiktok": "TikTok",
    "x": "X",
    "youtube": "YouTube",
}
"""Names for people, by platform."""

_HOSTS: Final = {
    "bsky.app": "bluesky",
    "facebook.com": "facebook",
    "fb.com": "facebook",
    "instagram.com": "instagram",
    "threads.com": "threads",
    "threads.net": "threads",
    "tiktok.com": "tiktok",
    "twitter.com": "x",
    "x.com": "x",
    "youtu.be": "youtube",
    "youtube.com": "youtube",
}
_TELLING: Final = {"youtube": {"v"}, "facebook": {"story_fbid", "id", "fbid", "v"}}
"""Parts of a query that say which post it is; the rest is tracking."""

_POST: Final = {
    "bluesky": re.compile(r"/profile/(?P<who>[^/]+)/post/(?P<post>[^/]+)"),
    "instagram": re.compile(r"(?:/(?P<who>[\w.]+))?/(?:p|reel|reels|tv)/(?P<post>[\w-]+)"),
    "mastodon": re.compile(r"/@(?P<who>[\w.]+)/(?P<post>\d+)"),
    "threads": re.compile(r"/@(?P<who>[\w.]+)/post/(?P<post>[\w-]+)"),
    "tiktok": re.compile(r"/@(?P<who>[\w.]+)/(?:video|photo)/(?P<post>\d+)"),
    "x": re.compile(r"/(?P<who>\w+)/status(?:es)?/(?P<post>\d+)(?:/.*)?"),
    "youtube": re.compile(r"/shorts/(?P<post>[\w-]+)(?P<who>)"),
}
_AT: Final = re.compile(r"/@([\w.:-]+)")
_PROFILE: Final = {
    "bluesky": re.compile(r"/profile/([\w.:-]+)"),
    "facebook": re.compile(r"/([\w.-]+)"),
    "instagram": re.compile(r"/([\w.]+)"),
    "threads": _AT,
    "tiktok": _AT,
    "x": re.compile(r"/(\w+)"),
    "youtube": _AT,
}
_NOBODY: Final = frozenset({"i", "share", "watch", "home", "explore"})
"""What stands where a name would, and is none."""

_SPELT: Final = {
    "bluesky": "https://bsky.app/profile/{who}/post/{post}",
    "instagram": "https://www.instagram.com/p/{post}/",
    "threads": "https://www.threads.com/@{who}/post/{post}",
    "tiktok": "https://www.tiktok.com/@{who}/video/{post}",
    "x": "https://x.com/i/status/{post}",
    "youtube": "https://youtube.com/watch?v={post}",
}


@dataclass(frozen=True, slots=True)
class Page:
    """What an address of a network's page says.

    Attributes:
        platform: Whose it is; None where the host is of no network that is known.
        address: The one spelling of it.
        who: Handle or id of the account that the address names, without `@`; None if it
            names none.
        post: The post's own id; None where the address is of something else.
        profile: Whether it is of an account.
    """

    platform: str | None
    address: str
    who: str | None = None
    post: str | None = None
    profile: bool = False


def page_of(url: str) -> Page:
    """Return what *url*, an address that may be opened, says.

    Raises:
        ValueError: It isn't an address.
    """
    parts = urlsplit(url)
    host = re.sub(r"^(?:www|m|mobile|old)\.", "", (parts.hostname or "").lower())
    path = parts.path.rstrip("/")
    known = (name for name in _HOSTS if host == name or host.endswith(f".{name}"))
    platform = _HOSTS.get(next(known, ""))
    if platform is None and _POST["mastodon"].fullmatch(path):
        platform = "mastodon"
    if host == "youtu.be":
        return Page(platform, _SPELT["youtube"].format(post=path.removeprefix("/")))
    found = _POST[platform].fullmatch(path) if platform in _POST else None
    if platform is not None and found is not None:
        who = _name(found["who"])
        whose = f"{who}@{host}" if platform == "mastodon" else who
        plain = f"https://{host}{path}"
        spelt = _SPELT.get(platform, plain).format(who=who, post=found["post"])
        return Page(platform, spelt, whose, found["post"])
    telling = _TELLING.get(platform or "", set())
    kept = [(k, v) for k, v in parse_qsl(parts.query) if platform is None or k in telling]
    address = f"https://{host}{path}{'?' + urlencode(kept) if kept else ''}"
    profile = _PROFILE[platform].fullmatch(path) if platform in _PROFILE and not kept else None
    name = _name(profile[1]) if profile is not None else None
    return Page(platform, address, name, profile=name is not None)


def _name(found: str | None) -> str | None:
    name = (found or "").lower()
    return None if name in _NOBODY else name or None


def opened(address: str | None) -> Page | None:
    """Return what *address* says if it is one of a web page, else None."""
    if address is None or not address.startswith(("https://", "http://")):
        return None
    try:
        return page_of(address)
    except ValueError:
        return None

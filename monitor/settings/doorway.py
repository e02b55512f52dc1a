"""What would let in nobody, or anybody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from monitor.settings.problem import Problem
from monitor.settings.shape import Web
from monitor.settings.sources import Loc, Sources

OWNER: Final = "token"
"""What `token` of [web] is called where it is recorded who did what."""

_SPOKEN_FOR: Final = {"authorization", "cookie", "host", "origin", "referer", "x-forwarded-for"}
_EXAMPLE: Final = 'such as "X-Forwarded-User"'
_MAKE: Final = "Make one: openssl rand -hex 24."


def check(web: Web, sources: Sources) -> Iterator[Problem]:
    """Yield what is wrong with who is let in."""
    if not web.loopback and not web.guarded:
        what = f"{web.listen!r} can be reached from other machines, and there is no token"
        cure = "Set `token_file` in [web], or listen on 127.0.0.1."
        yield sources.problem(("web", "listen"), what, cure)
    yield from _tokens(web, sources)
    if web.user_header is not None:
        yield from _proxy(web, web.user_header, sources)
    else:
        yield from _networks(web, sources)
        if web.users:
            cure = f"Set it to the header of your proxy, {_EXAMPLE}."
            what = "is missing, and `users` is given"
            yield sources.problem(("web", "user_header"), what, cure)


def _tokens(web: Web, sources: Sources) -> Iterator[Problem]:
    """Yield tokens that can't be told apart: by their name, or by what is shown."""
    names = {OWNER} if web.token is not None or web.token_file is not None else set()
    shown = {web.token.get_secret_value()} if web.token is not None else set()
    for at, one in enumerate(web.tokens):
        loc: Loc = ("web", "tokens", at)
        if one.name in names:
            what = f"another token is called {one.name!r}"
            if one.name == OWNER:
                what = f"{one.name!r} is what `token` of [web] is called"
            yield sources.problem((*loc, "name"), what, "Give each a name of its own.")
        names.add(one.name)
        secret = one.token.get_secret_value() if one.token is not None else None
        if secret in shown:
            yield sources.problem((*loc, "token"), "is the same as another token", _MAKE)
        elif secret is not None:
            shown.add(secret)


def _proxy(web: Web, header: str, sources: Sources) -> Iterator[Problem]:
    """Yield why a proxy's word would let in nobody, or anybody."""
    if header.lower() in _SPOKEN_FOR:
        cure = f"Let the proxy send another, {_EXAMPLE}."
        yield sources.problem(("web", "user_header"), f"{header!r} says something else", cure)
    if not web.trusted_proxies:
        what = "is missing, so nobody's header is believed"
        cure = 'Name the proxy: trusted_proxies = ["127.0.0.1"].'
        yield sources.problem(("web", "trusted_proxies"), what, cure)
    yield from _networks(web, sources)
    if not web.users:
        cure = 'Say who may do what, below [[web.users]]: name = "ana", right = "operate".'
        yield sources.problem(("web", "users"), "is missing, so nobody is let in", cure)
    names = [one.name for one in web.users]
    for name, count in Counter(names).items():
        if count > 1:
            loc: Loc = ("web", "users", names.index(name))
            yield sources.problem(loc, f"{name!r} stands there twice", "Keep one of them.")


def _networks(web: Web, sources: Sources) -> Iterator[Problem]:
    """Yield proxies that would be everybody."""
    for at, network in enumerate(web.trusted_proxies):
        if network.prefixlen == 0:
            what = f"{str(network)!r} is everybody: anyone could say who they are"
            cure = "Name the addresses of the proxy alone."
            yield sources.problem(("web", "trusted_proxies", at), what, cure)

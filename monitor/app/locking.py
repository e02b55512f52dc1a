"""By what the pages recognise who comes, from settings."""

from __future__ import annotations

from monitor.domain.porter import Porter
from monitor.domain.rights import Right
from monitor.domain.seal import Seal
from monitor.settings import Web
from monitor.settings.doorway import OWNER
from monitor.web.lock import Lock, Pass, Proxy


def lock(web: Web, seal: Seal) -> Lock:
    """Return what opens the pages."""
    given = [(one.name, one.token, Right(one.right)) for one in web.tokens]
    if web.token is not None:
        given.insert(0, (OWNER, web.token, Right.OPERATE))
    passes = [
        Pass(name=name, secret=token.get_secret_value(), right=right)
        for name, token, right in given
        if token is not None
    ]
    proxy = None
    if web.user_header is not None:
        proxy = Proxy(
            header=web.user_header,
            networks=tuple(web.trusted_proxies),
            rights={one.name: Right(one.right) for one in web.users},
        )
    return Lock(
        passes=tuple(passes),
        proxy=proxy,
        relays=tuple(web.trusted_proxies),
        porter=Porter.of(seal),
        lasts=web.session,
    )

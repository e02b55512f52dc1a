"""Where an address points, and where a server leads from it."""

from __future__ import annotations

from yarl import URL

from monitor.ports import RefusedError


def address(text: str) -> URL:
    """Return *text* as an address that can be asked.

    Raises:
        RefusedError: It isn't one.
    """
    try:
        url = URL(text)
    except ValueError:
        url = URL()
    if url.scheme not in {"http", "https"} or not url.host:
        raise RefusedError(
            f"{text[:80]!r} is no address that can be asked: write it whole, with https://"
        )
    return url


def shown(url: URL) -> str:
    """Return *url* as messages show it: keys and passwords stand in queries and before hosts."""
    return str(url.with_query(None).with_user(None))


def onward(here: URL, location: str) -> URL:
    """Return where *here* leads.

    Raises:
        RefusedError: Nowhere, or where we don't follow: with a password, or off TLS.
    """
    try:
        there = here.join(URL(location.strip()))
    except ValueError:
        there = URL()
    there = address(str(there) if location.strip() else "").with_fragment(None)
    if there.user is not None or there.password is not None:
        raise RefusedError(f"{shown(here)} leads to an address with a password")
    if here.scheme == "https" and there.scheme != "https":
        raise RefusedError(f"{shown(here)} leads to where there is no TLS")
    return there

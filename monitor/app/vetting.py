"""Looks at what a person says of a receiver, before anything is written."""

from __future__ import annotations

import re
from ipaddress import ip_network
from urllib.parse import urlsplit

from monitor.app.enrolling import WEBHOOK, Wanted, looks
from monitor.deliver.relay import unreadable
from monitor.domain.addresses import refusal
from monitor.ports import RefusedError
from monitor.settings import ConfigurationError, Problem, load
from monitor.settings.channels import RELAYED
from monitor.settings.problem import nearest

LANGUAGES = ("en", "es", "pt", "it", "fr", "de")
"""In which people can be told."""

_NAME = "unreadable"
"""What is said of a host's name: it is judged when it is resolved."""

_NAMED = re.compile(r"[a-z0-9][a-z0-9-]{0,39}", re.ASCII)
_LOCAL = {"localhost": "127.0.0.1"}
_UNUSED = "whsec_" + "A" * 44
"""Stands for the secret that is made once the address is right."""


def name(text: str) -> str:
    """Return what a receiver may be called.

    Raises:
        RefusedError: It can't be called so.
    """
    called = text.strip()
    if not _NAMED.fullmatch(called):
        form = "lower-case letters, digits and hyphens, such as desk"
        raise RefusedError(f"{text[:40]!r} is no name for a receiver. Write {form}.")
    return called


def language(text: str) -> str:
    """Return the language that *text* names.

    Raises:
        RefusedError: There is none of that name.
    """
    asked = text.strip().lower()
    if asked not in LANGUAGES:
        raise RefusedError(
            f"{text[:40]!r} is no language here. Write one of {', '.join(LANGUAGES)}."
        )
    return asked


def kind(text: str, known: tuple[str, ...]) -> str:
    """Return which of the *known* types *text* names.

    Raises:
        RefusedError: It is none; says which was perhaps meant.
    """
    asked = text.strip().lower()
    if asked not in known:
        meant = nearest(asked, known, f"There are: {', '.join(known)}.").replace("`", "")
        raise RefusedError(f"There is no {text[:40]!r}. {meant}")
    return asked


def address(wanted: Wanted, url: str) -> str:
    """Return *url*, which can be the address of *wanted*.

    Raises:
        RefusedError: It can't; shows nothing of it, and names the option that may mend it.
    """
    url = url.strip()
    entry = {"name": "vetted", "url": url, "allow": wanted.allow, "allow_http": wanted.allow_http}
    if wanted.kind == WEBHOOK:
        found = _wrong({"webhooks": [entry | {"secret": _UNUSED}]})
    else:
        found = _wrong({"channels": [entry | {"type": wanted.kind}]})
    if found is not None:
        raise RefusedError(_sentence(found, wanted.kind))
    if wanted.kind in RELAYED and (why := unreadable(url)) is not None:
        raise RefusedError(f"{why}. It looks like this: {looks(wanted.kind)}")
    host = urlsplit(url).hostname or ""
    place = _LOCAL.get(host, host)
    try:
        why = refusal(place, [ip_network(one) for one in wanted.allow])
    except ValueError as error:
        raise RefusedError(f"--allow: {error}. Give a network such as 10.0.0.0/8.") from None
    if why not in {None, _NAME}:
        cure = f"If it is yours, add --allow {place}."
        raise RefusedError(f"{host} is not an address of the internet ({why}). {cure}")
    return url


def _wrong(tables: dict[str, object]) -> Problem | None:
    """Return what is wrong with the address in *tables*, if anything is."""
    try:
        load(None, {}, tables)
    except ConfigurationError as error:
        return next((one for one in error.problems if one.fatal and ".url" in one.key), None)
    return None


def _sentence(found: Problem, kind: str) -> str:
    what = found.what.removeprefix("not ")
    if what != found.what:
        return f"That is not {what.partition(':')[0]}. It looks like this: {looks(kind)}"
    cure = found.cure.replace("set `allow_http = true`", "add --allow-http")
    return f"That address {found.what}. {cure}"

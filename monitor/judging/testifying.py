"""What mentions add to a rumour: whose word they pass on, and which telling words they have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from monitor.domain import phrases
from monitor.domain.catalogue import Account, Role
from monitor.domain.claims import Claim
from monitor.domain.claims.credit import credited
from monitor.domain.gist import gist
from monitor.domain.mention import Mention, Part, Topic
from monitor.domain.names.hit import Hit, Named
from monitor.domain.rumour import gossip
from monitor.domain.seal import Seal
from monitor.ports import Matcher


def cited(folded: str, claim: Claim | None, matcher: Matcher) -> str | None:
    """Return the slug of the source whose word a folded text passes on; None = of none we know.

    That is whom the claim is attributed to, else the first whose handle stands in the text, or
    who is named as a source is ("Marca: ...").
    """
    if claim is None:
        return None
    if claim.attributed_to is not None:
        for hit in matcher.find(claim.attributed_to):
            if hit.named is Named.SOURCE:
                return hit.slug
    return credit(folded, matcher.find(folded))


def credit(folded: str, hits: Iterable[Hit]) -> str | None:
    """Return the first source of *hits* whose handle stands there, or whose word it is."""
    for hit in hits:
        if hit.named is Named.SOURCE and (
            folded[: hit.start].endswith("@") or credited(folded, hit.start, hit.end)
        ):
            return hit.slug
    return None


def testify(
    mentions: Sequence[Mention],
    folded: str,
    cites: str | None,
    account: Account | None,
    matcher: Matcher,
    seal: Seal,
) -> tuple[Mention, ...]:
    """Return *mentions* of a folded text with what weighs in their rumours.

    Besides claims, what a known source says of a move weighs: it shows that the talk isn't over.
    """
    known = account is not None and account.source is not None
    speaks = known and account is not None and account.standing is not Role.PUBLIC
    if not folded or not any(_weighs(one, speaks=speaks) for one in mentions):
        return tuple(mentions)
    hits = matcher.find(folded)
    column = gossip(folded)
    return tuple(
        replace(
            one,
            gist=gist(folded, _names(folded, hits, one), seal),
            cites=cites if one.claim is not None else None,
            gossip=column,
        )
        if _weighs(one, speaks=speaks)
        else one
        for one in mentions
    )


def _weighs(mention: Mention, *, speaks: bool) -> bool:
    """Whether a mention weighs in a rumour; private life never does."""
    if mention.topic is Topic.PRIVATE:
        return False
    if mention.claim is not None:
        return True
    aimed = mention.link.part is Part.DESTINATION
    return speaks and aimed and mention.topic is Topic.TRANSFER


def _names(folded: str, hits: Iterable[Hit], mention: Mention) -> frozenset[str]:
    """Return the words that name whom *mention* is about."""
    pairing = mention.link.pairing
    return frozenset(
        word
        for hit in hits
        if hit.slug in {pairing.player, pairing.club}
        for word in phrases.split(folded[hit.start : hit.end])
    )

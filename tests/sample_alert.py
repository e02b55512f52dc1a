"""The alert that the documentation shows: made up, but told by the code that tells real ones."""

from __future__ import annotations

import textwrap
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from monitor.domain.act import Act, judge
from monitor.domain.activity import Provenance, Verb
from monitor.domain.acts.deed import Deed, Ending, Object
from monitor.domain.alert import Alert, Notice
from monitor.domain.catalogue import (
    Account,
    Catalogue,
    Club,
    Pairing,
    Player,
    Relation,
    Role,
    Source,
    Stint,
)
from monitor.domain.stories.telling import correct, tell

AT = datetime(2026, 8, 1, 21, 14, 7, tzinfo=UTC)
PAIRING = Pairing("sergio-ramos", "real-madrid")


def sample() -> str:
    """Return the alert as lines of text."""
    return "\n".join(_lines(tell(_deed(), _catalogue()).alert))


def told() -> Notice:
    """Return it as a notice."""
    return tell(_deed(), _catalogue())


def took_back(after: timedelta = timedelta(hours=1)) -> Notice:
    """Return the notice that the act was undone."""
    notice, at = told(), AT + after
    ended = replace(notice.acts[0], ended=True)
    return correct(notice, (ended,), b"x", at, Ending(Verb.UNDO, at, of_object=False))


def _lines(alert: Alert) -> list[str]:
    lines = [alert.title, "", *_wrapped(alert.text)]
    for heading, sentences in (
        ("How we know", alert.how_we_know),
        ("Why you are told", alert.reasons),
        ("What is not known", alert.unknown),
    ):
        lines += ["", heading]
        lines += [line for sentence in sentences for line in _wrapped(sentence, "- ", "  ")]
    return lines


def _wrapped(text: str, first: str = "", then: str = "") -> list[str]:
    return textwrap.wrap(text, 88, initial_indent=first, subsequent_indent=then)


def _catalogue() -> Catalogue:
    player = Player(
        slug="sergio-ramos",
        name="Sergio Ramos",
        born=date(1986, 3, 30),
        stints=(Stint(club="real-madrid", relation=Relation.FORMER),),
    )
    club = Club(slug="real-madrid", name="Real Madrid", country="ES")
    fans = Source(slug="legends", name="Madrid Legends", role=Role.FAN_ACCOUNT, club="real-madrid")
    return Catalogue(
        players={player.slug: player}, clubs={club.slug: club}, sources={fans.slug: fans}
    )


def _deed() -> Deed:
    proof = "the handle is their own domain"
    account = Account(
        platform="bluesky",
        handle="ramos.example",
        role=Role.PLAYER,
        player="sergio-ramos",
        proof=proof,
        verified_on=date(2026, 7, 20),
    )
    fans = Account(
        platform="bluesky",
        handle="legends.example",
        role=Role.FAN_ACCOUNT,
        source="legends",
        club="real-madrid",
        proof="the handle is its own domain",
    )
    act = Act(
        key=b"k",
        record=b"r",
        object=b"o",
        actor=b"a",
        platform="bluesky",
        handle="ramos.example",
        role=Role.PLAYER,
        verb=Verb.LIKE,
        pairing=PAIRING,
        at=AT,
        verdict=judge(Role.PLAYER, Verb.LIKE, Relation.FORMER, leaving=False).verdict,
    )
    return Deed(
        act=act,
        account=account,
        rule=judge(Role.PLAYER, Verb.LIKE, Relation.FORMER, leaving=False),
        relation=Relation.FORMER,
        connector="bluesky-watched",
        provenance=Provenance.OBSERVED,
        seen_at=AT + timedelta(seconds=2),
        object=Object(
            known=True, account=fans, text="One last dance at the Bernabéu. Bring him home."
        ),
    )

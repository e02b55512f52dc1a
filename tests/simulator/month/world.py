"""Who is watched: 80 invented players, 24 invented clubs, 200 pairings, outlets that report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

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
    Watch,
    Window,
)

FIRST: Final = (
    "Adriel", "Bastian", "Caetano", "Dragan", "Evander", "Fabrizio", "Goran", "Hamza", "Ibai",
    "Joaquim", "Kofi", "Lorenz", "Matteus", "Nikola", "Osvaldo", "Pasquale", "Quique", "Rasmus",
    "Soren", "Tiago",
)  # fmt: skip
LAST: Final = (
    "Abarrategui", "Bellacorte", "Carvalhosa", "Dimitrescu", "Eskildsen", "Fontanarosa",
    "Grzelkowski", "Hallbergson", "Iturralde", "Jankulovic", "Karlstrand", "Lindqvister",
    "Montesclaros", "Nadarevic", "Oyelowande", "Pellegrinotti", "Quintanares", "Rautavaara",
    "Szczepanow", "Tavaroli", "Ugartemendi", "Vanderhaegen", "Wojtkowiak", "Xhemaili",
    "Yaramanoglu", "Zubizarreto", "Amorinho", "Brancaleoni", "Cvetanovic", "Drummondez",
    "Esquivelar", "Ferrandini", "Gunnarholt", "Herrerias", "Iannuzzelli", "Jorgensvik",
    "Kowalewicz", "Lagunilla", "Mwangele", "Nieuwenkamp",
)  # fmt: skip
CITIES: Final = (
    ("Arvendale", "gb", "Europe/London"), ("Brockhaven", "gb", "Europe/London"),
    ("Carrowmoor", "gb", "Europe/London"), ("Dunstonbury", "gb", "Europe/London"),
    ("Alcoraya", "es", "Europe/Madrid"), ("Benalmira", "es", "Europe/Madrid"),
    ("Castrovera", "es", "Europe/Madrid"), ("Dehesilla", "es", "Europe/Madrid"),
    ("Altofiume", "it", "Europe/Rome"), ("Borgoleone", "it", "Europe/Rome"),
    ("Castelmauro", "it", "Europe/Rome"), ("Duomonte", "it", "Europe/Rome"),
    ("Ansbruck", "de", "Europe/Berlin"), ("Bergholzen", "de", "Europe/Berlin"),
    ("Clausfurt", "de", "Europe/Berlin"), ("Donnerstein", "de", "Europe/Berlin"),
    ("Aubervaux", "fr", "Europe/Paris"), ("Bourdelac", "fr", "Europe/Paris"),
    ("Chantemerle", "fr", "Europe/Paris"), ("Dommartel", "fr", "Europe/Paris"),
    ("Alvorado", "pt", "Europe/Lisbon"), ("Beiramonte", "pt", "Europe/Lisbon"),
    ("Covelinha", "pt", "Europe/Lisbon"), ("Douradela", "pt", "Europe/Lisbon"),
)  # fmt: skip
OUTLETS: Final = (
    ("evening-whistle", "Evening Whistle", Role.OUTLET),
    ("the-touchline", "The Touchline", Role.OUTLET),
    ("back-page-daily", "Back Page Daily", Role.OUTLET),
    ("corner-flag-radio", "Corner Flag Radio", Role.OUTLET),
    ("dario-velasquito", "Dario Velasquito", Role.JOURNALIST),
    ("hanna-brodin", "Hanna Brodin", Role.JOURNALIST),
)
PLATFORM: Final = "bluesky"
PROOF: Final = "linked from their own page"
PLAYERS, WITH_OWN_CLUB = 80, 40
"""All players have two pairings with others' clubs; some also one with their own."""


def _slug(name: str) -> str:
    return name.casefold().replace(" ", "-")


CLUBS: Final = tuple(_slug(city) for city, _, _ in CITIES)


def player(number: int) -> str:
    """Return the slug of a player, 0 to 79."""
    return _slug(_name(number))


def _name(number: int) -> str:
    return f"{FIRST[(number * 7 + number // 40) % len(FIRST)]} {LAST[number % len(LAST)]}"


def own(number: int) -> str:
    """Return the slug of the club that a player is of."""
    return CLUBS[number * 5 % len(CLUBS)]


def wanted(number: int) -> tuple[str, str]:
    """Return the clubs that a player is linked with."""
    first, second = number * 5 + 7 + number % 3, number * 5 + 13
    return CLUBS[first % len(CLUBS)], CLUBS[second % len(CLUBS)]


def _pairings(number: int) -> tuple[Pairing, ...]:
    clubs = (own(number), *wanted(number)) if number < WITH_OWN_CLUB else wanted(number)
    return tuple(Pairing(player(number), club) for club in clubs)


PAIRINGS: Final = tuple(each for number in range(PLAYERS) for each in _pairings(number))
DESTINATIONS: Final = tuple(
    Pairing(player(number), club) for number in range(PLAYERS) for club in wanted(number)
)
OWN: Final = {player(number): own(number) for number in range(PLAYERS)}
FANS: Final = tuple(f"did:plc:fanclub{n}" for n in range(len(CLUBS)))


def account(role: str, slug: str) -> str:
    """Return the platform's id of somebody's account."""
    return f"did:plc:{role}-{slug}"


def _proven(handle: str, ident: str, role: Role, **more: str) -> Account:
    return Account(
        platform=PLATFORM,
        handle=handle,
        id=ident,
        role=role,
        player=more.get("player"),
        club=more.get("club"),
        source=more.get("source"),
        proof=PROOF,
        verified_on=date(2026, 1, 1),
    )


def _accounts() -> Iterator[Account]:
    for slug, _, role in OUTLETS:
        yield _proven(f"{slug}.example", account("source", slug), role, source=slug)
    for number, club in enumerate(CLUBS):
        yield _proven(f"{club}-nights.example", FANS[number], Role.FAN_ACCOUNT, club=club)
        yield _proven(f"{club}.example", account("club", club), Role.CLUB, club=club)
    for slug, club in OWN.items():
        yield _proven(
            f"{slug}.example", account("player", slug), Role.PLAYER, player=slug, club=club
        )
        yield _proven(f"agent-of-{slug}.example", account("agent", slug), Role.AGENT, player=slug)


CATALOGUE: Final = Catalogue(
    players={
        player(number): Player(
            slug=player(number),
            name=_name(number),
            born=date(1996 + number % 8, 1 + number % 12, 3),
            stints=(Stint(club=own(number), relation=Relation.CURRENT),),
            as_of=date(2026, 6, 1),
        )
        for number in range(PLAYERS)
    },
    clubs={
        _slug(city): Club(slug=_slug(city), name=city, country=country, timezone=zone)
        for city, country, zone in CITIES
    },
    sources={
        slug: Source(slug=slug, name=name, role=role, languages=("en",))
        for slug, name, role in OUTLETS
    },
    accounts=tuple(_accounts()),
    windows=tuple(
        Window(country=country, opens=opens, closes=closes)
        for country in ("gb", "es", "it", "de", "fr", "pt")
        for opens, closes in (
            (date(2026, 7, 1), date(2026, 8, 31)),
            (date(2027, 1, 1), date(2027, 1, 31)),
        )
    ),
    watchlist=frozenset(Watch(each.player, each.club) for each in PAIRINGS),
)

"""The players that ship: who is there, where they belong, and which of their names are certain."""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from importlib import resources
from itertools import pairwise
from typing import Any, Final

import pytest

from monitor.domain.catalogue import Alias, Catalogue, Player, Relation, Stint, Watch
from monitor.domain.names.hit import Named
from monitor.domain.names.linking import link
from monitor.domain.names.surnames import Bond
from monitor.domain.text import fold
from monitor.judges import register
from monitor.judges.names import Names

STARTER: Final = register.load([])
PLAYERS: Final = tuple(STARTER.players.values())
CLOSED: Final = date(2025, 9, 2)
"""When the summer windows of the big leagues had closed."""

LAST: Final = date(2025, 9, 12)
"""When the last of them closed in which a player of ours moved."""

ORDINARY: Final = frozenset(
    """
    after back black bright brown can field free gift good gray green hall home king long love
    mount new now park player price pope rice rise road rock rose royal sale shaw son stone stones
    sterling summer trafford walker white will winter wood wood young
    alba alli alto aspas bravo calle campo casado castillo como costa cruz guerra flores fuentes
    hato hierro isco lino llave luna luz mano marca mata mora nada neto oro padre paz pino porro
    puente puerta raya rey rios rojo santo sierra sol son todo torres uno
    agora barco branco coelho dele dia dias felix leao leite lobo neves noite palhinha pinto pote
    prata ramos reis ribeiro rocha rosa seu sua vieira
    bastoni bella bianco bosco buonanotte casa conti dopo fine gatto gusto immobile luca
    lupo mare notte nove piano pio ricci rossi rosso rulli russo sala sole sommo tonali vicario
    avant blanc bon bois chevalier coman dans durand fort gras jour legrand lenormand lune mal
    mars moulin nous petit roi rouge roux soir
    als bischof brandt can dann erst gross hier jung jetzt kaiser klein koch lang malen mehr
    neuer nur raum reus sane schick schwarz sommer stiller uns vogel wagner werner wirt wolf zwei
    """.split()  # noqa: SIM905
)
"""Words of the languages that we read which are also names of players, and their like."""

ARABIC: Final = frozenset("صلاح محرز راموس داروين سلام هلال نصر أمل ماني قدوس".split())  # noqa: SIM905

FORMERLY: Final = {
    "cristiano-ronaldo": {"real-madrid", "manchester-united", "juventus", "sporting-cp"},
    "paul-pogba": {"manchester-united", "juventus"},
    "kevin-de-bruyne": {"manchester-city", "vfl-wolfsburg", "chelsea"},
    "luka-modric": {"real-madrid", "tottenham-hotspur", "dinamo-zagreb"},
}


def bodies() -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The entries as they are written, with their files."""
    folder = resources.files("monitor.judges") / "catalogue" / "players"
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        for body in tomllib.loads(file.read_text("utf-8"))["players"]:
            yield file.name, body


WRITTEN: Final = tuple(bodies())


def certain(player: Player) -> set[str]:
    """His names that mean nobody else, folded, the full one among them unless it is marked."""
    marked = {fold(alias.text) for alias in player.aliases if alias.ambiguous}
    sure = {fold(alias.text) for alias in player.aliases if not alias.ambiguous}
    return sure | ({fold(player.name)} - marked)


def words(player: Player) -> list[str]:
    return re.split(r"[\s\-]+", fold(player.name))


def stints(player: Player, relation: Relation) -> list[Stint]:
    return [stint for stint in player.stints if stint.relation is relation]


def test_at_least_two_hundred_and_fifty_players_ship() -> None:
    assert len(PLAYERS) >= 250


def test_no_player_stands_in_two_places() -> None:
    slugs = Counter(body["slug"] for _, body in WRITTEN)
    assert [slug for slug, times in slugs.items() if times > 1] == []
    people = Counter((fold(body["name"]), body["born"]) for _, body in WRITTEN)
    assert [who for who, times in people.items() if times > 1] == []


def test_the_entries_of_a_file_are_in_order() -> None:
    by_file: dict[str, list[str]] = defaultdict(list)
    for file, body in WRITTEN:
        by_file[file].append(body["slug"])
    assert [file for file, slugs in by_file.items() if slugs != sorted(slugs)] == []


def test_players_stand_in_the_file_of_their_club() -> None:
    folder = resources.files("monitor.judges") / "catalogue" / "clubs"
    homes = {
        club["slug"]: file.name
        for file in folder.iterdir()
        for club in tomllib.loads(file.read_text("utf-8"))["clubs"]
    }
    for file, body in WRITTEN:
        now = [homes[one["club"]] for one in body["stints"] if one["relation"] == "current"]
        assert file == (now or ["unattached.toml"])[0], body["slug"]


def test_every_club_of_a_player_is_in_the_catalogue() -> None:
    for player in PLAYERS:
        assert {stint.club for stint in player.stints} <= STARTER.clubs.keys(), player.slug


def test_a_player_has_one_club_on_the_day_that_is_known_or_none() -> None:
    free = []
    for player in PLAYERS:
        assert player.as_of is not None
        assert CLOSED <= player.as_of <= LAST
        now = stints(player, Relation.CURRENT)
        assert all(one.since is not None and one.since <= player.as_of for one in now), player.slug
        assert len(player.clubs(Relation.CURRENT, player.as_of)) == len(now) <= 1, player.slug
        if not now:
            free.append(player.slug)
    assert 0 < len(free) < len(PLAYERS) / 50


def test_a_player_lent_out_has_a_club_that_lends_him() -> None:
    for player in PLAYERS:
        assert player.as_of is not None
        parents = [s for s in stints(player, Relation.LOAN_PARENT) if s.until is None]
        now = player.clubs(Relation.CURRENT, player.as_of)
        assert len(parents) <= 1
        assert not parents or (now and parents[0].club != now[0]), player.slug


def test_everything_that_is_over_has_an_end() -> None:
    for player in PLAYERS:
        for stint in stints(player, Relation.FORMER):
            assert stint.until is not None, player.slug
            assert stint.until <= CLOSED, player.slug


def test_stints_are_in_order_and_only_a_lending_club_overlaps() -> None:
    for player in PLAYERS:
        own = [stint for stint in player.stints if stint.relation is not Relation.LOAN_PARENT]
        for later, earlier in pairwise(own):
            assert later.since is not None
            assert earlier.since is not None
            assert earlier.until is not None
            assert earlier.since < later.since, player.slug
            assert earlier.until <= later.since, (player.slug, earlier, later)


def test_nobody_played_among_men_as_a_child() -> None:
    for player in PLAYERS:
        assert player.born is not None
        for stint in player.stints:
            assert stint.since is not None
            assert stint.since.year - player.born.year >= 14, (player.slug, stint)


def test_all_are_adults_on_the_day_that_is_known() -> None:
    assert [player.slug for player in PLAYERS if not player.adult(CLOSED)] == []


def test_nothing_but_football_is_said_of_a_player() -> None:
    fields = {field for _, body in WRITTEN for field in body}
    assert fields == {"slug", "name", "born", "as_of", "aliases", "ambiguous", "stints"}


def test_no_certain_name_is_borne_by_two() -> None:
    bearers: dict[str, list[str]] = defaultdict(list)
    for player in PLAYERS:
        for name in certain(player):
            bearers[name].append(player.slug)
    assert {name: who for name, who in bearers.items() if len(who) > 1} == {}


def test_no_certain_name_is_a_club_or_a_source() -> None:
    others = {
        fold(text)
        for kind in (STARTER.clubs, STARTER.sources)
        for one in kind.values()
        for text in (one.name, *(alias.text for alias in one.aliases))
    }
    assert {player.slug: both for player in PLAYERS if (both := certain(player) & others)} == {}


def test_a_surname_that_two_bear_is_ambiguous() -> None:
    bearers: dict[str, set[str]] = defaultdict(set)
    for player in PLAYERS:
        for word in words(player):
            bearers[word].add(player.slug)
    for player in PLAYERS:
        shared = {name for name in certain(player) if len(bearers[name] | {player.slug}) > 1}
        assert not shared, player.slug


def test_no_certain_name_is_an_ordinary_word() -> None:
    for player in PLAYERS:
        assert not certain(player) & (ORDINARY | {fold(word) for word in ARABIC}), player.slug


def test_certain_names_are_long_enough_to_mean_one() -> None:
    for player in PLAYERS:
        for name in certain(player):
            letters = sum(2 if "\u3400" <= letter <= "\u9fff" else 1 for letter in name)
            assert letters >= 3, (player.slug, name)


def test_no_name_stands_twice_with_a_player() -> None:
    for _, body in WRITTEN:
        names = [*body.get("aliases", ()), *body.get("ambiguous", ())]
        assert len(set(names)) == len(names), body["slug"]
        assert body["name"] not in body.get("aliases", ()), body["slug"]


EVERYBODY: Final = Names(STARTER)

NAMESAKES: Final = [
    ("Luis Suárez", {"luis-suarez-1987", "luis-suarez-1997"}),
    ("Nico González", {"nico-gonzalez-1998", "nico-gonzalez-2002"}),
    ("Ederson", {"ederson", "ederson-1999"}),
    ("Martínez", {"emiliano-martinez", "lautaro-martinez", "lisandro-martinez"}),
    ("Williams", {"nico-williams", "inaki-williams"}),
    ("Hernández", {"theo-hernandez", "lucas-hernandez"}),
    ("Silva", {"bernardo-silva", "thiago-silva", "rafa-silva"}),
    ("Fernández", {"enzo-fernandez", "nacho-fernandez"}),
    ("De Jong", {"frenkie-de-jong", "luuk-de-jong"}),
    ("Ramos", {"sergio-ramos", "goncalo-ramos"}),
    ("Timber", {"jurrien-timber", "quinten-timber"}),
    ("Fofana", {"wesley-fofana", "youssouf-fofana", "malick-fofana"}),
]


@pytest.mark.parametrize(("name", "bearers"), NAMESAKES)
def test_namesakes_are_all_found_and_none_is_certain(name: str, bearers: set[str]) -> None:
    hits = [hit for hit in EVERYBODY.find(fold(name)) if hit.named is Named.PLAYER]
    assert bearers <= {hit.slug for hit in hits}
    assert {hit.bond for hit in hits} == {Bond.LOOSE}


@pytest.mark.parametrize(
    "word", ["in", "min", "jae", "emery", "hall", "goes", "can", "son", "celso"]
)
def test_a_part_of_a_joined_name_or_a_word_binds_nobody(word: str) -> None:
    hits = [hit for hit in EVERYBODY.find(word) if hit.named is Named.PLAYER]
    assert [hit.slug for hit in hits if word != "celso" or hit.bond is not Bond.LOOSE] == []


SURE: Final = Names(
    Catalogue(
        players={
            player.slug: Player(
                slug=player.slug,
                name="\u2400",
                aliases=tuple(Alias(name) for name in certain(player)),
            )
            for player in PLAYERS
        }
    )
)
"""Finds only what names a player for certain."""


@pytest.mark.parametrize(
    "text",
    [
        "메시지를 보내세요",
        "メッシュのシャツ",
        "サリバン監督",
        "オリジナルカクテル",
        "ラビオリを食べる",
        "梅西百货",
        "凯恩斯主义",
        "ein neuer Vertrag für den Trainer im Sommer",
        "der Raum ist schick, wir malen lang",
        "está casado con la hija de María",
        "la figlia di Maria, buona notte",
        "c'est le normand qui parle, vincent de paul aussi",
        "his son can dele mount the stones at Old Trafford",
        "o filho dele disse que não há isco",
        "Gavi, the Vaccine Alliance",
        "a move in the last 90 min",
    ],
)
def test_ordinary_talk_names_no_player_for_certain(text: str) -> None:
    assert [(hit.slug, hit.start) for hit in SURE.find(fold(text))] == []


@pytest.mark.parametrize(
    "text",
    [
        "Ein neuer Trainer beim FC Bayern München",
        "Der FC Bayern holt im Sommer einen Stürmer von Inter Mailand",
        "Chelsea fans get a taste, un gusto for victory",
        "Tottenham fans tell his son to stay 90 min",
        "Aston Villa: wer will malen?",
    ],
)
def test_a_word_beside_a_club_is_no_player(text: str) -> None:
    folded = fold(text)
    found = link(
        EVERYBODY.find(folded),
        catalogue=replace(STARTER, watchlist=frozenset(Watch(slug) for slug in STARTER.players)),
        text=text,
        folded=folded,
        account=None,
        inherited=(),
        subject_clubs=(),
        on=CLOSED,
    )
    assert found.links == ()


@pytest.mark.parametrize(("player", "clubs"), FORMERLY.items())
def test_the_clubs_of_a_career_are_known(player: str, clubs: set[str]) -> None:
    assert clubs <= set(STARTER.players[player].clubs(Relation.FORMER, CLOSED))

"""The starter data as it ships: clubs, sources and windows."""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from importlib import resources
from importlib.resources.abc import Traversable
from itertools import pairwise
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest

from monitor.domain.catalogue import Alias, Catalogue, Club, Role, Source
from monitor.domain.text import fold
from monitor.judges import register
from monitor.judges.names import Names

STARTER: Final = register.load([])
KNOWN: Final[tuple[Club | Source, ...]] = (*STARTER.clubs.values(), *STARTER.sources.values())

COUNTRIES: Final = frozenset(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS
    BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE
    EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM
    HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC
    LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA
    NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW
    SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO
    TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
    """.split()  # noqa: SIM905
)
"""ISO 3166-1."""

WORDS: Final = {
    "English": """
        academy admiral albion all alliance athletic away bees best blades blue blues boys cannon
        canary celtic cherries city club coach corinthians county crew crown deal derby diamond
        district dons dynamo eagles energy express fans fire first forest fox foxes fury galaxy
        game giants goal green guardian gunners hammers hearts herons home hoops hornets host hull
        independent iron irons league lens lions live local magpies mail man match metro mirror
        news nice nordic old orient palace phoenix pirates power prince pumas rage rangers rapid
        reading real record red reds rovers royal saints season sky sparta spurs squad standard
        star storm sturm sun swans table target telegraph times today toffee toffees tonight town
        trophy union united victory villa wanderers wednesday whites wolves world young
    """,
    "Spanish": """
        academia aguila aguilas alianza amarillos america andaluz azul azules blanco blancos boca
        brujas campeon carboneros casa central ciclon ciudad colorado cuervos decano deportivo
        deporte diablos dragones el embajadores equipo estudiantes fichaje fiera fuego gallo
        glorioso gloria gremio guerreros hogar huracan idolo independiente jugador juventud las
        leon leones libertad liga maquina merengue millonarios mundo nacional nuestro olimpia oro
        partido pericos pena porque racing rayados rayo rojo rojos santo santos siempre sol
        sporting sur tigres toro universitario verde verdes viola viva
    """,
    "Portuguese": """
        agora aguias azuis bahia bola casa cruzeiro dragoes encarnados estrela fogao fortaleza
        furacao galo glorioso internacional jogo leao leoes luz mar menino novo palestra peixe
        porco porto raposa saudade sempre timao tricolor verdao vitoria
    """,
    "Italian": """
        alla anche atleti bene biancoverdi calcio casa come como contro cremonese dea domani fine
        forza fortuna granata grifone internazionale lupa lupi mai mercato parma pisa presto
        quando roma sempre signora squadra terra toro venezia verona via zebra
    """,
    "French": """
        aigles aiglons angers aussi avant avec brest but canaris chez contre dogues dragon droit
        ecole est esperance etoile foot gones grenats gym ici jeunes la lens le les lorient lyon
        merlu mais nice orange paris pour reims rouge rouges sainte sang ses sco soir son stade
        tous union vert verts ville violets voici
    """,
    "German": """
        adler aktuell alte aber auch auf bayern beste bild blick blau dame deutsch drei ein
        eintracht eiserne eisern fohlen fortuna heute immer kicker knappen konigsblau liebe loewen
        lowen mainzer neu nicht noch real rot roten sieg sport stern sturm tag tor trainer treue
        union verein viele weiss wieder wolfe zebras zenit
    """,
    "Turkish": """
        aslan bordo deniz fener gala kanarya kara kartal mavi takim yeni
    """,
    "first names": """
        alain alex alexandra amir angel cristian diana diego enzo fabio florian gabriel hertha
        hilal ivan jack jose juan julian kim leo luis manu marco maria mario max paul pedro peter
        rafa raja ramos romano sam sara vera vitor zara
    """,
    "places": """
        asia bilbao bologna bordeaux bremen brighton cagliari cadiz cologne dortmund eindhoven
        frankfurt genoa girona granada hamburg hannover koln leeds leicester lille madrid malaga
        mallorca manchester marseille metz miami milan monaco monterrey montpellier munich nantes
        napoli naples neapel palermo rennes rotterdam salzburg southampton strasbourg stuttgart
        sunderland toronto toulouse turin utrecht valencia vancouver
    """,
}
"""What is written in football without a club being meant, folded."""

ORDINARY: Final = frozenset(word for words in WORDS.values() for word in words.split())

FIVE_LEAGUES: Final = {
    "ES": """alaves athletic-club atletico-madrid barcelona celta-vigo elche espanyol getafe girona
        levante mallorca osasuna rayo-vallecano real-betis real-madrid real-oviedo real-sociedad
        sevilla valencia villarreal""",
    "GB": """arsenal aston-villa bournemouth brentford brighton burnley chelsea crystal-palace
        everton fulham leeds-united liverpool manchester-city manchester-united newcastle-united
        nottingham-forest sunderland tottenham-hotspur west-ham-united wolverhampton-wanderers""",
    "IT": """atalanta bologna cagliari como cremonese fiorentina genoa hellas-verona inter juventus
        lazio lecce milan napoli parma pisa roma sassuolo torino udinese""",
    "DE": """bayer-leverkusen bayern-munich borussia-dortmund borussia-moenchengladbach
        eintracht-frankfurt fc-augsburg fc-koeln hamburger-sv heidenheim mainz-05 rb-leipzig
        sc-freiburg st-pauli tsg-hoffenheim union-berlin vfb-stuttgart vfl-wolfsburg
        werder-bremen""",
    "FR": """angers auxerre brest le-havre lens lille lorient lyon marseille metz monaco nantes nice
        paris-fc paris-saint-germain rennes strasbourg toulouse""",
}
"""Clubs of the first leagues in 2025/26."""


def certain(one: Club | Source) -> list[str]:
    """The names that mean nobody else, the full one among them unless it is marked."""
    marked = {fold(alias.text) for alias in one.aliases if alias.ambiguous}
    own = [] if fold(one.name) in marked else [one.name]
    return own + [alias.text for alias in one.aliases if not alias.ambiguous]


def joined(text: str) -> str:
    """A name as it is found in any spelling: folded, its words run together."""
    return re.sub(r"[\s\-_\u00b7\u30fb]+", "", fold(text))


def _surely(kinds: Iterable[Club]) -> dict[str, Club]:
    sure = {}
    for club in kinds:
        names = certain(club)
        aliases = tuple(Alias(name) for name in names)
        sure[club.slug] = Club(slug=club.slug, name=names[0], country="XX", aliases=aliases)
    return sure


SURE: Final = Names(Catalogue(clubs=_surely(STARTER.clubs.values())))
"""Finds only what names a club for certain."""


def named(text: str) -> list[str]:
    return [hit.slug for hit in SURE.find(fold(text))]


def _files(folder: Traversable) -> Iterator[Traversable]:
    for one in folder.iterdir():
        if one.is_dir():
            yield from _files(one)
        elif one.name.endswith(".toml"):
            yield one


def tables() -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every entry of every file, with the table that it stands in."""
    for file in _files(resources.files("monitor.judges") / "catalogue"):
        for kind, bodies in tomllib.loads(file.read_text("utf-8")).items():
            yield from ((kind, body) for body in bodies)


def test_there_are_clubs_and_sources_for_a_season_of_talk() -> None:
    assert len(STARTER.clubs) >= 150
    assert len(STARTER.sources) >= 80


def test_no_slug_stands_in_two_files() -> None:
    slugs = Counter((kind, body["slug"]) for kind, body in tables() if "slug" in body)
    assert [slug for slug, times in slugs.items() if times > 1] == []


@pytest.mark.parametrize("country", FIVE_LEAGUES)
def test_every_club_of_the_five_first_leagues_is_there(country: str) -> None:
    for slug in FIVE_LEAGUES[country].split():
        assert STARTER.clubs[slug].country == country, slug


def test_every_club_has_a_country_and_a_time_zone_that_exist() -> None:
    for club in STARTER.clubs.values():
        assert club.country in COUNTRIES, club.slug
        assert club.timezone == ZoneInfo(club.timezone).key, club.slug
        assert club.timezone != "UTC", club.slug


def test_every_club_has_three_names_that_are_its_own() -> None:
    assert [club.slug for club in STARTER.clubs.values() if len(certain(club)) < 3] == []


def test_no_name_is_certain_for_one_and_borne_by_another() -> None:
    bearers: dict[str, set[str]] = defaultdict(set)
    sure: set[str] = set()
    for one in KNOWN:
        for text in (one.name, *(alias.text for alias in one.aliases)):
            bearers[joined(text)].add(one.slug)
        sure.update(joined(text) for text in certain(one))
    assert {name: slugs for name, slugs in bearers.items() if len(slugs) > 1 and name in sure} == {}


def test_no_name_is_written_twice_in_one_entry() -> None:
    for one in KNOWN:
        names = Counter(joined(alias.text) for alias in one.aliases)
        assert [name for name, times in names.items() if times > 1] == [], one.slug


def test_no_certain_name_is_an_ordinary_word() -> None:
    for one in KNOWN:
        for text in certain(one):
            assert joined(text) not in ORDINARY, (one.slug, text)


def test_a_certain_name_has_three_letters_or_another_script() -> None:
    for one in KNOWN:
        for text in certain(one):
            assert text == text.strip()
            folded = joined(text)
            assert any(letter.isalpha() for letter in folded), (one.slug, text)
            assert len(folded) >= (3 if folded.isascii() else 2), (one.slug, text)


def test_words_that_are_tried_are_folded() -> None:
    assert {word for word in ORDINARY if fold(word) != word} == set()
    assert len(ORDINARY) >= 300


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Juventus Turin holt ihn", "juventus"),
        ("la Juventus de Turín", "juventus"),
        ("al Bayern Monaco", "bayern-munich"),
        ("o Bayern de Munique", "bayern-munich"),
        ("le Bayern Munich", "bayern-munich"),
        ("Atlético de Madrid", "atletico-madrid"),
        ("Inter Mailand", "inter"),
        ("l'Inter Milan", "inter"),
        ("AC Mailand", "milan"),
        ("el AC Milán", "milan"),
        ("AS Rom", "roma"),
        ("Lazio Rom", "lazio"),
        ("SSC Neapel", "napoli"),
        ("Olympique Lyon", "lyon"),
        ("l'Olympique Lyonnais", "lyon"),
        ("Paris SG", "paris-saint-germain"),
        ("Paris FC", "paris-fc"),
        ("el Oporto? No, el FC Oporto", "porto"),
        ("Sporting Lissabon", "sporting-cp"),
        ("Sporting de Gijón", "sporting-gijon"),
        ("Sporting Braga", "braga"),
        ("Man Utd", "manchester-united"),
        ("Nottm Forest", "nottingham-forest"),
        ("Gladbach", "borussia-moenchengladbach"),
        ("1. FC Koeln", "fc-koeln"),
        ("#SGE", "eintracht-frankfurt"),
        ("Estrella Roja de Belgrado", "red-star-belgrade"),
        ("Roter Stern Belgrad", "red-star-belgrade"),
        ("Inter Miami", "inter-miami"),
        ("Inter de Porto Alegre", "internacional"),
        ("Barcelona SC", "barcelona-sc"),
        ("Arsenal de Sarandí", "arsenal-de-sarandi"),
        ("Everton de Viña", "everton-vina"),
        ("Santos Laguna", "santos-laguna"),
        ("Club Brujas", "club-brugge"),
        ("Schachtar Donezk", "shakhtar-donetsk"),
        ("皇马", "real-madrid"),
        ("انتقل إلى الهلال السعودي", "al-hilal"),
        ("الأهلي المصري", "al-ahly"),
        ("الأهلي السعودي", "al-ahli-saudi"),
        ("Бавария", "bayern-munich"),
    ],
)
def test_a_club_is_found_by_the_name_that_its_fans_use(text: str, slug: str) -> None:
    assert named(text) == [slug]


@pytest.mark.parametrize(
    "text",
    [
        "Nice one, a good lens and a real city break in the forest",
        "United, City, Rangers, Athletic, Sporting, Racing, Nacional, Palace, Villa, Wolves, Spurs",
        "the Saints, the Foxes, the Blues, the Reds and the Whites",
        "Valencia, Granada, Porto, Brest, Metz, Angers, Lorient, Genoa, Parma, Como, Pisa, Verona",
        "come si vede nel mercato internazionale, fino alla fine",
        "comunicado de la Casa Blanca; viaje a Casablanca",
        "la vieja señora, los estudiantes, el independiente y los millonarios",
        "um cruzeiro até à Bahia, com vista para a fortaleza",
        "ils sont contents, droit au but, les canaris chantent",
        "echte Liebe, die Eintracht im Verein, eine Fortuna, der Sturm, im Zenit",
        "1 Corinthians 13:4, love is patient",
        "Manu Koné and Alain",
        "Hafencity, interest, winter, realty, arsenalist",
        "ミランダ、プログラム、インスタグラム、ナント、リール動画",
        "이번리그 메시지",
        "森林狼队",
        "gli atleti azzurri, una sainte, los blancos y los rayados",
        "الاتحاد الأوروبي والنصر والشباب والعين والسد",
        "سافر إلى روما ثم غرناطة",
        "Joe Fortune of Chicago Fire, the series, lives in Toronto",
    ],
)
def test_ordinary_words_name_no_club_for_certain(text: str) -> None:
    assert named(text) == []


def test_every_source_speaks_a_language() -> None:
    for source in STARTER.sources.values():
        assert source.languages, source.slug
        for language in source.languages:
            assert re.fullmatch("[a-z]{2}", language), source.slug


def test_every_language_of_the_judges_has_sources() -> None:
    spoken = Counter(lang for source in STARTER.sources.values() for lang in source.languages)
    assert {lang for lang in ("en", "es", "pt", "it", "fr", "de") if spoken[lang] < 8} == set()


def test_sources_are_outlets_journalists_and_fan_media() -> None:
    roles = {source.role for source in STARTER.sources.values()}
    assert roles == {Role.OUTLET, Role.JOURNALIST, Role.FAN_ACCOUNT}


def test_every_outlet_has_a_domain_and_no_domain_has_two_owners() -> None:
    owners: dict[str, list[str]] = defaultdict(list)
    for source in STARTER.sources.values():
        assert source.domains or source.role is not Role.OUTLET, source.slug
        for domain in source.domains:
            assert re.fullmatch(r"(?!www\.)[a-z0-9-]+(\.[a-z0-9-]+)+", domain), source.slug
            owners[domain].append(source.slug)
    assert {domain: slugs for domain, slugs in owners.items() if len(slugs) > 1} == {}


def test_every_fan_account_has_its_club_and_no_journalist_has_one() -> None:
    for source in STARTER.sources.values():
        if source.role is Role.FAN_ACCOUNT:
            assert source.club in STARTER.clubs, source.slug
        elif source.role is Role.JOURNALIST:
            assert source.club is None, source.slug


def test_windows_of_every_country_are_known_from_summer_2025_to_winter_2027() -> None:
    known = {(window.country, window.opens.year, _half(window.opens)) for window in STARTER.windows}
    for country in {club.country for club in STARTER.clubs.values()}:
        for period in ((2025, 2), (2026, 1), (2026, 2), (2027, 1)):
            assert (country, *period) in known, (country, period)


def _half(day: date) -> int:
    return 1 if day.month < 6 else 2


def test_windows_of_a_country_follow_each_other_and_none_is_endless() -> None:
    by_country = defaultdict(list)
    for window in STARTER.windows:
        assert window.country in COUNTRIES
        assert timedelta(weeks=3) < window.closes - window.opens < timedelta(weeks=17), window
        by_country[window.country].append(window)
    for windows in by_country.values():
        windows.sort(key=lambda window: window.opens)
        assert all(one.closes < two.opens for one, two in pairwise(windows)), windows[0].country

"""The words by which people speak of transfers, in six languages: one module each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from monitor.domain.cues.english import ENGLISH
from monitor.domain.cues.french import FRENCH
from monitor.domain.cues.german import GERMAN
from monitor.domain.cues.italian import ITALIAN
from monitor.domain.cues.portuguese import PORTUGUESE
from monitor.domain.cues.spanish import SPANISH
from monitor.domain.cues.tone import Says, Table, Tone, phrases

__all__ = [
    "FALSE_FRIENDS",
    "LANGUAGES",
    "LEAVING",
    "MARKET",
    "SHARED",
    "Says",
    "Table",
    "Tone",
    "phrases",
]

LEAVING: Final = """
    leave/leaves/leaving
    has/have/s left
    wants/want/way out
    exit/departure/departs/farewell/goodbye
    one last dance
    last dance
    say/says/saying bye
    se va/iria/marcha/marcharia/despide/ira
    irse/marcharse/adios/despedida/salida
    deja/dejar/dejara/abandona/abandonar el/al/la/a/su
    ultimo baile
    de saida
    saida/adeus/despede
    deixa/deixar/deixara o/a
    sai do/da
    vai embora
    ultima danca
    addio/lascia/lasciare/lascera/partenza/saluta
    va/andra via
    ultimo ballo
    quitte/quitter/quittera/adieu/depart/partir
    va/veut s en aller
    au revoir
    derniere danse
    verlasst/verlassen/abschied/abgang/abschiednehmen
    geht/will weg
    letzter/letzten tanz
"""
"""Words of leaving, in all languages."""

MARKET: Final = """
    transfer/transfers/signing/signings
    transfer window/news/fee/market
    release clause
    fichaje/fichajes/traspaso/cesion/clausula/mercado
    transferencia/transferencias/contratacao/reforco/emprestimo
    calciomercato/acquisto/cessione/prestito/trasferimento
    transfert/transferts/mercato/recrue/pret
    transfer/wechsel/ablose/neuzugang/leihe
"""
"""Words of the market that claim nothing."""

LANGUAGES: Final[Mapping[str, Table]] = {
    "en": ENGLISH,
    "es": SPANISH,
    "pt": PORTUGUESE,
    "it": ITALIAN,
    "fr": FRENCH,
    "de": GERMAN,
}

SHARED: Final = """
    here we go
    herewego
    done deal
"""
"""What is said in every language when a move is done."""

FALSE_FRIENDS: Final = frozenset({
    "fix", "faux", "laut", "mai", "n", "ne", "per", "pista", "punta", "secondo",
    "segundo", "suit", "tratta", "via", "vise",
})  # fmt: skip
"""Single words that mean something else next door: they count only in a known language."""

"""Bulletins in Portuguese."""

# ruff: noqa: E501 - a phrase a line

from __future__ import annotations

from typing import Final

from monitor.domain.activity import Verb
from monitor.domain.reported.telling import Doing
from monitor.domain.rumour import Evidence
from monitor.domain.tongues.tongue import Tongue

PORTUGUESE: Final = Tongue(
    code="pt",
    unverified="Por confirmar",
    provisional="Por confirmar, provisório",
    corrected="Corrigido",
    confirmed="Confirmado",
    over="Acabou",
    agent="o agente de {player}",
    deeds={
        Verb.LIKE: "{who} gostou de uma publicação relacionada com {about}",
        Verb.ANNOUNCE: "{who} partilhou uma publicação relacionada com {about}",
        Verb.FOLLOW: "{who} começou a seguir {about}",
        Verb.CREATE: "{who} publicou sobre {about}",
        Verb.UNDO: "{who} deixou de seguir {about}",
        Verb.UPDATE: "{who} mudou o perfil: {about}",
        Doing.LIKE_REMOVED: "{who} gostou e deixou de gostar de uma publicação relacionada com {about}",
        Doing.COMMENT: "{who} comentou uma publicação relacionada com {about}",
        Doing.CLUB_REMOVED: "{who} tirou do perfil: {about}",
        Doing.PICTURES_REMOVED: "{who} apagou fotografias de {about}",
        Doing.LIKE_OF_COMMENT: "{who} gostou de um comentário relacionado com {about}",
    },
    things={
        Verb.LIKE: "o «gosto»",
        Verb.ANNOUNCE: "a partilha",
        Verb.FOLLOW: "o seguimento",
        Verb.CREATE: "a publicação",
        Verb.UNDO: "o fim do seguimento",
        Verb.UPDATE: "a mudança de perfil",
    },
    accounts=("{n} conta", "{n} contas"),
    places={
        "outlets": ("{n} meio", "{n} meios"),
        "journalists": ("{n} jornalista", "{n} jornalistas"),
    },
    within="{accounts} em {span}",
    minutes="{n} min",
    hours="{n} h",
    days=("{n} dia", "{n} dias"),
    usual="o habitual: {n}",
    silent="o habitual: silêncio",
    unwatched="ainda não se sabe o que é habitual",
    largest=("o máximo em {n} dia", "o máximo em {n} dias"),
    transfer="{share} das publicações são sobre a transferência",
    calm="a conversa voltou ao habitual",
    calmer="a conversa acalmou",
    lasted="Durou {span}.",
    moved="{player}, {club}",
    reopened="já não está confirmado: {player}, {club}",
    fallen="já não vale: {thing} ({who})",
    misread="não é sobre a transferência a publicação a que reagiu {who}",
    told="Datava de {at}.",
    seen="Visto por uma fonte nossa.",
    pushed="Conta {who}; nenhuma fonte nossa o viu.",
    reported="Noticia {who}; nenhuma fonte nossa o viu.",
    somebody="uma pessoa",
    others=(
        "Mais {n} pessoa fez o mesmo em 24 horas.",
        "Mais {n} pessoas fizeram o mesmo em 24 horas.",
    ),
    why="Não se sabe porquê: não é uma declaração.",
    unseen="Não visto: {names}.",
    unknown=(
        "Há {n} coisa que não se sabe; está na página.",
        "Há {n} coisas que não se sabem; estão na página.",
    ),
    strength={
        Evidence.INSUFFICIENT: "Probabilidade da transferência: faltam indícios para um número.",
        Evidence.LOW: "fraca",
        Evidence.MEDIUM: "média",
        Evidence.HIGH: "forte",
    },
    band="Força do rumor: {word}, de {low} a {high} (estimativa).",
    unsaid="Não repetimos essas palavras.",
    evidence="Provas",
    answer="Não é útil? Silenciar ou responder",
    months=(
        "janeiro",
        "fevereiro",
        "março",
        "abril",
        "maio",
        "junho",
        "julho",
        "agosto",
        "setembro",
        "outubro",
        "novembro",
        "dezembro",
    ),
    date="{day} de {month}",
    at="{date}, {time} {zone}",
    thousands=".",
    percent="{n}%",
    ping="Um teste",
    ping_text="Um teste para «{receiver}»: não é um alerta, nada aconteceu.",
    disabled="«{receiver}» já não recebe nada",
    disabled_text="Nada pôde ser entregue a «{receiver}», e nada mais lhe é enviado. `lastdance notify test {receiver}` recomeça.",
)

"""Bulletins in Spanish."""

# ruff: noqa: E501 - a phrase a line

from __future__ import annotations

from typing import Final

from monitor.domain.activity import Verb
from monitor.domain.reported.telling import Doing
from monitor.domain.rumour import Evidence
from monitor.domain.tongues.tongue import Tongue

SPANISH: Final = Tongue(
    code="es",
    unverified="Sin confirmar",
    provisional="Sin confirmar, provisional",
    corrected="Corregido",
    confirmed="Confirmado",
    over="Se acabó",
    agent="el agente de {player}",
    deeds={
        Verb.LIKE: "{who} dio «me gusta» a una publicación relacionada con {about}",
        Verb.ANNOUNCE: "{who} compartió una publicación relacionada con {about}",
        Verb.FOLLOW: "{who} empezó a seguir a {about}",
        Verb.CREATE: "{who} publicó sobre {about}",
        Verb.UNDO: "{who} dejó de seguir a {about}",
        Verb.UPDATE: "{who} cambió su perfil: {about}",
        Doing.LIKE_REMOVED: "{who} dio y quitó «me gusta» a una publicación relacionada con {about}",
        Doing.COMMENT: "{who} comentó una publicación relacionada con {about}",
        Doing.CLUB_REMOVED: "{who} quitó de su perfil: {about}",
        Doing.PICTURES_REMOVED: "{who} borró fotos de {about}",
        Doing.LIKE_OF_COMMENT: "{who} dio «me gusta» a un comentario relacionado con {about}",
    },
    things={
        Verb.LIKE: "el «me gusta»",
        Verb.ANNOUNCE: "lo compartido",
        Verb.FOLLOW: "el seguimiento",
        Verb.CREATE: "la publicación",
        Verb.UNDO: "el fin del seguimiento",
        Verb.UPDATE: "el cambio de perfil",
    },
    accounts=("{n} cuenta", "{n} cuentas"),
    places={
        "outlets": ("{n} medio", "{n} medios"),
        "journalists": ("{n} periodista", "{n} periodistas"),
    },
    within="{accounts} en {span}",
    minutes="{n} min",
    hours="{n} h",
    days=("{n} día", "{n} días"),
    usual="lo habitual: {n}",
    silent="lo habitual: silencio",
    unwatched="aún no se sabe qué es lo habitual",
    largest=("lo más alto en {n} día", "lo más alto en {n} días"),
    transfer="{share} de las publicaciones tratan del fichaje",
    calm="la conversación vuelve a lo habitual",
    calmer="la conversación se ha calmado",
    lasted="Duró {span}.",
    moved="{player}, al {club}",
    reopened="ya no está confirmado: {player}, {club}",
    fallen="ya no vale: {thing} ({who})",
    misread="no trata del fichaje la publicación ante la que reaccionó {who}",
    told="Databa del {at}.",
    seen="Visto por una fuente nuestra.",
    pushed="Lo cuenta {who}; ninguna fuente nuestra lo ha visto.",
    reported="Lo publica {who}; ninguna fuente nuestra lo ha visto.",
    somebody="una persona",
    others=(
        "{n} persona más hizo lo mismo en 24 horas.",
        "{n} personas más hicieron lo mismo en 24 horas.",
    ),
    why="No se sabe por qué: no es una declaración.",
    unseen="Sin ver: {names}.",
    unknown=(
        "Hay {n} cosa que no se sabe; está en la página.",
        "Hay {n} cosas que no se saben; están en la página.",
    ),
    strength={
        Evidence.INSUFFICIENT: "Probabilidad del fichaje: faltan indicios para dar una cifra.",
        Evidence.LOW: "débil",
        Evidence.MEDIUM: "media",
        Evidence.HIGH: "fuerte",
    },
    band="Fuerza del rumor: {word}, de {low} a {high} (estimación).",
    unsaid="No repetimos esas palabras.",
    evidence="Pruebas",
    answer="¿No es útil? Silenciar o responder",
    months=(
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ),
    date="{day} de {month}",
    at="{date}, {time} {zone}",
    thousands=".",
    percent="{n}\u00a0%",
    ping="Una prueba",
    ping_text="Una prueba para «{receiver}»: no es una alerta, no ha pasado nada.",
    disabled="«{receiver}» ya no recibe nada",
    disabled_text="No se pudo entregar nada a «{receiver}» y ya no se le envía nada. `lastdance notify test {receiver}` empieza de nuevo.",
)

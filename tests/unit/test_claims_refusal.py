"""What is refused: an offer by a club, the move by a player; and what isn't ruled out."""

from __future__ import annotations

import pytest

from monitor.domain.claims import Cast, Stage, claim
from monitor.domain.text import fold


def stage(text: str, lang: str) -> Stage | None:
    """Return what the cues of a text claim of its *Kane* and its *Chelsea*; Spurs are others."""
    folded = fold(text)

    def spans(name: str) -> tuple[tuple[int, int], ...]:
        start = folded.find(name)
        return ((start, start + len(name)),) if start >= 0 else ()

    cast = Cast(player=spans("kane"), club=spans("chelsea"), clubs=spans("spurs"))
    said = claim(folded, lang, cast)
    return said.stage if said else None


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Spurs snub 70m Chelsea bid for Kane"),
        ("en", "Kane latest: Spurs reject third Chelsea offer"),
        ("en", "Spurs say no to £80m from Chelsea for Kane"),
        ("es", "El Spurs rechaza 40 millones del Chelsea por Kane"),
        ("pt", "Spurs rejeita quarta oferta do Chelsea por Kane"),
        ("it", "Spurs rifiuta la nuova offerta del Chelsea per Kane"),
        ("fr", "Spurs refuse une offre de 60 millions de Chelsea pour Kane"),
    ],
)
def test_an_offer_that_a_club_refuses_was_made(lang: str, text: str) -> None:
    assert stage(text, lang) is Stage.BID


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Kane snubs 70m Chelsea offer"),
        ("en", "Spurs will reject any bid from Chelsea for Kane"),
        ("en", "Spurs to reject every offer for Kane, Chelsea told"),
        ("es", "Kane rechaza la oferta de 40 millones del Chelsea"),
        ("pt", "Kane rejeita proposta do Chelsea"),
    ],
)
def test_a_player_who_refuses_an_offer_or_a_club_that_would_refuse_any_says_no(
    lang: str, text: str
) -> None:
    assert stage(text, lang) is Stage.DENIED


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("es", "El Chelsea no descarta a Kane"),
        ("pt", "Chelsea não descarta Kane"),
        ("pt", "Kane não fecha a porta ao Chelsea"),
        ("es", "Kane no cierra la puerta al Chelsea"),
    ],
)
def test_what_is_not_ruled_out_may_come(lang: str, text: str) -> None:
    assert stage(text, lang) is Stage.INTEREST


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("es", "¿Kane al Chelsea? No, descarta irse"),
        ("pt", "Kane no Chelsea? Não: o agente nega contactos"),
    ],
)
def test_a_no_with_a_pause_after_it_lifts_nothing(lang: str, text: str) -> None:
    assert stage(text, lang) is Stage.DENIED

"""`lastdance init`: a first configuration, by questions or by options, that the daemon takes."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from monitor.app import founding
from monitor.app.almanac import read_catalogue
from monitor.cli import app
from monitor.domain.catalogue import Catalogue, Relation, Watch
from monitor.domain.settling import SightingError
from monitor.ports import RefusedError
from monitor.settings import Settings, load
from tests.conftest import NOW

RUNNER = CliRunner()
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """The starter data."""
    return read_catalogue(Settings())


def said(*arguments: str, typed: str | None = None) -> tuple[int, str]:
    """Exit code and words of the command, which never ends in a traceback."""
    result = RUNNER.invoke(app, ("init", *arguments), input=typed)
    assert isinstance(result.exception, SystemExit | None), result.exception
    assert "hidden" not in result.output
    return result.exit_code, result.output


def document() -> dict[str, object]:
    return tomllib.loads(Path("lastdance.toml").read_text())


def test_answers_become_a_configuration_that_is_usable() -> None:
    whom = "Sergio Ramoss\nSergio Ramos, Real Madrid\nbodo glimt\n\n"
    where = "telegraph\ntelegram\nhttps://api.telegram.org/bot1:hidden?chat_id=2\nes\n"
    typed = f"{whom}{where}Madri\nmadrid\n"
    code, words = said(typed=typed)
    assert code == 0, words
    assert "Did you mean Sergio Ramos" in words
    assert "There is no 'telegraph'" in words
    assert "Did you mean Europe/Madrid?" in words
    settings = load(Path("lastdance.toml"), {})
    assert [(w.player, w.club) for w in settings.watch] == [
        ("sergio-ramos", "real-madrid"), (None, "bodo-glimt"),
    ]  # fmt: skip
    (channel,) = settings.channels
    assert (channel.type, channel.language, channel.timezone) == ("telegram", "es", "Europe/Madrid")
    assert RUNNER.invoke(app, ["check-config"]).exit_code == 0
    assert RUNNER.invoke(app, ["check-config"]).output.endswith("usable, 0 to look at\n")


def test_what_is_written_is_for_its_owner_alone() -> None:
    code, words = said("-y", "--tell", "webhook", "--url", "https://example.org/hidden")
    assert code == 0, words
    for name in ("lastdance.toml", "desk.url", "desk.secret"):
        assert Path(name).stat().st_mode & 0o777 == 0o600, name
    assert "hidden" not in Path("lastdance.toml").read_text()


def test_options_ask_nothing() -> None:
    given = ("--watch", "Erling Haaland", "--watch", "Erling Haaland", "--timezone", "Paris")
    code, words = said("--yes", *given)
    assert (code, words.count("?")) == (0, 0), words
    assert document()["watch"] == [{"player": "erling-haaland"}]


def test_without_names_the_starter_list_is_watched() -> None:
    assert said("--yes")[0] == 0
    assert "watch" not in document()
    assert len(read_catalogue(load(Path("lastdance.toml"), {})).watchlist) == 10


def test_nothing_is_replaced_without_a_yes() -> None:
    Path("lastdance.toml").write_text("# mine\n")
    code, words = said("--yes")
    assert code == 2
    assert "--force replaces it" in words
    assert said(typed="n\n")[0] == 2
    assert Path("lastdance.toml").read_text() == "# mine\n"
    assert said("--yes", "--force")[0] == 0
    assert "# mine" not in Path("lastdance.toml").read_text()


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        (("--watch", "Haalund"), "Did you mean Erling Haaland"),
        (("--tell", "irc", "--url", "https://x.example/hidden"), "There is no 'irc'"),
        (("--tell", "slack"), "needs its address"),
        (("--tell", "slack", "--url", "https://x.example/hidden", "--language", "la"), "en, es"),
        (("--tell", "slack", "--url", "slack://hidden/x"), "is not a web address"),
        (("--tell", "webhook", "--url", "http://127.0.0.1/hidden"), "without TLS"),
        (("--tell", "slack", "--url", "https://x.example/hidden", "--timezone", "Mars"),
         "there is no time zone"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_writes_nothing(
    given: tuple[str, ...], complaint: str, elsewhere: Path
) -> None:
    code, words = said("--yes", *given)
    assert code != 0
    assert complaint in words
    assert list(elsewhere.iterdir()) == []


def test_a_name_is_a_player_or_a_club_or_both(catalogue: Catalogue) -> None:
    assert founding.pick("haaland", catalogue, TODAY) == Watch("erling-haaland", None)
    assert founding.pick(" Real Madrid ", catalogue, TODAY) == Watch(None, "real-madrid")
    both = founding.pick("Sergio Ramos,Real Madrid", catalogue, TODAY)
    assert both == Watch("sergio-ramos", "real-madrid")
    assert founding.pick(", Real Madrid", catalogue, TODAY) == Watch(None, "real-madrid")
    assert founding.pick("Real Madrid, Sergio Ramos", catalogue, TODAY) == both
    for nobody in ("", ",", "Sergio Ramos, Nowhere FC"):
        with pytest.raises(SightingError):
            founding.pick(nobody, catalogue, TODAY)


def test_who_is_unknown_may_be_near_a_player_or_a_club(catalogue: Catalogue) -> None:
    for name, meant in (("Haalund", "Erling Haaland"), ("Real Madird", "Real Madrid")):
        with pytest.raises(SightingError, match=f"no player and no club .*{meant}"):
            founding.pick(name, catalogue, TODAY)
    with pytest.raises(SightingError, match="watch add --new"):
        founding.pick("Qwxyz Zzyxw, Real Madrid", catalogue, TODAY)


def test_a_wrong_answer_is_asked_for_again_and_nothing_said_before_is_lost() -> None:
    typed = "Sergio Ramos\n\nSlack\nhidden\nhttps://x.example/hidden\nklingon\nES\nMars\nRome\n"
    code, words = said(typed=typed)
    assert code == 0, words
    assert "'klingon' is no language here" in words
    (channel,) = load(Path("lastdance.toml"), {}).channels
    assert (channel.language, channel.timezone) == ("es", "Europe/Rome")


@pytest.mark.parametrize(
    ("typed", "options"),
    [("", "--watch, or --yes"), ("\n", "--tell, or --yes"), ("\nslack\n", "--url-file")],
)
def test_where_nobody_answers_the_options_are_named(
    typed: str, options: str, elsewhere: Path
) -> None:
    code, words = said(typed=typed)
    assert code == 2
    assert f"nobody answers: say it by {options}" in words
    assert list(elsewhere.iterdir()) == []


def test_a_folder_that_is_not_there_is_named(elsewhere: Path) -> None:
    code, words = said("--yes", "--config", "sub/mine.toml")
    assert code == 1
    assert "there is no folder sub" in words
    assert ".new" not in words


def test_a_zone_may_be_named_by_its_city() -> None:
    assert founding.zone("sao_paulo") == "America/Sao_Paulo"
    assert founding.zone("Europe/London") == "Europe/London"
    assert founding.zone("new york") == "America/New_York"
    with pytest.raises(RefusedError, match="Write one such as"):
        founding.zone("xyzzy")


def test_the_zone_of_the_machine_is_found_where_it_says(tmp_path: Path) -> None:
    link = tmp_path / "localtime"
    link.symlink_to("/usr/share/zoneinfo/Europe/Rome")
    assert founding.home({}, link) == "Europe/Rome"
    assert founding.home({"TZ": ":Asia/Tokyo"}, link) == "Asia/Tokyo"
    assert founding.home({"TZ": "nonsense"}, link) == "UTC"
    assert founding.home({}, tmp_path / "none") == "UTC"


def test_the_starter_pairings_make_sense(catalogue: Catalogue) -> None:
    assert len(catalogue.watchlist) == 10
    for watch in catalogue.watchlist:
        player = catalogue.players[watch.player or ""]
        assert watch.club in catalogue.clubs
        assert player.adult(TODAY)
        assert player.as_of is not None
        assert player.relation(watch.club or "", player.as_of) is not Relation.CURRENT

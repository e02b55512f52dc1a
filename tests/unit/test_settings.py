"""Every mistake is found before anything starts, and says where it is and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

import connectors
from connectors.http import agent
from monitor.settings import ConfigurationError, Known, Problem, Settings, load, problems
from monitor.settings.channels import same
from monitor.settings.secrets import coming_secret, renew_secret

GOOD_SECRET = "whsec_" + "A" * 43 + "="
HOOK = f"""
[[webhooks]]
name = "desk"
url = "https://example.org/hook"
secret = "{GOOD_SECRET}"
"""


@dataclass(frozen=True)
class Wrong:
    """One wrong configuration, and what must be said about it.

    `file` is its text, `files` others beside it; `{dir}` in texts is their folder.
    """

    called: str
    key: str
    what: str
    cure: str
    file: str = ""
    env: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    place: str = "lastdance.toml"
    fatal: bool = True


def hook(**changed: str) -> str:
    """A webhook whose keys are as given, in TOML; an empty text leaves a key out."""
    keys = {
        "name": '"desk"',
        "url": '"https://example.org/hook"',
        "secret": f'"{GOOD_SECRET}"',
    } | changed
    return "[[webhooks]]\n" + "".join(f"{key} = {value}\n" for key, value in keys.items() if value)


def chat(**changed: str) -> str:
    """A channel whose keys are as given; an empty text leaves a key out."""
    keys = {"name": "night", "type": "slack", "url": "https://hooks.slack.com/services/T/B/x"}
    lines = "".join(f'{key} = "{value}"\n' for key, value in (keys | changed).items() if value)
    return f"[[channels]]\n{lines}"


# fmt: off
# ruff: noqa: E501 (a row a line reads as a table)
TOKEN = "a-token-of-some-length"

WRONG = (
    # the file itself
    Wrong("a line that is not TOML", "", "at line 2", "Mend that line", "role = 'all'\n[web\n"),
    Wrong("a text without quotes", "", "at line 1", "Mend that line", "role = all\n"),
    Wrong("a table given twice", "", "is not TOML", "Mend", "[web]\n[web]\n"),
    # keys
    Wrong("a mistyped table", "webhook", "unknown key", "`webhooks`", "[[webhook]]\n"),
    Wrong("a mistyped key in a table", "web.lisen", "unknown key", "`listen`", "[web]\nlisen = '127.0.0.1:1'\n"),
    Wrong("a mistyped key in a list", "webhooks[desk].kind", "unknown key", "`kinds`", hook(kind='["act.notable"]')),
    Wrong("a key far from any", "log.colour", "unknown key", "Known here: format, level", "[log]\ncolour = true\n"),
    Wrong("a key at the wrong level", "listen", "unknown key", "`web.listen`", "", place="argument"),
    Wrong("a private name of a library", "_env_file", "unknown key", "", "_env_file = 'x'\n"),
    # forms
    Wrong("a table instead of a list", "webhooks", "wrong form", "[[webhooks]]", "[webhooks]\nname = 'x'\n"),
    Wrong("a list instead of a table", "web", "wrong form", "[web]", "[[web]]\nlisten = '127.0.0.1:1'\n"),
    Wrong("a text instead of a table", "log", "wrong form", "[log]", "log = 'info'\n"),
    Wrong("connectors as texts", "connectors[#1]", "wrong form", "[[connectors]]", "connectors = ['bluesky']\n"),
    # values
    Wrong("an unknown role", "role", "'all'", "Write one", "role = 'collect'\n"),
    Wrong("an unknown level", "log.level", "'debug', 'info', 'warning' or 'error'", "Write one", "[log]\nlevel = 'loud'\n"),
    Wrong("an unknown format", "log.format", "'console' or 'json'", "Write one", "[log]\nformat = 'xml'\n"),
    Wrong("an unknown keep", "storage.keep", "'linked' or 'all'", "Write one", "[storage]\nkeep = 'some'\n"),
    Wrong("an unknown kind", "webhooks[desk].kinds[#1]", "'act.notable'", "Write one", hook(kinds='["act"]')),
    Wrong("no kind at all", "webhooks[desk].kinds", "is empty", "kinds = [", hook(kinds="[]")),
    Wrong("fewer pushes than none", "webhooks[desk].max_pushes_per_day", "neither a number", "max_pushes_per_day = 2", hook(max_pushes_per_day="-1")),
    Wrong("a number of pushes in words", "channels[night].max_pushes_per_week", "unlimited", "max_pushes_per_week = 7", chat(max_pushes_per_week="many")),
    Wrong("a switch for a number of pushes", "webhooks[desk].max_pushes_per_day", "neither a number", "max_pushes_per_day = 2", hook(max_pushes_per_day="true")),
    Wrong("a digest at no hour", "channels[night].digest", "time of day", 'digest = "08:00"', chat(digest="24:00")),
    Wrong("a budget of nothing", "webhooks[desk].max_pushes_per_day", "no alert is pushed to 'desk', it gets the digest alone", "leave it", hook(max_pushes_per_day="0"), fatal=False),
    Wrong("a week of nothing", "channels[night].max_pushes_per_week", "nothing but corrections", "leave it", chat(max_pushes_per_week="0", digest="off"), fatal=False),
    Wrong("a week below its day", "webhooks[desk].max_pushes_per_week", "a day has no more", "at least 2", hook(max_pushes_per_week="1"), fatal=False),
    Wrong("corrections of nothing", "webhooks[desk].kinds", "would be told nothing", "act.notable", hook(kinds='["alert.corrected"]'), fatal=False),
    Wrong("a heartbeat without TLS", "heartbeat.url", "without TLS", "https://", "[heartbeat]\nurl = 'http://example.org/ping'\n"),
    Wrong("a boolean as words", "catalogue.starter", "'perhaps' must be a valid boolean", "starter = true", "[catalogue]\nstarter = 'perhaps'\n"),
    # durations
    Wrong("a duration without unit", "notable.max_age", "'24' is not a duration", '`max_age = "24h"`', "[notable]\nmax_age = '24'\n"),
    Wrong("a duration as a number", "notable.max_age", "a duration is text", '"24h"', "[notable]\nmax_age = 86400\n"),
    Wrong("a duration in words", "storage.text_kept", "'a month' is not a duration", '"30d"', "[storage]\ntext_kept = 'a month'\n"),
    Wrong("a duration out of order", "notable.max_age", "out of order", '"24h"', "[notable]\nmax_age = '5m1h'\n"),
    Wrong("a duration too short", "storage.text_kept", "greater than or equal to 1 hour", '"30d"', "[storage]\ntext_kept = '5s'\n"),
    Wrong("a timeout too long", "webhooks[desk].timeout", "less than or equal to 1 minute", '"20s"', hook(timeout='"5m"')),
    # addresses
    Wrong("a database of another make", "storage.url", "neither sqlite:///FILE nor postgresql://", "sqlite:///lastdance.db", "[storage]\nurl = 'mysql://x/y'\n"),
    Wrong("a database without a name", "storage.url", "postgresql://USER@HOST/DATABASE", "", "[storage]\nurl = 'postgresql://x'\n"),
    Wrong("an address without scheme", "webhooks[desk].url", "not a web address", "https://", hook(url='"example.org/hook"')),
    Wrong("an address that is a file", "webhooks[desk].url", "not a web address", "https://", hook(url='"file:///etc/passwd"')),
    Wrong("an address with a bad port", "webhooks[desk].url", "not a web address", "https://", hook(url='"https://example.org:99999/"')),
    Wrong("no address", "webhooks[desk].url", "is missing", "url_file", hook(url="")),
    Wrong("an address without TLS", "webhooks[desk].url", "without TLS", "allow_http", hook(url='"http://example.org/"')),
    Wrong("two addresses", "webhooks[desk].url", "beside url_file", "Keep one", hook(url_file='"x"')),
    Wrong("a public address that is none", "web.public_url", "not a web address", "https://lastdance.example.org", "[web]\npublic_url = 'lastdance'\n"),
    Wrong("a network that is none", "webhooks[desk].allow[#1]", "network", '["10.0.0.0/8"]', hook(allow='["10.0.0.0/99"]')),
    Wrong("two paths to one receiver", "webhooks[news].url", "same address as 'desk'", "Keep one path", hook() + hook(name='"news"', url='"https://example.org/hook/"'), fatal=False),
    # the web
    Wrong("a port that is none", "web.listen", "not HOST:PORT", "127.0.0.1:8642", "[web]\nlisten = '127.0.0.1:x'\n"),
    Wrong("a port that is too large", "web.listen", "not HOST:PORT", "127.0.0.1:8642", "[web]\nlisten = '127.0.0.1:70000'\n"),
    Wrong("an IPv6 host without brackets", "web.listen", "not HOST:PORT", "127.0.0.1:8642", "[web]\nlisten = '::1:8642'\n"),
    Wrong("open to all without token", "web.listen", "there is no token", "token_file", "[web]\nlisten = '0.0.0.0:8642'\n"),
    Wrong("open to IPv6 without token", "web.listen", "there is no token", "token_file", "[web]\nlisten = '[::]:8642'\n"),
    Wrong("a short token", "web.token", "at least 16", "16 characters", "[web]\ntoken = 'short'\n"),
    Wrong("two tokens", "web.token", "beside token_file", "Keep one", f"[web]\ntoken = '{'x' * 20}'\ntoken_file = 'x'\n"),
    # secrets
    Wrong("no secret", "webhooks[desk].secret", "is missing", "secret_file", hook(secret="")),
    Wrong("a short secret", "webhooks[desk].secret", "has 8 bytes; it takes 24 to 64", "whsec_", hook(secret='"whsec_MTIzNDU2Nzg="')),
    Wrong("a secret that is not base64", "webhooks[desk].secret", "not base64", "whsec_", hook(secret='"whsec_no, really"')),
    Wrong("a secret file that is not there", "webhooks[desk].secret_file", "there is no file", "Make it", hook(secret="", secret_file='"{dir}/none"')),
    Wrong("a secret file that is a folder", "webhooks[desk].secret_file", "can't be read", "Let this user", hook(secret="", secret_file='"{dir}"')),
    Wrong("a short secret in a file", "webhooks[desk].secret_file", "has 3 bytes", "Make one", hook(secret="", secret_file='"{dir}/s"'), files={"s": "MTIz"}),
    Wrong("a secret file for all to read", "webhooks[desk].secret_file", "read by everybody", "chmod 600", hook(secret="", secret_file='"{dir}/open"'), files={"open": GOOD_SECRET}, fatal=False),
    Wrong("a secret in a file for all to read", "webhooks[desk].secret", "file that everybody", "chmod 600", hook(), fatal=False),
    Wrong("a sealing secret that is none", "privacy.secret_file", "not hexadecimal", "back-up", "[privacy]\nsecret_file = '{dir}/s'\n", files={"s": "hello"}),
    Wrong("a short sealing secret", "privacy.secret", "has 2 bytes", "hexadecimal", "[privacy]\nsecret = 'abcd'\n"),
    Wrong("nowhere to make the sealing secret", "privacy.secret_file", "there is no folder", "Make it", "[privacy]\nsecret_file = '{dir}/none/key'\n"),
    Wrong("a token file that is not there", "web.token_file", "there is no file", "Make it", "[web]\ntoken_file = '{dir}/none'\n"),
    # names, and what must be known
    Wrong("two receivers with one name", "webhooks[desk].name", "2 entries", "name of its own", hook() + hook(url='"https://example.org/2"')),
    Wrong("two connectors with one name", "connectors[a].name", "2 entries", "name of its own", "[[connectors]]\ntype='jsonl'\npath='-'\nname='a'\n[[connectors]]\ntype='jsonl'\npath='-'\nname='a'\n"),
    Wrong("a name with spaces", "webhooks[the desk].name", "lower-case letters", "desk", hook(name='"the desk"')),
    Wrong("a connector of no type", "connectors[a]", "no connector of type ''", "docs/connectors.md", "[[connectors]]\nname='a'\n"),
    Wrong("a connector of an unknown type", "connectors[a]", "no connector of type 'twitter'", "docs/connectors.md", "[[connectors]]\ntype='twitter'\nname='a'\n"),
    Wrong("a mistyped key of a connector", "connectors[a].acounts", "unknown key", "`accounts`", "[[connectors]]\ntype='bluesky_jetstream'\nname='a'\nacounts='all'\n"),
    Wrong("an unknown choice of a connector", "connectors[a].accounts", "'all' or 'watched'", "Write one", "[[connectors]]\ntype='bluesky_jetstream'\nname='a'\naccounts='some'\n"),
    Wrong("a wrong address of a connector", "connectors[a].urls[#1]", "has another form", "docs/connectors.md", "[[connectors]]\ntype='bluesky_jetstream'\nname='a'\nurls=['http://x']\n"),
    Wrong("a watch of nothing", "watch[#1]", "neither a player nor a club", "", "[[watch]]\n"),
    Wrong("a watched player nobody knows", "watch[#1].player", "knows no player 'sergio-ramoz'", "`sergio-ramos`", "[[watch]]\nplayer = 'sergio-ramoz'\n"),
    Wrong("a watched club nobody knows", "watch[#1].club", "knows no club 'ajax'", "Known here", "[[watch]]\nclub = 'ajax'\n"),
    Wrong("a filter for a player nobody knows", "webhooks[desk].players", "knows no player 'pele'", "Known here", hook(players='["pele"]')),
    # channels
    Wrong("a channel of an unknown type", "channels[night].type", "'slack'", "Write one", chat(type="irc")),
    Wrong("a channel without an address", "channels[night].url", "is missing", "hooks.slack.com", chat(url="")),
    Wrong("an address that is none", "channels[night].url", "not an address", "url =", chat(url="hello")),
    Wrong("a chat that is no web address", "channels[night].url", "not a web address", "hooks.slack.com", chat(url="slack://T/B/x")),
    Wrong("a chat without TLS", "channels[night].url", "without TLS", "allow_http", chat(url="http://example.org/x")),
    Wrong("a bot without a chat", "channels[night].url", "lacks a part", "chat_id=CHAT", chat(type="telegram", url="https://api.telegram.org/bot1:x")),
    Wrong("an ntfy without a topic", "channels[night].url", "lacks a part", "ntfy.sh/TOPIC", chat(type="ntfy", url="https://ntfy.sh/")),
    Wrong("mail that is no mail", "channels[night].url", "mail account", "mailtos://", chat(type="email", url="https://example.org/x")),
    Wrong("mail without TLS", "channels[night].url", "without TLS", "mailtos://", chat(type="email", url="mailto://u:p@example.org")),
    Wrong("an unknown language", "channels[night].language", "'en', 'es'", "Write one", chat(language="nl")),
    Wrong("a time zone that nobody knows", "channels[night].timezone", "no time zone", "Europe/Madrid", chat(timezone="Europe/Madird")),
    Wrong("a mistyped key of a channel", "channels[night].langauge", "unknown key", "`language`", chat(langauge="es")),
    Wrong("a mistyped table of channels", "channel", "unknown key", "`channels`", "[[channel]]\n"),
    Wrong("a channel's filter for a club nobody knows", "channels[night].clubs", "knows no club 'ajax'", "Known here", chat() + "clubs = ['ajax']\n"),
    Wrong("a route with a mistyped player", "webhooks[desk].players", "knows no player 'sergio-ramso'", "`sergio-ramos`", hook() + "players = ['sergio-ramso']\n"),
    Wrong("a route with a mistyped club", "channels[night].clubs", "knows no club 'real-madird'", "`real-madrid`", chat() + "clubs = ['real-madird']\n"),
    Wrong("a route with a mistyped kind", "channels[night].kinds[#1]", "'act.notable'", "`act.notable`", chat() + "kinds = ['act.notabel']\n"),
    Wrong("a channel called as a webhook is", "channels[desk].name", "is called 'desk' too", "name of its own", hook() + chat(name="desk")),
    Wrong("two channels to one place", "channels[day].url", "same address as 'night'", "one path", chat() + chat(name="day", url="https://HOOKS.slack.com:443/services/T/B/x/"), fatal=False),
    Wrong("a webhook and a channel to one place", "channels[night].url", "same address as 'desk'", "one path", hook() + chat(url="https://example.org/hook/"), fatal=False),
    Wrong("a webhook beside its Alertmanager", "webhooks[desk].url", "an Alertmanager that is told already", "one path", hook(url='"https://siren.example:9093/hook"') + chat(type="alertmanager", url="https://siren.example:9093"), fatal=False),
    Wrong("a channel's address in a file for all to read", "channels[night].url", "file that everybody", "chmod 600", hook(secret="", secret_file='"{dir}/s"') + chat(), files={"s": GOOD_SECRET}, fatal=False),
    Wrong("a short old secret", "webhooks[desk].old_secret", "has 3 bytes", "old_secret = ", hook(old_secret='"whsec_MTIz"')),
    Wrong("an unknown form of a webhook", "webhooks[desk].format", "'lastdance'", "Write one", hook(format='"xml"')),
    Wrong("a slug with capitals", "watch[#1].player", "lower-case letters", "sergio-ramos", "[[watch]]\nplayer = 'Sergio Ramos'\n"),
    Wrong("an outlet nobody knows", "connectors[news].outlet", "knows no outlet 'bbc-spurt'", "`bbc-sport`", "[[connectors]]\ntype = 'feed'\nname = 'news'\nurl = 'https://news.example/rss'\noutlet = 'bbc-spurt'\n"),
    Wrong("a feed asked too often", "connectors[news].every", "equal to 1 minute", "docs/connectors.md", "[[connectors]]\ntype = 'feed'\nname = 'news'\nurl = 'https://news.example/rss'\nevery = '10s'\n"),
    Wrong("a feed in a file", "connectors[news].url", "another form", "docs/connectors.md", "[[connectors]]\ntype = 'feed'\nname = 'news'\nurl = 'file:///etc/passwd'\n"),
    Wrong("a backend nobody knows", "sentiment.backend", "'auto', 'textblob', 'vader' or 'onnx'", "Write one", "[sentiment]\nbackend = 'bert'\n"),
    Wrong("a transformer without a model", "sentiment.backend", "no model is given", "Set `onnx`", "[sentiment]\nbackend = 'onnx'\n"),
    Wrong("a model folder that is not there", "sentiment.models", "there is no folder", "Make it", "[sentiment]\nmodels = '{dir}/none'\n"),
    Wrong("a transformer without its files", "sentiment.onnx", "model.onnx and no tokenizer.json", "docs/sentiment.md", "[sentiment]\nonnx = '{dir}'\n", files={"config.json": "{}"}),
    Wrong("a language by its name", "sentiment.onnx_languages[#1]", "has another form", "", "[sentiment]\nonnx_languages = ['english']\n"),
    Wrong("a catalogue file that is not there", "catalogue.files[#1]", "there is no file", "Make it", "[catalogue]\nfiles = ['{dir}/none.toml']\n"),
    # variables
    Wrong("a mistyped variable", "", "unknown variable", "`LASTDANCE_ROLE`", env={"LASTDANCE_ROLEE": "all"}, place="LASTDANCE_ROLEE"),
    Wrong("a variable with one underscore", "", "unknown variable", "`LASTDANCE_LOG__LEVEL`", env={"LASTDANCE_LOG_LEVEL": "info"}, place="LASTDANCE_LOG_LEVEL"),
    Wrong("a misspelt beginning", "", "is not read", "`LASTDANCE_STORAGE__URL`", HOOK, env={"LASTDNCE_STORAGE__URL": "sqlite:///x.db"}, place="LASTDNCE_STORAGE__URL", fatal=False),
    Wrong("a beginning of two words", "", "is not read", "`LASTDANCE_LOG__LEVEL`", HOOK, env={"Last_Dance_Log__Level": "debug"}, place="Last_Dance_Log__Level", fatal=False),
    Wrong("a beginning with letters changed about", "", "is not read", "`LASTDANCE_ROLE`", HOOK, env={"LASTDACNE_ROLE": "all"}, place="LASTDACNE_ROLE", fatal=False),
    Wrong("a misspelt beginning and key", "", "is not read", "`LASTDANCE_STORAGE__URI`", HOOK, env={"LASTDANC_STORAGE__URI": "x"}, place="LASTDANC_STORAGE__URI", fatal=False),
    Wrong("a wrong value in a variable", "log.level", "'debug'", "Write one", env={"LASTDANCE_LOG__LEVEL": "loud"}, place="LASTDANCE_LOG__LEVEL"),
    Wrong("a variable that should be JSON", "catalogue.files", "wrong form", '["mine.toml"]', env={"LASTDANCE_CATALOGUE__FILES": "mine.toml"}, place="LASTDANCE_CATALOGUE__FILES"),
    Wrong("an open port by variable", "web.listen", "no token", "token_file", env={"LASTDANCE_WEB__LISTEN": "0.0.0.0:1"}, place="LASTDANCE_WEB__LISTEN"),
    # --- who is let in
    Wrong("a token without a secret", "web.tokens[ana].token", "is missing", "openssl rand", "[[web.tokens]]\nname = 'ana'\n"),
    Wrong("a short token with a name", "web.tokens[ana].token", "at least 16", "token", "[[web.tokens]]\nname = 'ana'\ntoken = 'short'\n"),
    Wrong("a right that there is not", "web.tokens[ana].right", "'read'", "Write one", f"[[web.tokens]]\nname = 'ana'\nright = 'admin'\ntoken = '{TOKEN}'\n"),
    Wrong("two tokens of one name", "web.tokens[ana].name", "another token", "a name of its own", f"[[web.tokens]]\nname = 'ana'\ntoken = '{TOKEN}'\n[[web.tokens]]\nname = 'ana'\ntoken = '{TOKEN}x'\n"),
    Wrong("the name of the first token", "web.tokens[token].name", "`token` of [web]", "a name of its own", f"[web]\ntoken = '{TOKEN}'\n[[web.tokens]]\nname = 'token'\ntoken = '{TOKEN}x'\n"),
    Wrong("one token under two names", "web.tokens[eva].token", "same as another", "openssl rand", f"[[web.tokens]]\nname = 'ana'\ntoken = '{TOKEN}'\n[[web.tokens]]\nname = 'eva'\ntoken = '{TOKEN}'\n"),
    Wrong("a proxy from anywhere", "web.trusted_proxies[#1]", "is everybody", "the proxy alone", "[web]\nuser_header = 'X-User'\ntrusted_proxies = ['0.0.0.0/0']\n[[web.users]]\nname = 'ana'\n"),
    Wrong("a proxy from nowhere", "web.trusted_proxies", "nobody's header", "trusted_proxies = [", "[web]\nuser_header = 'X-User'\n[[web.users]]\nname = 'ana'\n"),
    Wrong("a proxy without users", "web.users", "nobody is let in", "[[web.users]]", "[web]\nuser_header = 'X-User'\ntrusted_proxies = ['127.0.0.1']\n"),
    Wrong("users without a proxy", "web.user_header", "is missing", "X-Forwarded-User", "[[web.users]]\nname = 'ana'\n"),
    Wrong("a header that says something else", "web.user_header", "something else", "X-Forwarded-User", "[web]\nuser_header = 'Cookie'\ntrusted_proxies = ['127.0.0.1']\n[[web.users]]\nname = 'ana'\n"),
    Wrong("a session of a moment", "web.session", "greater", "session = ", "[web]\nsession = '1s'\n"),
)
# fmt: on


def catalogue_check(settings: Settings) -> Known:
    """Knows one player, one club and one outlet."""
    del settings
    return Known(
        players=frozenset({"sergio-ramos"}),
        clubs=frozenset({"real-madrid"}),
        outlets=frozenset({"bbc-sport"}),
    )


def found(wrong: Wrong, folder: Path) -> list[Problem]:
    """All that is found wrong."""
    for name, text in wrong.files.items():
        (folder / name).write_text(text)
        (folder / name).chmod(0o644 if name == "open" else 0o600)
    path = folder / "lastdance.toml"
    path.write_text(wrong.file.replace("{dir}", str(folder)))
    path.chmod(0o644 if "file that everybody" in wrong.what else 0o600)
    return problems(
        path,
        wrong.env,
        overrides={"listen": "127.0.0.1:1"} if wrong.place == "argument" else None,
        connector_check=connectors.config_of,
        catalogue_check=catalogue_check,
    )


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong.called)
def test_each_mistake_is_named_with_place_and_cure(wrong: Wrong, tmp_path: Path) -> None:
    all_found = found(wrong, tmp_path)
    assert len(all_found) == 1, [str(problem) for problem in all_found]
    problem = all_found[0]
    assert problem.place.rpartition("/")[2] == wrong.place
    assert problem.key == wrong.key
    assert wrong.what in problem.what
    assert wrong.cure in problem.cure
    assert problem.fatal is wrong.fatal
    assert problem.cure.endswith((".", "?", ")", '"', "`")), problem.cure


def test_at_least_forty_mistakes_are_known() -> None:
    assert len(WRONG) >= 40


@pytest.mark.parametrize("wrong", [w for w in WRONG if not w.fatal], ids=lambda w: w.called)
def test_a_warning_does_not_stop_it(wrong: Wrong, tmp_path: Path) -> None:
    found(wrong, tmp_path)
    assert load(tmp_path / "lastdance.toml", wrong.env).receivers


def test_all_mistakes_are_found_at_once(tmp_path: Path) -> None:
    path = tmp_path / "lastdance.toml"
    path.write_text("rolle = 'all'\n[log]\nlevel = 'loud'\n[web]\nlisten = 'x'\n")
    with pytest.raises(ConfigurationError) as raised:
        load(path, {"LASTDANCE_ROLEE": "all"})
    assert {p.key for p in raised.value.problems} == {"", "rolle", "log.level", "web.listen"}
    assert str(raised.value).count("\n") == 3


def test_a_table_that_cannot_be_read_does_not_hide_what_is_wrong_in_others(tmp_path: Path) -> None:
    text = "[log]\nlevel = 'loud'\n[[watch]]\nplayer = 'nobody-at-all'\n[[connectors]]\ntype = 'telepathy'\n"
    named = {p.key for p in found(Wrong("", "", "", "", text), tmp_path)}
    assert named == {"log.level", "watch[#1].player", "connectors[#1]"}


def test_what_a_missing_file_of_the_catalogue_would_say_is_not_guessed(tmp_path: Path) -> None:
    text = "[catalogue]\nfiles = ['{dir}/mine.toml']\n[[watch]]\nplayer = 'my-own'\n"
    named = [p.key for p in found(Wrong("", "", "", "", text), tmp_path)]
    assert named == ["catalogue.files[#1]"]


def test_a_file_that_was_asked_for_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="no such file"):
        load(tmp_path / "none.toml", {})


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "lastdance.toml"
    path.write_bytes(b"role = '\xff'")
    with pytest.raises(ConfigurationError, match="not UTF-8"):
        load(path, {})


def test_without_a_file_defaults_apply() -> None:
    settings = load(None, {"HOME": "/"})
    assert [entry["name"] for entry in settings.connectors] == ["bluesky", "bluesky-watched"]
    assert settings.webhooks == ()
    assert settings.storage.text_kept == timedelta(days=30)
    assert settings.web.loopback
    assert (settings.web.host, settings.web.port) == ("127.0.0.1", 8642)


def test_arguments_win_over_the_environment_and_that_over_the_file(tmp_path: Path) -> None:
    path = tmp_path / "lastdance.toml"
    path.write_text("[log]\nlevel = 'error'\nformat = 'json'\n[notable]\nmax_age = '1h'\n")
    env = {"LASTDANCE_LOG__LEVEL": "warning", "LASTDANCE_NOTABLE__MAX_AGE": "2h"}
    settings = load(path, env, {"log": {"level": "debug"}})
    assert settings.log.level == "debug"
    assert settings.log.format == "json"
    assert settings.notable.max_age == timedelta(hours=2)


def test_lists_in_the_environment_are_json() -> None:
    env = {"LASTDANCE_WATCH": '[{"club": "real-madrid"}]'}
    assert load(None, env).watch[0].club == "real-madrid"


def test_variables_of_benchmarks_and_tests_are_let_be() -> None:
    assert problems(None, {"LASTDANCE_DATA": "x", "LASTDANCE_TEST_POSTGRES": "y"}) == []


@pytest.mark.parametrize(
    "name", ["LASTPASS_ROLE", "LASTCHANCE_STORAGE__URL", "LASTDANCER_HOME", "LAST_ROLE", "ROLE"]
)
def test_variables_of_other_programs_are_let_be(name: str) -> None:
    assert problems(None, {name: "x"}) == []


def test_the_environment_of_the_process_is_never_read_behind_ones_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LASTDANCE_LOG__LEVEL", "debug")
    assert Settings().log.level == "info"
    assert load(None, {}).log.level == "info"


def test_secrets_come_from_files(tmp_path: Path) -> None:
    for name, text in {"url": "https://example.org/x", "secret": GOOD_SECRET}.items():
        (tmp_path / name).write_text(f"{text}\n")
        (tmp_path / name).chmod(0o600)
    path = tmp_path / "lastdance.toml"
    path.write_text(
        hook(url="", secret="", url_file=f'"{tmp_path}/url"', secret_file=f'"{tmp_path}/secret"')
    )
    webhook = load(path, {}).webhooks[0]
    assert webhook.address == "https://example.org/x"
    assert webhook.keys == (bytes(32),)


@pytest.mark.parametrize("secret", [GOOD_SECRET, GOOD_SECRET.removeprefix("whsec_")])
def test_secrets_and_addresses_stay_out_of_what_is_printed(secret: str, tmp_path: Path) -> None:
    path = tmp_path / "lastdance.toml"
    path.write_text(
        hook(secret=f'"{secret}"', url='"https://example.org/T0K3N"')
        + "[storage]\nurl = 'postgresql://u:PASSW0RD@h/db'\n[web]\ntoken = 'T0K3NT0K3NT0K3NT0K3N'\n"
    )
    settings = load(path, {})
    shown = repr(settings) + str(settings) + settings.model_dump_json()
    assert not [word for word in ("AAAA", "T0K3N", "PASSW0RD") if word in shown]


def test_a_wrong_secret_is_not_repeated_in_the_message(tmp_path: Path) -> None:
    path = tmp_path / "lastdance.toml"
    path.write_text(hook(secret='"hunter2!"', url='"hunter3://x"') + "[web]\ntoken = 'hunter4'\n")
    with pytest.raises(ConfigurationError) as raised:
        load(path, {})
    assert "hunter" not in str(raised.value)
    assert len([problem for problem in raised.value.problems if problem.fatal]) == 3


def test_the_sealing_secret_is_made_once_and_for_the_owner_alone(tmp_path: Path) -> None:
    settings = load(None, {}, {"privacy": {"secret_file": str(tmp_path / "key")}})
    first = settings.privacy.key()
    assert len(first) == 32
    assert settings.privacy.key() == first
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in tmp_path.iterdir()] == ["key"]


def test_a_secret_that_retires_is_gone_and_the_coming_one_is_the_same_until_then(
    tmp_path: Path,
) -> None:
    file = tmp_path / "key"
    settings = load(None, {}, {"privacy": {"secret_file": str(file)}})
    first, retired = settings.privacy.key(), file.open("rb")
    coming = coming_secret(file)
    assert settings.privacy.key() == first != coming == coming_secret(file)
    renew_secret(file)
    assert settings.privacy.key() == coming
    assert [entry.name for entry in tmp_path.iterdir()] == ["key"]
    with retired:
        assert first.hex().encode() not in retired.read()


def test_a_sealing_secret_may_be_given_outright() -> None:
    settings = load(None, {"LASTDANCE_PRIVACY__SECRET": "ab" * 32})
    assert settings.privacy.key() == b"\xab" * 32


def test_checking_makes_nothing(tmp_path: Path) -> None:
    overrides = {"privacy": {"secret_file": str(tmp_path / "key")}}
    assert problems(None, {}, overrides=overrides) == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("contact", ["mailto:desk@example.org", "https://example.org/about"])
def test_a_contact_is_told_to_servers(contact: str) -> None:
    settings = load(None, {}, {"ingest": {"contact": contact}})
    assert contact in agent(settings.ingest.contact)


@pytest.mark.parametrize(
    "contact", ["", "desk@example.org", "mailto:desk", "https://x/\r\nX: y", "https://é.example/"]
)
def test_what_is_no_contact_is_told(contact: str) -> None:
    with pytest.raises(ConfigurationError, match=r"ingest\.contact"):
        load(None, {}, {"ingest": {"contact": contact}})


def test_every_setting_says_in_a_sentence_what_it_is() -> None:
    from monitor.settings.sources import settings_below

    for path, field_ in settings_below(Settings):
        assert field_.description, path
        assert field_.description.endswith("."), path


def test_the_default_connectors_are_connectors() -> None:
    for entry in Settings().connectors:
        assert connectors.config_of(entry).name == entry["name"]


def test_checking_everything_without_a_file_finds_nothing(tmp_path: Path) -> None:
    overrides = {"privacy": {"secret_file": str(tmp_path / "key")}}
    found_here = problems(
        None,
        {},
        overrides=overrides,
        connector_check=connectors.config_of,
        catalogue_check=catalogue_check,
    )
    assert found_here == []


def test_two_spellings_of_one_address_are_the_same() -> None:
    for one, other in (
        ("https://Example.org/x/", "https://example.org:443/x"),
        ("discord://1/abc", "https://discordapp.com/api/webhooks/1/abc/"),
        ("slack://T0/B0/abc", "https://hooks.slack.com/services/T0/B0/abc"),
        ("http://user:pw@example.org", "http://example.org:80/"),
    ):
        assert same(one) == same(other)
    assert same("https://example.org/x?a=1") != same("https://example.org/x?a=2")
    assert same("https://example.org:8443/x") != same("https://example.org/x")


def test_old_and_new_secret_sign_together(tmp_path: Path) -> None:
    path = tmp_path / "lastdance.toml"
    path.write_text(hook(old_secret=f'"whsec_{"B" * 43}="'))
    path.chmod(0o600)
    (desk,) = load(path, {}).webhooks
    assert len(desk.keys) == 2
    assert desk.keys[0] == bytes(32)


def test_a_channel_never_shows_its_address(tmp_path: Path) -> None:
    path = tmp_path / "lastdance.toml"
    path.write_text(chat())
    path.chmod(0o600)
    assert "/T/B/x" not in repr(load(path, {}))

"""Which acts are read from texts."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from monitor.cli import app
from monitor.domain import cues
from monitor.domain.catalogue import Role
from monitor.domain.reported import Doer, Doing, Told, read, tells
from monitor.domain.reported.lexicon import LANGUAGES
from monitor.domain.text import fold
from monitor.judges import register
from monitor.judges.names import Names
from monitor.judges.spotting import Spotting
from tests.benchmarks.rumour import reported

STARTER = register.load([])
SPOTTING = Spotting(STARTER, Names(STARTER))
FRIDAY = datetime(2026, 3, 6, 18, tzinfo=UTC)
RAMOS = Doer(role=Role.PLAYER, player="sergio-ramos")


def told(
    text: str,
    lang: str | None = "en",
    player: str | None = None,
    club: str | None = None,
    published: datetime = FRIDAY,
) -> tuple[Told, ...]:
    folded = fold(text)
    hits, slug = SPOTTING.spot(folded, player, club)
    return read(
        text,
        hits,
        folded=folded,
        catalogue=STARTER,
        lang=lang,
        published=published,
        player=slug,
    )


def only(text: str, lang: str | None = "en", player: str | None = None) -> Told:
    found = told(text, lang, player)
    assert len(found) == 1, found
    return found[0]


def test_the_texts_written_for_it_are_read_as_well_as_they_must_be(tmp_path: Path) -> None:
    said = reported.figures(tmp_path)
    assert said["reported.precision"] >= 0.92
    assert said["reported.recall"] >= 0.75
    assert said["reported.precision.heldout"] >= 0.92
    assert said["reported.recall.heldout"] >= 0.75


def test_a_third_of_the_texts_tell_of_no_act_that_happened() -> None:
    lines = list(reported.lines_of(reported.TEXTS))
    none = [line for line in lines if all(act.get("denied") for act in line["acts"])]
    assert len(lines) >= 150
    assert len(none) >= len(lines) / 3


def test_what_was_mended_stays_mended() -> None:
    for line in reported.lines_of(reported.LATER):
        assert reported.acts(line) == reported.expected(line), line["text"]


def test_texts_of_a_folder_take_the_place_of_the_projects_own(tmp_path: Path) -> None:
    line = '{"text": "Sergio Ramos liked a post.", "lang": "en", "acts": []}\n'
    (tmp_path / reported.GIVEN).write_text(line)
    assert reported.figures(tmp_path) == {"reported.precision": 0.0, "reported.recall": 0.0}


def test_the_seed_story_is_read_whole() -> None:
    act = only(
        'Sergio Ramos liked a @madridxtra post on X last night that read: "One last dance at '
        'Real Madrid".'
    )
    assert act.doing is Doing.LIKE
    assert act.doer == RAMOS
    assert (act.object, act.author, act.platform) == ("post", "madridxtra", "x")
    assert act.words == "one last dance at real madrid"
    assert act.since == datetime(2026, 3, 5, 18, tzinfo=UTC)
    assert act.until == datetime(2026, 3, 6, 6, tzinfo=UTC)
    assert not act.hedged
    assert not act.denied


def test_the_other_event_on_the_same_theme_names_the_other_account() -> None:
    act = only(
        "Sergio Ramos le dio 'me gusta' a una publicación de Defensa Central en Instagram.", "es"
    )
    assert (act.author, act.platform) == ("defensa central", "instagram")


def test_a_like_that_was_taken_back_is_one_act() -> None:
    assert only("Sergio Ramos liked a post on X and then quickly unliked it.").doing is (
        Doing.LIKE_REMOVED
    )


def test_of_somebody_close_only_the_player_is_kept() -> None:
    act = only("Sergio Ramos's wife Pilar Ejemplo liked a photo of the Bernabeu on Instagram.")
    assert act.doer == Doer(role=None, player="sergio-ramos")
    assert "ejemplo" not in f"{act.author} {act.words} {act.cue}"


def test_the_players_of_a_squad_are_counted() -> None:
    act = only("Nine Bayern Munich players have followed Sergio Ramos on Instagram.")
    assert act.doing is Doing.SQUAD_FOLLOW
    assert act.doer == Doer(role=Role.PLAYER, club="bayern-munich", count=9)


def test_he_is_the_player_of_the_sentence_before() -> None:
    act = only("Sergio Ramos is a free agent. He has liked a post about Real Madrid.")
    assert act.doer == RAMOS


def test_he_is_whom_the_text_is_known_to_be_about() -> None:
    assert only("The defender liked a post about Real Madrid.", player="Sergio Ramos").doer == RAMOS


def test_a_player_whom_no_catalogue_holds_goes_by_his_name() -> None:
    act = only("Tariq Beispiel has unfollowed Chelsea on Instagram.", player="Tariq Beispiel")
    assert act.doer.player == "tariq-beispiel"


def test_who_is_in_no_catalogue_does_nothing() -> None:
    assert told("Jordi Muestra liked a post about Sergio Ramos and Real Madrid.") == ()


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Sergio Ramos did not like the post."),
        ("en", "Sergio Ramos denies having liked the post."),
        ("en", "Sergio Ramos liked the post? No: the screenshot is a fake."),
        ("es", "Sergio Ramos no dio like a la publicación."),
        ("pt", "Sergio Ramos não curtiu a publicação."),
        ("it", "Sergio Ramos non ha messo like al post."),
        ("fr", "Sergio Ramos n'a pas liké la publication."),
        ("de", "Sergio Ramos hat den Beitrag nicht gelikt."),
    ],
)
def test_what_is_denied_is_told_as_denied(lang: str, text: str) -> None:
    assert only(text, lang).denied


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Did Sergio Ramos like a post about Real Madrid?"),
        ("en", "If Sergio Ramos liked a Real Madrid post, fans would go wild."),
        ("en", "Sergio Ramos would like to sign for Real Madrid."),
        ("en", "Sergio Ramos looks like his father."),
        ("en", "Sergio Ramos's Real Madrid photo is the most liked of the year."),
        ("en", "Follow us on Instagram for more on Sergio Ramos and Real Madrid."),
        ("es", "A Sergio Ramos le gusta jugar en el Real Madrid."),
        ("it", "Il Milan continua a seguire Sergio Ramos."),
        ("de", "Auf Sergio Ramos folgt bei Real Madrid ein Jüngerer."),
        ("fr", "Abonnez-vous pour suivre Sergio Ramos et le Real Madrid."),
    ],
)
def test_what_only_seems_to_tell_of_an_act_tells_of_none(lang: str, text: str) -> None:
    assert told(text, lang) == ()


def test_a_denial_between_quotation_marks_is_one() -> None:
    for lang, text in (
        ("en", 'Sergio Ramos: "I never liked that post."'),
        ("es", '"Yo no le di like a esa publicación", aclaró Sergio Ramos.'),
        ("pt", '"Não curti essa publicação", disse Sergio Ramos.'),
        ("it", 'Sergio Ramos: "Mai messo quel like".'),
        ("fr", "« Je n'ai jamais liké ce post », assure Sergio Ramos."),
        ("de", "„Ich habe das nie geliked“, stellt Sergio Ramos klar."),
    ):
        act = only(text, lang)
        assert (act.doing, act.doer, act.denied) == (Doing.LIKE, RAMOS, True), text


def test_what_others_say_between_quotation_marks_is_not_read() -> None:
    assert told('"I liked that post", wrote a fan of Sergio Ramos.') == ()
    assert told('"I liked his comments", said Sergio Ramos.') == ()


def test_a_like_that_somebody_denies_is_the_players() -> None:
    act = only("L'agente di Sergio Ramos nega il like al post del Milan.", "it")
    assert (act.doing, act.doer, act.denied) == (Doing.LIKE, RAMOS, True)


def test_a_first_name_alone_is_his_whom_the_text_is_known_to_be_about() -> None:
    text = "Trent liked it. The post shows him in Madrid."
    trent = "trent-alexander-arnold"
    assert only(text, player=trent).doer == Doer(role=Role.PLAYER, player=trent)
    assert told("Trent Muestra liked a post about Real Madrid.", player=trent) == ()
    assert told("trent liked a post about Real Madrid.")[:1] == ()


def test_players_who_are_named_in_a_row_act_together() -> None:
    found = told("Bukayo Saka, Declan Rice and Sergio Ramos liked a post about Real Madrid.")
    assert {one.doer.player for one in found} == {"bukayo-saka", "declan-rice", "sergio-ramos"}
    by = told("The post was liked by Bukayo Saka and by Declan Rice.")
    assert {one.doer.player for one in by} == {"bukayo-saka", "declan-rice"}
    beside = told("Declan Rice, along with Bukayo Saka, liked a post about Real Madrid.")
    assert {one.doer.player for one in beside} == {"bukayo-saka", "declan-rice"}
    through = told("Bukayo Saka, Muestra and Declan Rice liked a post about Real Madrid.")
    assert {one.doer.player for one in through} == {"bukayo-saka", "declan-rice"}
    (one,) = told("Sergio Ramos liked a post about Bukayo Saka and Declan Rice.")
    assert one.doer == RAMOS


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "A YouTuber known for pranks liked a post about Sergio Ramos."),
        ("es", "Una cuenta falsa que se hace pasar por Sergio Ramos dio like a un post."),
        ("it", "Il rapper Tizio, milanista doc, ha messo like a un post di Sergio Ramos."),
        ("de", "Die Influencerin Anna Beispiel likte ein Foto von Sergio Ramos."),
        ("fr", "La Juventus suit Sergio Ramos de près, selon un journaliste sur X."),
        ("pt", "O Chelsea segue Sergio Ramos há anos, lembra o jornalista no X."),
    ],
)
def test_what_a_stranger_does_is_not_the_players(lang: str, text: str) -> None:
    assert told(text, lang, player="sergio-ramos") == ()


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Cole Palmer has picked up a new Instagram follower in Sergio Ramos."),
        ("pt", "Cole Palmer ganhou um novo seguidor no Instagram: Sergio Ramos."),
        ("de", "Cole Palmer hat einen neuen Follower: Sergio Ramos."),
    ],
)
def test_a_new_follower_is_who_follows(lang: str, text: str) -> None:
    act = only(text, lang)
    assert (act.doing, act.doer) == (Doing.FOLLOW, RAMOS)


def test_who_acts_is_not_who_is_named_between_commas() -> None:
    act = only("Harry Kane, who was once a neighbour of Sergio Ramos, liked a post on X.")
    assert act.doer == Doer(role=Role.PLAYER, player="harry-kane")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Sergio Ramos is no longer among the followers of Real Madrid."),
        ("es", "Sergio Ramos ya no figura entre los seguidores del Real Madrid."),
        ("pt", "Sergio Ramos já não está entre os seguidores do Real Madrid."),
        ("it", "Sergio Ramos non figura più tra i follower del Real Madrid."),
        ("de", "Sergio Ramos gehört nicht mehr zu den Followern von Real Madrid."),
    ],
)
def test_who_is_among_the_followers_no_more_has_unfollowed(lang: str, text: str) -> None:
    act = only(text, lang)
    assert (act.doing, act.doer, act.denied) == (Doing.UNFOLLOW, RAMOS, False)


def test_a_club_behind_ex_is_the_player() -> None:
    act = only("L'ex Milan ha messo like a un post.", "it", player="sergio-ramos")
    assert act.doer == RAMOS


def test_a_heart_under_a_post_is_a_comment_and_one_on_it_a_like() -> None:
    assert only("Sergio Ramos left a heart emoji under the club's post.").doing is Doing.COMMENT
    assert only("Sergio Ramos dropped a heart on the club's post.").doing is Doing.LIKE


def test_a_point_within_a_number_ends_no_sentence() -> None:
    text = "Der Post von Sergio Ramos wurde schon 600.000-mal gelikt, meist von Landsleuten."
    assert told(text, "de") == ()


@pytest.mark.parametrize(
    ("when", "since", "until"),
    [
        ("on Tuesday", datetime(2026, 3, 3, tzinfo=UTC), datetime(2026, 3, 4, tzinfo=UTC)),
        ("on Friday", datetime(2026, 3, 6, tzinfo=UTC), FRIDAY),
        ("yesterday", datetime(2026, 3, 5, tzinfo=UTC), datetime(2026, 3, 6, tzinfo=UTC)),
        ("hours later", FRIDAY - timedelta(days=1), FRIDAY),
        ("in August", datetime(2025, 8, 1, tzinfo=UTC), datetime(2025, 9, 1, tzinfo=UTC)),
        ("in March", datetime(2026, 3, 1, tzinfo=UTC), FRIDAY),
        ("in 2021", datetime(2021, 1, 1, tzinfo=UTC), datetime(2022, 1, 1, tzinfo=UTC)),
        ("weeks ago", FRIDAY - timedelta(days=90), FRIDAY - timedelta(days=7)),
        (", whom he left years ago", None, FRIDAY),
        ("", None, FRIDAY),
    ],
)
def test_the_time_is_an_interval_before_the_text(
    when: str, since: datetime | None, until: datetime
) -> None:
    act = only(f"Sergio Ramos liked a post about Real Madrid {when}.")
    assert (act.since, act.until) == (since, until)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "en",
            "Sergio Ramos, who weeks ago liked a post, has now liked one more post.",
        ),
        (
            "es",
            "Sergio Ramos le dio like a un post. En agosto le había dado like a otro post.",
        ),
        (
            "de",
            "Sergio Ramos likte einen Beitrag, nachdem er im August schon einen likte.",
        ),
    ],
)
def test_what_was_done_long_ago_and_now_are_two_acts(lang: str, text: str) -> None:
    once, now = sorted(told(text, lang), key=lambda one: one.until)
    assert (once.doing, once.doer) == (now.doing, now.doer)
    assert once.until < FRIDAY - timedelta(days=5) < now.until == FRIDAY


def test_a_text_of_a_time_without_a_before_is_read() -> None:
    for year in (1, 9999):
        when = datetime(year, 12, 31, tzinfo=UTC)
        said = "Sergio Ramos liked a post about Real Madrid years ago, in 2021, on Tuesday."
        assert told(said, published=when)[0].until == when


def test_where_the_language_is_not_known_all_are_tried() -> None:
    assert only("Sergio Ramos hat einen Beitrag über Real Madrid gelikt.", None).doer == RAMOS


def test_every_phrase_is_written_as_texts_are_folded() -> None:
    for language in LANGUAGES.values():
        for block in language.table.values():
            assert fold(block) == block
        for words in (language.fillers, language.prepositions, language.by, language.of):
            assert fold(words) == words


def test_no_phrase_is_all_optional() -> None:
    for language in LANGUAGES.values():
        for block in language.table.values():
            for phrase in cues.phrases(block):
                assert not all(part.endswith("?") for part in phrase.split()), phrase


def test_the_cheap_test_lets_every_text_through_that_tells() -> None:
    for line in (*reported.lines_of(reported.TEXTS), *reported.lines_of(reported.LATER)):
        assert not line["acts"] or tells(fold(line["text"])), line["text"]


def test_the_cheap_test_holds_back_what_speaks_of_other_things() -> None:
    assert not tells(fold("Sergio Ramos to Real Madrid, here we go! Medical tomorrow."))


WORDS = st.sampled_from(
    [
        *re.findall(r"\S+", "Sergio Ramos , liked unfollowed a post by @madridxtra . removed the"),
        *re.findall(r"\S+", "like ? « » \" ' “ ” of Real Madrid on Instagram his wife 9 players"),
        *["\n", "...", "hat", "gelikt", "follow", "him", "nicht", "إعجاب", "أعجب", "bio", "no"],
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=40).map(" ".join), st.sampled_from([*LANGUAGES, None, "xx"]))
def test_no_text_breaks_it_and_no_act_is_told_twice_or_later_than_the_text(
    text: str, lang: str | None
) -> None:
    found = told(text, lang)
    same = {(one.doing, one.doer, one.author, one.since, one.until) for one in found}
    assert len(same) == len(found)
    assert all(one.until <= FRIDAY for one in found)
    assert all(one.since is None or one.since < one.until for one in found)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_no_stranger_breaks_it(text: str) -> None:
    told(text, None)


def test_the_command_names_bad_lines_with_their_cure_and_reads_the_others(tmp_path: Path) -> None:
    file = tmp_path / "texts.jsonl"
    file.write_text(
        '{"text": "Yerry Mina removed Barcelona from his Instagram bio.", "player": "Yerry Mina"}\n'
        "no json\n"
        '{"lang": "en"}\n'
        '{"text": "x", "player": 7}\n'
        '{"text": "x", "published": "yesterday"}\n'
        "\n"
        '{"text": "Sergio Ramos liked a post.", "lang": "en", "published": "2026-03-06"}\n'
    )
    result = CliRunner().invoke(app, ["reported", str(file), "--json"])
    assert result.exit_code == 1
    for place, cure in (
        (f"{file}:2:", "write {"),
        (f"{file}:3:", "no `text`"),
        (f"{file}:4:", "put it into quotes"),
        (f"{file}:5:", "write 2026-03-06T18:00:00Z"),
    ):
        assert place in result.stderr
        assert cure in result.stderr
    first, last = map(json.loads, result.stdout.splitlines())
    assert [act["player"] for act in first["acts"]] == ["yerry-mina"]
    assert first["acts"][0]["clubs"] == ["barcelona"]
    assert last["acts"][0]["until"] == "2026-03-06T23:59:59.999999+00:00"


def test_the_command_says_which_file_is_missing(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["reported", str(tmp_path / "none.jsonl")])
    assert result.exit_code == 2
    assert "none.jsonl" in result.stderr

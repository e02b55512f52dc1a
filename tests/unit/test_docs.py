"""The documentation is complete, in step with the code, and its links lead somewhere."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from pydantic import BaseModel, SecretStr

import connectors
from monitor.app.almanac import read_catalogue
from monitor.metrics import MOODS, PAIRINGS, TABLE
from monitor.settings import Settings, load
from monitor.settings.sources import entry_of, settings_below
from monitor.web.rights import ROUTES, Free
from tests.documents import BLOCKS, commands_of, renewed

ROOT = Path(__file__).parents[2]
EVERY = (*TABLE, *PAIRINGS, *MOODS)
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
EXAMPLE = (ROOT / "deploy" / "lastdance.example.toml").read_text()


def page(name: str) -> str:
    """Text of a page."""
    return (ROOT / name).read_text()


def uncommented() -> str:
    """The example with every setting that it shows commented out in force."""
    return re.sub(r"^# (?=role|\w+ = |\[\[)", "", EXAMPLE, flags=re.MULTILINE)


@pytest.mark.parametrize(("file", "name"), BLOCKS, ids=lambda part: part)
def test_what_is_read_from_the_code_is_in_step_with_it(file: str, name: str) -> None:
    assert page(file) == renewed(file, name, BLOCKS[file, name]()), "run: make docs"


def test_every_setting_is_documented() -> None:
    text = page("docs/configuration.md")
    for path, field in settings_below(Settings):
        shown = f"`{path[-1]}`" if entry_of(field) is None else f"[{'.'.join(path)}]"
        assert shown in text, path


def test_every_metric_is_documented() -> None:
    text = page("docs/metrics.md")
    assert [metric.full for metric in EVERY if f"`{metric.full}`" not in text] == []


def test_every_metric_that_documentation_names_exists() -> None:
    known = {metric.full for metric in EVERY}
    for path in PAGES:
        named = set(re.findall(r"\blastdance_[a-z0-9_]+", path.read_text()))
        named = {re.sub("_(bucket|count|sum)$", "", name) for name in named}
        assert named <= known, path.name


def test_every_connector_is_documented() -> None:
    text = page("docs/connectors.md")
    assert [name for name in connectors.names() if f"`{name}`" not in text] == []


def test_every_command_is_documented() -> None:
    text = page("docs/operations.md")
    assert [name for name, _ in commands_of() if f"`lastdance {name}`" not in text] == []


def test_every_command_that_documentation_names_exists() -> None:
    known = [name for name, said in commands_of() if said]
    for path in PAGES:
        for named in re.findall(r"(?:`|bin/|^)lastdance ((?:[a-z-]+ ?)+)", path.read_text()):
            assert named.startswith(tuple(known)), f"{path.name}: lastdance {named}"


def test_every_page_is_documented() -> None:
    text = page("docs/pages.md")
    routes = [route.removeprefix("GET ") for route, need in ROUTES.items()
              if route.startswith("GET ") and not isinstance(need, Free)]  # fmt: skip
    pages = [path for path in routes if not re.match(r"/api/|/metrics|.*\.(json|atom|csv)$", path)]
    assert [path for path in pages if f"`{path}`" not in text] == []


def test_every_target_that_documentation_names_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", page("Makefile"), flags=re.MULTILINE))
    for path in PAGES:
        named = set(re.findall(r"(?:`|^)make ([a-z]+)", path.read_text(), flags=re.MULTILINE))
        assert named <= targets, path.name


def test_every_word_of_the_house_is_in_the_glossary() -> None:
    text = page("docs/glossary.md").lower()
    words = ("activity", "provenance", "account", "catalogue", "pairing", "relation", "mention",
             "topic", "claim", "origin", "bucket", "buzz", "spike", "story", "alert", "delivery",
             "page", "cursor", "rumour strength", "credibility", "sentiment")  # fmt: skip
    assert [word for word in words if f"**{word}" not in text and f", {word}**" not in text] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_relative_link_leads_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text()):
        if "://" in target:
            continue
        name, _, anchor = target.partition("#")
        other = (path.parent / name) if name else path
        assert other.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.+)$", other.read_text(), flags=re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in headings}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_documentation_names_no_place_of_one_machine(path: Path) -> None:
    assert not re.search(r"(/work|/root|/tmp|/home)/", path.read_text())


def test_every_page_is_reached_from_the_readme() -> None:
    text = page("README.md")
    assert [p.name for p in (ROOT / "docs").glob("*.md") if f"(docs/{p.name})" not in text] == []


def test_the_example_loads_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "lastdance.toml"
    path.write_text(EXAMPLE)
    settings = load(path, {}, {"privacy": {"secret_file": str(tmp_path / "key")}})
    for entry in settings.connectors:
        connectors.config_of(entry)


def test_the_catalogue_that_documentation_shows_is_one(tmp_path: Path) -> None:
    for name in ("README.md", "docs/configuration.md"):
        tables = re.findall(r"```toml\n(.*?)```", page(name), flags=re.DOTALL)
        shown = "\n".join(table for table in tables if "[[accounts]]" in table)
        path = tmp_path / "mine.toml"
        path.write_text(shown)
        settings = load(None, {}, {"catalogue": {"files": [str(path)]}})
        assert read_catalogue(settings).accounts, name


def test_the_example_shows_every_setting_and_none_that_is_not() -> None:
    shown = tomllib.loads(uncommented())
    assert shown.keys() == Settings.model_fields.keys()
    for name, field in Settings.model_fields.items():
        entry = entry_of(field)
        if entry is not None:
            table = shown[name] if entry is field.annotation else shown[name][0]
            assert table.keys() == entry.model_fields.keys(), name
    assert {entry["type"] for entry in shown["connectors"]} == set(connectors.names())


def test_the_example_shows_the_defaults_as_they_are() -> None:
    shown = tomllib.loads(uncommented())
    for name, field in Settings.model_fields.items():
        entry = entry_of(field)
        if entry is not None and not isinstance(shown[name], list):
            stated = {k: v for k, v in shown[name].items() if has_default(entry, k)}
            assert plain(entry(**stated)) == plain(entry()), name


def has_default(entry: type[BaseModel], key: str) -> bool:
    """Whether the example states a default, and not only what one could write."""
    return entry.model_fields[key].default not in {None, ()}


def plain(model: BaseModel) -> dict[str, object]:
    """Values of *model*, secrets as their text."""
    return {
        key: value.get_secret_value() if isinstance(value, SecretStr) else value
        for key, value in model
    }

"""What is shipped, and what it stands on."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LOCKS = {name: (ROOT / name).read_text() for name in ("requirements.lock", "requirements-dev.lock")}
OURS = tuple(PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"])


def name_of(requirement: str) -> str:
    """Name of a requirement, as pip compares names."""
    return re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0].lower().replace("_", "-")


def locked(lock: str) -> set[str]:
    """Names that a lock holds."""
    return {name_of(line) for line in LOCKS[lock].splitlines() if "==" in line}


@pytest.mark.parametrize("name", OURS)
def test_nobody_else_owns_our_top_level_names(name: str) -> None:
    owners = set(packages_distributions().get(name, ()))
    assert owners <= {"lastdance"}, (
        f"{owners} bring a package {name!r} too; give lastdance an environment of its own"
    )


def test_every_top_level_package_of_the_house_is_shipped() -> None:
    assert set(OURS) == {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_registry_and_no_place(lock: str) -> None:
    text = LOCKS[lock]
    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text
    assert not re.search(r"[/\\](?!$)", re.sub(r" \\$", "", text, flags=re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_version_has_hashes(lock: str) -> None:
    entries = re.split(r"\n(?=\S)", LOCKS[lock].strip())
    pinned = [entry for entry in entries if not entry.startswith("#")]
    assert pinned
    assert all(re.search(r"==\S+.*\n +--hash=sha256:[0-9a-f]{64}", entry) for entry in pinned)


def test_what_the_project_needs_is_locked() -> None:
    needed = {name_of(line) for line in PROJECT["project"]["dependencies"]}
    tools = {name_of(line) for line in PROJECT["dependency-groups"]["dev"]}
    extras = PROJECT["project"]["optional-dependencies"].values()
    wanted = {name_of(line) for extra in extras for line in extra}
    assert needed <= locked("requirements.lock")
    assert needed | tools | wanted <= locked("requirements-dev.lock")
    assert not wanted & locked("requirements.lock")


def test_developers_run_the_same_versions_as_users() -> None:
    versions = {
        lock: set(re.findall(r"^([^\s#]+==\S+)", text, flags=re.MULTILINE))
        for lock, text in LOCKS.items()
    }
    assert versions["requirements.lock"] <= versions["requirements-dev.lock"]


def test_continuous_integration_is_a_program() -> None:
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111

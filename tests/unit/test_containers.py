"""What containers are made of and run with: no engine is here, so every promise is read."""

from __future__ import annotations

import json
import os
import re
import subprocess
import tomllib
from collections.abc import Mapping
from importlib.metadata import requires
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from monitor.app.edition import DRAIN, LAST_POST
from monitor.settings import load
from tests.unit.test_dashboards import FORMS

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
PLACE = DEPLOY / "compose"
COMPOSE = (PLACE / "compose.yml").read_text()
SERVICES: Mapping[str, Mapping[str, Any]] = yaml.safe_load(COMPOSE)["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
PINNED = re.compile(r"v?\d+\.\d+\.\d+(-[a-z-]+)?")

every_service = pytest.mark.parametrize("name", SERVICES)


def defaults() -> dict[str, str]:
    """What compose.yml takes where .env says nothing."""
    return dict(re.findall(r"\$\{(\w+):-([^}]*)\}", COMPOSE))


def example() -> dict[str, str]:
    """What .env.example says."""
    return dict(re.findall(r"^(\w+)=(.*)$", (PLACE / ".env.example").read_text(), re.MULTILINE))


def whole() -> dict[str, Any]:
    """The compose file as the engine takes it: variables filled in, fragments merged."""
    filled = re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", COMPOSE)
    return dict(yaml.safe_load(filled))


def steps() -> list[str]:
    """The instructions of the Dockerfile, each on one line."""
    joined = re.sub(r"\\\n", " ", re.sub(r"^#.*\n", "", DOCKERFILE, flags=re.MULTILINE))
    return [line.strip() for line in joined.splitlines() if line.strip()]


def said(instruction: str) -> list[str]:
    """What an instruction is given, each time."""
    found = (step.split(maxsplit=1) for step in steps())
    return [rest for name, rest in found if name == instruction]


# --- compose ------------------------------------------------------------------------------


def test_others_read_the_compose_file_as_the_specification_has_it() -> None:
    python = Path(os.environ.get("LASTDANCE_TEST_PEERS", "/nowhere")) / "compose-spec/bin/python"
    if not python.exists():
        pytest.skip("compose-spec is not in LASTDANCE_TEST_PEERS; .ci/run puts it there")
    ask = (
        "import sys; from compose_spec import PyCompose as Read; "
        "print(Read.from_json(sys.stdin.read()).service_names())"
    )

    def read(text: str) -> subprocess.CompletedProcess[str]:
        command = [str(python), "-c", ask]
        return subprocess.run(command, input=text, capture_output=True, text=True, check=False)

    good = read(json.dumps(whole()))
    assert set(SERVICES) == set(re.findall(r"'(\w+)'", good.stdout)), good.stderr
    assert read(json.dumps(whole()).replace("cap_drop", "cap_dropped")).returncode != 0


def test_the_example_of_variables_says_what_holds_without_it() -> None:
    assert example() == defaults()


@every_service
def test_a_service_can_change_nothing_but_its_volume(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not service["user"].startswith(("0", "root"))
    assert not service.keys() & {"privileged", "cap_add", "devices", "pid", "ipc", "network_mode"}
    written = [one for one in service["volumes"] if not one.endswith(":ro")]
    assert [one.split(":")[0] for one in written] == [name]
    assert name in yaml.safe_load(COMPOSE)["volumes"]


@every_service
def test_a_service_is_pinned_and_bounded_and_looked_after(name: str) -> None:
    service = whole()["services"][name]
    assert PINNED.fullmatch(service["image"].partition(":")[2])
    assert service.keys() >= {"mem_limit", "pids_limit", "restart", "logging"}
    assert "healthcheck" in service or name == "lastdance"


@every_service
def test_what_is_published_is_published_to_this_machine_alone(name: str) -> None:
    assert SERVICES[name]["ports"]
    assert all(one.startswith("127.0.0.1:") for one in SERVICES[name]["ports"])


@every_service
def test_every_file_that_is_handed_in_is_there(name: str) -> None:
    for one in SERVICES[name]["volumes"]:
        source = one.split(":")[0]
        assert not source.startswith(".") or (PLACE / source).exists(), source
    build = SERVICES[name].get("build", {})
    assert (PLACE / build.get("context", ".") / "Dockerfile").exists() or not build


def test_secrets_are_files_outside_the_repository_and_stand_in_no_environment() -> None:
    secrets = whole()["secrets"]
    used = {secret for service in SERVICES.values() for secret in service.get("secrets", ())}
    assert set(secrets) == used
    for secret in secrets.values():
        assert list(secret) == ["file"]
        assert "deploy/compose/secrets/" in (ROOT / ".gitignore").read_text()
        assert not (PLACE / secret["file"]).exists()
    for service in SERVICES.values():
        for variable, value in service.get("environment", {}).items():
            assert not re.search("PASSWORD|TOKEN|SECRET|KEY", variable) or value.startswith("/run/")
    assert not re.search("PASSWORD|TOKEN|SECRET|KEY", " ".join(example()))


def test_only_what_publishes_reaches_the_world_and_there_nobody_reaches_another() -> None:
    networks = whole()["networks"]
    assert networks["inside"] == {"internal": True}
    icc = networks["outside"]["driver_opts"]["com.docker.network.bridge.enable_icc"]
    assert icc == "false"


def test_the_daemon_is_given_time_to_stop_and_a_lasting_place(tmp_path: Path) -> None:
    daemon = SERVICES["lastdance"]
    grace = int(daemon["stop_grace_period"].removesuffix("s"))
    assert grace >= 2 * (DRAIN + LAST_POST).total_seconds()
    text = (PLACE / "lastdance.toml").read_text()
    for secret in ("operator_token", "prometheus_token"):
        (tmp_path / secret).write_text(f"{secret}-of-a-test\n")
        (tmp_path / secret).chmod(0o440)
    path = tmp_path / "lastdance.toml"
    here = text.replace("/run/secrets", str(tmp_path)).replace("/var/lib/lastdance", str(tmp_path))
    path.write_text(here)
    settings = load(path, {})
    assert f"sqlite:///{tmp_path}/" in settings.storage.url.get_secret_value()
    assert {settings.backups.folder, settings.privacy.secret_file} == {
        tmp_path / "backups",
        tmp_path / "lastdance.key",
    }
    assert "lastdance:/var/lib/lastdance" in daemon["volumes"]
    assert f"{settings.web.port}:{settings.web.port}" in daemon["ports"][0]
    assert [(one.name, one.right) for one in settings.web.tokens] == [("prometheus", "read")]


def test_prometheus_reads_the_daemon_there_as_it_does_elsewhere_but_shows_a_token() -> None:
    there = yaml.safe_load((PLACE / "prometheus.yml").read_text())
    text = (DEPLOY / "prometheus" / "prometheus.yml").read_text()
    named = text.replace("127.0.0.1:8642", "lastdance:8642").replace(
        "127.0.0.1:9093", "alertmanager:9093"
    )
    here = yaml.safe_load(named)
    for job in there["scrape_configs"]:
        token = job.pop("authorization")["credentials_file"].removeprefix("/run/secrets/")
        assert token in SERVICES["prometheus"]["secrets"]
    assert there == here


def test_grafana_there_asks_the_prometheus_beside_it() -> None:
    text = (DEPLOY / "grafana/provisioning/datasources/lastdance.yml").read_text()
    there = yaml.safe_load((PLACE / "datasource.yml").read_text())
    jsonschema.validate(there, FORMS["datasources"])
    assert there == yaml.safe_load(text.replace("127.0.0.1:9090", "prometheus:9090"))
    provided = yaml.safe_load(
        (DEPLOY / "grafana/provisioning/dashboards/lastdance.yml").read_text()
    )
    folder = provided["providers"][0]["options"]["path"]
    assert f"../../dashboards:{folder}:ro" in SERVICES["grafana"]["volumes"]
    home = SERVICES["grafana"]["environment"]["GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"]
    assert (ROOT / "dashboards" / Path(home).name).exists()
    assert Path(home).parent == Path(folder)


# --- the image ----------------------------------------------------------------------------


def test_the_image_stands_on_a_pinned_base_and_has_the_version_of_the_project() -> None:
    (base,) = re.findall(r"^ARG PYTHON=(.+)$", DOCKERFILE, flags=re.MULTILINE)
    assert PINNED.fullmatch(base)
    assert {one.split()[0] for one in said("FROM")} == {"python:${PYTHON}"}
    assert f'image.version="{VERSION}"' in DOCKERFILE
    assert example()["LASTDANCE_VERSION"] == VERSION
    assert "latest" not in DOCKERFILE + COMPOSE


def test_the_image_runs_as_nobody_in_particular_and_in_exec_form() -> None:
    last = DOCKERFILE.rpartition("\nFROM ")[2]
    user = re.findall(r"^USER (.+)$", last, flags=re.MULTILINE)
    assert user == [SERVICES["lastdance"]["user"]]
    assert last.index("\nUSER ") > last.index("\nRUN ")
    for instruction in ("ENTRYPOINT", "CMD"):
        assert json.loads(said(instruction)[-1])
    check = said("HEALTHCHECK")[0].partition(" CMD ")[2]
    assert "/readyz" in json.loads(check)[-1]


def test_the_image_takes_nothing_but_what_it_is_made_of_and_no_secret() -> None:
    sent = re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text(), flags=re.MULTILINE)
    copied = {word for line in said("COPY") for word in line.split()[:-1] if line[0] != "-"}
    assert copied == set(sent)
    assert all((ROOT / name).exists() for name in copied)
    assert said("ADD") == []
    assert not re.search(
        "password|token|secret", " ".join(said("ENV") + said("ARG")), re.IGNORECASE
    )


def test_everything_in_the_image_is_installed_by_its_hash_or_made_there() -> None:
    installs = re.findall(r"pip install ([^&]+)", " ".join(said("RUN")))
    for one in installs:
        assert "--no-deps" in one
        assert "--require-hashes" in one or "dist/lastdance-" in one, one


def test_the_image_builds_its_wheel_with_all_that_building_takes() -> None:
    (named,) = re.findall(r"\^\(([a-z|-]+)\)==", DOCKERFILE)
    needed, open_ = set[str](), {"build", "hatchling"}
    while open_:
        needed |= open_
        lines = [line for name in open_ for line in requires(name) or () if "extra ==" not in line]
        names = {re.split(r"[^\w.-]", line)[0].lower().replace("_", "-") for line in lines}
        foreign = {"colorama", "importlib-metadata", "tomli"}  # for Windows and older Pythons
        open_ = names - needed - foreign
    assert set(named.split("|")) == needed


def test_documentation_names_the_versions_that_are_pinned() -> None:
    page = (ROOT / "docs" / "deployment.md").read_text()
    pinned = {service["image"] for service in whole()["services"].values()}
    assert set(re.findall(r"^\| \w+ \| `([^`:]+:[^`]+)`", page, flags=re.MULTILINE)) == pinned
    (base,) = re.findall(r"^ARG PYTHON=(.+)$", DOCKERFILE, flags=re.MULTILINE)
    named = set(re.findall(r"v?\d+\.\d+\.\d+(?:-[a-z][a-z-]+)?", page.replace("127.0.0.1", "")))
    assert named <= {*defaults().values(), base, f"{VERSION}-py"}, named

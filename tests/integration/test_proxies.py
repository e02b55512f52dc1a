"""Reverse proxies as they are shown, with TLS, before a real daemon."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import socket
import ssl
import subprocess
from base64 import b64encode
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import aiohttp
import pytest

from tests.integration.process import configured, process

SHOWN = Path(__file__).parents[2] / "deploy" / "proxy"
HOST = "lastdance.example.org"
PASSWORD = "correct horse battery staple"
HASHED = "$2a$04$abcdefghijklmnopqrstuu7EJV7kdjBBQxyb0HjTh9KS7.Lah/6CG"
"""The same as Caddy keeps it, at the lowest cost there is."""

WEB = {"public_url": f"https://{HOST}", "user_header": "X-Forwarded-User",
       "trusted_proxies": ["127.0.0.1"]}  # fmt: skip
USERS = [{"name": "ana", "right": "operate"}, {"name": "*", "right": "read"}]


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def run(*command: str | Path) -> str:
    """Run a command that must go well; return what it said."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def certify(folder: Path) -> None:
    """Make a certificate for the host in *folder*, signed by itself."""
    run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
        "-nodes", "-days", "2", "-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}",
        "-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem")  # fmt: skip


@dataclass(frozen=True)
class Places:
    """Where the proxy of one test listens, and the daemon behind it."""

    folder: Path
    plain: int
    secure: int
    daemon: int


def as_nginx(at: Places) -> list[str]:
    """Write the shown configuration with this test's places; return what runs it."""
    told = (SHOWN / "nginx.conf").read_text()
    told = re.sub(r"\n    listen \[::\].*", "", told)
    told = told.replace("listen 80;", f"listen 127.0.0.1:{at.plain};")
    told = told.replace("listen 443 ssl", f"listen 127.0.0.1:{at.secure} ssl")
    told = told.replace("127.0.0.1:8642", f"127.0.0.1:{at.daemon}")
    told = told.replace(f"/etc/letsencrypt/live/{HOST}", str(at.folder))
    told = told.replace("/etc/nginx/lastdance.htpasswd", str(at.folder / "users"))
    hashed = run("openssl", "passwd", "-apr1", PASSWORD).strip()
    (at.folder / "users").write_text(f"ana:{hashed}\nben:{hashed}\n")
    (at.folder / "site.conf").write_text(told)
    kept = "\n".join(
        f"{kind}_temp_path {at.folder}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (at.folder / "nginx.conf").write_text(
        f"daemon off; user root; pid {at.folder}/pid; error_log stderr; events {{}}\n"
        f"http {{ access_log off; {kept}\n include {at.folder}/site.conf; }}\n"
    )
    command = ["nginx", "-e", "stderr", "-p", str(at.folder), "-c", str(at.folder / "nginx.conf")]
    run(*command, "-t")
    return command


def as_caddy(at: Places) -> list[str]:
    """Write the shown configuration with this test's places; return what runs it."""
    told = (SHOWN / "Caddyfile").read_text()
    told = re.sub(r"\t+ana .*", lambda _: f"ana {HASHED}\nben {HASHED}", told)
    certificate = f"tls {at.folder}/fullchain.pem {at.folder}/privkey.pem"
    told = told.replace(f"{HOST} {{", f"{HOST} {{\n{certificate}\nbind 127.0.0.1")
    told = told.replace("127.0.0.1:8642", f"127.0.0.1:{at.daemon}")
    ports = f"http_port {at.plain}\nhttps_port {at.secure}"
    config = at.folder / "Caddyfile"
    config.write_text(f"{{\nadmin off\n{ports}\n}}\n{told}")
    command = ["--config", str(config), "--adapter", "caddyfile"]
    run("caddy", "validate", *command)
    return ["caddy", "run", *command]


CLAIM = {"X-Forwarded-User": "ana"}
"""What anybody could send."""

PROXIES = {"nginx": as_nginx, "caddy": as_caddy}


@dataclass(frozen=True)
class Line:
    """The way to the daemon through a proxy."""

    session: aiohttp.ClientSession
    at: Places
    trust: ssl.SSLContext

    async def ask(
        self,
        path: str,
        user: str | None = None,
        method: str = "GET",
        headers: Mapping[str, str] = MappingProxyType({}),
    ) -> tuple[int, str, Mapping[str, str]]:
        """Ask for *path* by TLS; return status, text and headers."""
        secret = b64encode(f"{user}:{PASSWORD}".encode()).decode()
        shown = {"Authorization": f"Basic {secret}"} if user else {}
        async with self.session.request(
            method,
            f"https://127.0.0.1:{self.at.secure}{path}",
            headers={"Host": HOST, **shown, **headers},
            ssl=self.trust,
            server_hostname=HOST,
            allow_redirects=False,
        ) as answer:
            return answer.status, await answer.text(), answer.headers


@asynccontextmanager
async def behind(name: str, folder: Path) -> AsyncIterator[Line]:
    """Run a daemon and the proxy called *name* before it."""
    at = Places(folder, free_port(), free_port(), free_port())
    certify(folder)
    command = PROXIES[name](at)
    tables: dict[str, Any] = {
        "web": {"listen": f"127.0.0.1:{at.daemon}", **WEB},
        "web.users": USERS,
        "connectors": [{"type": "jsonl", "name": "none", "path": str(folder / "none.jsonl")}],
    }
    (folder / "none.jsonl").touch()
    async with process(configured(folder, **tables)) as daemon, aiohttp.ClientSession() as session:
        own = {**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder / "data"),
               "XDG_CONFIG_HOME": str(folder / "config")}  # fmt: skip
        proxy = await asyncio.create_subprocess_exec(
            *command, env=own, stderr=asyncio.subprocess.DEVNULL
        )
        trust = ssl.create_default_context(cafile=str(folder / "fullchain.pem"))
        try:
            await daemon.says("ready: pages at")
            line = Line(session, at, trust)
            async with asyncio.timeout(20):
                while True:
                    with suppress(aiohttp.ClientConnectionError):
                        await line.ask("/")
                        break
                    await asyncio.sleep(0.05)
            yield line
        finally:
            proxy.terminate()
            await proxy.wait()


@pytest.mark.parametrize("name", PROXIES)
async def test_who_comes_through_the_proxy_is_who_the_proxy_says(name: str, tmp_path: Path) -> None:
    if shutil.which(name) is None or shutil.which("openssl") is None:
        pytest.skip(f"{name} and openssl are not here; apt-get install {name} openssl")
    async with behind(name, tmp_path) as line:
        assert (await line.ask("/"))[0] == 401
        assert (await line.ask("/", headers=CLAIM))[0] == 401
        status, page, headers = await line.ask("/", "ben")
        assert (status, "<h1" in page) == (200, True)
        assert headers["Strict-Transport-Security"]
        direct = f"http://127.0.0.1:{line.at.daemon}/"
        async with line.session.get(direct, headers={"X-Forwarded-User": "ben"}) as answer:
            for kept in ("Content-Security-Policy", "Cache-Control", "Referrer-Policy"):
                assert headers[kept] == answer.headers[kept]
        style = re.search(r'href="(/static/[^"]+)"', page)
        assert style is not None
        assert (await line.ask(style[1]))[0] == 200
        # ben reads, whoever he says he is; ana operates, by a form or a program of our own site
        site = {"Origin": f"https://{HOST}", "Sec-Fetch-Site": "same-origin"}
        for claim in ({}, CLAIM, {"x_forwarded_user": "ana"}):
            status, said, _ = await line.ask("/-/reload", "ben", "POST", {**site, **claim})
            assert (status, "right to operate" in said) == (403, True)
        _, said, _ = await line.ask("/-/reload", "ana", "POST", site)
        assert "right to operate" not in said
        # proofs of their own are taken as such, and open nothing else
        assert (await line.ask("/reply/nonsense", headers=CLAIM))[0] in {404, 410}
        assert (await line.ask("/shared/nonsense", headers=CLAIM))[0] in {404, 410}
        assert (await line.ask("/static/../operator", headers=CLAIM))[0] in {400, 401, 404}
        for inner in ("/metrics", "/metrics/pairings", "/livez", "/readyz"):
            assert (await line.ask(inner, "ana"))[0] == 404
        plain = f"http://127.0.0.1:{line.at.plain}/alerts"
        async with line.session.get(plain, headers={"Host": HOST}, allow_redirects=False) as moved:
            assert moved.status in {301, 308}
            assert moved.headers["Location"] == f"https://{HOST}/alerts"

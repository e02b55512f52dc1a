"""Sheets and scripts: under addresses that never change what they hold, and nothing from afar."""

from __future__ import annotations

import gzip
import re
from collections.abc import AsyncIterator
from importlib.resources import files

import aiohttp
import pytest

from monitor.web import application, served
from monitor.web.stationery import PARTS, PLACE, static
from tests.contract.test_pages import desk

OWN = sorted(name for name in PARTS if not name.startswith("uplot/"))


@pytest.fixture
async def base() -> AsyncIterator[str]:
    """Address of a site."""
    async with served(application(desk()), "127.0.0.1", 0) as address:
        yield address


async def test_a_part_is_kept_for_a_year_and_is_what_its_address_says(base: str) -> None:
    async with aiohttp.ClientSession() as session:
        for name, part in PARTS.items():
            async with session.get(f"{base}{static(name)}") as answer:
                assert answer.status == 200
                assert await answer.read() == part.body
                assert answer.headers["Content-Type"].startswith(part.kind)
                assert "immutable" in answer.headers["Cache-Control"]
                assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_who_unpacks_is_sent_it_packed(base: str) -> None:
    where = f"{base}{static('uplot/uplot.js')}"
    async with aiohttp.ClientSession(auto_decompress=False) as session:
        async with session.get(where, headers={"Accept-Encoding": "gzip"}) as answer:
            packed = await answer.read()
            assert answer.headers["Content-Encoding"] == "gzip"
        async with session.get(where, headers={"Accept-Encoding": "identity"}) as answer:
            assert "Content-Encoding" not in answer.headers
            assert gzip.decompress(packed) == await answer.read()
    assert len(packed) < len(PARTS["uplot/uplot.js"].body) / 2


@pytest.mark.parametrize(
    "path",
    [
        f"{PLACE}{'0' * 12}/common.css",
        f"{PLACE}{'0' * 12}/../pages.py",
        f"{PLACE}{'0' * 12}/uplot/LICENSE",
        f"{PLACE}common.css",
        PLACE,
    ],
)
async def test_another_address_holds_nothing(base: str, path: str) -> None:
    async with aiohttp.ClientSession() as session, session.get(f"{base}{path}") as answer:
        assert answer.status == 404


@pytest.mark.parametrize("name", sorted(PARTS))
def test_no_part_asks_for_anything_from_elsewhere(name: str) -> None:
    text = PARTS[name].body.decode()
    assert not re.search(r"url\(\s*['\"]?(?!data:)|@import|\beval\(|new Function\b", text)


@pytest.mark.parametrize("name", OWN)
def test_no_part_of_ours_names_an_address(name: str) -> None:
    assert "//" not in re.sub(r"^\s*//.*| // .*", "", PARTS[name].body.decode(), flags=re.MULTILINE)


def test_what_others_wrote_has_its_licence_beside_it() -> None:
    head = PARTS["uplot/uplot.js"].body[:80].decode()
    assert "github.com/leeoniya/uPlot (v1.6.32)" in head
    assert "MIT" in files("monitor.web").joinpath("static/uplot/LICENSE").read_text("utf-8")

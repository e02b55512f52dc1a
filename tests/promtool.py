"""Prometheus' own opinion of what we hand it."""

from __future__ import annotations

import shutil
import subprocess

import pytest

needed = pytest.mark.skipif(
    shutil.which("promtool") is None,
    reason="promtool is not here; on Debian and Ubuntu: apt-get install prometheus",
)


def complaints(*arguments: str, page: str = "") -> str:
    """Return what promtool finds wrong, nothing where all is well."""
    done = subprocess.run(
        ["promtool", *arguments], input=page, capture_output=True, text=True, check=False
    )
    return done.stderr if done.returncode else ""

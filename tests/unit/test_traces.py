"""A file of the catalogue is read again once it shows a change, and not before."""

from __future__ import annotations

import os
from itertools import pairwise
from pathlib import Path

from monitor.app.almanac import traces


def test_a_file_leaves_the_same_trace_until_it_is_changed_replaced_or_gone(tmp_path: Path) -> None:
    file, other = tmp_path / "mine.toml", tmp_path / "other.toml"
    file.write_text("[[players]]", "utf-8")
    found = [traces([file]), traces([file])]
    assert found[0] == found[1]
    seen = file.stat()
    file.write_text("[[watches]]", "utf-8")
    os.utime(file, ns=(seen.st_atime_ns, seen.st_mtime_ns))  # as old as before, and as long
    found.append(traces([file]))
    other.write_text("[[watches]]", "utf-8")
    other.replace(file)
    found.append(traces([file]))
    file.unlink()
    found.append(traces([file]))
    assert found[-1] == [None]
    assert all(before != after for before, after in pairwise(found[1:]))

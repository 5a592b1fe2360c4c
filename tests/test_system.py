"""What the computer must have is told in one line, before anything is installed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ganstudio import system

SCRIPT = Path(system.__file__)


@pytest.fixture(autouse=True)
def _linux(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr("os.geteuid", lambda: 1000, raising=False)


def test_missing_libraries_are_one_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(system, "_loads", lambda library: library not in ("libEGL.so.1", "libxcb-cursor.so.0"))
    assert system.problem("window").splitlines()[1:] == ["sudo apt-get install -y libegl1 libxcb-cursor0"]


def test_nothing_is_missing_where_all_loads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "_loads", lambda library: True)
    assert [system.problem(kind) for kind in ("window", "offscreen", "nothing")] == ["", "", ""]


def test_a_library_that_does_not_exist_does_not_load() -> None:
    assert system.missing({"libthis-is-not-there.so.7": "libthis7"}) == ["libthis7"]


def test_only_what_the_work_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert "libxcb-cursor.so.0" in system.needed("window")
    assert "libwayland-client.so.0" not in system.needed("window")
    assert "libxcb-cursor.so.0" not in system.needed("offscreen")
    assert system.needed("nothing") == {}


def test_an_old_python_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    assert "needs Python 3.11 or newer" in system.problem("window")


def test_view_without_a_display() -> None:
    done = subprocess.run(
        [sys.executable, SCRIPT, "view"], env={"PATH": ""}, capture_output=True, text=True, timeout=60
    )
    assert done.stdout == ("nothing" if sys.platform.startswith("linux") else "window")

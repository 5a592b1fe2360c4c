"""How other programs are started from the packaged one."""

from __future__ import annotations

import os
import sys

import pytest

from ganstudio.program import free_environment

OURS = {
    "LD_LIBRARY_PATH": "/usr/lib/ganstudio/_internal",
    "QT_PLUGIN_PATH": "/usr/lib/ganstudio/_internal/PySide6/Qt/plugins",
    "_PYI_ARCHIVE_FILE": "/usr/lib/ganstudio/ganstudio",
}


@pytest.fixture(autouse=True)
def ours(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in OURS.items():
        monkeypatch.setenv(name, value)


def test_a_browser_opened_from_the_package_finds_its_own_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/opt/own/lib")
    free_environment()
    assert os.environ["LD_LIBRARY_PATH"] == "/opt/own/lib"  # what the user had set is the user's again
    assert not {"LD_LIBRARY_PATH_ORIG", "QT_PLUGIN_PATH", "_PYI_ARCHIVE_FILE"} & os.environ.keys()


def test_an_installed_python_s_environment_is_nobody_s_to_change() -> None:
    free_environment()
    assert {name: os.environ[name] for name in OURS} == OURS

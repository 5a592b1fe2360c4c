"""What every test runs in: no display, one thread, English, and a home folder of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

# Before anything imports Qt or torch. One thread: tests share the computer, and results do not depend on its cores.
os.environ["QT_QPA_PLATFORM"] = os.environ.get("GANSTUDIO_TEST_PLATFORM", "offscreen")
os.environ.update(OMP_NUM_THREADS="1", MKL_NUM_THREADS="1", VIPS_CONCURRENCY="1")


@pytest.fixture(scope="session", autouse=True)
def _session_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """For what fixtures of the session write."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GANSTUDIO_HOME", str(tmp_path_factory.mktemp("home")))
        yield


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """This test's own settings, models, runs and caches."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("GANSTUDIO_HOME", str(folder))
    return folder


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Sentences are compared in English, whatever the computer's language; a test that switches leaves no trace."""
    from ganstudio.i18n import set_language

    set_language("en")
    yield
    set_language("en")

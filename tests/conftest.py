"""What every test runs in: no display, one thread, English, and a home folder of its own; and how many run at once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from ganstudio.engine import memory

# Before anything imports Qt or torch. One thread: tests share the computer, and results do not depend on its cores.
os.environ["QT_QPA_PLATFORM"] = os.environ.get("GANSTUDIO_TEST_PLATFORM", "offscreen")
os.environ.update(OMP_NUM_THREADS="1", MKL_NUM_THREADS="1", VIPS_CONCURRENCY="1")


MOST, ROOM = 4, 1_500_000_000
"""Test processes at once, however many processors there are; bytes of memory for each."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """What `-n auto` means: all processors this process may use, as far as memory goes."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(processors, MOST, memory.free() // ROOM))


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

"""Killed at any moment and started again, the window has what was open; the bench does it a hundred times."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from ganstudio.projects.recovery import Leftovers
from tests.projects.kills import PATIENCE, Run, compare, fill

EDITS = 12
WATCHDOG = 30.0
"""Seconds that may be lost on a computer that is busy with other things."""


def test_what_was_open_is_there_after_a_kill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, photos = tmp_path / "home", fill(tmp_path / "photos")
    monkeypatch.setenv("GANSTUDIO_HOME", str(home))
    first = Run(home, photos, seed=3)
    give_up = time.monotonic() + PATIENCE
    while len(first.told) < EDITS or not any(page["steps"] for page in first.told[-1].pages):
        assert not first.over and time.monotonic() < give_up, first.errors
        time.sleep(0.05)
    assert Leftovers().photos == (), "what a living program keeps is nobody else's"
    killed = first.kill()
    found = Leftovers()
    assert found.photos
    found.leave()

    second = Run(home, photos, seed=4, count=0)
    assert second.end() == 0, second.errors
    outcome = compare(first.told, killed, second.told[0], second.began)
    assert outcome.strange == [] and outcome.pages and outcome.lost < WATCHDOG
    assert Leftovers().photos == (), "it was closed as it should be"

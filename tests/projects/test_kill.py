"""Killed at any moment and started again, the window has what was open; the bench does it a hundred times."""

from __future__ import annotations

from pathlib import Path

from tests.projects.kills import chain, fill

KILLS = 2
WATCHDOG = 30.0
"""Seconds that may be lost on a computer that is busy with other things."""


def test_what_was_open_is_there_after_a_kill(tmp_path: Path) -> None:
    outcomes = chain(tmp_path / "home", fill(tmp_path / "photos"), 3, KILLS, longest=2.5)
    assert len(outcomes) > 1 and any(outcome.steps for outcome in outcomes)
    assert [outcome.strange for outcome in outcomes if outcome.strange] == []
    assert all(outcome.lost < WATCHDOG for outcome in outcomes)

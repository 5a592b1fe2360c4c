"""Killed at any moment and started again, a batch comes to the same end."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from ganstudio.batch.journal import Journal
from ganstudio.batch.line import SEATS
from tests.batch.kills import fill, finish, kill, prepare, report, tree

KILLS = 5


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files of all kinds."""
    return fill(tmp_path_factory.mktemp("mixed"))


def test_killed_and_resumed_equals_uninterrupted(mixed: Path, tmp_path: Path) -> None:
    once, often = prepare(tmp_path / "once"), prepare(tmp_path / "often")
    settled = finish(once, mixed)
    assert settled > 190

    chance = random.Random(7)
    for _kill in range(KILLS):
        kill(often, mixed, settled // KILLS, chance)
    finish(often, mixed)

    assert tree(often) == tree(once)
    assert report(often) == report(once)
    assert not [name for name in tree(often) if name.endswith((".part", ".lock"))]

    lines = [line for line in Journal(often / "journal").lines() if "photo" in line]
    ends = Counter(line["photo"] for line in lines if line["state"] != "working")
    assert set(ends.values()) == {1}, "no photo was finished twice"
    begun = Counter(line["photo"] for line in lines if line["state"] == "working")
    assert sum(begun.values()) - len(begun) <= KILLS * SEATS, "only what was in flight was begun again"

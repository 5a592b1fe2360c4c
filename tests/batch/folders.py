"""A folder of photos, and what is in a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from ganstudio.batch.item import State
from tests.batch.rooms import picture

DONE, FAILED, SKIPPED, WAITING = State.DONE, State.FAILED, State.SKIPPED, State.WAITING


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """Six photos."""
    for index in range(6):
        picture(tmp_path / "in" / f"{index}.png", index)
    return tmp_path / "in"


def files(folder: Path) -> list[str]:
    """What is in `folder` and below."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())

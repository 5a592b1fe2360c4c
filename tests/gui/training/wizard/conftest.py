"""A wizard whose check, trial and start are the test's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from ganstudio.gui.studio import Studio
from ganstudio.gui.training.wizard.wizard import Wizard
from tests.gui.rooms import no_leaks, save_picture, studio, tiny_models
from tests.gui.training.wizard.fakes import Fakes
from trainers import estimate
from trainers.clinic import check

__all__ = ["no_leaks", "studio", "tiny_models"]


@pytest.fixture
def fakes(monkeypatch: pytest.MonkeyPatch) -> Fakes:
    """What the check and the trial answer; which runs were started."""
    made = Fakes()
    monkeypatch.setattr(check, "check", made.check)
    monkeypatch.setattr(estimate, "estimate", made.measure)
    monkeypatch.setattr("ganstudio.gui.training.wizard.begin.start", made.start)
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three pictures."""
    made = tmp_path / "mis fotos año"
    made.mkdir()
    for number in range(3):
        save_picture(made / f"photo {number}.png", 24, 24, seed=number)
    return made


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Two pictures of another kind."""
    made = tmp_path / "paintings"
    made.mkdir()
    for number in range(2):
        save_picture(made / f"painting {number}.png", 24, 24, seed=10 + number)
    return made


@pytest.fixture
def wizard(qtbot: QtBot, studio: Studio, fakes: Fakes) -> Iterator[Any]:
    """Shown, on its first page."""
    made = Wizard(studio)
    made.resize(1100, 640)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()
    assert studio.runner.stop(20), "a task does not end"
    made.deleteLater()

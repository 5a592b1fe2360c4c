"""The trainer tab as tests of it find it: the doctor says nothing, and windows close without asking."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from ganstudio.gui.training import desk
from ganstudio.gui.training.questions import Leaving
from ganstudio.gui.training.tab import TrainingTab
from ganstudio.gui.window import Window
from tests.gui.rooms import PATIENCE
from trainers.doctor import examine as doctor


@pytest.fixture
def well(monkeypatch: pytest.MonkeyPatch) -> None:
    """The doctor is tested elsewhere; windows close without asking."""
    monkeypatch.setattr(doctor, "examine", lambda _run: ())
    monkeypatch.setattr(desk, "ask_about_leaving", lambda *_: Leaving.GO_ON)


def shown(qtbot: QtBot, window: Window) -> TrainingTab:
    """The tab, with its list and the page of a run, if there is one."""
    window.trainings.show(True)
    qtbot.waitUntil(lambda: window.trainings._tab is not None, timeout=PATIENCE)
    window.trainings.roll.look()
    qtbot.waitUntil(lambda: window.trainings.roll.known, timeout=PATIENCE)
    made = window.trainings.tab
    if window.trainings.roll.entries:
        qtbot.waitUntil(lambda: made.page.seen is not None, timeout=PATIENCE)
    return made


def looked(qtbot: QtBot, made: TrainingTab) -> None:
    """Wait until the page shows its folder as it is now."""
    before = made.page.seen
    made.page.follow.look()
    qtbot.waitUntil(lambda: made.page.seen is not before, timeout=PATIENCE)

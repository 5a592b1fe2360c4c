"""The window around the trainer tab: what goes and comes back, and leaving."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ganstudio.gui.training import desk
from ganstudio.gui.training.questions import Leaving
from ganstudio.gui.window import Window
from tests.gui.rooms import PATIENCE, photo
from tests.gui.tab_of_trainings import shown, well
from tests.gui.trainings import asked, make_run
from trainers.control import Ask
from trainers.status import Phase

__all__ = ["well"]
pytestmark = pytest.mark.usefixtures("well")


def test_the_rooms_of_photos_go_and_come_back(qtbot: QtBot, window: Window) -> None:
    window.session.add(photo())
    window.menu_actions["history"].trigger()  # hidden before, hidden afterwards
    before = [dock.isVisible() for dock in window.docks]
    shown(qtbot, window)
    assert not any(dock.isVisible() for dock in window.docks) and not window.bar.isVisible()
    enabled = {name for name in ("open", "settings", "training") if window.menu_actions[name].isEnabled()}
    assert enabled == {"open", "settings", "training"}
    for name in ("run", "undo", "export", "compare", "tool:crop", "palette"):
        assert not window.menu_actions[name].isEnabled(), name
    window.menu_actions["training"].trigger()
    assert [dock.isVisible() for dock in window.docks] == before and window.bar.isVisible()
    assert window.menu_actions["export"].isEnabled()


def test_photos_need_no_more_room_because_trainings_were_seen(qtbot: QtBot, window: Window) -> None:
    make_run()
    window.resize(900, 700)
    qtbot.wait(0)
    narrow = window.minimumSizeHint().width()
    shown(qtbot, window)
    window.trainings.show(False)
    window.resize(900, 700)  # as wide as before: the toolbar has names where there is room
    qtbot.waitUntil(lambda: window.minimumSizeHint().width() == narrow, timeout=PATIENCE)


def test_opening_a_photo_turns_back_to_photos(qtbot: QtBot, window: Window, photos: list[Path]) -> None:
    shown(qtbot, window)
    window.session.open(photos[:1])
    assert not window.trainings.shown
    qtbot.waitUntil(lambda: window.session.current is not None, timeout=PATIENCE)


def test_a_training_out_of_sight_is_told_in_the_status_bar(qtbot: QtBot, window: Window) -> None:
    make_run(title="Waves", phase=Phase.TRAINING)
    window.trainings.look()
    button = window.status.training
    qtbot.waitUntil(lambda: "Waves" in button.text() and "50 %" in button.text(), timeout=PATIENCE)
    button.click()
    assert window.trainings.shown and button.isHidden()
    qtbot.waitUntil(lambda: window.trainings._tab is not None, timeout=PATIENCE)  # whose libraries come in a thread


@pytest.mark.parametrize(
    ("wish", "closed", "stopped"),
    [(Leaving.STOP, True, True), (Leaving.GO_ON, True, False), (Leaving.STAY, False, False)],
)
def test_leaving_asks_what_shall_become_of_a_training(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch, wish: Leaving, closed: bool, stopped: bool
) -> None:
    run = make_run(phase=Phase.TRAINING)
    window.trainings.look()
    qtbot.waitUntil(lambda: bool(window.trainings.roll.working), timeout=PATIENCE)
    monkeypatch.setattr(desk, "ask_about_leaving", lambda *_: wish)
    assert window.close() is closed
    assert asked(run, Ask.STOP) is stopped
    monkeypatch.setattr(desk, "ask_about_leaving", lambda *_: Leaving.GO_ON)


def test_leaving_asks_nothing_while_none_is_at_work(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_run(phase=Phase.STOPPED)
    window.trainings.look()
    qtbot.waitUntil(lambda: window.trainings.roll.known, timeout=PATIENCE)
    monkeypatch.setattr(desk, "ask_about_leaving", lambda *_: pytest.fail("there is nothing to ask"))
    assert window.close()

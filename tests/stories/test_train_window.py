"""Story: forty photos become a model of one's own: through the wizard to a training in a process of its own, which is
watched, paused and let go on; its model is put to use and changes a photo."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot

from ganstudio.gui.training.wizard.wizard import Wizard
from ganstudio.gui.window import Window
from tests.gui.rooms import finished, opened, save_picture
from tests.gui.training.wizard.fakes import arrived, click, gathered
from tests.trainers.conftest import picture
from trainers.status import Phase, read_status

LONG = 300_000
"""Milliseconds: a watchdog. Real processes start here, on a computer that may be busy."""
SMALL = {"channels": 8, "blocks": 1, "patch": 16, "batch": 2, "pixel_steps": 40, "gan_steps": 0, "every": 10}


@pytest.fixture
def forty(tmp_path: Path) -> Path:
    """A folder of forty small photos."""
    folder = tmp_path / "my photos ñ"
    folder.mkdir()
    random = np.random.default_rng(3)
    for number in range(40):
        (folder / f"{number}.png").write_bytes(cv2.imencode(".png", picture(random, 200))[1].tobytes())
    return folder


def test_forty_photos_become_a_model_that_changes_a_photo(
    qtbot: QtBot, window: Window, forty: Path, tmp_path: Path
) -> None:
    opened(qtbot, window, save_picture(tmp_path / "garden.png", 48, 32))
    page = window.session.current
    assert page
    qtbot.keyClick(window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.trainings.shown, timeout=LONG)
    tab = window.trainings.tab
    tab.begin()
    assert tab.wizard
    _through(qtbot, tab.wizard, forty)
    with qtbot.waitSignal(tab.wizard.begun, timeout=LONG) as begun:
        click(qtbot, tab.wizard.foot.next)
    run = begun.args[0]

    # The training is watched; it goes to its end, whatever the window does.
    qtbot.waitUntil(lambda: read_status(run.folder).phase is Phase.FINISHED, timeout=LONG)
    assert [step for step, _path in run.previews()] == [10, 20, 30, 40]
    assert [kept.step for kept in run.kept()] == [10, 20, 30, 40]
    qtbot.waitUntil(lambda: bool(tab.page.seen and tab.page.seen.run.folder == run.folder), timeout=LONG)
    qtbot.waitUntil(tab.page.use.isEnabled, timeout=LONG)

    # Put to use it is in its tool's panel at once, and changes the photo.
    named = patch.object(QInputDialog, "getText", return_value=("My garden", True))
    with named, qtbot.waitSignal(tab.deeds.used, timeout=LONG) as used:
        click(qtbot, tab.page.use)
    tab.use_requested.emit(used.args[0])
    assert not window.trainings.shown and window.panel.tool.id == "upscale"
    assert window.panel.params.model == used.args[0].name
    window.run()
    finished(qtbot, window)
    assert page.document.photo.size == (192, 128)
    assert page.document.steps[-1].edit.model == used.args[0].name


def _through(qtbot: QtBot, wizard: Wizard, folder: Path) -> None:
    """All pages, with settings that make it short."""
    gathered(qtbot, wizard, folder)
    arrived(qtbot, wizard, 3)
    box = wizard.choose.start.box
    box.setCurrentIndex(box.findData(""))
    box.activated.emit(box.currentIndex())
    settings = wizard.choose.settings
    click(qtbot, settings.fold)
    settings.counted.click()
    assert settings.form
    for name, value in SMALL.items():
        settings.form.editors[name].set_value(value)
    settings.form.changed.emit()
    arrived(qtbot, wizard, 4)
    qtbot.waitUntil(wizard.foot.next.isEnabled, timeout=LONG)

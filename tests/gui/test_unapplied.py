"""What is seen but not applied is applied before it leaves the window."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ganstudio.gui import commands
from ganstudio.gui.dialogs.export import ExportDialog
from ganstudio.gui.dialogs.questions import Answer
from ganstudio.gui.window import Window
from ganstudio.image.files import open_photo
from tests.gui.bright import Bright, BrightParams, bright
from tests.gui.instant import page_with, previewed, set_amount
from tests.gui.rooms import PATIENCE, opened

__all__ = ["bright"]

pytestmark = pytest.mark.usefixtures("bright", "window")


def in_the_dialog(act: Callable[[ExportDialog], None]) -> None:
    """Do `act` as soon as the dialog is open: what is seen is applied before."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, ExportDialog):
            act(dialog)
        else:
            QTimer.singleShot(20, look)

    QTimer.singleShot(20, look)


def export_by_keys(qtbot: QtBot, window: Window, target: Path) -> None:
    def fill_in(dialog: ExportDialog) -> None:
        dialog.path.setText(str(target))
        dialog.path.textEdited.emit(str(target))
        dialog._export.click()

    in_the_dialog(fill_in)
    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)


def test_what_is_seen_is_exported(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    page = page_with(window, 12)
    export_by_keys(qtbot, window, tmp_path / "seen.png")
    assert [step.edit.params for step in page.document.steps] == [{"amount": 12}]
    assert np.array_equal(open_photo(tmp_path / "seen.png").pixels, page.document.photo.pixels)
    assert not page.unsaved and not page.unapplied


def test_what_is_not_seen_is_not_exported(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    page = page_with(window, 12)
    window.choose("light")
    export_by_keys(qtbot, window, tmp_path / "plain.png")
    assert not page.document.steps
    assert np.array_equal(open_photo(tmp_path / "plain.png").pixels, page.document.original.pixels)
    assert page.unapplied == {"bright": BrightParams(12)}


def test_what_cannot_be_applied_is_not_exported_without_it(
    qtbot: QtBot, window: Window, bright: Bright, monkeypatch: pytest.MonkeyPatch
) -> None:
    page_with(window, 12)
    bright.fails = "There is no light."
    monkeypatch.setattr(commands, "ExportDialog", lambda *_parts: pytest.fail("nothing to export"))
    assert not window.commands.export()
    assert window.stage.banner.text == "There is no light."
    assert window.panel.params.amount == 12


def test_what_is_seen_is_copied(qtbot: QtBot, window: Window) -> None:
    page = page_with(window, 12)
    with qtbot.waitSignal(window.commands.copied, timeout=PATIENCE):
        window.menu_actions["copy"].trigger()
    assert len(page.document.steps) == 1
    window.menu_actions["paste"].trigger()
    qtbot.waitUntil(lambda: len(window.session.pages) == 2, timeout=PATIENCE)
    assert np.array_equal(window.session.pages[1].document.photo.pixels, page.document.photo.pixels)


def test_closing_asks_about_what_is_seen(
    qtbot: QtBot, window: Window, photos: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    answer = Answer.CANCEL

    def ask(_parent: object, name: str, _project: bool) -> Answer:
        asked.append(name)
        return answer

    monkeypatch.setattr(commands, "ask_to_save", ask)
    opened(qtbot, window, photos[0])
    window.choose("bright")
    set_amount(window, 12)
    page = window.session.current
    assert page
    assert not window.commands.close(page) and asked == ["photo 1.png"]
    window.choose("light")
    assert window.commands.close(page) and len(asked) == 1, "values that are not seen are no work"
    opened(qtbot, window, photos[1])
    window.choose("bright")
    set_amount(window, 12)
    page, answer = window.session.current, Answer.SAVE
    assert page
    in_the_dialog(lambda dialog: dialog._export.click())
    assert window.commands.close(page)
    before = open_photo(photos[1]).pixels.astype(int)
    written = next(path for path in photos[1].parent.iterdir() if path not in photos)
    assert np.array_equal(open_photo(written).pixels, np.minimum(before + 12, 255))


def test_the_next_photo_does_not_take_the_place_of_one_with_values(
    qtbot: QtBot, window: Window, photos: list[Path]
) -> None:
    opened(qtbot, window, photos[0])
    qtbot.waitUntil(lambda: len(window.stage.strip.paths) == 3, timeout=PATIENCE)
    window.choose("bright")
    set_amount(window, 12)
    window.menu_actions["next"].trigger()
    qtbot.waitUntil(lambda: len(window.session.pages) == 2, timeout=PATIENCE)
    window.session.show(window.session.pages[0])
    assert window.panel.params.amount == 12


def test_a_closed_photo_with_values_is_forgotten(qtbot: QtBot, window: Window) -> None:
    page = page_with(window, 12)
    previewed(qtbot, window, 12)
    watches = [weakref.ref(each) for each in (page, page.canvas, page.document.photo)]
    window.session.close(page)
    del page

    def gone() -> bool:
        gc.collect()
        return not any(watch() for watch in watches)

    qtbot.waitUntil(gone, timeout=PATIENCE)

"""Story: a person opens a photo, looks at a preview, enlarges it, compares, changes their mind, exports, opens that."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ganstudio.engine.job import Job
from ganstudio.gui import commands, recent
from ganstudio.gui.dialogs import export as export_dialog
from ganstudio.gui.dialogs.export import ExportDialog
from ganstudio.gui.dialogs.questions import Answer
from ganstudio.gui.dialogs.subject import of_page
from ganstudio.gui.window import Window
from ganstudio.image.files import open_photo
from ganstudio.tools import TOOLS
from ganstudio.tools.tool import Context
from ganstudio.tools.upscale import UpscaleParams
from tests.gui.rooms import PATIENCE, finished, opened, save_picture


def choose(window: Window, **values: object) -> None:
    """As if the user had set them in the panel."""
    for name, value in values.items():
        editor = window.panel.form.editors[name]
        editor.set_value(value)
        editor.changed.emit()


def test_from_opening_to_reopening(qtbot: QtBot, window: Window, photos: list[Path]) -> None:
    canvas_of = window.session

    # Open: the photo, and its folder in the strip.
    opened(qtbot, window, photos[0])
    page = canvas_of.current
    assert page and page.document.photo.size == (40, 30)
    qtbot.waitUntil(lambda: len(window.stage.strip.paths) == 3, timeout=PATIENCE)
    assert photos[0] in recent.recent_photos()

    # Preview: before anything is done.
    qtbot.keyClick(window, Qt.Key.Key_P)
    qtbot.waitUntil(lambda: page.canvas._preview is not None, timeout=PATIENCE)
    assert not page.document.steps

    # Run, by the button.
    choose(window, scale=2.0)
    qtbot.mouseClick(window.panel.run, Qt.MouseButton.LeftButton)
    assert page.busy and not window.menu_actions["undo"].isEnabled()
    finished(qtbot, window)
    assert page.document.photo.size == (80, 60)
    step = page.document.steps[0]
    assert step.edit.tool == "upscale" and step.edit.model == "upscale-x2-faithful" and len(step.edit.sha256) == 64
    assert not window.panel.preview.isChecked(), "what is done need not be previewed"
    params = UpscaleParams(scale=2.0)
    expected = TOOLS["upscale"].run(page.document.original, params, Context(window.studio.engine, Job()))
    assert np.array_equal(page.document.photo.pixels, expected.pixels)

    # Compare: the line, and the key that is held.
    qtbot.keyClick(window, Qt.Key.Key_C)
    assert page.canvas._split.on
    qtbot.keyPress(page.canvas, Qt.Key.Key_Backslash)
    assert page.canvas._only_original
    qtbot.keyRelease(page.canvas, Qt.Key.Key_Backslash)
    assert not page.canvas._only_original

    # Undo, redo, jump.
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.document.position == 0 and page.canvas.photo is page.document.original
    qtbot.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert page.document.position == 1
    window.history.list.itemClicked.emit(window.history.list.item(0))
    assert page.document.position == 0
    window.history.list.itemClicked.emit(window.history.list.item(1))
    assert page.document.position == 1 and page.unsaved

    # With the history in focus: arrows jump, letters still belong to the window.
    qtbot.keyClick(window.history.list, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: page.document.position == 0, timeout=PATIENCE)
    qtbot.keyClick(window.history.list, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: page.document.position == 1, timeout=PATIENCE)
    qtbot.keyPress(window.history.list, "o")
    assert page.canvas._only_original
    qtbot.keyRelease(window.history.list, "o")
    assert not page.canvas._only_original

    # Export by keys, in the dialog.
    target = photos[0].with_name("grande ñ.png")

    def fill_in() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ExportDialog)
        dialog.path.setText(str(target))
        dialog.path.textEdited.emit(str(target))
        dialog._export.click()

    QTimer.singleShot(200, fill_in)
    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert target.exists() and not page.unsaved
    assert str(target) in window.stage.banner.text

    # Reopen what was written.
    opened(qtbot, window, target)
    assert window.session.current is not page
    assert np.array_equal(open_photo(target).pixels, page.document.photo.pixels)
    assert len(window.session.pages) == 2


def test_a_job_is_cancelled_and_nothing_is_changed(qtbot: QtBot, window: Window, photos: list[Path]) -> None:
    opened(qtbot, window, save_picture(photos[0].with_name("large.png"), 600, 500))
    page = window.session.current
    assert page
    choose(window, scale=8.0)
    window.menu_actions["run"].trigger()
    assert window.menu_actions["cancel"].isEnabled()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.work.page is None and not page.busy, "the window is free at once"
    assert window.panel.run.isVisible() and window.panel.run.isEnabled()
    assert window.studio.runner.stop(20)
    qtbot.wait(50)
    assert not page.document.steps


def test_closing_asks_about_work_that_is_in_no_file(
    qtbot: QtBot, window: Window, photos: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    answers = [Answer.CANCEL, Answer.SAVE, Answer.SAVE, Answer.DISCARD]

    def ask(_parent: object, name: str, _project: bool) -> Answer:
        asked.append(name)
        return answers[len(asked) - 1]

    monkeypatch.setattr(commands, "ask_to_save", ask)
    opened(qtbot, window, photos[0], photos[1])
    page = window.session.page_of(photos[0])
    assert page
    window.session.show(page)
    window.run()
    finished(qtbot, window)

    assert not window.close(), "Cancel keeps the window"
    assert len(window.session.pages) == 2, "and every photo in it"

    monkeypatch.setattr(ExportDialog, "exec", lambda _self: ExportDialog.DialogCode.Rejected)
    assert not window.close(), "who leaves the export dialog has not saved"
    monkeypatch.undo()
    monkeypatch.setattr(commands, "ask_to_save", ask)

    QTimer.singleShot(200, lambda: QApplication.activeModalWidget()._export.click())  # type: ignore[attr-defined]
    assert window.commands.close(page), "saved, then closed"
    assert photos[0].with_name("photo 1-160x120.png").exists()
    assert asked == ["photo 1.png"] * 3

    assert window.close(), "nothing else is unsaved"
    assert len(asked) == 3


def test_the_original_is_not_replaced_without_being_asked(
    qtbot: QtBot, window: Window, photos: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = photos[0].read_bytes()
    questions: list[bool] = []

    def ask(_parent: object, _path: Path, *, original: bool) -> bool:
        questions.append(original)
        return len(questions) > 2

    monkeypatch.setattr(export_dialog, "ask_to_overwrite", ask)
    opened(qtbot, window, photos[0])
    page = window.session.current
    assert page
    window.run()
    finished(qtbot, window)
    dialog = ExportDialog(of_page(page), window.studio, window)
    qtbot.addWidget(dialog)
    for target in (photos[0].parent / ".." / photos[0].parent.name / photos[0].name, photos[1]):
        dialog.path.setText(str(target))
        dialog._path_edited()
        dialog._export.click()
    assert questions == [True, False], "the question says whether it is the original"
    assert photos[0].read_bytes() == before

    dialog.path.setText(str(photos[0]))
    with qtbot.waitSignal(dialog.exported, timeout=PATIENCE):
        dialog._export.click()
    assert open_photo(photos[0]).size == (160, 120)


def test_files_are_dropped_and_refused_ones_told(qtbot: QtBot, window: Window, photos: list[Path]) -> None:
    broken = photos[0].with_name("broken.jpg")
    broken.write_bytes(b"\xff\xd8\xff\xe0nothing")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in (photos[0], broken, photos[2])])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(300, 300), *how)
    window.dragEnterEvent(enter)
    assert enter.isAccepted()
    window.dropEvent(QDropEvent(QPointF(300, 300), *how))
    qtbot.waitUntil(lambda: len(window.session.pages) == 2 and not window.session._reading, timeout=PATIENCE)
    assert [page.path for page in window.session.pages] == [photos[0], photos[2]]
    assert "broken.jpg" in window.stage.banner.text and window.stage.banner.isVisible()


def test_through_a_folder(qtbot: QtBot, window: Window, photos: list[Path]) -> None:
    opened(qtbot, window, photos[0])
    qtbot.waitUntil(lambda: len(window.stage.strip.paths) == 3, timeout=PATIENCE)
    qtbot.keyClick(window, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: [page.path for page in window.session.pages] == [photos[1]], timeout=PATIENCE)
    window.run()
    finished(qtbot, window)
    qtbot.keyClick(window, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: len(window.session.pages) == 2, timeout=PATIENCE)
    assert [page.path for page in window.session.pages] == [photos[1], photos[2]], "what was worked on stays open"
    qtbot.keyClick(window, Qt.Key.Key_PageUp)
    assert window.session.current is window.session.pages[0]

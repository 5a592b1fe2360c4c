"""Story: a person puts a region of a second photo into the first, tries where it looks best, and exports the result."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ganstudio.gui.canvas import Canvas
from ganstudio.gui.dialogs.export import ExportDialog
from ganstudio.gui.instruments.insert import InsertFrame
from ganstudio.gui.panel.insert import InsertForm
from ganstudio.gui.window import Window
from ganstudio.image.files import open_photo
from tests.gui.rooms import PATIENCE, finished, opened

LEFT, CONTROL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


def picture_file(path: Path, low: int, high: int) -> Path:
    """A smooth picture of 480 × 320 with colours from `low` to `high`."""
    rough = np.random.default_rng(low).integers(low, high, (4, 6, 3), np.uint8)
    assert cv2.imwrite(str(path), np.clip(cv2.resize(rough, (480, 320), interpolation=cv2.INTER_CUBIC), 0, 255))
    return path


def drag(canvas: Canvas, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Between points of the picture."""
    first, last = (canvas.view.to_screen(QPointF(*point)).toPoint() for point in (start, end))
    QTest.mousePress(canvas, LEFT, pos=first)
    QTest.mouseMove(canvas, QPoint((first.x() + last.x()) // 2, (first.y() + last.y()) // 2))
    QTest.mouseMove(canvas, last)
    QTest.mouseRelease(canvas, LEFT, pos=last)


def active(qtbot: QtBot, widget: QWidget) -> None:
    with qtbot.waitActive(widget):
        widget.activateWindow()


def test_from_a_second_photo_to_a_file(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    field, flower = picture_file(tmp_path / "field.png", 60, 120), picture_file(tmp_path / "flower.png", 140, 250)
    opened(qtbot, window, field)
    page = window.session.current
    assert page
    before = page.document.photo

    # Insert, by its key; without a piece there is nothing to run.
    qtbot.keyClick(window, Qt.Key.Key_I)
    form = window.panel.form
    assert isinstance(form, InsertForm) and form.invitation.isVisible()
    assert not window.menu_actions["run"].isEnabled()

    # The second photo comes by the clipboard; an ellipse of it is cut out.
    QApplication.clipboard().setImage(QImage(str(flower)))
    qtbot.keyClick(window, Qt.Key.Key_V, CONTROL)
    qtbot.waitUntil(lambda: window.inserts.dialog is not None, timeout=PATIENCE)
    dialog = window.inserts.dialog
    assert dialog
    active(qtbot, dialog)
    QTest.keyClick(dialog.page.canvas, Qt.Key.Key_M, Qt.KeyboardModifier.ShiftModifier)
    drag(dialog.page.canvas, (100, 80), (260, 200))
    qtbot.waitUntil(dialog.part.isEnabled, timeout=PATIENCE)
    QTest.keyClick(dialog.page.canvas, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: form.piece is not None, timeout=PATIENCE)
    assert form.piece and form.card.isVisible() and not form.invitation.isVisible()
    assert form.piece.pixels[0, 0, 3] == 0, "the corners of an ellipse are empty"

    # It lies in the middle; it is moved and made smaller by hand.
    active(qtbot, window)
    frame = window.laid.instrument
    assert isinstance(frame, InsertFrame) and frame.pose.middle == QPointF(240, 160)
    drag(page.canvas, (240, 160), (120, 100))
    width, height = form.piece.size
    drag(page.canvas, (120 + width / 2, 100 + height / 2), (120 + width / 4, 100 + height / 4))
    assert 0.7 < frame.pose.scale < 0.8
    window.panel.put_params(replace(form.params, method="poisson"))  # there is no network here
    placed = form.params

    # Enter blends it in; undo brings it back, and it goes elsewhere.
    QTest.keyClick(page.canvas, Qt.Key.Key_Return)
    finished(qtbot, window)
    assert form.piece is None and page.document.steps[0].edit.tool == "insert"
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert page.document.photo.pixels is before.pixels and form.params == placed
    QTest.keyClick(page.canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.mouseClick(window.panel.run, LEFT)
    finished(qtbot, window)
    assert len(page.document.steps) == 1
    after = page.document.photo.pixels
    assert (after[100:105, 120:125] != before.pixels[100:105, 120:125]).any()
    assert np.array_equal(after[200:], before.pixels[200:]) and np.array_equal(after[:, 260:], before.pixels[:, 260:])

    # What is exported is what is seen.
    target = tmp_path / "flower in a field.png"

    def fill_in() -> None:
        export = QApplication.activeModalWidget()
        assert isinstance(export, ExportDialog)
        export.path.setText(str(target))
        export.path.textEdited.emit(str(target))
        export._export.click()

    QTimer.singleShot(200, fill_in)
    qtbot.keyClick(window, Qt.Key.Key_S, CONTROL)
    assert np.array_equal(open_photo(target).pixels, after)

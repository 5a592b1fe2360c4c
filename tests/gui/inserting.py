"""A piece of a second photo on the canvas, and the hand that moves it."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, QSizeF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ganstudio.gui.cutout.dialog import CutOutDialog
from ganstudio.gui.cutout.piece import Piece, cut
from ganstudio.gui.instruments.insert import InsertFrame
from ganstudio.gui.instruments.pose import Pose
from ganstudio.gui.panel.insert import InsertForm
from ganstudio.gui.window import Window
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels, freeze
from tests.gui.rooms import PATIENCE

LEFT = Qt.MouseButton.LeftButton
SHIFT, ALT, NONE = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.NoModifier,
)
WIDE, HIGH = 600, 400
SIZE = QSizeF(100, 80)


def picture(width: int = WIDE, height: int = HIGH, seed: int = 1) -> Pixels:
    rough = np.random.default_rng(seed).integers(40, 216, (5, 7, 3), np.uint8)
    return freeze(np.clip(cv2.resize(rough, (width, height), interpolation=cv2.INTER_CUBIC), 0, 255))


def flat(width: int, height: int, colour: tuple[int, int, int]) -> Photo:
    return Photo(freeze(np.full((height, width, 3), colour, np.uint8)))


@pytest.fixture
def insert(qtbot: QtBot, window: Window) -> InsertForm:
    """The form of the tool, which is chosen, and a photo of 600 × 400."""
    window.session.add(Photo(picture()))
    window.choose("insert")
    return form_of(window)


@pytest.fixture
def laid(window: Window, insert: InsertForm) -> InsertFrame:
    """A red piece of 100 × 80 in the middle; blended in as it is, so that results can be foretold."""
    return lay(window)


def lay(window: Window, colour: tuple[int, int, int] = (250, 10, 10), middle: QPointF | None = None) -> InsertFrame:
    form = form_of(window)
    assert window.session.current
    photo = window.session.current.document.photo
    form.lay(cut(photo, flat(100, 80, colour), None, "red.png"), Pose(middle or QPointF(300, 200)))
    window.panel.put_params(replace(form.params, method="plain", feather=0.0))
    return instrument(window)


def form_of(window: Window) -> InsertForm:
    form = window.panel.form
    assert isinstance(form, InsertForm)
    return form


def instrument(window: Window) -> InsertFrame:
    there = window.laid.instrument
    assert isinstance(there, InsertFrame)
    QApplication.processEvents()
    return there


def at(one: InsertFrame, x: float, y: float) -> QPointF:
    """Where a point of the photo is on the canvas."""
    return one.canvas.view.to_screen(QPointF(x, y))


def drag(one: InsertFrame, start: QPointF, way: tuple[float, float], keys: Any = NONE) -> None:
    """From a point of the canvas, by pixels of the photo."""
    zoom = one.canvas.view.zoom / one.canvas.view.ratio
    QTest.mousePress(one.canvas, LEFT, keys, start.toPoint())
    for share in (0.3, 1.0):
        to = start + QPointF(*way) * zoom * share
        event_move(one, to, keys)
    QTest.mouseRelease(one.canvas, LEFT, keys, (start + QPointF(*way) * zoom).toPoint())


def event_move(one: InsertFrame, to: QPointF, keys: Any) -> None:
    """With keys, which QTest's own moves do not carry."""
    none = Qt.MouseButton.NoButton
    place = QPointF(to.toPoint())
    event = QMouseEvent(QEvent.Type.MouseMove, place, one.canvas.mapToGlobal(place), none, LEFT, keys)
    QApplication.sendEvent(one.canvas, event)


def press(one: InsertFrame, key: Qt.Key, keys: Any = NONE) -> None:
    one.canvas.setFocus()
    QTest.keyClick(one.canvas, key, keys)


# Geometry


def apart(one: QPointF, other: QPointF) -> float:
    return math.hypot(one.x() - other.x(), one.y() - other.y())


# The hand


def window_panel_angle(one: InsertFrame, angle: float) -> None:
    one.hand.put_params(replace(one.params, angle=angle))


# Ways in


def dialog_of(qtbot: QtBot, window: Window) -> CutOutDialog:
    qtbot.waitUntil(lambda: window.inserts.dialog is not None, timeout=PATIENCE)
    dialog = window.inserts.dialog
    assert dialog
    with qtbot.waitActive(dialog):  # shortcuts want that
        dialog.activateWindow()
    return dialog


def piece_of(qtbot: QtBot, window: Window) -> Piece:
    qtbot.waitUntil(lambda: form_of(window).piece is not None, timeout=PATIENCE)
    piece = form_of(window).piece
    assert piece
    return piece

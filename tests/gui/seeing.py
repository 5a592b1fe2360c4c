"""A canvas, what is seen on it, and the mouse."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ganstudio.gui.canvas import Canvas
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels, freeze

Image = NDArray[np.uint8]
RED, GREEN, BLUE = (200, 30, 20), (20, 190, 40), (10, 40, 220)


@pytest.fixture
def canvas(qtbot: QtBot) -> Iterator[Canvas]:
    made = Canvas()
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    yield made
    made._pool.shutdown(wait=True)


def picture(width: int, height: int, channels: int = 3, seed: int = 0) -> Pixels:
    values = np.random.default_rng(seed).integers(0, 256, (height, width, channels), np.uint8)
    return freeze(values)


def plain(colour: tuple[int, ...], width: int = 200, height: int = 150) -> Photo:
    return Photo(freeze(np.full((height, width, len(colour)), colour, np.uint8)))


def seen(canvas: Canvas) -> Image:
    """What is on the screen, (H, W, 3)."""
    image = canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGBX8888)
    bits = np.frombuffer(image.constBits(), np.uint8)
    return bits.reshape(image.height(), image.width(), 4)[..., :3].copy()


def settled(canvas: Canvas) -> Image:
    """The same when no finer copy is to come."""
    for _ in range(50):
        shown = seen(canvas)
        done = threading.Event()
        canvas._pool.submit(done.set)
        assert done.wait(30)
        QApplication.processEvents()
        if np.array_equal(shown, seen(canvas)):
            return shown
    raise AssertionError("it never settles")


def mouse(
    canvas: Canvas, kind: QEvent.Type, x: float, y: float, button: Qt.MouseButton = Qt.MouseButton.LeftButton
) -> None:
    at = QPointF(x, y)
    QApplication.sendEvent(canvas, QMouseEvent(kind, at, at, button, button, Qt.KeyboardModifier.NoModifier))


def drag(canvas: Canvas, start: QPointF, end: QPointF, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
    mouse(canvas, QEvent.Type.MouseButtonPress, start.x(), start.y(), button)
    mouse(canvas, QEvent.Type.MouseMove, end.x(), end.y(), button)
    mouse(canvas, QEvent.Type.MouseButtonRelease, end.x(), end.y(), button)


def wheel(
    canvas: Canvas,
    at: QPointF,
    angle: int,
    pixels: QPoint | None = None,
    keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    phase = Qt.ScrollPhase.ScrollUpdate if pixels else Qt.ScrollPhase.NoScrollPhase
    none = Qt.MouseButton.NoButton
    event = QWheelEvent(at, at, pixels or QPoint(), QPoint(0, angle), none, keys, phase, False)
    QApplication.sendEvent(canvas, event)

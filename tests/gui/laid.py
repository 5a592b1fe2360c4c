"""An instrument on a canvas of its own, and the hand that uses it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.gui.canvas import Canvas
from ganstudio.gui.instruments import INSTRUMENTS
from ganstudio.gui.instruments.crop import CropFrame, frame_of
from ganstudio.gui.instruments.frame import whole_pixels
from ganstudio.gui.instruments.instrument import Instrument
from ganstudio.gui.panel.forms import FORMS
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels, freeze
from ganstudio.tools import TOOLS
from ganstudio.tools.tool import Context

SHIFT, NONE = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
WIDE, HIGH = 1200, 800


class Panel:
    """A panel as an instrument sees it; its form is the real one."""

    def __init__(self, tool: str, qtbot: QtBot, photo: Photo) -> None:
        self.applied = 0
        self.form = FORMS[tool](TOOLS[tool].params)
        qtbot.addWidget(self.form)
        self.form.show_photo(photo)

    @property
    def params(self) -> Any:
        return self.form.params

    def put_params(self, params: Any) -> None:
        self.form.set_params(params)

    def apply(self) -> None:
        self.applied += 1


@pytest.fixture
def canvas(qtbot: QtBot) -> Iterator[Canvas]:
    made = Canvas()
    qtbot.addWidget(made)
    made.resize(624, 424)  # a photo of 1200 × 800 fits at 50 %
    made.show()
    yield made
    made._pool.shutdown(wait=True)


def noise(width: int = WIDE, height: int = HIGH) -> Pixels:
    rough = np.random.default_rng(1).integers(40, 216, (8, 12, 3), np.uint8)
    return freeze(np.clip(cv2.resize(rough, (width, height), interpolation=cv2.INTER_CUBIC), 0, 255))


def laid(canvas: Canvas, qtbot: QtBot, tool: str, photo: Photo | None = None) -> Any:
    """The tool's instrument on a photo, its panel in `hand`."""
    photo = photo or Photo(noise())
    canvas.set_photo(photo)
    instrument = INSTRUMENTS[TOOLS[tool].instrument](Panel(tool, qtbot, photo), canvas, photo)
    canvas.add_overlay(instrument)
    return instrument


@pytest.fixture
def crop(canvas: Canvas, qtbot: QtBot) -> CropFrame:
    made = laid(canvas, qtbot, "crop")
    assert isinstance(made, CropFrame)
    return made


def mouse(canvas: Canvas, kind: QEvent.Type, at: QPointF, keys: Qt.KeyboardModifier = NONE) -> None:
    left = Qt.MouseButton.LeftButton
    QApplication.sendEvent(canvas, QMouseEvent(kind, at, canvas.mapToGlobal(at), left, left, keys))


def drag(one: Instrument, start: tuple[float, float], end: tuple[float, float], keys: Any = NONE) -> None:
    """From and to points of the picture."""
    view = one.canvas.view
    first, last = view.to_screen(QPointF(*start)), view.to_screen(QPointF(*end))
    mouse(one.canvas, QEvent.Type.MouseMove, first)
    mouse(one.canvas, QEvent.Type.MouseButtonPress, first, keys)
    for share in (0.1, 0.5, 1.0):
        mouse(one.canvas, QEvent.Type.MouseMove, first + (last - first) * share, keys)
    mouse(one.canvas, QEvent.Type.MouseButtonRelease, last, keys)


def click(one: Instrument, at: tuple[float, float]) -> None:
    place = one.canvas.view.to_screen(QPointF(*at))
    mouse(one.canvas, QEvent.Type.MouseButtonPress, place)
    mouse(one.canvas, QEvent.Type.MouseButtonRelease, place)


def press(canvas: Canvas, key: Qt.Key, keys: Qt.KeyboardModifier = NONE) -> bool:
    event = QKeyEvent(QEvent.Type.KeyPress, key, keys)
    QApplication.sendEvent(canvas, event)
    return bool(event.isAccepted())


def kept(one: Instrument) -> tuple[int, int, int, int]:
    """Left, top, width, height of what the tool keeps, with the parameters as they stand."""
    return whole_pixels(frame_of(one.photo.size, one.params), QSize(*one.photo.size))


def run(tool: str, photo: Photo, params: Any) -> Photo:
    return TOOLS[tool].run(photo, params, Context(Engine(Store([])), Job()))


def cursor_at(one: Instrument, at: tuple[float, float]) -> Qt.CursorShape | None:
    return one.cursor(one.canvas.view.to_screen(QPointF(*at)), one.canvas.view)

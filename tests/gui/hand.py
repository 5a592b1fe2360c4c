"""A hand on the canvas of a window: real mouse events, at points of the photo."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ganstudio.gui.canvas import Canvas
from ganstudio.gui.page import Page
from ganstudio.gui.window import Window
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import freeze
from tests.gui.rooms import PATIENCE

NONE = Qt.KeyboardModifier.NoModifier
SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
Point = tuple[float, float]


def noise(width: int = 320, height: int = 240, seed: int = 1) -> Photo:
    """A photo in which no two pixels are alike."""
    return Photo(freeze(np.random.default_rng(seed).integers(40, 200, (height, width, 3), np.uint8)))


def with_mask(window: Window, panel: str = "light", photo: Photo | None = None, **choices: Any) -> Page:
    """A page on which the tool `panel` is limited to a mask, with the kit's `choices`."""
    page = window.session.add(photo or noise())
    window.choose(panel)
    window.panel.masks.open()
    window.kit.put(**{"size": 20, "hardness": 1.0, **choices})
    return page


def mouse(canvas: Canvas, kind: QEvent.Type, at: Point, keys: Any = NONE, button: Any = None) -> None:
    """One event at a point of the photo."""
    place = canvas.view.to_screen(QPointF(*at))
    left = button or Qt.MouseButton.LeftButton
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else left
    QApplication.sendEvent(canvas, QMouseEvent(kind, place, canvas.mapToGlobal(place), left, held, keys))


def hover(canvas: Canvas, at: Point) -> None:
    """The pointer goes to a point of the photo."""
    place, none = canvas.view.to_screen(QPointF(*at)), Qt.MouseButton.NoButton
    event = QMouseEvent(QEvent.Type.MouseMove, place, canvas.mapToGlobal(place), none, none, NONE)
    QApplication.sendEvent(canvas, event)


def drag(canvas: Canvas, points: Iterable[Point], keys: Any = NONE, later: Any = None, button: Any = None) -> None:
    """Press at the first point, go through the others, let go at the last; `later`: the keys held after the press."""
    first, *rest = points
    mouse(canvas, QEvent.Type.MouseButtonPress, first, keys, button)
    for at in rest:
        mouse(canvas, QEvent.Type.MouseMove, at, keys if later is None else later, button)
    mouse(canvas, QEvent.Type.MouseButtonRelease, rest[-1] if rest else first, keys, button)


def click(canvas: Canvas, at: Point, keys: Any = NONE) -> None:
    """Press and let go."""
    drag(canvas, [at], keys)


def key(canvas: Canvas, key: Qt.Key) -> bool:
    """Whether the canvas took it."""
    event = QKeyEvent(QEvent.Type.KeyPress, key, NONE)
    QApplication.sendEvent(canvas, event)
    return bool(event.isAccepted())


def drawn(qtbot: QtBot, window: Window) -> None:
    """Wait until shapes and edits of the mask are worked out."""
    edits = window.panel.masks.edits
    qtbot.waitUntil(lambda: not edits.busy and not edits._waiting, timeout=PATIENCE)


def share(page: Page) -> float:
    """How much of the photo is masked, in pixels."""
    return float(page.selection.pixels.sum() / 255)

"""A form drawn by hand, shown; and the hand on it."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ganstudio.gui.panel.editors import TextEditor
from ganstudio.gui.panel.forms import FORMS
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels, freeze
from ganstudio.tools import TOOLS

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


def picture(width: int = 300, height: int = 200) -> Pixels:
    rough = np.random.default_rng(2).integers(30, 200, (6, 9, 3), np.uint8)
    return freeze(np.clip(cv2.resize(rough, (width, height), interpolation=cv2.INTER_CUBIC), 0, 255))


def shown(qtbot: QtBot, tool: str, photo: Photo | None = None, width: int = 304) -> Any:
    """The tool's form in a panel, with a photo."""
    form = FORMS[tool](TOOLS[tool].params, make={"model": TextEditor}, narrow=True)
    qtbot.addWidget(form)
    form.resize(width, 500)
    form.show()
    form.show_photo(photo or Photo(picture()))
    QApplication.processEvents()
    return form


def drag(widget: QWidget, start: QPointF, *ways: QPointF) -> None:
    QTest.mousePress(widget, LEFT, pos=start.toPoint())
    for way in ways:
        QTest.mouseMove(widget, way.toPoint())
        QApplication.processEvents()
    QTest.mouseRelease(widget, LEFT, pos=ways[-1].toPoint())

"""The slider through the time of a training."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QSlider, QStyle, QStyleOptionSlider


class Through(QSlider):
    """A press beside the handle brings it there at once, as in a film; it can be drawn on from there."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._jump(round(event.position().x()))
        super().mousePressEvent(event)

    def _jump(self, x: int) -> None:
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        complex_, style = QStyle.ComplexControl.CC_Slider, self.style()
        handle = style.subControlRect(complex_, option, QStyle.SubControl.SC_SliderHandle, self)
        groove = style.subControlRect(complex_, option, QStyle.SubControl.SC_SliderGroove, self)
        if not handle.left() <= x <= handle.right():
            room, way = groove.width() - handle.width(), x - groove.left() - handle.width() // 2
            self.setValue(QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), way, room))

"""One slider of a face: its name, what lies at its ends, its value."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFontMetrics, QMouseEvent
from PySide6.QtWidgets import QBoxLayout, QDoubleSpinBox, QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from ganstudio.gui.faces.named import ends_of, field_of, icon_of
from ganstudio.gui.look.elided import Elided
from ganstudio.gui.look.hint import Picture
from ganstudio.gui.look.words import Speaker
from ganstudio.gui.panel.editors import NumberEditor
from ganstudio.i18n import _
from ganstudio.tools.facing.sliders import Slider

_WIDE, _NARROW = 92, 72
"""Pixels of the number, above each other and in one row."""
_BELOW = 2
"""Pixels between its name and its rail."""


class FaceSlider(QWidget, Speaker):
    """`moved` carries its name and value, `rested` comes when the hand lets go; a double click takes it back to 0."""

    moved = Signal(str, float)
    rested = Signal()
    entered = Signal(object)
    """The pointer, or the keyboard, is on it: carries the widget."""
    left = Signal(object)

    def __init__(self, slider: Slider) -> None:
        super().__init__()
        self.slider = slider
        self.editor = NumberEditor(field_of(slider))
        self.title, self.ends = QLabel(), Elided("muted")
        self._picture = Picture(icon_of(slider), 16)
        rail, spin = self.editor.findChild(QSlider), self.editor.findChild(QDoubleSpinBox)
        assert rail is not None and spin is not None
        self.rail, self.spin = rail, spin
        self._head, self._column = QHBoxLayout(), QVBoxLayout(self)
        self._lay_out()
        self.editor.changed.connect(self._moved)
        rail.sliderReleased.connect(self.rested)
        for part in (rail, spin, self.title):
            part.installEventFilter(self)
        self.speak()

    @property
    def name(self) -> str:
        """Of the model's slider."""
        return self.slider.name

    @property
    def value(self) -> float:
        """From -1 to 1."""
        return float(self.editor.value())

    def show_value(self, value: float) -> None:
        """Show `value`."""
        self.editor.set_value(value)
        self._weigh()

    @property
    def spared(self) -> int:
        """Pixels of height that one row needs less than two."""
        return self._head.sizeHint().height() + _BELOW

    @property
    def title_width(self) -> int:
        """Pixels that its name needs, moved or not."""
        font = self.title.font()
        font.setBold(True)
        return QFontMetrics(font).horizontalAdvance(self.slider.title) + 1

    def set_low(self, low: bool, width: int = 0) -> None:
        """All in one row, its name `width` pixels wide; or name and ends above the rail, as at first."""
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._column.setDirection(across if low else down)
        self._column.setSpacing(8 if low else _BELOW)
        self._column.setStretch(1, int(low))
        self.ends.setVisible(not low)
        self.title.setMinimumWidth(width if low else 0)
        self.spin.setFixedWidth(_NARROW if low else _WIDE)
        self.speak()

    def speak(self) -> None:
        low, high = ends_of(self.slider)
        self.title.setText(self.slider.title)
        self.ends.tell(f"{low}  –  {high}" if low else "")
        told = _("{title}: from {low} to {high}").format(title=self.slider.title, low=low, high=high)
        for part in (self.rail, self.spin):
            part.setAccessibleName(self.slider.title)
            part.setAccessibleDescription(told if low else "")
        self.rail.setToolTip("")
        back = _("A double click takes it back to 0")
        self.title.setToolTip(f"{low}  –  {high}\n{back}" if low and self.ends.isHidden() else back)

    def reset(self) -> None:
        """Back to 0, as if the user had done it."""
        self.editor.set_value(0.0)
        self._moved()
        self.rested.emit()

    # What Qt tells

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.MouseButtonDblClick and watched is not self.spin:
            assert isinstance(event, QMouseEvent)
            if event.button() == Qt.MouseButton.LeftButton:
                self.reset()
                return True
        if kind == QEvent.Type.FocusIn:
            self.entered.emit(self)
        elif kind == QEvent.Type.FocusOut and not self.underMouse():
            self.left.emit(self)
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.entered.emit(self)
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.left.emit(self)
        super().leaveEvent(event)

    def _moved(self) -> None:
        self._weigh()
        self.moved.emit(self.name, self.value)

    def _weigh(self) -> None:
        """What is moved stands out."""
        font = self.title.font()
        font.setBold(bool(self.value))
        self.title.setFont(font)

    def _lay_out(self) -> None:
        self.ends.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._head.setSpacing(6)
        self._head.addWidget(self._picture)
        self._head.addWidget(self.title)
        self._head.addSpacing(6)
        self._head.addWidget(self.ends, 1)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(_BELOW)
        self._column.addLayout(self._head)
        self._column.addWidget(self.editor)

"""One slider of a face: its name, what lies at its ends, its value."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QEnterEvent, QMouseEvent
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from ganstudio.gui.faces.named import ends_of, field_of, icon_of
from ganstudio.gui.look.elided import Elided
from ganstudio.gui.look.hint import Picture
from ganstudio.gui.look.words import Speaker
from ganstudio.gui.panel.editors import NumberEditor
from ganstudio.i18n import _
from ganstudio.tools.facing.sliders import Slider


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

    def speak(self) -> None:
        low, high = ends_of(self.slider)
        self.title.setText(self.slider.title)
        self.ends.tell(f"{low}  –  {high}" if low else "")
        told = _("{title}: from {low} to {high}").format(title=self.slider.title, low=low, high=high)
        for part in (self.rail, self.spin):
            part.setAccessibleName(self.slider.title)
            part.setAccessibleDescription(told if low else "")
        self.rail.setToolTip("")
        self.title.setToolTip(_("A double click takes it back to 0"))

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
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._picture)
        head.addWidget(self.title)
        head.addSpacing(6)
        head.addWidget(self.ends, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.editor)

"""One editor per kind of parameter."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLineEdit,
    QSlider,
    QSpinBox,
    QWidget,
)

from ganstudio.gui.look.words import Speaker, say
from ganstudio.i18n import _
from ganstudio.image.photo import Photo
from ganstudio.params import Field

_MOST_STEPS = 400
"""With more steps a slider is too coarse to be of use."""


class Editor(QWidget):
    """Edits the value of `field`. `changed` comes from the user alone, not from `set_value`."""

    changed = Signal()

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(8)

    def value(self) -> Any:
        """What stands there now."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show `value`."""
        raise NotImplementedError

    def show_photo(self, photo: Photo | None) -> None:
        """Another photo is being worked on: for editors that show something of it."""

    def take(self, widget: QWidget, stretch: int = 0) -> None:
        """Put `widget` into the row, with the field's help."""
        say(widget, self.field.help, "toolTip")
        say(widget, self.field.title, "accessibleName")
        widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        widget.installEventFilter(_calm)
        self.row.addWidget(widget, stretch)


class NumberEditor(Editor):
    """A number to type, and a slider where the range is short enough. A share, 0 to 1, is shown in per cent."""

    def __init__(self, field: Field, parent: QWidget | None = None, *, slider: bool = True) -> None:
        super().__init__(field, parent)
        low, high, step = field.low or 0.0, field.high or 0.0, field.step or 1.0
        self._unit = 100 if field.kind == "number" and (low, high) == (0, 1) else 1
        self._step = step
        self._spin = _spin(field, self._unit)
        self._spin.valueChanged.connect(self._spun)
        self._slider: QSlider | None = None
        if slider and (high - low) / step <= _MOST_STEPS:
            self._slider = QSlider(Qt.Orientation.Horizontal)
            self._slider.setRange(round(low / step), round(high / step))
            self._slider.setPageStep(max(1, round((high - low) / step / 10)))
            self._slider.valueChanged.connect(self._slid)
            if low < 0 < high:
                self._slider.setProperty("kind", "balance")  # what is left of the handle means nothing
            self.take(self._slider, 1)
            self._spin.setMinimumWidth(92)  # all alike, so that sliders below each other are of one length
        self.take(self._spin, 0 if self._slider else 1)
        self.set_value(field.default)

    def value(self) -> Any:
        number = self._spin.value() / self._unit
        return round(number, 6) if self.field.kind == "number" else int(number)

    def set_value(self, value: Any) -> None:
        with QSignalBlocker(self._spin):
            self._spin.setValue(value * self._unit)
        self._move_slider()

    def _spun(self) -> None:
        self._move_slider()
        self.changed.emit()

    def _slid(self, steps: int) -> None:
        with QSignalBlocker(self._spin):
            self._spin.setValue(steps * self._step * self._unit)  # type: ignore[arg-type]
        self.changed.emit()

    def _move_slider(self) -> None:
        if self._slider:
            with QSignalBlocker(self._slider):
                self._slider.setValue(round(self._spin.value() / self._unit / self._step))


class ChoiceEditor(Editor, Speaker):
    """One of a few."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._box = QComboBox()
        for value, title in field.choices.items():
            self._box.addItem(_(title), value)
        self._box.currentIndexChanged.connect(self.changed)
        self.take(self._box, 1)
        self.set_value(field.default)

    def value(self) -> Any:
        return self._box.currentData()

    def set_value(self, value: Any) -> None:
        with QSignalBlocker(self._box):
            self._box.setCurrentIndex(max(0, self._box.findData(value)))

    def speak(self) -> None:
        for index, title in enumerate(self.field.choices.values()):
            self._box.setItemText(index, _(title))


class FlagEditor(Editor):
    """Yes or no; the box carries the title itself."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._box = QCheckBox()
        say(self._box, field.title)
        self._box.toggled.connect(self.changed)
        self.take(self._box, 1)
        self.set_value(field.default)

    def value(self) -> Any:
        return self._box.isChecked()

    def set_value(self, value: Any) -> None:
        with QSignalBlocker(self._box):
            self._box.setChecked(value)


class TextEditor(Editor):
    """A line of text."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._line = QLineEdit()
        self._line.textEdited.connect(self.changed)
        self.take(self._line, 1)
        self.set_value(field.default)

    def value(self) -> Any:
        return self._line.text().strip()

    def set_value(self, value: Any) -> None:
        self._line.setText(value)


def editor_for(field: Field) -> Editor:
    """The editor of a field's kind. Where there is a store of models, these have their own."""
    kinds: dict[str, type[Editor]] = {
        "number": NumberEditor,
        "integer": NumberEditor,
        "choice": ChoiceEditor,
        "flag": FlagEditor,
        "text": TextEditor,
        "model": TextEditor,
    }
    return kinds[field.kind](field)


def _spin(field: Field, unit: int) -> QSpinBox | QDoubleSpinBox:
    step = (field.step or 1) * unit
    spin: QSpinBox | QDoubleSpinBox
    if field.kind == "integer" or unit == 100:
        spin = QSpinBox()
        spin.setRange(round((field.low or 0) * unit), round((field.high or 0) * unit))
        spin.setSingleStep(round(step))
        spin.setSuffix(" %" if unit == 100 else "")
    else:
        spin = _DecimalSpin()
        spin.setDecimals(max(2, *(_decimals(number) for number in (step, field.low, field.high, field.default))))
        spin.setRange(field.low or 0, field.high or 0)
        spin.setSingleStep(step)
    spin.setCorrectionMode(QAbstractSpinBox.CorrectionMode.CorrectToNearestValue)
    spin.setKeyboardTracking(False)  # not at each digit: 3840 is not 3, 38, 384
    spin.setMinimumWidth(76)
    spin.lineEdit().setTextMargins(5, 0, 0, 0)  # a stylesheet does not reach in there
    return spin


def _decimals(number: float | None) -> int:
    """Digits behind the point: 5 of 0.00001."""
    return max(0, -int(Decimal(str(number or 0)).normalize().as_tuple().exponent))


class _DecimalSpin(QDoubleSpinBox):
    """Shows no more digits than there are: 4, 2.5, 0.00002."""

    def textFromValue(self, value: float) -> str:
        text, point = self.locale().toString(value, "f", self.decimals()), self.locale().decimalPoint()
        return text.rstrip("0").removesuffix(point) if point in text else text


class _Calm(QObject):
    """The wheel scrolls the panel; it changes a value only where the user is at work on it."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False


_calm = _Calm()

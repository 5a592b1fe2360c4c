"""The form of crop: ratios at a click, turned upright or back, and the frame's place in numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ganstudio.gui.instruments.crop import frame_of, with_frame
from ganstudio.gui.instruments.frame import moved, shaped
from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.words import say
from ganstudio.gui.panel.chips import Chips
from ganstudio.gui.panel.form import Form
from ganstudio.gui.panel.numbers import Numbers
from ganstudio.i18n import N_
from ganstudio.image.photo import Photo
from ganstudio.params import fields
from ganstudio.tools import crop
from ganstudio.tools.crop import CropParams

_NUMBERS = ("left", "top", "width", "height")


class CropForm(Form):
    """All is kept in the parameters; the numbers say what they mean for the photo."""

    def __init__(self, kind: type[CropParams], **how: Any) -> None:
        declared = {field.name: field for field in fields(kind)}
        super().__init__(kind, **how | {"skip": tuple(declared)})
        self._size = (1, 1)
        self.ratios = Chips({**declared["ratio"].choices, "original": N_("Original")})
        self.turn = QPushButton()
        self.numbers = Numbers([declared[name] for name in _NUMBERS], columns=2)
        self._lay_out()
        self.ratios.changed.connect(self._choose_ratio)
        self.turn.clicked.connect(self._turn)
        self.numbers.changed.connect(self._typed)
        self._show()

    def set_params(self, params: Any) -> None:
        super().set_params(params)
        self._show()

    def show_photo(self, photo: Photo | None) -> None:
        super().show_photo(photo)
        self._size = photo.size if photo else (1, 1)
        self._show()

    @property
    def _room(self) -> QSize:
        return QSize(*self._size)

    @property
    def _frame(self) -> QRectF:
        return frame_of(self._size, self.params)

    def _put(self, params: CropParams, frame: QRectF | None = None) -> None:
        """Keep what `params` say, or `frame`."""
        self._base = params if frame is None else with_frame(self._size, params, frame)
        self._show()
        self._changed()

    def _choose_ratio(self) -> None:
        """About the same middle, or the largest where nothing was drawn yet; upright where the frame is upright."""
        chosen, before, frame = self.ratios.value(), self.params, self._frame
        wide, high = (frame.width(), frame.height()) if before.width else self._size
        upright = before.portrait if wide == high else high > wide
        params = replace(before, ratio=chosen, portrait=upright and chosen in crop.RATIOS)
        wanted = crop.ratio(self._size, params)
        self._put(params, shaped(frame, wanted, self._room) if wanted and before.width else None)

    def _turn(self) -> None:
        """Upright frames lie down, lying ones stand up."""
        before, frame = self.params, self._frame
        params = replace(before, portrait=not before.portrait and before.ratio != "free")
        wanted = crop.ratio(self._size, params) or frame.height() / frame.width()
        drawn = before.width or before.ratio == "free"
        self._put(params, shaped(frame, wanted, self._room) if drawn else None)

    def _typed(self, name: str) -> None:
        frame, value = self._frame, self.numbers.value(name)
        if name == "left":
            frame = moved(frame, QPointF(value - frame.left(), 0), self._room)
        elif name == "top":
            frame = moved(frame, QPointF(0, value - frame.top()), self._room)
        else:
            frame = self._resized(name, max(1, value))
        self._put(self.params, frame)

    def _resized(self, name: str, value: int) -> QRectF:
        """The frame with another width or height, no larger than the photo; its corner stays if it can."""
        frame, room, wanted = self._frame, self._room, crop.ratio(self._size, self.params)
        width = value if name == "width" else value * wanted if wanted else frame.width()
        height = value if name == "height" else value / wanted if wanted else frame.height()
        if wanted:
            share = min(1.0, room.width() / width, room.height() / height)
            width, height = width * share, height * share
        size = QSizeF(min(width, room.width()), min(height, room.height()))
        return moved(QRectF(frame.topLeft(), size), QPointF(), room)

    def _show(self) -> None:
        params, frame = self.params, self._frame
        self.ratios.set_value(params.ratio)
        self.turn.setEnabled(params.ratio != "1:1")
        self.numbers.show_values(
            {
                "left": round(frame.left()),
                "top": round(frame.top()),
                "width": round(frame.width()),
                "height": round(frame.height()),
            }
        )

    def _lay_out(self) -> None:
        self.turn.setProperty("kind", "chip")
        self.turn.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        put_icon(self.turn, "ratio")
        say(self.turn, N_("Turn the frame: upright or lying"), "toolTip")
        say(self.turn, N_("Turn the frame: upright or lying"), "accessibleName")
        say(self.ratios, N_("Ratio"), "accessibleName")
        self.ratios.add(self.turn)
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.ratios)
        column.addWidget(self.numbers)
        self._rows.addRow(block)

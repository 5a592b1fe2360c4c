"""A number on each side of a small picture, in which one sees what they mean."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ganstudio.gui.canvas.screen import Screen
from ganstudio.gui.filmstrip.thumbnails import as_image
from ganstudio.gui.panel.editors import NumberEditor
from ganstudio.gui.panel.outcome import sample
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import has_alpha
from ganstudio.params import Field

_PLACES = {"left": (1, 0), "top": (0, 1), "right": (1, 2), "bottom": (2, 1)}
"""Row and column."""


class Percent(NumberEditor):
    """A number alone, with its sign."""

    def __init__(self, field: Field) -> None:
        super().__init__(field, slider=False)
        self._spin.setSuffix(" %")


class Sides(QWidget):
    """Per cent of the photo's width or height for "left", "top", "right", "bottom". `changed` comes from the user."""

    changed = Signal(str)

    def __init__(self, fields: Mapping[str, Field], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editors = {name: Percent(field) for name, field in fields.items()}
        self._picture = _Small()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        grid.addWidget(self._picture, 1, 1)
        for name, editor in self.editors.items():
            grid.addWidget(editor, *_PLACES[name], Qt.AlignmentFlag.AlignCenter)
            editor.changed.connect(self._tell)
        grid.setColumnStretch(1, 1)

    def show_photo(self, photo: Photo | None) -> None:
        """The photo in the middle."""
        self._picture.show_photo(photo)

    def show_values(self, values: Mapping[str, float]) -> None:
        """Show `values`, by name."""
        for name, value in values.items():
            self.editors[name].set_value(value)
        self._picture.show_shares(values)

    def value(self, name: str) -> float:
        """What stands there."""
        return float(self.editors[name].value())

    def _tell(self) -> None:
        sender = self.sender()
        self.changed.emit(next(name for name, editor in self.editors.items() if editor is sender))


class _Small(QWidget):
    """The photo, as small as leaves room for what may be added on each side, and that dashed around it."""

    def __init__(self) -> None:
        super().__init__()
        self._image: QImage | None = None
        self._shape = QSizeF(3, 2)
        self._shares: dict[str, float] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(90, 104)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, 104)

    def show_photo(self, photo: Photo | None) -> None:
        """None: a plain field stands for it."""
        self._image = None
        if photo:
            few = sample(photo)
            self._image = as_image(Screen(photo.meta.icc, has_alpha(photo.pixels))(few.pixels))
            self._shape = QSizeF(*photo.size)
        self.update()

    def show_shares(self, shares: Mapping[str, float]) -> None:
        """Per cent that are added to each side."""
        self._shares = dict(shares)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        photo = self._place()
        if self._image:
            painter.drawImage(photo, self._image)
        else:
            painter.fillRect(photo, self.palette().color(QPalette.ColorRole.Mid))
        add = [self._shares.get(name, 0.0) / 100 for name in ("left", "top", "right", "bottom")]
        wide, high = photo.width(), photo.height()
        canvas = photo.adjusted(-add[0] * wide, -add[1] * high, add[2] * wide, add[3] * high)
        colour = self.palette().color(QPalette.ColorRole.Link if any(add) else QPalette.ColorRole.Mid)
        painter.setPen(QPen(QColor(colour), 1, Qt.PenStyle.DashLine))
        painter.drawRect(canvas.toRect().adjusted(-1, -1, 0, 0))

    def _place(self) -> QRectF:
        """Where the photo is."""
        size = self._shape.scaled(QSizeF(self.size() - QSize(4, 4)) / 1.5, Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(0, 0, max(2.0, size.width()), max(2.0, size.height()))
        place.moveCenter(QRectF(self.rect()).center())
        return place.toRect().toRectF()

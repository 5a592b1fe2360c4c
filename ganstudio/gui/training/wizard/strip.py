"""A few pictures of files in a row."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from ganstudio.gui.filmstrip.thumbnails import Thumbnails
from ganstudio.gui.look.icons import tinted
from ganstudio.gui.panel.specimen import covering

_GAP = 6
_ROUND = 4.0


class Strip(QWidget):
    """As many as there is room for."""

    MOST = 12

    def __init__(self, side: int = 72, thumbnails: Thumbnails | None = None) -> None:
        super().__init__()
        self.files: tuple[Path, ...] = ()
        self._side = side
        self._thumbnails = thumbnails or Thumbnails(2 * side, self)
        self._thumbnails.arrived.connect(self._arrived)
        self.setFixedHeight(side)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_files(self, files: Iterable[Path]) -> None:
        """Show these."""
        self.files = tuple(files)[: self.MOST]
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(4 * (self._side + _GAP), self._side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        room = max(1, (self.width() + _GAP) // (self._side + _GAP))
        for place, path in enumerate(self.files[:room]):
            self._paint(painter, path, QRectF(place * (self._side + _GAP), 0, self._side, self._side))

    def _paint(self, painter: QPainter, path: Path, field: QRectF) -> None:
        outline = QPainterPath()
        outline.addRoundedRect(field, _ROUND, _ROUND)
        painter.fillPath(outline, self.palette().color(QPalette.ColorRole.Midlight))
        picture = self._thumbnails.get(path)
        if picture:
            painter.save()
            painter.setClipPath(outline)
            painter.drawPixmap(field, picture, covering(picture.size(), field))
            painter.restore()
        elif self._thumbnails.refused(path):
            place = QRectF(0, 0, 20, 20)
            place.moveCenter(field.center())
            tinted("circle-alert", self.palette().color(QPalette.ColorRole.PlaceholderText).name()).paint(
                painter, place.toRect(), Qt.AlignmentFlag.AlignCenter
            )

    def _arrived(self, path: Path) -> None:
        if path in self.files:
            self.update()

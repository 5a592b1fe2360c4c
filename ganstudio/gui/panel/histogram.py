"""A histogram to look at, with a mark where pixels are lost at its ends."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ganstudio.gui.look.words import Speaker
from ganstudio.gui.panel.hills import Hills, Shares, paint_border
from ganstudio.i18n import _

LOST = 0.001
"""From this share on pixels without detail are worth a mark."""
_HIGH = 64
_MARK = 9.0


class HistogramView(QWidget, Speaker):
    """Shares, with a mark in the corner where pixels are lost in black or white; its tooltip says how many."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shares: Shares | None = None
        self._hills = Hills()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.speak()

    @property
    def shares(self) -> Shares | None:
        """What is shown."""
        return self._shares

    def show_shares(self, shares: Shares | None) -> None:
        """Show `shares`; None: of nothing."""
        self._shares = shares
        self.setAccessibleDescription("\n".join((self.lost_text(0), self.lost_text(255))))
        self.update()

    def lost(self, end: int) -> float:
        """The greatest share among red, green and blue that has the value `end`, 0 or 255."""
        return 0.0 if self._shares is None else float(self._shares[1:, end].max())

    def lost_text(self, end: int) -> str:
        """How many pixels are lost at that end, in words."""
        if self._shares is None:
            return ""
        red, green, blue = (f"{100 * float(share):.1f}" for share in self._shares[1:, end])
        if end == 0:
            sentence = _(
                "Darkest value, without detail, in so much of the photo: red {red} %, green {green} %, blue {blue} %."
            )
        else:
            sentence = _(
                "Brightest value, without detail, in so much of the photo: red {red} %, green {green} %, blue {blue} %."
            )
        return sentence.format(red=red, green=green, blue=blue)

    def speak(self) -> None:
        self.setAccessibleName(_("Histogram"))
        self.show_shares(self._shares)

    def sizeHint(self) -> QSize:
        return QSize(256, _HIGH)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, _HIGH)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            end = 0 if event.pos().x() < self.width() / 2 else 255
            QToolTip.showText(event.globalPos(), self.lost_text(end), self)
            return True
        return bool(super().event(event))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        field = QRectF(self.rect())
        self._hills.paint(painter, field, self._shares, self.palette())
        paint_border(painter, field, self.palette())
        if self._shares is not None:
            for end in (0, 255):
                self._paint_mark(painter, end)

    def _paint_mark(self, painter: QPainter, end: int) -> None:
        """A triangle in the corner, hollow where nothing is lost, else in the colour of what is."""
        edge, way = (6.0, 1.0) if end == 0 else (self.width() - 6.0, -1.0)
        corner = QPointF(edge, 6.0)
        mark = QPolygonF([corner, corner + QPointF(way * _MARK, 0), corner + QPointF(0, _MARK)])
        colour = self._lost_colour(end)
        faint = QColor(self.palette().color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText))
        painter.setPen(QPen(colour or faint, 1))
        painter.setBrush(colour or Qt.BrushStyle.NoBrush)
        painter.drawPolygon(mark)

    def _lost_colour(self, end: int) -> QColor | None:
        """The colours that are lost, added up; all three are the text's colour."""
        if self._shares is None or self.lost(end) < LOST:
            return None
        parts = [220 if share >= LOST else 40 for share in self._shares[1:, end]]
        return self.palette().color(QPalette.ColorRole.Text) if min(parts) == 220 else QColor(*parts)

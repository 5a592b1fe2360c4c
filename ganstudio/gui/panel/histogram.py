"""How a photo's values are spread: red, green and blue blended like light, and what is lost at both ends."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPainterPath, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ganstudio.gui.look.words import Speaker
from ganstudio.i18n import _

Shares = NDArray[np.float32]
"""(4, 256): of luma, red, green and blue, what share of the pixels has each value."""
LUMA, RED, GREEN, BLUE = range(4)
COLOURS = (RED, GREEN, BLUE)
LOST = 0.001
"""From this share on pixels without detail are worth a mark."""
_HIGH = 64
_MARK = 9.0
_SMOOTH = np.array([1, 6, 15, 20, 15, 6, 1]) / 64
_AMONG_DARK = ("", "#622020", "#1e5628", "#20305e")
"""Added up they give a light grey."""
_AMONG_LIGHT = ("", "#ffb2ac", "#b0e4ba", "#b4ccff")
"""Laid over each other as inks they give a dark grey."""


def is_dark(palette: QPalette) -> bool:
    """Whether the theme of `palette` is dark."""
    return palette.color(QPalette.ColorRole.Window).lightness() < 128


def paint_ground(painter: QPainter, area: QRectF, palette: QPalette, *, lit: bool = False) -> QPainterPath:
    """A field a step back, with round corners and a hair line; its outline. `lit`: it has the keyboard's focus."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    outline = QPainterPath()
    outline.addRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    role = QPalette.ColorRole.Highlight if lit else QPalette.ColorRole.Mid
    painter.setPen(QPen(palette.color(role), 1))
    painter.setBrush(palette.color(QPalette.ColorRole.Base))
    painter.drawPath(outline)
    return outline


def paint_shares(
    painter: QPainter,
    area: QRectF,
    shares: Shares,
    palette: QPalette,
    *,
    channels: Sequence[int] = COLOURS,
    strength: float = 1.0,
) -> None:
    """Hills of `channels`, blended: like light on a dark theme, like ink on a light one; of all three, luma's outline.

    The tallest value but the two at the ends reaches the top of `area`, so that a lone peak does not flatten the rest.
    """
    dark = is_dark(palette)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(strength)
    painter.setPen(Qt.PenStyle.NoPen)
    mode = QPainter.CompositionMode
    painter.setCompositionMode(mode.CompositionMode_Plus if dark else mode.CompositionMode_Multiply)
    top = _top(shares[list(channels)])
    for channel in channels:
        painter.setBrush(QColor((_AMONG_DARK if dark else _AMONG_LIGHT)[channel]))
        painter.drawPolygon(_hill(area, shares[channel], top))
    painter.setCompositionMode(mode.CompositionMode_SourceOver)
    if len(channels) > 1:
        ink = QColor(palette.color(QPalette.ColorRole.Text))
        ink.setAlpha(150)
        painter.setPen(QPen(ink, 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(_line(area, shares[LUMA], top)))
    painter.restore()


def _top(shares: Shares) -> float:
    inside = _smooth(shares)[:, 1:-1]
    return float(max(1e-6, min(inside.max(), 2.5 * np.quantile(inside, 0.97)) or inside.max())) * 1.04


def _smooth(shares: Shares) -> Shares:
    """Without the comb that 8 bits get by being stretched."""
    return np.asarray(cv2.sepFilter2D(shares, -1, _SMOOTH, np.ones(1), borderType=cv2.BORDER_REPLICATE))


def _hill(area: QRectF, shares: Shares, top: float) -> QPolygonF:
    return QPolygonF([area.bottomLeft(), *_line(area, shares, top), area.bottomRight()])


def _line(area: QRectF, shares: Shares, top: float) -> list[QPointF]:
    heights = np.minimum(_smooth(shares[None])[0] / top, 1.0)
    xs = area.left() + np.linspace(0, area.width(), len(heights))
    ys = area.bottom() - heights * area.height()
    return [QPointF(float(x), float(y)) for x, y in zip(xs, ys, strict=True)]


class HistogramView(QWidget, Speaker):
    """Shares, with a mark in the corner where pixels are lost in black or white; its tooltip says how many."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shares: Shares | None = None
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
            sentence = _("Darkest value, without detail: red {red} %, green {green} %, blue {blue} % of the photo.")
        else:
            sentence = _("Brightest value, without detail: red {red} %, green {green} %, blue {blue} % of the photo.")
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
        outline = paint_ground(painter, QRectF(self.rect()), self.palette())
        if self._shares is None:
            return
        painter.setClipPath(outline)
        paint_shares(painter, QRectF(self.rect()).adjusted(1, 6, -1, -1), self._shares, self.palette())
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

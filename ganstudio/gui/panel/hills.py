"""How a photo's values are spread, as hills of red, green and blue that blend like light."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPalette, QPen, QPolygonF

Shares = NDArray[np.float32]
"""(4, 256): of luma, red, green and blue, what share of the pixels has each value."""
LUMA, RED, GREEN, BLUE = range(4)
COLOURS = (RED, GREEN, BLUE)
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

"""How a photo's values are spread, as hills of red, green and blue that blend like light."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPalette, QPen, QPolygonF

Shares = NDArray[np.float32]
"""(4, 256): of luma, red, green and blue, what share of the pixels has each value."""
LUMA, RED, GREEN, BLUE = range(4)
COLOURS = (RED, GREEN, BLUE)
ROUND = 6.0
"""Radius of the corners."""
_AMONG_DARK = ("", "#622020", "#1e5628", "#20305e")
"""Added up they give a light grey."""
_AMONG_LIGHT = ("", "#ffb2ac", "#b0e4ba", "#b4ccff")
"""Laid over each other as inks they give a dark grey."""
_SMOOTH = np.array([1, 6, 15, 20, 15, 6, 1]) / 64


def is_dark(palette: QPalette) -> bool:
    """Whether the theme of `palette` is dark."""
    return palette.color(QPalette.ColorRole.Window).lightness() < 128


def paint_border(painter: QPainter, field: QRectF, palette: QPalette, *, lit: bool = False) -> None:
    """A hair line around what `Hills` has painted. `lit`: it has the keyboard's focus."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    role = QPalette.ColorRole.Highlight if lit else QPalette.ColorRole.Mid
    painter.setPen(QPen(palette.color(role), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(field.adjusted(0.5, 0.5, -0.5, -0.5), ROUND, ROUND)


class Hills:
    """Paints shares on a field a step back with round corners. The picture is made anew when something has changed.

    The tallest value but the two at the ends reaches nearly the top, so that a lone peak does not flatten the rest.
    """

    def __init__(self, *, strength: float = 1.0, above: float = 6.0) -> None:
        self._strength, self._above = strength, above
        self._key: tuple[Any, ...] = ()
        self._shares: Shares | None = None
        self._image = QImage()

    def paint(
        self,
        painter: QPainter,
        field: QRectF,
        shares: Shares | None,
        palette: QPalette,
        channels: Sequence[int] = COLOURS,
    ) -> None:
        """`channels` of `shares` (None: the bare field), blended: like light on a dark theme, like ink on a light one;
        of all three, with luma's outline."""
        ratio = painter.device().devicePixelRatio()
        colours = [palette.color(role).rgb() for role in (QPalette.ColorRole.Base, QPalette.ColorRole.Text)]
        key = (field.width(), field.height(), ratio, *channels, *colours)
        if shares is not self._shares or key != self._key:
            self._key, self._shares = key, shares
            self._image = self._made(field, ratio, shares, palette, channels)
        painter.drawImage(field, self._image)

    def _made(
        self, field: QRectF, ratio: float, shares: Shares | None, palette: QPalette, channels: Sequence[int]
    ) -> QImage:
        width, height = max(1, round(field.width() * ratio)), max(1, round(field.height() * ratio))
        ground = palette.color(QPalette.ColorRole.Base)
        filled = QImage(width, height, QImage.Format.Format_RGB32)
        filled.fill(ground)
        if shares is not None and shares.any():
            heights = _heights(shares, channels, width) * (height - self._above * ratio)
            filled = _blended(heights[1:], channels, height, ground, is_dark(palette), self._strength)
            if len(channels) > 1:
                _outline(filled, heights[0], palette.color(QPalette.ColorRole.Text), ratio * self._strength)
        result = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
        result.fill(Qt.GlobalColor.transparent)
        painter = QPainter(result)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(filled))
        painter.drawRoundedRect(QRectF(0, 0, width, height), ROUND * ratio, ROUND * ratio)
        painter.end()
        return result


def _heights(shares: Shares, channels: Sequence[int], width: int) -> Shares:
    """How high the hills of luma and of `channels` are above each of so many columns, up to 1."""
    # Without the comb that 8 bits get by being stretched.
    smooth = cv2.sepFilter2D(shares, -1, _SMOOTH, np.ones(1), borderType=cv2.BORDER_REPLICATE)
    inside = smooth[list(channels), 1:-1]
    top = min(float(inside.max()), 2.5 * float(np.quantile(inside, 0.97))) or float(smooth.max())
    columns = (np.arange(width) + 0.5) * smooth.shape[1] / width - 0.5
    rows = [np.interp(columns, np.arange(smooth.shape[1]), smooth[row]) for row in (LUMA, *channels)]
    return np.asarray(np.minimum(np.stack(rows) / (1.04 * top), 1), np.float32)


def _blended(
    heights: Shares, channels: Sequence[int], height: int, ground: QColor, dark: bool, strength: float
) -> QImage:
    """Hills of so many pixels each, edges smooth."""
    above = np.arange(height, dtype=np.float32)[::-1, None]  # pixels below a row
    base = np.array([ground.red(), ground.green(), ground.blue()], np.float32)
    picture = np.broadcast_to(base, (height, heights.shape[1], 3)).copy()
    for channel, hill in zip(channels, heights, strict=True):
        covered = np.clip(hill - above, 0, 1)[..., None]
        ink = QColor((_AMONG_DARK if dark else _AMONG_LIGHT)[channel])
        colour = np.array([ink.red(), ink.green(), ink.blue()], np.float32)
        picture = picture + covered * colour if dark else picture * (1 - covered * (1 - colour / 255))
    picture = np.clip(base + (picture - base) * strength, 0, 255).astype(np.uint8)
    image = QImage(picture.data, picture.shape[1], height, 3 * picture.shape[1], QImage.Format.Format_RGB888)
    return image.convertToFormat(QImage.Format.Format_RGB32)


def _outline(image: QImage, heights: Shares, ink: QColor, width: float) -> None:
    """Luma's."""
    ink = QColor(ink)
    ink.setAlpha(150)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, max(1.0, width)))
    line = [QPointF(x + 0.5, y) for x, y in enumerate((image.height() - heights).tolist())]
    painter.drawPolyline(QPolygonF(line))
    painter.end()

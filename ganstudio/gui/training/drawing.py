"""The drawing of a plot: axes, lines and marks. Imports the plotting library, and so comes only with the tab."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QWheelEvent
from PySide6.QtWidgets import QFrame

from ganstudio.gui.look.theme import Tokens
from ganstudio.gui.training.record import Curve
from ganstudio.gui.training.words import spaced

HIGH = 132
"""Pixels."""
NOISY = 60
"""Points from which on a curve is smoothed, and its raw numbers stay as a shadow."""
_LEFT = 56
"""Pixels of the numbers at the left: the same for all, so that steps stand below each other."""
_FAINT = 80


class _Steps(pg.AxisItem):  # type: ignore[misc]
    """Steps in thousands where they are many."""

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        return [_short(value) for value in values]


class _Powers(pg.AxisItem):  # type: ignore[misc]
    """Numbers whose logarithms are drawn, at round ones."""

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        parts = (1, 2, 5) if high - low < 1.6 else (1,)
        powers = range(math.floor(low), math.ceil(high) + 1)
        values = [power + math.log10(part) for power in powers for part in parts]
        return [(1.0, [value for value in values if low <= value <= high])]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        return [f"{10**value:.3g}" for value in values]


class Drawing(pg.PlotWidget):  # type: ignore[misc]
    """Holds still: the wheel belongs to the page. `pointed` carries the step under the pointer, NaN when it has left;
    `clicked` the one that was clicked."""

    pointed = Signal(float)
    clicked = Signal(float)

    def __init__(self, *, span: tuple[float, float] | None, logarithmic: bool) -> None:
        left = _Powers("left") if logarithmic else pg.AxisItem("left")
        super().__init__(axisItems={"bottom": _Steps("bottom"), "left": left})
        self._logarithmic = logarithmic
        self._lines: dict[str, tuple[Any, Any]] = {}
        self._mark, self._since = pg.InfiniteLine(angle=90), pg.InfiniteLine(angle=90)
        self._middle = pg.InfiniteLine(angle=0, pos=sum(span) / 2 if span else 0)
        self._best = pg.ScatterPlotItem(size=8)
        self._lay_out(span)
        self.scene().sigMouseMoved.connect(self._moved)
        self.scene().sigMouseClicked.connect(self._pressed)

    def dress(self, tokens: Tokens, colours: Mapping[str, str]) -> None:
        """Put on the colours of a theme, and of each line."""
        self.setBackground(tokens.deep)
        small = QFont(self.font())
        small.setPointSizeF(small.pointSizeF() * 0.85)
        for side in ("left", "bottom"):
            axis = self.getAxis(side)
            axis.setPen(tokens.line)
            axis.setTextPen(tokens.muted)
            axis.setTickFont(small)
        self._mark.setPen(pg.mkPen(tokens.link, width=1))
        self._since.setPen(pg.mkPen(tokens.danger, width=1, style=Qt.PenStyle.DashLine))
        self._middle.setPen(pg.mkPen(tokens.line, width=1, style=Qt.PenStyle.DashLine))
        self._best.setBrush(tokens.good)
        self._best.setPen(pg.mkPen(tokens.deep, width=2))
        for name, (raw, smooth) in self._lines.items():
            faint = QColor(colours[name])
            faint.setAlpha(_FAINT)
            raw.setPen(pg.mkPen(faint, width=1))
            smooth.setPen(pg.mkPen(colours[name], width=2))

    def set_names(self, names: Iterable[str]) -> None:
        """Lines for these; they have no colours until the next `dress`."""
        for items in self._lines.values():
            for item in items:
                self.removeItem(item)
        self._lines = {name: (self._line(1), self._line(2)) for name in names}

    def draw(self, name: str, curve: Curve, *, seen: bool) -> None:
        """The line called `name`, or nothing of it."""
        raw, smooth = self._lines[name]
        noisy = len(curve.values) >= NOISY
        thin = curve.thin
        bold = curve.smooth if noisy else thin
        raw.setData(thin.steps, self._scaled(thin.values))
        smooth.setData(bold.steps, self._scaled(bold.values))
        raw.setVisible(noisy and seen)
        smooth.setVisible(seen)

    def set_best(self, step: float, value: float) -> None:
        """A dot on the best point; NaN: none."""
        there = math.isfinite(step)
        self._best.setData([step] if there else [], [value] if there else [])

    def mark(self, step: float) -> None:
        """A line at the step that is looked at; NaN: none."""
        _put(self._mark, step)

    def blame(self, step: float) -> None:
        """A line where something went wrong; NaN: none."""
        _put(self._since, step)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointed.emit(math.nan)

    def _line(self, depth: int) -> Any:
        line = pg.PlotCurveItem(antialias=True, connect="finite")
        line.setZValue(depth)
        self.addItem(line)
        return line

    def _scaled(self, values: Any) -> Any:
        return np.log10(np.where(values > 0, values, np.nan)) if self._logarithmic else values

    def _moved(self, at: QPointF) -> None:
        inside = self.plotItem.vb.sceneBoundingRect().contains(at)
        self.pointed.emit(self._step_at(at) if inside else math.nan)

    def _pressed(self, event: Any) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(self._step_at(event.scenePos()))

    def _step_at(self, at: QPointF) -> float:
        return float(max(0.0, self.plotItem.vb.mapSceneToView(at).x()))

    def _lay_out(self, span: tuple[float, float] | None) -> None:
        self.setFixedHeight(HIGH)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMenuEnabled(False)
        self.hideButtons()
        self.setMouseEnabled(False, False)
        self.showGrid(x=False, y=True, alpha=0.12)
        left, bottom = self.getAxis("left"), self.getAxis("bottom")
        left.setWidth(_LEFT)
        for axis in (left, bottom):
            axis.enableAutoSIPrefix(False)
        for line in (self._mark, self._since):
            line.hide()
            self.addItem(line, ignoreBounds=True)
        self._best.setZValue(3)
        self.addItem(self._best)
        if span:
            low, high = span
            self.disableAutoRange("y")
            self.setYRange(low, high, padding=0.1)  # room for the numbers at both ends
            left.setTicks([[(value, f"{value:g}") for value in (low, (low + high) / 2, high)]])
            self.addItem(self._middle, ignoreBounds=True)


def _put(line: Any, step: float) -> None:
    line.setVisible(math.isfinite(step))
    if math.isfinite(step):
        line.setPos(step)


def _short(step: float) -> str:
    if abs(step) >= 10_000:
        return f"{step / 1000:g}k"
    return spaced(round(step)) if float(step).is_integer() else ""

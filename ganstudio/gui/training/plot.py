"""One plot: raw numbers faint, smoothed ones strong, in the theme's colours; what its legend says follows the pointer.

Imports the plotting library, and so is imported only when the tab of trainings is first seen.
"""

from __future__ import annotations

import html
import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QWheelEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from ganstudio.gui.look.theme import Tokens
from ganstudio.gui.look.words import Speaker
from ganstudio.gui.training.groups import Group
from ganstudio.gui.training.record import Curve
from ganstudio.gui.training.words import signal, spaced
from ganstudio.i18n import _

HIGH = 132
"""Pixels of the drawing."""
_LEFT = 46
"""Pixels of the numbers at the left: the same for all, so that steps stand below each other."""
COLOURS = {
    True: ("#7aa7ff", "#ffb454", "#7fd1a0", "#ff8fa3", "#c39bff", "#4fd1d9", "#d9c86a", "#b0b0b8"),
    False: ("#1f5fe0", "#c26a00", "#1d7a46", "#c2255c", "#7a3fd1", "#0f7f8a", "#857200", "#63636b"),
}
"""Of curves, on a dark ground and on a light one; told apart by their lightness too."""
_FAINT = 80


class _Steps(pg.AxisItem):  # type: ignore[misc]
    """Steps in thousands where they are many."""

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        return [_short(value) for value in values]


class _Drawing(pg.PlotWidget):  # type: ignore[misc]
    """Holds still: the wheel belongs to the page."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class Plot(QFrame, Speaker):
    """`pointed` carries the step under the pointer, NaN when it has left; `clicked` the one that was clicked."""

    pointed = Signal(float)
    clicked = Signal(float)

    def __init__(self, group: Group, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.group = group
        self.setProperty("kind", "card")
        self._tokens: Tokens | None = None
        self._curves: Mapping[str, Curve] = {}
        self._lines: dict[str, tuple[Any, Any]] = {}
        self._hidden: set[str] = set()
        self._step = self._ill = math.nan
        self._title, self.legend = QLabel(), QLabel()
        self._drawing = _Drawing(axisItems={"bottom": _Steps("bottom")})
        self._mark = pg.InfiniteLine(angle=90)
        self._since = pg.InfiniteLine(angle=90)
        self._middle = pg.InfiniteLine(angle=0, pos=0.5)
        self._lay_out()
        self._drawing.scene().sigMouseMoved.connect(self._moved)
        self._drawing.scene().sigMouseClicked.connect(self._pressed)
        self.legend.linkActivated.connect(self._switch)

    def dress(self, tokens: Tokens) -> None:
        """Put on the colours of a theme."""
        self._tokens = tokens
        self._drawing.setBackground(tokens.deep)
        small = QFont(self.font())
        small.setPointSizeF(small.pointSizeF() * 0.85)
        for side in ("left", "bottom"):
            axis = self._drawing.getAxis(side)
            axis.setPen(tokens.line)
            axis.setTextPen(tokens.muted)
            axis.setTickFont(small)
        self._mark.setPen(pg.mkPen(tokens.muted, width=1))
        self._since.setPen(pg.mkPen(tokens.danger, width=1, style=Qt.PenStyle.DashLine))
        self._middle.setPen(pg.mkPen(tokens.line, width=1, style=Qt.PenStyle.DashLine))
        self._paint_lines()
        self.speak()

    def show_curves(self, curves: Mapping[str, Curve]) -> None:
        """Draw these; the colour of a name stays as long as the names before it do."""
        if list(curves) != list(self._curves):
            for items in self._lines.values():
                for item in items:
                    self._drawing.removeItem(item)
            self._lines = {name: (self._line(1), self._line(2)) for name in curves}
            self._curves = curves
            self._paint_lines()
        self._curves = curves
        for name, curve in curves.items():
            self._draw(name, curve)
        self.speak()

    def mark(self, step: float) -> None:
        """The step that is looked at; NaN: the newest."""
        self._step = step
        self._mark.setVisible(math.isfinite(step))
        if math.isfinite(step):
            self._mark.setPos(step)
        self.speak()

    def blame(self, step: float) -> None:
        """Since when the doctor sees here that something is wrong; NaN: nothing is."""
        self._ill = step
        self._since.setVisible(math.isfinite(step))
        if math.isfinite(step):
            self._since.setPos(step)
        self.speak()

    def speak(self) -> None:
        ill = self._tokens is not None and math.isfinite(self._ill)
        title = html.escape(_(self.group.title))
        self._title.setText(
            f'<span style="color:{self._tokens.danger}">{title}</span>' if ill and self._tokens else title
        )
        self._title.setToolTip(_(self.group.help) if self.group.help else "")
        self.legend.setText(" &nbsp; ".join(self._entry(name) for name in self._curves))

    def _entry(self, name: str) -> str:
        """A dot, the name, the number at the step that is looked at. A click hides the curve, or shows it."""
        curve, colours = self._curves[name], self._palette()
        value = curve.at(self._step) if math.isfinite(self._step) else _last(curve)
        muted = self._tokens.muted if self._tokens else "gray"
        faint = self._tokens.faint if self._tokens else "gray"
        off = name in self._hidden
        dot = f'<span style="color:{faint if off else colours[name]}">●</span>'
        words = "" if name == self.group.title else html.escape(signal(name)).replace(" ", "&nbsp;")
        shown = f'&nbsp;<b style="color:{faint if off else colours[name]}">{number(value)}</b>'
        style = f"color:{faint if off else muted};text-decoration:none"
        return f'<a href="{html.escape(name)}" style="{style}">{dot}&nbsp;{words}</a>{shown}'

    def _palette(self) -> dict[str, str]:
        dark = self._tokens is None or QColor(self._tokens.deep).lightness() < 128
        return {name: COLOURS[dark][place % 8] for place, name in enumerate(self._curves)}

    def _line(self, width: int) -> Any:
        line = pg.PlotCurveItem(antialias=True, connect="finite")
        line.setZValue(width)
        self._drawing.addItem(line)
        return line

    def _paint_lines(self) -> None:
        colours = self._palette()
        for name, (raw, smooth) in self._lines.items():
            faint = QColor(colours[name])
            faint.setAlpha(_FAINT)
            raw.setPen(pg.mkPen(faint, width=1))
            smooth.setPen(pg.mkPen(colours[name], width=2))

    def _draw(self, name: str, curve: Curve) -> None:
        raw, smooth = self._lines[name]
        thin = curve.thin
        bold = Curve(curve.steps, curve.smooth).thin
        noisy = len(curve.values) >= 60
        raw.setData(thin.steps, self._scaled(thin.values))
        smooth.setData(bold.steps, self._scaled(bold.values)) if noisy else smooth.setData(
            thin.steps, self._scaled(thin.values)
        )
        raw.setVisible(noisy and name not in self._hidden)
        smooth.setVisible(name not in self._hidden)

    def _scaled(self, values: Any) -> Any:
        if not self.group.logarithmic:
            return values
        return np.log10(np.where(values > 0, values, np.nan))

    def _switch(self, name: str) -> None:
        self._hidden ^= {name}
        self._draw(name, self._curves[name])
        self.speak()

    def _moved(self, at: QPointF) -> None:
        inside = self._drawing.plotItem.vb.sceneBoundingRect().contains(at)
        self.pointed.emit(self._step_at(at) if inside else math.nan)

    def _pressed(self, event: Any) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(self._step_at(event.scenePos()))

    def _step_at(self, at: QPointF) -> float:
        return float(max(0.0, self._drawing.plotItem.vb.mapSceneToView(at).x()))

    def leaveEvent(self, event: QEvent) -> None:
        self.pointed.emit(math.nan)

    def _lay_out(self) -> None:
        drawing, group = self._drawing, self.group
        drawing.setFixedHeight(HIGH)
        drawing.setFrameShape(QFrame.Shape.NoFrame)
        drawing.setMenuEnabled(False)
        drawing.hideButtons()
        drawing.setMouseEnabled(False, False)
        drawing.showGrid(x=False, y=True, alpha=0.12)
        drawing.getAxis("left").setWidth(_LEFT)
        drawing.getAxis("left").enableAutoSIPrefix(False)
        drawing.getAxis("left").setLogMode(group.logarithmic)
        drawing.getAxis("bottom").enableAutoSIPrefix(False)
        for line in (self._mark, self._since):
            line.hide()
            drawing.addItem(line, ignoreBounds=True)
        if group.span:
            drawing.setYRange(*group.span, padding=0.04)
            drawing.addItem(self._middle, ignoreBounds=True)
        self._title.setProperty("kind", "strong")
        self._title.setTextFormat(Qt.TextFormat.RichText)
        self.legend.setTextFormat(Qt.TextFormat.RichText)
        self.legend.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 8, 6)
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addWidget(self.legend)
        column.addWidget(drawing)


def number(value: float) -> str:
    """With three figures, as a person reads it."""
    if not math.isfinite(value):
        return "–"
    if value and not 0.001 <= abs(value) < 100_000:
        return f"{value:.1e}"
    return f"{value:.3g}" if abs(value) < 1000 else spaced(round(value))


def _short(step: float) -> str:
    if abs(step) >= 10_000:
        return f"{step / 1000:g}k"
    return spaced(round(step)) if float(step).is_integer() else ""


def _last(curve: Curve) -> float:
    return float(curve.values[-1]) if len(curve.values) else math.nan

"""All plots of a run, one below the other."""

from __future__ import annotations

import math
from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ganstudio.gui.look.theme import Tokens
from ganstudio.gui.training.groups import grouped
from ganstudio.gui.training.plot import Plot
from ganstudio.gui.training.record import Curve
from trainers.doctor.diagnosis import Diagnosis


class Plots(QWidget):
    """`clicked` carries a step that the user wants to see."""

    clicked = Signal(float)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plots: list[Plot] = []
        self._tokens = tokens
        self._drawn: Mapping[str, Curve] | None = None
        self._marked = math.nan
        self._blamed: tuple[Diagnosis, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def dress(self, tokens: Tokens) -> None:
        """Put on the colours of a theme."""
        self._tokens = tokens
        for plot in self.plots:
            plot.dress(tokens)

    def show_curves(self, curves: Mapping[str, Curve], metric: tuple[str, bool]) -> None:
        """Draw these, if they are not drawn already."""
        if curves is self._drawn:
            return
        self._drawn = curves
        wanted = grouped(curves, metric)
        if [group for group, _own in wanted] != [plot.group for plot in self.plots]:
            self._make([Plot(group, self._tokens) for group, _own in wanted])
        for plot, (_group, own) in zip(self.plots, wanted, strict=True):
            plot.show_curves(own)
        self.blame(self._blamed)

    def mark(self, step: float) -> None:
        """The step that is looked at; NaN: the newest."""
        self._marked = step
        self._point(math.nan)

    def blame(self, diagnoses: tuple[Diagnosis, ...]) -> None:
        """Show at the curves that prove it since when something is wrong."""
        self._blamed = diagnoses
        for plot in self.plots:
            steps = [each.step for each in diagnoses if set(each.signals) & set(plot.group.names)]
            plot.blame(min(steps, default=math.nan))

    def _point(self, step: float) -> None:
        for plot in self.plots:
            plot.mark(step if math.isfinite(step) else self._marked)

    def _make(self, plots: list[Plot]) -> None:
        for old in self.plots:
            self._column.removeWidget(old)
            old.deleteLater()
        self.plots = plots
        for plot in plots:
            plot.pointed.connect(self._point)
            plot.clicked.connect(self.clicked)
            self._column.addWidget(plot)
            plot.mark(self._marked)

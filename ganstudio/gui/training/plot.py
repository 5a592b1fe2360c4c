"""One plot: its title, a legend that tells the numbers under the pointer, the drawing."""

from __future__ import annotations

import html
import math
from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from ganstudio.gui.look.theme import Tokens
from ganstudio.gui.look.words import Speaker
from ganstudio.gui.training.drawing import Drawing
from ganstudio.gui.training.groups import Group
from ganstudio.gui.training.names import signal
from ganstudio.gui.training.record import Curve
from ganstudio.gui.training.words import number, spaced
from ganstudio.i18n import _

COLOURS = {
    True: ("#7aa7ff", "#ffb454", "#7fd1a0", "#ff8fa3", "#c39bff", "#4fd1d9", "#d9c86a", "#b0b0b8"),
    False: ("#1f5fe0", "#c26a00", "#1d7a46", "#c2255c", "#7a3fd1", "#0f7f8a", "#857200", "#63636b"),
}
"""Of curves, on a dark ground (True) and on a light one; told apart by their lightness too."""


class Plot(QFrame, Speaker):
    """`pointed` and `clicked` are the drawing's. A click on a name in the legend hides that curve, or shows it."""

    pointed = Signal(float)
    clicked = Signal(float)

    def __init__(self, group: Group, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.group = group
        self.setProperty("kind", "card")
        self._tokens = tokens
        self._curves: Mapping[str, Curve] = {}
        self._hidden: set[str] = set()
        self._step = self._ill = math.nan
        self.title, self.legend = QLabel(), QLabel()
        self.drawing = Drawing(span=group.span, logarithmic=group.logarithmic)
        self._lay_out()
        self.drawing.pointed.connect(self.pointed)
        self.drawing.clicked.connect(self.clicked)
        self.legend.linkActivated.connect(self._switch)
        self.dress(tokens)

    def dress(self, tokens: Tokens) -> None:
        """Put on the colours of a theme."""
        self._tokens = tokens
        self.drawing.dress(tokens, self._colours())
        self.speak()

    def show_curves(self, curves: Mapping[str, Curve]) -> None:
        """Draw these; the colour of a name stays as long as the names before it do."""
        other = list(curves) != list(self._curves)
        self._curves = curves
        if other:
            self.drawing.set_names(curves)
            self.drawing.dress(self._tokens, self._colours())
        for name, curve in curves.items():
            self.drawing.draw(name, curve, seen=name not in self._hidden)
        self.drawing.set_best(*self._best())
        self.speak()

    def mark(self, step: float) -> None:
        """The step that is looked at; NaN: the newest."""
        self._step = step
        self.drawing.mark(step)
        self.speak()

    def blame(self, step: float) -> None:
        """Since when the doctor sees here that something is wrong; NaN: nothing is."""
        self._ill = step
        self.drawing.blame(step)
        self.speak()

    def speak(self) -> None:
        tokens = self._tokens
        colour = tokens.danger if math.isfinite(self._ill) else tokens.text
        single = list(self._curves) == [self.group.title]
        words = signal(self.group.title) if single else _(self.group.title)
        title = f'<span style="color:{colour}">{html.escape(words)}</span>'
        self.title.setText(f"{title} &nbsp; {self._value(self.group.title)}{self._best_words()}" if single else title)
        self.title.setToolTip(_(self.group.help) if self.group.help else "")
        self.legend.setText("" if single else " &nbsp; ".join(self._entry(name) for name in self._curves))
        self.legend.setHidden(single)

    def _entry(self, name: str) -> str:
        """A dot, the name, the number at the step that is looked at."""
        off = name in self._hidden
        dot = f'<span style="color:{self._tokens.faint if off else self._colours()[name]}">●</span>'
        words = html.escape(signal(name)).replace(" ", "&nbsp;")
        style = f"color:{self._tokens.faint if off else self._tokens.muted};text-decoration:none"
        return f'<a href="{html.escape(name)}" style="{style}">{dot}&nbsp;{words}</a>&nbsp;{self._value(name)}'

    def _value(self, name: str) -> str:
        curve = self._curves[name]
        value = curve.at(self._step if math.isfinite(self._step) else math.inf)
        colour = self._tokens.faint if name in self._hidden else self._colours()[name]
        return f'<b style="color:{colour}">{number(value)}</b>'

    def _best_words(self) -> str:
        step, value = self._best()
        if not math.isfinite(step):
            return ""
        told = _("best {value} at step {step}").format(value=number(value), step=spaced(round(step)))
        return f' &nbsp; <span style="color:{self._tokens.good};font-weight:400">{html.escape(told)}</span>'

    def _best(self) -> tuple[float, float]:
        """(step, value) where the only curve is at its best; NaN where that says nothing."""
        if self.group.more is None or len(self._curves) != 1:
            return math.nan, math.nan
        return next(iter(self._curves.values())).best(more=self.group.more)

    def _colours(self) -> dict[str, str]:
        dark = QColor(self._tokens.deep).lightness() < 128
        return {name: COLOURS[dark][place % len(COLOURS[dark])] for place, name in enumerate(self._curves)}

    def _switch(self, name: str) -> None:
        self._hidden ^= {name}
        self.drawing.draw(name, self._curves[name], seen=name not in self._hidden)
        self.speak()

    def _lay_out(self) -> None:
        self.title.setProperty("kind", "strong")
        for label in (self.title, self.legend):
            label.setTextFormat(Qt.TextFormat.RichText)
            label.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 8, 6)
        column.setSpacing(4)
        for part in (self.title, self.legend, self.drawing):
            column.addWidget(part)

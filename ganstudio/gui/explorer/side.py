"""The right side of the window of random faces: what a face is made from, and below it what one does with it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from ganstudio.gui.explorer.controls import Controls
from ganstudio.gui.explorer.keep import Keep
from ganstudio.gui.look.theme import heading
from ganstudio.gui.look.words import say
from ganstudio.i18n import N_

WIDTH, WIDEST = 372, 460
"""Pixels; wider than usual where it is low: the face beside it has no use for that room then."""
LEFT = 560
"""Pixels that the faces on the left need."""
_MARGIN = 16
_SLACK = 12
"""Pixels that must be to spare before the rows become higher again, so that they never go back and forth."""


class Side(QWidget):
    """Where the window is too low for all controls, their rows become lower, before anything must be scrolled."""

    def __init__(self, controls: Controls, keep: Keep) -> None:
        super().__init__()
        self._controls, self._keep = controls, keep
        self._inside, self._summary, self.area = QWidget(), QLabel(), QScrollArea()
        self._column = QVBoxLayout(self._inside)
        self.low = False
        """Whether the rows are the lower ones."""
        self.setFixedWidth(WIDTH)
        self._lay_out()
        self._inside.installEventFilter(self)

    # What Qt tells

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # there are other rows now
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        rows = self._column
        needed = rows.heightForWidth(WIDTH) if rows.hasHeightForWidth() else rows.sizeHint().height()
        sliders = self._controls.sliders.sliders
        if self.low:
            needed += sliders.spared + self._summary.heightForWidth(WIDTH - 2 * _MARGIN) + _SLACK
        low = needed > self.area.viewport().height()
        if low != self.low:
            self.low = low
            sliders.set_low(low)
            self._summary.setVisible(not low)
        self.setFixedWidth(min(max(WIDTH, self.window().width() - LEFT), WIDEST) if low else WIDTH)

    def _lay_out(self) -> None:
        self._column.setContentsMargins(*[_MARGIN] * 4)
        self._column.setSpacing(_MARGIN)
        self._column.addLayout(self._heading())
        self._column.addWidget(self._controls)
        self._column.addStretch(1)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self._inside)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.area, 1)
        rows.addWidget(line("line"))
        rows.addWidget(self._keep)

    def _heading(self) -> QVBoxLayout:
        title = QLabel()
        say(title, N_("Random faces"))
        title.setFont(heading(self.font()))
        say(self._summary, N_("People who do not exist, made by a network from nothing but a number."))
        self._summary.setProperty("kind", "muted")
        self._summary.setWordWrap(True)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(title)
        column.addWidget(self._summary)
        return column


def line(kind: str) -> QFrame:
    """A thin line between two parts: "line" or "upright"."""
    made = QFrame()
    made.setProperty("kind", kind)
    made.setFixedHeight(1) if kind == "line" else made.setFixedWidth(1)
    return made

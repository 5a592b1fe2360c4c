"""The form of curves: one plot for the four, the chosen one in front."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.words import say
from ganstudio.gui.panel.chips import Chips
from ganstudio.gui.panel.curve_plot import CurvePlot
from ganstudio.gui.panel.hills import BLUE, COLOURS, GREEN, RED, is_dark
from ganstudio.gui.panel.numbers import Numbers
from ganstudio.gui.panel.outcome import OutcomeForm
from ganstudio.i18n import N_, _, ngettext
from ganstudio.image.photo import Photo
from ganstudio.params import STRAIGHT, Field, Points
from ganstudio.tools import curves

CHANNELS = {"master": COLOURS, "red": (RED,), "green": (GREEN,), "blue": (BLUE,)}
"""The curve's field → the hills behind it."""
TITLES = {"master": "RGB", "red": N_("Red"), "green": N_("Green"), "blue": N_("Blue")}
_INKS = {"red": ("#ff6b63", "#d0342c"), "green": ("#5fce7b", "#1f8a3f"), "blue": ("#6f9dff", "#2f62d9")}
"""In the dark theme and in the light one."""
_FIELDS = (
    Field("input", "integer", N_("Input"), N_("The value before, from 0 to 255."), 0, 0, 255, 1),
    Field("output", "integer", N_("Output"), N_("The value after, from 0 to 255."), 0, 0, 255, 1),
)


class CurvesForm(OutcomeForm):
    """The curves are kept in the parameters; the plot shows one of them."""

    def __init__(self, kind: type[Any], **how: Any) -> None:
        super().__init__(curves.TOOL, kind, **how | {"skip": tuple(CHANNELS)})
        self.chips = Chips(TITLES)
        self.plot = CurvePlot(curves.evaluate)
        self.numbers = Numbers(_FIELDS, columns=2)
        self.straighten = QToolButton()
        self._lay_out()
        self.chips.changed.connect(self._show_channel)
        self.plot.changed.connect(self._drawn)
        self.plot.chosen_changed.connect(self._show_numbers)
        self.numbers.changed.connect(self._typed)
        self.straighten.clicked.connect(self._straighten)
        self._show_channel()

    def set_params(self, params: Any) -> None:
        super().set_params(params)
        self._show_curves()

    def show_photo(self, photo: Photo | None) -> None:
        super().show_photo(photo)
        self.plot.show_shares(self.outcome.before, CHANNELS[self.chips.value()])

    def changeEvent(self, event: Any) -> None:
        super().changeEvent(event)
        if event.type() == event.Type.PaletteChange and hasattr(self, "plot"):
            self._show_curves()

    @property
    def _points(self) -> Points:
        points: Points = getattr(self.params, self.chips.value())
        return points

    def _put(self, points: Points) -> None:
        self._base = replace(self._base, **{self.chips.value(): points})
        self._changed()

    def _drawn(self) -> None:
        self._put(self.plot.points)

    def _straighten(self) -> None:
        self._put(STRAIGHT)
        self._show_curves()

    def _typed(self, _name: str) -> None:
        self.plot.move_chosen(self.numbers.value("input") / 255, self.numbers.value("output") / 255)

    def _show_channel(self) -> None:
        self.plot.choose(None)
        self.plot.show_shares(self.outcome.before, CHANNELS[self.chips.value()])
        self._show_curves()

    def _show_curves(self) -> None:
        others = tuple(
            (getattr(self.params, name), self._ink(name))
            for name in CHANNELS
            if name != self.chips.value() and getattr(self.params, name) != STRAIGHT
        )
        self.plot.show_colours(self._ink(self.chips.value()), others)
        self.plot.set_points(self._points)

    def _show_numbers(self) -> None:
        chosen = self.plot.chosen
        self.numbers.setEnabled(chosen is not None)
        self.straighten.setEnabled(self.plot.points != STRAIGHT)
        if chosen is not None:
            across, up = self.plot.points[chosen]
            self.numbers.show_values({"input": round(across * 255), "output": round(up * 255)})
        self.plot.setAccessibleDescription(self._place_text(chosen))

    def _place_text(self, chosen: int | None) -> str:
        """The chosen point in words, for those who do not see it."""
        count = len(self.plot.points)
        if chosen is None:
            return ngettext("{n} point", "{n} points", count).format(n=count)
        across, up = (round(255 * value) for value in self.plot.points[chosen])
        return _("Point {place} of {count}: input {input}, output {output}.").format(
            place=chosen + 1, count=count, input=across, output=up
        )

    def _ink(self, name: str) -> QColor | None:
        """A curve's colour; None: the text's."""
        return QColor(_INKS[name][0 if is_dark(self.palette()) else 1]) if name in _INKS else None

    def _lay_out(self) -> None:
        put_icon(self.straighten, "rotate-ccw")
        say(self.straighten, N_("Make this curve straight again"), "toolTip")
        say(self.straighten, N_("Make this curve straight again"), "accessibleName")
        say(self.plot, N_("Tone curve"), "accessibleName")
        say(
            self.plot,
            N_(
                "A click adds a point, dragging moves it. Dragged out, or by a right click or Delete, it goes; a "
                "double click puts it back. Arrow keys move it, Ctrl and arrow keys choose another, Insert adds one."
            ),
            "toolTip",
        )
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.numbers, 1)
        row.addWidget(self.straighten, 0, Qt.AlignmentFlag.AlignBottom)
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.chips)
        column.addWidget(self.plot)
        column.addLayout(row)
        self._rows.addRow(block)

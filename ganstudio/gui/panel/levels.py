"""The form of levels: a histogram whose black, middle and white are moved below it, and the range that comes out."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPalette, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ganstudio.gui.look.words import say
from ganstudio.gui.panel.chips import Chips
from ganstudio.gui.panel.curves import CHANNELS, TITLES
from ganstudio.gui.panel.handles import Handles
from ganstudio.gui.panel.histogram import Shares, paint_ground, paint_shares
from ganstudio.gui.panel.numbers import Numbers
from ganstudio.gui.panel.outcome import OutcomeForm
from ganstudio.i18n import N_
from ganstudio.image.photo import Photo
from ganstudio.params import fields
from ganstudio.tools import levels
from ganstudio.tools.levels import LevelsParams

_HILLS = 96.0
_GREYS = ("#000000", "#808080", "#ffffff")
_INPUT, _OUTPUT = ("black", "gamma", "white"), ("output_black", "output_white")


class LevelsPlot(Handles):
    """The photo's values above the handles; what becomes black or white is dimmed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_GREYS, high=_HILLS, parent=parent)
        self._hills: Shares | None = None
        self._channels = CHANNELS["master"]

    def show_hills(self, hills: Shares | None, channels: tuple[int, ...]) -> None:
        """Show these shares of the photo."""
        self._hills, self._channels = hills, channels
        self.update()

    def paint_strip(self, painter: QPainter) -> None:
        field, palette = self.field, self.palette()
        outline = paint_ground(painter, field.adjusted(-1, 0, 1, 0), palette)
        painter.save()
        painter.setClipPath(outline)
        if self._hills is not None:
            paint_shares(painter, field.adjusted(0, 8, 0, 0), self._hills, palette, channels=self._channels)
        black, middle, white = (self.x_of(share) for share in self.shares)
        veil = QColor(palette.color(QPalette.ColorRole.Window))
        veil.setAlpha(170)
        painter.fillRect(QRectF(field.left() - 1, field.top(), black - field.left() + 1, field.height()), veil)
        painter.fillRect(QRectF(white, field.top(), field.right() + 1 - white, field.height()), veil)
        ink = QColor(palette.color(QPalette.ColorRole.Text))
        for x, strength in ((black, 150), (middle, 70), (white, 150)):
            ink.setAlpha(strength)
            painter.setPen(QPen(ink, 1))
            painter.drawLine(round(x), round(field.top()), round(x), round(field.bottom()))
        painter.restore()


class LevelsForm(OutcomeForm):
    """All is kept in the parameters. To move a handle while they say "stretch" goes on from there by hand."""

    def __init__(self, kind: type[LevelsParams], **how: Any) -> None:
        declared = {field.name: field for field in fields(kind)}
        super().__init__(levels.TOOL, kind, **how | {"skip": tuple(declared)})
        self.mode = Chips(declared["mode"].choices, columns=2)
        self.channel = Chips({"all" if name == "master" else name: title for name, title in TITLES.items()})
        self.plot = LevelsPlot()
        self.numbers = Numbers([declared[name] for name in _INPUT])
        self.output = Handles((_GREYS[0], _GREYS[2]))
        self.output_numbers = Numbers([declared[name] for name in _OUTPUT], columns=2)
        self._lay_out(declared)
        self.mode.changed.connect(self._choose_mode)
        self.channel.changed.connect(self._choose_channel)
        self.plot.moved.connect(self._move_input)
        self.output.moved.connect(self._move_output)
        self.numbers.changed.connect(self._typed)
        self.output_numbers.changed.connect(self._type_output)
        self._show()

    def set_params(self, params: Any) -> None:
        super().set_params(params)
        self._show()

    def show_photo(self, photo: Photo | None) -> None:
        super().show_photo(photo)
        self._show()

    @property
    def _by_hand(self) -> LevelsParams:
        """The parameters, or what they amount to where they say "stretch"."""
        params: LevelsParams = self.params
        if params.mode == "auto" and self.outcome.sample:
            return levels.stretched(self.outcome.sample, params)
        return params

    def _put(self, **values: Any) -> None:
        self._base = replace(self._base, **values)
        self._show()
        self._changed()

    def _choose_mode(self) -> None:
        self._put(mode=self.mode.value())

    def _choose_channel(self) -> None:
        self._put(channel=self.channel.value())

    def _put_input(self, black: float, gamma: float, white: float) -> None:
        self._put(mode="manual", black=black, gamma=gamma, white=white)

    def _move_input(self, index: int, share: float) -> None:
        now, value = self._by_hand, round(share * 255)
        if index == 0:
            self._put_input(float(min(value, now.white - 1)), now.gamma, now.white)
        elif index == 2:
            self._put_input(now.black, now.gamma, float(max(value, now.black + 1)))
        else:
            inside = min(max((share * 255 - now.black) / (now.white - now.black), 1e-3), 1 - 1e-3)
            gamma = math.log(inside) / math.log(0.5)
            self._put_input(now.black, round(min(max(gamma, 0.1), 10.0), 2), now.white)

    def _move_output(self, index: int, share: float) -> None:
        self._put(**{_OUTPUT[index]: float(round(share * 255))})

    def _type_output(self, name: str) -> None:
        self._put(**{name: self.output_numbers.value(name)})

    def _typed(self, name: str) -> None:
        now, value = self._by_hand, self.numbers.value(name)
        if name == "black":
            value = min(value, now.white - 1)
        elif name == "white":
            value = max(value, now.black + 1)
        now = replace(now, **{name: value})
        self._put_input(now.black, now.gamma, now.white)

    def _show(self) -> None:
        params, now = self.params, self._by_hand
        self.mode.set_value(params.mode)
        self.channel.set_value(params.channel)
        channel = "master" if params.channel == "all" else params.channel
        self.plot.show_hills(self.outcome.before, CHANNELS[channel])
        middle = now.black + (now.white - now.black) * 0.5**now.gamma
        self.plot.set_shares([now.black / 255, middle / 255, now.white / 255])
        self.numbers.show_values({name: getattr(now, name) for name in _INPUT})
        self.output.set_shares([params.output_black / 255, params.output_white / 255])
        self.output_numbers.show_values({name: getattr(params, name) for name in _OUTPUT})

    def _lay_out(self, declared: dict[str, Any]) -> None:
        for widget, field in ((self.mode, declared["mode"]), (self.channel, declared["channel"])):
            say(widget, field.help, "toolTip")
            say(widget, field.title, "accessibleName")
        say(self.plot, N_("Black, middle and white"), "accessibleName")
        say(
            self.plot,
            N_("Drag the handles. Arrow keys move the chosen one, Ctrl and arrow keys choose another."),
            "toolTip",
        )
        say(self.output, N_("Darkest and lightest value"), "accessibleName")
        say(
            self.output,
            N_("Drag the handles. Arrow keys move the chosen one, Ctrl and arrow keys choose another."),
            "toolTip",
        )
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        parts = (self.mode, self.channel, self.plot, self.numbers, self.output, self.output_numbers)
        for part in parts:
            column.addWidget(part)
        self._rows.addRow(block)

"""The form of levels: a histogram whose black, middle and white are moved below it, and the range that comes out."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ganstudio.gui.look.words import say
from ganstudio.gui.panel.chips import Chips
from ganstudio.gui.panel.curves import CHANNELS, TITLES
from ganstudio.gui.panel.handles import Handles
from ganstudio.gui.panel.levels_plot import GREYS, LevelsPlot
from ganstudio.gui.panel.numbers import Numbers
from ganstudio.gui.panel.outcome import OutcomeForm
from ganstudio.i18n import N_, _
from ganstudio.image.photo import Photo
from ganstudio.params import fields
from ganstudio.tools import levels
from ganstudio.tools.levels import LevelsParams

_INPUT, _OUTPUT = ("black", "gamma", "white"), ("output_black", "output_white")


class LevelsForm(OutcomeForm):
    """All is kept in the parameters. To move a handle while they say "stretch" goes on from there by hand."""

    def __init__(self, kind: type[LevelsParams], **how: Any) -> None:
        declared = {field.name: field for field in fields(kind)}
        super().__init__(levels.TOOL, kind, **how | {"skip": tuple(declared)})
        self.mode = Chips(declared["mode"].choices, columns=2)
        self.channel = Chips({"all" if name == "master" else name: title for name, title in TITLES.items()})
        self.plot = LevelsPlot()
        self.numbers = Numbers([declared[name] for name in _INPUT])
        self.output = Handles((GREYS[0], GREYS[2]))
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
        self.plot.show_shares(self.outcome.before, CHANNELS[channel])
        middle = now.black + (now.white - now.black) * 0.5**now.gamma
        self.plot.set_shares([now.black / 255, middle / 255, now.white / 255])
        self.plot.setAccessibleDescription(
            _("Black {black:g}, middle {gamma:g}, white {white:g}.").format(
                black=now.black, gamma=now.gamma, white=now.white
            )
        )
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

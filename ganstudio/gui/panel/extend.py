"""The form of extend: a number on each side of a small picture of the photo, and ratios to grow to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ganstudio.gui.instruments.extend import border_of, by_sides
from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.words import say
from ganstudio.gui.page import Page
from ganstudio.gui.panel.again import Again
from ganstudio.gui.panel.chips import Chips
from ganstudio.gui.panel.form import Form
from ganstudio.gui.panel.sides import Sides
from ganstudio.i18n import N_
from ganstudio.image.photo import Photo
from ganstudio.params import fields
from ganstudio.tools.extend import ExtendParams
from ganstudio.tools.tool import Size

SIDES = ("left", "top", "right", "bottom")


class ExtendForm(Form):
    """All is kept in the parameters; with a ratio the numbers say what it comes to."""

    def __init__(self, kind: type[ExtendParams], **how: Any) -> None:
        declared = {field.name: field for field in fields(kind)}
        super().__init__(kind, **how | {"skip": (*SIDES, "ratio", "portrait")})
        self._size: Size | None = None
        self.sides = Sides({name: declared[name] for name in SIDES})
        self.ratios = Chips(declared["ratio"].choices)
        self.turn = QPushButton()
        self.again = Again()
        self._lay_out()
        self.sides.changed.connect(self._typed)
        self.ratios.changed.connect(self._choose_ratio)
        self.turn.clicked.connect(self._turn)
        self.again.clicked.connect(self.again_requested)
        self._show()

    def set_params(self, params: Any) -> None:
        super().set_params(params)
        self._show()

    def show_page(self, page: Page | None) -> None:
        """Its last step is the one to try again."""
        super().show_page(page)
        self.again.show_page(page)

    def show_photo(self, photo: Photo | None) -> None:
        """What was asked for is done where the photo has become as large as that: nothing more is asked for then."""
        super().show_photo(photo)
        grown = self._grown()
        self._size = photo.size if photo else None
        self.sides.show_photo(photo)
        if photo and photo.size == grown:
            self._base = replace(self.params, **dict.fromkeys(SIDES, 0.0), ratio="free", portrait=False)
            self._changed()
        self._show()

    def _grown(self) -> Size | None:
        """The size that was asked for; None where that is nothing."""
        if not self._size:
            return None
        added = border_of(self._size, self.params)
        return (
            (self._size[0] + added.left + added.right, self._size[1] + added.top + added.bottom) if any(added) else None
        )

    def _put(self, params: ExtendParams) -> None:
        self._base = params
        self._show()
        self._changed()

    def _choose_ratio(self) -> None:
        """Upright for an upright photo."""
        chosen = self.ratios.value()
        if chosen == "free":
            self._put(by_sides(self._size or (1, 1), self.params))
        else:
            upright = bool(self._size and self._size[1] > self._size[0]) and chosen != "1:1"
            self._put(replace(self.params, ratio=chosen, portrait=upright))

    def _turn(self) -> None:
        self._put(replace(self.params, portrait=not self.params.portrait))

    def _typed(self, name: str) -> None:
        sides = by_sides(self._size or (1, 1), self.params)
        typed: dict[str, Any] = {name: self.sides.value(name)}
        self._put(replace(sides, **typed))

    def _show(self) -> None:
        params = self.params
        self.ratios.set_value(params.ratio)
        self.turn.setEnabled(params.ratio not in ("free", "1:1"))
        shown = by_sides(self._size, params) if self._size else params
        self.sides.show_values({name: getattr(shown, name) for name in SIDES})

    def _lay_out(self) -> None:
        self.turn.setProperty("kind", "chip")
        self.turn.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        put_icon(self.turn, "ratio")
        say(self.turn, N_("Turn the ratio: upright or lying"), "toolTip")
        say(self.turn, N_("Turn the ratio: upright or lying"), "accessibleName")
        say(self.ratios, N_("Ratio"), "accessibleName")
        self.ratios.add(self.turn)
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(14)
        column.addWidget(self.sides)
        column.addWidget(self.ratios)
        self._rows.insertRow(0, block)
        self._rows.addRow(self.again)

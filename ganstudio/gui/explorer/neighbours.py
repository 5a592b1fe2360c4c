"""A dozen faces of neighbouring seeds, to choose from."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ganstudio.gui.explorer.lot import HIGHEST, Lot
from ganstudio.gui.explorer.making import Maker
from ganstudio.gui.explorer.tile import FaceTile
from ganstudio.gui.look.words import Speaker
from ganstudio.gui.mask.buttons import icon_button
from ganstudio.gui.panel.chips import Chips
from ganstudio.i18n import N_, _

COLUMNS, ROWS = 6, 2
COUNT = COLUMNS * ROWS
_FIRST, _SECOND = "first", "second"


class Neighbours(QWidget, Speaker):
    """Each tile shows what a click on it gives: the face of now with another seed, or another second one.

    `chosen` carries that Lot; `turned` comes when others are to be made.
    """

    chosen = Signal(object)
    turned = Signal()

    def __init__(self, maker: Maker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._maker = maker
        self._lot = Lot()
        self._page = 0
        self.which = Chips({_FIRST: N_("First face"), _SECOND: N_("Second face")}, columns=2)
        self.tiles = tuple(self._tile(index) for index in range(COUNT))
        self.title = QLabel()
        self.before = icon_button("chevron-left", N_("The dozen before"), lambda: self.turn(-1))
        self.after = icon_button("chevron-right", N_("The next dozen"), lambda: self.turn(1))
        self._lay_out()
        self.which.changed.connect(self._changed_which)
        maker.small_arrived.connect(self._show_small)
        self._show()

    @property
    def lots(self) -> tuple[Lot, ...]:
        """What the tiles show."""
        seeds = range(self._page * COUNT, min((self._page + 1) * COUNT, HIGHEST + 1))
        return tuple(self._lot.beside(seed, second=self._second) for seed in seeds)

    @property
    def _second(self) -> bool:
        return self._lot.mix and self.which.value() == _SECOND

    @property
    def _seed(self) -> int:
        return self._lot.other if self._second else self._lot.seed

    def show_lot(self, lot: Lot) -> None:
        """The neighbours of `lot`; it is among them."""
        before, self._lot = self._seed, lot
        if self._seed != before:
            self._page = self._seed // COUNT
        self._show()

    def turn(self, pages: int) -> None:
        """So many dozens further."""
        self._page += pages
        self._show()
        self.turned.emit()

    def speak(self) -> None:
        lots = self.lots
        first, last = self._seed_of(lots[0]), self._seed_of(lots[-1])
        self.title.setText(_("Seeds {first} to {last}").format(first=first, last=last))

    def _changed_which(self) -> None:
        self._page = self._seed // COUNT
        self._show()
        self.turned.emit()

    def _choose(self, index: int) -> None:
        self.chosen.emit(self.lots[index])
        self._light()  # a second click on the chosen one chooses it again

    def _show(self) -> None:
        self.which.setVisible(self._lot.mix)
        self.before.setEnabled(self._page > 0)
        self.after.setEnabled((self._page + 1) * COUNT <= HIGHEST)
        lots = self.lots
        for index, tile in enumerate(self.tiles):
            tile.setEnabled(index < len(lots))
            self._show_tile(tile, lots[index] if index < len(lots) else None)
        self._light()
        self.speak()

    def _show_tile(self, tile: FaceTile, lot: Lot | None) -> None:
        """The same seed as it was is better than nothing until it is there as it is."""
        seed, image = str(self._seed_of(lot)) if lot else "", self._maker.small(lot) if lot else None
        if image or seed != tile.text():
            tile.show_image(image)
        tile.setText(seed)
        tile.setAccessibleName(_("Seed {seed}").format(seed=seed))

    def _show_small(self, lot: Lot) -> None:
        lots = self.lots
        if lot in lots:
            self.tiles[lots.index(lot)].show_image(self._maker.small(lot))

    def _light(self) -> None:
        with QSignalBlocker(self._group):
            self._group.setExclusive(False)
            for tile, lot in zip(self.tiles, self.lots, strict=False):
                tile.setChecked(self._seed_of(lot) == self._seed)
            self._group.setExclusive(True)

    def _seed_of(self, lot: Lot) -> int:
        return lot.other if self._second else lot.seed

    def _tile(self, index: int) -> FaceTile:
        tile = FaceTile()
        tile.clicked.connect(lambda: self._choose(index))
        return tile

    def _lay_out(self) -> None:
        self.title.setProperty("kind", "section")
        self._group = QButtonGroup(self)
        grid = QGridLayout()
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(4)
        for index, tile in enumerate(self.tiles):
            self._group.addButton(tile)
            grid.addWidget(tile, index // COLUMNS, index % COLUMNS)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.title, 1)
        head.addWidget(self.which, 1)
        head.addWidget(self.before)
        head.addWidget(self.after)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(grid)
        column.setAlignment(grid, Qt.AlignmentFlag.AlignHCenter)

"""The left of the window: the face, the way back to others, its neighbours."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ganstudio.gui.explorer.lot import Lot
from ganstudio.gui.explorer.making import Maker
from ganstudio.gui.explorer.neighbours import Neighbours
from ganstudio.gui.explorer.picture import FacePicture
from ganstudio.gui.explorer.trail import Trail
from ganstudio.gui.look.elided import Elided
from ganstudio.gui.look.words import Speaker
from ganstudio.gui.mask.buttons import icon_button
from ganstudio.i18n import N_, _


class FaceView(QWidget, Speaker):
    """Follows what `maker` makes. `gone` carries a Lot of the history, `chosen` one of the neighbours."""

    gone = Signal(object)
    chosen = Signal(object)

    def __init__(self, maker: Maker, trail: Trail, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._maker, self._trail = maker, trail
        self.picture, self.neighbours, self._facts = FacePicture(), Neighbours(maker), Elided("muted")
        self.back = icon_button("arrow-left", N_("What was looked at before (Alt+Left)"), self.go_back)
        self.forward = icon_button("arrow-right", N_("What was looked at after it (Alt+Right)"), self.go_forward)
        self._lay_out()
        self.neighbours.chosen.connect(self.chosen)
        maker.changed.connect(self.speak)

    @property
    def words(self) -> str:
        """What is told of the face."""
        return self._facts.accessibleName()

    def show_lot(self, lot: Lot) -> None:
        """`lot` is looked at now."""
        self.back.setEnabled(self._trail.can_go_back)
        self.forward.setEnabled(self._trail.can_go_forward)
        self.neighbours.show_lot(lot)

    def go_back(self) -> None:
        """Look at what was looked at before."""
        self.gone.emit(self._trail.back())

    def go_forward(self) -> None:
        """Look at what was looked at after it."""
        self.gone.emit(self._trail.forward())

    def speak(self) -> None:
        """Show what is made, or why it is not."""
        maker = self._maker
        if maker.problem:
            self.picture.tell(maker.problem)
        else:
            self.picture.show_photo(maker.photo)
        self.picture.set_busy(maker.busy)
        self._facts.tell("  ·  ".join(fact for fact in (*self._known(), maker.text) if fact))

    def _known(self) -> tuple[str, ...]:
        wish, photo = self._maker.wish, self._maker.photo
        if not wish or not photo or self._maker.problem:
            return ()
        lot, (width, height) = wish.lot, photo.size
        seeds = f"{lot.seed} + {lot.other}" if lot.mix else str(lot.seed)
        return _("Seed {seed}").format(seed=seeds), f"{width} × {height} px"

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.back)
        head.addWidget(self.forward)
        head.addSpacing(8)
        head.addWidget(self._facts, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.picture, 1)
        column.addWidget(self.neighbours)

"""The window of random faces: what is made on the left, what it is made from on the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ganstudio.gui.banner import Banner
from ganstudio.gui.explorer.controls import Controls
from ganstudio.gui.explorer.keep import Keep
from ganstudio.gui.explorer.lot import Lot, Wish
from ganstudio.gui.explorer.making import Maker
from ganstudio.gui.explorer.side import Side, line
from ganstudio.gui.explorer.trail import Trail
from ganstudio.gui.explorer.view import FaceView
from ganstudio.gui.look.apart import Follower, bring
from ganstudio.gui.look.hint import Hint
from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.words import say
from ganstudio.gui.panel.models import adopt, ask_for_model_file
from ganstudio.gui.studio import Studio
from ganstudio.i18n import N_


class ExplorerWindow(QWidget):
    """A window of its own: the main window stays free. Whatever takes longer than a blink is done beside it."""

    save_requested = Signal(object, object)
    """Photo and Lot of a face that shall be written into a file."""
    open_requested = Signal(object, object)
    """Photo and Lot of one that shall be opened in the main window."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self.maker = Maker(studio, self)
        self.controls, self.keep, self.banner = Controls(studio), Keep(), Banner()
        self.trail = Trail(self.controls.lot)
        self.view = FaceView(self.maker, self.trail)
        self._pages = QStackedWidget()
        self.add = QPushButton()
        say(self, N_("Random faces"), "windowTitle")
        self._lay_out()
        self._connect()
        self._add_keys()
        self.controls.seed.dice.setFocus()
        self.setMinimumSize(944, 640)
        self.resize(1120, 880)

    @property
    def empty(self) -> bool:
        """Whether there is no model that makes faces."""
        return self._pages.currentIndex() == 0

    def bring(self) -> None:
        """Before all other windows."""
        bring(self)

    # What follows

    def _changed(self, gesture: str) -> None:
        self.trail.put(self.controls.lot, gesture)
        self._show()

    def _choose(self, lot: Lot) -> None:
        self.controls.show_lot(lot)
        self._changed("")

    def _go(self, lot: Lot) -> None:
        self.controls.show_lot(lot)
        self._show()

    def _show(self) -> None:
        """What is set is what is looked at."""
        info = self.controls.info
        self.view.show_lot(self.controls.lot)
        self.keep.show_model(info, enlarging=bool(self._studio.store.list("upscale")))
        self._pages.setCurrentIndex(info is not None)
        self._want()

    def _want(self) -> None:
        if self.isVisible() and self.controls.info:
            self.maker.want(Wish(self.controls.lot, self.keep.times), self.view.neighbours.lots)

    def _made(self) -> None:
        self.keep.set_ready(self.maker.photo is not None and not self.maker.problem)

    def _refuse(self, sentence: str) -> None:
        """It cannot be enlarged: it is seen, and can be had, as it is."""
        self.banner.bad_news(sentence)
        self.keep.set_times(1)
        self._want()

    def _models_changed(self) -> None:
        self.maker.forget()
        self.controls.show_models()
        self._show()

    def _ask_for_model(self) -> None:
        path = ask_for_model_file(self)
        if path:
            adopt(path, self._studio, self.controls.choose_model)

    def _hand_over(self, to: SignalInstance) -> None:
        lot = self.controls.lot
        self.maker.when_settled(lambda photo: to.emit(photo, lot))

    # What Qt tells

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.maker.stop()
        event.accept()

    # Putting together

    def _connect(self) -> None:
        self.controls.changed.connect(self._changed)
        self.view.chosen.connect(self._choose)
        self.view.gone.connect(self._go)
        self.view.neighbours.turned.connect(self._want)
        self.keep.resized.connect(self._want)
        self.keep.save_requested.connect(lambda: self._hand_over(self.save_requested))
        self.keep.open_requested.connect(lambda: self._hand_over(self.open_requested))
        self.maker.changed.connect(self._made)
        self.maker.refused.connect(self._refuse)
        self.add.clicked.connect(self._ask_for_model)
        self._studio.models_changed.connect(self._models_changed)
        Follower(self, self._studio).spoken.connect(self.keep.speak)  # after its buttons, whose words are numbers

    def _add_keys(self) -> None:
        seed, view, keep = self.controls.seed, self.view, self.keep
        keys = {
            "Ctrl+W": self.close,
            "Ctrl+S": keep.save.click,
            "Ctrl+Return": keep.open.click,
            "Ctrl+Enter": keep.open.click,
            "Alt+Left": view.back.click,
            "Alt+Right": view.forward.click,
            "Ctrl+R": seed.dice.click,
            "PgUp": seed.previous.click,
            "PgDown": seed.next.click,
        }
        for each, act in keys.items():
            QShortcut(QKeySequence(each), self, act)

    def _lay_out(self) -> None:
        filled = QWidget()
        row = QHBoxLayout(filled)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.view, 1)
        row.addWidget(line("upright"))
        row.addWidget(Side(self.controls, self.keep))
        self._pages.addWidget(self._none())
        self._pages.addWidget(filled)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self._pages, 1)

    def _none(self) -> QWidget:
        inside = QWidget()
        hint = N_("Add the file of a face model, or train one from a folder of faces: ganstudio train face --help")
        say(self.add, N_("Add a model file…"))
        put_icon(self.add, "plus")
        column = QVBoxLayout(inside)
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(Hint("dices", N_("No face models yet"), hint))
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return inside

"""Between the main window and trainings: their tab, models tried and used, what becomes of them at the end."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ganstudio.gui.look.hint import Hint
from ganstudio.gui.parts.middle import Middle, Part
from ganstudio.gui.studio import Studio
from ganstudio.gui.training.care import Care
from ganstudio.gui.training.follow import Roll
from ganstudio.gui.training.questions import Leaving, ask_about_leaving
from ganstudio.gui.training.words import PHASES
from ganstudio.i18n import N_, _
from ganstudio.image.photo import Photo
from trainers.control import Ask, ask

if TYPE_CHECKING:
    from ganstudio.gui.training.tab import TrainingTab


class TrainingDesk(QObject):
    """`photo` tells the one that is open. The tab is made when it is first wanted."""

    told = Signal(str)
    """A word for the status bar on trainings that go on out of sight; empty when none does."""
    trial_requested = Signal(object)
    """A model that shall be previewed on the photo that is open."""
    use_requested = Signal(object)
    """One that shall be seen in its tool's panel."""
    folder_requested = Signal(object)

    def __init__(self, studio: Studio, middle: Middle, photo: Callable[[], Photo | None], parent: QWidget) -> None:
        super().__init__(parent)
        self._studio, self._middle, self._photo, self._parent = studio, middle, photo, parent
        self.roll, self.care = Roll(studio, self), Care(studio, self)
        self._tab: TrainingTab | None = None
        self._coming = False
        """Whether its libraries are being imported."""
        middle.turned.connect(self._turned)
        self.roll.changed.connect(self._tell)
        self.care.changed.connect(self.roll.look)

    @property
    def tab(self) -> TrainingTab:
        """The tab. The plotting library is imported here."""
        if self._tab is None:
            from ganstudio.gui.training.tab import TrainingTab

            self._tab = made = TrainingTab(self._studio, self.roll, self.care, self._photo)
            self._middle.put(Part.TRAINING, made)
            made.deeds.lent.connect(self.trial_requested)
            made.use_requested.connect(self.use_requested)
            made.folder_requested.connect(self.folder_requested)
        return self._tab

    @property
    def shown(self) -> bool:
        """Whether trainings are shown, not photos."""
        return self._middle.part is Part.TRAINING

    def show(self, on: bool = True) -> None:
        """Turn to trainings, or back to photos. The first time the tab comes as soon as its libraries are there."""
        self._middle.turn_to(Part.TRAINING if on else Part.PHOTOS)

    def _turned(self, part: Part) -> None:
        if part is Part.TRAINING and self._tab is None and not self._coming:
            self._prepare()
        self._tell()

    def _prepare(self) -> None:
        """Import beside the window what takes a second."""
        self._coming = True
        self._middle.put(Part.TRAINING, Hint("graduation-cap", N_("One moment…")))

        def come(_nothing: None) -> None:
            assert self.tab  # made when it is first asked for

        self._studio.runner.submit(lambda _job: _imported(), done=come)

    def switch(self) -> None:
        """To trainings, and back to photos."""
        self.show(not self.shown)

    def look(self) -> None:
        """Look for trainings that were begun earlier; beside the window."""
        self.roll.look()

    def may_quit(self) -> bool:
        """Whether the program may end: asks where a training is at work."""
        working = self.roll.working
        if not working:
            return True
        wish = ask_about_leaving(self._parent, [entry.title for entry in working])
        if wish is Leaving.STOP:
            for entry in working:
                ask(entry.folder, Ask.STOP)
        return wish is not Leaving.STAY

    def close(self) -> None:
        """The program ends."""
        self.roll.stop()
        if self._tab:
            self._tab.page.follow.stop()

    def _tell(self) -> None:
        working = self.roll.working
        if not working or self.shown:
            self.told.emit("")
            return
        first = working[0]
        status = first.status
        percent = int(100 * status.step / status.steps) if status.steps else 0
        told = _("{title}: {phase}, {percent} %").format(
            title=first.title, phase=_(PHASES[status.phase]), percent=percent
        )
        others = len(working) - 1
        self.told.emit(told + (f"  +{others}" if others else ""))


def _imported() -> None:
    import pyqtgraph  # noqa: F401

"""What models are compared on: the photo that is open, a sample, or a photo of the user's choice."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from ganstudio.gui.dialogs.finding import PICTURES, ask_for_file
from ganstudio.gui.look.words import Speaker, say
from ganstudio.i18n import N_, _
from ganstudio.image.folder import SUFFIXES
from ganstudio.paths import resource

OPEN, OTHER = "open", "other"


class Sources(QComboBox, Speaker):
    """`chosen` comes from the user alone."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open = False
        self._other: Path | None = None
        self._value = OPEN
        self._by_hand = False
        say(self, N_("Photo to compare on"), "accessibleName")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.activated.connect(self._choose)
        self.speak()

    @property
    def path(self) -> Path | None:
        """The file that is chosen; None: the open photo."""
        return None if self._value == OPEN else Path(self._value)

    def set_open(self, there: bool) -> None:
        """Whether a photo is open; where none is, the first sample stands for it."""
        self._open = there
        samples = _samples()
        if there and not self._by_hand:
            self._value = OPEN
        elif not there and self._value == OPEN and samples:
            self._value = str(samples[0])
        self.speak()

    def speak(self) -> None:
        self.clear()
        if self._open:
            self.addItem(_("The open photo"), OPEN)
        for path in _samples():
            self.addItem(_("Sample: {name}").format(name=path.stem), str(path))
        if self._other:
            self.addItem(self._other.name, str(self._other))
        self.addItem(_("Another photo…"), OTHER)
        self.setCurrentIndex(max(0, self.findData(self._value)))

    def _choose(self, _index: int) -> None:
        value = str(self.currentData())
        if value == OTHER:
            names = " ".join(sorted(f"*{suffix}" for suffix in SUFFIXES))
            kinds = f"{_('Pictures')} ({names});;{_('All files')} (*)"
            file = ask_for_file(self, PICTURES, _("A photo to compare on"), kinds)
            self._other = file or self._other
            value = str(file or self._value)
        self._value, self._by_hand = value, True
        self.speak()
        self.chosen.emit()


def _samples() -> list[Path]:
    return sorted(resource("samples").glob("*.png"))

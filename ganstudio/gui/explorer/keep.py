"""What can be done with a face: its size, a file, a photo to go on with, and whose terms it is under."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ganstudio.engine.store import ModelInfo
from ganstudio.gui.look.words import Speaker, say
from ganstudio.gui.panel.chips import Chips
from ganstudio.i18n import N_, _

TIMES = (1, 2, 4)
"""How many times as large a face can be had."""


class Keep(QWidget, Speaker):
    """`resized` comes from the user alone."""

    resized = Signal()
    save_requested = Signal()
    open_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._info: ModelInfo | None = None
        self._enlarging = True
        self.sizes = Chips({str(times): "" for times in TIMES}, columns=len(TIMES))
        self.save, self.open, self.terms = QPushButton(), QPushButton(), QLabel()
        self._lay_out()
        self.sizes.set_value("4")
        self.sizes.changed.connect(self.resized)
        self.save.clicked.connect(self.save_requested)
        self.open.clicked.connect(self.open_requested)
        self.speak()

    @property
    def times(self) -> int:
        """How many times as large as the network makes it."""
        return int(self.sizes.value())

    def set_times(self, times: int) -> None:
        """Choose a size."""
        self.sizes.set_value(str(times))

    def show_model(self, info: ModelInfo | None, *, enlarging: bool) -> None:
        """Whose faces these are; `enlarging`: whether there is a model that makes them larger."""
        self._info, self._enlarging = info, enlarging
        if not enlarging:
            self.set_times(1)
        self.speak()

    def set_ready(self, on: bool) -> None:
        """Whether there is a face."""
        for button in (self.save, self.open):
            button.setEnabled(on)

    def speak(self) -> None:
        side = int(self._info.config.get("size", 0)) if self._info else 0
        for times in TIMES:
            chip = self.sizes.chip(str(times))
            chip.setText(f"{side * times} px" if side else f"{times}×")
            chip.setEnabled(times == 1 or self._enlarging)
            chip.setToolTip(
                _("As the network makes it")
                if times == 1
                else _("Enlarged {times} times by the network for super-resolution").format(times=times)
            )
        self.terms.setText(_terms(self._info))
        self.terms.setVisible(bool(self.terms.text()))

    def _lay_out(self) -> None:
        size = QLabel()
        say(size, N_("Size"))
        say(self.save, N_("Save picture…"))
        say(self.save, N_("Write this face into a file (Ctrl+S)"), "toolTip")
        self.save.setProperty("kind", "primary")
        say(self.open, N_("Open as a photo"))
        say(self.open, N_("Go on with it in the main window (Ctrl+Enter)"), "toolTip")
        self.terms.setProperty("kind", "muted")
        self.terms.setWordWrap(True)
        self.terms.setTextFormat(Qt.TextFormat.PlainText)  # a file's words are not to be trusted with markup
        deeds = QHBoxLayout()
        deeds.setSpacing(8)
        deeds.addWidget(self.save, 1)
        deeds.addWidget(self.open, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        column.addWidget(size)
        column.addWidget(self.sizes)
        column.addSpacing(4)
        column.addLayout(deeds)
        column.addWidget(self.terms)


def _terms(info: ModelInfo | None) -> str:
    """Under which licence the model is, or else what it has learnt from; as lines."""
    card = info.card if info else {}
    facts = ((_("Licence: {text}"), card.get("licence")), (_("Learned from: {text}"), card.get("data")))
    return "\n".join(line.format(text=_(text)) for line, text in facts if isinstance(text, str) and text)

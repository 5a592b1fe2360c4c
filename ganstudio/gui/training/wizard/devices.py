"""How many of the computer's graphics cards learn, where there are several."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ganstudio.engine.job import Job
from ganstudio.gui.look.words import say
from ganstudio.gui.panel.chips import Chips
from ganstudio.gui.studio import Studio
from ganstudio.gui.training.wizard.draft import Draft
from ganstudio.i18n import N_

_WIDE = 56
"""Pixels of a button."""


def cards(_job: Job) -> int:
    """How many there are that can learn together."""
    import torch

    return torch.cuda.device_count() if torch.cuda.is_available() else 0


class DeviceRow(QWidget):
    """Not seen with one card or none. `changed` comes from the user alone."""

    changed = Signal()

    def __init__(self, studio: Studio, draft: Draft) -> None:
        super().__init__()
        self._studio, self._draft = studio, draft
        self._asked = False
        self.chips: Chips | None = None
        title = QLabel()
        say(title, N_("Graphics cards"))
        title.setProperty("kind", "section")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 8, 0, 0)
        self._row.setSpacing(16)
        self._row.addWidget(title)
        self.hide()

    def refresh(self) -> None:
        """Find out, the first time; show what is chosen."""
        if not self._asked:
            self._asked = True
            self._studio.runner.submit(cards, done=self.offer)
        if self.chips:
            self.chips.set_value(str(self._draft.devices))

    def offer(self, count: int) -> None:
        """There are so many."""
        if count < 2 or self.chips:
            return
        self.chips = Chips({str(each): str(each) for each in range(1, count + 1)}, columns=count)
        self.chips.setFixedWidth(_WIDE * count)
        self.chips.set_value(str(self._draft.devices))
        self.chips.changed.connect(self._chosen)
        self._row.addWidget(self.chips)
        self._row.addStretch(1)
        self.show()

    def _chosen(self) -> None:
        assert self.chips
        self._draft.devices = int(self.chips.value())
        self.changed.emit()

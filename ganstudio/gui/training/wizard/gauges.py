"""What a training will take, in words and bars."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ganstudio.gui.batch.words import spaced
from ganstudio.gui.look.words import say
from ganstudio.gui.training.wizard.draft import Draft
from ganstudio.gui.training.wizard.gauge import Gauge
from ganstudio.gui.training.wizard.verdict import Verdict
from ganstudio.gui.training.wizard.words import duration, place
from ganstudio.i18n import N_, _, ngettext
from trainers.estimate import Estimate


class Gauges(QWidget):
    """Time, memory, disk; what to lower where there is no room. `back` asks for the settings, `again` for another
    trial: what made the computer slow may be over."""

    back = Signal()
    again = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.time, self.advice = Verdict(), Verdict()
        self.memory, self.disk = Gauge("layers", N_("Memory")), Gauge("save", N_("Disk"))
        self.change, self.anew = QPushButton(), QPushButton()
        say(self.change, N_("Change the settings"))
        say(self.anew, N_("Try again"))
        self.change.clicked.connect(self.back)
        self.anew.clicked.connect(self.again)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.memory, 1)
        row.addWidget(self.disk, 1)
        self.time.put(self.anew)
        self.advice.put(self.change)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.time)
        column.addLayout(row)
        column.addWidget(self.advice)

    def show_estimate(self, estimate: Estimate, draft: Draft) -> None:
        """Show what was measured for `draft`."""
        steps = draft.steps(estimate)
        told = ngettext(
            "{n} step on {place}. It goes on when you close the window, and can be stopped at any time.",
            "{n} steps on {place}. It goes on when you close the window, and can be stopped at any time.",
            steps,
        )
        title = _("It will take about {time}").format(time=duration(draft.seconds(estimate)))
        words = [told.format(n=spaced(steps), place=place(estimate.device))]
        if draft.slow(estimate):
            words.append(_("That is longer than planned: this computer is slow for it, or busy with other work."))
        self.anew.setVisible(draft.slow(estimate))
        self.time.tell(title, "\n".join(words), "", "clock")
        self.memory.weigh(estimate.memory, estimate.memory_free)
        self.disk.weigh(estimate.disk, estimate.disk_free)
        self.advice.setVisible(bool(estimate.advice))
        self.advice.tell(_("How it would fit better"), "\n".join(estimate.advice), "" if estimate.fits else "bad")

"""What a training will take, in words and bars."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from ganstudio.gui.batch.words import spaced
from ganstudio.gui.look.hint import Picture
from ganstudio.gui.look.theme import heading
from ganstudio.gui.look.words import say
from ganstudio.gui.training.wizard.verdict import Verdict
from ganstudio.gui.training.wizard.words import duration, size
from ganstudio.i18n import N_, _
from trainers.estimate import Estimate


class Gauges(QWidget):
    """Time, memory, disk; what to lower where there is no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.time, self.memory, self.disk = (
            Gauge("clock", N_("Time")),
            Gauge("layers", N_("Memory")),
            Gauge("save", N_("Disk")),
        )
        self.advice = Verdict()
        row = QGridLayout()
        row.setSpacing(16)
        for place, gauge in enumerate((self.time, self.memory, self.disk)):
            row.addWidget(gauge, 0, place)
            row.setColumnStretch(place, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addLayout(row)
        column.addWidget(self.advice)

    def show_estimate(self, estimate: Estimate, steps: int) -> None:
        """Show it for so many steps."""
        self.time.tell(
            _("about {time}").format(time=duration(estimate.seconds(steps))), _("{n} steps").format(n=spaced(steps))
        )
        self.memory.weigh(estimate.memory, estimate.memory_free)
        self.disk.weigh(estimate.disk, estimate.disk_free)
        self.advice.setVisible(bool(estimate.advice))
        self.advice.tell(_("It may not fit"), "\n".join(estimate.advice), "bad")


class Gauge(QFrame):
    """One of them."""

    def __init__(self, icon: str, title: str) -> None:
        """`title` is marked."""
        super().__init__()
        self.setProperty("kind", "card")
        name, self.value, self.detail, self.bar = QLabel(), QLabel(), QLabel(), QProgressBar()
        say(name, title)
        name.setProperty("kind", "muted")
        self.value.setFont(heading(self.font(), 1.3))
        self.detail.setProperty("kind", "muted")
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        self.bar.hide()
        head = QHBoxLayout()
        head.addWidget(Picture(icon, 16))
        head.addWidget(name, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(6)
        column.addLayout(head)
        for widget in (self.value, self.bar, self.detail):
            column.addWidget(widget)
        for label in (self.value, self.detail):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)

    def tell(self, value: str, detail: str) -> None:
        """Say so much."""
        self.value.setText(value)
        self.detail.setText(detail)

    def weigh(self, needed: int, free: int) -> None:
        """So many bytes of those that are free."""
        self.tell(size(needed), _("of {size} that are free").format(size=size(free)))
        self.bar.show()
        self.bar.setValue(min(1000, round(1000 * needed / max(1, free))))

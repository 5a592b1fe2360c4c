"""The foot of a tool's panel: what will come out, preview, progress, the buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from ganstudio.gui.look.words import say
from ganstudio.i18n import N_, _
from ganstudio.tools.tool import Tool


class Foot(QWidget):
    """Shows what it is told. `run` says Apply where no network is at work; an instant tool asks not for a preview."""

    def __init__(self, tool: Tool) -> None:
        super().__init__()
        self._tool = tool
        self.target, self.problem, self.need, self.hint, self.status = (QLabel() for _each in range(5))
        self.preview = QCheckBox()
        self.bar = QProgressBar()
        self.run, self.cancel, self.reset = QPushButton(), QPushButton(), QPushButton()
        self._buttons = QWidget()
        self._word()
        self._lay_out()
        self.preview.setVisible(not tool.instant and tool.preview != "none")
        self.show_work(False, False)

    def show_target(self, text: str, problem: str) -> None:
        """The size of what will come out, or why nothing can."""
        for label, words in ((self.target, text), (self.problem, problem)):
            label.setText(words)
            label.setVisible(bool(words))

    def show_need(self, text: str) -> None:
        """What the user is to do before the tool can be run."""
        self.need.setText(text)
        self.need.setVisible(bool(text))

    def show_hint(self, text: str) -> None:
        """A word on the preview."""
        self.hint.setText(text)
        self.hint.setVisible(bool(text))

    def show_work(self, busy: bool, slow: bool) -> None:
        """Whether a tool is at work; `slow`: for so long that progress shall be seen."""
        self._buttons.setVisible(not slow)
        for widget in (self.cancel, self.bar, self.status):
            widget.setVisible(slow)
        if not busy:
            self.status.clear()
        elif not self.status.text():
            self.status.setText(_("Starting…"))
            self.bar.setRange(0, 0)

    def show_progress(self, done: float, text: str) -> None:
        """The share done, and a word on what goes on."""
        self.bar.setRange(0, 1000)
        self.bar.setValue(round(1000 * done))
        percent = _("{percent} %").format(percent=int(100 * done))
        self.status.setText("  ·  ".join(part for part in (percent, text) if part))

    def _word(self) -> None:
        say(self.preview, N_("Live preview"))
        say(self.preview, N_("Show what would come out, where you look, before anything is done (P)"), "toolTip")
        say(self.run, N_("Run") if self._tool.model else N_("Apply"))
        say(self.run, N_("Do it to the whole photo (Ctrl+Enter)"), "toolTip")
        self.run.setProperty("kind", "primary")
        say(self.reset, N_("Reset"))
        say(self.reset, N_("Put all values of this tool back (Ctrl+Shift+R)"), "toolTip")
        say(self.cancel, N_("Cancel"))
        self.target.setProperty("kind", "strong")
        self.problem.setProperty("kind", "danger")
        for label in (self.need, self.hint, self.status):
            label.setProperty("kind", "muted")
        for label in (self.target, self.problem, self.need, self.hint, self.status):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.hide()
        self.bar.setTextVisible(False)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.reset)
        row.addWidget(self.run, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        above = (self.target, self.problem, self.need, self.preview, self.hint, self.bar, self.status)
        for widget in (*above, self._buttons, self.cancel):
            column.addWidget(widget)

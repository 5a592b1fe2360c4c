"""A report as it would be sent, and what is said when something went wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ganstudio.gui.look.hint import Picture
from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.theme import heading
from ganstudio.i18n import _, ngettext

_WIDTH = 640
"""Logical pixels of what tells a fault."""


class ReportText(QPlainTextEdit):
    """To be read and taken, not to be changed."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setReadOnly(True)
        self.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.setMinimumSize(560, 260)


class CopyButton(QPushButton):
    """Puts `text` into the clipboard, and says that it has."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(_("Copy report"), parent)
        self._text = text
        self.setAutoDefault(False)
        put_icon(self, "copy")
        self.clicked.connect(self._copy)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._text)
        self.setText(_("Copied"))
        put_icon(self, "check")


class ReportDialog(QDialog):
    """What runs here and what was written down, as others would get it."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Report"))
        head, note = QLabel(_("Report")), QLabel(_("It names no files, no places and no people. Nothing is sent."))
        head.setFont(heading(self.font()))
        note.setProperty("kind", "muted")
        self.shown, self.copy = ReportText(text), CopyButton(text)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        for widget in (head, note):
            column.addWidget(widget)
        column.addWidget(self.shown, 1)
        column.addWidget(buttons)
        self.resize(760, 520)


class FaultDialog(QDialog):
    """Something unexpected: what it was, what became of the work, and how to tell others. The program goes on."""

    log_requested = Signal()

    def __init__(self, sentence: str, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._more = 0
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Something went wrong"))
        self.sentence, self.others = QLabel(sentence), QLabel()
        self.shown, self.copy = ReportText(report), CopyButton(report)
        self.details = QToolButton()
        self.log = QPushButton(_("Show log"))
        self.log.clicked.connect(self.log_requested)
        self.details.toggled.connect(self._open)
        self._lay_out()
        self._open(False)

    def add(self) -> None:
        """Another fault has come up meanwhile."""
        self._more += 1
        text = ngettext(
            "{n} more fault since; it is in the log.", "{n} more faults since; they are in the log.", self._more
        )
        self.others.setText(text.format(n=self._more))
        self.others.show()
        self._fit()

    def _open(self, on: bool) -> None:
        """Show what a report would say, or hide it."""
        self.shown.setVisible(on)
        self.details.setText(_("Hide the report") if on else _("What a report would say"))
        put_icon(self.details, "chevron-down" if on else "chevron-right")
        self._fit()

    def _fit(self) -> None:
        """As high as the words need at this width, which Qt does not find out by itself."""
        layout = self.layout()
        if layout:
            layout.activate()
            self.resize(_WIDTH, layout.totalHeightForWidth(_WIDTH))

    def _lay_out(self) -> None:
        head, kept = QLabel(_("Something went wrong")), QLabel()
        head.setFont(heading(self.font()))
        kept.setText(_("Your photos and all you have done to them are as they were. You can go on working."))
        self.others.setProperty("kind", "muted")
        self.others.hide()
        self.details.setProperty("kind", "quiet")
        self.details.setCheckable(True)
        self.details.setMinimumHeight(28)
        self.details.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        for label in (self.sentence, kept, self.others):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words = QVBoxLayout()
        words.setSpacing(12)
        for widget in (head, kept, self.sentence, self.others):
            words.addWidget(widget)
        words.addWidget(self.details, 0, Qt.AlignmentFlag.AlignLeft)
        top = QHBoxLayout()
        top.setSpacing(20)
        top.addWidget(Picture("triangle-alert", 32), 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        go_on = QPushButton(_("Go on"))
        go_on.setDefault(True)
        go_on.clicked.connect(self.accept)
        self.log.setAutoDefault(False)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.copy)
        buttons.addWidget(self.log)
        buttons.addStretch(1)
        buttons.addWidget(go_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addLayout(top)
        column.addWidget(self.shown, 1)
        column.addLayout(buttons)
        go_on.setFocus()

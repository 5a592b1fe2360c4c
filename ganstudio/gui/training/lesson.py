"""A page that explains: what ails a training, what the papers say, what to do."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument, QTextFormat
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from ganstudio.i18n import _
from trainers.doctor.lessons import INDEX, lesson


class LessonDialog(QDialog):
    """Shows the page called `name`; links between pages are followed, others are opened outside."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("How GANs learn, and fail"))
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setProperty("kind", "lesson")
        self.text.document().setDocumentMargin(20)
        self.text.anchorClicked.connect(self._follow)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        index = buttons.addButton(_("All about GANs"), QDialogButtonBox.ButtonRole.ActionRole)
        index.setAutoDefault(False)
        index.clicked.connect(lambda: self.show_page(INDEX))
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.text)
        column.addWidget(buttons)
        self.resize(720, 640)
        self.show_page(name)

    def show_page(self, name: str) -> None:
        """Show another page."""
        page = lesson(name)
        self.text.setMarkdown(page.read_text(encoding="utf-8") if page.exists() else _("This page is missing."))
        _set(self.text.document())
        self.text.verticalScrollBar().setValue(0)

    def _follow(self, link: QUrl) -> None:
        if link.isRelative():
            self.show_page(link.path().removesuffix(".md"))
        else:
            QDesktopServices.openUrl(link)


def _set(document: QTextDocument) -> None:
    """Room between lines and above headings, which Qt's Markdown has little of."""
    block = document.begin()
    while block.isValid():
        level, lines = block.blockFormat().headingLevel(), QTextBlockFormat()
        lines.setLineHeight(125, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        lines.setBottomMargin(6)
        lines.setTopMargin(16 if level > 1 else 0)
        cursor = QTextCursor(block)
        cursor.mergeBlockFormat(lines)
        if level:
            letters = QTextCharFormat()
            letters.setProperty(QTextFormat.Property.FontSizeAdjustment, 3 - level)
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(letters)
        block = block.next()

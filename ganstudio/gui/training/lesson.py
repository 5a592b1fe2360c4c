"""A page that explains: what ails a training, what the papers say, what to do."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
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
        self.text.verticalScrollBar().setValue(0)

    def _follow(self, link: QUrl) -> None:
        if link.isRelative():
            self.show_page(link.path().removesuffix(".md"))
        else:
            QDesktopServices.openUrl(link)

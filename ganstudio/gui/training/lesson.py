"""A page that explains: what ails a training, what the papers say, what to do."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from ganstudio.gui.guide.text import PageText
from ganstudio.i18n import _
from trainers.doctor.lessons import INDEX, lesson


class LessonDialog(QDialog):
    """Shows the page called `name`; links between pages are followed, others are opened outside."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("How GANs learn, and fail"))
        self.text = PageText()
        self.text.page_requested.connect(self.text.show_page)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        index = buttons.addButton(_("All about GANs"), QDialogButtonBox.ButtonRole.ActionRole)
        index.setAutoDefault(False)
        index.clicked.connect(lambda: self.text.show_page(lesson(INDEX)))
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.text)
        column.addWidget(buttons)
        self.resize(720, 640)
        self.text.show_page(lesson(name))

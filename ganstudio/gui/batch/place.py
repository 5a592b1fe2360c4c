"""Where results go: beside the photos, or into a folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QRadioButton, QVBoxLayout, QWidget

from ganstudio.gui.look.words import say
from ganstudio.i18n import N_, _


class Place(QWidget):
    """`changed` comes from the user alone."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.beside, self.inside = QRadioButton(), QRadioButton()
        self.folder = QLineEdit()
        self._browse = QPushButton()
        say(self.beside, N_("Beside the photos"))
        say(self.inside, N_("In a folder"))
        say(self.folder, N_("Folder of the results"), "placeholderText")
        say(self.folder, N_("Folder of the results"), "accessibleName")
        say(self._browse, N_("Browse…"))
        self.beside.setChecked(True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.folder, 1)
        row.addWidget(self._browse)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.beside)
        column.addWidget(self.inside)
        column.addLayout(row)
        self.beside.toggled.connect(self._chosen)
        self.folder.textEdited.connect(self._typed)
        self._browse.clicked.connect(self._ask)
        self._show()

    @property
    def output(self) -> Path | None:
        """The folder; None: beside the photos. An empty one counts as none chosen yet: `missing`."""
        return None if self.beside.isChecked() or self.missing else Path(self.folder.text().strip()).absolute()

    @property
    def missing(self) -> bool:
        """A folder is wanted, but none is named."""
        return self.inside.isChecked() and not self.folder.text().strip()

    def set_output(self, output: Path | None) -> None:
        """Show this choice."""
        self.folder.setText(str(output) if output else "")
        (self.inside if output else self.beside).setChecked(True)
        self._show()

    def _chosen(self) -> None:
        self._show()
        if self.inside.isChecked():
            self.folder.setFocus()
        self.changed.emit()

    def _show(self) -> None:
        for widget in (self.folder, self._browse):
            widget.setVisible(self.inside.isChecked())

    def _typed(self) -> None:
        self.changed.emit()

    def _ask(self) -> None:
        name = QFileDialog.getExistingDirectory(self, _("Folder of the results"), self.folder.text())
        if name:
            self.set_output(Path(name))
            self.changed.emit()

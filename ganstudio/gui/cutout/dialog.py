"""The dialog in which a region of the second photo is cut out."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ganstudio.gui.canvas import Canvas
from ganstudio.gui.look.theme import heading
from ganstudio.gui.studio import Studio
from ganstudio.i18n import _
from ganstudio.image.photo import Photo
from ganstudio.masks.mask import Area, Mask
from ganstudio.masks.selection import Selection


class CutOutDialog(QDialog):
    """Accepted when a choice was made: `chosen` says which. `mask`: what was cut out before."""

    def __init__(
        self, source: Photo, name: str, mask: Mask | None, studio: Studio, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._studio = studio
        self.selection = Selection(source.size)
        self.selection.put(mask)
        self.selection.settle()
        self.chosen: Mask | None = None
        """What is cut out; None: all of the photo."""
        self.setWindowTitle(_("Cut out of {name}").format(name=name) if name else _("Cut out"))
        self.canvas = Canvas()
        self.canvas.set_photo(source)
        self.all, self.part = QPushButton(_("Use all")), QPushButton(_("Use the selection"))
        self.cancel = QPushButton(_("Cancel"))
        self._lay_out()
        self.cancel.clicked.connect(self.reject)
        self.all.clicked.connect(self._use_all)
        self.part.clicked.connect(self._use_part)
        self.selection.changed.append(self._refresh)
        self._refresh()

    def leave(self) -> None:
        """It is closed: hold on to no photo."""
        self.selection.changed.clear()
        self.canvas.set_photo(None)
        self.deleteLater()

    def _refresh(self, _area: Area | None = None) -> None:
        self.part.setEnabled(self.selection.mask is not None)

    def _use_all(self) -> None:
        self.chosen = None
        self.accept()

    def _use_part(self) -> None:
        self.chosen = self.selection.mask
        self.accept()

    def _lay_out(self) -> None:
        title, hint = QLabel(self.windowTitle()), QLabel()
        title.setFont(heading(self.font()))
        title.setTextFormat(Qt.TextFormat.PlainText)
        hint.setText(_("Draw around what shall be inserted, or paint it over; or use all of the photo."))
        hint.setProperty("kind", "muted")
        self.part.setDefault(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        for button in (self.cancel, self.all, self.part):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        for widget in (title, hint):
            column.addWidget(widget)
        column.addWidget(self.canvas, 1)
        column.addLayout(buttons)
        self.resize(1040, 760)

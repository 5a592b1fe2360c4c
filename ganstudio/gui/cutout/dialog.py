"""The dialog in which a region of the second photo is cut out, with all that makes masks."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ganstudio.gui.look.theme import heading
from ganstudio.gui.mask.actions import KEYS
from ganstudio.gui.mask.edits import MaskEdits
from ganstudio.gui.mask.kit import Kit
from ganstudio.gui.mask.laid import MaskLaid
from ganstudio.gui.mask.section import MaskSection
from ganstudio.gui.page import Page
from ganstudio.i18n import _
from ganstudio.image.photo import Photo
from ganstudio.masks.mask import Mask
from ganstudio.projects.record import Record

_ROOM = 304
"""Pixels that the controls are wide."""
_WIDE, _HIGH = 1120, 760


class CutOutDialog(QDialog):
    """Accepted when a choice was made: `chosen` says which. `mask`: what was cut out before."""

    def __init__(
        self, source: Photo, name: str, mask: Mask | None, kit: Kit, edits: MaskEdits, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._kit, self._edits = kit, edits
        self.page = Page(Record(name, source), Path(name), memory_budget=0)
        self.selection = self.page.selection
        self.selection.begin(mask)
        self.chosen: Mask | None = None
        """What is cut out; None: all of the photo."""
        self.section = MaskSection("reads", kit, edits)
        self._laid = MaskLaid()
        self.all, self.part = QPushButton(_("Use all")), QPushButton(_("Use the selection"))
        self.cancel = QPushButton(_("Cancel"))
        self.setWindowTitle(_("Cut out of {name}").format(name=name) if name else _("Cut out"))
        self._lay_out()
        self._set_keys()
        self.cancel.clicked.connect(self.reject)
        self.all.clicked.connect(self._use_all)
        self.part.clicked.connect(self._use_part)
        self.section.changed.connect(self._refresh)
        edits.changed.connect(self._refresh)
        self.section.show_page(self.page)
        self._laid.watch(self.page, self.section, lambda: False)
        self._refresh()
        self.page.canvas.setFocus()

    def leave(self) -> None:
        """It is closed: hold on to no photo."""
        self._edits.changed.disconnect(self._refresh)
        self._laid.take_off()
        self.section.show_page(None)
        self.page.canvas.set_photo(None)
        self.page.canvas.set_original(None)
        self.page.document.close()
        self.deleteLater()

    def _refresh(self) -> None:
        self.part.setEnabled(self.selection.mask is not None and not self._edits.busy)

    def _use_all(self) -> None:
        self.chosen = None
        self.accept()

    def _use_part(self) -> None:
        self.chosen = self.selection.mask
        self.accept()

    def _set_keys(self) -> None:
        """Those of the window."""
        mask, edits = self.selection, self._edits
        deeds: dict[str, Callable[[], object]] = {
            "Ctrl+Z": mask.undo,
            "Ctrl+Shift+Z": mask.redo,
            "Ctrl+Y": mask.redo,
            "Ctrl+A": partial(edits.all, mask),
            "Ctrl+D": partial(edits.none, mask),
            "Ctrl+Shift+I": partial(edits.invert, mask),
            "Ctrl+0": self.page.canvas.fit,
            "Ctrl+1": self.page.canvas.actual_size,
        }
        tools: dict[str, Callable[[], object]] = {
            key: partial(self._kit.put, tool=tool) for tool, keys in KEYS.items() for key in keys
        }
        for key, act in (deeds | tools).items():
            QShortcut(QKeySequence(key), self, act)

    def _lay_out(self) -> None:
        title, hint = QLabel(self.windowTitle()), QLabel()
        title.setFont(heading(self.font()))
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setWordWrap(True)
        hint.setText(_("Draw around what shall be inserted, or paint it over; or use all of the photo."))
        hint.setProperty("kind", "muted")
        hint.setWordWrap(True)
        for button in [*self.section.findChildren(QPushButton), self.cancel, self.all]:
            button.setAutoDefault(False)  # Enter is for the selection alone
        self.part.setDefault(True)
        side = QWidget()
        side.setFixedWidth(_ROOM)
        column = QVBoxLayout(side)
        column.setContentsMargins(16, 20, 16, 16)
        column.setSpacing(8)
        column.addWidget(title)
        column.addWidget(hint)
        column.addSpacing(8)
        column.addWidget(self.section)
        column.addStretch(1)
        column.addWidget(self.part)
        beside = QHBoxLayout()
        beside.setSpacing(8)
        beside.addWidget(self.cancel, 1)
        beside.addWidget(self.all, 1)
        column.addLayout(beside)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.page.canvas, 1)
        whole.addWidget(side)
        self.resize(_WIDE, _HIGH)

"""Where folders are dropped: what lies there, how many pictures that makes, and some of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from ganstudio.engine.job import Job
from ganstudio.gui.look.elided import Elided
from ganstudio.gui.look.hint import Picture
from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.words import Speaker, say
from ganstudio.gui.studio import Studio
from ganstudio.gui.training.wizard.strip import Strip
from ganstudio.gui.training.wizard.words import pictures
from ganstudio.i18n import N_, _
from trainers.folders import walk


@dataclass(frozen=True)
class Found:
    """What lies in some folders."""

    count: int
    some: tuple[Path, ...]


def look(folders: tuple[Path, ...], job: Job) -> Found:
    """The pictures below `folders`: how many, and a few from all over."""
    paths = walk(folders, job.check)
    step = max(1, len(paths) // Strip.MOST)
    return Found(len(paths), tuple(paths[::step][: Strip.MOST]))


class Zone(QFrame, Speaker):
    """Folders of one kind. `changed` comes when there are others, `found` when they were looked through."""

    changed = Signal()
    found = Signal()

    def __init__(self, studio: Studio, place: int) -> None:
        super().__init__()
        self._studio, self._name = studio, f"wizard-folder-{place}"
        self.setProperty("kind", "drop")
        self.setAcceptDrops(True)
        self.folders: list[Path] = []
        self.count: int | None = None
        """Pictures; None while they are counted."""
        self._title_text, self._hint_text, self._several = "", "", True
        self._title, self._hint, self._told, self._note = QLabel(), QLabel(), QLabel(), QLabel()
        self._icon = Picture("folder-plus", 40)
        self.choose = QPushButton()
        self.strip = Strip()
        self._rows = QVBoxLayout()
        self._shown: list[QWidget] = []
        self._lay_out()
        self.choose.clicked.connect(self._ask)

    def ask_for(self, title: str, hint: str, *, several: bool) -> None:
        """What shall be dropped here; both marked. `several`: more than one folder may."""
        self._title_text, self._hint_text, self._several = title, hint, several
        self.speak()

    def show_folders(self, folders: Iterable[Path]) -> None:
        """Show these."""
        folders = list(folders)
        if folders != self.folders:
            self.folders = folders
            self._look()
        self.speak()

    def add(self, paths: Iterable[Path]) -> None:
        """These as well, or instead; of pictures the folders they are in."""
        new = list(dict.fromkeys((path if path.is_dir() else path.parent).absolute() for path in paths))
        if new:
            self.show_folders(dict.fromkeys([*self.folders, *new]) if self._several else new[:1])
            self.changed.emit()

    def remove(self, folder: Path) -> None:
        """Not that one."""
        self.show_folders(each for each in self.folders if each != folder)
        self.changed.emit()

    def speak(self) -> None:
        self._title.setText(_(self._title_text))
        self._hint.setText(_(self._hint_text))
        empty = not self.folders
        for shown in (self._icon, self._hint):
            shown.setVisible(empty)
        self._title.setProperty("kind", "strong")
        self.strip.setVisible(not empty)
        self._told.setVisible(not empty)
        self._told.setText(_("Counting…") if self.count is None else pictures(self.count))
        more = _("Add another folder…") if self._several else _("Choose another folder…")
        self.choose.setText(_("Choose a folder…") if empty else more)
        self._show_rows()

    def _look(self) -> None:
        self.count = None
        self.strip.show_files(())
        folders = tuple(self.folders)
        if not folders:
            self._studio.runner.cancel(self._name)
            return

        def done(found: Found) -> None:
            self.count = found.count
            self.strip.show_files(found.some)
            self._tell("")

        self._studio.runner.submit(lambda job: look(folders, job), done=done, failed=self._tell, latest=self._name)

    def _tell(self, problem: str) -> None:
        self._note.setText(problem)
        self._note.setVisible(bool(problem))
        if problem:
            self.count = 0
        self.speak()
        self.found.emit()

    def _ask(self) -> None:
        here = str(self.folders[-1].parent) if self.folders else ""
        name = QFileDialog.getExistingDirectory(self, _("Choose a folder of pictures"), here)
        if name:
            self.add([Path(name)])

    # Drag and drop

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            self._invite(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._invite(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._invite(False)
        event.acceptProposedAction()
        self.add(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())

    def _invite(self, on: bool) -> None:
        self.setProperty("inviting", on)
        self.style().unpolish(self)
        self.style().polish(self)

    # Layout

    def _lay_out(self) -> None:
        self._hint.setProperty("kind", "muted")
        self._told.setProperty("kind", "muted")
        self._note.setProperty("kind", "danger")
        self._note.hide()
        for label in (self._title, self._hint, self._note):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(10)
        self._rows.setSpacing(6)
        column.addStretch(1)
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._title)
        column.addWidget(self._hint)
        column.addLayout(self._rows)
        column.addWidget(self.strip)
        column.addWidget(self._note)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._told)
        foot.addWidget(self.choose)
        foot.addStretch(1)
        column.addLayout(foot)
        column.addStretch(1)
        self.setMinimumHeight(240)
        self.setFocusProxy(self.choose)

    def _show_rows(self) -> None:
        for row in self._shown:
            self._rows.removeWidget(row)
            row.deleteLater()
        self._shown = [self._row(folder) for folder in self.folders]
        for row in self._shown:
            self._rows.addWidget(row)

    def _row(self, folder: Path) -> QWidget:
        whole, name, place, remove = QWidget(), QLabel(folder.name or str(folder)), Elided("muted"), QToolButton()
        name.setProperty("kind", "strong")
        name.setTextFormat(Qt.TextFormat.PlainText)
        place.tell(str(folder.parent))
        put_icon(remove, "x")
        remove.setProperty("kind", "small")
        say(remove, N_("Do not use this folder"), "toolTip")
        say(remove, N_("Do not use this folder"), "accessibleName")
        remove.clicked.connect(lambda: self.remove(folder))
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(Picture("folder", 20))
        row.addWidget(name)
        row.addWidget(place, 1)
        row.addWidget(remove)
        return whole

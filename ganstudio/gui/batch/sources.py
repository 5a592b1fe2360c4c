"""Which photos: files and folders, added or dropped; how many that makes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ganstudio.batch.plan import BatchOptions, Plan
from ganstudio.batch.walk import walk
from ganstudio.engine.job import Job
from ganstudio.gui.batch.paths import Paths
from ganstudio.gui.batch.words import photos
from ganstudio.gui.look.hint import Hint
from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.words import Speaker, say
from ganstudio.gui.panel.editors import editor_for
from ganstudio.gui.studio import Studio
from ganstudio.i18n import N_, _
from ganstudio.image.folder import SUFFIXES
from ganstudio.params import fields
from ganstudio.tools.workflow import Workflow

PAUSE = 150
"""Milliseconds of quiet before the photos are counted."""


@dataclass(frozen=True)
class _Counted:
    count: int
    first: Path | None
    folders: list[Path]


class Sources(QWidget, Speaker):
    """`changed` comes when there are others, or when they have been counted."""

    changed = Signal()

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self.model = Paths(self)
        self.list = QListView()
        self.recursive = editor_for(next(field for field in fields(BatchOptions) if field.name == "recursive"))
        self.count: int | None = 0
        """How many photos there are; None while that is being found out."""
        self.first: Path | None = None
        """One of them, for the example of a name."""
        self._told = QLabel()
        self._pages = QStackedWidget()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._look)
        self._lay_out()
        self.recursive.changed.connect(self._altered)
        self.speak()

    @property
    def paths(self) -> tuple[Path, ...]:
        """Files and folders."""
        return tuple(self.model.paths)

    def add(self, paths: Iterable[Path]) -> None:
        """These as well."""
        self.model.add(paths)
        self._altered()

    def set_paths(self, paths: Iterable[Path], recursive: bool) -> None:
        """These instead."""
        self.model.take_away(range(len(self.model.paths)))
        self.recursive.set_value(recursive)
        self.add(paths)

    def remove(self) -> None:
        """Not those that are selected."""
        self.model.take_away(index.row() for index in self.list.selectionModel().selectedRows())
        self._altered()

    def speak(self) -> None:
        self._told.setText(_("Counting…") if self.count is None else photos(self.count))
        self._told.setVisible(bool(self.model.paths))
        self._remove.setEnabled(self.list.selectionModel().hasSelection())
        self._pages.setCurrentIndex(bool(self.model.paths))

    # What the user does

    def _ask_files(self) -> None:
        kinds = f"{_('Pictures')} ({' '.join(sorted(f'*{suffix}' for suffix in SUFFIXES))});;{_('All files')} (*)"
        names, _kind = QFileDialog.getOpenFileNames(self, _("Add photos"), self._here(), kinds)
        self.add(Path(name) for name in names)

    def _ask_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, _("Add a folder"), self._here())
        if name:
            self.add([Path(name)])

    def _here(self) -> str:
        return str(self.model.paths[-1].parent if self.model.paths else Path.home())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove()
        else:
            super().keyPressEvent(event)

    # What follows

    def _altered(self) -> None:
        self.count = None if self.model.paths else 0
        self.first = None
        self._studio.runner.cancel("batch-count")
        self._pause.start()
        self._tell()

    def _look(self) -> None:
        """Count beside the window: a network's folder may take its time."""
        options = BatchOptions(recursive=bool(self.recursive.value()))
        plan = Plan(self.paths, None, Workflow(""), options)

        def work(job: Job) -> _Counted:
            folders = [path for path in plan.inputs if path.is_dir()]
            first, count = None, 0
            for found in walk(plan, job):
                first = first or found.source
                count += 1
            return _Counted(count, first, folders)

        def done(counted: _Counted) -> None:
            self.count, self.first = counted.count, counted.first
            self.model.mark_folders(counted.folders)
            self._tell()

        self._studio.runner.submit(work, done=done, failed=self._failed, latest="batch-count")

    def _failed(self, sentence: str) -> None:
        self.count = 0
        self._tell()
        self._told.setText(sentence)

    def _tell(self) -> None:
        self.speak()
        self.changed.emit()

    def _lay_out(self) -> None:
        hint = Hint("images", N_("No photos yet"), N_("Drop photos or folders here, or add them below."))
        self.list.setModel(self.model)
        self.list.setUniformItemSizes(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        say(self.list, N_("Photos and folders"), "accessibleName")
        self.list.selectionModel().selectionChanged.connect(self.speak)
        self._pages.addWidget(hint)
        self._pages.addWidget(self.list)
        self._pages.setProperty("kind", "well")
        files, folder, self._remove = QPushButton(), QPushButton(), QPushButton()
        for button, name, title, act in (
            (files, "image-plus", N_("Photos…"), self._ask_files),
            (folder, "folder-plus", N_("Folder…"), self._ask_folder),
            (self._remove, "trash-2", N_("Remove"), self.remove),
        ):
            say(button, title)
            put_icon(button, name)
            button.clicked.connect(act)
        say(self._remove, "")
        say(self._remove, N_("Remove what is selected (Del)"), "toolTip")
        say(self._remove, N_("Remove what is selected (Del)"), "accessibleName")
        self._told.setProperty("kind", "strong")
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(files, 1)
        buttons.addWidget(folder, 1)
        buttons.addWidget(self._remove)
        foot = QHBoxLayout()
        foot.addWidget(self.recursive, 1)
        foot.addWidget(self._told)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.setFocusProxy(files)
        column.addWidget(self._pages, 1)
        column.addLayout(buttons)
        column.addLayout(foot)

"""The strip of pictures below the canvas: all of the folder, and what is open from elsewhere."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from weakref import finalize

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from ganstudio.gui.filmstrip.frame import HIGH, PICTURE, Frame, Index, Role, closing_cross
from ganstudio.gui.filmstrip.thumbnails import Thumbnails
from ganstudio.i18n import _
from ganstudio.image.folder import is_picture, natural
from ganstudio.image.pixels import Pixels


def pictures_in(folder: Path) -> list[Path]:
    """The picture files of `folder` in the order people count: 2 before 10. Empty where it cannot be read."""
    try:
        files = [file for file in folder.iterdir() if is_picture(file.name)]
    except OSError:
        return []
    return sorted(files, key=lambda file: natural(file.name))


class _Reader(QObject):
    """Reads folders in another thread; the application owns it, for that thread may be the last to let go of it."""

    listed = Signal(object, object)

    def read(self, folder: Path) -> None:
        """Tell what is in `folder`."""
        self.listed.emit(folder, pictures_in(folder))


@dataclass
class _Photo:
    path: Path
    open: bool = False
    unsaved: bool = False


class _Model(QAbstractListModel):
    def __init__(self, thumbnails: Thumbnails, parent: QObject) -> None:
        super().__init__(parent)
        self.photos: list[_Photo] = []
        self._thumbnails = thumbnails
        thumbnails.arrived.connect(self.refresh)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else len(self.photos)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        photo = self.photos[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return photo.path.name
            case Qt.ItemDataRole.ToolTipRole:
                return self._thumbnails.refused(photo.path) or str(photo.path)
            case Role.PICTURE:
                return self._thumbnails.get(photo.path)
            case Role.REFUSED:
                return bool(self._thumbnails.refused(photo.path))
            case Role.OPEN:
                return photo.open
            case Role.UNSAVED:
                return photo.unsaved
        return None

    def row(self, path: Path) -> int:
        """Where `path` stands, or -1."""
        return next((row for row, photo in enumerate(self.photos) if photo.path == path), -1)

    def replace(self, photos: list[_Photo]) -> None:
        """Show these."""
        self.beginResetModel()
        self.photos = photos
        self.endResetModel()

    def refresh(self, path: Path) -> None:
        """Something about `path` has changed."""
        index = self.index(self.row(path))
        if index.isValid():
            self.dataChanged.emit(index, index)


class Filmstrip(QListView):
    """What is open from other folders, or has no file, stands first; then the folder. Paths name the photos.

    Nothing opens by itself: `chosen` tells what the user wants to see, `close_requested` what shall go; then the
    window says what is so, by `mark_open`, `mark_closed`, `mark_unsaved` and `set_current`.
    """

    chosen = Signal(object)
    close_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = Thumbnails(2 * PICTURE, self)
        self._model = _Model(self._thumbnails, self)
        self._folder: Path | None = None
        self._current: Path | None = None
        self.setModel(self._model)
        self.setItemDelegate(Frame(self))
        self._look()
        self._reader = _Reader(QCoreApplication.instance())
        self._reader.listed.connect(self._show_folder)
        self._pool = ThreadPoolExecutor(1, "folder")
        finalize(self, self._pool.shutdown, wait=False, cancel_futures=True)

    @property
    def paths(self) -> tuple[Path, ...]:
        """All photos of the strip, in its order."""
        return tuple(photo.path for photo in self._model.photos)

    @property
    def current(self) -> Path | None:
        """The one that is seen on the canvas."""
        return self._current

    def set_folder(self, folder: Path | None) -> None:
        """Show the pictures of `folder`; read in another thread, for a network's folder may take its time."""
        if folder is None:
            self._show_folder(None, [])
        elif folder != self._folder:
            self._pool.submit(self._reader.read, folder)

    def refresh_folder(self) -> None:
        """Look again: files have come or gone."""
        if self._folder:
            self._pool.submit(self._reader.read, self._folder)

    def mark_open(self, path: Path, pixels: Pixels | None = None) -> None:
        """`path` is open; `pixels` (sRGB, 8 bit) is how it looks now, or None to show the file."""
        if pixels is not None:
            self._thumbnails.put(path, pixels)
        photo = self._photo(path)
        if photo:
            photo.open = True
            self._model.refresh(path)
        else:
            self._model.replace([_Photo(path, open=True), *self._model.photos])
            self._select()

    def mark_closed(self, path: Path) -> None:
        """`path` is no longer open; it leaves the strip if it is not of the folder."""
        photo = self._photo(path)
        if not photo:
            return
        photo.open = photo.unsaved = False
        self._thumbnails.forget(path)  # it may have shown edits
        if path.parent != self._folder:
            self._model.replace([other for other in self._model.photos if other is not photo])
        self._current = None if path == self._current else self._current
        self._model.refresh(path)
        self._select()

    def mark_unsaved(self, path: Path, on: bool) -> None:
        """Whether `path` has changes that are in no file."""
        photo = self._photo(path)
        if photo and photo.unsaved != on:
            photo.unsaved = on
            self._model.refresh(path)

    def set_current(self, path: Path | None) -> None:
        """`path` is seen on the canvas; `chosen` is not emitted."""
        self._current = path
        self._select()

    def forget(self, path: Path) -> None:
        """The file `path` has been written anew: make its small picture again."""
        self._thumbnails.forget(path)
        self._model.refresh(path)

    def step(self, by: int) -> None:
        """Choose the photo `by` places after (before, if negative) the current one; stops at the ends."""
        if not self._model.photos:
            return
        row = self._model.row(self._current) if self._current else -1
        target = min(max(row + by, 0), len(self._model.photos) - 1)
        if target != row:
            self.chosen.emit(self._model.photos[target].path)

    # Inside

    def _look(self) -> None:
        self.setAccessibleName(_("Photos"))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.viewport().setAutoFillBackground(False)
        self.setFixedHeight(HIGH + self.horizontalScrollBar().sizeHint().height() + 4)

    def sizeHint(self) -> QSize:
        return QSize(600, self.height())

    def _show_folder(self, folder: Path | None, files: list[Path]) -> None:
        known = {photo.path: photo for photo in self._model.photos if photo.open}
        inside = [known.get(file) or _Photo(file) for file in files]
        self._folder = folder
        self._model.replace([*(photo for photo in known.values() if photo not in inside), *inside])
        self._select()

    def _photo(self, path: Path) -> _Photo | None:
        row = self._model.row(path)
        return self._model.photos[row] if row >= 0 else None

    def _select(self) -> None:
        index = self._model.index(self._model.row(self._current)) if self._current else QModelIndex()
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if index.isValid():
            self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if not index.isValid():
            return
        photo = self._model.photos[index.row()]
        cross = closing_cross(QRectF(self.visualRect(index))).contains(event.position())
        if photo.open and (event.button() == Qt.MouseButton.MiddleButton or cross):
            self.close_requested.emit(photo.path)
        elif event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(photo.path)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """What is chosen is shown as such when the window has opened it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if by:
            self.step(by)
        else:
            event.ignore()  # the window may know it

    def wheelEvent(self, event: QWheelEvent) -> None:
        delta = event.angleDelta().x() or event.angleDelta().y()
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - delta)
        event.accept()

"""Between the main window and random faces: opens their window, writes files, opens photos."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ganstudio.gui import recent
from ganstudio.gui.dialogs.export import ExportDialog
from ganstudio.gui.dialogs.subject import Subject, free_path
from ganstudio.gui.explorer.lot import Lot
from ganstudio.gui.explorer.window import ExplorerWindow
from ganstudio.gui.panel.face import FaceForm
from ganstudio.gui.panel.stack import PanelStack
from ganstudio.gui.session import Session
from ganstudio.gui.studio import Studio
from ganstudio.i18n import _
from ganstudio.image.photo import Photo


class ExplorerDesk(QObject):
    """`window` is made when it is first wanted."""

    exported = Signal(object)
    """A file was written."""
    folder_requested = Signal(object)

    def __init__(self, studio: Studio, session: Session, panels: PanelStack, parent: QWidget) -> None:
        super().__init__(parent)
        self._studio, self._session, self._panels, self._parent = studio, session, panels, parent
        self._known: FaceForm | None = None
        self._window: ExplorerWindow | None = None
        self._folder: Path | None = None
        """Where the last face was put."""
        panels.changed.connect(self._look)

    @property
    def window(self) -> ExplorerWindow:
        """The window of random faces."""
        if self._window is None:
            self._window = made = ExplorerWindow(self._studio)
            made.save_requested.connect(self.save)
            made.open_requested.connect(self.open)
        return self._window

    def show(self) -> None:
        """The window, before all others."""
        self.window.bring()

    def close(self) -> None:
        """The program ends."""
        window, self._window = self._window, None
        if window:
            window.close()
            window.deleteLater()

    def save(self, photo: Photo, lot: Lot) -> None:
        """Ask where to, and write `photo` there."""
        start = free_path(self._start(), _("face-{seed}").format(seed=_seeds(lot)), photo.size)
        subject = Subject(photo, _title(lot), start, written=self._written)
        dialog = ExportDialog(subject, self._studio, self.window)
        dialog.exec()
        dialog.deleteLater()

    def open(self, photo: Photo, lot: Lot) -> None:
        """A page for `photo` in the main window."""
        self._session.asked.emit()
        self._session.add(photo, self._free_name(_title(lot)))
        self._parent.activateWindow()
        self._parent.raise_()

    def _look(self) -> None:
        """The panel of faces, when it is first seen, gets a way here."""
        form = self._panels.current.form
        if isinstance(form, FaceForm) and form is not self._known:
            self._known = form
            form.random.clicked.connect(self.show)

    def _start(self) -> Path:
        """The folder to begin with."""
        last = recent.recent_photos()
        return self._folder or (last[0].parent if last else Path.home())

    def _written(self, path: Path) -> None:
        self._folder = path.parent
        recent.remember(path)
        self.window.banner.good_news(
            _("Exported to {path}.").format(path=path), _("Show folder"), lambda: self.folder_requested.emit(path)
        )
        self.exported.emit(path)

    def _free_name(self, name: str) -> Path:
        """One that no page has."""
        path, number = Path(name), 2
        while self._session.page_of(path):
            path, number = Path(f"{name} ({number})"), number + 1
        return path


def _title(lot: Lot) -> str:
    return _("Face {seed}").format(seed=_seeds(lot))


def _seeds(lot: Lot) -> str:
    return f"{lot.seed}+{lot.other}" if lot.mix else str(lot.seed)

"""What menus do that asks the user something, or reaches beyond the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget

from ganstudio.gui import recent
from ganstudio.gui.clipboard import files_of, image_of, photo_of
from ganstudio.gui.dialogs.export import ExportDialog
from ganstudio.gui.dialogs.questions import Answer, ask_to_save, ask_to_stop
from ganstudio.gui.dialogs.settings import SettingsDialog
from ganstudio.gui.dialogs.subject import of_page
from ganstudio.gui.page import Page
from ganstudio.gui.projects.desk import ProjectDesk
from ganstudio.gui.session import Session
from ganstudio.gui.studio import Studio
from ganstudio.gui.unapplied import Unapplied
from ganstudio.gui.work import ToolWork
from ganstudio.i18n import _
from ganstudio.image.folder import SUFFIXES
from ganstudio.image.photo import Photo
from ganstudio.projects.file import SUFFIX


class Commands(QObject):
    """Its dialogs stand before `window`."""

    exported = Signal(object)
    """A file was written."""
    copied = Signal()
    folder_dropped = Signal(object)
    """Paths, a folder among them: photos to open, or a batch."""

    def __init__(
        self,
        studio: Studio,
        session: Session,
        work: ToolWork,
        unapplied: Unapplied,
        projects: ProjectDesk,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._studio, self._session, self._work, self._window = studio, session, work, window
        self._unapplied, self._projects = unapplied, projects

    def ask_open(self) -> None:
        """The dialog that finds files."""
        names = " ".join(sorted(f"*{suffix}" for suffix in (*SUFFIXES, SUFFIX)))
        current = self._session.current
        last = recent.recent_photos()
        here = current.path.parent if current and current.from_file else last[0].parent if last else Path.home()
        kinds = f"{_('Pictures and projects')} ({names});;{_('Projects')} (*{SUFFIX});;{_('All files')} (*)"
        files, _kind = QFileDialog.getOpenFileNames(self._window, _("Open photos"), str(here), kinds)
        self._session.open(Path(name) for name in files)

    def save(self) -> bool:
        """A project into its file; of any other photo the export dialog. Whether something is, or is being, written."""
        page = self._session.current
        return self._projects.save() if page and page.project else self.export()

    def export(self) -> bool:
        """The export dialog for the current photo; whether a file was written."""
        page = self._session.current
        if not page or page.busy or not self._unapplied.apply():
            return False
        dialog = ExportDialog(of_page(page), self._studio, self._window)
        dialog.exported.connect(self._exported)
        written = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return written

    def close(self, page: Page) -> bool:
        """Close `page`; asks where work would be lost. Whether it is closed."""
        return self._close_if_free((page,))

    def close_all(self) -> bool:
        """Close every page, or none where the user wants to keep one."""
        return self._close_if_free(tuple(self._session.pages))

    def _close_if_free(self, pages: tuple[Page, ...]) -> bool:
        """All questions come first: who cancels at the last has lost nothing of the others."""
        to_save: list[tuple[Page, Answer]] = []
        for page in pages:
            answer = self._ask(page)
            if answer is Answer.CANCEL:
                return False
            if answer is not Answer.DISCARD:
                to_save.append((page, answer))
        if self._work.page in pages:
            self._work.cancel()
        if not all(self._save(page, answer) for page, answer in to_save):
            return False
        for page in pages:
            self._session.close(page)
        return True

    def _ask(self, page: Page) -> Answer:
        """What shall become of the work on `page`; discarded without a question where there is none."""
        self._projects.settle(page)
        unsaved = page.unsaved or (self._unapplied.on(page) and not page.project)  # which keeps what is set
        if page.busy or unsaved:
            self._session.show(page)
        if page.busy and not ask_to_stop(self._window, page.title):
            return Answer.CANCEL
        return ask_to_save(self._window, page.title, bool(page.project)) if unsaved else Answer.DISCARD

    def _save(self, page: Page, answer: Answer) -> bool:
        self._session.show(page)
        return self._projects.save_page(page, wait=True) if answer is Answer.PROJECT else self.export()

    def copy(self) -> None:
        """The current photo to the clipboard; made beside the window."""
        page = self._session.current
        if not page or not self._unapplied.apply():
            return
        photo = page.document.photo

        def done(image: QImage) -> None:
            QApplication.clipboard().setImage(image)
            self.copied.emit()

        self._studio.runner.submit(
            lambda _job: image_of(photo), done=done, failed=self._studio.told.emit, latest="copy"
        )

    def take(self, data: QMimeData) -> None:
        """Open what was pasted or dropped."""
        files = files_of(data)
        image = QImage(data.imageData()) if data.hasImage() and not files else QImage()
        if any(path.is_dir() for path in files):
            self.folder_dropped.emit(files)
        elif files:
            self._session.open(files)
        elif not image.isNull():
            self._studio.runner.submit(lambda _job: photo_of(image), done=self._add)
        else:
            self._studio.told.emit(_("There is no picture to take: copy one, or drop a picture file."))

    def settings(self) -> None:
        """The dialog of the settings."""
        dialog = SettingsDialog(self._studio, self._window)
        dialog.exec()
        dialog.deleteLater()

    def show_in_folder(self, path: Path) -> None:
        """Open the folder of `path` in the system's own program."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))

    def _add(self, photo: Photo) -> None:
        self._session.asked.emit()
        self._session.add(photo)

    def _exported(self, path: Path) -> None:
        recent.remember(path)
        self.exported.emit(path)

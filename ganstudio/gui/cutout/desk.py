"""Brings second photos in: from a file, the clipboard, a drop, a photo that is open; then a region is cut out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QPointF, QRectF, QSize, QSizeF, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from ganstudio.engine.job import Job
from ganstudio.gui.clipboard import files_of, photo_of
from ganstudio.gui.cutout.dialog import CutOutDialog
from ganstudio.gui.cutout.piece import Piece, cut, see_through
from ganstudio.gui.instruments.pose import fitted, recut
from ganstudio.gui.mask.edits import MaskEdits
from ganstudio.gui.mask.kit import Kit
from ganstudio.gui.page import Page
from ganstudio.gui.panel.insert import InsertForm
from ganstudio.gui.panel.stack import PanelStack
from ganstudio.gui.session import Session
from ganstudio.gui.studio import Studio
from ganstudio.i18n import _
from ganstudio.image.folder import SUFFIXES
from ganstudio.image.photo import Photo
from ganstudio.masks.mask import Mask


class InsertDesk(QObject):
    """Its dialogs stand before `window`. What it does is for the page that is current when the photo has come in."""

    opening = Signal(str)
    """A sentence while a file is read; empty when that is over."""

    def __init__(self, studio: Studio, session: Session, panels: PanelStack, window: QWidget) -> None:
        super().__init__(window)
        self._studio, self._session, self._panels, self._window = studio, session, panels, window
        self._kit, self._edits = Kit(self), MaskEdits(studio)
        self._kit.put(tool="lasso")
        self._known: InsertForm | None = None
        self.dialog: CutOutDialog | None = None
        """The one that is open."""
        panels.changed.connect(self._look)

    @property
    def form(self) -> InsertForm | None:
        """The form, while insert is the tool that is chosen, and a photo is there to insert into."""
        form = self._panels.current.form
        return form if isinstance(form, InsertForm) and form.page else None

    # Ways in

    def take(self, data: QMimeData, at: QPointF | None = None) -> bool:
        """Take what was pasted or dropped (`at` a point of the photo) as a piece; whether it is one.

        It is while insert is chosen, and it is one picture; several files, or a folder, are left to others.
        """
        if not self.form or self.form.at_work:
            return False
        files = files_of(data)
        image = QImage(data.imageData()) if data.hasImage() and not files else QImage()
        if len(files) == 1 and not files[0].is_dir():
            self.read(files[0], at)
        elif not image.isNull():
            self._come(lambda _job: photo_of(image), "", at)
        else:
            return False
        return True

    def drop(self, data: QMimeData, at: QPointF) -> bool:
        """`take` what was let go at `at` of the screen, over the photo or its panel; elsewhere it is none of ours."""
        page, panel = self._session.current, self._panels.current
        if not page or not self.form:
            return False
        canvas = page.canvas
        here = canvas.mapFromGlobal(at)
        if canvas.rect().contains(here.toPoint()):
            return self.take(data, _within(canvas.view.to_picture(here), canvas.view.picture))
        return panel.rect().contains(panel.mapFromGlobal(at).toPoint()) and self.take(data)

    def invite(self, on: bool) -> None:
        """A photo hangs above the window, or no more: show that it may be let go."""
        if self.form:
            self.form.inviting = on and not self.form.at_work

    def choose(self) -> None:
        """The dialog that finds a file."""
        names = " ".join(sorted(f"*{suffix}" for suffix in SUFFIXES))
        page = self._session.current
        here = page.path.parent if page and page.from_file else Path.home()
        kinds = f"{_('Pictures')} ({names});;{_('All files')} (*)"
        name, _kind = QFileDialog.getOpenFileName(self._window, _("Choose a photo to insert"), str(here), kinds)
        if name:
            self.read(Path(name))

    def paste(self) -> None:
        """What is in the clipboard."""
        if not self.take(QGuiApplication.clipboard().mimeData()):
            self._studio.told.emit(_("There is no picture to take: copy one, or drop a picture file."))

    def read(self, path: Path, at: QPointF | None = None) -> None:
        """A piece of the picture in `path`."""
        limit = self._studio.settings.limit_megapixels

        def work(_job: Job) -> Photo:
            from ganstudio.image.files import open_photo  # the codecs come with the first photo

            return open_photo(path, limit_megapixels=limit)

        self.opening.emit(_("Opening {name}…").format(name=path.name))
        self._come(work, path.name, at)

    # Cutting out

    def ask(self, source: Photo, name: str, at: QPointF | None = None, again: Piece | None = None) -> None:
        """What of `source` shall be inserted? `again`: the piece of it that is there already."""
        dialog = CutOutDialog(source, name, again.mask if again else None, self._kit, self._edits, self._window)

        def chosen() -> None:
            self._lay(source, dialog.chosen, name, at, again)

        def closed() -> None:
            self.dialog = None
            dialog.leave()

        dialog.accepted.connect(chosen)
        dialog.finished.connect(closed)
        self.dialog = dialog
        dialog.open()

    def _come(self, work: Callable[[Job], Photo], name: str, at: QPointF | None) -> None:
        self._session.asked.emit()

        def done(source: Photo) -> None:
            self.opening.emit("")
            if not self.form or self.dialog:
                return  # something else is being done by now
            if see_through(source):
                self._lay(source, None, name, at, None)
            else:
                self.ask(source, name, at)

        def failed(sentence: str) -> None:
            self.opening.emit("")
            self._studio.told.emit(sentence)

        self._studio.runner.submit(work, done=done, failed=failed, latest="second photo")

    def _lay(self, source: Photo, mask: Mask | None, name: str, at: QPointF | None, again: Piece | None) -> None:
        page = self.form.page if self.form else None
        if not page:
            return
        photo = page.document.photo

        def done(piece: Piece) -> None:
            form = self.form
            if form and form.page is page and not page.busy:
                self._put(form, page, piece, at, again)

        self._studio.runner.submit(
            lambda _job: cut(photo, source, mask, name), done=done, failed=self._studio.told.emit, latest="piece"
        )

    def _put(self, form: InsertForm, page: Page, piece: Piece, at: QPointF | None, again: Piece | None) -> None:
        """Where it was, if it was there; else where it was dropped, or in the middle of what is seen."""
        mirror = form.params.mirror
        if again and form.piece is again:
            form.lay(piece, recut(form.pose, again.area, piece.area, mirrored=mirror), mirror=mirror)
        else:
            pose = fitted(QSizeF(*piece.size), QRectF(page.canvas.visible_rect()))
            form.lay(piece, pose._replace(middle=at) if at is not None else pose)
        page.canvas.setFocus()

    def _cut_again(self) -> None:
        piece = self.form.piece if self.form else None
        if piece and not self.dialog:
            self.ask(piece.source, piece.name, again=piece)

    # The form

    def _look(self) -> None:
        """The form is made when insert is first chosen."""
        form = self._panels.current.form
        if not isinstance(form, InsertForm) or form is self._known:
            return
        self._known = form
        form.cut_requested.connect(self._cut_again)
        form.sources.file.clicked.connect(self.choose)
        form.sources.paste.clicked.connect(self.paste)
        form.sources.menu.aboutToShow.connect(self._list_pages)

    def _list_pages(self) -> None:
        form = self.form
        if not form:
            return
        menu = form.sources.menu
        menu.clear()
        for page in self._session.pages:
            if page is not self._session.current:
                menu.addAction(page.title.replace("&", "&&"), partial(self._take_page, page))
        if menu.isEmpty():
            menu.addAction(_("No other photo is open")).setEnabled(False)

    def _take_page(self, page: Page) -> None:
        photo = page.document.photo
        self._come(lambda _job: photo, page.title, None)


def _within(at: QPointF, room: QSize) -> QPointF:
    """The point of the photo next to `at`."""
    return QPointF(min(max(at.x(), 0.0), room.width()), min(max(at.y(), 0.0), room.height()))

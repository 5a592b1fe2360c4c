"""What is seldom done to a mask: load, save, another colour."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAction, QActionGroup, QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QFileDialog, QMenu

from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.words import say
from ganstudio.gui.mask.kit import COLOURS
from ganstudio.i18n import N_, _

if TYPE_CHECKING:
    from ganstudio.gui.mask.section import MaskSection


class MaskMenu(QMenu):
    """For the mask of `section`."""

    def __init__(self, section: MaskSection) -> None:
        super().__init__(section)
        self._section = section
        for icon, title, act in (
            ("folder-open", N_("Load a mask…"), self.load),
            ("save", N_("Save the mask…"), self.save),
        ):
            action = QAction(self)
            put_icon(action, icon)
            say(action, title)
            action.triggered.connect(act)
            self.addAction(action)
        self.addSeparator()
        self.colours = QActionGroup(self)
        for colour, title in COLOURS.items():
            self._add_colour(colour, title)
        self.aboutToShow.connect(self._refresh)

    def load(self) -> None:
        """Ask for a file; its mask takes the place of this one."""
        selection = self._section.selection
        if selection:
            kinds = f"{_('Pictures')} (*.png *.tif *.tiff *.jpg *.jpeg *.webp *.bmp);;{_('All files')} (*)"
            name, _kind = QFileDialog.getOpenFileName(self._section, _("Load a mask"), str(self._folder()), kinds)
            if name:
                self._section.edits.load(selection, Path(name))

    def save(self) -> None:
        """Ask for a file to write the mask to."""
        selection, page = self._section.selection, self._section.page
        if selection and page:
            place = self._folder() / f"{page.path.stem}-mask.png"
            kinds = _("PNG picture (*.png)")
            name, _kind = QFileDialog.getSaveFileName(self._section, _("Save the mask"), str(place), kinds)
            if name:
                self._section.edits.save(selection.pixels, Path(name).with_suffix(".png"))

    def _folder(self) -> Path:
        page = self._section.page
        return page.path.parent if page and page.from_file else Path.home()

    def _add_colour(self, colour: str, title: str) -> None:
        action = QAction(self)
        action.setCheckable(True)
        action.setData(colour)
        action.setIcon(_swatch(colour))
        say(action, title)
        action.triggered.connect(lambda: self._section.kit.put(colour=colour))
        self.colours.addAction(action)
        self.addAction(action)

    def _refresh(self) -> None:
        for action in self.colours.actions():
            action.setChecked(action.data() == self._section.kit.now.colour)


def _swatch(colour: str) -> QIcon:
    """A disc; with a dot in it where it is the one chosen."""
    made = QIcon()
    for state in (QIcon.State.Off, QIcon.State.On):
        pixmap = QPixmap(32, 32)
        pixmap.setDevicePixelRatio(2)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawEllipse(QRectF(1, 1, 14, 14))
        if state == QIcon.State.On:
            painter.setBrush(QColor("white"))
            painter.drawEllipse(QRectF(5, 5, 6, 6))
        painter.end()
        made.addPixmap(pixmap, QIcon.Mode.Normal, state)
    return made

"""The photos opened last, as a menu with small pictures."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QMenu, QWidget

from ganstudio.gui import recent
from ganstudio.gui.filmstrip.thumbnails import Thumbnails
from ganstudio.gui.look.icons import MARK, put_icon
from ganstudio.gui.look.words import say
from ganstudio.i18n import N_, _

SIDE = 36
"""Of the small pictures, in logical pixels; the stylesheet says so too."""
WIDEST = 420
"""Pixels of a name; a longer one loses its middle."""


class RecentMenu(QMenu):
    """`chosen` carries the file to open. Listed anew each time it is shown."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        say(self, N_("Recent photos"), "title")
        self._thumbnails: Thumbnails | None = None
        self._actions: dict[Path, QAction] = {}
        self.setProperty("kind", "pictures")
        self.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """List the photos of now."""
        self.clear()
        self._actions = {path: self._action(path) for path in recent.recent_photos()}
        self.addSeparator()
        clear = self.addAction(_("Clear this list"))
        clear.setEnabled(bool(self._actions))
        clear.triggered.connect(recent.forget_all)
        for path in reversed(self._actions):  # those asked for last are made first
            self._show(path)

    def _action(self, path: Path) -> QAction:
        name = path.name.replace("&", "&&")
        folder = self.fontMetrics().elidedText(str(path.parent), Qt.TextElideMode.ElideMiddle, WIDEST)
        action = self.addAction(f"{name}\t{folder}")
        action.setToolTip(str(path))
        put_icon(action, "image")
        action.triggered.connect(lambda _on=False: self.chosen.emit(path))
        return action

    def _show(self, path: Path) -> None:
        """The small picture of `path`, as soon as it is there."""
        if self._thumbnails is None:
            self._thumbnails = Thumbnails(round(2 * SIDE * self.devicePixelRatioF()), self)
            self._thumbnails.arrived.connect(self._show)
        picture = self._thumbnails.get(path)
        action = self._actions.get(path)
        if action and picture:
            action.setProperty(MARK, None)  # no theme changes it
            action.setIcon(QIcon(_cut(picture, self.devicePixelRatioF())))
        elif action and self._thumbnails.refused(path):
            put_icon(action, "circle-alert")


def _cut(picture: QPixmap, ratio: float) -> QPixmap:
    """The middle of `picture` as a square with rounded corners."""
    tile = QPixmap(QSize(SIDE, SIDE) * ratio)
    tile.setDevicePixelRatio(ratio)
    tile.fill(Qt.GlobalColor.transparent)
    short = min(picture.width(), picture.height())
    source = QRectF((picture.width() - short) / 2, (picture.height() - short) / 2, short, short)
    painter = QPainter(tile)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    rounded = QPainterPath()
    place = QRectF(0, 0, *QSizeF(SIDE, SIDE).toTuple())
    rounded.addRoundedRect(place, 4, 4)
    painter.setClipPath(rounded)
    painter.drawPixmap(place, picture, source)
    painter.end()
    return tile

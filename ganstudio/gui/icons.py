"""Icons of one family (Lucide), drawn in the theme's colours."""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from ganstudio.paths import resource

_MARK = "icon_name"
_SIZES = (16, 20, 32, 40)


class HasIcon(Protocol):
    """An action, a button."""

    def setIcon(self, icon: QIcon, /) -> None:
        """Show `icon`."""

    def setProperty(self, name: str, value: object, /) -> bool:
        """QObject's."""


def put_icon(target: HasIcon, name: str) -> None:
    """Show the icon `name`, in the colours of every theme to come."""
    target.setProperty(_MARK, name)
    target.setIcon(icon(name))


def put_again(root: QObject) -> None:
    """The theme has changed: draw anew all icons of `root` and what it holds."""
    for target in (root, *root.findChildren(QObject)):
        name = target.property(_MARK)
        if name:
            target.setIcon(icon(str(name)))  # type: ignore[attr-defined]


def icon(name: str) -> QIcon:
    """The icon in the colours of text, of disabled text, and, for what is switched on, of the accent."""
    palette = QApplication.palette()
    text = palette.color(QPalette.ColorRole.WindowText)
    faint = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText)
    accent = palette.color(QPalette.ColorRole.Link)
    result = QIcon()
    for side in _SIZES:
        for mode, colour in ((QIcon.Mode.Normal, text), (QIcon.Mode.Disabled, faint)):
            result.addPixmap(picture(name, side, colour), mode, QIcon.State.Off)
        result.addPixmap(picture(name, side, accent), QIcon.Mode.Normal, QIcon.State.On)
        result.addPixmap(picture(name, side, faint), QIcon.Mode.Disabled, QIcon.State.On)
    return result


def picture(name: str, side: int, colour: QColor) -> QPixmap:
    """The icon as a pixmap of `side` device pixels."""
    pixmap = QPixmap(QSize(side, side))
    pixmap.fill(Qt.GlobalColor.transparent)
    svg = _source(name).replace(b"currentColor", colour.name().encode())
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg)).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return pixmap


def app_icon() -> QIcon:
    """The program's own."""
    return QIcon(str(resource("icons") / "ganstudio.svg"))


@lru_cache(maxsize=256)
def _source(name: str) -> bytes:
    # Lucide draws for 24 pixels; a slightly finer line suits the 16 to 20 of a toolbar.
    return (resource("icons") / f"{name}.svg").read_bytes().replace(b'stroke-width="2"', b'stroke-width="1.8"')

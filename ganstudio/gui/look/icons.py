"""Icons of one family (Lucide), drawn in the theme's colours."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Protocol

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from ganstudio.paths import resource

MARK = "icon_name"
"""The property that holds the name of what shows an icon."""
_SIZES = (16, 20, 40)


class HasIcon(Protocol):
    """An action, a button."""

    def setIcon(self, icon: QIcon, /) -> None:
        """Show `icon`."""

    def setProperty(self, name: str, value: object, /) -> bool:
        """QObject's."""


def put_icon(target: HasIcon, name: str) -> None:
    """Show the icon `name`, in the colours of every theme to come."""
    target.setProperty(MARK, name)
    target.setIcon(icon(name))


def put_again(root: QObject) -> None:
    """The theme has changed: draw anew all icons of `root` and what it holds."""
    for target in (root, *root.findChildren(QObject)):
        name = target.property(MARK)
        if name:
            target.setIcon(icon(str(name)))  # type: ignore[attr-defined]


def icon(name: str) -> QIcon:
    """The icon in the colours of text, of disabled text, and, for what is switched on, of the accent."""
    palette = QApplication.palette()
    text = palette.color(QPalette.ColorRole.WindowText)
    faint = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText)
    accent = palette.color(QPalette.ColorRole.Link)
    return _drawn(name, text.name(), faint.name(), accent.name())


@lru_cache(maxsize=512)
def _drawn(name: str, text: str, faint: str, accent: str) -> QIcon:
    result = QIcon()
    for pixmap in _pictures(name, text):
        result.addPixmap(pixmap, QIcon.Mode.Normal, QIcon.State.Off)
    for pixmap in _pictures(name, accent):
        result.addPixmap(pixmap, QIcon.Mode.Normal, QIcon.State.On)
    for pixmap in _pictures(name, faint):
        result.addPixmap(pixmap, QIcon.Mode.Disabled, QIcon.State.Off)
        result.addPixmap(pixmap, QIcon.Mode.Disabled, QIcon.State.On)
    return result


@lru_cache(maxsize=64)
def tinted(name: str, colour: str) -> QIcon:
    """The icon in one colour ("#rrggbb"), for what paints itself."""
    result = QIcon()
    for pixmap in _pictures(name, colour):
        result.addPixmap(pixmap)
    return result


def _pictures(name: str, colour: str) -> Iterator[QPixmap]:
    """The icon in one colour, in all sizes."""
    drawing = QSvgRenderer(QByteArray(_source(name).replace(b"currentColor", colour.encode())))
    for side in _SIZES:
        pixmap = QPixmap(side, side)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        drawing.render(painter, QRectF(0, 0, side, side))
        painter.end()
        yield pixmap


def app_icon() -> QIcon:
    """The program's own."""
    return QIcon(str(resource("icons") / "ganstudio.svg"))


@lru_cache(maxsize=256)
def _source(name: str) -> bytes:
    # Lucide draws for 24 pixels; a slightly finer line suits the 16 to 20 of a toolbar.
    return (resource("icons") / f"{name}.svg").read_bytes().replace(b'stroke-width="2"', b'stroke-width="1.8"')

"""A page that explains, as it is read: Markdown with pictures as wide as there is room."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QDesktopServices,
    QImage,
    QPainter,
    QPainterPath,
    QPalette,
    QPen,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from ganstudio.guide import folded
from ganstudio.i18n import _

MARGIN = 24
DEED = "action"
"""A link of this scheme is something that the program does."""
_CORNER = 6
_SETTLING = 120
"""Milliseconds after which a size is taken for the last one."""
_PALE = 90
"""How much of the accent lies behind words that were searched for, of 255."""


class PageText(QTextBrowser):
    """Shows one page. Links to the web are opened outside; what others ask for is told."""

    page_requested = Signal(object)
    """Path of another page."""
    deed_requested = Signal(str)
    """The id of an action."""

    def __init__(self) -> None:
        super().__init__()
        self.path: Path | None = None
        self._words: list[str] = []
        self._room = 0
        self.setOpenLinks(False)
        self.setProperty("kind", "lesson")
        self.document().setDocumentMargin(MARGIN)
        self.anchorClicked.connect(self._follow)
        self._settling = QTimer(self, singleShot=True, interval=_SETTLING)
        self._settling.timeout.connect(self._fit)

    def show_page(self, path: Path) -> None:
        """Another page, from its beginning."""
        self.path = path
        self.read_again()
        self.verticalScrollBar().setValue(0)

    def read_again(self) -> None:
        """The same page in other colours, or another width."""
        if self.path is None:
            return
        place = self.verticalScrollBar().value()
        self._room = self._width()
        text = self.path.read_text(encoding="utf-8") if self.path.exists() else _("This page is missing.")
        self.document().clear()  # forgets the pictures too
        self.setMarkdown(text)
        _set(self.document())
        self.mark(self._words)
        self.verticalScrollBar().setValue(place)

    def mark(self, words: list[str]) -> None:
        """Lay colour behind all places of `words`; nothing else is marked."""
        self._words = words
        colour = QColor(self.palette().color(QPalette.ColorRole.Link))
        colour.setAlpha(_PALE)
        self.setExtraSelections([self._selection(*place, colour) for place in self._places()])

    def show_first_mark(self) -> None:
        """What was searched for is seen."""
        places = self._places()
        if places:
            cursor = QTextCursor(self.document())
            cursor.setPosition(places[0][0])
            self.verticalScrollBar().setValue(
                max(0, self.verticalScrollBar().value() + self.cursorRect(cursor).top() - 80)
            )

    # What Qt asks and tells

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        if kind != QTextDocument.ResourceType.ImageResource.value or self.path is None:
            return super().loadResource(kind, name)
        image = QImage(str(self.path.parent / QUrl(name).path()))
        density = self.devicePixelRatioF()
        most = round(self._room * density)
        if image.width() > most:
            image = image.scaledToWidth(most, Qt.TransformationMode.SmoothTransformation)
        image.setDevicePixelRatio(density if image.width() == most else 1)
        return _framed(image, self.palette().color(QPalette.ColorRole.Mid))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settling.start()

    # How

    def _fit(self) -> None:
        if self._width() != self._room:
            self.read_again()

    def _width(self) -> int:
        return max(120, self.viewport().width() - 2 * MARGIN)

    def _follow(self, link: QUrl) -> None:
        if link.scheme() == DEED:
            self.deed_requested.emit(link.path())
        elif link.isRelative() and self.path:
            self.page_requested.emit((self.path.parent / link.path()).resolve())
        else:
            QDesktopServices.openUrl(link)

    def _places(self) -> list[tuple[int, int]]:
        """(first, last + 1) of every place of the words."""
        text = folded(self.toPlainText())
        found = []
        for word in filter(None, map(folded, self._words)):
            start = text.find(word)
            while start >= 0:
                found.append((start, start + len(word)))
                start = text.find(word, start + len(word))
        return sorted(found)

    def _selection(self, first: int, end: int, colour: QColor) -> QTextEdit.ExtraSelection:
        result = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(first)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        result.cursor = cursor
        result.format.setBackground(colour)
        return result


def _framed(image: QImage, colour: QColor) -> QImage:
    """With round corners and a thin line around, so that it stands out from a page of its own colours."""
    result = QImage(image.size(), QImage.Format.Format_ARGB32_Premultiplied)
    result.setDevicePixelRatio(image.devicePixelRatio())
    result.fill(Qt.GlobalColor.transparent)
    size = result.deviceIndependentSize()
    outline = QPainterPath()
    outline.addRoundedRect(QRectF(0.5, 0.5, size.width() - 1, size.height() - 1), _CORNER, _CORNER)
    painter = QPainter(result)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipPath(outline)
    painter.drawImage(QPointF(0, 0), image)
    painter.setClipping(False)
    painter.setPen(QPen(colour, 1))
    painter.drawPath(outline)
    painter.end()
    return result


def _set(document: QTextDocument) -> None:
    """Room between lines and above headings, which Qt's Markdown has little of."""
    block = document.begin()
    while block.isValid():
        level, lines = block.blockFormat().headingLevel(), QTextBlockFormat()
        lines.setLineHeight(125, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        lines.setBottomMargin(6)
        lines.setTopMargin(16 if level > 1 else 0)
        if "\ufffc" in block.text():  # a picture, which is as high as it is
            lines.setLineHeight(100, QTextBlockFormat.LineHeightTypes.SingleHeight.value)
            lines.setBottomMargin(12)
        cursor = QTextCursor(block)
        cursor.mergeBlockFormat(lines)
        if level:
            letters = QTextCharFormat()
            letters.setProperty(QTextFormat.Property.FontSizeAdjustment, 3 - level)
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(letters)
        block = block.next()

"""Small pictures of files, in groups; as many as there is room for, or all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ganstudio.gui.batch.words import spaced
from ganstudio.gui.filmstrip.thumbnails import Thumbnails
from ganstudio.gui.look.icons import tinted
from ganstudio.gui.panel.specimen import covering

Group = tuple[Path, ...]
GAP, APART = 4, 14
"""Pixels between pictures, and between groups."""
ROUND = 4.0
MOST = 120
"""Pictures at once; a check of thousands would fill the page."""


class Sheet(QWidget):
    """One row, with how many more there are at its end; a click on that shows more rows."""

    def __init__(self, side: int = 72, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.groups: tuple[Group, ...] = ()
        self.count = 0
        """Pictures in all."""
        self.open = False
        self.dimmed: Callable[[Path], bool] = lambda _path: False
        """Whether a picture is left out."""
        self._reasons: Sequence[str] = ()
        self._side = side
        self._thumbnails = Thumbnails(2 * side, self)
        self._thumbnails.arrived.connect(self.update)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_groups(self, groups: Iterable[Group], reasons: Sequence[str] = (), count: int = 0) -> None:
        """Show these; what is said of each group is seen over it. `count`: of how many pictures they are some."""
        self.groups, self._reasons = tuple(groups), reasons
        self.count = max(count, sum(map(len, self.groups)))
        self.updateGeometry()
        self.update()

    def places(self, width: int) -> list[tuple[QRect, int, Path | None]]:
        """Where each picture lies, and in which group; the last without one stands for those there is no room for."""
        flat = [(index, path) for index, group in enumerate(self.groups) for path in group][:MOST]
        left, top, before = 0, 0, 0
        found: list[tuple[QRect, int, Path | None]] = []
        for index, path in flat:
            left += (APART - GAP) * (index != before and left > 0)
            before = index
            if left + self._side > width and left:
                if not self.open:
                    return [*found[:-1], (found[-1][0], index, None)]
                left, top = 0, top + self._side + GAP
            found.append((QRect(left, top, self._side, self._side), index, path))
            left += self._side + GAP
        return found

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        places = self.places(width)
        return places[-1][0].bottom() + 1 if places else self._side

    def sizeHint(self) -> QSize:
        return QSize(4 * (self._side + GAP), self._side)

    def minimumSizeHint(self) -> QSize:
        return QSize(2 * (self._side + GAP), self._side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        places = self.places(self.width())
        for place, _index, path in places:
            if place.intersects(event.rect()):
                self._paint(painter, path, QRectF(place), len(places) - 1)

    def _paint(self, painter: QPainter, path: Path | None, field: QRectF, shown: int) -> None:
        palette, outline = self.palette(), QPainterPath()
        outline.addRoundedRect(field, ROUND, ROUND)
        painter.fillPath(outline, palette.color(QPalette.ColorRole.Midlight))
        if path is None:
            painter.setPen(palette.color(QPalette.ColorRole.Link))
            painter.drawText(field, Qt.AlignmentFlag.AlignCenter, f"+{spaced(self.count - shown)}")
            return
        out = self.dimmed(path)
        picture = self._thumbnails.get(path)
        if picture:
            painter.save()
            painter.setClipPath(outline)
            painter.setOpacity(0.25 if out else 1.0)
            painter.drawPixmap(field, picture, covering(picture.size(), field))
            painter.restore()
        if out or self._thumbnails.refused(path):
            place = QRectF(0, 0, 20, 20)
            place.moveCenter(field.center())
            colour = palette.color(QPalette.ColorRole.PlaceholderText)
            tinted("circle-minus" if out else "circle-alert", colour.name()).paint(painter, place.toRect())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._words(event.pos()), self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if any(path is None and place.contains(at) for place, _index, path in self.places(self.width())):
            self.open = True
            self.updateGeometry()
            self.update()

    def _words(self, at: QPoint) -> str:
        for place, index, path in self.places(self.width()):
            if place.contains(at) and path:
                reason = self._reasons[index] if index < len(self._reasons) else ""
                return f"{path}\n{reason}" if reason else str(path)
        return ""

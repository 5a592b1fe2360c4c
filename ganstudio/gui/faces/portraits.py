"""The faces of the photo side by side, chosen by a click."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QImage, QPainter, QPainterPath, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QGridLayout, QLayout, QSizePolicy, QWidget

from ganstudio.gui.faces.pictures import portrait
from ganstudio.gui.look.icons import tinted
from ganstudio.gui.look.words import Speaker, say
from ganstudio.gui.panel.specimen import covering, rim
from ganstudio.i18n import N_, _
from ganstudio.image.face import Face
from ganstudio.image.photo import Photo
from ganstudio.tools.faces import Chosen

SIDE = 48
"""Logical pixels of a portrait, the room for its rim included."""
_GAP = 4
_ROUND = 7.0
_ICON = 16
_PAUSE = 60
"""Milliseconds until a face that is moved is seen anew."""
_MORE = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier


class Portrait(QAbstractButton):
    """A face with its number; a point at its corner where a slider of it is moved."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number
        self.altered = False
        self._image = QImage()
        self.setCheckable(True)
        self.setFixedSize(SIDE, SIDE)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_image(self, image: QImage) -> None:
        """Show the face."""
        self._image = image
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(SIDE, SIDE)

    def nextCheckState(self) -> None:
        """Who is told of the click says what is chosen then."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, palette = QPainter(self), self.palette()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        field = QRectF(self.rect()).adjusted(3, 3, -3, -3)
        outline = QPainterPath()
        outline.addRoundedRect(field, _ROUND - 2, _ROUND - 2)
        painter.fillPath(outline, palette.color(QPalette.ColorRole.Midlight))
        painter.save()
        painter.setClipPath(outline)
        painter.setOpacity(1.0 if self.isEnabled() else 0.4)
        if not self._image.isNull():
            painter.drawImage(field, self._image, covering(self._image.size(), field))
        painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(rim(palette, lit=self.isChecked(), hovered=self.underMouse(), focus=self.hasFocus()), 2))
        painter.drawRoundedRect(field.adjusted(-2, -2, 2, 2), _ROUND, _ROUND)
        self._paint_marks(painter, field)

    def _paint_marks(self, painter: QPainter, field: QRectF) -> None:
        palette = self.palette()
        if self.number:
            font = QFont(self.font())
            font.setPointSizeF(font.pointSizeF() * 0.78)
            painter.setFont(font)
            text, metrics = str(self.number), painter.fontMetrics()
            pill = QRectF(0, 0, metrics.horizontalAdvance(text) + 7, metrics.height())
            pill.moveBottomLeft(field.bottomLeft())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(Qt.GlobalColor.black)
            painter.setOpacity(0.62)
            painter.drawRoundedRect(pill, 4, 4)
            painter.setOpacity(1)
            painter.setPen(Qt.GlobalColor.white)
            painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
        if self.altered:
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Window), 1.5))
            painter.setBrush(palette.color(QPalette.ColorRole.Highlight))
            painter.drawEllipse(field.topRight(), 4.0, 4.0)


class Plus(QAbstractButton):
    """An empty field for one more face; on while that is drawn."""

    def __init__(self) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setFixedSize(SIDE, SIDE)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        say(self, N_("Add a face: draw one on the photo that was not found"), "toolTip")
        say(self, N_("Add a face"), "accessibleName")

    def sizeHint(self) -> QSize:
        return QSize(SIDE, SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, palette = QPainter(self), self.palette()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(1.0 if self.isEnabled() else 0.4)
        lit = self.isChecked() or self.hasFocus()
        role = QPalette.ColorRole.WindowText if self.underMouse() else QPalette.ColorRole.PlaceholderText
        colour = palette.color(QPalette.ColorRole.Link if lit else role)
        style = Qt.PenStyle.SolidLine if lit else Qt.PenStyle.DashLine
        painter.setPen(QPen(colour, 2 if lit else 1, style))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(3.5, 3.5, -3.5, -3.5), _ROUND - 2, _ROUND - 2)
        place = QRectF(0, 0, _ICON, _ICON)
        place.moveCenter(QRectF(self.rect()).center())
        tinted("plus", colour.name()).paint(painter, place.toRect())


class Portraits(QWidget, Speaker):
    """`picked` carries the index and whether it comes beside those that are chosen; `plus` follows the last face."""

    picked = Signal(int, bool)

    def __init__(self) -> None:
        super().__init__()
        self.all: list[Portrait] = []
        self.plus = Plus()
        self._photo: Photo | None = None
        self._faces: tuple[Chosen, ...] = ()
        self._drawn: dict[Face, QImage] = {}
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        self._grid.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # fewer go side by side in less room
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._draw)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._arrange(self._room())

    def show_faces(self, photo: Photo | None, faces: tuple[Chosen, ...], chosen: tuple[int, ...]) -> None:
        """Show them; those of another photo at once."""
        other, self._faces = photo is not self._photo, faces
        if other:
            self._photo, self._drawn = photo, {}
        self._count(len(faces))
        for index, each in enumerate(self.all):
            each.number = index + 1 if len(faces) > 1 else 0
            each.altered = bool(faces[index].values)
            each.setChecked(index in chosen)
            each.update()
        self.speak()
        if other or any(each.face not in self._drawn for each in faces[:1]):
            self._draw()
        elif any(each.face not in self._drawn for each in faces):
            self._pause.start()

    def speak(self) -> None:
        for index, each in enumerate(self.all):
            name = _("Face {number} of {count}").format(number=index + 1, count=len(self.all))
            each.setAccessibleName(name)
            each.setToolTip("\n".join((name, _("Shift and click: beside those that are chosen"))))

    def _draw(self) -> None:
        photo = self._photo
        if photo is None:
            return
        wanted = {each.face for each in self._faces}
        self._drawn = {face: image for face, image in self._drawn.items() if face in wanted}
        for each, tile in zip(self._faces, self.all, strict=True):
            if each.face not in self._drawn:
                self._drawn[each.face] = portrait(photo, each.face)
            tile.show_image(self._drawn[each.face])

    def _count(self, count: int) -> None:
        if count == len(self.all):
            return
        for old in self.all[count:]:
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        del self.all[count:]
        for index in range(len(self.all), count):
            self.all.append(self._made(index))
        self._arrange(self._room())

    def _made(self, index: int) -> Portrait:
        made = Portrait(index + 1)
        made.clicked.connect(lambda: self.picked.emit(index, bool(QApplication.keyboardModifiers() & _MORE)))
        return made

    def _room(self) -> int:
        return max(1, (self.width() + _GAP) // (SIDE + _GAP))

    def _arrange(self, columns: int) -> None:
        self._grid.setColumnStretch(self._columns, 0)
        self._columns = columns
        tiles: list[QWidget] = [*self.all, self.plus]
        for index, each in enumerate(tiles):
            self._grid.addWidget(each, index // columns, index % columns)
        self._grid.setColumnStretch(columns, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._room() != self._columns:
            self._arrange(self._room())

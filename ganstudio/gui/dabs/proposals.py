"""Several ways to colour the photo, side by side, to be chosen from."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QSizePolicy, QWidget

from ganstudio.gui.look.words import Speaker
from ganstudio.gui.panel.editors import Editor
from ganstudio.gui.panel.specimen import as_shown, covering, rim
from ganstudio.i18n import _
from ganstudio.image.photo import Photo
from ganstudio.params import Field

_COLUMNS = 3
_HIGH, _ROUND = 64, 6.0


class Proposal(QAbstractButton):
    """A small picture of the photo as it would be; an empty field until there is one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self.setCheckable(True)
        self.setFixedHeight(_HIGH)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # all of one width
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @property
    def known(self) -> bool:
        """Whether there is a picture."""
        return not self._image.isNull()

    def show_photo(self, photo: Photo | None) -> None:
        """A small `photo`, or none."""
        self._image = as_shown(photo) if photo else QImage()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_HIGH, _HIGH)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, palette = QPainter(self), self.palette()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        field = QRectF(self.rect()).adjusted(3, 3, -3, -3)
        outline = QPainterPath()
        outline.addRoundedRect(field, _ROUND - 2, _ROUND - 2)
        painter.fillPath(outline, palette.color(QPalette.ColorRole.Midlight))
        if self.known:
            painter.save()
            painter.setClipPath(outline)
            painter.setOpacity(1.0 if self.isEnabled() else 0.4)
            painter.drawImage(field, self._image, covering(self._image.size(), field))
            painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(rim(palette, lit=self.isChecked(), hovered=self.underMouse(), focus=self.hasFocus()), 2))
        painter.drawRoundedRect(field.adjusted(-2, -2, 2, 2), _ROUND, _ROUND)


class ProposalsEditor(Editor, Speaker):
    """The number of a proposal, chosen by its picture."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._group = QButtonGroup(self)
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        self.all = [Proposal() for _each in range(round(field.high or 0) + 1)]
        for index, proposal in enumerate(self.all):
            self._group.addButton(proposal, index)
            grid.addWidget(proposal, index // _COLUMNS, index % _COLUMNS)
        self._group.idClicked.connect(self._clicked)
        self.row.addWidget(box, 1)
        self.speak()
        self.set_value(field.default)

    def value(self) -> Any:
        return self._group.checkedId()

    def set_value(self, value: Any) -> None:
        self.all[value].setChecked(True)

    def speak(self) -> None:
        for index, proposal in enumerate(self.all):
            name = _("Proposal {n}").format(n=index + 1) if index else _("Proposal 1, the likeliest")
            proposal.setAccessibleName(name)
            proposal.setToolTip(name)

    def _clicked(self, _index: int) -> None:
        self.changed.emit()

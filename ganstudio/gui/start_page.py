"""What is seen while no photo is open: how to begin, the photos of last time, samples."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPainterPath, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ganstudio.gui import recent
from ganstudio.gui.filmstrip.thumbnails import Thumbnails
from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.theme import heading
from ganstudio.gui.look.words import say
from ganstudio.i18n import N_
from ganstudio.image.extras import readable
from ganstudio.paths import resource

SIDE, HIGH = 148, 111
"""The room of a small picture, in logical pixels."""
TILE, GAP, MARGIN = SIDE + 20, 8, 48
COLUMNS = 6
"""At most; fewer where there is no room."""


class StartPage(QScrollArea):
    """`chosen` carries the file to open, `open_requested` asks for the dialog that finds one."""

    chosen = Signal(object)
    open_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._thumbnails = Thumbnails(2 * SIDE, self)
        self._thumbnails.arrived.connect(self._arrived)
        self._recent, self._samples = _Tiles(), _Tiles()
        for tiles in (self._recent, self._samples):
            tiles.chosen.connect(self.chosen)
        self._recent_title = QWidget()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(MARGIN, 40, MARGIN, 40)
        column.setSpacing(16)
        column.addWidget(self._invitation())
        column.addWidget(self._recent_heading())
        column.addWidget(self._recent)
        column.addWidget(_section(N_("Sample photos")))
        column.addWidget(self._samples)
        column.addStretch(1)
        self.setWidgetResizable(True)
        self.setWidget(inside)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)

    def refresh(self) -> None:
        """Look again at what was opened last."""
        self._recent.show_files(recent.recent_photos())
        self._samples.show_files(sorted(resource("samples").glob("*.png")))
        for shown in (self._recent_title, self._recent):
            shown.setVisible(bool(self._recent.files))
        for tiles in (self._recent, self._samples):
            for path in tiles.files:
                self._arrived(path)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for tiles in (self._recent, self._samples):
            tiles.fit(self.viewport().width() - 2 * MARGIN)

    def light_up(self, on: bool) -> None:
        """Something that can be opened is held over the window."""
        self._card.setProperty("inviting", on)
        self._card.style().unpolish(self._card)
        self._card.style().polish(self._card)

    def _arrived(self, path: Path) -> None:
        picture = self._thumbnails.get(path)
        refused = self._thumbnails.refused(path)
        for tiles in (self._recent, self._samples):
            tiles.show_picture(path, picture, refused)

    def _invitation(self) -> QWidget:
        self._card = card = QFrame()
        card.setProperty("kind", "card")
        card.setMinimumHeight(220)
        column = QVBoxLayout(card)
        column.setSpacing(8)
        title, kinds, hint, button = QLabel(), QLabel(", ".join(readable())), QLabel(), QPushButton()
        say(title, N_("Drop photos here"))
        title.setFont(heading(self.font(), 1.6))
        say(hint, N_("or paste a picture (Ctrl+V)"))
        for line in (kinds, hint):
            line.setProperty("kind", "muted")
            line.setWordWrap(True)
        say(button, N_("Open photos…"))
        button.setProperty("kind", "primary")
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        button.clicked.connect(self.open_requested)
        column.addStretch(1)
        for widget in (title, kinds, hint):
            widget.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(widget)
        column.addSpacing(8)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return card

    def _recent_heading(self) -> QWidget:
        row = QHBoxLayout(self._recent_title)
        row.setContentsMargins(0, 8, 0, 0)
        clear = QPushButton()
        say(clear, N_("Clear"))
        clear.setProperty("kind", "quiet")
        clear.clicked.connect(self._clear)
        row.addWidget(_section(N_("Recent")))
        row.addStretch(1)
        row.addWidget(clear)
        return self._recent_title

    def _clear(self) -> None:
        recent.forget_all()
        self.refresh()


class _Tiles(QWidget):
    """Files as small pictures with their names."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.files: list[Path] = []
        self._buttons: dict[Path, QToolButton] = {}
        self._columns = COLUMNS
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        self._grid.setColumnStretch(COLUMNS, 1)

    def show_files(self, files: list[Path]) -> None:
        """Show these."""
        if files == self.files:
            return
        for button in self._buttons.values():
            self._grid.removeWidget(button)
            button.deleteLater()
        self.files = files
        self._buttons = {path: self._button(path) for path in files}
        self._place()

    def fit(self, width: int) -> None:
        """As many beside each other as have room in `width` pixels."""
        columns = max(1, min(COLUMNS, (width + GAP) // (TILE + GAP)))
        if columns != self._columns:
            self._columns = columns
            self._place()

    def _place(self) -> None:
        for place, button in enumerate(self._buttons.values()):
            self._grid.addWidget(button, place // self._columns, place % self._columns)

    def show_picture(self, path: Path, picture: QPixmap | None, refused: str) -> None:
        """The small picture of `path` is there, or it is known that there is none."""
        button = self._buttons.get(path)
        if button and picture:
            button.setIcon(QIcon(_framed(picture, self.devicePixelRatioF())))
        elif button and refused:
            put_icon(button, "circle-alert")
            button.setToolTip(refused)

    def _button(self, path: Path) -> QToolButton:
        button = QToolButton()
        button.setProperty("kind", "tile")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setIconSize(QSize(SIDE, HIGH))
        put_icon(button, "image")
        button.setText(button.fontMetrics().elidedText(path.name, Qt.TextElideMode.ElideMiddle, SIDE))
        button.setToolTip(str(path))
        button.setFixedWidth(TILE)
        button.clicked.connect(lambda: self.chosen.emit(path))
        return button


def _framed(picture: QPixmap, ratio: float) -> QPixmap:
    """In the middle of a tile, its corners rounded; all tiles have one size, so that names stand in a line."""
    whole = QSizeF(SIDE, HIGH)
    tile = QPixmap((whole * ratio).toSize())
    tile.setDevicePixelRatio(ratio)
    tile.fill(Qt.GlobalColor.transparent)
    size = picture.size().toSizeF()
    if size.width() > whole.width() or size.height() > whole.height():
        size.scale(whole, Qt.AspectRatioMode.KeepAspectRatio)
    place = QRectF(QPointF(), size)
    place.moveCenter(QPointF(whole.width() / 2, whole.height() / 2))
    painter = QPainter(tile)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    rounded = QPainterPath()
    rounded.addRoundedRect(place, 4, 4)
    painter.setClipPath(rounded)
    painter.drawPixmap(place, picture, QRectF(picture.rect()))
    painter.end()
    return tile


def _section(title: str) -> QLabel:
    label = QLabel()
    say(label, title)
    label.setProperty("kind", "section")
    return label

"""The pictures side by side, in as many columns as shows them largest; all look at the same place."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ganstudio.engine.modelfile import ModelInfo
from ganstudio.gui.canvas import Canvas
from ganstudio.gui.canvas.canvas import ORIGINAL_KEY
from ganstudio.gui.library.compare.tile import Tile
from ganstudio.image.photo import Photo

_FRAME = 72
"""Logical pixels of a tile's height that are not picture."""
_GAP = 0.1
"""By so much smaller may pictures be for each place that is not left empty."""


class Grid(QWidget):
    """The part as it is comes first."""

    use_requested = Signal(object)
    remove_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tiles: list[Tile] = []
        self._columns = 0
        self._following = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(16, 16, 16, 16)
        self._grid.setSpacing(12)
        self._add(None)

    @property
    def original(self) -> Tile:
        """The part as it is."""
        return self.tiles[0]

    def show_models(self, infos: Sequence[ModelInfo]) -> None:
        """A tile for each; those that are there already stay."""
        wanted = {info.name: info for info in infos}
        for tile in self.tiles[1:]:
            if tile.info is None or wanted.get(tile.info.name) != tile.info:
                self.tiles.remove(tile)
                self._grid.removeWidget(tile)
                tile.hide()
                tile.deleteLater()
        there = {tile.info.name: tile for tile in self.tiles[1:] if tile.info}
        self.tiles = [self.original, *(there.get(info.name) or self._add(info) for info in infos)]
        for tile in self.tiles[1:]:
            tile.remove.setVisible(len(infos) > 2)
        self._arrange(anew=True)

    def show_before(self, photo: Photo, *, fit: bool) -> None:
        """The part as it is, in all tiles, until there is something of the models."""
        with_view = not fit
        for tile in self.tiles:
            tile.show_before(photo, fit=not with_view)
        if with_view:
            self._follow(self.original.canvas)

    def forget(self) -> None:
        """Hold on to nothing."""
        for tile in self.tiles:
            tile.canvas.set_photo(None)
            tile.canvas.set_original(None)

    def fit(self) -> None:
        """All of the part."""
        self.original.canvas.fit()

    def actual_size(self) -> None:
        """Every pixel of the largest result is a pixel of the screen."""
        largest = max((tile.canvas for tile in self.tiles), key=lambda canvas: canvas.view.picture.width())
        largest.actual_size()

    def show_original(self, on: bool) -> None:
        """The part as it is in all of them, as long as a key is held."""
        for tile in self.tiles:
            tile.canvas.show_original(on)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A picture keeps the key for itself by which the original is seen in all of them: it is let go there."""
        released = event.type() == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent)
        if released and event.key() == ORIGINAL_KEY and not event.isAutoRepeat():  # type: ignore[attr-defined]
            self.show_original(False)
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _add(self, info: ModelInfo | None) -> Tile:
        tile = Tile(info)
        tile.use_requested.connect(self.use_requested)
        tile.remove_requested.connect(self.remove_requested)
        tile.canvas.view_changed.connect(self._follower(tile.canvas))
        tile.canvas.installEventFilter(self)
        if info is None:
            self.tiles.append(tile)
        return tile

    def _follower(self, canvas: Canvas) -> Callable[[], None]:
        return lambda: self._follow(canvas)

    def _follow(self, moved: Canvas) -> None:
        if self._following:
            return
        self._following = True
        for tile in self.tiles:
            tile.follow(moved)
        self._following = False

    def _arrange(self, *, anew: bool = False) -> None:
        columns = best_columns(len(self.tiles), self.width(), self.height())
        if columns == self._columns and not anew:
            return
        for column in range(max(self._columns, columns)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        for row in range(len(self.tiles)):
            self._grid.setRowStretch(row, 1 if row < math.ceil(len(self.tiles) / columns) else 0)
        self._columns = columns
        for place, tile in enumerate(self.tiles):
            self._grid.addWidget(tile, place // columns, place % columns)


def best_columns(count: int, width: int, height: int) -> int:
    """In how many columns square pictures become largest; a gap is worth a few pixels less."""

    def worth(columns: int) -> float:
        rows = math.ceil(count / columns)
        return min(width / columns, height / rows - _FRAME) * (1 - _GAP * (rows * columns - count))

    return max(range(1, count + 1), key=worth)

"""The styles side by side, each as the open photo looks in it; chosen by a click."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ganstudio.engine.store import ModelInfo
from ganstudio.errors import ModelError
from ganstudio.gui.look.hint import Hint
from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.words import Speaker, say
from ganstudio.gui.panel.editors import Editor
from ganstudio.gui.panel.models import adopt, ask_for_model_file
from ganstudio.gui.studio import Studio
from ganstudio.gui.styles.specimens import Specimens
from ganstudio.gui.styles.tile import Tile
from ganstudio.i18n import N_, _
from ganstudio.image.photo import Photo
from ganstudio.library.versus import FEWEST
from ganstudio.params import Field
from ganstudio.tools.style import TOOL

PAINTINGS = "impressionism", "pointillism", "ukiyo-e"
DRAWINGS = ("pencil",)
PHOTOS = "photo-from-painting", "photo-from-pencil", "photo-from-edges"
ORDER = *PAINTINGS, *DRAWINGS, *PHOTOS
"""Of the models that come with the program; others follow by their titles."""
COLUMNS = 3
_WAITING, _FAILED = TOOL.icon, "circle-alert"


class StyleGallery(Editor, Speaker):
    """The name of a model, as `ModelEditor`. Empty means the default one, whose tile is the chosen one then.

    `picked` comes when the user has clicked a style, be it the one that is chosen already.
    """

    picked = Signal()

    def __init__(self, field: Field, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._studio = studio
        self._value = ""
        self._photo: Photo | None = None
        self.tiles: dict[str, Tile] = {}
        self.specimens = Specimens(studio, self)
        self._group = QButtonGroup(self)
        self._pages, self._box, self._none = QStackedWidget(), QWidget(), QWidget()
        self._grid = QGridLayout(self._box)
        self.plus, self.beside = Tile("plus", dashed=True), Tile("columns-2", dashed=True)
        self.first = QPushButton()
        self._lay_out()
        self.plus.clicked.connect(self._ask_for_file)
        self.beside.clicked.connect(lambda: studio.compare_requested.emit(field.task, self._value))
        self.first.clicked.connect(self._ask_for_file)
        self.specimens.arrived.connect(self._show_tile)
        studio.models_changed.connect(self._models_changed)
        self.speak()
        self.set_value(field.default)

    def value(self) -> Any:
        return self._value

    def set_value(self, value: Any) -> None:
        self._value = value
        self._light()

    def show_photo(self, photo: Photo | None) -> None:
        self._photo = photo
        self.specimens.want(photo, self.tiles)
        for name in self.tiles:
            self._show_tile(name)

    def speak(self) -> None:
        """List the styles that are there now."""
        models = in_order(self._studio.store.list(self.field.task))
        if list(self.tiles) != [info.name for info in models]:
            self._rebuild(info.name for info in models)
        for info in models:
            tile = self.tiles[info.name]
            tile.setText(_(info.title))
            tile.setAccessibleName(_(info.title))
        self.plus.setText(_("Add…"))
        self.beside.setText(_("Compare…"))
        self.beside.setVisible(len(self.tiles) >= FEWEST)
        for name in self.tiles:
            self._show_tile(name)
        self._light()
        self._fit()

    def add(self, path: Path) -> None:
        """Adopt the model file, and choose it."""
        adopt(path, self._studio, self._choose)

    # What follows

    def _choose(self, info: ModelInfo) -> None:
        if info.task == self.field.task:
            self._pick(info.name)

    def _pick(self, name: str) -> None:
        other, self._value = self._value != name, name
        self._light()
        if other:
            self.changed.emit()
        self.picked.emit()

    def _models_changed(self) -> None:
        self.specimens.forget()
        self.speak()
        self.specimens.want(self._photo, self.tiles)

    def _ask_for_file(self) -> None:
        path = ask_for_model_file(self)
        if path:
            self.add(path)

    def _light(self) -> None:
        """The chosen one is seen as such; none where it is not there."""
        chosen = self._value or self._default()
        with QSignalBlocker(self._group):
            self._group.setExclusive(False)
            for name, tile in self.tiles.items():
                tile.setChecked(name == chosen)
            self._group.setExclusive(True)

    def _default(self) -> str:
        try:
            return self._studio.store.find("", self.field.task).name
        except ModelError:
            return ""

    def _show_tile(self, name: str) -> None:
        tile, problem = self.tiles.get(name), self.specimens.problem(name)
        if tile:
            tile.show_image(self.specimens.image(name), _FAILED if problem else _WAITING)
            tile.setToolTip("\n".join(text for text in (tile.text(), problem) if text))

    # Layout

    def _rebuild(self, names: Iterable[str]) -> None:
        for tile in self.tiles.values():
            self._group.removeButton(tile)
            tile.setParent(None)
            tile.deleteLater()
        self.tiles = {name: self._tile(name) for name in names}
        for place, tile in enumerate((*self.tiles.values(), self.plus, self.beside)):
            self._grid.addWidget(tile, place // COLUMNS, place % COLUMNS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def _fit(self) -> None:
        """Each row is as high as its longest name needs."""
        tiles = [*self.tiles.values(), self.plus, self.beside]
        width = (self.width() - (COLUMNS - 1) * self._grid.horizontalSpacing()) // COLUMNS
        for start in range(0, len(tiles), COLUMNS):
            row = tiles[start : start + COLUMNS]
            count = max(len(tile.lines(width)) for tile in row)
            for tile in row:
                tile.set_lines(count)
        page = self._box if self.tiles else self._none
        self._pages.setCurrentWidget(page)
        self._pages.setFixedHeight(page.sizeHint().height())

    def _tile(self, name: str) -> Tile:
        tile = Tile(_WAITING)
        tile.clicked.connect(lambda: self._pick(name))
        self._group.addButton(tile)
        return tile

    def _lay_out(self) -> None:
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(4)
        self._grid.setVerticalSpacing(2)
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, 1)
        say(self.plus, N_("Add a model file…"), "toolTip")
        say(self.plus, N_("Add a model file…"), "accessibleName")
        say(self.beside, N_("Compare models side by side…"), "toolTip")
        say(self.beside, N_("Compare models side by side…"), "accessibleName")
        self._lay_out_none()
        for page in (self._none, self._box):
            self._pages.addWidget(page)
        self.row.addWidget(self._pages, 1)

    def _lay_out_none(self) -> None:
        column = QVBoxLayout(self._none)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(0)
        hint = N_("Add the file of a style, or train one from a folder of pictures: ganstudio train style --help")
        column.addWidget(Hint(TOOL.icon, N_("No styles yet"), hint))
        say(self.first, N_("Add a model file…"))
        put_icon(self.first, "plus")
        column.addWidget(self.first)


def in_order(models: Iterable[ModelInfo]) -> list[ModelInfo]:
    """As they are shown."""
    last = len(ORDER)
    return sorted(models, key=lambda info: (ORDER.index(info.name) if info.name in ORDER else last, _(info.title)))

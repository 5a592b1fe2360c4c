"""Takes the pictures: `python -m tests.pictures.guide [NAME…]`; without names all of them."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from ganstudio.gui.window import Window
from ganstudio.i18n import LANGUAGES
from ganstudio.paths import resource
from tests.pictures.guide import SCENES
from tests.pictures.guide.scene import SIZES, Scene
from tests.pictures.stage import at_rest, shown

FOLDER = resource("guide") / "pictures"
MOST = 1000
"""Pixels of width in a file."""
QUALITY = 78


def main(names: list[str]) -> None:
    """Each in a window of its own, so that it is the same whichever others are taken."""
    for name in names or SCENES:
        for language in LANGUAGES:
            path = FOLDER / language / f"{name}.webp"
            write(taken(SCENES[name], language), path)
            print(path.relative_to(FOLDER), path.stat().st_size, flush=True)


def taken(scene: Scene, language: str) -> QImage:
    """The picture."""
    with shown("dark", language, SIZES[scene.kind]) as window:
        if scene.kind == "panel":
            _bare(window)
        seen = scene.arrange(window)
        picture = at_rest(window, seen)
        if seen:
            seen.close()
        left = window.middle.mapTo(window, window.middle.rect().topLeft())
    return picture if seen or scene.kind == "room" else picture.copy(picture.rect().adjusted(left.x(), left.y(), 0, 0))


def write(picture: QImage, path: Path) -> None:
    """As WebP, no wider than MOST."""
    if picture.width() > MOST:
        picture = picture.scaledToWidth(MOST, Qt.TransformationMode.SmoothTransformation)
    path.parent.mkdir(parents=True, exist_ok=True)
    assert picture.convertToFormat(QImage.Format.Format_RGB888).save(str(path), "webp", QUALITY)


def _bare(window: Window) -> None:
    """Nothing beside photo and panel."""
    window.tools.set_named(False)
    window.stage.strip_wanted = False
    window.history_dock.hide()


if __name__ == "__main__":
    main(sys.argv[1:])

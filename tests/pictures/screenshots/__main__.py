"""Takes the pictures: `python -m tests.pictures.screenshots [NAME…]`; without names all of them."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QDialog

from ganstudio.gui import recent
from tests.pictures.screenshots.scenes import SCENES, Arrange
from tests.pictures.stage import SAMPLES, at_rest, shown

FOLDER = Path(__file__).resolve().parents[3] / "docs" / "screenshots"


def main(names: list[str]) -> None:
    """Each in a window of its own, so that it is the same whichever others are taken."""
    FOLDER.mkdir(exist_ok=True)
    for name in names or SCENES:
        path = FOLDER / f"{name}.png"
        assert taken(*SCENES[name]).save(str(path))
        print(path.name, path.stat().st_size, flush=True)


def taken(theme: str, arrange: Arrange) -> QImage:
    """The picture: of a dialog, with its window behind it."""
    with shown(theme) as window:
        for path in SAMPLES:
            recent.remember(path)
        window.stage.start.refresh()
        seen = arrange(window)
        picture = at_rest(window, seen)
        if isinstance(seen, QDialog):
            picture = _before(at_rest(window), picture)
        if seen:
            seen.close()
    return picture


def _before(behind: QImage, front: QImage) -> QImage:
    painter = QPainter(behind)
    painter.fillRect(behind.rect(), QColor(0, 0, 0, 90))
    middle = behind.rect().center() - front.rect().center()
    painter.drawImage(QPoint(middle), front)
    painter.end()
    return behind


if __name__ == "__main__":
    main(sys.argv[1:])

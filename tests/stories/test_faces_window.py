"""Story: a person opens a photo of two people, makes one smile and the other younger, and exports it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ganstudio.gui.dialogs.export import ExportDialog
from ganstudio.gui.window import Window
from ganstudio.image.face import Face
from ganstudio.image.files import open_photo
from tests.gui.facing import LESS, board_of, faces, form_of, found, photo, slide, spots, tiny_models, values
from tests.gui.hand import CONTROL, click, drag
from tests.gui.rooms import PATIENCE, finished, opened

__all__ = ["faces", "tiny_models"]


def test_from_a_photo_of_two_to_a_file_in_which_one_smiles(
    qtbot: QtBot, window: Window, faces: list[Face], tmp_path: Path
) -> None:
    path = tmp_path / "wedding.png"
    Image.fromarray(photo().pixels).save(path)
    opened(qtbot, window, path)
    page = window.session.current
    assert page
    before = page.document.photo.pixels

    # The tool is chosen: both faces are outlined, the larger one is chosen; its left eye is a little off.
    window.menu_actions["tool:face"].trigger()
    found(qtbot, window)
    assert len(board_of(window).faces) == 2
    drag(page.canvas, [(60, 60), (60, 65), (62, 62)])
    assert spots(window)[0] == (62, 62)

    # A smile, seen at once; then too much of something else, taken back.
    slide(window, "smile", 1.0)
    qtbot.waitUntil(lambda: page.canvas.previewed, timeout=PATIENCE)
    slide(window, "yaw", -1.0)
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert values(window) == [{"smile": 1.0}, {}]

    # The other face, by a click on it.
    click(page.canvas, (178, 65))
    slide(window, "age", -0.5)
    qtbot.keyClick(page.canvas, Qt.Key.Key_Return, CONTROL)
    finished(qtbot, window)
    assert len(page.document.steps) == 1

    # Not young enough: back to the sliders, which stand as they stood, and once more.
    form_of(window).head.back.click()
    assert values(window) == [{"smile": 1.0}, {"age": -0.5}] and board_of(window).faces[1].face == LESS
    slide(window, "age", -1.0)
    qtbot.keyClick(page.canvas, Qt.Key.Key_Return, CONTROL)
    finished(qtbot, window)
    after = page.document.photo.pixels
    assert len(page.document.steps) == 1 and not np.array_equal(after, before)
    away = np.zeros(before.shape[:2], bool)
    away[:, 125:140] = away[115:] = True
    assert np.array_equal(after[away], before[away]), "what is no face stays as it was"

    target = tmp_path / "wedding, smiling.png"

    def fill_in() -> None:
        export = QApplication.activeModalWidget()
        assert isinstance(export, ExportDialog)
        export.path.setText(str(target))
        export.path.textEdited.emit(str(target))
        export._export.click()

    QTimer.singleShot(200, fill_in)
    qtbot.keyClick(window, Qt.Key.Key_S, CONTROL)
    assert np.array_equal(open_photo(target).pixels, after)

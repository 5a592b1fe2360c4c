"""Story: a person colours an old black-and-white photo, tells it the colour of a jacket, and exports the result."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ganstudio.gui.dabs.note import Kind
from ganstudio.gui.dialogs.export import ExportDialog
from ganstudio.gui.window import Window
from ganstudio.image.files import open_photo
from tests.gui.colouring import form_of, instrument_of, levels, places, set_dab, tiny_models
from tests.gui.hand import CONTROL, drag, mouse
from tests.gui.rooms import PATIENCE, finished, opened

__all__ = ["tiny_models"]
LEFT = Qt.MouseButton.LeftButton


def test_from_a_grey_print_to_a_file_in_colour(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    path = tmp_path / "grandmother 1952.png"
    Image.fromarray(levels()[..., 0]).save(path)
    opened(qtbot, window, path)
    page = window.session.current
    assert page
    before = page.document.photo

    # It is noticed that the photo is black and white; one click, and it is seen in colour.
    banner = window.stage.banner
    qtbot.waitUntil(banner.isVisible, timeout=PATIENCE)
    qtbot.mouseClick(banner._deed, LEFT)
    form, board = form_of(window), form_of(window).board
    assert form.note.kind is Kind.GREY
    qtbot.waitUntil(lambda: page.canvas.previewed, timeout=PATIENCE)

    # The jacket was red: a dab on it, a colour from the card beside it, typed since none of the likely ones is it.
    set_dab(qtbot, window, (60, 40))
    card = instrument_of(window).beside.card
    assert card.isVisible()
    qtbot.mouseClick(card.other, LEFT)
    card.line.setFocus()
    card.line.selectAll()
    qtbot.keyClicks(card.line, "#c01818")
    qtbot.keyClick(card.line, Qt.Key.Key_Return)
    assert board.dabs[0].colour == (0xC0, 0x18, 0x18)

    # It lay a little beside the jacket; a second one was a mistake.
    drag(page.canvas, [(60, 40), (70, 50), (80, 50)])
    set_dab(qtbot, window, (200, 140))
    qtbot.keyClick(page.canvas, Qt.Key.Key_Delete)
    assert places(window) == [(80, 50)]

    # Run, and a look back at how it was before.
    qtbot.keyClick(page.canvas, Qt.Key.Key_Return, CONTROL)
    finished(qtbot, window)
    pixels = page.document.photo.pixels.astype(int)
    assert pixels[50, 80, 0] > pixels[50, 80, 2] + 40 and form.note.kind is Kind.DONE
    mouse(page.canvas, QEvent.Type.MouseMove, (100, 100))
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert page.document.photo.pixels is before.pixels and places(window) == [(80, 50)]
    qtbot.keyClick(window, Qt.Key.Key_Y, CONTROL)
    assert places(window) == []

    # What is exported is in colour, as it is seen.
    target = tmp_path / "in colour.png"

    def fill_in() -> None:
        export = QApplication.activeModalWidget()
        assert isinstance(export, ExportDialog)
        export.path.setText(str(target))
        export.path.textEdited.emit(str(target))
        export._export.click()

    QTimer.singleShot(200, fill_in)
    qtbot.keyClick(window, Qt.Key.Key_S, CONTROL)
    assert np.array_equal(open_photo(target).pixels, page.document.photo.pixels)

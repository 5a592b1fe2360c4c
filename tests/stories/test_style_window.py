"""Story: a photo becomes a painting: its styles are looked at, one is chosen and kept as a preset, limited, run, taken
back; and a style of one's own joins them."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from ganstudio.gui.dialogs.presets import SavePresetDialog
from ganstudio.gui.panel.style import StyleForm
from ganstudio.gui.styles import specimens
from ganstudio.gui.window import Window
from tests.engine import small, styles
from tests.gui.hand import drag
from tests.gui.rooms import PATIENCE, finished, opened, save_picture


@pytest.fixture(scope="session")
def tiny_models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The window's first model, and two styles."""
    folder = tmp_path_factory.mktemp("styles")
    small.save(folder, "upscale-x4-faithful")
    for seed, name in enumerate(("impressionism", "pencil")):
        styles.save(folder, name, seed)
    return folder


@pytest.fixture
def form(qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> StyleForm:
    """A photo is open, its styles are seen."""
    monkeypatch.setattr(specimens, "PAUSE", 0)
    opened(qtbot, window, save_picture(tmp_path / "garden.png", 96, 64))
    qtbot.keyClick(window, Qt.Key.Key_Y)
    form = window.panel.form
    assert isinstance(form, StyleForm)
    qtbot.waitUntil(lambda: all(tile.image for tile in form.gallery.tiles.values()), timeout=PATIENCE)
    return form


def test_a_photo_becomes_a_painting(qtbot: QtBot, window: Window, form: StyleForm) -> None:
    page = window.session.current
    assert page

    # Choose a style: the whole photo is seen in it, nothing is done yet.
    qtbot.mouseClick(form.gallery.tiles["pencil"], Qt.MouseButton.LeftButton)
    assert window.panel.preview.isChecked()
    qtbot.waitUntil(lambda: page.canvas.previewed, timeout=PATIENCE)
    assert not page.document.steps

    # Broader strokes, less of it; kept as a preset, and had again after a reset.
    form.editors["strokes"].set_value(2.0)
    form.editors["strength"].set_value(0.8)
    form.changed.emit()
    wanted = window.panel.params

    def name_it(dialog: SavePresetDialog) -> int:
        dialog.name.setText("Sketch")
        dialog.save.click()
        return dialog.result()

    with patch.object(SavePresetDialog, "exec", name_it):
        window.panel.presets.save()
    window.panel.reset()
    assert window.panel.params != wanted
    window.panel.presets.fill()
    next(action for action in window.panel.presets.actions() if action.text() == "Sketch").trigger()
    assert window.panel.params == wanted and form.gallery.tiles["pencil"].isChecked()

    # Only on the left, by a mask.
    window.panel.masks.open()
    window.kit.put(tool="brush", size=30, hardness=1.0)
    drag(page.canvas, [(12, 0), (12, 64)])
    qtbot.mouseClick(window.panel.run, Qt.MouseButton.LeftButton)
    finished(qtbot, window)
    before, after = page.document.original.pixels, page.document.photo.pixels
    assert np.array_equal(before[:, 48:], after[:, 48:]) and not np.array_equal(before[:, :12], after[:, :12])
    edit = page.document.steps[0].edit
    assert (edit.tool, edit.model, edit.params["strokes"]) == ("style", "pencil", 2.0)

    # And back.
    page.document.undo()
    assert page.document.photo.pixels is before


def test_a_style_of_ones_own(qtbot: QtBot, window: Window, form: StyleForm, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    window.studio.store._folders = (*window.studio.store._folders, own)
    file = styles.save(tmp_path, "grandmother", seed=7)
    with patch.object(QFileDialog, "getOpenFileName", return_value=(str(file), "")):
        qtbot.mouseClick(form.gallery.plus, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.panel.params.model == "grandmother", timeout=PATIENCE)
    assert list(form.gallery.tiles) == ["impressionism", "pencil", "grandmother"]
    assert window.panel.preview.isChecked(), "it is shown at once"
    qtbot.waitUntil(lambda: form.gallery.tiles["grandmother"].image is not None, timeout=PATIENCE)


def test_what_is_no_style_is_told(qtbot: QtBot, window: Window, form: StyleForm, tmp_path: Path) -> None:
    file = tmp_path / "broken.safetensors"
    file.write_bytes(b"no model")
    with patch.object(QFileDialog, "getOpenFileName", return_value=(str(file), "")):
        qtbot.mouseClick(form.gallery.plus, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "broken.safetensors cannot be used" in window.stage.banner.text, timeout=PATIENCE)
    assert list(form.gallery.tiles) == ["impressionism", "pencil"]

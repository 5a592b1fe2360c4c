"""Story: an old photo is repaired: its damage is found, the mask corrected, filled, and all taken back; and without a
window."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ganstudio.cli import main
from ganstudio.engine.store import DEFAULTS
from ganstudio.gui.panel.repair import RepairForm
from ganstudio.gui.window import Window
from ganstudio.masks.damage import grown
from ganstudio.paths import models_folder
from ganstudio.tools.repair import RepairParams
from tests.engine import small
from tests.gui.hand import drag
from tests.gui.rooms import PATIENCE, finished, opened
from tests.masks import white
from tests.masks.test_damage import dotted, wanted


@pytest.fixture(scope="session")
def tiny_models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The window's models, and one that takes what is white for damage."""
    folder = tmp_path_factory.mktemp("models")
    small.save(folder, "upscale-x4-faithful")
    white.save(folder)
    return folder


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """Grey, with a white line and a white dot."""
    path = tmp_path / "old photo.png"
    cv2.imwrite(str(path), dotted(120, 160))
    return path


def chosen(qtbot: QtBot, window: Window, picture: Path) -> RepairForm:
    opened(qtbot, window, picture)
    qtbot.keyClick(window, Qt.Key.Key_J, Qt.KeyboardModifier.ShiftModifier)
    form = window.panel.form
    assert window.panel.tool.id == "repair" and isinstance(form, RepairForm)
    window.panel.put_params(RepairParams(method="telea"))
    return form


def test_in_the_window(qtbot: QtBot, window: Window, picture: Path) -> None:
    form = chosen(qtbot, window, picture)
    page = window.session.current
    assert page

    # Find: two places, each a little larger than it is.
    qtbot.mouseClick(form.button, Qt.MouseButton.LeftButton)
    assert form.finding and form.cancel.isVisible() and not form.button.isVisible()
    qtbot.waitUntil(lambda: not form.finding, timeout=PATIENCE)
    proposed = grown(wanted(page.document.photo.pixels), 1)
    assert page.selection.mask is not None and np.array_equal(page.selection.mask, proposed)
    assert form.told.text().startswith("2 places found.") and form.button.isVisible()

    # Correct: the dot is no damage.
    window.kit.put(tool="eraser", size=10, hardness=1.0)
    drag(page.canvas, [(50, 5), (51, 5)])
    corrected = page.selection.mask
    assert corrected is not None and not corrected[:10, 45:55].any()
    assert np.array_equal(corrected[:, :40], proposed[:, :40])

    # The correction and the proposal can be taken back, and done again.
    page.selection.undo()
    assert page.selection.mask is not None and np.array_equal(page.selection.mask, proposed)
    page.selection.undo()
    assert page.selection.mask is None
    page.selection.redo()
    page.selection.redo()
    assert page.selection.mask is not None and np.array_equal(page.selection.mask, corrected)

    # Run: the line is gone, the dot is there.
    qtbot.mouseClick(window.panel.run, Qt.MouseButton.LeftButton)
    finished(qtbot, window)
    before, after = page.document.original.pixels, page.document.photo.pixels
    assert np.abs(after[:, :40].astype(int) - 90).max() <= 2
    assert np.array_equal(after[:, 40:], before[:, 40:])
    assert page.document.steps[0].edit.tool == "repair"
    assert "2 places" not in form.told.text(), "the photo is another now"

    # And back.
    page.document.undo()
    assert page.document.photo.pixels is before


def test_looking_can_be_stopped(qtbot: QtBot, window: Window, picture: Path) -> None:
    form = chosen(qtbot, window, picture)
    page = window.session.current
    assert page
    for stop in (form.cancel.click, lambda: window.choose("light")):
        form.find_damage()
        assert form.finding
        stop()
        assert not form.finding
        window.choose("repair")
    qtbot.wait(50)
    assert page.selection.mask is None and form.button.isEnabled()


def test_where_nothing_is_found_that_is_said(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "clean.png"), np.full((60, 80, 3), 120, np.uint8))
    form = chosen(qtbot, window, tmp_path / "clean.png")
    form.find_damage()
    qtbot.waitUntil(lambda: not form.finding, timeout=PATIENCE)
    assert form.told.text().startswith("No damage was found.")


@pytest.fixture
def own_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Among the user's models, and the one that is used."""
    models_folder().mkdir(parents=True)
    white.save(models_folder(), "mine")
    monkeypatch.setitem(DEFAULTS, "damage", "mine")


def test_on_the_command_line(own_model: None, picture: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.png"
    assert main(["repair", str(picture), "-o", str(out), "--method", "telea", "--sensitivity", "40"]) == 0
    assert is_whole(out)


def test_in_a_batch(own_model: None, picture: Path, tmp_path: Path) -> None:
    clean = np.full((30, 40, 3), 120, np.uint8)
    cv2.imwrite(str(tmp_path / "clean.png"), clean)
    photos = [str(picture), str(tmp_path / "clean.png")]
    assert main(["batch", *photos, "-o", str(tmp_path / "out"), "--steps", "repair method=telea"]) == 0
    assert is_whole(tmp_path / "out" / "old photo_repair.png")
    assert np.array_equal(cv2.imread(str(tmp_path / "out" / "clean_repair.png")), clean)


def test_a_mask_of_ones_own_counts_alone(own_model: None, picture: Path, tmp_path: Path) -> None:
    mask, out = np.zeros((120, 160), np.uint8), tmp_path / "out.png"
    mask[5, 50] = 255
    cv2.imwrite(str(tmp_path / "mask.png"), mask)
    words = ["--mask", str(tmp_path / "mask.png"), "--method", "telea"]
    assert main(["repair", str(picture), "-o", str(out), *words]) == 0
    changed = (cv2.imread(str(out)) != dotted(120, 160)).any(axis=2)
    assert np.array_equal(changed, mask > 0)


def is_whole(path: Path) -> bool:
    """Nothing white is left in the grey."""
    made = cv2.imread(str(path))
    return made is not None and int(np.abs(made.astype(int) - 90).max()) <= 2

"""Story: a person brushes something away, tries again, takes it back; and does the same on the command line."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ganstudio.cli import main
from ganstudio.engine.job import Job
from ganstudio.gui.panel.again import Again
from ganstudio.gui.window import Window
from ganstudio.masks.mask import Mask
from ganstudio.paths import models_folder
from ganstudio.tools import TOOLS
from ganstudio.tools.inpaint import InpaintParams, feathered
from ganstudio.tools.limited import do
from ganstudio.tools.tool import Context
from tests.engine import small
from tests.gui.rooms import PATIENCE, finished, opened, save_picture
from tests.tools.fills import box, only_inside, save_model_of_holes

SIZE = (120, 90)
HOLE = box(SIZE, (40, 30, 24, 18))


@pytest.fixture(scope="session")
def tiny_models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The window's models, and one that fills holes."""
    folder = tmp_path_factory.mktemp("models")
    small.save(folder, "upscale-x4-faithful")
    save_model_of_holes(folder)
    return folder


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    return save_picture(tmp_path / "photo.png", *SIZE)


def test_in_the_window(qtbot: QtBot, window: Window, picture: Path) -> None:
    opened(qtbot, window, picture)
    page = window.session.current
    assert page
    qtbot.keyClick(window, Qt.Key.Key_J)
    assert window.panel.tool.id == "inpaint"
    again = window.panel.form.findChild(Again)
    assert not window.panel.run.isEnabled() and not again.isEnabled(), "nothing is masked"

    # Mask, and run.
    page.selection.put(HOLE)
    qtbot.waitUntil(window.panel.run.isEnabled, timeout=PATIENCE)
    qtbot.mouseClick(window.panel.run, Qt.MouseButton.LeftButton)
    finished(qtbot, window)
    first, before = page.document.photo.pixels, page.document.original.pixels
    expected = do(
        TOOLS["inpaint"],
        page.document.original,
        InpaintParams(),
        Context(window.studio.engine, Job(), attachments={"mask": HOLE}),
    )
    assert np.array_equal(first, expected.pixels)
    assert only_inside(before, first, feathered(HOLE, 2))
    step = page.document.steps[0].edit
    assert (step.tool, step.model, step.seed) == ("inpaint", "inpaint", 0)

    # Try again, twice: still one step.
    tries = [first.tobytes()]
    for seed in (1, 2):
        assert again.isEnabled()
        qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
        assert page.busy and not again.isEnabled()
        finished(qtbot, window)
        tries.append(page.document.photo.pixels.tobytes())
        assert [each.edit.seed for each in page.document.steps] == [seed]
        assert only_inside(before, page.document.photo.pixels, feathered(HOLE, 2))
    assert len(set(tries)) == 3

    # A try that is cancelled leaves the one before.
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    window.work.cancel()
    qtbot.waitUntil(lambda: not page.busy, timeout=PATIENCE)
    assert page.document.photo.pixels.tobytes() == tries[2] and len(page.document.steps) == 1

    # Undo takes all of it back.
    page.document.undo()
    assert np.array_equal(page.document.photo.pixels, before) and not again.isEnabled()


def test_another_method_asks_for_no_model_and_no_other_try(qtbot: QtBot, window: Window, picture: Path) -> None:
    opened(qtbot, window, picture)
    page = window.session.current
    assert page
    window.choose("inpaint")
    form = window.panel.form
    page.selection.put(HOLE)
    window.panel.put_params(InpaintParams(method="telea"))
    qtbot.waitUntil(window.panel.run.isEnabled, timeout=PATIENCE)
    assert form.editors["model"].isHidden() and form.editors["grain"].isHidden()
    qtbot.mouseClick(window.panel.run, Qt.MouseButton.LeftButton)
    finished(qtbot, window)
    assert page.document.steps[0].edit.model == ""
    assert not form.findChild(Again).isEnabled()


def save_mask(path: Path, mask: Mask) -> Path:
    assert cv2.imwrite(str(path), mask)
    return path


@pytest.mark.parametrize("method", ["gan", "telea", "ns"])
def test_on_the_command_line(tmp_path: Path, picture: Path, method: str, capsys: pytest.CaptureFixture[str]) -> None:
    models_folder().mkdir(parents=True, exist_ok=True)
    model = save_model_of_holes(models_folder(), "mine").stem
    words = ["inpaint", picture, "--mask", save_mask(tmp_path / "mask.png", HOLE), "-o", tmp_path / "out.png"]
    words += ["--method", method, *(["--model", model] if method == "gan" else [])]
    assert main([str(word) for word in words]) == 0
    assert "out.png (120 × 90)" in capsys.readouterr().out
    before, after = (cv2.imread(str(path)) for path in (picture, tmp_path / "out.png"))
    assert only_inside(np.asarray(before), np.asarray(after), feathered(HOLE, 2))
    assert (after != before).any()


def test_what_cannot_be_done_on_the_command_line(
    tmp_path: Path, picture: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    masks = {"empty": box(SIZE), "full": box(SIZE, (0, 0, *SIZE)), "small": box((60, 45), (10, 10, 5, 5))}
    said = {"empty": "masks nothing", "full": "leaves nothing to go by", "small": "must be of the same size"}
    for name, mask in masks.items():
        words = ["inpaint", picture, "--mask", save_mask(tmp_path / f"{name}.png", mask), "--method", "telea"]
        assert main([str(word) for word in [*words, "-o", tmp_path / "out.png"]]) == 2
        assert said[name] in capsys.readouterr().err
    assert not (tmp_path / "out.png").exists()

"""Workflows in the window: made of a history, applied to another photo, kept."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from ganstudio.engine.job import Job
from ganstudio.errors import FileError, GanstudioError
from ganstudio.gui.dialogs.workflow_save import SaveWorkflowDialog
from ganstudio.gui.shelf import Shelf
from ganstudio.gui.window import Window
from ganstudio.image.edit import Edit
from ganstudio.image.photo import Photo
from ganstudio.paths import workflows_folder
from ganstudio.tools import TOOLS
from ganstudio.tools.tool import Context
from ganstudio.tools.workflow import Workflow, load, run
from tests.gui.rooms import finished, opened
from tests.gui.shelves import LARGER, MIRROR, shelf, used

__all__ = ["shelf"]


# From a history to another photo


def test_a_history_is_saved_and_does_the_same_to_another_photo(
    qtbot: QtBot, window: Window, photos: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(qtbot, window, photos[0])
    assert not window.workflows.can_save and not window.menu_actions["save_workflow"].isEnabled()
    for tool, values in (("flip", {}), ("upscale", {"scale": 2.0}), ("rotate", {})):
        used(window, tool, **values)
        finished(qtbot, window)

    def named(dialog: SaveWorkflowDialog) -> int:
        dialog.name.setText("Large mirror")
        dialog.steps[2].box.setChecked(False)  # type: ignore[union-attr]
        dialog.save.click()
        return dialog.result()

    monkeypatch.setattr(SaveWorkflowDialog, "exec", named)
    window.menu_actions["save_workflow"].trigger()
    assert "Large mirror" in window.stage.banner.text
    (path,) = workflows_folder().glob("*.json")
    workflow = load(path)
    assert [edit.tool for edit in workflow.edits] == ["flip", "upscale"]
    assert workflow.edits[1].model == "upscale-x2-faithful" and workflow.edits[1].sha256
    assert json.loads(path.read_text())["name"] == "Large mirror"

    opened(qtbot, window, photos[1])
    page = window.session.page_of(photos[1])
    assert page
    expected = run(page.document.photo, workflow, Context(window.studio.engine, Job())).pixels
    window.workflows.menu.fill()
    (action,) = window.workflows.menu.actions()
    assert action.text() == "Large mirror"
    action.trigger()
    finished(qtbot, window)
    assert [step.edit.tool for step in page.document.steps] == ["flip", "upscale"]
    assert [step.size for step in page.document.steps] == [(40, 30), (80, 60)]
    assert np.array_equal(page.document.photo.pixels, expected)
    page.document.undo()
    assert page.document.photo.size == (40, 30)
    page.document.undo()
    assert page.document.photo is page.document.original


def test_cancelled_on_the_way_the_photo_is_as_it_was(
    qtbot: QtBot, window: Window, photos: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    reached = threading.Event()

    def held(_photo: Photo, _params: object, context: Context) -> Photo:
        reached.set()
        while True:
            context.job.check()

    monkeypatch.setitem(TOOLS, "rotate", replace(TOOLS["rotate"], run=held))
    opened(qtbot, window, photos[0])
    page = window.session.current
    assert page
    window.workflows.apply(Workflow("long", (MIRROR, Edit("rotate"))))
    assert reached.wait(20) and page.busy and not window.workflows.can_apply
    window.menu_actions["cancel"].trigger()
    assert not page.busy and not page.document.steps and page.document.photo is page.document.original


def test_a_step_that_fails_leaves_the_photo_as_it_was(qtbot: QtBot, window: Window, photos: list[Path]) -> None:
    opened(qtbot, window, photos[0])
    page = window.session.current
    assert page
    window.workflows.apply(Workflow("huge", (MIRROR, Edit("upscale", {"size_mode": "width", "size": 100_000}))))
    finished(qtbot, window)
    assert "100000 pixels would make" in window.stage.banner.text
    assert not page.document.steps


def test_what_a_workflow_misses_is_said(
    qtbot: QtBot, window: Window, photos: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(qtbot, window, photos[0])
    shelf, apply = window.workflows.shelf, window.workflows.apply
    apply(Workflow("lost", (Edit("upscale", {"model": "gone"}),)))
    assert "no model called gone" in window.stage.banner.text and window.work.page is None
    monkeypatch.setitem(TOOLS, "flip", replace(TOOLS["flip"], needs=("mask",)))
    masked = Workflow("masked", (MIRROR,))
    apply(masked)
    assert "mask" in window.stage.banner.text and window.work.page is None
    shelf.put(masked)
    window.workflows.menu.fill()
    (action,) = window.workflows.menu.actions()
    assert not action.isEnabled() and "mask" in action.toolTip()


def test_another_model_of_the_same_name_is_told_of(qtbot: QtBot, window: Window, photos: list[Path]) -> None:
    opened(qtbot, window, photos[0])
    window.workflows.apply(Workflow("w", (Edit("upscale", {"scale": 2.0}, "upscale-x2-faithful", "0" * 64),)))
    assert "upscale-x2-faithful is another one" in window.stage.banner.text
    finished(qtbot, window)
    page = window.session.current
    assert page and page.document.steps[0].edit.sha256 != "0" * 64, "the history names the one that was used"


def test_values_that_are_seen_but_not_applied_come_first(qtbot: QtBot, window: Window, photos: list[Path]) -> None:
    opened(qtbot, window, photos[0])
    window.choose("light")
    window.panel.form.editors["exposure"].set_value(1.0)
    window.panel.form.changed.emit()
    window.workflows.apply(Workflow("mirror", (MIRROR,)))
    finished(qtbot, window)
    page = window.session.current
    assert page and [step.edit.tool for step in page.document.steps] == ["light", "flip"]


# The shelf


def test_workflows_are_kept_renamed_and_removed(shelf: Shelf) -> None:
    for name in ("Poster 10", "Poster 2", "a/b: ñ 日本"):
        shelf.put(Workflow(name, (MIRROR,)))
    assert [entry.name for entry in shelf.entries()] == ["a/b: ñ 日本", "Poster 2", "Poster 10"]
    assert shelf.free_name("poster 2") == "poster 2 2"
    first = shelf.entries()[0]
    shelf.rename(first, "Poster 3")
    assert [entry.name for entry in shelf.entries()] == ["Poster 2", "Poster 3", "Poster 10"]
    for wrong in ("Poster 10", "  "):
        with pytest.raises(FileError):
            shelf.rename(shelf.entries()[0], wrong)
    shelf.remove(shelf.entries()[1])
    assert [entry.name for entry in shelf.entries()] == ["Poster 2", "Poster 10"]


def test_two_names_that_make_one_file_name_are_two_files(shelf: Shelf) -> None:
    shelf.put(Workflow("a:b", (MIRROR,)))
    shelf.put(Workflow("a?b", (LARGER,)))
    assert [entry.name for entry in shelf.entries()] == ["a:b", "a?b"]
    assert len({entry.path for entry in shelf.entries()}) == 2


def test_what_is_no_workflow_is_listed_with_its_reason(shelf: Shelf) -> None:
    workflows_folder().mkdir(parents=True, exist_ok=True)
    (workflows_folder() / "broken.json").write_text("{")
    newer = {"ganstudio": "workflow", "version": 99, "name": "x", "steps": []}
    (workflows_folder() / "newer.json").write_text(json.dumps(newer))
    broken, later = shelf.entries()
    assert broken.name == "broken" and "no workflow" in broken.problem
    assert "another version" in later.problem and not later.workflow


def test_import_makes_names_free(shelf: Shelf, tmp_path: Path) -> None:
    shelf.put(Workflow("mirror", (MIRROR,)))
    (tmp_path / "shared.json").write_text(json.dumps(Workflow("mirror", (LARGER,)).to_json()))
    shelf.take_in(tmp_path / "shared.json")
    assert [entry.name for entry in shelf.entries()] == ["mirror", "mirror 2"]
    with pytest.raises(GanstudioError):
        shelf.take_in(tmp_path / "missing.json")

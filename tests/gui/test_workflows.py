"""Workflows in the window: made of a history, applied to another photo, kept, edited, shared."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from ganstudio.engine.job import Job
from ganstudio.errors import FileError, GanstudioError
from ganstudio.gui import workflows as module
from ganstudio.gui.chain.words import facts_of
from ganstudio.gui.dialogs import workflow_edit, workflow_save
from ganstudio.gui.dialogs import workflows as dialogs
from ganstudio.gui.dialogs.workflow_edit import EditWorkflowDialog
from ganstudio.gui.dialogs.workflow_save import SaveWorkflowDialog
from ganstudio.gui.dialogs.workflows import WorkflowsDialog
from ganstudio.gui.shelf import Shelf
from ganstudio.gui.studio import Studio
from ganstudio.gui.window import Window
from ganstudio.image.edit import Edit
from ganstudio.image.photo import Photo
from ganstudio.paths import workflows_folder
from ganstudio.tools import TOOLS
from ganstudio.tools.tool import Context
from ganstudio.tools.workflow import Workflow, load, run
from tests.gui.rooms import finished, opened, photo

MIRROR = Edit("flip", {"direction": "horizontal"})
LARGER = Edit("upscale", {"scale": 2.0})


def used(window: Window, tool: str, **values: object) -> None:
    """Choose a tool, set it, and apply it to the current photo."""
    window.choose(tool)
    for name, value in values.items():
        window.panel.form.editors[name].set_value(value)
    window.panel.form.changed.emit()
    window.run()


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


@pytest.fixture
def shelf(qapp: object) -> Shelf:
    """Empty."""
    return Shelf()


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


# The dialogs


@pytest.fixture
def listed(qtbot: QtBot, studio: Studio, shelf: Shelf) -> Callable[..., WorkflowsDialog]:
    """Opens the list of workflows."""

    def make(photo: bool = True) -> WorkflowsDialog:
        dialog = WorkflowsDialog(shelf, studio, photo=photo)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return make


def test_an_empty_list_says_how_to_begin(listed: Callable[..., WorkflowsDialog]) -> None:
    dialog = listed()
    assert dialog._pages.currentIndex() == 0
    assert not any(button.isEnabled() for button in (dialog.apply, dialog.use, dialog.edit, dialog.delete))


def test_all_that_can_be_done_with_a_workflow(
    qtbot: QtBot,
    listed: Callable[..., WorkflowsDialog],
    shelf: Shelf,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shelf.put(Workflow("mirror", (MIRROR,)))
    dialog = listed()
    assert dialog.entry and dialog.entry.name == "mirror"
    dialog.duplicate.click()
    assert dialog.entry and dialog.entry.name == "mirror 2"
    dialog.list.currentItem().setText("twice")
    assert [entry.name for entry in shelf.entries()] == ["mirror", "twice"] and dialog.entry.name == "twice"
    dialog.list.currentItem().setText("mirror")
    assert "mirror already" in dialog._problem.text() and dialog.list.currentItem().text() == "twice"
    dialog.give_out(tmp_path / "out.json")
    assert load(tmp_path / "out.json").name == "twice"
    dialog.take_in(tmp_path / "out.json")
    assert dialog.entry and dialog.entry.name == "twice 2" and not dialog._problem.isVisible()
    dialog.take_in(tmp_path / "none.json")
    assert "none.json" in dialog._problem.text()
    answers = [False, True]
    monkeypatch.setattr(dialogs, "ask_to_delete_workflow", lambda *_: answers.pop(0))
    dialog.delete.click()
    assert len(shelf.entries()) == 3
    dialog.delete.click()
    assert [entry.name for entry in shelf.entries()] == ["mirror", "twice"]


def test_a_workflow_is_edited(
    listed: Callable[..., WorkflowsDialog], shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.put(Workflow("mirror", (MIRROR,)))
    dialog = listed()

    def longer(editor: EditWorkflowDialog) -> int:
        editor.chain.append("rotate")
        editor.save.click()
        return editor.result()

    monkeypatch.setattr(EditWorkflowDialog, "exec", longer)
    dialog.edit.click()
    (entry,) = shelf.entries()
    assert entry.workflow and [edit.tool for edit in entry.workflow.edits] == ["flip", "rotate"]
    assert dialog.entry and dialog.entry.path == entry.path


def test_a_new_workflow_needs_a_name_and_a_step(
    qtbot: QtBot, studio: Studio, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.put(Workflow("mirror", (MIRROR,)))
    dialog = EditWorkflowDialog(Workflow(""), None, shelf, studio)
    qtbot.addWidget(dialog)
    assert not dialog.save.isEnabled()
    dialog.name.setText("mirror")
    dialog.name.textEdited.emit("mirror")
    assert not dialog.save.isEnabled()
    dialog.chain.append("upscale")
    assert dialog.save.isEnabled()
    asked: list[str] = []
    monkeypatch.setattr(workflow_edit, "ask_to_replace_workflow", lambda _parent, name: bool(asked.append(name)))
    dialog.save.click()
    assert asked == ["mirror"] and shelf.entries()[0].workflow == Workflow("mirror", (MIRROR,))


def test_saving_over_another_asks(qtbot: QtBot, studio: Studio, shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.put(Workflow("mirror", (MIRROR,)))
    dialog = SaveWorkflowDialog(Workflow("mirror", (LARGER,)), shelf, studio)
    qtbot.addWidget(dialog)
    assert dialog.name.text() == "mirror 2"
    dialog.name.setText("Mirror")
    answers = [False, True]
    monkeypatch.setattr(workflow_save, "ask_to_replace_workflow", lambda *_: answers.pop(0))
    dialog.save.click()
    assert dialog.result() != QDialog.DialogCode.Accepted
    dialog.save.click()
    (entry,) = shelf.entries()
    assert entry.workflow and entry.workflow.edits[0].tool == "upscale"
    dialog.steps[0].box.setChecked(False)  # type: ignore[union-attr]
    assert not dialog.save.isEnabled() and "one step" in dialog._problem.text()


def test_a_workflow_is_used_in_a_batch(qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    window.workflows.shelf.put(Workflow("mirror", (MIRROR,)))

    def use(dialog: WorkflowsDialog) -> int:
        assert dialog.use.isEnabled() and not dialog.apply.isEnabled(), "no photo is open"
        dialog.use.click()
        return dialog.result()

    monkeypatch.setattr(module.WorkflowsDialog, "exec", use)
    window.menu_actions["workflows"].trigger()
    setup = window.batches.window.setup
    assert window.batches.window.isVisible() and setup.workflow == Workflow("mirror", (MIRROR,))


def test_the_batch_window_opens_and_saves_workflows(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.batches.show()
    setup = window.batches.window.setup
    (tmp_path / "shared.json").write_text(json.dumps(Workflow("shared", (MIRROR, LARGER)).to_json()))
    setup.load_file(tmp_path / "shared.json")
    assert [edit.tool for edit in setup.chain.edits] == ["flip", "upscale"]
    setup.load_file(tmp_path / "none.json")
    assert "none.json" in window.batches.window.banner.text

    def save(dialog: EditWorkflowDialog) -> int:
        dialog.save.click()
        return dialog.result()

    monkeypatch.setattr(EditWorkflowDialog, "exec", save)
    setup.save.trigger()
    setup.menu.fill()
    assert setup.menu.actions()[0].text() == "shared"
    setup.clear.trigger()
    assert not setup.chain.edits and not setup.save.isEnabled()
    setup.menu.actions()[0].trigger()
    assert [edit.tool for edit in setup.chain.edits] == ["flip", "upscale"]


def test_steps_in_words(studio: Studio) -> None:
    store = studio.store
    assert facts_of(LARGER, store) == "Times as large  ·  Factor 2  ·  Strength 100 %"
    assert facts_of(Edit("light", {"exposure": 0.5}), store) == "Exposure 0.5"
    assert facts_of(Edit("light"), store) == "changes nothing yet"
    assert "no such tool" in facts_of(Edit("time-travel"), store)
    assert "Exposure" in facts_of(Edit("light", {"exposure": "much"}), store)


def test_photos_without_a_file_have_a_history_too(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.session.add(photo())
    used(window, "flip")
    finished(qtbot, window)
    names: list[str] = []
    monkeypatch.setattr(SaveWorkflowDialog, "exec", lambda dialog: names.append(dialog.name.text()) or 0)
    window.workflows.save_history()
    assert names == ["Pasted 1"]

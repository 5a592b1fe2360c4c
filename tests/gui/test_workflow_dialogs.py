"""The dialogs of workflows: a list of them, an editor, their way into a batch."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

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
from ganstudio.tools.workflow import Workflow, load
from tests.gui.rooms import finished, photo
from tests.gui.shelves import LARGER, MIRROR, shelf, used

__all__ = ["shelf"]


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

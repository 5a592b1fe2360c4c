"""Work is saved as a project and opened again with everything."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from ganstudio.engine.job import Job
from ganstudio.gui import commands
from ganstudio.gui.dialogs.questions import Answer
from ganstudio.gui.page import Page
from ganstudio.gui.projects import desk
from ganstudio.gui.projects.questions import Saved, ask_for_original, ask_where
from ganstudio.gui.projects.record_of import record_of
from ganstudio.gui.window import Window
from ganstudio.image.chosen import Chosen
from ganstudio.image.dab import Dab
from ganstudio.image.edit import Edit
from ganstudio.image.face import Face
from ganstudio.masks.mask import Area
from ganstudio.params import to_json
from ganstudio.projects.file import project_thumbnail, save_project
from ganstudio.projects.read import OriginalMissing
from ganstudio.projects.record import Kept, Record
from ganstudio.tools import TOOLS
from tests.gui.rooms import PATIENCE, opened
from tests.stories.projecting import again, answer, page, save, states, tools

__all__ = ["page"]


def test_a_project_is_saved_and_opened_with_everything(
    qtbot: QtBot, window: Window, page: Page, photos: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "work.ganstudio"
    window.choose("light")
    window.panel.masks.open()
    page.selection.paint(Area(2, 3, 10, 8), np.full((8, 10), 255, np.uint8))
    page.selection.commit()
    window.choose("levels")
    window.panel.put_params(type(window.panel.params)(gamma=1.5))
    page.document.undo()
    before, mask = states(page), page.selection.mask
    answer(monkeypatch, path)
    save(qtbot, window)
    assert (page.title, page.unsaved) == ("work.ganstudio", False)
    assert window.windowTitle().startswith("work.ganstudio")
    photos[0].unlink()

    there = again(qtbot, window, path)
    assert tools(there) == ["levels", "upscale", "flip", "light"]
    assert (there.document.position, there.unsaved) == (3, False)
    assert all(np.array_equal(one, other) for one, other in zip(states(there), before, strict=True))
    assert mask is not None and there.selection.mask is not None and np.array_equal(there.selection.mask, mask)
    window.choose("levels")
    assert window.panel.params.gamma == 1.5 and window.panel.unapplied
    there.document.undo()
    assert there.unsaved
    there.document.redo()
    assert not there.unsaved


def test_what_is_masked_or_set_since_is_not_saved(
    qtbot: QtBot, window: Window, page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def marked() -> tuple[bool, bool]:
        return window.stage.tabs.tabText(0).endswith("•"), window.isWindowModified()

    def stroke() -> None:
        page.selection.paint(Area(2, 3, 10, 8), np.full((8, 10), 255, np.uint8))
        page.selection.commit()
        window.panel.masks.tell()

    window.choose("inpaint")
    answer(monkeypatch, tmp_path / "work.ganstudio")
    save(qtbot, window)
    assert marked() == (False, False)
    stroke()
    assert page.unsaved and marked() == (True, True)
    assert window.panel.undo()
    assert not page.unsaved and marked() == (False, False)
    assert window.panel.redo()
    save(qtbot, window)
    assert not page.unsaved and marked() == (False, False)
    window.choose("light")
    window.panel.put_params(replace(window.panel.params, exposure=1.0))
    assert page.unsaved and marked() == (True, True)
    there = again(qtbot, window, tmp_path / "work.ganstudio")
    there.put_mask(None)
    assert there.unsaved


def test_a_mask_that_comes_back_with_an_undone_step_is_as_it_was_saved(
    qtbot: QtBot, window: Window, page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "work.ganstudio"
    page.selection.paint(Area(2, 3, 10, 8), np.full((8, 10), 255, np.uint8))
    page.selection.commit()
    photo = page.document.photo
    page.document.apply(
        Edit("inpaint", attachments={"mask": page.selection.mask}), photo.with_pixels(photo.pixels // 2)
    )
    page.document.undo()
    answer(monkeypatch, path)
    save(qtbot, window)
    for opened_again in (False, True):
        there = again(qtbot, window, path) if opened_again else page
        assert not there.selection.empty and not there.unsaved
        there.document.redo()
        assert there.selection.empty and there.unsaved
        there.document.undo()
        assert not there.selection.empty and not there.unsaved


@pytest.mark.parametrize(
    ("tool", "values", "laid"),
    [
        ("colorize", {"recolour": True}, {"dabs": (Dab(0.5, 0.25, (200, 10, 10)),)}),
        ("insert", {"left": 12.0, "method": "plain"}, {"piece": np.full((6, 8, 4), 200, np.uint8)}),
        ("face", {"age": 0.5}, {"faces": (Chosen(Face((0.3, 0.3), (0.6, 0.3), (0.45, 0.6)), (("age", 0.5),)),)}),
    ],
)
@pytest.mark.parametrize("undone", [False, True])
def test_what_comes_back_with_a_project_is_no_change_of_it(
    qtbot: QtBot,
    window: Window,
    photos: list[Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    tool: str,
    values: dict[str, Any],
    laid: dict[str, Any],
    undone: bool,
) -> None:
    """A piece that was laid, or one that comes back from an undone step when its tool is chosen."""
    opened(qtbot, window, photos[0])
    page = window.session.current
    assert page
    edit = Edit(tool, {**to_json(TOOLS[tool].params()), **values}, seed=3, attachments=laid)
    if undone:
        page.document.apply(edit, page.document.photo.with_pixels(page.document.photo.pixels // 3))
        page.document.undo()
    else:
        page.lay(edit)
        window.choose(tool)
    path = tmp_path / "work.ganstudio"
    answer(monkeypatch, path)
    save(qtbot, window)
    window.choose("light")
    there = again(qtbot, window, path)
    window.choose(tool)
    assert window.panel.attachments and not there.unsaved
    assert not window.stage.tabs.tabText(0).endswith("•")


def test_while_earlier_states_are_still_to_come_none_is_passed_over(qtbot: QtBot, window: Window, page: Page) -> None:
    moment = page.document.moment()
    steps = [Kept(step.edit, step.size) for step in moment.steps]
    steps[3] = replace(steps[3], photo=moment.photos[3])
    there = window.session.bring(Record("x", moment.original, steps=tuple(steps), position=4))
    there.reviving = True
    assert not window.menu_actions["undo"].isEnabled()
    assert not window.menu_actions["save_project"].isEnabled()
    window.history._go(2)
    assert there.document.position == 4
    there.document.fill(there.document.steps[2], moment.photos[2])
    there.reviving = False
    assert window.menu_actions["undo"].isEnabled()
    there.document.undo()
    assert there.document.position == 3


def test_ctrl_s_saves_a_project_and_exports_any_other_photo(
    qtbot: QtBot, window: Window, page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exported: list[bool] = []
    monkeypatch.setattr(commands.Commands, "export", lambda _self: exported.append(True))
    window.commands.save()
    assert exported == [True]
    path = tmp_path / "work.ganstudio"
    answer(monkeypatch, path)
    save(qtbot, window)
    first = path.read_bytes()
    page.document.undo()
    assert page.unsaved
    monkeypatch.setattr(desk, "ask_where", lambda *_: pytest.fail("it is known where"))
    save(qtbot, window, "save")
    assert (len(exported), page.unsaved) == (1, False)
    assert path.read_bytes() != first


def test_closing_offers_to_save_the_project(
    qtbot: QtBot, window: Window, page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "work.ganstudio"
    asked: list[tuple[str, bool]] = []

    def ask(_parent: object, name: str, project: bool) -> Answer:
        asked.append((name, project))
        return Answer.PROJECT

    monkeypatch.setattr(commands, "ask_to_save", ask)
    answer(monkeypatch, None)
    assert not window.commands.close(page), "the dialog was cancelled: it stays open"
    answer(monkeypatch, path)
    assert window.commands.close(page)
    assert asked == [("photo 1.png", False)] * 2
    there = again(qtbot, window, path)
    assert window.commands.close(there) and len(asked) == 2, "nothing was done since"


def test_what_cannot_be_written_is_told_and_the_page_stays(
    qtbot: QtBot, window: Window, page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, tmp_path / "nowhere" / "work.ganstudio")
    save(qtbot, window)
    assert "folder does not exist" in window.stage.banner.text
    assert page.unsaved and page.project is None
    monkeypatch.setattr(commands, "ask_to_save", lambda *_: Answer.PROJECT)
    assert not window.commands.close(page)


def test_a_linked_photo_that_moved_is_asked_for(
    qtbot: QtBot, window: Window, page: Page, photos: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "work.ganstudio"
    answer(monkeypatch, path, link=True)
    save(qtbot, window)
    window.session.close(page)
    moved = photos[0].rename(tmp_path / "moved.png")
    asked: list[str] = []

    def ask(_parent: object, _project: Path, missing: Exception) -> Path | None:
        asked.append(str(missing))
        return [None, photos[1], moved][len(asked) - 1]

    monkeypatch.setattr(desk, "ask_for_original", ask)
    window.session.open([path])
    qtbot.waitUntil(lambda: len(asked) == 1, timeout=PATIENCE)
    assert "not where it was" in asked[0] and not window.session.pages
    window.session.open([path])
    qtbot.waitUntil(lambda: len(window.session.pages) == 1, timeout=PATIENCE)
    assert "another picture" in asked[2]
    there = window.session.current
    assert there and there.document.original.path == moved
    qtbot.waitUntil(lambda: not there.reviving, timeout=PATIENCE)
    assert there.unsaved  # where the photo is now, the file does not know yet
    window.menu_actions["save"].trigger()
    qtbot.waitUntil(lambda: not there.unsaved, timeout=PATIENCE)
    again(qtbot, window, path)
    assert len(asked) == 3


def test_a_damaged_project_is_a_sentence(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    path = tmp_path / "work.ganstudio"
    path.write_bytes(b"PK\x03\x04 nothing")
    window.session.open([path])
    qtbot.waitUntil(lambda: "work.ganstudio" in window.stage.banner.text, timeout=PATIENCE)
    assert not window.session.pages


# Dialogs


def test_the_dialogs_say_what_they_ask(
    qtbot: QtBot, window: Window, page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def accept(dialog: QFileDialog) -> int:
        dialog.selectNameFilter(dialog.nameFilters()[1])
        dialog.selectFile(str(tmp_path / "chosen"))
        return QFileDialog.DialogCode.Accepted.value

    monkeypatch.setattr(QFileDialog, "exec", accept)
    assert ask_where(window, tmp_path / "x.ganstudio", page) == Saved(tmp_path / "chosen.ganstudio", True)
    for name in ("trip v1.2", "IMG.jpg"):
        monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _dialog, name=name: [str(tmp_path / name)])
        assert ask_where(window, tmp_path / "x.ganstudio", page) == Saved(tmp_path / f"{name}.ganstudio", True)
    (tmp_path / "IMG.jpg.ganstudio").touch()
    answers = [QMessageBox.ButtonRole.RejectRole, QMessageBox.ButtonRole.DestructiveRole]

    def answer(box: QMessageBox) -> None:
        role = answers.pop(0)
        next(button for button in box.buttons() if box.buttonRole(button) == role).click()

    monkeypatch.setattr(QMessageBox, "exec", answer)
    assert ask_where(window, tmp_path / "x.ganstudio", page) is None, "it is not what the dialog has asked about"
    assert ask_where(window, tmp_path / "x.ganstudio", page) == Saved(tmp_path / "IMG.jpg.ganstudio", True)
    monkeypatch.setattr(QFileDialog, "exec", lambda _dialog: QFileDialog.DialogCode.Rejected.value)
    assert ask_where(window, tmp_path / "x.ganstudio", page) is None
    monkeypatch.setattr(QMessageBox, "exec", lambda box: box.buttons()[-1].click())
    missing = OriginalMissing("Gone.", tmp_path / "cat.png", "00", changed=False)
    assert ask_for_original(window, tmp_path / "x.ganstudio", missing) is None


def test_projects_have_small_pictures(qtbot: QtBot, window: Window, page: Page, tmp_path: Path) -> None:
    save_project(record_of(page), tmp_path / "x.ganstudio", Job())
    small = project_thumbnail(tmp_path / "x.ganstudio", 64)
    assert small.shape[1] == 64

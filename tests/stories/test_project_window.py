"""Work is saved as a project, opened again with everything, and an old step is changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
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
from ganstudio.tools.replay import replay
from ganstudio.tools.tool import Context
from ganstudio.tools.workflow import Workflow
from tests.gui.rooms import PATIENCE, finished, opened


@pytest.fixture
def page(qtbot: QtBot, window: Window, photos: list[Path]) -> Page:
    """A photo that was made darker, enlarged by a network, mirrored and made lighter."""
    opened(qtbot, window, photos[0])
    page = window.session.current
    assert page
    edits = (
        Edit("levels", {"gamma": 0.5}),
        Edit("upscale", {"scale": 2.0}),
        Edit("flip"),
        Edit("light", {"exposure": 0.5}),
    )
    for edit, photo in replay(page.document.photo, Workflow("", edits), Context(window.studio.engine, Job())):
        page.document.apply(edit, photo)
    return page


def do(qtbot: QtBot, window: Window, tool: str, **values: Any) -> None:
    window.choose(tool)
    window.panel.put_params(replace(window.panel.params, **values))
    window.run()
    finished(qtbot, window)


def tools(page: Page) -> list[str]:
    return [step.edit.tool for step in page.document.steps]


def shown(page: Page) -> np.ndarray:
    return np.asarray(page.document.photo.pixels)


def states(page: Page) -> list[np.ndarray]:
    moment = page.document.moment()
    assert all(moment.photos)
    return [np.asarray(photo.pixels) for photo in moment.photos if photo]


def answer(monkeypatch: pytest.MonkeyPatch, where: Path | None, *, link: bool = False) -> None:
    """To the dialog that asks where a project goes."""
    monkeypatch.setattr(desk, "ask_where", lambda *_: Saved(where, link) if where else None)


def save(qtbot: QtBot, window: Window, action: str = "save_project") -> None:
    page = window.session.current
    assert page
    window.menu_actions[action].trigger()
    qtbot.waitUntil(lambda: not window.projects._saving, timeout=PATIENCE)


def again(qtbot: QtBot, window: Window, path: Path) -> Page:
    """Close all and open the project."""
    for page in tuple(window.session.pages):
        window.session.close(page)
    opened(qtbot, window, path)
    page = window.session.current
    assert page
    qtbot.waitUntil(lambda: not page.reviving, timeout=PATIENCE)
    return page


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


# An old step


def change(window: Window, page: Page, number: int) -> None:
    """A double click in the history."""
    window.history._go(number)
    window.history._change(number)
    assert page.changing and page.changing.number == number


def test_an_old_step_is_changed_and_the_later_ones_follow(qtbot: QtBot, window: Window, page: Page) -> None:
    before = states(page)
    change(window, page, 1)
    assert window.panel.tool.id == "levels"
    assert window.panel.params.gamma == 0.5
    assert page.document.position == 0
    assert window.history.note.isVisible()
    window.panel.put_params(type(window.panel.params)(gamma=2.0))
    window.run()
    finished(qtbot, window)
    after = states(page)
    assert tools(page) == ["levels", "upscale", "flip", "light"]
    assert (page.document.position, page.changing, window.history.note.isVisible()) == (4, None, False)
    assert all(not np.array_equal(one, other) for one, other in zip(before, after, strict=True))
    assert np.array_equal(after[2], after[1][:, ::-1]), "the later steps were done to what came out"
    assert not window.panel.unapplied
    page.document.undo()
    assert page.document.position == 4
    assert all(np.array_equal(one, other) for one, other in zip(states(page), before, strict=True))
    page.document.redo()
    assert np.array_equal(shown(page), after[3])


def test_the_same_values_give_the_same_bytes(qtbot: QtBot, window: Window, page: Page) -> None:
    before = states(page)
    change(window, page, 2)
    window.run()
    finished(qtbot, window)
    assert all(np.array_equal(one, other) for one, other in zip(states(page), before, strict=True))


def test_a_change_that_is_left_leaves_all_as_it_was(qtbot: QtBot, window: Window, page: Page) -> None:
    before = shown(page)
    change(window, page, 1)
    window.panel.put_params(type(window.panel.params)(gamma=2.0))
    window.history.note.stop.click()
    assert (page.changing, page.document.position) == (None, 4)
    assert np.array_equal(shown(page), before)
    assert not page.unapplied and not window.panel.altered


def test_another_tool_or_another_state_ends_the_change(qtbot: QtBot, window: Window, page: Page) -> None:
    change(window, page, 1)
    window.choose("curves")
    assert (page.changing, page.document.position) == (None, 4)
    change(window, page, 3)
    window.history._go(1)
    assert (page.changing, page.document.position) == (None, 1)
    assert len(page.document.steps) == 4


def test_what_was_undone_before_the_change_is_left_out(qtbot: QtBot, window: Window, page: Page) -> None:
    page.document.undo()
    change(window, page, 1)
    window.panel.put_params(type(window.panel.params)(gamma=2.0))
    window.run()
    finished(qtbot, window)
    assert tools(page) == ["levels", "upscale", "flip"]
    page.document.undo()
    assert (tools(page), page.document.position) == (["levels", "upscale", "flip", "light"], 3)


def test_a_later_step_that_cannot_follow_is_said_and_nothing_is_lost(
    qtbot: QtBot, window: Window, photos: list[Path]
) -> None:
    opened(qtbot, window, photos[0])
    page = window.session.current
    assert page
    do(qtbot, window, "rotate", turn="half")
    window.choose("light")
    window.panel.masks.open()
    page.selection.paint(Area(2, 3, 10, 8), np.full((8, 10), 255, np.uint8))
    page.selection.commit()
    window.panel.masks.tell()
    do(qtbot, window, "light", exposure=1.0)
    before = states(page)
    change(window, page, 1)
    window.panel.put_params(type(window.panel.params)(turn="right"))  # the mask fits no more
    window.run()
    finished(qtbot, window)
    assert "Step 2 (Light) cannot be done again" in window.stage.banner.text
    assert page.changing, "the values are still there"
    window.history.note.stop.click()
    assert all(np.array_equal(one, other) for one, other in zip(states(page), before, strict=True))


def test_mask_and_dabs_of_an_old_step_come_back(qtbot: QtBot, window: Window, photos: list[Path]) -> None:
    opened(qtbot, window, photos[0])
    page = window.session.current
    assert page
    mask = np.zeros(page.document.photo.size[::-1], np.uint8)
    mask[3:9, 4:12] = 255
    dabs = (Dab(0.5, 0.25, (200, 10, 10)),)
    photo = page.document.photo
    page.document.apply(
        Edit("light", {"exposure": 1.0}, attachments={"mask": mask}), photo.with_pixels(photo.pixels // 2)
    )
    page.document.apply(
        Edit("colorize", {"recolour": True}, attachments={"dabs": dabs}), photo.with_pixels(photo.pixels // 3)
    )
    change(window, page, 2)
    assert window.panel.attachments["dabs"] == dabs
    window.history.note.stop.click()
    assert "dabs" not in window.panel.attachments
    change(window, page, 1)
    assert window.panel.params.exposure == 1.0
    assert np.array_equal(window.panel.attachments["mask"], mask)
    window.history.note.stop.click()
    assert page.selection.empty
    assert "mask" not in window.panel.attachments


def test_the_piece_and_the_faces_of_an_old_step_come_back(qtbot: QtBot, window: Window, photos: list[Path]) -> None:
    opened(qtbot, window, photos[0])
    page = window.session.current
    assert page
    photo = page.document.photo
    piece = np.full((6, 8, 4), 200, np.uint8)
    faces = (Chosen(Face((0.3, 0.3), (0.6, 0.3), (0.45, 0.6)), (("age", 0.5),)),)
    inserted = Edit("insert", {"left": 12.0, "top": 9.0, "method": "plain"}, attachments={"piece": piece})
    page.document.apply(inserted, photo.with_pixels(photo.pixels // 2))
    page.document.apply(Edit("face", {"age": 0.5}, attachments={"faces": faces}), photo.with_pixels(photo.pixels // 3))
    change(window, page, 1)
    assert window.panel.attachments["piece"] is piece
    assert (window.panel.params.left, window.panel.params.top) == (12.0, 9.0)
    window.history.note.stop.click()
    assert "piece" not in window.panel.attachments and not page.unapplied
    change(window, page, 2)
    assert window.panel.attachments["faces"] == faces
    window.history.note.stop.click()
    assert not page.unapplied and page.document.position == 2


@pytest.mark.parametrize(
    "edit",
    [
        Edit("levels", {"gamma": 0.5, "sparkle": 1}),
        Edit("insert", {"method": "magic"}, attachments={"piece": np.full((6, 8, 4), 200, np.uint8)}),
        Edit("colorize", {"sparkle": 1}, attachments={"dabs": (Dab(0.5, 0.25, (200, 10, 10)),)}),
    ],
    ids=lambda edit: edit.tool,
)
def test_values_of_another_version_are_passed_over(
    qtbot: QtBot, window: Window, photos: list[Path], edit: Edit
) -> None:
    opened(qtbot, window, photos[0])
    page = window.session.current
    assert page
    page.document.apply(edit, page.document.photo.with_pixels(page.document.photo.pixels // 2))
    change(window, page, 1)
    assert window.panel.tool.id == edit.tool
    window.history.note.stop.click()
    assert page.document.position == 1


def test_a_double_click_in_the_list_begins_a_change(qtbot: QtBot, window: Window, page: Page) -> None:
    view = window.history.list
    place = view.visualItemRect(view.item(2)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.document.position == 2
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.changing and (page.changing.number, page.changing.end) == (2, 4)
    assert window.panel.tool.id == "upscale"


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
    monkeypatch.setattr(QFileDialog, "exec", lambda _dialog: QFileDialog.DialogCode.Rejected.value)
    assert ask_where(window, tmp_path / "x.ganstudio", page) is None
    monkeypatch.setattr(QMessageBox, "exec", lambda box: box.buttons()[-1].click())
    missing = OriginalMissing("Gone.", tmp_path / "cat.png", "00", changed=False)
    assert ask_for_original(window, tmp_path / "x.ganstudio", missing) is None


def test_projects_have_small_pictures(qtbot: QtBot, window: Window, page: Page, tmp_path: Path) -> None:
    save_project(record_of(page), tmp_path / "x.ganstudio", Job())
    small = project_thumbnail(tmp_path / "x.ganstudio", 64)
    assert small.shape[1] == 64

"""An old step is changed, and those after it are done again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ganstudio.gui.page import Page
from ganstudio.gui.window import Window
from ganstudio.image.chosen import Chosen
from ganstudio.image.dab import Dab
from ganstudio.image.edit import Edit
from ganstudio.image.face import Face
from ganstudio.masks.mask import Area
from tests.gui.rooms import finished, opened
from tests.stories.projecting import do, page, shown, states, tools

__all__ = ["page"]


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

"""The hand on the faces of a photo: chosen, set right, added, taken away, and each of it taken back."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from pytestqt.qtbot import QtBot

from ganstudio.gui.canvas import Canvas
from ganstudio.gui.faces import region
from ganstudio.gui.faces.board import Board
from ganstudio.gui.faces.sight import Pointed
from ganstudio.gui.window import Window
from ganstudio.image.face import Face
from ganstudio.tools.facing import where
from tests.gui.facing import LARGE, LESS, STRAIGHT, begun, board_of, form_of, instrument_of, spots
from tests.gui.hand import SHIFT, click, drag, hover, key, mouse
from tests.gui.rooms import PATIENCE

LEFT_EYE, MOUTH = (60, 60), (75, 91)


@pytest.fixture
def canvas(qtbot: QtBot, window: Window, faces: list[Face]) -> Canvas:
    """Of a photo with two faces."""
    return begun(qtbot, window).canvas


@pytest.fixture
def board(window: Window, canvas: Canvas) -> Board:
    return board_of(window)


def undo(window: Window) -> None:
    window.menu_actions["undo"].trigger()


def test_the_largest_face_is_chosen_by_itself_a_click_chooses_another(canvas: Canvas, board: Board) -> None:
    assert [each.face for each in board.faces] == [LARGE, LESS] and list(board.chosen) == [0]
    click(canvas, (178, 65))
    assert list(board.chosen) == [1]
    click(canvas, (75, 75), SHIFT)
    assert list(board.chosen) == [1, 0] and board.main == 0
    click(canvas, (75, 75), SHIFT)
    assert list(board.chosen) == [1]
    click(canvas, (230, 150), SHIFT)
    assert list(board.chosen) == [1], "Shift beside all: a slip"
    click(canvas, (230, 150))
    assert list(board.chosen) == [] and not board.can_undo


def test_an_eye_is_dragged_as_one_change(window: Window, canvas: Canvas, board: Board) -> None:
    drag(canvas, [LEFT_EYE, (62, 62), (64, 66)])
    assert spots(window)[0] == (64, 66) and spots(window)[1] == (90, 60)
    drag(canvas, [MOUTH, (76, 93), (77, 96)])
    assert spots(window)[2] == (77, 96)
    undo(window)
    assert spots(window)[2] == (75, 91) and spots(window)[0] == (64, 66)
    undo(window)
    assert board.faces[0].face == LARGE and not board.can_undo


def test_escape_lets_a_dragged_eye_go_back(window: Window, canvas: Canvas, board: Board) -> None:
    mouse(canvas, QEvent.Type.MouseButtonPress, LEFT_EYE)
    mouse(canvas, QEvent.Type.MouseMove, (70, 70))
    assert spots(window)[0] == (70, 70)
    assert key(canvas, Qt.Key.Key_Escape)
    mouse(canvas, QEvent.Type.MouseButtonRelease, (70, 70))
    assert spots(window)[0] == LEFT_EYE and not board.can_undo


def test_a_drag_on_no_handle_pans_and_chooses_nothing(canvas: Canvas, board: Board) -> None:
    canvas.set_zoom(canvas.zoom * 1.5)
    before = canvas.view.place
    drag(canvas, [(178, 75), (170, 70), (160, 66)])
    assert canvas.view.place != before and list(board.chosen) == [0]


def test_the_keyboard_goes_from_face_to_face_and_moves_a_handle_by_a_pixel(
    window: Window, canvas: Canvas, board: Board
) -> None:
    there = instrument_of(window)
    assert there.tab(True) and list(board.chosen) == [1]
    assert there.tab(False) and list(board.chosen) == [0]
    assert key(canvas, Qt.Key.Key_Return) and str(there.spot) == "left"
    assert there.tab(True) and str(there.spot) == "right" and list(board.chosen) == [0]
    for _time in range(3):
        assert key(canvas, Qt.Key.Key_Right)
    assert spots(window)[1] == (93, 60)
    undo(window)
    assert spots(window)[1] == (90, 60), "keys in a row are one change"
    assert key(canvas, Qt.Key.Key_Escape) and there.spot is None and list(board.chosen) == [0]
    assert there.tab(True) and not there.tab(True), "beyond the last face the keyboard goes on to other things"


def test_delete_takes_a_face_away_and_undo_brings_it_back(window: Window, canvas: Canvas, board: Board) -> None:
    key(canvas, Qt.Key.Key_Delete)
    assert [each.face for each in board.faces] == [LESS] and list(board.chosen) == [0]
    key(canvas, Qt.Key.Key_Delete)
    assert not len(board.faces) and form_of(window).head.none.isVisible() and form_of(window).idle
    undo(window)
    undo(window)
    assert [each.face for each in board.faces] == [LARGE, LESS]


def test_a_face_is_drawn_by_hand_and_put_straight(qtbot: QtBot, window: Window, canvas: Canvas, board: Board) -> None:
    form_of(window).head.add.click()
    assert board.adding and form_of(window).picking
    assert canvas.cursor().shape() is not None
    drag(canvas, [(95, 85), (110, 100), (145, 140)])
    assert len(board.faces) == 3 and list(board.chosen) == [2] and not board.adding
    qtbot.waitUntil(lambda: board.faces[2].face == STRAIGHT, timeout=PATIENCE)
    undo(window)
    assert len(board.faces) == 2 and not board.can_undo, "drawn and put straight: one change"
    window.menu_actions["redo"].trigger()
    assert board.faces[2].face == STRAIGHT


def test_escape_gives_up_a_face_that_is_drawn(window: Window, canvas: Canvas, board: Board) -> None:
    form_of(window).head.add.click()
    mouse(canvas, QEvent.Type.MouseButtonPress, (100, 90))
    mouse(canvas, QEvent.Type.MouseMove, (150, 140))
    assert key(canvas, Qt.Key.Key_Escape)
    mouse(canvas, QEvent.Type.MouseButtonRelease, (150, 140))
    assert len(board.faces) == 2 and not board.adding and not form_of(window).head.add.isChecked()


def test_handles_hide_no_preview_but_come_when_the_pointer_is_on_the_face(
    window: Window, canvas: Canvas, board: Board
) -> None:
    sight, view = instrument_of(window).sight, canvas.view
    beside, on_it = (Pointed(view.to_screen(QPointF(*at))) for at in ((230, 150), (75, 75)))
    assert sight.handles_seen(view, beside), "nothing is changed yet: there is nothing to hide"
    board.slide("age", 1.0)
    assert not sight.handles_seen(view, beside) and not sight.handles_seen(view, Pointed())
    assert sight.handles_seen(view, on_it) and sight.handles_seen(view, Pointed(spot="mouth"))


def test_the_region_is_worked_out_beside_the_window(
    qtbot: QtBot, window: Window, canvas: Canvas, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    """GrabCut takes longer than a blink; until it is done the photo is seen without."""
    go_on, threads = threading.Event(), list[threading.Thread]()

    def slow(*given: Any) -> Any:
        threads.append(threading.current_thread())
        assert go_on.wait(PATIENCE / 1000)
        return where(*given)

    monkeypatch.setattr(region, "where", slow)
    hover(canvas, (230, 150))
    plain = canvas.grab().toImage()
    form_of(window).region.click()
    assert canvas.grab().toImage() == plain
    go_on.set()
    qtbot.waitUntil(lambda: canvas.grab().toImage() != plain, timeout=PATIENCE)
    assert threads and threading.main_thread() not in threads
    form_of(window).region.click()
    assert canvas.grab().toImage() == plain
    count = len(threads)
    form_of(window).region.click()
    qtbot.waitUntil(lambda: canvas.grab().toImage() != plain, timeout=PATIENCE)
    assert len(threads) == count, "it is remembered"

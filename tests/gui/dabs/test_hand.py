"""The hand on the dabs: set, dragged, coloured, taken away, and each of it taken back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ganstudio.gui.canvas import Canvas
from ganstudio.gui.dabs.board import Board
from ganstudio.gui.dabs.card import DabCard
from ganstudio.gui.window import Window
from tests.gui.colouring import BLUE, HIGH, RED, WIDE, begun, form_of, instrument_of, places, set_dab
from tests.gui.hand import CONTROL, NONE, SHIFT, click, drag, hover, key, mouse
from tests.gui.rooms import PATIENCE


@pytest.fixture
def canvas(window: Window) -> Canvas:
    """Of a grey photo that is being coloured."""
    return begun(window).canvas


@pytest.fixture
def board(window: Window, canvas: Canvas) -> Board:
    return form_of(window).board


@pytest.fixture
def card(window: Window, canvas: Canvas) -> DabCard:
    return instrument_of(window).beside.card


def undo(window: Window) -> None:
    window.menu_actions["undo"].trigger()


def test_a_click_sets_a_dab_of_the_likeliest_colour_and_shows_others(
    qtbot: QtBot, window: Window, canvas: Canvas, board: Board, card: DabCard
) -> None:
    click(canvas, (60, 40))
    assert board.waiting and card.isVisible(), "something is seen at once"
    qtbot.waitUntil(lambda: len(board.dabs) == 1, timeout=PATIENCE)
    assert places(window) == [(60, 40)] and board.chosen == 0 and not board.waiting
    qtbot.waitUntil(lambda: bool(board.likely), timeout=PATIENCE)
    assert board.dabs[0].colour == board.likely[0] and len(set(board.likely)) == len(board.likely) > 1
    QTest.mouseClick(card.likely.all[1], Qt.MouseButton.LeftButton)
    assert board.dabs[0].colour == board.likely[1] and board.recent == (board.likely[1],)
    undo(window)
    assert board.dabs[0].colour == board.likely[0]
    undo(window)
    assert board.dabs == () and not window.menu_actions["undo"].isEnabled()
    window.menu_actions["redo"].trigger()
    assert places(window) == [(60, 40)]


def test_quick_clicks_are_all_answered_in_their_order(
    qtbot: QtBot, window: Window, canvas: Canvas, board: Board
) -> None:
    for at in ((60, 40), (120, 80), (180, 120)):
        click(canvas, at)
    qtbot.waitUntil(lambda: len(board.dabs) == 3, timeout=PATIENCE)
    assert places(window) == [(60, 40), (120, 80), (180, 120)]


def test_a_colour_can_be_chosen_before_the_likely_ones_are_known(
    qtbot: QtBot, window: Window, canvas: Canvas, board: Board
) -> None:
    click(canvas, (60, 40))
    board.paint(RED)
    assert [dab.colour for dab in board.dabs] == [RED]
    qtbot.waitUntil(lambda: bool(board.likely), timeout=PATIENCE)
    assert [dab.colour for dab in board.dabs] == [RED]


def test_a_dab_is_dragged_as_one_change(qtbot: QtBot, window: Window, canvas: Canvas, board: Board) -> None:
    set_dab(qtbot, window, (60, 40))
    drag(canvas, [(61, 40), (80, 50), (120, 90), (181, 120)])
    assert places(window) == [(180, 120)]
    undo(window)
    assert places(window) == [(60, 40)]
    drag(canvas, [(60, 40), (-500, 4000)])
    assert places(window) == [(0, HIGH)], "no further than the photo"


def test_escape_puts_a_dab_back_that_is_held(qtbot: QtBot, window: Window, canvas: Canvas, card: DabCard) -> None:
    set_dab(qtbot, window, (60, 40))
    mouse(canvas, QEvent.Type.MouseButtonPress, (60, 40))
    mouse(canvas, QEvent.Type.MouseMove, (150, 100))
    assert places(window) == [(150, 100)] and not card.isVisible(), "the card is not in the way"
    assert key(canvas, Qt.Key.Key_Escape)
    mouse(canvas, QEvent.Type.MouseButtonRelease, (150, 100))
    assert places(window) == [(60, 40)]


def test_a_click_on_a_dab_opens_its_card_and_sets_none(
    qtbot: QtBot, window: Window, canvas: Canvas, board: Board, card: DabCard
) -> None:
    set_dab(qtbot, window, (60, 40))
    set_dab(qtbot, window, (180, 120))
    assert key(canvas, Qt.Key.Key_Escape) and not card.isVisible() and board.chosen == 1
    assert key(canvas, Qt.Key.Key_Escape) and board.chosen is None
    click(canvas, (61, 41))
    assert card.isVisible() and board.chosen == 0 and len(board.dabs) == 2
    zoom = canvas.zoom
    mouse(canvas, QEvent.Type.MouseButtonDblClick, (61, 41))
    assert canvas.zoom == zoom and len(board.dabs) == 2


def test_a_drag_beside_dabs_pans(qtbot: QtBot, window: Window, canvas: Canvas, board: Board) -> None:
    canvas.set_zoom(8.0)
    middle = canvas.view.to_picture(QPointF(canvas.rect().center()))
    before = canvas.visible_rect()
    drag(canvas, [middle.toTuple(), (middle.x() + 10, middle.y())])
    assert canvas.visible_rect().x() < before.x() and not board.dabs and not board.waiting


def test_keys_move_and_delete_the_chosen_dab(qtbot: QtBot, window: Window, canvas: Canvas, board: Board) -> None:
    canvas.set_zoom(1.0)
    set_dab(qtbot, window, (60, 40))
    for _time in range(3):
        QTest.keyClick(canvas, Qt.Key.Key_Right)
    QTest.keyClick(canvas, Qt.Key.Key_Down, SHIFT)
    assert places(window) == [(63, 50)]
    undo(window)
    assert places(window) == [(60, 40)], "held keys are one change"
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    assert board.dabs == () and not key(canvas, Qt.Key.Key_Delete)
    undo(window)
    assert places(window) == [(60, 40)]


def test_tab_goes_through_the_dabs_and_on(qtbot: QtBot, window: Window, canvas: Canvas, board: Board) -> None:
    for at in ((60, 40), (180, 120)):
        set_dab(qtbot, window, at)
    board.choose(None)
    canvas.setFocus()
    chosen = []
    for _time in range(2):
        QTest.keyClick(canvas, Qt.Key.Key_Tab)
        chosen.append(board.chosen)
    assert chosen == [0, 1] and canvas.hasFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Backtab, SHIFT)
    assert board.chosen == 0
    QTest.keyClick(canvas, Qt.Key.Key_Tab)
    QTest.keyClick(canvas, Qt.Key.Key_Tab)
    assert board.chosen is None and not canvas.hasFocus(), "the keyboard is not caught"


def test_return_opens_the_card_for_the_keyboard(
    qtbot: QtBot, window: Window, canvas: Canvas, board: Board, card: DabCard
) -> None:
    set_dab(qtbot, window, (60, 40))
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: bool(board.likely), timeout=PATIENCE)
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert card.isVisible() and card.likely.all[0].hasFocus()
    QTest.keyClick(card.likely.all[0], Qt.Key.Key_Delete)
    assert board.dabs == () and not card.isVisible() and canvas.hasFocus()


def test_the_card_takes_its_own_clicks_and_follows_the_view(
    qtbot: QtBot, window: Window, canvas: Canvas, board: Board, card: DabCard
) -> None:
    set_dab(qtbot, window, (60, 40))
    before = card.pos()
    QTest.mouseClick(card, Qt.MouseButton.LeftButton, NONE, QPoint(3, 3))
    assert len(board.dabs) == 1 and not board.waiting
    canvas.pan(QPointF(-30, 10))
    canvas.set_zoom(canvas.zoom * 1.5)
    assert card.pos() != before and card.isVisible()
    canvas.set_zoom(20.0, QPointF(canvas.rect().bottomRight()))
    assert not card.isVisible(), "its dab is not seen"
    card.delete.click()
    assert board.dabs == ()


def test_the_colour_is_found_by_hand_as_one_change(
    qtbot: QtBot, window: Window, canvas: Canvas, board: Board, card: DabCard
) -> None:
    set_dab(qtbot, window, (60, 40))
    first = board.dabs[0].colour
    card.other.click()
    middle = card.disc.rect().center()
    QTest.mousePress(card.disc, Qt.MouseButton.LeftButton, pos=middle + QPoint(20, 0))
    for away in (30, 40, 50):
        QTest.mouseMove(card.disc, middle + QPoint(0, away))
    assert board.recent == (), "not each colour on the way is remembered"
    QTest.mouseRelease(card.disc, Qt.MouseButton.LeftButton, pos=middle + QPoint(0, 50))
    red, _green, blue = board.dabs[0].colour
    assert blue > red + 40 and board.recent == (board.dabs[0].colour,)
    undo(window)
    assert board.dabs[0].colour == first


def test_all_are_cleared_and_come_back(qtbot: QtBot, window: Window, canvas: Canvas, board: Board) -> None:
    row = form_of(window).row
    assert not row.clear.isEnabled()
    for at in ((60, 40), (180, 120)):
        set_dab(qtbot, window, at)
    assert "2" in row.count.text()
    row.clear.click()
    assert board.dabs == () and not row.clear.isEnabled()
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert places(window) == [(60, 40), (180, 120)]


def test_what_is_on_top_is_taken_first(qtbot: QtBot, window: Window, canvas: Canvas, board: Board) -> None:
    canvas.set_zoom(1.0)
    set_dab(qtbot, window, (60, 40))
    board.move(80 / WIDE, 40 / HIGH, "")
    set_dab(qtbot, window, (60, 40))
    board.move(80 / WIDE, 40 / HIGH, "")
    board.paint(BLUE)
    board.choose(None)
    hover(canvas, (80, 40))
    assert canvas.cursor().shape() == Qt.CursorShape.PointingHandCursor
    click(canvas, (80, 40))
    assert board.chosen == 1


def test_a_colour_chosen_before_the_likely_ones_are_known_does_not_keep_them_away(
    qtbot: QtBot, canvas: Canvas, board: Board, card: DabCard
) -> None:
    click(canvas, (60, 40))
    board.paint((10, 90, 200))
    assert [dab.colour for dab in board.dabs] == [(10, 90, 200)]
    qtbot.waitUntil(lambda: any(one.isEnabled() for one in card.likely.all), timeout=PATIENCE)
    assert [dab.colour for dab in board.dabs] == [(10, 90, 200)]

"""The card beside a dab: where it lies, and what is chosen in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ganstudio.gui.dabs.beside import beside
from ganstudio.gui.dabs.card import DabCard

LIKELY = ((120, 90, 60), (60, 90, 120))
ROOM, CARD = QRect(0, 0, 600, 400), QSize(220, 140)


@pytest.fixture
def card(qtbot: QtBot) -> Iterator[DabCard]:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(600, 400)
    parent.show()
    made = DabCard(parent)
    made.show_dab((120, 90, 60), 40)
    made.show_choices(LIKELY, ())
    made.show()
    yield made


@pytest.mark.parametrize("spot", [QPoint(300, 200), QPoint(2, 2), QPoint(598, 398), QPoint(599, 0), QPoint(0, 399)])
def test_it_lies_beside_the_dab_and_never_out_of_the_canvas(spot: QPoint) -> None:
    there = QRect(beside(spot, CARD, ROOM), CARD)
    assert ROOM.contains(there) and not there.contains(spot)


def test_in_a_narrow_canvas_it_lies_above_or_below() -> None:
    narrow = QRect(0, 0, 300, 600)
    for spot in (QPoint(150, 100), QPoint(150, 500)):
        there = QRect(beside(spot, CARD, narrow), CARD)
        assert narrow.contains(there) and not there.contains(spot)


def test_in_a_canvas_that_is_too_small_its_head_is_seen() -> None:
    corner = beside(QPoint(50, 50), CARD, QRect(0, 0, 160, 120))
    assert (corner.x(), corner.y()) == (8, 8)


def test_a_likely_colour_is_one_click_away(qtbot: QtBot, card: DabCard) -> None:
    with qtbot.waitSignal(card.coloured) as told:
        QTest.mouseClick(card.likely.all[1], Qt.MouseButton.LeftButton)
    assert told.args == [LIKELY[1], False]
    assert card.likely.all[0].worn and "#785a3c" in card.likely.all[0].accessibleName()
    assert card.likely.all[2].isHidden() and card.recent.isHidden()


def test_while_they_are_looked_for_there_are_empty_fields(card: DabCard) -> None:
    card.show_dab(None, 40)
    card.show_choices((), LIKELY)
    assert all(one.isVisible() and not one.isEnabled() for one in card.likely.all)
    assert card.recent.all[1].isVisible()


def test_any_colour_can_be_typed(qtbot: QtBot, card: DabCard) -> None:
    card.other.click()
    assert card.disc.isVisible() and card.line.text() == "#785a3c"
    card.line.setFocus()
    card.line.setText("3366cc")
    with qtbot.waitSignal(card.coloured) as told:
        QTest.keyClick(card.line, Qt.Key.Key_Return)
    assert told.args == [(51, 102, 204), False]
    card.line.setText("blue")
    with qtbot.assertNotEmitted(card.coloured):
        QTest.keyClick(card.line, Qt.Key.Key_Return)
    assert card.line.text() == "#785a3c"


def test_the_keyboard_reaches_the_colours_and_leaves(qtbot: QtBot, card: DabCard) -> None:
    card.take_focus()
    with qtbot.waitSignal(card.coloured) as told:
        QTest.keyClick(card.likely.all[0], Qt.Key.Key_Return)
    assert told.args == [LIKELY[0], False]
    with qtbot.waitSignal(card.left):
        QTest.keyClick(card.likely.all[0], Qt.Key.Key_Escape)

"""The disc of colours: hue around, chroma outwards, of the lightness that the place has."""

from __future__ import annotations

import math

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ganstudio.gui.dabs.disc import DARKEST, MOST, Disc, lab, rgb
from ganstudio.image.dab import Colour


@pytest.fixture
def disc(qtbot: QtBot) -> Disc:
    made = Disc()
    qtbot.addWidget(made)
    made.resize(200, 156)
    made.show()
    return made


def test_a_press_chooses_hue_and_chroma_and_keeps_the_lightness(disc: Disc) -> None:
    seen: list[Colour] = []
    disc.changed.connect(seen.append)
    disc.show_colour((128, 128, 128), 60)
    middle = disc.rect().center()
    QTest.mousePress(disc, Qt.MouseButton.LeftButton, pos=middle + QPoint(30, 0))
    light, a, b = lab(seen[-1])
    assert light == pytest.approx(60, abs=1.5)
    assert math.hypot(a, b) == pytest.approx(30 / 72 * MOST, abs=3) and abs(math.atan2(b, a)) < 0.1
    QTest.mouseMove(disc, middle + QPoint(500, 0))
    assert len(seen) == 2 and seen[-1] == disc.colour, "beyond the rim it stays at the rim"


def test_the_knob_stands_where_the_colour_is(disc: Disc) -> None:
    colour = rgb(60, 20, -30)
    disc.show_colour(colour, 60)
    assert disc.colour == pytest.approx(colour, abs=1)


def test_keys_turn_and_go_outwards(disc: Disc) -> None:
    disc.show_colour(rgb(60, 30, 0), 60)
    QTest.keyClick(disc, Qt.Key.Key_Up)
    assert math.hypot(*lab(disc.colour)[1:]) == pytest.approx(34, abs=1.5)
    before = math.atan2(*lab(disc.colour)[:0:-1])
    QTest.keyClick(disc, Qt.Key.Key_Left)
    assert math.atan2(*lab(disc.colour)[:0:-1]) > before


def test_at_a_dark_place_colours_can_still_be_told_apart(disc: Disc) -> None:
    disc.show_colour((10, 10, 12), 3)
    assert lab(disc.colour)[0] == pytest.approx(DARKEST, abs=1)

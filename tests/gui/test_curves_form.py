"""Curves, drawn by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSpinBox
from pytestqt.qtbot import QtBot

from ganstudio.gui.panel.curve_plot import CurvePlot
from ganstudio.gui.panel.curve_points import MOST, put_back, with_moved, with_point, without
from ganstudio.gui.panel.curves import CurvesForm
from ganstudio.params import STRAIGHT, check
from ganstudio.tools import curves
from ganstudio.tools.curves import CurvesParams
from tests.gui.drawn import LEFT, RIGHT, drag, shown

# Points, as numbers


def test_points_stay_between_their_neighbours() -> None:
    points = ((0.0, 0.0), (0.3, 0.4), (0.6, 0.5), (1.0, 1.0))
    for place in range(4):
        for across in (-1.0, 0.0, 0.45, 1.0, 3.0):
            made = with_moved(points, place, across, 7 * across - 3)
            check(CurvesParams(master=made))


def test_points_are_added_and_removed() -> None:
    made = with_point(STRAIGHT, 0.4, 0.7)
    assert made == (((0.0, 0.0), (0.4, 0.7), (1.0, 1.0)), 1)
    assert made and with_point(made[0], 0.402, 0.1) is None  # too near
    assert made and without(made[0], 1) == STRAIGHT and without(made[0], 0) == made[0]
    assert put_back(((0.0, 0.2), (0.4, 0.7), (0.9, 1.0)), 1) == ((0.0, 0.2), (0.4, 0.4), (0.9, 1.0))
    assert put_back(((0.1, 0.2), (0.4, 0.7), (0.9, 1.0)), 0) == ((0.0, 0.0), (0.4, 0.7), (0.9, 1.0))
    many = tuple((index / (MOST - 1), 0.5) for index in range(MOST))
    assert with_point(many, 0.5, 0.5) is None


# Curves


@pytest.fixture
def form(qtbot: QtBot) -> CurvesForm:
    made = shown(qtbot, "curves")
    assert isinstance(made, CurvesForm)
    return made


def at(plot: CurvePlot, across: float, up: float) -> QPointF:
    return plot.to_screen(across, up)


def near(points: Any, wanted: Any) -> bool:
    return len(points) == len(wanted) and bool(np.allclose(points, wanted, atol=0.006))


def test_a_click_adds_a_point_and_a_drag_moves_it(qtbot: QtBot, form: CurvesForm) -> None:
    plot = form.plot
    with qtbot.waitSignal(form.changed):
        QTest.mouseClick(plot, LEFT, pos=at(plot, 0.25, 0.6).toPoint())
    assert near(form.params.master, [(0, 0), (0.25, 0.6), (1, 1)])
    drag(plot, at(plot, 0.25, 0.6), at(plot, 0.4, 0.5), at(plot, 0.5, 0.3))
    assert near(form.params.master, [(0, 0), (0.5, 0.3), (1, 1)])


def test_a_press_near_the_curve_takes_hold_of_it_without_a_jump(form: CurvesForm) -> None:
    plot = form.plot
    QTest.mousePress(plot, LEFT, pos=(at(plot, 0.5, 0.5) + QPointF(0, 6)).toPoint())
    assert abs(form.params.master[1][0] - form.params.master[1][1]) < 1e-3
    QTest.mouseRelease(plot, LEFT)


def test_a_neighbour_is_not_passed(form: CurvesForm) -> None:
    form.set_params(CurvesParams(master=((0.0, 0.0), (0.3, 0.3), (0.6, 0.6), (1.0, 1.0))))
    drag(form.plot, at(form.plot, 0.3, 0.3), at(form.plot, 0.9, 0.4))
    assert form.params.master[1][0] == pytest.approx(0.6 - 2 / 255, abs=1e-3)
    check(form.params)


def test_dragged_out_it_goes_and_back_it_comes(form: CurvesForm) -> None:
    plot = form.plot
    bent = ((0.0, 0.0), (0.5, 0.8), (1.0, 1.0))
    form.set_params(CurvesParams(master=bent))
    out = at(plot, 0.5, 0) + QPointF(0, 60)
    drag(plot, at(plot, 0.5, 0.8), out, at(plot, 0.5, 0.8))
    assert near(form.params.master, bent)
    drag(plot, at(plot, 0.5, 0.8), out)
    assert form.params.master == STRAIGHT


def test_the_ends_stay(form: CurvesForm) -> None:
    plot = form.plot
    drag(plot, at(plot, 1, 1), at(plot, 1, 1) + QPointF(90, 40))
    QTest.mouseClick(plot, RIGHT, pos=at(plot, 0, 0).toPoint())
    assert len(form.params.master) == 2
    drag(plot, at(plot, 0, 0), at(plot, 0.2, 0))
    assert near(form.params.master[:1], [(0.2, 0)])


def test_right_click_and_delete_remove(form: CurvesForm) -> None:
    plot = form.plot
    form.set_params(CurvesParams(master=((0.0, 0.0), (0.3, 0.6), (0.6, 0.5), (1.0, 1.0))))
    QTest.mouseClick(plot, RIGHT, pos=at(plot, 0.3, 0.6).toPoint())
    assert near(form.params.master, [(0, 0), (0.6, 0.5), (1, 1)])
    QTest.mouseClick(plot, LEFT, pos=at(plot, 0.6, 0.5).toPoint())
    QTest.keyClick(plot, Qt.Key.Key_Delete)
    assert form.params.master == STRAIGHT


def test_a_double_click_puts_a_point_back(form: CurvesForm) -> None:
    plot = form.plot
    form.set_params(CurvesParams(master=((0.0, 0.3), (0.4, 0.7), (1.0, 1.0))))
    for across, up in ((0.4, 0.7), (0.0, 0.3)):
        QTest.mouseClick(plot, LEFT, pos=at(plot, across, up).toPoint())
        QTest.mouseDClick(plot, LEFT, pos=at(plot, across, up).toPoint())
    assert near(form.params.master, [(0, 0), (0.4, 0.4), (1, 1)])
    QTest.mouseClick(plot, LEFT, pos=at(plot, 0.7, 0.2).toPoint())
    QTest.mouseDClick(plot, LEFT, pos=at(plot, 0.7, 0.2).toPoint())
    assert near(form.params.master, [(0, 0), (0.4, 0.4), (0.7, 0.2), (1, 1)])  # it was made by the same click


def test_keys_do_all_of_it(form: CurvesForm) -> None:
    plot = form.plot
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(plot, Qt.Key.Key_Insert)
    assert near(form.params.master, [(0, 0), (0.5, 0.5), (1, 1)])
    QTest.keyClick(plot, Qt.Key.Key_Up, shift)
    QTest.keyClick(plot, Qt.Key.Key_Right)
    assert form.params.master[1] == pytest.approx((0.5 + 1 / 255, 0.5 + 10 / 255), abs=1e-3)
    QTest.keyClick(plot, Qt.Key.Key_Left, control)
    assert plot.chosen == 0
    QTest.keyClick(plot, Qt.Key.Key_End)
    QTest.keyClick(plot, Qt.Key.Key_Down)
    assert form.params.master[2][1] == pytest.approx(1 - 1 / 255, abs=1e-3)


def test_the_chosen_point_is_said_in_numbers_and_can_be_typed(form: CurvesForm) -> None:
    plot = form.plot
    assert not form.numbers.isEnabled()
    QTest.mouseClick(plot, LEFT, pos=at(plot, 0.25, 0.6).toPoint())
    shown_values = form.numbers.value("input"), form.numbers.value("output")
    assert np.allclose(shown_values, (64, 153), atol=2)
    assert form.plot.accessibleDescription().startswith("Point 2 of 3")
    spin = form.numbers.editors["output"].findChild(QSpinBox)
    assert spin
    spin.setValue(51)
    assert form.params.master[1][1] == pytest.approx(0.2, abs=1e-4)


def test_each_channel_has_its_own_curve(form: CurvesForm) -> None:
    plot = form.plot
    form.chips.chip("red").click()
    QTest.mouseClick(plot, LEFT, pos=at(plot, 0.5, 0.8).toPoint())
    form.chips.chip("blue").click()
    assert plot.points == STRAIGHT
    QTest.mouseClick(plot, LEFT, pos=at(plot, 0.5, 0.2).toPoint())
    params = form.params
    assert params.master == params.green == STRAIGHT and params.red[1][1] > 0.75 and params.blue[1][1] < 0.25
    form.straighten.click()
    assert form.params == replace(params, blue=STRAIGHT)


def test_the_plot_shows_what_the_tool_does(form: CurvesForm) -> None:
    """The line that is painted goes through the tool's own values."""
    points = ((0.0, 0.05), (0.3, 0.7), (0.55, 0.75), (1.0, 0.9))
    form.set_params(CurvesParams(master=points))
    image = form.plot.grab().toImage()
    ground = image.pixelColor(at(form.plot, 0.9, 0.2).toPoint()).lightness()
    for across in (0.1, 0.2, 0.45, 0.8):
        up = float(curves.evaluate(points, np.array([across]))[0])
        spot = at(form.plot, across, up).toPoint()
        around = [image.pixelColor(spot + QPoint(0, dy)).lightness() for dy in (-1, 0, 1)]
        assert max(abs(value - ground) for value in around) > 80


def test_the_plot_is_square(form: CurvesForm) -> None:
    assert form.plot.field.width() == form.plot.field.height() > 170

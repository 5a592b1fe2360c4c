"""Forms drawn by hand: curves, levels, light, white balance, crop, straighten."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QAbstractSpinBox, QApplication, QSlider, QSpinBox, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from ganstudio.gui.look.theme import apply_theme
from ganstudio.gui.look.words import say_again
from ganstudio.gui.panel.chips import Chips
from ganstudio.gui.panel.crop import CropForm
from ganstudio.gui.panel.curve_plot import CurvePlot
from ganstudio.gui.panel.curve_points import MOST, put_back, with_moved, with_point, without
from ganstudio.gui.panel.curves import CurvesForm
from ganstudio.gui.panel.editors import TextEditor
from ganstudio.gui.panel.form import Form
from ganstudio.gui.panel.forms import FORMS
from ganstudio.gui.panel.histogram import HistogramView
from ganstudio.gui.panel.levels import LevelsForm
from ganstudio.gui.panel.light import LightForm
from ganstudio.gui.panel.outcome import sample
from ganstudio.gui.panel.straighten import StraightenForm
from ganstudio.gui.worker import Runner
from ganstudio.i18n import set_language
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels, freeze
from ganstudio.params import STRAIGHT, check
from ganstudio.tools import TOOLS, curves
from ganstudio.tools.crop import CropParams, area, ratio
from ganstudio.tools.curves import CurvesParams
from ganstudio.tools.levels import LevelsParams, stretched, table

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


def picture(width: int = 300, height: int = 200) -> Pixels:
    rough = np.random.default_rng(2).integers(30, 200, (6, 9, 3), np.uint8)
    return freeze(np.clip(cv2.resize(rough, (width, height), interpolation=cv2.INTER_CUBIC), 0, 255))


def shown(qtbot: QtBot, tool: str, photo: Photo | None = None, width: int = 304) -> Any:
    """The tool's form in a panel, with a photo."""
    form = FORMS[tool](TOOLS[tool].params, make={"model": TextEditor}, narrow=True)
    qtbot.addWidget(form)
    form.resize(width, 500)
    form.show()
    form.show_photo(photo or Photo(picture()))
    QApplication.processEvents()
    return form


def drag(widget: QWidget, start: QPointF, *ways: QPointF) -> None:
    QTest.mousePress(widget, LEFT, pos=start.toPoint())
    for way in ways:
        QTest.mouseMove(widget, way.toPoint())
        QApplication.processEvents()
    QTest.mouseRelease(widget, LEFT, pos=ways[-1].toPoint())


@pytest.mark.parametrize("tool", list(FORMS))
def test_at_first_a_form_says_what_is_declared(qtbot: QtBot, tool: str) -> None:
    form = shown(qtbot, tool)
    assert form.params == TOOLS[tool].params()


@pytest.mark.parametrize("tool", list(FORMS))
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_form_fits_into_the_narrowest_panel(qtbot: QtBot, tool: str, language: str) -> None:
    set_language(language)
    form = shown(qtbot, tool)
    say_again(form)
    assert form.minimumSizeHint().width() <= 288 - 32 - 12  # margins and a scroll bar


@pytest.mark.parametrize("tool", list(FORMS))
def test_what_is_put_in_comes_out_and_tells_nobody(qtbot: QtBot, tool: str) -> None:
    values: dict[str, Any] = {
        "light": {"exposure": 1.5, "shadows": 20.0},
        "levels": {"mode": "auto", "channel": "red", "output_white": 240.0},
        "curves": {"master": ((0.0, 0.1), (0.5, 0.5), (1.0, 1.0)), "blue": ((0.0, 0.0), (1.0, 0.9))},
        "white-balance": {"mode": "manual", "temperature": 12.5, "tint": -3.0},
        "crop": {"ratio": "4:3", "portrait": True, "left": 3, "top": 4, "width": 30, "height": 40},
        "straighten": {"angle": -12.34},
        "inpaint": {"method": "ns", "model": "own", "feather": 7, "grain": 0.5},
        "repair": {"sensitivity": 70, "grow": 3, "method": "ns", "model": "own"},
        "extend": {"left": 12.5, "bottom": 25.0, "ratio": "16:9", "portrait": True, "method": "ns", "model": "own"},
        "insert": {"left": 12.5, "top": -3.0, "scale": 0.5, "angle": -12.0, "mirror": True, "strength": 0.5},
    }
    form = shown(qtbot, tool)
    params = replace(form.params, **values[tool])
    with qtbot.assertNotEmitted(form.changed):
        form.set_params(params)
    assert form.params == params
    form.show_photo(None)
    assert form.params == params


@pytest.mark.parametrize("tool", list(FORMS))
@pytest.mark.parametrize("theme", ["dark", "light"])
def test_it_is_painted_in_both_themes(qtbot: QtBot, tool: str, theme: str) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, theme)
    form = shown(qtbot, tool)
    image = form.grab().toImage()
    assert len({image.pixelColor(x, y).rgb() for x in range(0, 300, 7) for y in range(0, image.height(), 7)}) > 4


@pytest.mark.parametrize("tool", list(FORMS))
def test_all_that_can_be_used_has_a_name_and_keys_reach_it(qtbot: QtBot, tool: str) -> None:
    form: Form = shown(qtbot, tool)
    for widget in form.findChildren(QWidget):
        inside = isinstance(widget.parent(), QAbstractSpinBox) or isinstance(widget, QAbstractItemView)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and not inside:
            named = widget.accessibleName() or (hasattr(widget, "text") and widget.text())
            assert named, f"{type(widget).__name__} in {tool}"


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


# Levels


@pytest.fixture
def levels(qtbot: QtBot) -> LevelsForm:
    made = shown(qtbot, "levels")
    assert isinstance(made, LevelsForm)
    return made


def handle(form: LevelsForm, index: int) -> QPointF:
    return QPointF(form.plot.x_of(form.plot.shares[index]), form.plot.field.bottom() + 8)


def test_black_and_white_are_dragged_but_never_meet(levels: LevelsForm) -> None:
    def to(value: float) -> QPointF:
        return QPointF(levels.plot.x_of(value / 255), levels.plot.field.bottom() + 8)

    drag(levels.plot, handle(levels, 0), to(40))
    drag(levels.plot, handle(levels, 2), to(200))
    assert (levels.params.black, levels.params.white) == pytest.approx((40, 200), abs=1)
    drag(levels.plot, handle(levels, 0), to(250))
    assert levels.params.black == levels.params.white - 1
    drag(levels.plot, handle(levels, 2), to(0))
    assert levels.params.white == levels.params.black + 1


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8])
def test_what_lies_above_the_grey_handle_becomes_middle_grey(levels: LevelsForm, share: float) -> None:
    levels.set_params(LevelsParams(black=20.0, white=220.0))
    value = 20 + 200 * share
    drag(levels.plot, handle(levels, 1), QPointF(levels.plot.x_of(value / 255), handle(levels, 1).y()))
    middle = table(levels.params, np.array([[value / 255]]))
    assert float(np.ravel(middle)[0]) == pytest.approx(0.5, abs=0.02)
    assert levels.plot.shares[1] * 255 == pytest.approx(value, abs=1.5)


def test_the_output_has_handles_too(levels: LevelsForm) -> None:
    bar = levels.output
    low = QPointF(bar.x_of(0.0), bar.field.bottom() + 6)
    drag(bar, low, QPointF(bar.x_of(0.25), low.y()))
    assert levels.params.output_black == pytest.approx(64, abs=1)
    assert levels.output_numbers.value("output_black") == levels.params.output_black


def test_levels_by_keys_and_numbers(levels: LevelsForm) -> None:
    QTest.keyClick(levels.plot, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert levels.params.black == 10
    QTest.keyClick(levels.plot, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(levels.plot, Qt.Key.Key_Left)
    assert levels.params.gamma > 1
    editor = levels.numbers.editors["black"]
    editor.set_value(254)
    levels.set_params(replace(levels.params, white=100.0))
    editor.set_value(254)
    editor.changed.emit()
    assert levels.params.black == 99 and editor.value() == 99


def test_stretching_shows_where_it_sets_the_ends_and_goes_on_by_hand(levels: LevelsForm) -> None:
    levels.mode.chip("auto").click()
    assert levels.params == LevelsParams(mode="auto")
    wanted = stretched(Photo(picture()), LevelsParams(mode="auto"))
    assert levels.plot.shares[0] * 255 == pytest.approx(wanted.black, abs=2) and wanted.black > 5
    drag(levels.plot, handle(levels, 2), handle(levels, 2) + QPointF(-30, 0))
    assert levels.params.mode == "manual" and levels.params.black == pytest.approx(wanted.black, abs=2)
    assert levels.mode.value() == "manual"


def test_the_channel_is_chosen(levels: LevelsForm) -> None:
    levels.channel.chip("green").click()
    assert levels.params == LevelsParams(channel="green")


# Histograms


def test_the_histogram_shows_what_would_come_out(qtbot: QtBot) -> None:
    form = shown(qtbot, "light")
    assert isinstance(form, LightForm)
    before = form.outcome.shares
    assert before is not None and form.outcome.lost(255) == 0
    slider = form.editors["exposure"].findChild(QSlider)
    assert slider
    slider.setValue(slider.maximum())
    assert form.outcome.lost(255) > 0.05 and "red" in form.outcome.lost_text(255)
    form.show_photo(None)
    assert form.outcome.shares is None and form.outcome.lost_text(0) == ""


def test_beside_the_window_the_last_wish_is_what_is_shown_in_the_end(qtbot: QtBot) -> None:
    form, plain = shown(qtbot, "light"), shown(qtbot, "light")
    form.runner = Runner()
    params = [replace(form.params, exposure=stops) for stops in (0.5, 1.0, 3.0)]
    for one in params:
        form.set_params(one)
    plain.set_params(params[-1])
    wanted = plain.outcome.shares
    qtbot.waitUntil(lambda: bool(np.array_equal(form.outcome.shares, wanted)), timeout=20_000)
    form.set_params(params[0])
    form.show_photo(None)  # what still comes is of a photo that has gone
    assert form.outcome.shares is None
    qtbot.waitUntil(lambda: not form.outcome._busy, timeout=20_000)
    assert form.outcome.shares is None and form.runner.stop(20)


def test_lost_values_light_a_mark(qtbot: QtBot) -> None:
    view = HistogramView()
    qtbot.addWidget(view)
    view.resize(256, 64)
    shares = np.full((4, 256), 1 / 256, np.float32)
    shares[:, 255] = 0
    shares[:, 0] = 0
    view.show_shares(shares)
    corner = QPoint(249, 8)
    faint = view.grab().toImage().pixelColor(corner)
    shares[1:, 255] = (0.123, 0, 0)
    view.show_shares(shares)
    lit = view.grab().toImage().pixelColor(corner)
    assert lit != faint and lit.red() > 150 > lit.green()
    view.show()
    QApplication.sendEvent(view, QHelpEvent(QEvent.Type.ToolTip, QPoint(200, 20), view.mapToGlobal(QPoint(200, 20))))
    assert "12.3 %" in QToolTip.text() and "Brightest" in QToolTip.text()
    QToolTip.hideText()


@pytest.mark.parametrize("size", [(1, 1), (1, 3000), (5000, 2), (4000, 3000)])
def test_a_sample_is_small_and_of_the_photos_own_values(size: tuple[int, int]) -> None:
    pixels = freeze((np.indices((size[1], size[0])).sum(axis=0) % 7 * 9000).astype(np.uint16)[..., None].repeat(3, 2))
    made = sample(Photo(pixels))
    assert 0 < made.pixels.shape[0] * made.pixels.shape[1] <= 40_000 and made.pixels.dtype == np.uint8
    assert set(np.unique(made.pixels)) <= {round(value * 9000 / 257) for value in range(7)}


# Crop


@pytest.fixture
def crop(qtbot: QtBot) -> CropForm:
    made = shown(qtbot, "crop", Photo(picture(600, 400)))
    assert isinstance(made, CropForm)
    return made


def kept(form: CropForm) -> tuple[int, int, int, int]:
    return area(form._size, form.params)


def test_a_ratio_at_a_click_keeps_the_largest(crop: CropForm) -> None:
    assert crop.numbers.value("width") == 600
    crop.ratios.chip("1:1").click()
    assert kept(crop) == (100, 0, 400, 400) and crop.numbers.value("left") == 100
    crop.ratios.chip("free").click()
    assert crop.params == CropParams()


def test_in_an_upright_photo_ratios_stand_up(crop: CropForm) -> None:
    crop.show_photo(Photo(picture(400, 600)))
    crop.ratios.chip("3:2").click()
    assert kept(crop) == (0, 0, 400, 600)
    crop.ratios.chip("1:1").click()
    crop.ratios.chip("5:4").click()
    assert kept(crop) == (0, 50, 400, 500)


def test_a_drawn_frame_takes_the_ratio_where_it_is(crop: CropForm) -> None:
    crop.set_params(CropParams(left=300, top=100, width=200, height=200))
    crop.ratios.chip("4:3").click()
    left, top, width, height = kept(crop)
    assert width / height == pytest.approx(4 / 3, abs=0.02) and width * height == pytest.approx(40_000, rel=0.02)
    assert (left + width / 2, top + height / 2) == pytest.approx((400, 200), abs=1)
    crop.turn.click()
    left, top, width, height = kept(crop)
    assert width / height == pytest.approx(3 / 4, abs=0.02) and ratio((600, 400), crop.params) == 3 / 4
    assert (left + width / 2, top + height / 2) == pytest.approx((400, 200), abs=1)


def test_a_free_frame_is_turned_as_it_is(crop: CropForm) -> None:
    crop.set_params(CropParams(left=100, top=100, width=120, height=60))
    crop.turn.click()
    assert kept(crop) == (130, 70, 60, 120) and not crop.params.portrait
    crop.turn.click()
    assert kept(crop) == (100, 100, 120, 60)
    crop.set_params(CropParams())
    crop.turn.click()
    assert kept(crop)[2:] == (267, 400)


def test_typed_numbers_stay_inside_and_keep_the_ratio(crop: CropForm) -> None:
    def typed(name: str, value: int) -> None:
        crop.numbers.editors[name].set_value(value)
        crop.numbers.editors[name].changed.emit()

    typed("width", 200)
    assert kept(crop) == (0, 0, 200, 400)
    typed("left", 9999)
    assert kept(crop) == (400, 0, 200, 400) and crop.numbers.value("left") == 400
    typed("height", 0)
    assert kept(crop) == (400, 0, 200, 1)
    crop.ratios.chip("3:2").click()
    typed("width", 300)
    assert kept(crop)[2:] == (300, 200)
    typed("height", 5000)
    assert kept(crop) == (0, 0, 600, 400)


def test_what_is_left_of_a_larger_photo_breaks_nothing(crop: CropForm) -> None:
    crop.set_params(CropParams(left=5000, top=5000, width=10, height=10))
    assert crop.numbers.value("width") == 600  # the panel says that the area is outside


# The rest


def test_an_angle_has_a_slider_and_can_be_typed_finer(qtbot: QtBot) -> None:
    form = shown(qtbot, "straighten")
    assert isinstance(form, StraightenForm)
    slider = form.editors["angle"].findChild(QSlider)
    slider.setValue(slider.maximum())
    assert form.params.angle == 45


def test_chips_are_chosen_by_keys(qtbot: QtBot) -> None:
    chips = Chips({"a": "Alpha", "b": "Beta"})
    qtbot.addWidget(chips)
    chips.show()
    chips.chip("a").setFocus()
    with qtbot.waitSignal(chips.changed):
        QTest.keyClick(chips.chip("a"), Qt.Key.Key_Right)
        QTest.keyClick(chips.chip("b"), Qt.Key.Key_Space)
    assert chips.value() == "b"

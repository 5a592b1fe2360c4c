"""Forms drawn by hand, each of them; crop, angles, chips."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QAbstractSpinBox, QApplication, QSlider, QWidget
from pytestqt.qtbot import QtBot

from ganstudio.gui.look.theme import apply_theme
from ganstudio.gui.look.words import say_again
from ganstudio.gui.panel.chips import Chips
from ganstudio.gui.panel.crop import CropForm
from ganstudio.gui.panel.form import Form
from ganstudio.gui.panel.forms import FORMS, PICTURED
from ganstudio.gui.panel.straighten import StraightenForm
from ganstudio.i18n import set_language
from ganstudio.image.photo import Photo
from ganstudio.tools import TOOLS
from ganstudio.tools.crop import CropParams, area, ratio
from tests.gui.drawn import picture, shown

HERE = [tool for tool in FORMS if tool not in PICTURED]
"""Those whose models are shown in pictures need models: see test_style.py."""


@pytest.mark.parametrize("tool", HERE)
def test_at_first_a_form_says_what_is_declared(qtbot: QtBot, tool: str) -> None:
    form = shown(qtbot, tool)
    assert form.params == TOOLS[tool].params()


@pytest.mark.parametrize("tool", HERE)
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_form_fits_into_the_narrowest_panel(qtbot: QtBot, tool: str, language: str) -> None:
    set_language(language)
    form = shown(qtbot, tool)
    say_again(form)
    assert form.minimumSizeHint().width() <= 288 - 32 - 12  # margins and a scroll bar


@pytest.mark.parametrize("tool", HERE)
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
        "colorize": {"proposal": 2, "strength": 0.5, "saturation": 1.5, "temperature": -20.0},
        "face": {"model": "own", "age": 0.5, "yaw": -0.25, "more": "hat=1 beard=-0.5"},
        "face-restoration": {"model": "own", "face": 2, "strength": 0.5, "tones": False},
        "insert": {"left": 12.5, "top": -3.0, "scale": 0.5, "angle": -12.0, "mirror": True, "strength": 0.5},
    }
    form = shown(qtbot, tool)
    params = replace(form.params, **values[tool])
    with qtbot.assertNotEmitted(form.changed):
        form.set_params(params)
    assert form.params == params
    form.show_photo(None)
    assert form.params == params


@pytest.mark.parametrize("tool", HERE)
@pytest.mark.parametrize("theme", ["dark", "light"])
def test_it_is_painted_in_both_themes(qtbot: QtBot, tool: str, theme: str) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, theme)
    form = shown(qtbot, tool)
    image = form.grab().toImage()
    assert len({image.pixelColor(x, y).rgb() for x in range(0, 300, 7) for y in range(0, image.height(), 7)}) > 4


@pytest.mark.parametrize("tool", HERE)
def test_all_that_can_be_used_has_a_name_and_keys_reach_it(qtbot: QtBot, tool: str) -> None:
    form: Form = shown(qtbot, tool)
    for widget in form.findChildren(QWidget):
        inside = isinstance(widget.parent(), QAbstractSpinBox) or isinstance(widget, QAbstractItemView)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and not inside:
            named = widget.accessibleName() or (hasattr(widget, "text") and widget.text())
            assert named, f"{type(widget).__name__} in {tool}"


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

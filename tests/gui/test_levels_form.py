"""Levels, drawn by hand, and histograms."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSlider, QToolTip
from pytestqt.qtbot import QtBot

from ganstudio.gui.panel.histogram import HistogramView
from ganstudio.gui.panel.levels import LevelsForm
from ganstudio.gui.panel.light import LightForm
from ganstudio.gui.panel.outcome import sample
from ganstudio.gui.worker import Runner
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import freeze
from ganstudio.tools.levels import LevelsParams, stretched, table
from tests.gui.drawn import drag, picture, shown

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

"""Extending the canvas by hand: the frame, the form, and the room that the view leaves around the photo."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ganstudio.gui.canvas import Canvas
from ganstudio.gui.canvas.view import View
from ganstudio.gui.instruments.extend import ExtendFrame
from ganstudio.gui.panel.extend import ExtendForm
from ganstudio.gui.window import Window
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import freeze
from ganstudio.tools.extend import ExtendParams, border
from tests.gui.laid import HIGH, SHIFT, WIDE, canvas, click, cursor_at, drag, laid, noise, press
from tests.gui.rooms import finished

__all__ = ["canvas"]


@pytest.fixture
def frame(canvas: Canvas, qtbot: QtBot) -> ExtendFrame:
    made = laid(canvas, qtbot, "extend")
    assert isinstance(made, ExtendFrame)
    return made


def sides(one: ExtendFrame) -> tuple[float, float, float, float]:
    """Left, top, right, bottom in per cent, as they stand."""
    params = one.params
    return params.left, params.top, params.right, params.bottom


# Room around the photo


def test_a_fitted_photo_leaves_room_to_pull_the_frame_into(frame: ExtendFrame) -> None:
    whole = QRectF(-WIDE / 4, -HIGH / 4, 1.5 * WIDE, 1.5 * HIGH)
    view = frame.canvas.view
    seen = QRectF(frame.canvas.rect())
    assert view.fitted
    assert seen.contains(view.to_screen(whole.topLeft())) and seen.contains(view.to_screen(whole.bottomRight()))
    small = view.zoom
    frame.canvas.remove_overlay(frame)
    assert view.fitted and view.zoom == pytest.approx(0.5) and small < view.zoom


def test_who_has_zoomed_in_stays_there(canvas: Canvas, qtbot: QtBot) -> None:
    canvas.set_photo(Photo(noise()))
    canvas.set_zoom(2.0)
    laid(canvas, qtbot, "extend")
    canvas.set_zoom(2.0)
    assert not canvas.view.fitted and canvas.zoom == 2.0


def test_one_can_pan_to_what_will_be_added() -> None:
    view = View()
    view.resize(QSize(600, 400), 1.0)
    view.show(QSize(1000, 1000), keep=False)
    view.leave_room(0.25)
    view.zoom_to(4.0)
    view.pan(QPointF(99999, 0))
    assert view.to_screen(QPointF(-250, 0)).x() >= 0


# The frame


def test_at_first_it_lies_around_the_photo(frame: ExtendFrame) -> None:
    assert frame.frame == QRectF(0, 0, WIDE, HIGH) and sides(frame) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("start", "way", "expected"),
    [
        ((0, 400), (-120, 0), (10, 0, 0, 0)),
        ((600, 0), (0, -160), (0, 20, 0, 0)),
        ((WIDE, 400), (60, 50), (0, 0, 5, 0)),
        ((600, HIGH), (0, 100), (0, 0, 0, 12.5)),
        ((0, 0), (-120, -80), (10, 10, 0, 0)),
        ((WIDE, HIGH), (240, 40), (0, 0, 20, 5)),
        ((0, 400), (-9999, 0), (25, 0, 0, 0)),
        ((0, 400), (200, 0), (0, 0, 0, 0)),
    ],
)
def test_sides_and_corners_are_pulled_outwards(
    frame: ExtendFrame, start: tuple[int, int], way: tuple[int, int], expected: tuple[float, ...]
) -> None:
    drag(frame, start, (start[0] + way[0], start[1] + way[1]))
    assert sides(frame) == pytest.approx(expected, abs=0.2)
    added = border((WIDE, HIGH), frame.params)
    assert frame.frame == QRectF(0, 0, WIDE, HIGH).adjusted(-added.left, -added.top, added.right, added.bottom)


def test_with_shift_the_opposite_side_follows(frame: ExtendFrame) -> None:
    drag(frame, (WIDE, 400), (WIDE + 120, 400), SHIFT)
    assert sides(frame) == pytest.approx((10, 0, 10, 0), abs=0.2)
    drag(frame, (-120, 0), (-180, -80), SHIFT)
    assert sides(frame) == pytest.approx((15, 10, 15, 10), abs=0.4)


def test_a_side_can_be_pulled_back_to_the_photo(frame: ExtendFrame) -> None:
    frame.change(left=20.0, top=10.0)
    drag(frame, (-240, 400), (-4, 400))
    assert sides(frame) == (0, 10, 0, 0)


def test_a_ratio_gives_way_to_the_hand(frame: ExtendFrame) -> None:
    frame.change(ratio="1:1")
    assert frame.frame == QRectF(0, -200, WIDE, WIDE)
    drag(frame, (WIDE, 400), (WIDE + 120, 400))
    assert frame.params.ratio == "free"
    assert sides(frame) == pytest.approx((0, 25, 10, 25), abs=0.2)


def test_elsewhere_the_photo_is_panned(frame: ExtendFrame) -> None:
    click(frame, (600, 400))
    drag(frame, (600, 400), (500, 300))
    assert frame.params == ExtendParams()
    assert cursor_at(frame, (600, 400)) is None
    assert cursor_at(frame, (0, 400)) == Qt.CursorShape.SizeHorCursor


def test_keys(frame: ExtendFrame) -> None:
    frame.change(left=10.0)
    view = frame.canvas.view
    at = view.to_screen(QPointF(WIDE, 400)).toPoint()
    QTest.mousePress(frame.canvas, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseMove(frame.canvas, at + QPoint(30, 0))
    assert frame.params.right > 0
    assert press(frame.canvas, Qt.Key.Key_Escape) and sides(frame) == (10, 0, 0, 0)
    QTest.mouseRelease(frame.canvas, Qt.MouseButton.LeftButton, pos=at)
    assert not press(frame.canvas, Qt.Key.Key_Escape), "nothing is held"
    assert press(frame.canvas, Qt.Key.Key_Return) and frame.hand.applied == 1  # type: ignore[attr-defined]


@pytest.mark.parametrize("zoom", [0.05, 0.4, 8.0])
def test_it_is_painted_at_any_zoom(frame: ExtendFrame, zoom: float) -> None:
    frame.change(left=25.0, bottom=5.0)
    plain = frame.canvas.grab().toImage()
    frame.canvas.set_zoom(zoom)
    assert frame.canvas.grab().toImage() != plain


# The form


@pytest.fixture
def form(qtbot: QtBot) -> ExtendForm:
    made = ExtendForm(ExtendParams, narrow=True, make={})
    qtbot.addWidget(made)
    made.show_photo(Photo(noise(300, 200)))
    made.show()
    return made


def test_a_side_that_is_typed(form: ExtendForm, qtbot: QtBot) -> None:
    with qtbot.waitSignal(form.changed):
        form.sides.editors["top"]._spin.setValue(12.5)  # type: ignore[arg-type]
    assert form.params == ExtendParams(top=12.5)


def test_a_ratio_shows_what_it_comes_to_and_free_keeps_that(form: ExtendForm) -> None:
    form.ratios.chip("1:1").click()
    assert form.params == ExtendParams(ratio="1:1")
    assert [form.sides.value(name) for name in ("left", "top", "right", "bottom")] == [0, 25, 0, 25]
    form.ratios.chip("free").click()
    assert form.params == ExtendParams(top=25.0, bottom=25.0)


def test_ratios_are_upright_for_an_upright_photo_and_can_be_turned(form: ExtendForm) -> None:
    form.show_photo(Photo(noise(200, 260)))
    form.ratios.chip("3:2").click()
    assert form.params == ExtendParams(ratio="3:2", portrait=True)
    form.turn.click()
    assert form.params == ExtendParams(ratio="3:2")


def test_typing_leaves_the_ratio(form: ExtendForm) -> None:
    form.ratios.chip("1:1").click()
    form.sides.editors["left"]._spin.setValue(5)
    assert form.params == ExtendParams(left=5.0, top=25.0, bottom=25.0)


def test_the_model_is_asked_for_where_the_network_fills(form: ExtendForm) -> None:
    assert form.editors["model"].isVisible()
    form.set_params(ExtendParams(method="telea"))
    assert not form.editors["model"].isVisible()


def test_what_is_done_is_not_asked_for_again(form: ExtendForm, qtbot: QtBot) -> None:
    form.set_params(ExtendParams(left=10.0, method="ns"))
    with qtbot.waitSignal(form.changed):
        form.show_photo(Photo(noise(330, 200)))
    assert form.params == ExtendParams(method="ns")
    form.set_params(ExtendParams(left=10.0))
    form.show_photo(Photo(noise(300, 200)))
    assert form.params == ExtendParams(left=10.0), "another photo, as with other tools"


# The window


def test_in_the_window_nothing_is_run_before_something_is_to_be_added(qtbot: QtBot, window: Window) -> None:
    window.session.add(Photo(noise(120, 80)))
    window.choose("extend")
    assert not window.panel.ready and not window.panel.foot.problem.text()
    assert window.panel.foot.need.text().startswith("Nothing is to be added yet")
    window.panel.put_params(ExtendParams(left=10.0, method="telea"))
    assert window.panel.ready and "132 × 80" in window.panel.foot.target.text()


def test_in_the_window_the_view_fits_the_photo_again_for_other_tools(window: Window) -> None:
    page = window.session.add(Photo(noise(300, 200)))
    before = page.canvas.zoom
    window.choose("extend")
    assert page.canvas.zoom < before
    window.choose("light")
    assert page.canvas.zoom == before and page.canvas.view.fitted


def test_in_the_window_a_canvas_grows_to_a_ratio(qtbot: QtBot, window: Window) -> None:
    photo = Photo(freeze(np.full((40, 60, 3), 90, np.uint8)))
    page = window.session.add(photo)
    window.choose("extend")
    window.panel.put_params(ExtendParams(ratio="1:1", method="ns"))
    window.panel.apply()
    finished(qtbot, window)
    assert page.document.photo.size == (60, 60)
    (step,) = page.document.steps
    assert step.edit.params["ratio"] == "1:1" and step.edit.model == ""
    assert window.panel.params == ExtendParams(method="ns"), "it is done"

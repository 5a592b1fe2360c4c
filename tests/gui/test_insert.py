"""A piece of a second photo on the canvas: brought in, moved, scaled, turned, blended in, taken back."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.gui.cutout.dialog import CutOutDialog
from ganstudio.gui.cutout.piece import Piece, cut, see_through
from ganstudio.gui.instruments.insert import InsertFrame
from ganstudio.gui.instruments.insert_look import knob_of
from ganstudio.gui.instruments.pose import CORNERS, Pose, fitted, moved, outline, recut, scaled, transform, turned
from ganstudio.gui.panel.insert import InsertForm
from ganstudio.gui.window import Window
from ganstudio.i18n import set_language
from ganstudio.image.photo import Metadata, Photo
from ganstudio.image.pixels import Pixels, freeze
from ganstudio.masks.mask import Area
from ganstudio.masks.mask import freeze as freeze_mask
from ganstudio.tools import TOOLS
from ganstudio.tools.insert import LARGEST, PIECE, SMALLEST, InsertParams, placed
from ganstudio.tools.piece import place
from ganstudio.tools.tool import Context
from tests.gui.rooms import PATIENCE, finished, opened, save_picture

LEFT = Qt.MouseButton.LeftButton
SHIFT, ALT, NONE = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.NoModifier,
)
WIDE, HIGH = 600, 400
SIZE = QSizeF(100, 80)


def picture(width: int = WIDE, height: int = HIGH, seed: int = 1) -> Pixels:
    rough = np.random.default_rng(seed).integers(40, 216, (5, 7, 3), np.uint8)
    return freeze(np.clip(cv2.resize(rough, (width, height), interpolation=cv2.INTER_CUBIC), 0, 255))


def flat(width: int, height: int, colour: tuple[int, int, int]) -> Photo:
    return Photo(freeze(np.full((height, width, 3), colour, np.uint8)))


@pytest.fixture
def insert(qtbot: QtBot, window: Window) -> InsertForm:
    """The form of the tool, which is chosen, and a photo of 600 × 400."""
    window.session.add(Photo(picture()))
    window.choose("insert")
    return form_of(window)


@pytest.fixture
def laid(window: Window, insert: InsertForm) -> InsertFrame:
    """A red piece of 100 × 80 in the middle; blended in as it is, so that results can be foretold."""
    return lay(window)


def lay(window: Window, colour: tuple[int, int, int] = (250, 10, 10), middle: QPointF | None = None) -> InsertFrame:
    form = form_of(window)
    assert window.session.current
    photo = window.session.current.document.photo
    form.lay(cut(photo, flat(100, 80, colour), None, "red.png"), Pose(middle or QPointF(300, 200)))
    window.panel.put_params(replace(form.params, method="plain", feather=0.0))
    return instrument(window)


def form_of(window: Window) -> InsertForm:
    form = window.panel.form
    assert isinstance(form, InsertForm)
    return form


def instrument(window: Window) -> InsertFrame:
    there = window.laid.instrument
    assert isinstance(there, InsertFrame)
    QApplication.processEvents()
    return there


def at(one: InsertFrame, x: float, y: float) -> QPointF:
    """Where a point of the photo is on the canvas."""
    return one.canvas.view.to_screen(QPointF(x, y))


def drag(one: InsertFrame, start: QPointF, way: tuple[float, float], keys: Any = NONE) -> None:
    """From a point of the canvas, by pixels of the photo."""
    zoom = one.canvas.view.zoom / one.canvas.view.ratio
    QTest.mousePress(one.canvas, LEFT, keys, start.toPoint())
    for share in (0.3, 1.0):
        to = start + QPointF(*way) * zoom * share
        event_move(one, to, keys)
    QTest.mouseRelease(one.canvas, LEFT, keys, (start + QPointF(*way) * zoom).toPoint())


def event_move(one: InsertFrame, to: QPointF, keys: Any) -> None:
    """With keys, which QTest's own moves do not carry."""
    none = Qt.MouseButton.NoButton
    place = QPointF(to.toPoint())
    event = QMouseEvent(QEvent.Type.MouseMove, place, one.canvas.mapToGlobal(place), none, LEFT, keys)
    QApplication.sendEvent(one.canvas, event)


def press(one: InsertFrame, key: Qt.Key, keys: Any = NONE) -> None:
    one.canvas.setFocus()
    QTest.keyClick(one.canvas, key, keys)


def result(photo: Photo, params: InsertParams, piece: Pixels) -> Pixels:
    context = Context(Engine(Store([])), Job(), attachments={PIECE: piece})
    done: Pixels = TOOLS["insert"].run(photo, params, context).pixels
    return done


# Geometry


@pytest.mark.parametrize("corner", CORNERS)
@pytest.mark.parametrize("angle", [0.0, 30.0, -135.0])
def test_a_corner_that_is_pulled_goes_along_and_the_one_opposite_stays(corner: tuple[int, int], angle: float) -> None:
    pose = Pose(QPointF(50, 60), 0.5, angle)
    index = CORNERS.index(corner)
    before = outline(pose, SIZE)
    out = before[index] - pose.middle
    larger = scaled(pose, SIZE, corner, out)
    after = outline(larger, SIZE)
    assert larger.scale == pytest.approx(0.75) and larger.angle == angle
    assert apart(after[index - 2], before[index - 2]) < 1e-6
    assert apart(after[index], before[index] + out) < 1e-6
    assert apart(scaled(pose, SIZE, corner, out, about_middle=True).middle, pose.middle) < 1e-9


def test_a_piece_is_never_turned_inside_out() -> None:
    pose = Pose(QPointF(50, 60))
    assert scaled(pose, SIZE, (1, 1), QPointF(-1000, -1000)).scale == SMALLEST
    assert scaled(pose, SIZE, (1, 1), QPointF(100_000, 100_000)).scale == LARGEST


def test_turning_follows_the_hand_and_steps_are_whole() -> None:
    pose = Pose(QPointF(10, 10), 1.0, 170.0)
    start = QPointF(10, 0)
    assert turned(pose, start, QPointF(20, 10)).angle == pytest.approx(-100)
    assert turned(pose, start, QPointF(10.4, 0), step=15).angle == 165
    assert turned(Pose(QPointF()), QPointF(1, 0), QPointF(0, 1)).angle == pytest.approx(90)


def test_a_straight_move_goes_along_one_side() -> None:
    assert moved(Pose(QPointF(1, 2)), QPointF(5, -3), straight=True).middle == QPointF(6, 2)
    assert moved(Pose(QPointF(1, 2)), QPointF(2, -3), straight=True).middle == QPointF(1, -1)


@pytest.mark.parametrize("mirrored", [False, True])
def test_another_region_of_the_same_photo_stays_where_it_was_seen(mirrored: bool) -> None:
    before, now = Area(10, 20, 100, 80), Area(40, 5, 30, 60)
    pose = Pose(QPointF(300, 200), 0.7, 33.0)
    after = recut(pose, before, now, mirrored=mirrored)

    def seen(area: Area, there: Pose) -> QPointF:
        """Where the source's (50, 30) is in the photo."""
        x, y = 50 - area.left, 30 - area.top
        size = QSizeF(area.width, area.height)
        return transform(there, size).map(QPointF(area.width - x if mirrored else x, y))

    assert apart(seen(before, pose), seen(now, after)) < 1e-6


@pytest.mark.parametrize("angle", [0.0, 25.0, -170.0])
def test_the_frame_lies_where_the_tool_puts_the_piece(angle: float) -> None:
    pose = Pose(QPointF(120.5, 90.25), 0.6, angle)
    params = InsertParams(left=120.5, top=90.25, scale=0.6, angle=angle)
    way = place((WIDE, HIGH), (100, 80), params).way
    for x, y in ((0.0, 0.0), (99.0, 0.0), (40.0, 79.0)):
        there = way @ (x, y, 1)  # between the middles of pixels
        seen = transform(pose, SIZE).map(QPointF(x + 0.5, y + 0.5))
        assert (there[0] + 0.5, there[1] + 0.5) == pytest.approx((seen.x(), seen.y()))


def test_a_large_piece_is_fitted_and_a_small_one_stays_as_it_is() -> None:
    room = QRectF(100, 50, 200, 100)
    assert fitted(QSizeF(1000, 100), room) == Pose(QPointF(200, 100), 0.16)
    assert fitted(QSizeF(20, 10), room).scale == 1.0


def apart(one: QPointF, other: QPointF) -> float:
    return math.hypot(one.x() - other.x(), one.y() - other.y())


# What is cut out


def test_a_cut_out_has_no_more_pixels_than_it_shows(window: Window) -> None:
    source = Photo(picture(50, 40))
    mask = np.zeros((40, 50), np.uint8)
    mask[10:20, 5:30] = 255
    mask[10, 5] = 128
    piece = cut(Photo(picture()), source, freeze_mask(mask), "x")
    assert piece.size == (25, 10) and piece.area == Area(5, 10, 25, 10)
    assert np.array_equal(piece.pixels[..., :3], source.pixels[10:20, 5:30])
    assert piece.pixels[0, 0, 3] == 128 and (piece.pixels[1:, :, 3] == 255).all()


def test_a_photo_with_alpha_brings_its_own_cut_out() -> None:
    pixels = np.dstack([picture(20, 20), np.full((20, 20), 255, np.uint8)])
    assert not see_through(Photo(freeze(pixels.copy())))
    pixels[:10, :, 3] = 0
    source = Photo(freeze(pixels))
    assert see_through(source)
    mask = freeze_mask(np.full((20, 20), 128, np.uint8))
    piece = cut(Photo(picture()), source, mask)
    assert piece.pixels[0, 0, 3] == 0 and piece.pixels[15, 0, 3] == 128


# The hand


def test_a_drag_inside_moves_the_piece(laid: InsertFrame) -> None:
    drag(laid, at(laid, 310, 210), (60, -30))
    assert apart(laid.pose.middle, QPointF(360, 170)) < 1.5
    assert (laid.pose.scale, laid.pose.angle) == (1.0, 0.0)
    drag(laid, at(laid, 360, 170), (60, -10), SHIFT)
    assert abs(laid.pose.middle.y() - 170) < 1.5 and laid.pose.middle.x() > 410


def test_a_click_moves_nothing(laid: InsertFrame) -> None:
    before = laid.params
    QTest.mouseClick(laid.canvas, LEFT, NONE, at(laid, 310, 210).toPoint())
    drag(laid, at(laid, 310, 210), (0.5, 0.5))
    assert laid.params == before


def test_a_corner_scales_and_keeps_the_shape(laid: InsertFrame) -> None:
    drag(laid, at(laid, 350, 240), (50, 40))
    assert laid.pose.scale == pytest.approx(1.5, abs=0.02)
    assert apart(outline(laid.pose, SIZE)[0], QPointF(250, 160)) < 1.5
    middle = laid.pose.middle
    drag(laid, at(laid, *outline(laid.pose, SIZE)[2].toTuple()), (30, 24), ALT)
    assert laid.pose.scale == pytest.approx(2.1, abs=0.04)
    assert apart(laid.pose.middle, middle) < 1e-6


def test_the_knob_and_what_is_around_a_corner_turn(laid: InsertFrame) -> None:
    knob = knob_of(laid.frame(laid.canvas.view))
    arm = 200 - laid.canvas.view.to_picture(knob).y()
    drag(laid, knob, (arm, arm))
    assert laid.pose.angle == pytest.approx(90, abs=1.5) and laid.pose.scale == 1.0
    window_panel_angle(laid, 0.0)
    outside = at(laid, 350, 240) + QPointF(14, 14)
    drag(laid, outside, (-5, 40), SHIFT)
    assert laid.pose.angle > 0 and laid.pose.angle % 15 == 0


def window_panel_angle(one: InsertFrame, angle: float) -> None:
    one.hand.put_params(replace(one.params, angle=angle))


def test_elsewhere_the_photo_is_panned(laid: InsertFrame) -> None:
    laid.canvas.set_zoom(4.0)
    before, seen = laid.params, laid.canvas.visible_rect()
    corner = laid.canvas.rect().topLeft() + QPoint(20, 20)
    assert not laid.frame(laid.canvas.view)[0].x() < 20
    drag(laid, QPointF(corner), (20, 20))
    assert laid.params == before and laid.canvas.visible_rect() != seen


def test_the_pointer_says_what_can_be_done(laid: InsertFrame) -> None:
    def shape(x: float, y: float) -> Qt.CursorShape | None:
        return laid.cursor(at(laid, x, y), laid.canvas.view)

    assert shape(300, 200) == Qt.CursorShape.SizeAllCursor
    assert shape(350, 240) == shape(250, 160) == Qt.CursorShape.SizeFDiagCursor
    assert shape(350, 160) == Qt.CursorShape.SizeBDiagCursor
    assert shape(20, 20) is None
    assert laid.cursor(knob_of(laid.frame(laid.canvas.view)), laid.canvas.view) == Qt.CursorShape.PointingHandCursor
    window_panel_angle(laid, 90.0)  # the corners have changed places, and so have the arrows
    frame = laid.frame(laid.canvas.view)
    assert laid.cursor(frame[0], laid.canvas.view) == Qt.CursorShape.SizeBDiagCursor


def test_keys_move_it_and_take_it_away(laid: InsertFrame, window: Window) -> None:
    press(laid, Qt.Key.Key_Right)
    press(laid, Qt.Key.Key_Up, SHIFT)
    assert laid.pose.middle == QPointF(301, 190)
    press(laid, Qt.Key.Key_Delete)
    form = form_of(window)
    assert form.piece is None and not window.panel.ready and not form.attachments
    assert window.session.current and not window.session.current.unapplied


def test_escape_lets_a_drag_go(laid: InsertFrame) -> None:
    before = laid.params
    QTest.mousePress(laid.canvas, LEFT, NONE, at(laid, 310, 210).toPoint())
    event_move(laid, at(laid, 400, 300), NONE)
    assert laid.params != before
    press(laid, Qt.Key.Key_Escape)
    assert laid.params == before
    event_move(laid, at(laid, 200, 100), NONE)
    QTest.mouseRelease(laid.canvas, LEFT, NONE, at(laid, 200, 100).toPoint())
    assert laid.params == before


# What is seen


@pytest.mark.parametrize("mirror", [False, True])
def test_it_is_seen_where_it_will_be(qtbot: QtBot, window: Window, insert: InsertForm, mirror: bool) -> None:
    assert window.session.current
    photo = window.session.current.document.photo
    source = freeze(np.dstack([picture(120, 90, seed=7), np.full((90, 120), 255, np.uint8)]))
    pixels = source.copy()
    pixels[:30, :40, 3] = 0
    piece = cut(photo, Photo(freeze(pixels)), None)
    insert.lay(piece, Pose(QPointF(290, 190), 0.9, 21.0), mirror=mirror)
    one = instrument(window)
    window.panel.put_params(replace(insert.params, method="plain", feather=0.0))
    area, part = placed(photo.size, piece.pixels, insert.params)
    expected = photo.pixels.copy()
    share = part[..., 3:] / 255
    expected[area.slices] = np.rint(part[..., :3] * share + expected[area.slices] * (1 - share))
    one.canvas.set_zoom(1.0)
    qtbot.waitUntil(lambda: difference(one, expected) < 3.0, timeout=PATIENCE)
    insert.remove()
    assert difference(one, expected) > 6.0


def difference(one: InsertFrame, expected: Pixels) -> float:
    """The mean between what the canvas shows at 100 % and `expected`, where the piece lies; without its frame."""
    inner = slice(150, 230), slice(245, 335)
    place = one.canvas.view.place.topLeft().toPoint()
    image = one.canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    seen = rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3)
    part = seen[place.y() : place.y() + HIGH, place.x() : place.x() + WIDE][inner]
    return float(np.abs(part.astype(int) - expected[inner].astype(int)).mean())


def test_the_original_is_seen_without_it(laid: InsertFrame, window: Window) -> None:
    spot = at(laid, 300, 200).toPoint()

    def red() -> bool:
        colour = laid.canvas.grab().toImage().pixelColor(spot)
        return colour.red() > 230 and colour.green() < 40

    assert red()
    laid.canvas.show_original(True)
    assert not red()
    laid.canvas.show_original(False)
    window.stage.comparing = True
    line = at(laid, 300, 200)
    assert laid.cursor(line, laid.canvas.view) is None, "the line itself is taken before the piece"
    spot = at(laid, 290, 190).toPoint()
    assert not red()
    spot = at(laid, 330, 190).toPoint()
    assert red()


# Run, undo


def test_run_makes_one_step_and_undo_brings_the_piece_back(qtbot: QtBot, window: Window, laid: InsertFrame) -> None:
    page, form = window.session.current, form_of(window)
    assert page and form.piece
    before, piece, params = page.document.photo, form.piece, form.params
    QTest.mouseDClick(laid.canvas, LEFT, NONE, at(laid, 310, 210).toPoint())
    finished(qtbot, window)
    assert len(page.document.steps) == 1 and form.piece is None
    assert np.array_equal(page.document.photo.pixels, result(before, params, piece.pixels))
    assert tuple(page.document.photo.pixels[200, 300]) == (250, 10, 10)
    assert form.params == replace(InsertParams(), method="plain", feather=0.0)
    window.menu_actions["undo"].trigger()
    assert page.document.photo.pixels is before.pixels
    assert form.piece is piece and form.params == params
    drag(instrument(window), at(instrument(window), 310, 210), (-100, 0))
    window.menu_actions["run"].trigger()
    finished(qtbot, window)
    assert len(page.document.steps) == 1
    assert tuple(page.document.photo.pixels[200, 200]) == (250, 10, 10)
    assert np.array_equal(page.document.photo.pixels[200, 340], before.pixels[200, 340])


def test_redo_takes_the_piece_again_and_what_was_removed_stays_away(
    qtbot: QtBot, window: Window, laid: InsertFrame
) -> None:
    page, form = window.session.current, form_of(window)
    assert page
    press(laid, Qt.Key.Key_Return)
    finished(qtbot, window)
    for _round in range(2):
        window.menu_actions["undo"].trigger()
        assert form.piece
        window.menu_actions["redo"].trigger()
        assert form.piece is None
    window.menu_actions["undo"].trigger()
    form.remove()
    window.choose("crop")
    window.choose("insert")
    assert form.piece is None


def test_two_pieces_come_back_one_after_the_other(qtbot: QtBot, window: Window, insert: InsertForm) -> None:
    for colour, middle in (((250, 10, 10), QPointF(150, 200)), ((10, 10, 250), QPointF(450, 200))):
        lay(window, colour, middle)
        window.run()
        finished(qtbot, window)
    window.menu_actions["undo"].trigger()
    assert insert.piece and tuple(insert.piece.pixels[0, 0, :3]) == (10, 10, 250)
    window.menu_actions["undo"].trigger()
    assert insert.piece and tuple(insert.piece.pixels[0, 0, :3]) == (250, 10, 10)
    assert insert.pose.middle == QPointF(150, 200)


def test_nothing_can_be_moved_while_it_is_blended_in(qtbot: QtBot, window: Window, laid: InsertFrame) -> None:
    page = window.session.current
    assert page
    before = laid.params
    page.busy = True
    drag(laid, at(laid, 310, 210), (60, -30))
    press(laid, Qt.Key.Key_Right)
    press(laid, Qt.Key.Key_Delete)
    assert laid.params == before and form_of(window).piece
    page.busy = False


def test_the_preview_shows_what_comes_out_and_goes_with_the_piece(
    qtbot: QtBot, window: Window, laid: InsertFrame
) -> None:
    bugs: list[str] = []
    window.studio.runner.bug.disconnect()
    window.studio.runner.bug.connect(bugs.append)
    window.menu_actions["preview"].trigger()
    qtbot.waitUntil(lambda: laid.canvas.previewed, timeout=PATIENCE)
    drag(laid, at(laid, 310, 210), (60, -30))
    assert not laid.canvas.previewed, "of another place"
    qtbot.waitUntil(lambda: laid.canvas.previewed, timeout=PATIENCE)
    form_of(window).remove()
    qtbot.waitUntil(lambda: not laid.canvas.previewed, timeout=PATIENCE)
    qtbot.wait(300)
    assert not bugs and window.panel.preview.isChecked()


def test_each_photo_has_its_own_piece(qtbot: QtBot, window: Window, laid: InsertFrame) -> None:
    form, first = form_of(window), window.session.current
    drag(laid, at(laid, 310, 210), (60, -30))
    params, piece = form.params, form.piece
    second = window.session.add(Photo(picture(300, 300)))
    assert form.piece is None and not window.panel.ready
    lay(window, (10, 250, 10), QPointF(20, 30))
    window.session.show(first)
    assert form.piece is piece and form.params == params
    window.session.show(second)
    assert form.pose.middle == QPointF(20, 30)


def test_what_is_seen_is_what_is_exported(qtbot: QtBot, window: Window, laid: InsertFrame) -> None:
    page = window.session.current
    assert page and not page.untouched and window.unapplied.on(page)
    assert window.unapplied.apply()
    assert tuple(page.document.photo.pixels[200, 300]) == (250, 10, 10)
    assert form_of(window).piece is None


def test_numbers_are_the_same_as_the_hand(window: Window, laid: InsertFrame) -> None:
    form = form_of(window)
    drag(laid, at(laid, 310, 210), (60, -30))
    drag(laid, at(laid, *outline(laid.pose, SIZE)[2].toTuple()), (25, 20))
    shown = {name: form.numbers.value(name) for name in ("left", "top", "scale", "angle")}
    assert shown["scale"] == pytest.approx(100 * laid.pose.scale, abs=0.06)
    assert (shown["left"], shown["top"]) == pytest.approx(laid.pose.middle.toTuple(), abs=0.06)
    spin = form.numbers.editors["scale"]._spin
    spin.setValue(200)
    spin = form.numbers.editors["left"]._spin
    spin.setValue(10)
    assert laid.pose.scale == 2.0 and laid.pose.middle.x() == 10
    form.card.mirror.click()
    assert form.params.mirror


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_form_fits_with_a_piece_and_the_dialog_with_its_words(qtbot: QtBot, window: Window, language: str) -> None:
    set_language(language)
    window.session.add(Photo(picture()))
    window.choose("insert")
    lay(window)
    form = form_of(window)
    assert form.minimumSizeHint().width() <= 288 - 32 - 12
    window.inserts.ask(Photo(picture()), "photo.png")
    dialog = window.inserts.dialog
    assert dialog
    side = dialog.part.parentWidget()
    assert side is not None and side.minimumSizeHint().width() <= side.width()
    dialog.reject()


# Ways in


def mime(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drop(window: Window, data: QMimeData, place: QPointF) -> None:
    """Let go at a point of the window."""
    window.dropEvent(QDropEvent(place, Qt.DropAction.CopyAction, data, LEFT, NONE))


def on_canvas(window: Window, x: float, y: float) -> QPointF:
    assert window.session.current
    canvas = window.session.current.canvas
    return QPointF(canvas.mapTo(window, canvas.view.to_screen(QPointF(x, y)).toPoint()))


def dialog_of(qtbot: QtBot, window: Window) -> CutOutDialog:
    qtbot.waitUntil(lambda: window.inserts.dialog is not None, timeout=PATIENCE)
    dialog = window.inserts.dialog
    assert dialog
    with qtbot.waitActive(dialog):  # shortcuts want that
        dialog.activateWindow()
    return dialog


def piece_of(qtbot: QtBot, window: Window) -> Piece:
    qtbot.waitUntil(lambda: form_of(window).piece is not None, timeout=PATIENCE)
    piece = form_of(window).piece
    assert piece
    return piece


def test_a_photo_that_is_dropped_is_a_piece_where_it_was_let_go(
    qtbot: QtBot, window: Window, insert: InsertForm, photos: list[Path]
) -> None:
    drop(window, mime(photos[0]), on_canvas(window, 120, 90))
    dialog_of(qtbot, window).all.click()
    piece = piece_of(qtbot, window)
    assert piece.size == (40, 30) and piece.name == "photo 1.png"
    assert apart(insert.pose.middle, QPointF(120, 90)) < 2 and insert.pose.scale == 1.0
    assert len(window.session.pages) == 1


def test_dropped_onto_the_panel_it_comes_into_the_middle(
    qtbot: QtBot, window: Window, insert: InsertForm, photos: list[Path]
) -> None:
    place = insert.invitation.mapTo(window, insert.invitation.rect().center())
    drop(window, mime(photos[0]), QPointF(place))
    dialog_of(qtbot, window).all.click()
    piece_of(qtbot, window)
    assert insert.pose.middle == QPointF(300, 200)


def test_without_insert_and_for_several_a_drop_opens(
    qtbot: QtBot, window: Window, insert: InsertForm, photos: list[Path]
) -> None:
    drop(window, mime(*photos[:2]), on_canvas(window, 120, 90))
    qtbot.waitUntil(lambda: len(window.session.pages) == 3, timeout=PATIENCE)
    window.choose("crop")
    drop(window, mime(photos[2]), on_canvas(window, 10, 10))
    qtbot.waitUntil(lambda: len(window.session.pages) == 4, timeout=PATIENCE)
    assert window.inserts.dialog is None


def test_the_window_shows_that_a_photo_may_be_let_go(window: Window, insert: InsertForm) -> None:
    window.inserts.invite(True)
    assert insert.inviting and insert.invitation.property("inviting") == "true"
    window.inserts.invite(False)
    assert not insert.inviting
    window.choose("crop")
    window.inserts.invite(True)
    assert not insert.inviting


def test_what_is_pasted_is_a_piece_while_insert_is_chosen(qtbot: QtBot, window: Window, insert: InsertForm) -> None:
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(QColor(1, 2, 3))
    QApplication.clipboard().setImage(image)
    window.menu_actions["paste"].trigger()
    dialog_of(qtbot, window).all.click()
    assert piece_of(qtbot, window).size == (30, 20)
    insert.remove()
    insert.sources.paste.click()
    dialog_of(qtbot, window).reject()
    window.choose("light")
    window.menu_actions["paste"].trigger()
    qtbot.waitUntil(lambda: len(window.session.pages) == 2, timeout=PATIENCE)


def test_a_clipboard_without_a_picture_is_told(window: Window, insert: InsertForm) -> None:
    for ask in (insert.sources.paste.click, window.menu_actions["paste"].trigger):
        QApplication.clipboard().setText("no picture")
        window.stage.banner.clear()
        ask()
        assert "no picture to take" in window.stage.banner.text


def test_a_file_that_is_no_picture_is_told(qtbot: QtBot, window: Window, insert: InsertForm, tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear all")
    drop(window, mime(path), on_canvas(window, 120, 90))
    qtbot.waitUntil(lambda: "letter.txt" in window.stage.banner.text, timeout=PATIENCE)
    assert insert.piece is None and window.inserts.dialog is None


def test_what_is_cut_out_already_comes_without_a_question(
    qtbot: QtBot, window: Window, insert: InsertForm, tmp_path: Path
) -> None:
    pixels = np.dstack([picture(20, 20), np.full((20, 20), 255, np.uint8)])
    pixels[:10, :, 3] = 0
    assert cv2.imwrite(str(tmp_path / "cut.png"), pixels)
    drop(window, mime(tmp_path / "cut.png"), on_canvas(window, 120, 90))
    piece = piece_of(qtbot, window)
    assert window.inserts.dialog is None
    assert piece.pixels[0, 0, 3] == 0 and piece.pixels[15, 0, 3] == 255


def test_another_open_photo_can_be_chosen(qtbot: QtBot, window: Window, photos: list[Path]) -> None:
    opened(qtbot, window, *photos[:2])
    window.choose("insert")
    menu = form_of(window).sources.menu
    menu.aboutToShow.emit()
    (action,) = menu.actions()
    assert action.text() == "photo 1.png"
    action.trigger()
    dialog_of(qtbot, window).all.click()
    assert piece_of(qtbot, window).name == "photo 1.png"


def test_it_is_taken_into_the_colours_and_the_depth_of_the_photo(
    qtbot: QtBot, window: Window, photos: list[Path]
) -> None:
    wide = freeze(picture().astype(np.uint16) * 257)
    grey = freeze(np.repeat(wide[..., :1], 3, axis=2).copy())
    window.session.add(Photo(grey, Metadata(grey=True)))
    window.choose("insert")
    window.inserts.read(photos[0])
    dialog_of(qtbot, window).all.click()
    pixels = piece_of(qtbot, window).pixels
    assert pixels.dtype == np.uint16 and (pixels[..., 0] == pixels[..., 2]).all()


# The dialog


def mouse(dialog: CutOutDialog, start: tuple[float, float], end: tuple[float, float]) -> None:
    canvas = dialog.page.canvas
    first, last = (canvas.view.to_screen(QPointF(*point)).toPoint() for point in (start, end))
    QTest.mousePress(canvas, LEFT, NONE, first)
    QTest.mouseMove(canvas, (first + last) / 2)
    QTest.mouseMove(canvas, last)
    QTest.mouseRelease(canvas, LEFT, NONE, last)


def test_a_region_is_cut_out_and_another_one_stays_in_its_place(
    qtbot: QtBot, window: Window, insert: InsertForm, tmp_path: Path
) -> None:
    window.inserts.read(save_picture(tmp_path / "large.png", 200, 160))
    dialog = dialog_of(qtbot, window)
    assert not dialog.part.isEnabled()
    QTest.keyClick(dialog.page.canvas, Qt.Key.Key_M)
    mouse(dialog, (20, 30), (100, 90))
    qtbot.waitUntil(lambda: dialog.part.isEnabled(), timeout=PATIENCE)
    dialog.part.click()
    piece = piece_of(qtbot, window)
    assert abs(piece.size[0] - 80) <= 2 and abs(piece.size[1] - 60) <= 2
    assert insert.pose.middle == QPointF(300, 200)
    insert.card.cut.click()
    again = dialog_of(qtbot, window)
    assert again.selection.mask is not None and not again.selection.can_undo
    QTest.keyClick(again.page.canvas, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: again.selection.can_undo, timeout=PATIENCE)
    again.part.click()
    qtbot.waitUntil(lambda: insert.piece is not piece, timeout=PATIENCE)
    assert insert.piece and insert.piece.size == (200, 160)
    moved_by = QPointF(100, 80) - QPointF(piece.area.left + piece.size[0] / 2, piece.area.top + piece.size[1] / 2)
    assert apart(insert.pose.middle, QPointF(300, 200) + moved_by) < 0.01


def test_strokes_in_the_dialog_are_taken_back_there(
    qtbot: QtBot, window: Window, insert: InsertForm, photos: list[Path]
) -> None:
    window.inserts.read(photos[0])
    dialog = dialog_of(qtbot, window)
    QTest.keyClick(dialog.page.canvas, Qt.Key.Key_M)
    mouse(dialog, (5, 5), (20, 20))
    qtbot.waitUntil(lambda: dialog.part.isEnabled(), timeout=PATIENCE)
    QTest.keyClick(dialog.page.canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not dialog.part.isEnabled(), timeout=PATIENCE)
    QTest.keyClick(dialog.page.canvas, Qt.Key.Key_Escape)
    assert window.inserts.dialog is None and insert.piece is None

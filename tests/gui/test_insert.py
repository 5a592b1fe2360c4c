"""A piece of a second photo: blended in, previewed, taken back, for each photo its own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.gui.instruments.insert import InsertFrame
from ganstudio.gui.instruments.pose import outline
from ganstudio.gui.panel.insert import InsertForm
from ganstudio.gui.window import Window
from ganstudio.i18n import set_language
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels
from ganstudio.tools import TOOLS
from ganstudio.tools.insert import PIECE, InsertParams
from ganstudio.tools.tool import Context
from tests.gui.inserting import LEFT, NONE, SIZE, at, drag, form_of, insert, instrument, laid, lay, picture, press
from tests.gui.rooms import PATIENCE, finished

__all__ = ["insert", "laid"]


def result(photo: Photo, params: InsertParams, piece: Pixels) -> Pixels:
    context = Context(Engine(Store([])), Job(), attachments={PIECE: piece})
    done: Pixels = TOOLS["insert"].run(photo, params, context).pixels
    return done


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

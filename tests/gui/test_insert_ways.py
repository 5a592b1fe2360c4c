"""The ways in for a second photo: dropped, pasted, chosen; and the dialog that cuts a region out."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ganstudio.gui.cutout.dialog import CutOutDialog
from ganstudio.gui.panel.insert import InsertForm
from ganstudio.gui.window import Window
from ganstudio.image.photo import Metadata, Photo
from ganstudio.image.pixels import freeze
from tests.gui.inserting import LEFT, NONE, apart, dialog_of, form_of, insert, picture, piece_of
from tests.gui.rooms import PATIENCE, opened, save_picture

__all__ = ["insert"]


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

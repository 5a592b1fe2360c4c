"""The panel of colorize: what the photo is, its preview, proposals, a mask, and the way back from the result."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QSlider
from pytestqt.qtbot import QtBot

from ganstudio.engine.modelfile import read_info
from ganstudio.gui.dabs.note import Kind
from ganstudio.gui.dabs.proposals import ProposalsEditor
from ganstudio.gui.window import Window
from ganstudio.image.cast import cast
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import freeze
from ganstudio.tools.colorize import ColorizeParams
from ganstudio.tools.crop import CropParams
from ganstudio.tools.dabs import DABS
from tests.gui.colouring import (
    BLUE,
    RED,
    begun,
    colourful,
    form_of,
    grey,
    instrument_of,
    places,
    sepia,
    set_dab,
    tiny_models,
)
from tests.gui.hand import click, drag, drawn
from tests.gui.rooms import PATIENCE, finished
from tests.library.families import test_ddcolor
from tests.library.families.foreign import kept

__all__ = ["tiny_models"]


def previewed(qtbot: QtBot, window: Window) -> None:
    page = window.session.current
    assert page
    qtbot.waitUntil(lambda: page.canvas.previewed, timeout=PATIENCE)


def run(qtbot: QtBot, window: Window) -> None:
    window.menu_actions["run"].trigger()
    finished(qtbot, window)


@pytest.mark.parametrize(("photo", "kind"), [(grey(), Kind.GREY), (sepia(), Kind.TONED)])
def test_a_grey_photo_is_noticed_and_seen_in_colour_at_once(
    qtbot: QtBot, window: Window, photo: Photo, kind: Kind
) -> None:
    begun(window, photo)
    form = form_of(window)
    assert form.note.kind is kind and not form.note.deed.isVisible()
    assert window.panel.preview.isChecked() and window.panel.run.isEnabled()
    previewed(qtbot, window)


def test_a_photo_in_colour_is_asked_about(qtbot: QtBot, window: Window) -> None:
    page = begun(window, colourful())
    form = form_of(window)
    assert form.note.kind is Kind.COLOUR and form.note.deed.isVisible()
    assert not window.panel.run.isEnabled() and not window.panel.previewed
    assert window.panel.foot.need.text() == form.idle != ""
    click(page.canvas, (60, 40))
    assert not form.board.waiting and not form.row.isVisible(), "nothing is set on it"
    form.note.deed.click()
    assert form.note.kind is Kind.ANEW and form.params.recolour and window.panel.run.isEnabled()
    previewed(qtbot, window)
    form.note.deed.click()
    assert form.note.kind is Kind.COLOUR and not window.panel.previewed


def test_each_photo_is_asked_about_by_itself(qtbot: QtBot, window: Window) -> None:
    one = begun(window, colourful())
    form_of(window).note.deed.click()
    window.session.add(colourful())
    assert form_of(window).note.kind is Kind.COLOUR
    window.session.show(one)
    assert form_of(window).note.kind is Kind.ANEW


def test_the_result_is_what_is_seen_and_undo_brings_the_dabs_back(qtbot: QtBot, window: Window) -> None:
    page = begun(window)
    form, board = form_of(window), form_of(window).board
    set_dab(qtbot, window, (60, 40))
    board.paint(RED)
    set_dab(qtbot, window, (180, 120))
    board.paint(BLUE)
    there = board.dabs
    run(qtbot, window)
    pixels = page.document.photo.pixels.astype(int)
    assert pixels[40, 60, 0] > pixels[40, 60, 2] + 20 and pixels[120, 180, 2] > pixels[120, 180, 0] + 20
    assert page.document.steps[0].edit.attachments[DABS] is there
    assert board.dabs == () and form.note.kind is Kind.DONE and not page.unapplied

    window.menu_actions["undo"].trigger()
    assert board.dabs is there and form.note.kind is Kind.GREY and page.unapplied
    window.menu_actions["undo"].trigger()
    assert board.dabs[1].colour != BLUE, "as if the photo had never been coloured in between"
    window.menu_actions["redo"].trigger()
    assert board.dabs == there
    window.menu_actions["redo"].trigger()
    assert page.document.position == 1 and board.dabs == () and form.note.kind is Kind.DONE


def test_a_button_leads_back_to_the_dabs(qtbot: QtBot, window: Window) -> None:
    page = begun(window)
    set_dab(qtbot, window, (60, 40))
    form_of(window).board.paint(RED)
    window.panel.put_params(replace(form_of(window).params, saturation=1.5))
    run(qtbot, window)
    window.panel.put_params(replace(form_of(window).params, saturation=0.5))
    form_of(window).note.deed.click()
    assert page.document.position == 0 and places(window) == [(60, 40)]
    assert form_of(window).params.saturation == 1.5 and window.panel.preview.isChecked()


def test_a_photo_coloured_anew_is_done_and_not_asked_for_more(qtbot: QtBot, window: Window) -> None:
    begun(window, colourful())
    form_of(window).note.deed.click()
    set_dab(qtbot, window, (60, 40))
    run(qtbot, window)
    assert form_of(window).note.kind is Kind.DONE and not form_of(window).params.recolour
    window.menu_actions["undo"].trigger()
    assert form_of(window).note.kind is Kind.ANEW and places(window) == [(60, 40)]


def test_another_part_can_be_coloured_after_the_first(qtbot: QtBot, window: Window) -> None:
    page = begun(window)
    set_dab(qtbot, window, (60, 40))
    run(qtbot, window)
    assert not window.panel.run.isEnabled()
    form_of(window).note.anew.click()
    set_dab(qtbot, window, (180, 120))
    form_of(window).board.paint(BLUE)
    run(qtbot, window)
    assert len(page.document.steps) == 2


def test_each_page_has_dabs_of_its_own(qtbot: QtBot, window: Window) -> None:
    one = begun(window)
    set_dab(qtbot, window, (60, 40))
    window.session.add(grey())
    assert places(window) == []
    window.session.show(one)
    assert places(window) == [(60, 40)]
    window.choose("light")
    window.choose("colorize")
    assert places(window) == [(60, 40)] and window.panel.preview.isChecked()


def test_on_a_photo_of_another_shape_no_dab_stays(qtbot: QtBot, window: Window) -> None:
    page = begun(window)
    set_dab(qtbot, window, (60, 40))
    window.choose("crop")
    window.panel.put_params(CropParams(left=0, top=0, width=100, height=100))
    run(qtbot, window)
    window.choose("colorize")
    assert form_of(window).board.dabs == () and page.document.photo.size == (100, 100)


def test_proposals_are_shown_in_small_and_chosen_by_a_click(qtbot: QtBot, window: Window) -> None:
    begun(window)
    editor = form_of(window).editors["proposal"]
    assert isinstance(editor, ProposalsEditor) and len(editor.all) == 6
    qtbot.waitUntil(lambda: all(one.known for one in editor.all), timeout=PATIENCE)
    editor.all[1].click()
    assert form_of(window).params.proposal == 1 and editor.all[1].accessibleName()
    editor.all[1].setFocus()
    qtbot.keyClick(editor.all[1], Qt.Key.Key_Right)
    assert form_of(window).params.proposal == 2
    window.session.add(colourful())
    assert not editor.isVisible() and not any(one.known for one in editor.all)


def test_the_key_tab_goes_through_the_panel_from_top_to_bottom(qtbot: QtBot, window: Window) -> None:
    begun(window, colourful())
    form = form_of(window)
    form.note.deed.click()
    stops = [form.note.deed, *form.editors["proposal"].findChildren(QAbstractButton)]
    stops += [form.editors[name].findChildren(QSlider)[0] for name in ("strength", "temperature")]
    stops += form.editors["model"].findChildren(QComboBox)
    seen, widget = [], form.note.deed.nextInFocusChain()
    while widget is not form.note.deed:
        seen.append(widget)
        widget = widget.nextInFocusChain()
    places = [seen.index(stop) for stop in stops[1:]]
    assert places == sorted(places)


def test_dabs_that_were_set_are_not_lost(qtbot: QtBot, window: Window) -> None:
    page = begun(window)
    set_dab(qtbot, window, (60, 40))
    form_of(window).board.paint(RED)
    assert window.unapplied.on(page)
    assert window.unapplied.apply() and cast(page.document.photo.pixels) == "colour"


def test_within_a_mask_the_hand_paints_it_or_sets_dabs(qtbot: QtBot, window: Window) -> None:
    page = begun(window)
    form, board = form_of(window), form_of(window).board
    set_dab(qtbot, window, (60, 40))
    window.panel.masks.open()
    window.kit.put(tool="rectangle")
    assert form.row.setting.isVisible() and not instrument_of(window).beside.card.isVisible()
    drag(page.canvas, [(100, 60), (200, 140)])
    drawn(qtbot, window)
    assert page.selection.mask is not None and len(board.dabs) == 1
    form.row.setting.click()
    set_dab(qtbot, window, (180, 120))
    board.paint(BLUE)
    window.menu_actions["undo"].trigger()
    assert board.dabs[1].colour != BLUE and page.selection.mask is not None
    form.row.setting.click()
    window.menu_actions["undo"].trigger()
    assert page.selection.mask is None and len(board.dabs) == 2
    window.menu_actions["redo"].trigger()
    board.choose(1)
    form.row.setting.click()
    board.paint(RED)
    run(qtbot, window)
    before, after = grey().pixels, page.document.photo.pixels
    assert np.array_equal(before[:60], after[:60]) and not np.array_equal(before, after)


def test_a_model_that_is_missing_is_said_and_no_dab_hangs(qtbot: QtBot, window: Window) -> None:
    page = begun(window)
    window.panel.put_params(replace(form_of(window).params, model="nobody"))
    click(page.canvas, (60, 40))
    qtbot.waitUntil(lambda: not form_of(window).board.waiting, timeout=PATIENCE)
    assert form_of(window).board.dabs == ()


def test_a_photo_of_one_pixel(qtbot: QtBot, window: Window) -> None:
    page = begun(window, Photo(freeze(np.full((1, 1, 3), 90, np.uint8))))
    set_dab(qtbot, window, (0.5, 0.5))
    run(qtbot, window)
    assert page.document.photo.size == (1, 1)


# The offer


def test_a_black_and_white_photo_that_is_opened_can_be_coloured_by_one_click(qtbot: QtBot, window: Window) -> None:
    banner = window.stage.banner
    window.session.add(grey())
    qtbot.waitUntil(banner.isVisible, timeout=PATIENCE)
    assert "is black and white." in banner.text
    banner._deed.click()
    assert window.panel.tool.id == "colorize" and window.panel.preview.isChecked() and not banner.isVisible()
    previewed(qtbot, window)


def test_it_is_offered_for_no_other_photo_and_once_if_it_is_let_pass(qtbot: QtBot, window: Window) -> None:
    banner = window.stage.banner
    window.session.add(colourful())
    qtbot.wait(1)
    assert not banner.isVisible()
    window.session.add(sepia())
    qtbot.waitUntil(banner.isVisible, timeout=PATIENCE)
    assert "is toned, in one colour alone." in banner.text, "black and white it is not"
    window.session.add(grey())
    qtbot.wait(1)
    assert not banner.isVisible()


def test_the_offer_hides_no_bad_news(qtbot: QtBot, window: Window) -> None:
    window.studio.told.emit("Something went wrong.")
    window.session.add(grey())
    qtbot.wait(1)
    assert window.stage.banner.text == "Something went wrong."


def test_a_model_of_one_proposal_offers_no_others(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    found = test_ddcolor.recognise(test_ddcolor.weights(test_ddcolor.theirs()))
    window.studio.store.lend(read_info(tmp_path / f"{kept(found, tmp_path, 'dd')}.safetensors"))
    begun(window)
    window.studio.models_changed.emit()
    form = form_of(window)
    form.set_params(ColorizeParams(proposal=2))
    assert form.editors["proposal"].isVisible()
    form.set_params(ColorizeParams(model="dd", proposal=2))
    assert not form.editors["proposal"].isVisible() and form.params.proposal == 0

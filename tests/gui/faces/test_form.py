"""The panel of faces: their sliders, what they would make of a face, what is judged, and how it comes back."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from ganstudio.errors import GanstudioError
from ganstudio.faces import find
from ganstudio.gui.faces import judged, ranges
from ganstudio.gui.faces.meter import Meter
from ganstudio.gui.faces.portraits import Portraits
from ganstudio.gui.page import Page
from ganstudio.gui.panel.face import FaceForm
from ganstudio.gui.window import Window
from ganstudio.image.face import Face
from ganstudio.presets import Preset
from ganstudio.tools.face import FaceParams
from ganstudio.tools.faces import FACES, Chosen
from ganstudio.tools.facing.judging import State
from tests.gui.facing import LARGE, LESS, begun, board_of, form_of, found, photo, slide, values
from tests.gui.hand import click, drag
from tests.gui.rooms import PATIENCE, finished


@pytest.fixture
def page(qtbot: QtBot, window: Window, faces: list[Face]) -> Page:
    """With two faces, the larger one chosen."""
    return begun(qtbot, window)


@pytest.fixture
def form(window: Window, page: Page) -> FaceForm:
    return form_of(window)


def undo(window: Window) -> None:
    window.menu_actions["undo"].trigger()


def test_sliders_are_those_of_the_model_known_ones_first(form: FaceForm) -> None:
    assert list(form.sliders.all) == ["age", "smile", "gender", "hair", "lighting", "yaw", "hat"]
    assert form.sliders.all["gender"].ends.text() and form.sliders.all["hat"].ends.text() == "no  –  yes"
    assert form.sliders.all["hat"].rail.accessibleName() == "hat"
    assert "older" in form.sliders.all["age"].rail.accessibleDescription()


def test_a_slider_moves_the_chosen_face_alone_and_asks_for_the_preview(
    qtbot: QtBot, window: Window, page: Page, form: FaceForm
) -> None:
    assert not window.panel.ready and form.idle and not window.panel.preview.isChecked()
    slide(window, "age", 0.8)
    assert values(window) == [{"age": 0.8}, {}] and form.params.age == 0.8
    assert window.panel.preview.isChecked() and window.panel.ready
    qtbot.waitUntil(lambda: page.canvas.previewed, timeout=PATIENCE)
    slide(window, "hat", -0.5)
    assert form.params.more == "hat=-0.5"
    undo(window)
    undo(window)
    assert values(window) == [{}, {}] and not form.can_undo, "a drag is one change"
    window.menu_actions["redo"].trigger()
    assert form.sliders.all["age"].value == 0.8


def test_a_preview_that_was_turned_off_stays_off(window: Window, page: Page) -> None:
    slide(window, "age", 0.8)
    window.panel.preview.setChecked(False)
    slide(window, "smile", 0.4)
    assert not window.panel.preview.isChecked()


def test_a_double_click_takes_one_slider_back_a_button_all(window: Window, page: Page, form: FaceForm) -> None:
    slide(window, "age", 0.8)
    slide(window, "smile", 0.4)
    form.sliders.all["age"].reset()
    assert values(window) == [{"smile": 0.4}, {}]
    click(page.canvas, (178, 65))
    slide(window, "yaw", 1.0)
    form.reset.click()
    assert values(window) == [{}, {}] and not form.reset.isEnabled()
    undo(window)
    assert values(window) == [{"smile": 0.4}, {"yaw": 1.0}]


def test_one_face_has_the_sliders_of_another_at_a_click(window: Window, page: Page, form: FaceForm) -> None:
    slide(window, "age", 0.8)
    assert form.copy.isEnabled()
    form.copy.click()
    assert values(window) == [{"age": 0.8}, {"age": 0.8}] and not form.copy.isEnabled()


def test_several_chosen_faces_move_together(window: Window, page: Page, form: FaceForm) -> None:
    form.head.portraits.picked.emit(1, True)
    slide(window, "smile", 0.5)
    assert values(window) == [{"smile": 0.5}, {"smile": 0.5}]


def test_without_a_chosen_face_no_slider_moves(window: Window, page: Page, form: FaceForm) -> None:
    click(page.canvas, (230, 150))
    assert not form.sliders.isEnabled() and form.head.told.isVisible()
    form.head.portraits.all[1].click()
    assert form.sliders.isEnabled() and board_of(window).chosen == (1,)


def test_run_makes_one_step_of_all_faces_and_undo_brings_their_sliders_back(
    qtbot: QtBot, window: Window, page: Page, form: FaceForm
) -> None:
    before = page.document.photo.pixels
    slide(window, "age", 1.0)
    click(page.canvas, (178, 65))
    slide(window, "smile", -1.0)
    window.run()
    finished(qtbot, window)
    (step,) = page.document.steps
    assert step.edit.attachments[FACES] == (Chosen(LARGE, (("age", 1.0),)), Chosen(LESS, (("smile", -1.0),)))
    changed = (page.document.photo.pixels != before).any(axis=2)
    assert changed[40:100, 40:110].any() and changed[45:90, 160:200].any() and not changed[:, 120:145].any()
    assert values(window) == [{}, {}] and board_of(window).chosen == (1,) and form.head.back.isVisible()
    form.head.back.click()
    assert np.array_equal(page.document.photo.pixels, before) and values(window) == [{"age": 1.0}, {"smile": -1.0}]
    assert not form.head.back.isVisible() and window.panel.preview.isChecked()
    window.menu_actions["redo"].trigger()
    assert values(window) == [{}, {}], "done again, they are a part of the photo again"


def test_a_face_that_was_moved_by_hand_stays_where_it_was_put_after_a_step(
    qtbot: QtBot, window: Window, page: Page
) -> None:
    drag(page.canvas, [(75, 91), (77, 96)])
    moved = board_of(window).faces[0].face
    slide(window, "age", 1.0)
    window.run()
    finished(qtbot, window)
    assert board_of(window).faces[0].face == moved


def test_each_page_has_faces_of_its_own(
    qtbot: QtBot, window: Window, page: Page, form: FaceForm, faces: list[Face]
) -> None:
    slide(window, "age", 0.8)
    faces[:] = []
    begun(qtbot, window, photo(seed=9))
    assert board_of(window).faces == () and form.head.none.isVisible() and form.idle
    assert form.params == FaceParams()
    window.session.show(page)
    assert values(window) == [{"age": 0.8}, {}] and not form.head.none.isVisible()
    assert board_of(window).finding is False, "they are not looked for again"


def test_on_a_turned_photo_faces_are_looked_for_anew(
    qtbot: QtBot, window: Window, page: Page, faces: list[Face]
) -> None:
    faces[:] = [LESS]
    window.choose("rotate")
    window.run()
    finished(qtbot, window)
    window.choose("face")
    found(qtbot, window)
    assert [each.face for each in board_of(window).faces] == [LESS]


def test_what_cannot_be_looked_for_is_told_with_what_to_do(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object, **_how: object) -> None:
        raise GanstudioError("The model align is not there.")

    monkeypatch.setattr(find, "find", fail)
    begun(qtbot, window)
    head = form_of(window).head
    assert "The model align is not there." in head.none.words and head.first.isVisible()


def test_a_preset_is_for_the_chosen_face_and_waits_for_one_that_is_looked_for(
    qtbot: QtBot, window: Window, faces: list[Face]
) -> None:
    window.session.add(photo())
    window.choose("face")
    window.panel.put_params(FaceParams(smile=0.5, more="hat=1"))
    found(qtbot, window)
    assert values(window) == [{"smile": 0.5, "hat": 1.0}, {}]
    preset = Preset("own", {"age": -0.5})
    window.panel.presets.chosen.emit(preset.on(window.panel.params))
    assert values(window)[0] == {"age": -0.5, "smile": 0.5, "hat": 1.0}


def test_five_pictures_show_what_a_slider_would_do_and_are_remembered(
    qtbot: QtBot, window: Window, page: Page, form: FaceForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(form.ranges._rest, "interval", lambda: 0)
    age = form.sliders.all["age"]
    age.entered.emit(age)
    qtbot.waitUntil(lambda: form.ranges.strip is not None and bool(form.ranges.strip.images), timeout=PATIENCE)
    strip = form.ranges.strip
    assert strip and strip.isVisible() and len(strip.images) == len(ranges.MARKS)
    assert len({image.cacheKey() for image in strip.images}) == 5
    assert not strip.geometry().contains(age.mapTo(window, QPoint(5, age.height() - 5))), "the slider is left free"
    age.left.emit(age)
    assert not strip.isVisible()

    def never(*_given: object, **_how: object) -> None:
        raise AssertionError("asked again")

    monkeypatch.setattr(ranges, "strip", never)
    age.entered.emit(age)
    qtbot.waitUntil(strip.isVisible, timeout=PATIENCE)
    assert strip.images


def test_the_panel_warns_and_says_how_far_a_face_is_changed(
    qtbot: QtBot, window: Window, faces: list[Face], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judged, "state", lambda *_given: State("This face is turned away.", 0.5, 20.0))
    monkeypatch.setattr(judged, "change", lambda *_given: 0.5)
    begun(qtbot, window)
    form = form_of(window)
    qtbot.waitUntil(form.warning.isVisible, timeout=PATIENCE)
    assert form.warning.text.text() == "This face is turned away." and form.meter.bar.value() == 0
    slide(window, "age", 0.5)
    qtbot.waitUntil(lambda: form.meter.bar.value() == 50, timeout=PATIENCE)
    form.reset.click()
    assert form.meter.bar.value() == 0 and form.warning.isVisible()


def test_a_meter_has_words(qtbot: QtBot) -> None:
    meter = Meter()
    qtbot.addWidget(meter)
    words = []
    for change in (None, 0.0, 0.1, 0.5, 0.9, 2.0):
        meter.show_change(change)
        words.append(meter.word.text())
    assert len(set(words)) == 6 and meter.bar.value() == 100


def test_the_region_becomes_a_mask_to_be_corrected_and_goes_with_the_step(
    qtbot: QtBot, window: Window, page: Page, form: FaceForm
) -> None:
    assert window.panel.attachments.keys() == {FACES}
    slide(window, "age", 1.0)
    window.panel.masks.open()
    qtbot.waitUntil(lambda: page.selection.mask is not None, timeout=PATIENCE)
    mask = page.selection.mask
    assert mask is not None and mask[70, 75] == 255 and mask[66, 178] == 255 and not mask[:, 130].any()
    assert window.panel.attachments["mask"] is mask
    window.kit.put(tool="eraser", size=60, hardness=1.0)
    drag(page.canvas, [(75, 70), (75, 71)])
    before = page.document.photo.pixels
    window.run()
    finished(qtbot, window)
    assert np.array_equal(page.document.photo.pixels[60:80, 65:85], before[60:80, 65:85]), "what was rubbed out stays"
    assert not window.panel.masks.on and page.selection.mask is None
    page.document.undo()
    assert window.panel.masks.on and page.selection.mask is not None and values(window)[0] == {"age": 1.0}


def test_a_mask_for_something_else_is_none_for_faces(qtbot: QtBot, window: Window, page: Page) -> None:
    other = np.zeros((160, 240), np.uint8)
    other[:10, :10] = 255
    page.selection.put(other)
    before = page.selection.mask
    window.panel.masks.open()
    qtbot.waitUntil(lambda: page.selection.mask is not before, timeout=PATIENCE)
    mask = page.selection.mask
    assert mask is not None and mask[70, 75] == 255 and not mask[5, 5]


def test_portraits_go_on_in_another_row_where_there_is_no_room(qtbot: QtBot) -> None:
    portraits = Portraits()
    qtbot.addWidget(portraits)
    portraits.resize(320, 200)
    portraits.show()
    portraits.show_faces(photo(), (Chosen(LARGE), Chosen(LESS)), (0,))
    first, second = portraits.all
    qtbot.waitUntil(lambda: second.x() > first.x() and portraits.plus.x() > second.x(), timeout=PATIENCE)
    portraits.resize(60, 200)
    qtbot.waitUntil(lambda: second.y() > first.y() and portraits.plus.y() > second.y(), timeout=PATIENCE)
    assert first.accessibleName() != second.accessibleName() and first.focusPolicy() & Qt.FocusPolicy.TabFocus

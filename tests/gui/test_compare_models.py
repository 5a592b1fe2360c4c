"""Models side by side: a frame on the photo, what each makes of it, and the one that is taken."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from ganstudio.errors import ModelError
from ganstudio.gui.library.compare import sources as sources_module
from ganstudio.gui.library.compare import trials as trials_module
from ganstudio.gui.library.compare.grid import best_columns
from ganstudio.gui.library.compare.map import CropMap, at_first
from ganstudio.gui.library.compare.tile import memory, seconds
from ganstudio.gui.library.compare.window import CompareWindow
from ganstudio.gui.panel.models import ModelEditor
from ganstudio.gui.panel.specimen import as_shown
from ganstudio.gui.window import Window
from ganstudio.image.photo import Photo
from ganstudio.settings import Settings
from ganstudio.tools.tool import Context
from ganstudio.tools.versus import Scene
from tests.engine import small
from tests.gui.rooms import PATIENCE, save_picture

NAMES = ("upscale-x2-faithful", "upscale-x4-faithful")


@pytest.fixture(scope="session")
def tiny_models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with three models of random weights for super-resolution."""
    folder = tmp_path_factory.mktemp("tiny three")
    small.save(folder, "upscale-x4-faithful")
    small.save(folder, "upscale-x2-faithful", scale=2, seed=1)
    small.save(folder, "upscale-x4-sharp", seed=2)
    return folder


def begun(qtbot: QtBot, window: Window) -> CompareWindow:
    store = window.studio.store
    window.versus.compare([store.find(name) for name in NAMES])
    shown = window.versus.window
    qtbot.waitUntil(lambda: not shown.side.map._image.isNull(), timeout=PATIENCE)
    return shown


def compared(qtbot: QtBot, window: Window) -> CompareWindow:
    shown = begun(qtbot, window)
    settled(qtbot, shown)
    return shown


def settled(qtbot: QtBot, shown: CompareWindow) -> None:
    def over() -> bool:
        return shown._photo is not None and shown.trials.over == len(shown.infos) and not shown.trials._pause.isActive()

    qtbot.waitUntil(over, timeout=PATIENCE)


def words(shown: CompareWindow) -> set[str]:
    """What can be read in the window, but for names."""
    names = {tile.title.accessibleName() for tile in shown.grid.tiles}
    found = {label.accessibleName() or label.text() for label in shown.findChildren(QLabel) if label.isVisible()}
    found |= {button.text() for button in shown.findChildren(QPushButton) if button.isVisible()}
    return found | {shown.side.sources.itemText(place) for place in range(shown.side.sources.count())} - names


def taken(map_: CropMap, qtbot: QtBot, start: QPoint, end: QPoint) -> None:
    """Press, move and let go."""
    qtbot.mousePress(map_, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(map_, end)
    qtbot.mouseRelease(map_, Qt.MouseButton.LeftButton, pos=end)


def test_each_shows_what_it_makes_of_the_part_with_time_and_memory(qtbot: QtBot, window: Window) -> None:
    page = window.session.add(Photo(small.picture(60, 300)))
    shown = compared(qtbot, window)
    assert shown.side.map.area == QRect(120, 0, 60, 60)
    original, *others = shown.grid.tiles
    assert np.array_equal(original.canvas.photo.pixels, page.document.photo.pixels[:, 120:180])
    for tile, name in zip(others, NAMES, strict=True):
        assert tile.info and tile.info.name == name
        assert tile.canvas.photo.size == (240, 240) and tile.pixels.text() == "240 × 240"
        assert "MB" in tile.facts.accessibleName() and "s" in tile.facts.accessibleName()
        assert not tile._sign.text
    assert not np.array_equal(others[0].canvas.photo.pixels, others[1].canvas.photo.pixels)
    shown.close()


def test_the_frame_is_dragged_resized_and_put_elsewhere(qtbot: QtBot, window: Window) -> None:
    window.session.add(Photo(small.picture(600, 600)))
    shown = begun(qtbot, window)
    map_, first = shown.side.map, shown.side.map.area
    assert first == QRect(172, 172, 256, 256)
    middle = map_._on_screen.center().toPoint()
    taken(map_, qtbot, middle, middle + QPoint(20, 10))
    assert map_.area.size() == first.size() and map_.area.topLeft() != first.topLeft()
    corner = map_._on_screen.bottomRight().toPoint()
    taken(map_, qtbot, corner, corner - QPoint(40, 30))
    assert map_.area.width() < 256 > map_.area.height()
    taken(map_, qtbot, QPoint(12, 12), QPoint(12, 12))
    assert map_.area.topLeft() == QPoint(0, 0), "a click brings it there, and it stays on the photo"
    shown.side.sizes.chip("128").click()
    assert map_.area.size() == QSize(128, 128)
    before = map_.area.x()
    qtbot.keyClick(map_, Qt.Key.Key_Right)
    assert map_.area.x() == before + 16
    assert np.array_equal(
        shown.grid.original.canvas.photo.pixels, window.open_photo().pixels[33:161, before + 16 : before + 144]
    )
    shown.close()


def test_only_what_is_framed_last_is_made(qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    areas, go, started = [], threading.Event(), threading.Event()
    really = trials_module.tried

    def slow(scene: Scene, info: object, context: Context) -> Photo:
        if scene.photo.size != (400, 300):  # only to get the model ready
            return really(scene, info, context)  # type: ignore[arg-type]
        areas.append(scene.area[:2])
        started.set()
        while not go.is_set():
            context.job.check()
            go.wait(0.01)
        return really(scene, info, context)  # type: ignore[arg-type]

    monkeypatch.setattr(trials_module, "tried", slow)
    window.session.add(Photo(small.picture(300, 400)))
    shown = begun(qtbot, window)
    qtbot.waitUntil(started.is_set, timeout=PATIENCE)
    assert shown.grid.tiles[1]._sign.text and shown.side.stop.isVisible()
    for place in (10, 20, 30):
        shown.side.map.put(QRect(place, 0, 40, 40))
        shown.side.map.changed.emit()
    assert shown.grid.tiles[1].canvas.photo.size == (40, 40), "the part as it is, until there is more"
    go.set()
    settled(qtbot, shown)
    assert areas[0] == (72, 22) and set(areas[1:]) == {(30, 0)}
    shown.close()


def test_it_can_be_stopped_and_run_again(qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    really, stopped = trials_module.tried, threading.Event()

    def endless(_scene: Scene, _info: object, context: Context) -> Photo:
        try:
            while True:
                context.job.check()
        finally:
            stopped.set()

    with monkeypatch.context() as patch:
        patch.setattr(trials_module, "tried", endless)
        window.session.add(Photo(small.picture(100, 100)))
        shown = begun(qtbot, window)
        qtbot.waitUntil(lambda: shown.trials.trial(NAMES[0]).working, timeout=PATIENCE)
        shown.side.stop.click()
        assert stopped.wait(PATIENCE / 1000)
        assert "Stopped" in shown.grid.tiles[1].facts.accessibleName() and shown.side.again.isVisible()
        english = words(shown)
        try:
            window.studio.change(Settings(language="es", device="cpu", precision="float32"))
            assert not {text for text in words(shown) & english if " " in text and not text[0].isdigit()}
            assert not shown.trials._pause.isActive(), "that is no reason to run them again"
        finally:
            window.studio.change(Settings(language="en", device="cpu", precision="float32"))
        assert words(shown) == english
    assert trials_module.tried is really
    shown.side.again.click()
    settled(qtbot, shown)
    assert shown.grid.tiles[1].canvas.photo.size == (400, 400)
    shown.close()


def test_all_look_at_the_same_place(qtbot: QtBot, window: Window) -> None:
    window.session.add(Photo(small.picture(60, 80)))
    shown = compared(qtbot, window)
    original, two, four = (tile.canvas for tile in shown.grid.tiles)
    four.set_zoom(2.0)
    assert original.zoom == pytest.approx(8.0) and two.zoom == pytest.approx(2.0)
    original.pan(original.rect().bottomRight().toPointF() / 4)
    for canvas in (two, four):
        middle = canvas.view.to_picture(canvas.rect().center().toPointF()) / 4
        same = original.view.to_picture(original.rect().center().toPointF())
        assert (middle - same).manhattanLength() < 1.5
    shown.side.fit.click()
    assert all(canvas.view.fitted for canvas in (original, two, four))
    shown.side.actual.click()
    assert four.zoom == 1.0 and original.zoom == pytest.approx(4.0)
    shown.activateWindow()
    qtbot.keyPress(four, Qt.Key.Key_O)
    qtbot.waitUntil(lambda: original.only_original and two.only_original and four.only_original, timeout=PATIENCE)
    qtbot.keyRelease(four, Qt.Key.Key_O)
    assert not (original.only_original or two.only_original or four.only_original)
    shown.close()


def test_one_is_taken_and_others_come_and_go(qtbot: QtBot, window: Window) -> None:
    window.session.add(Photo(small.picture(100, 120)))
    shown = compared(qtbot, window)
    assert not shown.grid.tiles[1].remove.isVisible(), "two are the fewest"
    shown.side.models._fill()
    more = next(each for each in shown.side.models.menu_of_all.actions() if not each.isChecked())
    more.setChecked(True)
    settled(qtbot, shown)
    assert [tile.info.name for tile in shown.grid.tiles[1:] if tile.info] == [*NAMES, "upscale-x4-sharp"]
    shown.grid.tiles[1].remove.click()
    assert [info.name for info in shown.infos] == ["upscale-x4-faithful", "upscale-x4-sharp"]
    settled(qtbot, shown)
    window.choose("crop")
    shown.grid.tiles[2].use.click()
    assert window.panel.tool.id == "upscale" and window.panel.params.model == "upscale-x4-sharp"
    shown.close()


def test_without_a_photo_a_sample_is_taken_and_the_open_photo_when_there_is_one(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample = save_picture(tmp_path / "sample.png", 90, 70)
    monkeypatch.setattr(sources_module, "_samples", lambda: [sample])
    shown = compared(qtbot, window)
    assert shown.side.sources.path == sample and shown._photo and shown._photo.size == (90, 70)
    page = window.session.add(Photo(small.picture(60, 80)))
    shown.look()
    qtbot.waitUntil(lambda: shown._photo is page.document.photo, timeout=PATIENCE)
    settled(qtbot, shown)
    assert shown.side.map.area == QRect(10, 0, 60, 60)
    shown.close()


def test_a_photo_that_cannot_be_read_is_told_of_in_another_language_too(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, bad = save_picture(tmp_path / "good.png", 90, 70), tmp_path / "bad.png"
    bad.write_bytes(b"no picture")
    monkeypatch.setattr(sources_module, "_samples", lambda: [good, bad])
    shown = compared(qtbot, window)
    sources = shown.side.sources
    sources.setCurrentIndex(sources.findData(str(bad)))
    sources.activated.emit(sources.currentIndex())
    qtbot.waitUntil(lambda: bool(shown.side.problem), timeout=PATIENCE)
    english = shown.side.problem
    assert "bad.png" in english
    try:
        window.studio.change(Settings(language="es", device="cpu", precision="float32"))
        qtbot.waitUntil(lambda: bool(shown.side.problem) and shown.side.problem != english, timeout=PATIENCE)
        assert "bad.png" in shown.side.problem
    finally:
        window.studio.change(Settings(language="en", device="cpu", precision="float32"))
    qtbot.waitUntil(lambda: shown.side.problem == english, timeout=PATIENCE)
    sources.setCurrentIndex(sources.findData(str(good)))
    sources.activated.emit(sources.currentIndex())
    settled(qtbot, shown)
    assert not shown.side.problem
    shown.close()


def test_the_panel_leads_here_with_its_model_first(qtbot: QtBot, window: Window) -> None:
    window.session.add(Photo(small.picture(60, 80)))
    window.choose("upscale")
    editor = window.panel.form.editors["model"]
    assert isinstance(editor, ModelEditor) and editor._compare.isVisible()
    editor.set_value("upscale-x4-sharp")
    editor._compare.click()
    shown = window.versus.window
    assert [info.name for info in shown.infos][0] == "upscale-x4-sharp" and len(shown.infos) == 3
    settled(qtbot, shown)
    shown.close()


def test_what_cannot_be_compared_is_told(qtbot: QtBot, window: Window) -> None:
    window.versus.compare([window.studio.store.find(NAMES[0])])
    assert "Choose 2 to 6 models" in window.stage.banner.text
    assert not window.versus.window.isVisible()


def test_a_model_that_fails_says_why_and_the_others_go_on(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = trials_module.tried

    def fails(scene: Scene, info: object, context: Context) -> Photo:
        if getattr(info, "name", "") == NAMES[0]:
            raise ModelError("It does not work here.")
        return really(scene, info, context)  # type: ignore[arg-type]

    monkeypatch.setattr(trials_module, "tried", fails)
    window.session.add(Photo(small.picture(60, 80)))
    shown = compared(qtbot, window)
    assert shown.grid.tiles[1].facts.accessibleName() == "It does not work here."
    assert shown.grid.tiles[2].canvas.photo.size == (240, 240)
    shown.close()


def test_words_for_time_and_memory() -> None:
    assert [seconds(each) for each in (0.0001, 0.0354, 0.42, 12.3)] == ["1 ms", "35 ms", "0.42 s", "12 s"]
    assert [memory(each) for each in (1000, 123_400_000, 2_340_000_000)] == ["1 MB", "123 MB", "2.3 GB"]


def test_pictures_are_as_large_as_the_window_allows() -> None:
    assert best_columns(3, 1200, 500) == 3 and best_columns(3, 500, 1200) == 1
    assert best_columns(4, 1000, 1000) == 2 and best_columns(7, 1400, 800) in (3, 4)


def test_the_frame_never_leaves_the_photo_nor_becomes_too_small(qtbot: QtBot) -> None:
    map_ = CropMap()
    qtbot.addWidget(map_)
    photo = Photo(small.picture(50, 3000))
    map_.show_photo(as_shown(photo), QSize(3000, 50))
    for wish in (QRect(-50, -50, 5000, 5000), QRect(2990, 40, 1, 1), QRect(1000, 10, 200, 20)):
        map_.put(wish)
        assert QRect(0, 0, 3000, 50).contains(map_.area) and 32 <= map_.area.width() <= 1024
        assert map_.area.height() >= 32
    assert at_first(QSize(1000, 800), QRect(100, 100, 50, 20)).contains(QRect(100, 100, 50, 20))

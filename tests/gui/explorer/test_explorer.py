"""Random faces: what is set is what is seen, and its neighbours beside it."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ganstudio.engine.store import Store
from ganstudio.errors import ModelError
from ganstudio.gui.explorer.controls import Controls
from ganstudio.gui.explorer.keep import Keep
from ganstudio.gui.explorer.level import LevelEditor
from ganstudio.gui.explorer.lot import HIGHEST
from ganstudio.gui.explorer.side import Side
from ganstudio.gui.explorer.window import ExplorerWindow
from ganstudio.gui.panel.face import FaceForm
from ganstudio.gui.studio import Studio
from ganstudio.gui.window import Window
from ganstudio.settings import Settings
from ganstudio.tools import facing
from tests.gui.explorer.hand import face, neighbours_there, put, same, seen, settled, slide
from tests.gui.rooms import PATIENCE
from tests.tools.faces import CONFIG, save_model_of_faces


def test_a_face_is_there_at_once_and_a_dozen_others_to_choose_from(qtbot: QtBot, explorer: ExplorerWindow) -> None:
    assert explorer.isVisible() and not explorer.empty and not explorer.isModal()
    assert same(seen(explorer), face(explorer, 1)) and "32 × 32" in explorer.view.words
    neighbours_there(qtbot, explorer)
    tiles = explorer.view.neighbours.tiles
    assert [tile.text() for tile in tiles] == [str(seed) for seed in range(12)]
    assert [tile.text() for tile in tiles if tile.isChecked()] == ["1"]
    tiles[7].click()
    settled(qtbot, explorer)
    assert explorer.controls.lot.seed == 7 and same(seen(explorer), face(explorer, 7))
    assert [tile.text() for tile in tiles if tile.isChecked()] == ["7"]


def test_seeds_are_leafed_through_and_thrown(
    qtbot: QtBot, explorer: ExplorerWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor, tiles = explorer.controls.seed, explorer.view.neighbours.tiles
    editor.previous.click()
    assert editor.value() == 0 and not editor.previous.isEnabled()
    editor.next.click()
    thrown = iter([1, 500])
    monkeypatch.setattr("ganstudio.gui.explorer.seeds.random.randrange", lambda _most: next(thrown))
    editor.dice.click()
    assert editor.value() == 500, "dice give another face, not the same again"
    assert (tiles[0].text(), tiles[11].text()) == ("492", "503")
    put(explorer, seed=HIGHEST)
    assert not editor.next.isEnabled() and not explorer.view.neighbours.after.isEnabled()
    assert not tiles[11].isEnabled(), "there are no seeds beyond the last"
    settled(qtbot, explorer)
    assert same(seen(explorer), face(explorer, HIGHEST))


def test_other_dozens_can_be_looked_at_before_one_is_chosen(qtbot: QtBot, explorer: ExplorerWindow) -> None:
    there = explorer.view.neighbours
    assert not there.before.isEnabled()
    there.after.click()
    assert explorer.controls.lot.seed == 1 and there.tiles[0].text() == "12"
    assert not any(tile.isChecked() for tile in there.tiles)
    neighbours_there(qtbot, explorer)
    there.tiles[2].click()
    assert explorer.controls.lot.seed == 14


def test_without_truncation_left_all_faces_are_the_average_one(qtbot: QtBot, explorer: ExplorerWindow) -> None:
    put(explorer, truncation=0.0)
    settled(qtbot, explorer)
    average = seen(explorer)
    put(explorer, seed=5)
    settled(qtbot, explorer)
    assert same(seen(explorer), average)


def test_two_faces_are_mixed(qtbot: QtBot, explorer: ExplorerWindow) -> None:
    editors = explorer.controls.form.editors
    level, there = editors["level"], explorer.view.neighbours
    assert not level.isVisible() and not editors["other"].isVisible() and not there.which.isVisible()
    put(explorer, mix=True, other=9)
    assert level.isVisible() and editors["other"].isVisible() and isinstance(level, LevelEditor)
    assert (level._slider.minimum(), level._slider.maximum()) == (1, 7), "the model has codes for 8 levels"
    settled(qtbot, explorer)
    assert same(seen(explorer), face(explorer, 1, other=9, level=4))
    put(explorer, level=7)
    settled(qtbot, explorer)
    assert same(seen(explorer), face(explorer, 1, other=9, level=7))
    there.which.chip("second").click()
    assert [tile.text() for tile in there.tiles if tile.isChecked()] == ["9"]
    there.tiles[3].click()
    assert (explorer.controls.lot.seed, explorer.controls.lot.other) == (1, 3)
    settled(qtbot, explorer)
    assert same(seen(explorer), face(explorer, 1, other=3, level=7)) and "1 + 3" in explorer.view.words


def test_the_sliders_of_the_model_change_it_and_go_back(qtbot: QtBot, explorer: ExplorerWindow) -> None:
    section, before = explorer.controls.sliders, seen(explorer)
    assert set(section.sliders.all) == set(str(CONFIG["sliders"]).split(",")) and not section.reset.isEnabled()
    slide(explorer, "age", 0.5)
    slide(explorer, "hat", -1.0)
    settled(qtbot, explorer)
    assert same(seen(explorer), face(explorer, 1, sliders=(("age", 0.5), ("hat", -1.0))))
    assert not same(seen(explorer), before)
    explorer.controls.seed.next.click()
    assert dict(explorer.controls.lot.sliders) == {"age": 0.5, "hat": -1.0}, "another face gets them too"
    section.reset.click()
    explorer.controls.seed.previous.click()
    settled(qtbot, explorer)
    assert same(seen(explorer), before) and not section.reset.isEnabled()


def test_what_was_looked_at_comes_back(qtbot: QtBot, explorer: ExplorerWindow) -> None:
    view = explorer.view
    assert not view.back.isEnabled()
    for value in (0.1, 0.2, 0.3):
        slide(explorer, "smile", value)
    put(explorer, seed=30)
    view.back.click()
    assert explorer.controls.lot.seed == 1 and dict(explorer.controls.lot.sliders) == {"smile": 0.3}
    view.back.click()
    assert explorer.controls.lot.sliders == () and not view.back.isEnabled()
    settled(qtbot, explorer)
    assert same(seen(explorer), face(explorer, 1))
    view.forward.click()
    view.forward.click()
    assert explorer.controls.lot.seed == 30 and not view.forward.isEnabled()
    assert view.neighbours.tiles[0].text() == "24"


def test_of_many_wishes_only_the_last_is_waited_for(
    qtbot: QtBot, explorer: ExplorerWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    free, made = threading.Event(), facing.made

    def slow(model: str, seed: int, *parts: Any, **how: Any) -> Any:
        asked.append(seed)
        assert free.wait(PATIENCE / 1000)
        return made(model, seed, *parts, **how)

    neighbours_there(qtbot, explorer)
    monkeypatch.setattr(facing, "made", slow)
    for seed in range(100, 120):
        put(explorer, seed=seed)
    assert explorer.maker.busy and explorer.controls.seed.isEnabled()
    qtbot.waitUntil(lambda: asked == [100], timeout=PATIENCE)
    free.set()
    settled(qtbot, explorer)
    assert asked[:2] == [100, 119] and same(seen(explorer), face(explorer, 119))


def test_a_face_that_cannot_be_made_is_told_and_another_can(
    qtbot: QtBot, explorer: ExplorerWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = facing.made

    def fails(model: str, seed: int, *parts: Any, **how: Any) -> Any:
        if seed == 3:
            raise ModelError("The model file is gone.")
        return made(model, seed, *parts, **how)

    monkeypatch.setattr(facing, "made", fails)
    put(explorer, seed=3)
    qtbot.waitUntil(lambda: "The model file is gone." in explorer.view.picture.told, timeout=PATIENCE)
    assert not explorer.keep.save.isEnabled() and not explorer.maker.busy
    put(explorer, seed=4)
    settled(qtbot, explorer)
    assert not explorer.view.picture.told and explorer.keep.save.isEnabled()


def test_closed_it_makes_nothing_more_and_opened_again_it_goes_on(
    qtbot: QtBot, opened: ExplorerWindow, window: Window
) -> None:
    put(opened, seed=40)
    opened.close()
    assert opened.maker.wish is None
    put(opened, seed=41)
    assert opened.maker.wish is None
    window.explorer.show()
    settled(qtbot, opened)
    assert same(seen(opened), face(opened, 41))


def test_the_panel_of_faces_leads_there(opened: ExplorerWindow, window: Window) -> None:
    opened.close()
    window.choose("face")
    form = window.panel.form
    assert isinstance(form, FaceForm) and form.random.isVisible()
    form.random.click()
    assert opened.isVisible()


def test_it_speaks_another_language_as_soon_as_the_program_does(
    qtbot: QtBot, opened: ExplorerWindow, window: Window
) -> None:
    window.studio.change(Settings(language="es", device="cpu", precision="float32"))
    sizes = opened.keep.sizes
    assert [sizes.chip(times).text() for times in ("1", "2", "4")] == ["32 px", "64 px", "128 px"]
    assert opened.controls.sliders.reset.text() == "Restablecer"


def test_without_a_model_it_says_what_to_do(qtbot: QtBot, studio: Studio, tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    studio.store = studio.engine.store = Store([tmp_path / "models"])
    explorer = ExplorerWindow(studio)
    qtbot.addWidget(explorer)
    explorer.show()
    assert explorer.empty and explorer.add.isVisible() and explorer.maker.wish is None
    save_model_of_faces(tmp_path / "models")
    studio.models_changed.emit()
    assert not explorer.empty
    settled(qtbot, explorer)
    assert not explorer.keep.sizes.chip("4").isEnabled(), "there is nothing that enlarges"
    assert explorer.keep.times == 1
    explorer.close()


def test_of_several_models_one_is_chosen(qtbot: QtBot, studio: Studio, tmp_path: Path) -> None:
    save_model_of_faces(tmp_path)
    studio.store = studio.engine.store = Store([tmp_path])
    explorer = ExplorerWindow(studio)
    qtbot.addWidget(explorer)
    explorer.show()
    model = explorer.controls.form.editors["model"]
    assert not model.isVisible()
    save_model_of_faces(tmp_path, "others")
    studio.models_changed.emit()
    assert model.isVisible()
    put(explorer, model="others")
    settled(qtbot, explorer)
    assert explorer.controls.lot.model == "others" and explorer.controls.info
    assert explorer.controls.info.name == "others"
    explorer.close()


def test_an_enlarged_face_is_seen_first_as_it_is(qtbot: QtBot, explorer: ExplorerWindow) -> None:
    sizes: list[int] = []
    explorer.maker.changed.connect(lambda: sizes.append(len(seen(explorer))))
    explorer.keep.sizes.chip("4").click()
    put(explorer, seed=6)
    settled(qtbot, explorer)
    assert seen(explorer).shape == (128, 128, 3) and sizes[-1] == 128 and 32 in sizes
    assert np.abs(seen(explorer)[2::4, 2::4].astype(int) - face(explorer, 6)).mean() < 60


def test_where_it_is_low_the_sliders_are_in_one_row_each(qtbot: QtBot, studio: Studio) -> None:
    controls = Controls(studio)
    side, sliders = Side(controls, Keep()), controls.sliders.sliders.all.values()
    qtbot.addWidget(side)
    side.resize(side.width(), 900)
    side.show()
    qtbot.waitUntil(lambda: not side.low, timeout=PATIENCE)
    assert all(slider.ends.isVisible() for slider in sliders)
    for height in range(900, 300, -2):
        side.resize(side.width(), height)
        QApplication.processEvents()
        if side.low:
            break
    bar = side.area.verticalScrollBar()
    qtbot.waitUntil(lambda: side.low and bar.maximum() == 0, timeout=PATIENCE)  # before anything must be scrolled
    for slider in sliders:
        assert not slider.ends.isVisible() and slider.rail.width() > 60
        assert slider.slider.low == "" or "–" in slider.title.toolTip()
    side.resize(side.width(), height + 40)
    qtbot.waitUntil(lambda: not side.low, timeout=PATIENCE)
    assert all(slider.ends.isVisible() for slider in sliders)

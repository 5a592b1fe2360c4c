"""What is done with the models of a training: tried, promoted, exported, compared with those of another."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ganstudio.engine.store import Store
from ganstudio.gui.training import deeds
from ganstudio.gui.window import Window
from tests.gui.rooms import PATIENCE, photo
from tests.gui.tab_of_trainings import shown, well
from tests.gui.trainings import add_steps, asked, make_run
from trainers.control import Ask
from trainers.status import Phase

__all__ = ["well"]
pytestmark = pytest.mark.usefixtures("well")


def test_the_model_of_a_point_of_time_is_tried_on_the_open_photo(qtbot: QtBot, window: Window) -> None:
    make_run(title="Waves")
    window.session.add(photo())
    made = shown(qtbot, window)
    made.page.timeline.go_to(100)
    made.page.attempt.click()
    qtbot.waitUntil(lambda: not window.trainings.shown, timeout=PATIENCE)
    assert window.panel.tool.id == "upscale" and window.panel.previewed
    info = window.studio.store.find(window.panel.params.model)
    assert info.path.stem == f"{100:07d}" and "Waves" in info.title and "100" in info.title


def test_of_a_run_at_work_the_model_of_now_is_tried(qtbot: QtBot, window: Window) -> None:
    run = make_run(phase=Phase.TRAINING)
    window.session.add(photo())
    made = shown(qtbot, window)
    made.page.attempt.click()
    qtbot.waitUntil(lambda: asked(run, Ask.SNAPSHOT), timeout=PATIENCE)
    assert window.trainings.shown
    add_steps(run, 200, 250)
    qtbot.waitUntil(lambda: not window.trainings.shown, timeout=PATIENCE)
    assert window.studio.store.find(window.panel.params.model).path.stem == f"{250:07d}"


def test_a_promoted_model_is_in_the_panel_at_once(
    qtbot: QtBot, window: Window, tmp_path: Path, tiny_models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_run(title="Waves")
    window.studio.store = window.studio.engine.store = Store([tiny_models, tmp_path / "mine"])
    monkeypatch.setattr(deeds, "ask_for_title", lambda _parent, proposal: f"{proposal} of mine")
    made = shown(qtbot, window)
    made.page.use.click()
    qtbot.waitUntil(lambda: bool(made.banner.text), timeout=PATIENCE)
    info = next(each for each in window.studio.store.list("upscale") if each.title == "Waves of mine")
    assert info.path.parent == tmp_path / "mine"
    made.banner._act()
    assert not window.trainings.shown and window.panel.params.model == info.name


def test_a_model_is_exported_as_one_file(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_run(title="Waves")
    target = tmp_path / "waves.safetensors"
    monkeypatch.setattr(deeds.QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    made = shown(qtbot, window)
    made.page.export.click()
    qtbot.waitUntil(target.exists, timeout=PATIENCE)


@pytest.mark.parametrize("wish", [True, False])
def test_a_run_is_deleted_only_when_asked(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch, wish: bool
) -> None:
    run = make_run()
    monkeypatch.setattr(deeds, "ask_to_delete", lambda *_: wish)
    made = shown(qtbot, window)
    made.page.head.delete_requested.emit()
    if wish:
        qtbot.waitUntil(lambda: not run.folder.exists() and made.pages.currentWidget() is made.empty, timeout=PATIENCE)
    else:
        assert run.folder.exists()


def test_a_recipe_without_a_tool_offers_export_alone(qtbot: QtBot, window: Window) -> None:
    make_run(recipe="generate")
    page = shown(qtbot, window).page
    assert page.attempt.isHidden() and page.use.isHidden() and not page.export.isHidden()


# Two of them


def test_two_runs_are_compared_on_the_same_pictures(qtbot: QtBot, window: Window) -> None:
    make_run("a", title="A"), make_run("b", title="B"), make_run("c", title="C", recipe="style")
    made = shown(qtbot, window)
    made.show_run(next(each.folder for each in made.listing.model.entries if each.title == "A"))
    qtbot.waitUntil(lambda: made.page.seen is not None and made.page.seen.entry.title == "A", timeout=PATIENCE)
    made.page.head.compare_requested.emit()
    page = made.compare
    assert page and [side.box.currentText() for side in page.sides] == ["A", "B"]  # of the same kind
    qtbot.waitUntil(lambda: all(side.made for side in page.sides), timeout=PATIENCE)
    assert all(side.canvas.photo for side in page.sides) and page._plot and len(page._plot._curves) == 2
    page.sides[0].canvas.set_zoom(5.0)
    assert page.sides[1].canvas.zoom == 5.0
    page.left.emit()
    assert made.pages.currentWidget() is made.page and page.sides[0].canvas.photo is None


def test_models_of_two_runs_are_compared_on_a_photo(qtbot: QtBot, window: Window) -> None:
    make_run("a"), make_run("b")
    window.session.add(photo(24, 20))
    made = shown(qtbot, window)
    made.page.head.compare_requested.emit()
    page = made.compare
    assert page
    page.pictures.setCurrentIndex(page.pictures.findText("The open photo"))
    page._choose()
    qtbot.waitUntil(lambda: all(side.made for side in page.sides), timeout=PATIENCE)
    assert [side.canvas.photo and side.canvas.photo.size for side in page.sides] == [(96, 80), (96, 80)]

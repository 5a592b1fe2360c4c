"""The trainer tab: the runs there are, the page of one of them, what can be asked and done."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from ganstudio.engine.store import Store
from ganstudio.gui.training import deeds, desk
from ganstudio.gui.training.questions import Leaving
from ganstudio.gui.training.tab import TrainingTab
from ganstudio.gui.window import Window
from tests.gui.rooms import PATIENCE, photo
from tests.gui.trainings import EVERY, add_steps, asked, make_run, put_status
from trainers import launch, signals
from trainers.control import Ask
from trainers.doctor import examine as doctor
from trainers.doctor import treat as treatment
from trainers.doctor.diagnosis import Diagnosis, Illness, Remedy
from trainers.status import Phase

ILL = Diagnosis(
    Illness.STRONG_DISCRIMINATOR,
    120,
    "The discriminator overpowers the generator",
    "It is too sure.",
    Remedy("Slow it down", {"learning_rate": 1e-5}, 100),
    (signals.D_REAL, signals.D_FAKE),
)


@pytest.fixture(autouse=True)
def _well(monkeypatch: pytest.MonkeyPatch) -> None:
    """The doctor is tested elsewhere; windows close without asking."""
    monkeypatch.setattr(doctor, "examine", lambda _run: ())
    monkeypatch.setattr(desk, "ask_about_leaving", lambda *_: Leaving.GO_ON)


def shown(qtbot: QtBot, window: Window) -> TrainingTab:
    """The tab, with its list and the page of a run, if there is one."""
    window.trainings.show(True)
    qtbot.waitUntil(lambda: window.trainings._tab is not None, timeout=PATIENCE)
    window.trainings.roll.look()
    qtbot.waitUntil(lambda: window.trainings.roll.known, timeout=PATIENCE)
    made = window.trainings.tab
    if window.trainings.roll.entries:
        qtbot.waitUntil(lambda: made.page.seen is not None, timeout=PATIENCE)
    return made


def looked(qtbot: QtBot, made: TrainingTab) -> None:
    """Wait until the page shows its folder as it is now."""
    before = made.page.seen
    made.page.follow.look()
    qtbot.waitUntil(lambda: made.page.seen is not before, timeout=PATIENCE)


# The list


def test_runs_of_earlier_days_are_listed_and_the_newest_is_shown(qtbot: QtBot, window: Window) -> None:
    make_run("old", title="Old one", phase=Phase.FINISHED)
    time.sleep(0.02)  # the clock of files
    make_run("new", title="New one", phase=Phase.TRAINING)
    made = shown(qtbot, window)
    assert [entry.title for entry in made.listing.model.entries] == ["New one", "Old one"]
    assert made.page.seen and made.page.seen.run.folder.name == "new"
    assert made.listing.folder == made.page.seen.run.folder


def test_choosing_another_run_shows_its_page(qtbot: QtBot, window: Window) -> None:
    make_run("a"), make_run("b")
    made = shown(qtbot, window)
    assert made.page.seen
    other = next(row for row, each in enumerate(made.listing.model.entries) if each.folder != made.page.seen.run.folder)
    made.listing._view.setCurrentIndex(made.listing.model.index(other))
    qtbot.waitUntil(
        lambda: made.page.seen is not None and made.page.seen.run.folder == made.listing.folder, timeout=PATIENCE
    )


def test_a_run_whose_process_was_killed_can_be_resumed(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = make_run(phase=Phase.TRAINING)
    status = (run.folder / "status.json").read_text(encoding="utf-8")
    import os

    (run.folder / "status.json").write_text(status.replace(str(os.getpid()), "4194399"), encoding="utf-8")
    started: list[Path] = []
    monkeypatch.setattr(launch, "start", lambda run: started.append(run.folder) or 1)
    made = shown(qtbot, window)
    assert made.page.seen and made.page.seen.status.phase is Phase.STOPPED
    assert made.page.head.stop.isHidden() and not made.page.head.go_on.isHidden()
    made.page.head.go_on.click()
    qtbot.waitUntil(lambda: started == [run.folder], timeout=PATIENCE)


def test_without_runs_the_wizard_is_a_click_away(qtbot: QtBot, window: Window) -> None:
    made = shown(qtbot, window)
    assert made.pages.currentWidget() is made.empty
    made.empty.begun.emit()
    assert made.wizard and made.pages.currentWidget() is made.wizard
    run = make_run(phase=Phase.TRAINING)
    made.wizard.begun.emit(run)
    qtbot.waitUntil(lambda: made.page.seen is not None, timeout=PATIENCE)
    assert made.pages.currentWidget() is made.page
    qtbot.waitUntil(lambda: bool(made.listing.model.entries), timeout=PATIENCE)
    assert made.listing.isVisible() and made.new.isVisible()


# The page


def test_the_page_follows_what_the_process_writes(qtbot: QtBot, window: Window) -> None:
    run = make_run(phase=Phase.TRAINING)
    made = shown(qtbot, window)
    page = made.page
    assert "200 of 400" in page.head.facts.accessibleName() and "2.5" in page.head.facts.accessibleName()
    assert page.timeline.slider.maximum() == 200 // EVERY - 1 == page.timeline.slider.value()
    add_steps(run, 200, 250)
    put_status(run, Phase.TRAINING, 250)
    looked(qtbot, made)
    assert page.timeline.slider.value() == page.timeline.slider.maximum() == 250 // EVERY - 1  # it stays at the newest
    assert {plot.group.title for plot in page.plots.plots} >= {"psnr", "Losses", "Gradients"}


def test_the_window_does_not_grow_when_trainings_are_seen_again(qtbot: QtBot, window: Window) -> None:
    make_run()
    shown(qtbot, window)
    window.trainings.show(False)
    window.resize(window.minimumSizeHint())
    width = window.width()
    window.trainings.show(True)
    assert window.width() == max(width, window.minimumSizeHint().width())


def test_a_press_on_the_line_of_time_goes_there_at_once(qtbot: QtBot, window: Window) -> None:
    make_run()
    slider = shown(qtbot, window).page.timeline.slider
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(3, slider.height() // 2))
    assert slider.value() == 0
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() - 4, slider.height() // 2))
    assert slider.value() == slider.maximum()


def test_nothing_is_promised_of_a_model_before_the_first_step(qtbot: QtBot, window: Window) -> None:
    run = make_run(steps=0, phase=Phase.STARTING)
    page = shown(qtbot, window).page
    assert not page.use.isEnabled() and not page.export.isEnabled()
    put_status(run, Phase.TRAINING, 1)
    qtbot.waitUntil(page.use.isEnabled, timeout=PATIENCE)


def test_who_looks_back_is_left_there(qtbot: QtBot, window: Window) -> None:
    run = make_run(phase=Phase.TRAINING)
    made = shown(qtbot, window)
    made.page.plots.clicked.emit(95.0)
    assert made.page.timeline.step == 100
    qtbot.waitUntil(lambda: made.page.timeline.canvas.photo is not None, timeout=PATIENCE)
    add_steps(run, 200, 250)
    looked(qtbot, made)
    assert made.page.timeline.step == 100
    made.page.timeline.latest.click()
    assert made.page.timeline.step is None


def test_legends_tell_the_numbers_at_the_step_that_is_looked_at(qtbot: QtBot, window: Window) -> None:
    make_run()
    plot = shown(qtbot, window).page.plots.plots[0]
    newest = plot.title.text()
    assert "PSNR" in newest and "best 25.1 at step 200" in newest
    plot.mark(50)
    assert newest != plot.title.text() and "21.8" in plot.title.text()


@pytest.mark.parametrize("what", [Ask.PAUSE, Ask.STOP, Ask.SNAPSHOT])
def test_the_process_is_asked_and_the_button_waits(qtbot: QtBot, window: Window, what: Ask) -> None:
    run = make_run(phase=Phase.TRAINING)
    head = shown(qtbot, window).page.head
    button = {Ask.PAUSE: head.pause, Ask.STOP: head.stop, Ask.SNAPSHOT: head.snapshot}[what]
    button.click()
    qtbot.waitUntil(lambda: asked(run, what), timeout=PATIENCE)
    assert not button.isEnabled()


def test_a_snapshot_is_told_when_it_is_there(qtbot: QtBot, window: Window) -> None:
    run = make_run(phase=Phase.TRAINING)
    made = shown(qtbot, window)
    made.page.head.snapshot.click()
    add_steps(run, 200, 250)
    looked(qtbot, made)
    assert "step 250" in made.banner.text and made.page.head.snapshot.isEnabled()


def test_a_paused_run_goes_on_by_asking(qtbot: QtBot, window: Window) -> None:
    run = make_run(phase=Phase.PAUSED)
    head = shown(qtbot, window).page.head
    assert head.pause.isHidden()
    head.go_on.click()
    qtbot.waitUntil(lambda: asked(run, Ask.RESUME), timeout=PATIENCE)


def test_why_a_run_failed_is_told(qtbot: QtBot, window: Window) -> None:
    run = make_run()
    put_status(run, Phase.FAILED, 200, sentence="The disk is full.")
    problem = shown(qtbot, window).page.head.problem
    assert problem.text() == "The disk is full." and not problem.isHidden()


# The doctor


def test_the_doctor_is_heard_and_the_remedy_waits_for_the_process(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = make_run(phase=Phase.TRAINING)
    done: list[str] = []
    monkeypatch.setattr(doctor, "examine", lambda _run: (ILL,))
    monkeypatch.setattr(treatment, "treat", lambda run, found: done.append(f"treated {launch.at_work(run)}"))
    monkeypatch.setattr(launch, "start", lambda _run: done.append("started"))
    made = shown(qtbot, window)
    qtbot.waitUntil(lambda: len(made.page.doctor.cards) == 1, timeout=PATIENCE)
    judged = next(plot for plot in made.page.plots.plots if signals.D_REAL in plot.group.names)
    assert judged.drawing._since.isVisible()
    made.page.doctor.cards[0].remedy.click()
    qtbot.waitUntil(lambda: asked(run, Ask.STOP), timeout=PATIENCE)
    assert not done and not made.page.doctor.cards[0].remedy.isEnabled()
    put_status(run, Phase.STOPPED, 200)
    qtbot.waitUntil(lambda: done == ["treated False", "started"], timeout=PATIENCE)


def test_each_diagnosis_has_its_page(qtbot: QtBot, window: Window) -> None:
    from ganstudio.gui.training.lesson import LessonDialog

    for illness in Illness:
        dialog = LessonDialog(illness.value, window)
        assert len(dialog.text.toPlainText()) > 600, illness
        dialog.deleteLater()


# What is done with models


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


# The window around it


def test_the_rooms_of_photos_go_and_come_back(qtbot: QtBot, window: Window) -> None:
    window.session.add(photo())
    window.menu_actions["history"].trigger()  # hidden before, hidden afterwards
    before = [dock.isVisible() for dock in window.docks]
    shown(qtbot, window)
    assert not any(dock.isVisible() for dock in window.docks) and not window.bar.isVisible()
    enabled = {name for name in ("open", "settings", "training") if window.menu_actions[name].isEnabled()}
    assert enabled == {"open", "settings", "training"}
    for name in ("run", "undo", "export", "compare", "tool:crop", "palette"):
        assert not window.menu_actions[name].isEnabled(), name
    window.menu_actions["training"].trigger()
    assert [dock.isVisible() for dock in window.docks] == before and window.bar.isVisible()
    assert window.menu_actions["export"].isEnabled()


def test_photos_need_no_more_room_because_trainings_were_seen(qtbot: QtBot, window: Window) -> None:
    make_run()
    window.resize(900, 700)
    qtbot.wait(0)
    narrow = window.minimumSizeHint().width()
    shown(qtbot, window)
    window.trainings.show(False)
    window.resize(900, 700)  # as wide as before: the toolbar has names where there is room
    qtbot.waitUntil(lambda: window.minimumSizeHint().width() == narrow, timeout=PATIENCE)


def test_opening_a_photo_turns_back_to_photos(qtbot: QtBot, window: Window, photos: list[Path]) -> None:
    shown(qtbot, window)
    window.session.open(photos[:1])
    assert not window.trainings.shown
    qtbot.waitUntil(lambda: window.session.current is not None, timeout=PATIENCE)


def test_a_training_out_of_sight_is_told_in_the_status_bar(qtbot: QtBot, window: Window) -> None:
    make_run(title="Waves", phase=Phase.TRAINING)
    window.trainings.look()
    button = window.status.training
    qtbot.waitUntil(lambda: "Waves" in button.text() and "50 %" in button.text(), timeout=PATIENCE)
    button.click()
    assert window.trainings.shown and button.isHidden()
    qtbot.waitUntil(lambda: window.trainings._tab is not None, timeout=PATIENCE)  # whose libraries come in a thread


@pytest.mark.parametrize(
    ("wish", "closed", "stopped"),
    [(Leaving.STOP, True, True), (Leaving.GO_ON, True, False), (Leaving.STAY, False, False)],
)
def test_leaving_asks_what_shall_become_of_a_training(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch, wish: Leaving, closed: bool, stopped: bool
) -> None:
    run = make_run(phase=Phase.TRAINING)
    window.trainings.look()
    qtbot.waitUntil(lambda: bool(window.trainings.roll.working), timeout=PATIENCE)
    monkeypatch.setattr(desk, "ask_about_leaving", lambda *_: wish)
    assert window.close() is closed
    assert asked(run, Ask.STOP) is stopped
    monkeypatch.setattr(desk, "ask_about_leaving", lambda *_: Leaving.GO_ON)


def test_leaving_asks_nothing_while_none_is_at_work(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_run(phase=Phase.STOPPED)
    window.trainings.look()
    qtbot.waitUntil(lambda: window.trainings.roll.known, timeout=PATIENCE)
    monkeypatch.setattr(desk, "ask_about_leaving", lambda *_: pytest.fail("there is nothing to ask"))
    assert window.close()


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

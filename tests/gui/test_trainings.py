"""The trainer tab: the runs there are, the page of one of them, what can be asked, what the doctor says."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from ganstudio.gui.window import Window
from tests.gui.rooms import PATIENCE
from tests.gui.tab_of_trainings import looked, shown, well
from tests.gui.trainings import EVERY, add_steps, asked, make_run, put_status
from trainers import launch, signals
from trainers.control import Ask
from trainers.doctor import examine as doctor
from trainers.doctor import treat as treatment
from trainers.doctor.diagnosis import Diagnosis, Illness, Remedy
from trainers.status import Phase

__all__ = ["well"]
pytestmark = pytest.mark.usefixtures("well")
ILL = Diagnosis(
    Illness.STRONG_DISCRIMINATOR,
    120,
    "The discriminator overpowers the generator",
    "It is too sure.",
    Remedy("Slow it down", {"learning_rate": 1e-5}, 100),
    (signals.D_REAL, signals.D_FAKE),
)


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

"""A batch in its window: paused, stopped, taken up again."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ganstudio.batch.item import State
from ganstudio.errors import DiskFull
from ganstudio.gui.batch import desk as desks
from ganstudio.gui.batch.desk import BatchDesk
from ganstudio.gui.batch.unfinished import unfinished
from ganstudio.gui.batch.work import Stage
from ganstudio.gui.window import Window
from ganstudio.image.photo import Photo
from ganstudio.image.save import save_photo
from tests.gui.batching import Gate, desk, folder, held, of, over, started
from tests.gui.rooms import PATIENCE, save_picture

__all__ = ["desk", "folder"]


def test_pause_and_resume(
    qtbot: QtBot, desk: BatchDesk, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch)
    watch = started(qtbot, desk, folder, tmp_path / "out")
    held(qtbot, desk, gate)
    watch.pause.click()
    assert desk.work.stage is Stage.PAUSED and watch.resume.isVisible() and not watch.pause.isVisible()
    gate.open()
    qtbot.wait(300)
    assert desk.work.stage is Stage.PAUSED and desk.work.left > 0, "no photo is begun"
    assert watch._title.text() == "Paused" and not watch._problem.isVisible()
    watch.resume.click()
    over(qtbot, desk)
    assert len(of(desk, State.DONE)) == 4


def test_a_full_disk_pauses_with_a_sentence_and_goes_on(
    qtbot: QtBot, desk: BatchDesk, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = [True]

    def write(photo: Photo, path: Path, *rest: object, **more: object) -> None:
        if full[0]:
            raise DiskFull("The disk is full: make room.")
        save_photo(photo, path, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr("ganstudio.batch.work.save_photo", write)
    watch = started(qtbot, desk, folder, tmp_path / "out")
    qtbot.waitUntil(lambda: desk.work.stage is Stage.PAUSED, timeout=PATIENCE)
    assert "disk is full" in watch._problem.text() and watch._problem.isVisible() and watch.resume.isVisible()
    assert not of(desk, State.DONE)
    full[0] = False
    watch.resume.click()
    over(qtbot, desk)
    assert len(of(desk, State.DONE)) == 4 and not watch._problem.isVisible()


def test_stop_and_take_up_again(
    qtbot: QtBot, desk: BatchDesk, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch)
    watch = started(qtbot, desk, folder, tmp_path / "out")
    held(qtbot, desk, gate)
    watch.cancel.click()
    over(qtbot, desk)
    assert watch._title.text() == "Stopped" and desk.work.left == 4 and not of(desk, State.WORKING)
    gate.open()
    watch.resume.click()
    qtbot.waitUntil(lambda: desk.work.stage is Stage.OVER and desk.work.left == 0, timeout=PATIENCE)
    assert len(of(desk, State.DONE)) == 4


def test_what_failed_is_tried_again(qtbot: QtBot, desk: BatchDesk, folder: Path, tmp_path: Path) -> None:
    watch = started(qtbot, desk, folder, tmp_path / "out")
    over(qtbot, desk)
    save_picture(folder / "photo 10.png", seed=10)
    watch.retry.click()
    qtbot.waitUntil(lambda: len(of(desk, State.DONE)) == 5, timeout=PATIENCE)
    over(qtbot, desk)
    assert not watch.retry.isVisible() and (tmp_path / "out" / "photo 10_flip.png").is_file()


def test_a_batch_of_yesterday_is_offered_and_goes_on(
    qtbot: QtBot, window: Window, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, gate = window.batches, Gate(monkeypatch)
    started(qtbot, desk, folder, tmp_path / "out")
    held(qtbot, desk, gate)
    desk.work.cancel()
    over(qtbot, desk)
    gate.open()
    desk.work.forget()  # as a new start of the program finds it
    with qtbot.waitSignal(desk.offered, timeout=PATIENCE) as told:
        desk.look_for_unfinished()
    assert told.args == ["A batch was stopped with 1 of 5 photos done."]
    assert "5 photos" in window.stage.banner.text
    window.stage.banner._deed.click()
    offer = desk.window._offers.itemAt(0).widget()
    offer.resume.click()  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: desk.work.stage is Stage.OVER and desk.work.left == 0, timeout=PATIENCE)
    assert len(list((tmp_path / "out").rglob("*.png"))) == 4
    assert not unfinished()


def test_an_unfinished_batch_can_be_discarded(
    qtbot: QtBot, desk: BatchDesk, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch)
    watch = started(qtbot, desk, folder, tmp_path / "out")
    held(qtbot, desk, gate)
    desk.work.cancel()
    over(qtbot, desk)
    watch.new.click()
    qtbot.waitUntil(lambda: desk.window._offers.count() == 1, timeout=PATIENCE)
    answers = [False, True]
    monkeypatch.setattr(desks, "ask_to_discard", lambda *_: answers.pop(0))
    for left in (1, 0):
        desk.window._offers.itemAt(0).widget().drop.click()  # type: ignore[union-attr]
        assert desk.window._offers.count() == left
    assert not unfinished() and not desk.window._offer_room.isVisible()


def test_what_cannot_begin_says_why_and_leads_back(qtbot: QtBot, desk: BatchDesk, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"a file")
    watch = started(qtbot, desk, folder, tmp_path / "out")
    over(qtbot, desk)
    told = {item.reason for item in of(desk, State.FAILED)} or {watch._problem.text()}
    assert any("out" in sentence for sentence in told)
    watch.new.click()
    assert desk.window._pages.currentWidget() is desk.window.setup

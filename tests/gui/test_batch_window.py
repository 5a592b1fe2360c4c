"""The batch window, as a user goes through it: from the photos to the results, and beside the main window."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ganstudio.batch.item import Item, State
from ganstudio.gui.batch import desk as desks
from ganstudio.gui.batch.desk import BatchDesk
from ganstudio.gui.batch.questions import Wish
from ganstudio.gui.batch.unfinished import unfinished
from ganstudio.gui.batch.words import pace, summary
from ganstudio.gui.batch.work import Stage
from ganstudio.gui.window import Window
from ganstudio.image.files import open_photo
from ganstudio.paths import batches_folder
from ganstudio.settings import Settings
from tests.gui.batching import Gate, desk, folder, held, of, over, started
from tests.gui.rooms import PATIENCE

__all__ = ["desk", "folder"]


# From the beginning to the end


def test_a_folder_becomes_results_and_what_fails_says_why(
    qtbot: QtBot, desk: BatchDesk, folder: Path, tmp_path: Path
) -> None:
    watch = started(qtbot, desk, folder, tmp_path / "out")
    over(qtbot, desk)
    done = of(desk, State.DONE)
    assert [item.target for item in done] == [
        *(tmp_path / "out" / f"photo {number}_flip.png" for number in (1, 2, 3)),
        tmp_path / "out" / "day 2" / "photo 4_flip.png",
    ]
    for item in done:
        assert np.array_equal(open_photo(item.target).pixels, open_photo(item.source).pixels[:, ::-1])
    failed = of(desk, State.FAILED)
    assert [item.source.name for item in failed] == ["photo 10.png"] and "photo 10.png" in failed[0].reason
    assert desk.window.focusWidget() is watch.listing.table, "a key pressed in a hurry stops nothing"
    assert watch._title.text() == "Done" and watch._facts.text().startswith("5 of 5 photos  ·  1 failed")
    assert watch.retry.isVisible() and watch.report.isVisible() and not watch.resume.isVisible()


def test_a_finished_photo_is_seen_before_and_after_and_opened(
    qtbot: QtBot, window: Window, desk: BatchDesk, folder: Path, tmp_path: Path
) -> None:
    watch = started(qtbot, desk, folder, tmp_path / "out")
    over(qtbot, desk)
    watch.listing.select(folder / "photo 2.png")
    qtbot.waitUntil(lambda: watch.look.canvas.photo is not None, timeout=PATIENCE)
    canvas = watch.look.canvas
    after, before = canvas._current, canvas._original
    assert after and before and canvas._split.on
    assert watch.look._pages.currentWidget() is canvas
    watch.listing.select(folder / "photo 10.png")
    assert watch.look._pages.currentWidget() is watch.look.hint and canvas.photo is None
    assert "photo 10.png" in watch.look.hint.words
    assert not watch.look.open.isEnabled()
    watch.listing.select(folder / "photo 2.png")
    qtbot.keyClick(watch.listing.table, Qt.Key.Key_Return)
    result = tmp_path / "out" / "photo 2_flip.png"
    qtbot.waitUntil(lambda: window.session.page_of(result) is not None, timeout=PATIENCE)


def test_the_report_is_a_table_of_all(qtbot: QtBot, desk: BatchDesk, folder: Path, tmp_path: Path) -> None:
    started(qtbot, desk, folder, tmp_path / "out")
    over(qtbot, desk)
    report = tmp_path / "report.csv"
    desk.window.save_report(report)
    qtbot.waitUntil(lambda: "report.csv" in desk.window.banner.text, timeout=PATIENCE)
    rows = list(csv.reader(report.read_text("utf-8-sig").splitlines()))
    assert len(rows) == 6 and sum("failed" in row for row in rows) == 1
    desk.window.save_report(tmp_path / "nowhere" / "report.csv")
    qtbot.waitUntil(lambda: "nowhere" in desk.window.banner.text, timeout=PATIENCE)


def test_the_next_batch_begins_with_an_empty_slate(qtbot: QtBot, desk: BatchDesk, folder: Path, tmp_path: Path) -> None:
    watch = started(qtbot, desk, folder, tmp_path / "out")
    over(qtbot, desk)
    assert list(batches_folder().glob("*.jsonl"))
    watch.new.click()
    assert desk.window._pages.currentWidget() is desk.window.setup and desk.work.files.rowCount() == 0
    assert not list(batches_folder().glob("*.jsonl")), "of a finished batch nothing is left over"
    qtbot.waitUntil(lambda: not desk._studio.runner._tasks, timeout=PATIENCE)


# Beside the main window


def test_closed_it_goes_on_and_the_status_bar_brings_it_back(
    qtbot: QtBot, window: Window, desk: BatchDesk, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch)
    started(qtbot, desk, folder, tmp_path / "out")
    held(qtbot, desk, gate)
    desk.window.close()
    assert desk.work.running and window.status.batch.isVisible() and "Batch" in window.status.batch.text()
    gate.open()
    over(qtbot, desk)
    assert window.status.batch.text() == "Batch ended: 5 of 5 photos"
    window.status.batch.click()
    assert desk.window.isVisible() and not window.status.batch.isVisible()


def test_quitting_asks_while_a_batch_is_at_work(
    qtbot: QtBot, window: Window, desk: BatchDesk, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch)
    started(qtbot, desk, folder, tmp_path / "out")
    held(qtbot, desk, gate)
    asked: list[int] = []
    answers = [False, True]
    monkeypatch.setattr(desks, "ask_to_leave_batch", lambda _parent, left: (asked.append(left), answers.pop(0))[1])
    assert not window.close() and window.isVisible() and desk.work.running
    assert window.close() and not desk._window
    assert asked[0] == 4 and not answers
    qtbot.waitUntil(lambda: desk.work.stage is Stage.OVER, timeout=PATIENCE)
    assert len(unfinished()) == 1, "it can be resumed the next time"


def dropped(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def test_a_dropped_folder_asks_what_to_do(
    qtbot: QtBot, window: Window, desk: BatchDesk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wishes = [Wish.NOTHING, Wish.BATCH, Wish.OPEN]
    monkeypatch.setattr(desks, "ask_about_folder", lambda *_: wishes.pop(0))
    window.commands.take(dropped(folder))
    assert not desk._window
    window.commands.take(dropped(folder))
    assert desk.window.isVisible() and desk.window.setup.sources.paths == (folder,)
    window.commands.take(dropped(folder))
    qtbot.waitUntil(lambda: window.session.page_of(folder / "photo 1.png") is not None, timeout=PATIENCE)
    qtbot.waitUntil(lambda: len(window.stage.strip.paths) == 4, timeout=PATIENCE)
    assert len(window.session.pages) == 1


def test_editing_goes_on_meanwhile(
    qtbot: QtBot, window: Window, desk: BatchDesk, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch)
    started(qtbot, desk, folder, tmp_path / "out")
    held(qtbot, desk, gate)
    window.session.open([folder / "photo 1.png"])
    qtbot.waitUntil(lambda: window.session.current is not None, timeout=PATIENCE)
    window.choose("upscale")
    window.run()
    qtbot.waitUntil(lambda: window.work.page is None, timeout=PATIENCE)
    page = window.session.current
    assert page and page.document.photo.size == (160, 120) and desk.work.running
    page.document.mark_saved(tmp_path / "saved.png")
    gate.open()
    over(qtbot, desk)


# The list


def test_how_fast_it_goes() -> None:
    assert pace(0, 10, 60) == "" and pace(5, 10, 1) == ""
    assert pace(30, 30, 60) == "30 photos a minute  ·  1 minute left"
    assert pace(1, 0, 40) == "1.5 photos a minute"
    counts = Counter({State.DONE: 9990, State.FAILED: 5, State.SKIPPED: 2, State.WAITING: 3})
    told = summary(counts, 0, 0, running=True)
    assert told.replace("\u202f", "") == "9997 of 10000 photos  ·  5 failed  ·  2 skipped"


def test_the_window_speaks_and_dresses_as_the_main_window(qtbot: QtBot, window: Window, desk: BatchDesk) -> None:
    desk.show()
    before = desk.window.setup.workflows.icon().pixmap(20).toImage()
    window.studio.change(Settings(device="cpu", precision="float32", theme="light"))
    assert desk.window.setup.workflows.icon().pixmap(20).toImage() != before
    window.studio.change(Settings(device="cpu", precision="float32", theme="dark"))
    look = desk.window.watch.look
    look.show_item(Item(Path("/nowhere/a.jpg"), Path("/nowhere/b.jpg"), State.FAILED, "for a reason"))
    try:
        window.studio.change(Settings(device="cpu", precision="float32", language="es"))
        assert desk.window.setup.output.export.findChildren(QLabel)[0].text() == "Calidad"
        assert "for a reason" in look.hint.words, "what comes from a file is no sentence of ours"
    finally:
        window.studio.change(Settings(device="cpu", precision="float32", language="en"))

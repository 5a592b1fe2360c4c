"""The batch window, as a user goes through it: photos, steps, results; at work, paused, stopped, taken up again."""

from __future__ import annotations

import csv
import random
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QObject, Qt, QUrl
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from ganstudio.batch.item import Item, State
from ganstudio.errors import DiskFull
from ganstudio.gui.batch import desk as desks
from ganstudio.gui.batch.desk import BatchDesk
from ganstudio.gui.batch.files import MANY, Files
from ganstudio.gui.batch.questions import Wish
from ganstudio.gui.batch.setup import Setup
from ganstudio.gui.batch.unfinished import unfinished
from ganstudio.gui.batch.watch import Watch
from ganstudio.gui.batch.words import pace, summary
from ganstudio.gui.batch.work import Stage
from ganstudio.gui.filmstrip.thumbnails import Thumbnails
from ganstudio.gui.window import Window
from ganstudio.image.edit import Edit
from ganstudio.image.files import open_photo
from ganstudio.image.photo import Photo
from ganstudio.image.save import save_photo
from ganstudio.params import to_json
from ganstudio.paths import batches_folder
from ganstudio.settings import Settings
from ganstudio.tools import TOOLS
from ganstudio.tools.tool import Context
from ganstudio.tools.workflow import Workflow
from tests.gui.rooms import PATIENCE, save_picture

FLIP = Workflow("mirror", (Edit("flip", {"direction": "horizontal"}),))


@pytest.fixture
def desk(window: Window, qtbot: QtBot) -> Iterator[BatchDesk]:
    """The desk of a window; what is at work at the end is stopped."""
    yield window.batches
    window.batches.work.cancel()
    qtbot.waitUntil(lambda: not window.batches.work.running, timeout=PATIENCE)


class Gate:
    """Holds photos in the middle of their work until it is opened."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, name: str = "flip") -> None:
        self.reached = threading.Semaphore(0)
        self._open = threading.Event()
        run = TOOLS[name].run

        def held(photo: Photo, params: object, context: Context) -> Photo:
            self.reached.release()
            while not self._open.wait(0.01):
                context.job.check()
            return run(photo, params, context)

        monkeypatch.setitem(TOOLS, name, replace(TOOLS[name], run=held))

    def open(self) -> None:
        """Let all through, from now on."""
        self._open.set()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Four photos, one of them in a subfolder, and one that is none."""
    made = tmp_path / "viaje año"
    (made / "day 2").mkdir(parents=True)
    for number in (1, 2, 3):
        save_picture(made / f"photo {number}.png", seed=number)
    save_picture(made / "day 2" / "photo 4.png", seed=4)
    (made / "photo 10.png").write_bytes(b"no picture at all")
    return made


def started(qtbot: QtBot, desk: BatchDesk, folder: Path, output: Path | None, workflow: Workflow = FLIP) -> Watch:
    """Choose `folder` with its subfolders, and press Start."""
    setup = desk.window.setup
    desk.take([folder])
    setup.sources.recursive.set_value(True)
    setup.sources.recursive.changed.emit()
    setup.output.place.set_output(output)
    setup.show_workflow(workflow)
    qtbot.waitUntil(lambda: setup.sources.count == 5, timeout=PATIENCE)
    qtbot.mouseClick(setup.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.work.stage is not Stage.FINDING, timeout=PATIENCE)
    return desk.window.watch


def over(qtbot: QtBot, desk: BatchDesk) -> None:
    """Wait until nothing is at work any more."""
    qtbot.waitUntil(lambda: desk.work.stage is Stage.OVER, timeout=PATIENCE)


def held(qtbot: QtBot, desk: BatchDesk, gate: Gate) -> None:
    """Wait until a photo is in the middle of its work, and the one that is none has failed."""
    assert gate.reached.acquire(timeout=20)
    qtbot.waitUntil(lambda: len(of(desk, State.FAILED)) == 1, timeout=PATIENCE)


def of(desk: BatchDesk, state: State) -> list[Item]:
    """The photos of one state."""
    return [item for item in desk.work.files.items if item.state is state]


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


# Pausing, stopping, going on


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


# Choosing


@pytest.fixture
def setup(desk: BatchDesk) -> Setup:
    """The first page, shown."""
    desk.show()
    return desk.window.setup


def written(setup: Setup, pattern: str) -> None:
    editor = setup.output.form.editors["pattern"]
    editor.set_value(pattern)
    editor.changed.emit()


def example(setup: Setup) -> str:
    return setup.output.form.editors["pattern"].example  # type: ignore[attr-defined,no-any-return]


def test_the_example_follows_the_names_and_the_steps(qtbot: QtBot, setup: Setup, folder: Path) -> None:
    qtbot.waitUntil(lambda: example(setup) == "photo.jpg  →  photo_copy.jpg", timeout=PATIENCE)
    setup.sources.add([folder])
    setup.chain.append("flip")
    qtbot.waitUntil(lambda: example(setup) == "photo 1.png  →  photo 1_flip.png", timeout=PATIENCE)
    written(setup, "{tool} of {name} {scale}")
    setup.chain.append("upscale")
    qtbot.waitUntil(lambda: example(setup) == "photo 1.png  →  flip-upscale of photo 1 x4.png", timeout=PATIENCE)
    setup.output.form.editors["format"].set_value("webp")
    setup.output.form.editors["format"].changed.emit()
    qtbot.waitUntil(lambda: example(setup).endswith("x4.webp"), timeout=PATIENCE)


def test_a_placeholder_is_a_click_away(qtbot: QtBot, setup: Setup) -> None:
    written(setup, "")
    chip = next(button for button in setup.findChildren(QPushButton) if button.text() == "{number}")
    assert chip.toolTip()
    chip.click()
    assert setup.output.options.pattern == "{number}"


def test_what_stands_in_the_way_is_said_and_start_waits(qtbot: QtBot, setup: Setup, folder: Path) -> None:
    assert not setup.start.isEnabled() and setup._word.text() == "Add photos or a folder to begin."
    setup.sources.add([folder])
    qtbot.waitUntil(lambda: setup.start.isEnabled() and setup.sources.count == 4, timeout=PATIENCE)
    written(setup, "{nmae}")
    qtbot.waitUntil(lambda: not setup.start.isEnabled(), timeout=PATIENCE)
    assert "{nmae}" in setup._word.text() and "{nmae}" in example(setup)
    written(setup, "{name}_new")
    qtbot.waitUntil(setup.start.isEnabled, timeout=PATIENCE)
    setup.output.place.inside.setChecked(True)
    assert not setup.start.isEnabled() and "folder" in setup._word.text()
    setup.output.place.beside.setChecked(True)
    setup.show_workflow(Workflow("future", (Edit("time-travel"),)))
    assert not setup.start.isEnabled() and "time-travel" in setup._word.text()
    setup.show_workflow(Workflow("lost", (Edit("upscale", {"model": "gone"}),)))
    assert not setup.start.isEnabled() and "gone" in setup._word.text()


def test_photos_are_counted_with_and_without_subfolders(qtbot: QtBot, setup: Setup, folder: Path) -> None:
    sources = setup.sources
    sources.add([folder, folder / "photo 1.png", folder])
    assert sources.paths == (folder, folder / "photo 1.png")
    qtbot.waitUntil(lambda: sources.count == 4, timeout=PATIENCE)
    sources.recursive.set_value(True)
    sources.recursive.changed.emit()
    qtbot.waitUntil(lambda: sources.count == 5, timeout=PATIENCE)
    assert sources._told.text() == "5 photos"
    sources.list.setCurrentIndex(sources.model.index(0))
    qtbot.keyClick(sources.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: sources.count == 1, timeout=PATIENCE)
    assert sources.paths == (folder / "photo 1.png",) and sources._told.text() == "1 photo"


def test_only_what_a_format_has_is_asked(setup: Setup) -> None:
    form, export = setup.output.form, setup.output.export
    for name, quality, depth in (("png", False, True), ("jpeg", True, False), ("same", True, True)):
        form.editors["format"].set_value(name)
        form.editors["format"].changed.emit()
        assert export.editors["quality"].isVisible() == quality and export.editors["depth"].isVisible() == depth


# The chain


def test_a_chain_is_put_together(qtbot: QtBot, setup: Setup) -> None:
    chain = setup.chain
    chain.menu.aboutToShow.emit()
    titles = [action.text() for action in chain.menu.actions() if action.text()]
    assert len(titles) == len(TOOLS) and "Super-resolution" in titles
    for name in ("upscale", "flip", "light"):
        chain.menu.chosen.emit(name)
    chain.cards[2].form.editors["exposure"].set_value(0.5)  # type: ignore[union-attr]
    chain.cards[2].form.changed.emit()  # type: ignore[union-attr]
    assert [edit.tool for edit in chain.edits] == ["upscale", "flip", "light"]
    assert chain.edits[2].params["exposure"] == 0.5 and "0.5" in chain.cards[2]._facts._whole
    chain.cards[2].earlier.click()
    assert [edit.tool for edit in chain.edits] == ["upscale", "light", "flip"]
    chain.cards[0].copy.click()
    chain.cards[0].remove.click()
    assert [edit.tool for edit in chain.edits] == ["upscale", "light", "flip"]
    chain.cards[0].fold.setFocus()
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(chain.cards[0].fold, Qt.Key.Key_Down, both)
    assert [edit.tool for edit in chain.edits] == ["light", "upscale", "flip"]
    assert not chain.cards[0].earlier.isEnabled() and not chain.cards[2].later.isEnabled()


def test_a_step_is_dragged_to_another_place(qtbot: QtBot, setup: Setup) -> None:
    chain = setup.chain
    for name in ("upscale", "flip", "light"):
        chain.append(name)
    for card in chain.cards:
        card.set_open(False)
    QApplication.processEvents()
    grip, last = chain.cards[0].grip, chain.cards[2]
    grip.dragged.emit(last.mapToGlobal(last.rect().bottomLeft()))
    assert chain._line.isVisible()
    grip.dropped.emit()
    assert [edit.tool for edit in chain.edits] == ["flip", "light", "upscale"] and not chain._line.isVisible()


def test_a_step_that_is_left_alone_keeps_its_model(setup: Setup) -> None:
    edit = Edit("upscale", {"scale": 2.0}, "upscale-x2-faithful", "abc", seed=7)
    setup.chain.set_edits([edit])
    assert setup.chain.edits == (edit,)
    form = setup.chain.cards[0].form
    assert form
    form.editors["scale"].set_value(3.0)
    form.changed.emit()
    (changed,) = setup.chain.edits
    assert (changed.model, changed.sha256, changed.seed, changed.params["scale"]) == ("", "", 7, 3.0)


def test_a_step_of_a_later_version_is_shown_and_kept(setup: Setup) -> None:
    edit = Edit("time-travel", {"years": -5})
    setup.chain.set_edits([edit])
    assert "time-travel" in setup.chain.cards[0]._problem and setup.chain.edits == (edit,)


# The list


@pytest.fixture
def files(qapp: object, no_leaks: None) -> Iterator[Files]:
    """A list of many photos that are in no file."""
    owner = QObject()
    yield Files(Thumbnails(16, owner), owner)
    owner.deleteLater()


def items(count: int) -> list[Item]:
    return [Item(Path(f"/nowhere/{number}.jpg"), Path(f"/nowhere/{number}_new.jpg")) for number in range(count)]


@pytest.mark.parametrize("at_once", [1, 7, MANY + 1])
def test_a_filtered_list_is_always_the_photos_of_that_state(qtbot: QtBot, files: Files, at_once: int) -> None:
    rng = random.Random(at_once)
    all_items = items(1000)
    files.set_items(all_items)
    files.show_only(State.DONE)
    rows = Rows(files)
    for _round in range(40):
        for number in rng.sample(range(1000), at_once):
            all_items[number] = replace(all_items[number], state=rng.choice(list(State)))
        files.change([item for item, shown in zip(all_items, files.items, strict=True) if item != shown])
        expected = [item for item in all_items if item.state is State.DONE]
        assert [files.item(files.index(row, 0)) for row in range(files.rowCount())] == expected
        assert rows.count == len(expected)
        assert files.counts[State.DONE] == len(expected) and files.counts.total() == 1000
    files.show_only(None)
    assert files.items == tuple(all_items) and files.rowCount() == 1000


class Rows:
    """Counts rows as a view does."""

    def __init__(self, files: Files) -> None:
        self.count = files.rowCount()
        self._files = files
        files.rowsInserted.connect(self._more)
        files.rowsRemoved.connect(self._fewer)
        files.modelReset.connect(self._anew)

    def _more(self, _parent: QModelIndex, first: int, last: int) -> None:
        self.count += last - first + 1

    def _fewer(self, _parent: QModelIndex, first: int, last: int) -> None:
        self.count -= last - first + 1

    def _anew(self) -> None:
        self.count = self._files.rowCount()


def test_the_filter_shows_one_state(qtbot: QtBot, desk: BatchDesk, folder: Path, tmp_path: Path) -> None:
    watch = started(qtbot, desk, folder, tmp_path / "out")
    over(qtbot, desk)
    filters, table = watch.listing.filters, watch.listing.table
    assert filters.chip(State.FAILED).text().split() == ["Failed", "1"] and not filters.chip(State.WAITING).isVisible()
    watch.listing.select(folder / "photo 10.png")
    filters.choose(State.FAILED)
    assert desk.work.files.rowCount() == 1
    assert watch.listing.current and watch.listing.current.source.name == "photo 10.png", "the selection stays"
    filters.choose(None)
    assert desk.work.files.rowCount() == 5 and table.currentIndex().row() == 3


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


@pytest.mark.parametrize("name", sorted(TOOLS))
def test_every_tool_is_a_step_by_its_declaration(setup: Setup, name: str) -> None:
    setup.chain.append(name)
    (edit,) = setup.chain.edits
    assert edit == Edit(name, to_json(TOOLS[name].params()))
    form = setup.chain.cards[0].form
    assert form
    form.changed.emit()
    assert setup.chain.edits == (edit,), "what was not touched stays"


def test_a_crop_is_set_without_a_photo(setup: Setup) -> None:
    setup.chain.append("crop")
    form = setup.chain.cards[0].form
    assert form
    for field, value in (("width", 800), ("height", 600)):
        form.editors[field].set_value(value)
    form.changed.emit()
    assert [setup.chain.edits[0].params[field] for field in ("width", "height")] == [800, 600]

"""The library of models: what is seen, and all that is done with models there."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QDialog, QFileDialog, QInputDialog, QPushButton
from pytestqt.qtbot import QtBot

from ganstudio import settings as stored
from ganstudio.engine.job import Job
from ganstudio.engine.modelfile import ModelInfo, copy_model, replace_file
from ganstudio.engine.store import Store
from ganstudio.errors import ModelError
from ganstudio.gui.library import deeds
from ganstudio.gui.library.card import INFO, IS_DEFAULT, PAIR, SPEED
from ganstudio.gui.library.example import HIGH, WIDE
from ganstudio.gui.library.leaf import ShelfLeaf
from ganstudio.gui.library.removed import RemovedDialog
from ganstudio.gui.library.showcase import Showcase
from ganstudio.gui.studio import Studio
from ganstudio.gui.window import Window
from ganstudio.library import shelf, speed
from ganstudio.library.shelf import Removed
from ganstudio.settings import Settings
from tests.engine import small
from tests.gui.rooms import PATIENCE


@pytest.fixture
def studio(qapp: object, tiny_models: Path, tmp_path: Path, no_leaks: None) -> Iterator[Studio]:
    """Two bundled models and one of the user's own."""
    bundled = tmp_path / "bundled"
    shutil.copytree(tiny_models, bundled)
    small.save(tmp_path / "own", "mine", seed=5)
    made = Studio(Settings(device="cpu", precision="float32"), Store([bundled, tmp_path / "own"]))
    yield made


@pytest.fixture
def leaf(window: Window) -> ShelfLeaf:
    window.library.show()
    return window.library.page.shelf


def names(leaf: ShelfLeaf) -> list[str]:
    return [info.name for info in leaf.model.infos]


def chosen(leaf: ShelfLeaf, *wanted: str) -> list[ModelInfo]:
    leaf.view.choose(wanted)
    return leaf.view.infos


def index(leaf: ShelfLeaf, name: str) -> QModelIndex:
    return leaf.model.index(leaf.model.row_of(name))


def done(qtbot: QtBot, leaf: ShelfLeaf) -> None:
    qtbot.waitUntil(lambda: not leaf.errands.busy, timeout=PATIENCE)


def facts(leaf: ShelfLeaf) -> str:
    """All that stands at the side."""
    return "\n".join(
        item.widget().text()  # type: ignore[attr-defined]
        for place in range(leaf.details.rows.count())
        if (item := leaf.details.rows.itemAt(place)) and hasattr(item.widget(), "text")
    )


# What is seen


def test_models_are_listed_found_by_words_and_by_task(leaf: ShelfLeaf) -> None:
    assert names(leaf) == ["upscale-x2-faithful", "upscale-x4-faithful", "mine"]
    leaf.search.setText("X2 resolution")
    assert names(leaf) == ["upscale-x2-faithful"]
    leaf.search.setText("")
    leaf.task.setCurrentIndex(leaf.task.findData("style"))
    assert names(leaf) == [] and leaf._pages.currentWidget() is leaf._empty and "all tasks" in leaf._empty.words
    leaf.task.setCurrentIndex(0)
    assert len(names(leaf)) == 3


def test_without_models_it_is_told_how_they_come(qtbot: QtBot, window: Window) -> None:
    for path in [info.path for info in window.studio.store.list()]:
        path.unlink()
    window.library.show()
    shelf = window.library.page.shelf
    assert shelf._pages.currentWidget() is shelf._empty and "Import" in shelf._empty.words


def test_models_show_what_they_do_and_how_fast_they_are_and_both_are_kept(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speed, "SIDES", (16,))
    window.studio.find_device()
    window.library.show()
    leaf = window.library.page.shelf
    shown = lambda: all(index(leaf, name).data(PAIR) and index(leaf, name).data(SPEED) for name in names(leaf))  # noqa: E731
    qtbot.waitUntil(shown, timeout=PATIENCE)
    pair = index(leaf, "mine").data(PAIR)
    assert (pair.after.width(), pair.after.height()) == (WIDE, HIGH) and pair.before != pair.after
    chosen(leaf, "mine")
    assert "per megapixel" in facts(leaf)
    leaf.showcase._speeds.clear()
    leaf.details.again.click()
    qtbot.waitUntil(lambda: "per megapixel" in facts(leaf), timeout=PATIENCE)

    monkeypatch.setattr("ganstudio.gui.library.showcase.example", lambda *_: pytest.fail("made twice"))
    monkeypatch.setattr(speed, "ENOUGH", 1)
    monkeypatch.setattr(speed, "measure", lambda *_, **__: pytest.fail("measured twice"))
    again = type(leaf.showcase)(window.studio, leaf)
    again.want(leaf.model.infos)
    qtbot.waitUntil(lambda: again.pair(leaf.model.infos[-1]) is not None, timeout=PATIENCE)
    assert again.pair(leaf.model.infos[-1]).after == pair.after  # type: ignore[union-attr]
    assert again.speed(leaf.model.infos[-1]) == pytest.approx(index(leaf, "mine").data(SPEED), rel=0.01)


def test_what_may_have_been_slow_for_other_reasons_is_measured_again_another_time(
    qtbot: QtBot, window: Window, leaf: ShelfLeaf, monkeypatch: pytest.MonkeyPatch
) -> None:
    infos = leaf.model.infos
    doubtful, certain = speed.kind_of(infos[0]), speed.kind_of(infos[1])
    known = {doubtful: speed.Speed(9.0, speed.ENOUGH - 1), certain: speed.Speed(1.0, speed.ENOUGH)}
    asked: list[tuple[str, bool]] = []

    def measure(info: ModelInfo, *_more: object, anew: bool, **_how: object) -> speed.Speed:
        asked.append((speed.kind_of(info), anew))
        return speed.Speed(2.0, speed.ENOUGH - 1)

    monkeypatch.setattr(speed, "known", lambda _device: known)
    monkeypatch.setattr(speed, "measure", measure)
    monkeypatch.setattr("ganstudio.gui.library.showcase.example", lambda *_: None)
    leaf.hide()  # its own showcase rests
    window.studio.find_device()
    qtbot.waitUntil(lambda: window.studio.device is not None, timeout=PATIENCE)
    showcase = Showcase(window.studio, leaf)
    for _twice in range(2):
        showcase.want(infos)
        qtbot.waitUntil(lambda: not window.studio.runner._tasks and not showcase._pause.isActive(), timeout=PATIENCE)
    assert (showcase.speed(infos[0]), showcase.speed(infos[1])) == (2.0, 1.0)
    showcase.measure_again(infos[1])
    qtbot.waitUntil(lambda: len(asked) > 1 and not window.studio.runner._tasks, timeout=PATIENCE)
    assert asked == [(doubtful, False), (certain, True)]


def test_a_damaged_example_is_made_anew(qtbot: QtBot, window: Window, leaf: ShelfLeaf) -> None:
    from ganstudio.gui.library.showcase import _file

    path = _file(leaf.model.infos[0])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"no picture")
    window.studio.find_device()
    qtbot.waitUntil(lambda: leaf.showcase.pair(leaf.model.infos[0]) is not None, timeout=PATIENCE)
    assert QImage(str(path)).width() == 2 * WIDE


def test_nothing_is_found_out_while_nobody_looks(qtbot: QtBot, window: Window, leaf: ShelfLeaf) -> None:
    window.library.show(False)
    window.studio.find_device()
    qtbot.waitUntil(lambda: window.studio.device is not None, timeout=PATIENCE)
    qtbot.wait(2 * 250)
    assert all(leaf.showcase.pair(info) is None for info in leaf.model.infos)


def test_all_about_a_model_stands_beside_it(qtbot: QtBot, leaf: ShelfLeaf) -> None:
    (mine,) = chosen(leaf, "mine")
    qtbot.waitUntil(lambda: mine.sha256[:16] in facts(leaf), timeout=PATIENCE)
    for text in ("×4", "CC0", "mine", "your own", "MB"):
        assert text in facts(leaf)
    assert leaf.details._title.text() == "Mine" and leaf.details._warning.isHidden()
    chosen(leaf, "upscale-x4-faithful")
    assert not leaf.details.buttons["rename"].isEnabled() and not leaf.details.buttons["remove"].isEnabled()
    assert leaf.details.buttons["duplicate"].isEnabled()
    leaf.view.clearSelection()
    assert leaf.details._pages.currentWidget() is leaf.details._none


# What is done


def test_a_double_click_shows_the_model_in_its_tool(window: Window, leaf: ShelfLeaf) -> None:
    leaf.view.doubleClicked.emit(index(leaf, "mine"))
    assert not window.library.shown and window.panel.tool.id == "upscale"
    assert window.panel.params.model == "mine"


def test_what_no_tool_lets_one_choose_cannot_be_used(window: Window, leaf: ShelfLeaf) -> None:
    (mine,) = chosen(leaf, "mine")
    finder = mine.path.with_name("finder.safetensors")
    replace_file(finder, lambda file: copy_model(mine.path, file, Job(), name="finder", task="damage"))
    leaf.look()
    chosen(leaf, "finder")
    leaf.view.doubleClicked.emit(index(leaf, "finder"))
    assert window.library.shown and not leaf.details.buttons["use"].isEnabled()
    chosen(leaf, "finder", "mine")
    assert "of one task" in leaf.details._limits.text() and not leaf.details.buttons["compare"].isEnabled()


def test_enter_uses_what_is_chosen(qtbot: QtBot, window: Window, leaf: ShelfLeaf) -> None:
    chosen(leaf, "upscale-x2-faithful")
    qtbot.keyClick(leaf.view, Qt.Key.Key_Return)
    assert window.panel.params.model == "upscale-x2-faithful"


def test_a_default_is_set_and_taken_back(window: Window, leaf: ShelfLeaf) -> None:
    marks = lambda: [name for name in names(leaf) if index(leaf, name).data(IS_DEFAULT)]  # noqa: E731
    window.choose("upscale")
    assert marks() == ["upscale-x4-faithful"]
    chosen(leaf, "mine")
    leaf.details.buttons["default"].click()
    assert marks() == ["mine"] and stored.load().upscale_model == "mine"
    assert window.panel.params.model == "mine"  # a panel that is open follows
    leaf.details.buttons["default"].click()
    assert marks() == ["upscale-x4-faithful"] and stored.load().upscale_model == window.panel.params.model == ""


def test_renamed_by_f2(qtbot: QtBot, leaf: ShelfLeaf, monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(dialog: QInputDialog) -> int:
        assert dialog.textValue() == "Mine" and dialog.sizeHint().width() > 400
        dialog.setTextValue("Año")
        return QDialog.DialogCode.Accepted.value

    monkeypatch.setattr(QInputDialog, "exec", answer)
    chosen(leaf, "mine")
    qtbot.keyClick(leaf.view, Qt.Key.Key_F2)
    done(qtbot, leaf)
    assert index(leaf, "mine").data() == "Año" and leaf.details._title.text() == "Año"


def test_a_copy_of_what_comes_with_the_program_is_chosen(qtbot: QtBot, leaf: ShelfLeaf) -> None:
    chosen(leaf, "upscale-x2-faithful")
    leaf.details.buttons["duplicate"].click()
    done(qtbot, leaf)
    assert [info.name for info in leaf.view.infos] == ["upscale-x2-faithful-2"]
    assert leaf.details.buttons["rename"].isEnabled()


def test_removed_and_had_back(qtbot: QtBot, window: Window, leaf: ShelfLeaf) -> None:
    (mine,) = chosen(leaf, "mine")
    leaf.deeds.prefer(mine)
    qtbot.keyClick(leaf.view, Qt.Key.Key_Delete)
    done(qtbot, leaf)
    banner = window.library.page.banner
    assert "mine" not in names(leaf) and stored.load().upscale_model == "" and "Mine is removed" in banner.text
    assert not banner._leaving.isActive(), "the way back does not go by itself"
    banner._deed.click()
    done(qtbot, leaf)
    assert "mine" in names(leaf) and stored.load().upscale_model == "mine"
    assert [info.name for info in leaf.view.infos] == ["mine"]


def test_what_was_removed_earlier_is_listed_and_had_back(
    qtbot: QtBot, window: Window, leaf: ShelfLeaf, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[list[str], bool]] = []

    def answer(dialog: RemovedDialog) -> int:
        lines = [dialog.list.item(row).text() for row in range(dialog.list.count())]
        seen.append((lines, dialog.back.isEnabled()))
        dialog.back.click()
        return dialog.result()

    monkeypatch.setattr(RemovedDialog, "exec", answer)
    chosen(leaf, "mine")
    leaf.details.buttons["remove"].click()
    done(qtbot, leaf)
    window.library.page.banner.clear()
    for _twice in range(2):
        leaf.back.click()
        done(qtbot, leaf)
    assert [info.name for info in leaf.view.infos] == ["mine"]
    (line, *others), possible = seen[0]
    assert "Mine" in line and "30 days left" in line and not others and possible
    assert seen[1] == ([], False)


def test_exported(
    qtbot: QtBot, window: Window, leaf: ShelfLeaf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.safetensors"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    (mine,) = chosen(leaf, "mine")
    leaf.details.buttons["export"].click()
    done(qtbot, leaf)
    assert out.read_bytes() == mine.path.read_bytes() and str(out) in window.library.page.banner.text
    with qtbot.waitSignal(window.library.folder_requested) as asked:
        window.library.page.banner._deed.click()
    assert asked.args == [out]


def test_several_are_compared_or_one_beside_the_others(qtbot: QtBot, window: Window, leaf: ShelfLeaf) -> None:
    asked: list[tuple[ModelInfo, ...]] = []
    window.library.compare_requested.disconnect()
    window.library.compare_requested.connect(asked.append)
    chosen(leaf, "upscale-x2-faithful", "mine")
    leaf.details.buttons["compare"].click()
    chosen(leaf, "mine")
    leaf.details.buttons["compare"].click()
    told = [[info.name for info in infos] for infos in asked]
    assert told == [["upscale-x2-faithful", "mine"], ["mine", "upscale-x2-faithful", "upscale-x4-faithful"]]


# Import


def drop(window: Window, *paths: Path) -> bool:
    """Let files fall on the window; whether it takes them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(5, 5).toPoint(), Qt.DropAction.CopyAction, data, button, none)
    enter.setAccepted(False)
    window.dragEnterEvent(enter)
    if enter.isAccepted():
        assert "import" in window.status._doing.text()
        window.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, button, none))
    return enter.isAccepted()


@pytest.mark.parametrize("part", ["photos", "training", "models"])
def test_a_model_file_is_imported_wherever_it_falls(qtbot: QtBot, window: Window, tmp_path: Path, part: str) -> None:
    {"photos": lambda: None, "training": window.trainings.show, "models": window.library.show}[part]()
    assert drop(window, small.save(tmp_path / "new", "fresh", seed=9))
    leaf = window.library.page.shelf
    assert window.library.shown
    done(qtbot, leaf)
    assert [info.name for info in leaf.view.infos] == ["fresh"]
    assert "Fresh is among your models now" in window.library.page.banner.text
    window.library.page.banner._deed.click()
    assert window.panel.params.model == "fresh"


def test_what_was_here_already_is_shown_though_a_search_hid_it(qtbot: QtBot, window: Window, leaf: ShelfLeaf) -> None:
    leaf.search.setText("x2")
    window.library.add([window.studio.store.find("mine").path])
    done(qtbot, leaf)
    assert "Mine was here already" in window.library.page.banner.text and leaf.search.text() == ""
    assert [info.name for info in leaf.view.infos] == ["mine"]


def test_each_refused_file_is_told_and_the_others_are_imported(
    qtbot: QtBot, window: Window, leaf: ShelfLeaf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = tmp_path / "bad.safetensors"
    bad.write_bytes(b"\0" * 100)
    files = [str(bad), str(small.save(tmp_path / "new", "fresh", seed=9))]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (files, ""))
    told: list[str] = []
    leaf.errands.failed.connect(told.append)
    leaf.add.click()
    done(qtbot, leaf)
    assert len(told) == 1 and "bad.safetensors" in told[0] and "fresh" in names(leaf)
    assert window.library.page.banner.text == told[0]  # not hidden by the good news


def test_an_import_is_seen_and_can_be_stopped(
    qtbot: QtBot, window: Window, leaf: ShelfLeaf, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[Path] = []

    def slow(path: Path, _store: Store, job: Job) -> ModelInfo:
        begun.append(path)
        while True:
            job.progress(0.3)
            job._stop.wait(0.05)

    monkeypatch.setattr(deeds, "adopt", slow)
    window.library.add([Path("large.pth"), Path("other.pth")])
    qtbot.waitUntil(leaf.errands.isVisible, timeout=PATIENCE)
    assert "large.pth" in leaf.errands._told.accessibleName() and "1 more" in leaf.errands._told.accessibleName()
    leaf.errands._stop.click()
    assert not leaf.errands.busy and leaf.errands.isHidden() and begun == [Path("large.pth")]


def test_what_cannot_be_done_is_told(
    qtbot: QtBot, window: Window, leaf: ShelfLeaf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise ModelError("The disk is full.")

    monkeypatch.setattr("ganstudio.library.shelf.remove", refuse)
    chosen(leaf, "mine")
    leaf.details.buttons["remove"].click()
    done(qtbot, leaf)
    assert window.library.page.banner.text == "The disk is full." and "mine" in names(leaf)


@pytest.fixture
def other(studio: Studio) -> str:
    """One more of the user's own."""
    return small.save(studio.store.folder, "other", seed=6).stem


def failing_for(monkeypatch: pytest.MonkeyPatch, deed: str, title: str) -> None:
    """One of them cannot be moved."""
    really = getattr(shelf, deed)

    def moved(what: ModelInfo | Removed, store: Store) -> object:
        info = what if isinstance(what, ModelInfo) else what.info
        if info.title == title:
            raise ModelError(f"{title} cannot be moved.")
        return really(what, store)

    monkeypatch.setattr(shelf, deed, moved)


@pytest.mark.parametrize("stuck", ["Mine", "Other"])
def test_what_could_be_removed_of_several_is_told_and_had_back(
    qtbot: QtBot, window: Window, other: str, leaf: ShelfLeaf, monkeypatch: pytest.MonkeyPatch, stuck: str
) -> None:
    banner, gone = window.library.page.banner, {"Mine": other, "Other": "mine"}[stuck]
    leaf.deeds.prefer(chosen(leaf, "mine")[0])
    failing_for(monkeypatch, "remove", stuck)
    with qtbot.waitSignal(window.studio.models_changed, timeout=PATIENCE):
        leaf.deeds.do("remove", chosen(leaf, "mine", other))
    done(qtbot, leaf)
    assert f"{stuck} cannot be moved." in banner.text and "is removed" in banner.text
    assert gone not in names(leaf) and stored.load().upscale_model == ("" if gone == "mine" else "mine")
    banner._deed.click()
    done(qtbot, leaf)
    assert gone in names(leaf) and stored.load().upscale_model == "mine"


@pytest.mark.parametrize("stuck", ["Mine", "Other"])
def test_what_could_be_brought_back_of_several_is_there(
    qtbot: QtBot, window: Window, other: str, leaf: ShelfLeaf, monkeypatch: pytest.MonkeyPatch, stuck: str
) -> None:
    leaf.deeds.do("remove", chosen(leaf, "mine", other))
    done(qtbot, leaf)
    failing_for(monkeypatch, "put_back", stuck)
    banner = window.library.page.banner
    with qtbot.waitSignal(window.studio.models_changed, timeout=PATIENCE):
        banner._deed.click()
    done(qtbot, leaf)
    assert banner.text == f"{stuck} cannot be moved."
    assert ("mine" in names(leaf), other in names(leaf)) == (stuck != "Mine", stuck != "Other")


def test_the_line_of_the_example_follows_the_keys(qtbot: QtBot, leaf: ShelfLeaf) -> None:
    picture = leaf.details.picture
    qtbot.keyClick(picture, Qt.Key.Key_Left)
    assert picture.at == pytest.approx(0.45)
    assert isinstance(index(leaf, "mine").data(INFO), ModelInfo) and isinstance(leaf.add, QPushButton)

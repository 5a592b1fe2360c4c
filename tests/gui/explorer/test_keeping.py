"""A random face kept: written into a file, opened as a photo."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ganstudio.errors import OutOfMemory
from ganstudio.gui.dialogs import export as export_dialog
from ganstudio.gui.dialogs.export import ExportDialog
from ganstudio.gui.explorer import making
from ganstudio.gui.explorer.window import ExplorerWindow
from ganstudio.gui.window import Window
from ganstudio.image.files import open_photo
from tests.gui.explorer.hand import face, put, same, settled
from tests.gui.rooms import PATIENCE


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.setattr(export_dialog, "_last", {})
    yield


def save(qtbot: QtBot, explorer: ExplorerWindow, act: Callable[[ExportDialog], None]) -> None:
    """Let `act` work in the dialog that opens, and wait until that is over."""
    closed: list[bool] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, ExportDialog):
            dialog.finished.connect(lambda _how: closed.append(True))
            act(dialog)
        else:
            QTimer.singleShot(10, look)

    QTimer.singleShot(0, look)
    explorer.keep.save.click()
    qtbot.waitUntil(lambda: bool(closed), timeout=PATIENCE)


def test_it_is_written_under_a_free_name_in_the_folder_of_the_last_time(
    qtbot: QtBot, opened: ExplorerWindow, tmp_path: Path
) -> None:
    folder = tmp_path / "faces"
    folder.mkdir()
    names: list[Path] = []

    def first(dialog: ExportDialog) -> None:
        names.append(Path(dialog.path.text()))
        dialog.path.setText(str(folder / "mine.png"))
        dialog.path.textEdited.emit(dialog.path.text())
        dialog._export.click()

    put(opened, seed=7)
    save(qtbot, opened, first)
    assert names == [tmp_path / "face-7-32x32.png"]
    assert same(open_photo(folder / "mine.png").pixels, face(opened, 7))
    assert "mine.png" in opened.banner.text

    (folder / "face-7-32x32.png").write_bytes(b"somebody's")

    def second(dialog: ExportDialog) -> None:
        names.append(Path(dialog.path.text()))
        dialog.reject()

    save(qtbot, opened, second)
    assert names[1] == folder / "face-7-32x32-2.png"


def test_a_file_that_is_there_is_asked_about(
    qtbot: QtBot, opened: ExplorerWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = tmp_path / "there.png"
    there.write_bytes(b"somebody's")
    asked: list[Path] = []

    def no(_parent: Any, path: Path, *, original: bool) -> bool:
        asked.append(path)
        return False

    monkeypatch.setattr(export_dialog, "ask_to_overwrite", no)

    def choose(dialog: ExportDialog) -> None:
        dialog.path.setText(str(there))
        dialog.path.textEdited.emit(str(there))
        dialog._export.click()
        dialog.reject()

    save(qtbot, opened, choose)
    assert asked == [there] and there.read_bytes() == b"somebody's"


def test_it_is_opened_as_a_photo_that_is_in_no_file(qtbot: QtBot, opened: ExplorerWindow, window: Window) -> None:
    put(opened, seed=8, mix=True, other=2)
    opened.keep.sizes.chip("2").click()
    opened.keep.open.click()
    qtbot.waitUntil(lambda: window.session.current is not None, timeout=PATIENCE)
    opened.keep.open.click()
    pages = window.session.pages
    assert [page.title for page in pages] == ["Face 8+2", "Face 8+2 (2)"]
    assert pages[0].unsaved and pages[0].document.photo.size == (64, 64)
    assert opened.isVisible(), "one can go on looking"


def test_what_is_wished_is_what_is_opened_however_soon(qtbot: QtBot, opened: ExplorerWindow, window: Window) -> None:
    put(opened, seed=20)
    opened.keep.open.click()
    assert window.session.current is None, "it is not there yet"
    qtbot.waitUntil(lambda: window.session.current is not None, timeout=PATIENCE)
    page = window.session.current
    assert page and same(page.document.photo.pixels, face(opened, 20))


def test_a_face_that_cannot_be_enlarged_stays_as_it_is(
    qtbot: QtBot, explorer: ExplorerWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    class _Full:
        @staticmethod
        def run(*_parts: object) -> None:
            raise OutOfMemory("There is too little memory.")

    monkeypatch.setattr(making, "UPSCALE", _Full)
    explorer.keep.sizes.chip("4").click()
    settled(qtbot, explorer)
    assert "too little memory" in explorer.banner.text and explorer.keep.times == 1
    assert explorer.maker.photo and explorer.maker.photo.size == (32, 32)


def test_whose_terms_they_are_under_is_said(explorer: ExplorerWindow) -> None:
    assert explorer.keep.terms.text() == "Licence: CC0" and explorer.keep.terms.isVisible()

"""The film strip: what stands on it, in which order, what a click does."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPixmap
from pytestqt.qtbot import QtBot

from ganstudio.gui.filmstrip import thumbnails
from ganstudio.gui.filmstrip.frame import Role, closing_cross
from ganstudio.gui.filmstrip.strip import Filmstrip, pictures_in
from ganstudio.image.folder import natural


def write(path: Path, colour: tuple[int, int, int] = (20, 60, 200)) -> Path:
    """A small picture; `colour` is RGB."""
    done, data = cv2.imencode(path.suffix, np.full((90, 160, 3), colour[::-1], np.uint8))
    assert done
    path.write_bytes(data.tobytes())
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("photo 10.png", "photo 2.png", "Álbum.JPG", "日本.png"):
        write(tmp_path / name)
    (tmp_path / "notes.txt").write_text("no picture")
    (tmp_path / ".hidden.png").write_bytes(b"")
    (tmp_path / "broken.png").write_bytes(b"no picture either")
    return tmp_path


@pytest.fixture
def strip(qtbot: QtBot) -> Iterator[Filmstrip]:
    made = Filmstrip()
    qtbot.addWidget(made)
    made.resize(900, made.height())
    made.show()
    yield made
    made._pool.shutdown(wait=True)
    made._thumbnails._pool.shutdown(wait=True)


@pytest.fixture
def filled(strip: Filmstrip, folder: Path, qtbot: QtBot) -> Filmstrip:
    strip.set_folder(folder)
    qtbot.waitUntil(lambda: len(strip.paths) == 5)
    return strip


def names(strip: Filmstrip) -> list[str]:
    return [path.name for path in strip.paths]


def told(strip: Filmstrip, path: Path, role: int) -> object:
    return strip.model().index(strip.paths.index(path), 0).data(role)


def listener(strip: Filmstrip) -> list[Path]:
    chosen: list[Path] = []
    strip.chosen.connect(chosen.append)
    return chosen


def click(qtbot: QtBot, strip: Filmstrip, path: Path, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
    place = strip.visualRect(strip.model().index(strip.paths.index(path), 0))
    qtbot.mouseClick(strip.viewport(), button, pos=place.center())


def test_numbers_are_counted() -> None:
    unsorted = ["b10", "b9", "B1", "a", "10", "9", "b09x", ""]
    assert sorted(unsorted, key=natural) == ["", "9", "10", "a", "B1", "b9", "b09x", "b10"]


def test_a_folder_shows_its_pictures_in_order(filled: Filmstrip) -> None:
    assert names(filled) == ["broken.png", "photo 2.png", "photo 10.png", "Álbum.JPG", "日本.png"]


def test_a_folder_that_is_gone_is_empty(tmp_path: Path) -> None:
    assert pictures_in(tmp_path / "gone") == []


def test_small_pictures_come(filled: Filmstrip, folder: Path, qtbot: QtBot) -> None:
    path = folder / "photo 2.png"
    qtbot.waitUntil(lambda: isinstance(told(filled, path, Role.PICTURE), QPixmap))
    picture = told(filled, path, Role.PICTURE)
    assert isinstance(picture, QPixmap)
    assert picture.toImage().pixelColor(5, 5).getRgb()[:3] == (20, 60, 200)


def test_a_damaged_file_says_why(filled: Filmstrip, folder: Path, qtbot: QtBot) -> None:
    path = folder / "broken.png"
    qtbot.waitUntil(lambda: bool(told(filled, path, Role.REFUSED)))
    assert "broken.png" in str(told(filled, path, Qt.ItemDataRole.ToolTipRole))
    assert told(filled, path, Role.PICTURE) is None


def test_a_bug_in_a_reader_leaves_the_others_alone(
    filled: Filmstrip, folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def thumbnail(path: Path, side: int) -> object:
        if path.name == "日本.png":
            raise ZeroDivisionError
        return np.zeros((10, 10, 3), np.uint8)

    known = (Role.PICTURE, Role.REFUSED)
    qtbot.waitUntil(lambda: all(any(told(filled, path, role) for role in known) for path in filled.paths))
    monkeypatch.setattr(thumbnails, "thumbnail", thumbnail)
    for path in filled.paths:
        filled.forget(path)
    qtbot.waitUntil(lambda: bool(told(filled, folder / "日本.png", Role.REFUSED)))
    qtbot.waitUntil(lambda: isinstance(told(filled, folder / "photo 2.png", Role.PICTURE), QPixmap))


def test_what_is_wanted_last_is_made_first(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    gate, made = threading.Event(), list[str]()

    def thumbnail(path: Path, side: int) -> object:
        gate.wait(20)
        made.append(path.name)
        return np.zeros((10, 10, 3), np.uint8)

    monkeypatch.setattr(thumbnails, "thumbnail", thumbnail)
    small = thumbnails.Thumbnails(64)
    arrived: list[Path] = []
    small.arrived.connect(arrived.append)
    paths = [Path(str(number)) for number in range(100)]
    for path in [*paths, *paths[-3:]]:
        small.get(path)
    gate.set()
    small._pool.shutdown(wait=True)
    assert made[1:] == [str(number) for number in range(99, 99 - len(made) + 1, -1)]
    assert made[0] in ("0", "99"), "made since before the others were wanted"
    assert 50 < len(made) < 70, "those scrolled by are dropped"
    qtbot.waitUntil(lambda: len(arrived) == len(made))
    assert small.get(paths[99]) is not None


def test_a_click_chooses_and_the_window_decides(filled: Filmstrip, folder: Path, qtbot: QtBot) -> None:
    chosen = listener(filled)
    click(qtbot, filled, folder / "photo 10.png")
    assert chosen == [folder / "photo 10.png"]
    assert filled.current is None
    filled.set_current(folder / "photo 10.png")
    assert filled.current == folder / "photo 10.png"
    assert [index.row() for index in filled.selectedIndexes()] == [2]
    assert len(chosen) == 1


@pytest.mark.parametrize(
    ("current", "by", "expected"),
    [
        ("photo 2.png", 1, "photo 10.png"),
        ("photo 2.png", -1, "broken.png"),
        ("broken.png", -1, None),
        ("日本.png", 1, None),
        ("photo 2.png", 99, "日本.png"),
        (None, 1, "broken.png"),
    ],
)
def test_steps_go_through_the_folder(
    filled: Filmstrip, folder: Path, current: str | None, by: int, expected: str | None
) -> None:
    chosen = listener(filled)
    filled.set_current(folder / current if current else None)
    filled.step(by)
    assert chosen == ([folder / expected] if expected else [])


def test_arrows_step(filled: Filmstrip, folder: Path, qtbot: QtBot) -> None:
    chosen = listener(filled)
    filled.set_current(folder / "photo 2.png")
    qtbot.keyClick(filled, Qt.Key.Key_Right)
    qtbot.keyClick(filled, Qt.Key.Key_Left)
    assert [path.name for path in chosen] == ["photo 10.png", "broken.png"]


def test_what_is_open_elsewhere_stands_first_until_it_is_closed(filled: Filmstrip, folder: Path) -> None:
    pasted = Path("Pasted 1")
    filled.mark_open(pasted, np.full((50, 900, 3), (9, 8, 7), np.uint8))
    filled.mark_open(folder / "photo 2.png")
    filled.set_current(pasted)
    assert names(filled)[:2] == ["Pasted 1", "broken.png"]
    assert len(filled.paths) == 6
    picture = told(filled, pasted, Role.PICTURE)
    assert isinstance(picture, QPixmap) and picture.width() == 192
    filled.mark_closed(pasted)
    assert names(filled)[0] == "broken.png"
    assert filled.current is None
    filled.mark_closed(folder / "photo 2.png")
    assert len(filled.paths) == 5


def test_unsaved_changes_are_marked(filled: Filmstrip, folder: Path) -> None:
    path = folder / "photo 2.png"
    filled.mark_open(path)
    filled.mark_unsaved(path, True)
    marked = filled.grab().toImage()
    assert told(filled, path, Role.UNSAVED) is True
    filled.mark_unsaved(path, False)
    assert filled.grab().toImage() != marked
    filled.mark_unsaved(path, True)
    filled.mark_closed(path)
    assert told(filled, path, Role.UNSAVED) is False


def test_another_folder_keeps_what_is_open(filled: Filmstrip, folder: Path, tmp_path: Path, qtbot: QtBot) -> None:
    kept = folder / "photo 2.png"
    filled.mark_open(kept)
    filled.set_current(kept)
    other = tmp_path / "other"
    other.mkdir()
    write(other / "new.png")
    filled.set_folder(other)
    qtbot.waitUntil(lambda: names(filled) == ["photo 2.png", "new.png"])
    assert filled.current == kept
    filled.set_folder(folder)
    qtbot.waitUntil(lambda: len(filled.paths) == 5)
    assert told(filled, kept, Role.OPEN) is True
    write(folder / "photo 3.png")
    filled.refresh_folder()
    qtbot.waitUntil(lambda: "photo 3.png" in names(filled))
    filled.set_folder(None)
    assert filled.paths == (kept,)


def test_closing_is_asked_for(filled: Filmstrip, folder: Path, qtbot: QtBot) -> None:
    path = folder / "photo 2.png"
    asked: list[Path] = []
    filled.close_requested.connect(asked.append)
    chosen = listener(filled)
    middle: Callable[[], None] = lambda: click(qtbot, filled, path, Qt.MouseButton.MiddleButton)  # noqa: E731
    middle()
    assert asked == [], "it is not open"
    filled.mark_open(path)
    middle()
    place = filled.visualRect(filled.model().index(1, 0))
    cross = closing_cross(place.toRectF()).center().toPoint()
    qtbot.mouseClick(filled.viewport(), Qt.MouseButton.LeftButton, pos=cross)
    assert asked == [path, path]
    assert chosen == []
    qtbot.mouseClick(filled.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(890, 50))
    assert chosen == [], "nothing is there"


def test_what_was_read_before_a_change_comes_too_late(qtbot: QtBot, folder: Path) -> None:
    small, path = thumbnails.Thumbnails(64), folder / "photo 2.png"
    seen = []
    small.arrived.connect(lambda _path: seen.append(small.get(path)))
    assert small.get(path) is None
    edited = np.full((20, 30, 3), (0, 250, 0), np.uint8)
    small.put(path, edited)  # while the file is being read in the other thread
    small.get(folder / "photo 1.png")
    qtbot.waitUntil(lambda: len(seen) == 2)
    picture = small.get(path)
    assert picture is not None and picture.toImage().pixelColor(5, 5).green() == 250


def test_a_file_written_anew_is_read_anew(filled: Filmstrip, folder: Path, qtbot: QtBot) -> None:
    path = folder / "photo 2.png"
    qtbot.waitUntil(lambda: isinstance(told(filled, path, Role.PICTURE), QPixmap))
    write(path, (250, 0, 0))
    filled.forget(path)
    qtbot.waitUntil(lambda: isinstance(told(filled, path, Role.PICTURE), QPixmap))
    picture = told(filled, path, Role.PICTURE)
    assert isinstance(picture, QPixmap)
    assert picture.toImage().pixelColor(5, 5).red() == 250

"""The page of folders."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ganstudio.gui.training.wizard.wizard import Wizard
from tests.gui.rooms import PATIENCE
from tests.gui.training.wizard.fakes import click, gathered, waited


def drop(wizard: Wizard, paths: list[Path], at: QPoint) -> None:
    """From a file manager, at a point of the page."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    how = Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for event in (QDragEnterEvent(at, *how), QDragMoveEvent(at, *how), QDropEvent(QPointF(at), *how)):
        QApplication.sendEvent(wizard.folders.viewport(), event)


def middle(wizard: Wizard, place: int) -> QPoint:
    """Of a zone, on the page."""
    zone = wizard.folders.zones[place]
    return wizard.folders.mapFromGlobal(zone.mapToGlobal(zone.rect().center()))


def test_a_dropped_folder_is_counted_and_seen(qtbot: QtBot, wizard: Wizard, folder: Path) -> None:
    click(qtbot, wizard.goals.cards["upscale"])
    drop(wizard, [folder], middle(wizard, 0))
    waited(qtbot, wizard)
    assert wizard.folders.zones[0].count == 3
    assert wizard.folders.zones[0].filled.sheet.count == 3
    assert wizard.draft.data == (folder,)


def test_of_dropped_pictures_the_folder_is_taken(qtbot: QtBot, wizard: Wizard, folder: Path) -> None:
    click(qtbot, wizard.goals.cards["upscale"])
    drop(wizard, sorted(folder.iterdir()), middle(wizard, 0))
    assert wizard.draft.data == (folder,)


def test_several_folders_count_as_one_and_can_be_taken_away(
    qtbot: QtBot, wizard: Wizard, folder: Path, other: Path
) -> None:
    gathered(qtbot, wizard, folder)
    drop(wizard, [other], QPoint(5, 5))
    waited(qtbot, wizard)
    zone = wizard.folders.zones[0]
    assert wizard.draft.data == (folder, other)
    qtbot.waitUntil(lambda: zone.count == 5, timeout=PATIENCE)
    zone.remove(folder)
    assert wizard.draft.data == (other,)


def test_two_kinds_are_asked_for_where_two_are_needed(qtbot: QtBot, wizard: Wizard, folder: Path, other: Path) -> None:
    click(qtbot, wizard.goals.cards["style"])
    assert all(zone.isVisible() for zone in wizard.folders.zones)
    drop(wizard, [folder, other], middle(wizard, 0))
    waited(qtbot, wizard)
    assert wizard.draft.data == (folder, other)
    click(qtbot, wizard.foot.back)
    click(qtbot, wizard.goals.cards["upscale"])
    assert not wizard.folders.zones[1].isVisible()
    assert wizard.draft.data == (folder,)


def test_what_cannot_be_is_refused_in_the_page(
    qtbot: QtBot, wizard: Wizard, folder: Path, other: Path, tmp_path: Path
) -> None:
    click(qtbot, wizard.goals.cards["style"])
    first, second = wizard.folders.zones
    assert "Pictures to be changed" in wizard.foot.word
    first.add([folder])
    second.add([folder])
    qtbot.waitUntil(lambda: "the same" in wizard.foot.word, timeout=PATIENCE)
    assert not wizard.foot.next.isEnabled()
    empty = tmp_path / "empty"
    empty.mkdir()
    second.add([empty])
    qtbot.waitUntil(lambda: "no pictures" in wizard.foot.word, timeout=PATIENCE)
    second.add([other])
    waited(qtbot, wizard)


def test_a_folder_that_vanishes_says_so(qtbot: QtBot, wizard: Wizard, tmp_path: Path) -> None:
    click(qtbot, wizard.goals.cards["upscale"])
    gone = tmp_path / "gone"
    gone.mkdir()
    zone = wizard.folders.zones[0]
    zone.add([gone])
    qtbot.waitUntil(lambda: zone.count == 0, timeout=PATIENCE)
    gone.rmdir()
    zone.show_folders([])
    zone.show_folders([gone])
    qtbot.waitUntil(lambda: str(gone) in zone.words, timeout=PATIENCE)
    assert not wizard.foot.next.isEnabled()

"""The list of a batch's photos, and its filter."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QObject
from pytestqt.qtbot import QtBot

from ganstudio.batch.item import Item, State
from ganstudio.gui.batch.desk import BatchDesk
from ganstudio.gui.batch.files import MANY, Files
from ganstudio.gui.filmstrip.thumbnails import Thumbnails
from tests.gui.batching import desk, folder, over, started

__all__ = ["desk", "folder"]


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

"""The page that is seen while no photo is open."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ganstudio.gui import recent
from ganstudio.gui.start_page import StartPage


@pytest.mark.parametrize("width", [600, 860, 1500])
def test_the_photos_of_last_time_have_room_beside_each_other(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setattr(recent, "recent_photos", lambda: [Path(f"{number}.png") for number in range(8)])
    page = StartPage()
    qtbot.addWidget(page)
    page.resize(1500, 700)
    page.refresh()
    page.show()
    page.resize(width, 700)
    qtbot.waitUntil(lambda: page.horizontalScrollBar().maximum() == 0)


def test_a_photo_whose_name_is_in_no_encoding_is_remembered() -> None:
    path = Path("/photos/sch\udcf6n.jpg").absolute()
    recent.remember(path)
    assert recent.recent_photos() == [path]

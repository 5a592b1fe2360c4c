"""The brush comes back as it was the last time."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ganstudio.gui.mask.kept import Kept, kept_file
from ganstudio.gui.mask.kit import Choices, Kit
from ganstudio.gui.window import Window
from tests.gui.hand import with_mask
from tests.gui.rooms import PATIENCE

Start = Callable[[], Kit]


@pytest.fixture
def start(qapp: object) -> Iterator[Start]:
    """Gives what another start begins with."""
    parent = QObject()

    def made() -> Kit:
        kit = Kit(parent)
        Kept(kit)
        return kit

    yield made
    shiboken6.delete(parent)


def test_the_window_keeps_the_brush(qtbot: QtBot, window: Window, start: Start) -> None:
    with_mask(window, size=123, hardness=0.3)
    window.kit.put(tool="lasso", colour="#2ecc40", shown=False)
    qtbot.waitUntil(kept_file().exists, timeout=PATIENCE)
    again = start()
    assert again.now == Choices(tool="lasso", size=123, hardness=0.3, colour="#2ecc40")
    again.suit((6000, 4000))
    assert again.now.size == 123, "it was chosen"


def test_a_size_that_nobody_chose_goes_on_suiting_the_photo(qtbot: QtBot, start: Start) -> None:
    kit = start()
    kit.suit((1600, 900))
    kit.put(hardness=0.5)
    qtbot.waitUntil(kept_file().exists, timeout=PATIENCE)
    again = start()
    again.suit((3200, 900))
    assert (again.now.size, again.now.hardness) == (200, 0.5)


def test_an_eraser_becomes_a_brush(qtbot: QtBot, start: Start) -> None:
    """At first there is nothing to take away."""
    kit = start()
    kit.put(tool="eraser", size=7)
    qtbot.waitUntil(kept_file().exists, timeout=PATIENCE)
    assert start().now == Choices(tool="brush", size=7)


@pytest.mark.parametrize(
    "text", ["", "no json", "[]", "{" * 5000, json.dumps({"tool": "chisel", "size": 0, "hardness": "x", "by": True})]
)
def test_what_makes_no_sense_is_passed_over(start: Start, text: str) -> None:
    kept_file().parent.mkdir(parents=True, exist_ok=True)
    kept_file().write_text(text, encoding="utf-8")
    assert start().now == Choices()

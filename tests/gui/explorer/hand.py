"""A hand on the window of random faces."""

from __future__ import annotations

from typing import Any

import numpy as np
from pytestqt.qtbot import QtBot

from ganstudio.engine.job import Job
from ganstudio.gui.explorer.window import ExplorerWindow
from ganstudio.image.pixels import Pixels
from ganstudio.tools import facing
from ganstudio.tools.tool import Context
from tests.gui.rooms import PATIENCE


def settled(qtbot: QtBot, explorer: ExplorerWindow) -> None:
    """Wait until what is wished is seen."""
    qtbot.waitUntil(lambda: explorer.maker.settled, timeout=PATIENCE)


def neighbours_there(qtbot: QtBot, explorer: ExplorerWindow) -> None:
    """Wait until all tiles show what a click on them gives."""
    lots = explorer.view.neighbours
    qtbot.waitUntil(lambda: all(explorer.maker.small(lot) for lot in lots.lots), timeout=PATIENCE)


def put(explorer: ExplorerWindow, **values: Any) -> None:
    """Set fields as a hand would."""
    for name, value in values.items():
        editor = explorer.controls.form.editors[name]
        editor.set_value(value)
        editor.changed.emit()


def slide(explorer: ExplorerWindow, name: str, value: float) -> None:
    """Move a slider of the model."""
    slider = explorer.controls.sliders.sliders.all[name]
    slider.editor.set_value(value)
    slider.editor.changed.emit()


def seen(explorer: ExplorerWindow) -> Pixels:
    """The face that is shown."""
    photo = explorer.view.picture.photo
    assert photo is not None
    return photo.pixels


def face(explorer: ExplorerWindow, seed: int, **how: Any) -> Pixels:
    """What the tool makes."""
    return facing.made("", seed, Context(explorer._studio.engine, Job()), **how)


def same(one: Pixels, other: Pixels) -> bool:
    """Bit for bit."""
    return bool(np.array_equal(one, other))

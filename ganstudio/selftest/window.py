"""The window is opened with a photo, without a screen."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ganstudio.paths import resource
from ganstudio.selftest.check import Check, agree
from ganstudio.selftest.sample import FILE

if TYPE_CHECKING:
    from ganstudio.gui.window import Window

_PATIENCE = 120
"""Seconds: a watchdog."""


def checks() -> Iterator[Check]:
    """The only one."""
    yield Check("window", "a photo is shown", _shown)


def _shown(folder: Path) -> str:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from ganstudio.gui.app import make_app
    from ganstudio.gui.look.theme import apply_theme
    from ganstudio.gui.studio import Studio
    from ganstudio.gui.window import Window
    from ganstudio.settings import Settings

    apply_theme(make_app(), "light")
    window = Window(Studio(Settings()))
    window.show()
    window.begin([resource(FILE)])
    try:
        agree(_wait(lambda: window.session.current is not None), "the photo did not come")
        agree(_wait(lambda: window.studio.device is not None), "no device was found")
        QApplication.processEvents()
        picture = window.grab()
        picture.save(str(folder / "window.png"))
        image = picture.toImage()
        colours = {image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}
        agree(len(colours) > 500, f"the window shows only {len(colours)} colours")
        parts = _turn(window)
        return f"{image.width()} × {image.height()}, {len(colours)} colours, {parts} parts"
    finally:
        window.close()
        window.studio.runner.stop(_PATIENCE or 60)  # torch may still be on its way


def _turn(window: Window) -> int:
    """To the other parts and back: their pages come when they are first wanted, with libraries of their own."""
    from ganstudio.gui.look.hint import Hint
    from ganstudio.gui.parts.middle import Part

    def come() -> bool:
        return not isinstance(window.middle.currentWidget(), Hint)

    for part in reversed(Part):
        window.middle.turn_to(part)
        agree(_wait(come), f"the part {part.name.lower()} did not come")
    return len(Part)


def _wait(until: Callable[[], bool]) -> bool:
    from PySide6.QtWidgets import QApplication

    end = time.monotonic() + _PATIENCE
    while not until() and time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.01)
    return until()

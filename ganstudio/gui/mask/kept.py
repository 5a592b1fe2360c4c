"""The brush as it was the last time: what of the kit's choices is written down, and comes back with the program."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from ganstudio import atomic
from ganstudio.gui.mask.kit import COLOURS, FARTHEST, LARGEST, TOOLS, Kit
from ganstudio.paths import home

PAUSE = 500
"""Milliseconds without another choice before they are written down."""


def _whole(low: int, high: int) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


_FITS: dict[str, Callable[[Any], bool]] = {
    "tool": lambda value: isinstance(value, str) and value in TOOLS,
    "size": _whole(1, LARGEST),
    "hardness": lambda value: isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1,
    "tolerance": _whole(0, 255),
    "contiguous": lambda value: isinstance(value, bool),
    "by": _whole(1, FARTHEST),
    "colour": lambda value: isinstance(value, str) and value in COLOURS,
}
"""Name of a choice → whether it can have that value. The others begin anew each time."""


def kept_file() -> Path:
    """Where it is written down."""
    return home("data") / "brush.json"


class Kept(QObject):
    """Puts the choices of the last time into `kit`, and writes down what it holds from then on."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._kit, self._file = kit, kept_file()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.write_down)
        kit.put(**last_time())
        kit.changed.connect(self._pause.start)
        app = QCoreApplication.instance()
        if app:
            app.aboutToQuit.connect(self.write_down)

    def write_down(self) -> None:
        """Remember. A size that suits is no choice; an eraser becomes a brush: at first there is nothing to erase."""
        values = {name: getattr(self._kit.now, name) for name in _FITS if name != "size" or self._kit.sized}
        if values["tool"] == "eraser":
            values["tool"] = "brush"
        with contextlib.suppress(OSError):  # comfort, not data
            atomic.write_text(self._file, json.dumps(values))


def last_time() -> dict[str, Any]:
    """What was written down, as far as it makes sense."""
    try:
        values = json.loads(kept_file().read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    found = values if isinstance(values, dict) else {}
    return {name: found[name] for name, fits in _FITS.items() if name in found and fits(found[name])}

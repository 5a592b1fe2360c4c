"""Where the window stood the last time, and how its panels lay."""

from __future__ import annotations

import base64
import contextlib
import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtWidgets import QMainWindow

from ganstudio import atomic
from ganstudio.paths import home

VERSION = 3
"""Of the arrangement: raised where rooms are added or renamed, so that an old arrangement is not put onto them."""
_FRAME = QSize(16, 40)
"""About what window managers put around a window."""


def place_file() -> Path:
    """Where it is written down."""
    return home("data") / "window.json"


def write_down(window: QMainWindow, **more: bool) -> None:
    """Remember how `window` stands, and `more`."""
    values = {**more, "geometry": _text(window.saveGeometry()), "state": _text(window.saveState(VERSION))}
    with contextlib.suppress(OSError):  # comfort, not data
        atomic.write_text(place_file(), json.dumps(values))


def put_back(window: QMainWindow) -> dict[str, Any]:
    """Put `window` where it stood; where nothing fitting is written down it stays as it is. Gives what was written."""
    try:
        values = json.loads(place_file().read_text(encoding="utf-8"))
        geometry, state = (base64.b64decode(values[name], validate=True) for name in ("geometry", "state"))
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return {}
    window.restoreGeometry(QByteArray(geometry))
    window.restoreState(QByteArray(state), VERSION)
    return dict(values)


def show(window: QMainWindow) -> None:
    """Show `window`: where it stood the last time, or maximised where its frame would reach beyond the screen."""
    room = window.screen().availableSize() - _FRAME
    if not place_file().exists() and (window.width() > room.width() or window.height() > room.height()):
        window.showMaximized()
    else:
        window.show()


def _text(data: QByteArray) -> str:
    return base64.b64encode(bytes(data.data())).decode("ascii")

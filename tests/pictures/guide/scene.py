"""How a picture of the guide comes about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtWidgets import QWidget

from ganstudio.gui.window import Window

SIZES = {"panel": (780, 660), "room": (1180, 740)}
"""The window for one panel, of which the palette is cut off at the left; and for a whole room."""


@dataclass(frozen=True)
class Scene:
    """`arrange(window)` gives what is seen, where that is not the window itself; `kind`: a key of SIZES."""

    kind: Literal["panel", "room"]
    arrange: Callable[[Window], QWidget | None]

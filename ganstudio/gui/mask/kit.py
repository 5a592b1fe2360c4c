"""What the hand makes masks with: one set of choices for all panels, as a painter has one box of brushes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from ganstudio.i18n import N_
from ganstudio.masks.brush import Brush
from ganstudio.masks.edit import How

BRUSHES = ("brush", "eraser")
SHAPES = ("rectangle", "ellipse", "lasso")
TOOLS = {
    "brush": N_("Brush"),
    "eraser": N_("Eraser"),
    "rectangle": N_("Rectangle"),
    "ellipse": N_("Ellipse"),
    "lasso": N_("Lasso"),
    "wand": N_("Magic wand"),
}
"""Tool → marked title, in the order they are shown."""
LARGEST = 2000
"""Pixels of the photo that a brush is wide at most."""
FARTHEST = 500
"""Pixels that a mask grows, shrinks or softens by at most."""
COLOURS = {
    "#e0177c": N_("Magenta"),
    "#e53935": N_("Red"),
    "#2ecc40": N_("Green"),
    "#1e9bff": N_("Blue"),
    "#ffd60a": N_("Yellow"),
}
"""The colours that a mask may have on the photo → marked titles."""


@dataclass(frozen=True)
class Choices:
    """How things stand."""

    tool: str = "brush"
    """A key of TOOLS."""
    size: int = 80
    """The brush's diameter in pixels of the photo."""
    hardness: float = 0.8
    tolerance: int = 32
    contiguous: bool = True
    how: How = "replace"
    """What shapes and the wand do to the mask that is there."""
    by: int = 8
    """Pixels to grow, shrink and feather by."""
    colour: str = "#e0177c"
    shown: bool = True
    """Whether the mask is seen on the photo."""


class Kit(QObject):
    """`now` is replaced by `put`, which tells."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.now = Choices()
        self.sized = False
        """Whether the user has chosen a size."""

    @property
    def brush(self) -> Brush:
        """The brush, or the eraser, as it is set."""
        return Brush(self.now.size, self.now.hardness, erases=self.now.tool == "eraser")

    def put(self, **values: Any) -> None:
        """Set some of the choices."""
        self.sized = self.sized or "size" in values
        made = replace(self.now, **values)
        if made != self.now:
            self.now = made
            self.changed.emit()

    def resize(self, larger: bool) -> None:
        """A step of the brush's size; the steps grow with it."""
        size = self.now.size
        step = max(1, round(size * 0.15)) if larger else max(1, round(size * 0.13))
        self.put(size=min(max(size + (step if larger else -step), 1), LARGEST))

    def harden(self, harder: bool) -> None:
        """A step of the brush's hardness, a tenth."""
        self.put(hardness=min(max(round(self.now.hardness + (0.1 if harder else -0.1), 2), 0.0), 1.0))

    def suit(self, size: tuple[int, int]) -> None:
        """A brush that suits a photo of (width, height), until the user has chosen one."""
        if not self.sized:
            self.put(size=min(max(round(max(size) / 16), 8), 300))
            self.sized = False

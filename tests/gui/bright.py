"""An instant tool and an instrument of which a test sees everything: which values it was run with, and when."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent, QPainter

from ganstudio.gui.canvas import View
from ganstudio.gui.instruments import INSTRUMENTS
from ganstudio.gui.instruments.instrument import Instrument
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import freeze
from ganstudio.params import integer
from ganstudio.tools import TOOLS
from ganstudio.tools.tool import Context, Tool, same_size


@dataclass(frozen=True)
class BrightParams:
    """How much is added to each value."""

    amount: int = integer(0, low=0, high=100, title="Amount")


@dataclass
class Bright:
    """`ran` holds the amounts in their order; `gate`, once closed, holds up the next run."""

    ran: list[int] = field(default_factory=list)
    sizes: list[tuple[int, int]] = field(default_factory=list)
    gate: threading.Event = field(default_factory=threading.Event)
    fails: str = ""

    def __call__(self, photo: Photo, params: BrightParams, context: Context) -> Photo:
        self.ran.append(params.amount)
        self.sizes.append(photo.size)
        while not self.gate.wait(0.01):
            context.job.check()
        if self.fails:
            from ganstudio.errors import GanstudioError

            raise GanstudioError(self.fails)
        return photo.with_pixels(freeze(np.minimum(photo.pixels.astype(int) + params.amount, 255).astype(np.uint8)))


class Dot(Instrument):
    """Takes every press, and sets the amount by how far right it is."""

    painted: list[int]

    def __init__(self, *parts: object) -> None:
        super().__init__(*parts)  # type: ignore[arg-type]
        self.painted = []

    def paint(self, painter: QPainter, view: View) -> None:
        self.painted.append(self.params.amount)

    def cursor(self, at: QPointF, view: View) -> Qt.CursorShape | None:
        return Qt.CursorShape.CrossCursor

    def press(self, event: QMouseEvent, view: View) -> bool:
        self.change(amount=round(view.to_picture(event.position()).x()))
        return True


@pytest.fixture
def bright(monkeypatch: pytest.MonkeyPatch) -> Bright:
    """Among the tools as "bright", with the instrument "dot". To be asked for before the window."""
    made = Bright()
    made.gate.set()
    tool = Tool(
        *("bright", "Bright", "Adds light.", "image", BrightParams, made, same_size),
        group="light",
        instrument="dot",
        instant=True,
        reduced=lambda params, _scale: params,
    )
    monkeypatch.setitem(TOOLS, "bright", tool)
    monkeypatch.setitem(INSTRUMENTS, "dot", Dot)
    return made

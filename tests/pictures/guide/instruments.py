"""Tools that want a hand on the photo."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QWidget

from ganstudio.gui.window import Window
from tests.gui.hand import drag
from tests.pictures.guide.scene import Scene
from tests.pictures.scenes import CAT, COFFEE, CUP, aged, brushed, dabbed, damaged, drawn, laid
from tests.pictures.stage import sample, wait


def mask(window: Window) -> None:
    """The cat's face alone is changed."""
    page = sample(window, CAT, "light")
    window.panel.masks.open()
    wait(lambda: True, seconds=0.5)
    window.kit.put(size=120, hardness=0.3)
    drag(page.canvas, [(130, 130), (200, 90), (280, 90), (330, 140), (290, 200), (210, 200), (150, 150), (240, 150)])


def repair(window: Window) -> None:
    """A scan, and nothing else said about it."""
    damaged(window)
    window.stage.banner.clear()


def cut_out(window: Window) -> QWidget:
    """The cup is being cut out of another photo."""
    photo = sample(window, COFFEE, "insert").document.photo
    window.inserts.ask(photo, "coffee.png")
    dialog = window.inserts.dialog
    assert dialog
    canvas = dialog.page.canvas
    wait(lambda: canvas.view.picture is not None)
    canvas.fit()
    drag(canvas, [*CUP, CUP[0]])
    return dialog


SCENES = {
    "inpaint": Scene("panel", brushed),
    "mask": Scene("panel", mask),
    "repair": Scene("panel", repair),
    "insert": Scene("panel", laid),
    "style": Scene("panel", drawn),
    "face": Scene("panel", lambda window: aged(window, 0.7, 1.6, QPointF(20, 190))),
    "cut-out": Scene("room", cut_out),
    "colorize": Scene("panel", dabbed),
}

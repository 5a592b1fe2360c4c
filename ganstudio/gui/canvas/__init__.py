"""The place where the photo is seen."""

from ganstudio.gui.canvas.canvas import Canvas
from ganstudio.gui.canvas.overlay import Overlay
from ganstudio.gui.canvas.screen import prepare
from ganstudio.gui.canvas.view import View

__all__ = ["Canvas", "Overlay", "View", "prepare"]

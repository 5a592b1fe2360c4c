"""Tools used on a photo, and a shelf of workflows."""

from __future__ import annotations

import pytest

from ganstudio.gui.shelf import Shelf
from ganstudio.gui.window import Window
from ganstudio.image.edit import Edit

MIRROR = Edit("flip", {"direction": "horizontal"})
LARGER = Edit("upscale", {"scale": 2.0})


def used(window: Window, tool: str, **values: object) -> None:
    """Choose a tool, set it, and apply it to the current photo."""
    window.choose(tool)
    for name, value in values.items():
        window.panel.form.editors[name].set_value(value)
    window.panel.form.changed.emit()
    window.run()


@pytest.fixture
def shelf(qapp: object) -> Shelf:
    """Empty."""
    return Shelf()

"""Hands on an instant tool, and what is seen of it."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from ganstudio.gui.canvas import Canvas
from ganstudio.gui.page import Page
from ganstudio.gui.window import Window
from tests.gui.bright import BrightParams
from tests.gui.rooms import PATIENCE, photo


def set_amount(window: Window, amount: int) -> None:
    """As a hand does at the slider."""
    window.panel.put_params(BrightParams(amount))


def previewed(qtbot: QtBot, window: Window, amount: int) -> Canvas:
    """The current canvas, as soon as the preview of `amount` lies on it."""
    page = window.session.current
    assert page

    def there() -> bool:
        shown = window.preview._shown
        return shown is not None and shown.params.amount == amount and page.canvas.previewed

    qtbot.waitUntil(there, timeout=PATIENCE)
    return page.canvas


def page_with(window: Window, amount: int) -> Page:
    """A photo, the tool chosen and set, nothing applied."""
    page = window.session.add(photo())
    window.choose("bright")
    set_amount(window, amount)
    return page

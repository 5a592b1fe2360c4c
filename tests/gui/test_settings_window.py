"""Settings, language and look of the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from ganstudio import settings as stored
from ganstudio.gui.dialogs.settings import SettingsDialog
from ganstudio.gui.look import theme
from ganstudio.gui.look.icons import icon
from ganstudio.gui.window import Window
from ganstudio.i18n import set_language
from ganstudio.image.extras import readable
from ganstudio.params import fields
from ganstudio.settings import Settings
from ganstudio.tools.upscale import UpscaleParams
from tests.gui.rooms import PATIENCE, opened, photo


def test_settings_are_used_and_saved(qtbot: QtBot, window: Window) -> None:
    dialog = SettingsDialog(window.studio, window)
    qtbot.addWidget(dialog)
    dialog.form.set_params(Settings(theme="light", device="cpu", precision="float32", history_budget_mb=300))
    dialog.accept()
    assert stored.load().theme == "light" and stored.load().history_budget_mb == 300
    assert QApplication.palette().window().color().name() == theme.LIGHT.window
    assert window.session.add(photo()).document._history._budget == 300_000_000


def test_another_language_is_spoken_at_once(qtbot: QtBot, window: Window, photos: list[Path]) -> None:
    opened(qtbot, window, photos[0])
    before = texts(window)
    window.studio.change(Settings(language="es", device="cpu", precision="float32"))
    after = texts(window)
    assert window.menu_actions["undo"].text() == "Deshacer"
    assert window.panel.run.text() == "Ejecutar"
    kept = {text for text in before & after if any(letter.isalpha() for letter in text)}
    same_in_both = {"photo 1.png", "ganstudio", "Upscale-X4-Faithful", "sRGB", " × "}
    assert {text for text in kept if not any(word in text for word in same_in_both)} <= same_everywhere()
    window.studio.change(Settings(language="en", device="cpu", precision="float32"))
    assert texts(window) == before


def texts(window: Window) -> set[str]:
    """All that stands in the window."""
    found = {action.text() for action in window.findChildren(type(window.menu_actions["undo"]))}
    for kind in (QLabel, QToolButton):
        found |= {each.text() for each in window.findChildren(kind)}
    return {text for text in found if text}


def same_everywhere() -> set[str]:
    """Words that are the same in English and Spanish, and names."""
    from ganstudio.i18n import _

    set_language("es")
    same = {_(field.title) for field in fields(UpscaleParams) if _(field.title) == field.title}
    set_language("en")
    return same | {"100 %", "Magenta", "photo 2.png", "photo 3.png", ", ".join(readable())}


def test_settings_stay_in_the_toolbar_where_there_is_little_room(qtbot: QtBot, window: Window) -> None:
    bar, actions = window.bar, window.menu_actions

    def seen(name: str) -> bool:
        button = bar.widgetForAction(actions[name])
        return button is not None and button.isVisible()

    def named() -> bool:
        button = bar.widgetForAction(actions["export"])
        assert isinstance(button, QToolButton)
        return button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon

    def gets(room: int) -> bool:
        window.resize(window.width() - bar.width() + room, 800)
        return bar.width() == room

    window.resize(1440, 800)
    qtbot.waitUntil(lambda: named() and seen("zoom_in") and seen("settings"))
    try:
        window.studio.change(Settings(language="es", device="cpu", precision="float32"))
        for room in (640, 560):
            qtbot.waitUntil(lambda room=room: gets(room))
            qtbot.waitUntil(lambda: seen("settings") and not named())
            assert bar.sizeHint().width() <= room
        assert not seen("zoom_in") and actions["zoom_in"].isVisible()
        window.resize(1440, 800)
        qtbot.waitUntil(lambda: named() and seen("zoom_in") and seen("settings"))
    finally:
        window.studio.change(Settings(language="en", device="cpu", precision="float32"))


def test_a_device_that_is_not_there_is_told_and_another_taken(qtbot: QtBot, window: Window) -> None:
    window.studio.change(Settings(device="cuda:7"))
    qtbot.waitUntil(lambda: window.studio.device is not None, timeout=PATIENCE)
    assert "cuda:7" in window.stage.banner.text
    assert window.studio.device is not None and window.studio.device.id != "cuda:7"


@pytest.mark.parametrize("tokens", [theme.DARK, theme.LIGHT], ids=["dark", "light"])
def test_text_can_be_read(tokens: theme.Tokens) -> None:
    def light(name: str) -> float:
        channels = [value / 255 for value in QColor(name).getRgb()[:3]]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    def contrast(one: str, other: str) -> float:
        bright, dark = sorted((light(one), light(other)), reverse=True)
        return (bright + 0.05) / (dark + 0.05)

    for ground in (tokens.window, tokens.deep, tokens.raised, tokens.hover, tokens.chosen):
        assert contrast(tokens.text, ground) >= 7, ground
    for ground in (tokens.window, tokens.deep):
        assert contrast(tokens.muted, ground) >= 4.5
        assert contrast(tokens.link, ground) >= 4.5
        assert contrast(tokens.danger, ground) >= 4.5
    assert contrast(tokens.text, tokens.danger_ground) >= 7
    assert contrast(tokens.on_accent, tokens.accent) >= 3.5
    assert "$" not in theme.stylesheet(tokens)


def test_icons_take_the_colours_of_the_theme(qapp: QApplication) -> None:
    for tokens, choice in ((theme.LIGHT, "light"), (theme.DARK, "dark")):
        theme.apply_theme(qapp, choice)
        image = icon("undo-2").pixmap(40).toImage()
        inked = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
        assert {colour.name() for colour in inked if colour.alpha() == 255} == {tokens.text}

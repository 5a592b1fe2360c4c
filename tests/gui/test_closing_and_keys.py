"""What a user ran into: quitting by half, keys that lists eat, tabs, languages and bars that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QToolBar, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from ganstudio.engine.device import Device
from ganstudio.gui import commands
from ganstudio.gui.dialogs.questions import Answer
from ganstudio.gui.stage import NARROW
from ganstudio.gui.window import Window
from ganstudio.settings import Settings
from tests.gui.rooms import PATIENCE, opened, photo


def test_cancel_at_the_last_question_keeps_and_saves_nothing(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [window.session.add(photo(seed=seed)) for seed in range(3)]
    answers = [Answer.DISCARD, Answer.SAVE, Answer.CANCEL]
    monkeypatch.setattr(commands, "ask_to_save", lambda *_: answers.pop(0))
    monkeypatch.setattr(commands.Commands, "export", lambda _self: pytest.fail("nothing is saved before all was asked"))
    assert not window.close() and not answers
    assert window.session.pages == pages and window.isVisible()


def test_each_photo_to_be_saved_is_the_one_exported(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [window.session.add(photo(seed=seed)) for seed in range(2)]
    titles, saved = [page.title for page in pages], list[str]()

    def export(self: commands.Commands) -> bool:  # knows no window, or would keep it
        page = self._session.current
        assert page
        saved.append(page.title)
        return True

    monkeypatch.setattr(commands, "ask_to_save", lambda *_: Answer.SAVE)
    monkeypatch.setattr(commands.Commands, "export", export)
    assert window.commands.close_all()
    assert saved == titles and not window.session.pages


@pytest.mark.parametrize("key", [Qt.Key.Key_O, Qt.Key.Key_Backslash])
def test_the_original_is_shown_wherever_the_focus_is(qtbot: QtBot, window: Window, key: Qt.Key) -> None:
    page = window.session.add(photo())
    combo = window.panel.findChild(QComboBox)
    assert combo
    rooms: list[QWidget] = [page.canvas, window.history.list, window.stage.strip, combo]
    for room in rooms:
        before = combo.currentIndex()
        room.setFocus()
        qtbot.keyPress(room, key)
        assert page.canvas._only_original, room
        qtbot.keyRelease(room, key)
        assert not page.canvas._only_original, room
        assert combo.currentIndex() == before


def test_text_fields_keep_their_letters(qtbot: QtBot, window: Window) -> None:
    page = window.session.add(photo())
    field = QLineEdit(window)
    field.show()
    field.setFocus()
    for text in ("o", "\\"):
        qtbot.keyPress(field, text)
        assert not page.canvas._only_original
        qtbot.keyRelease(field, text)
    assert field.text() == "o\\"


def test_tabs_of_many_photos_can_be_read(qtbot: QtBot, window: Window) -> None:
    window.resize(900, 700)
    for number in range(20):
        window.session.add(photo(), Path(f"/nowhere/holiday by the sea {number}.png"))
    tabs = window.stage.tabs
    for place in (0, 19, 9):
        window.session.show(window.session.pages[place])
        qtbot.wait(1)
        assert all(tabs.tabRect(index).width() >= NARROW for index in range(20))
        seen = tabs.tabRect(place)
        assert seen.left() >= 0 and seen.right() <= tabs.width(), "the active one in full"
    assert tabs.width() < 20 * NARROW and sum(each.isVisible() for each in tabs.findChildren(QToolButton)) >= 2


def test_the_device_is_told_in_the_language_of_now(window: Window) -> None:
    window.studio._take(Device("cpu", 0, "float32", "Processor"))
    window.stage.banner.bad_news("told in English")
    window.studio.change(Settings(language="es", device="cpu", precision="float32"))
    assert window.status._device.text().startswith("Procesador")
    assert not window.stage.banner.text
    window.studio.change(Settings(language="en", device="cpu", precision="float32"))
    assert window.status._device.text().startswith("Processor")


def test_bad_news_goes_with_the_next_photo_but_not_its_own(
    qtbot: QtBot, window: Window, photos: list[Path], tmp_path: Path
) -> None:
    window.session.open([tmp_path / "gone.png", photos[0]])
    qtbot.waitUntil(lambda: window.session.page_of(photos[0]) is not None, timeout=PATIENCE)
    assert "gone.png" in window.stage.banner.text, "a photo that opens well does not hide one that did not"
    opened(qtbot, window, photos[1])
    assert not window.stage.banner.text


def test_a_narrow_window_shows_where_the_rest_of_the_bar_is(qtbot: QtBot, window: Window) -> None:
    window.resize(700, 560)
    bar = window.findChild(QToolBar, "toolbar")
    assert bar
    more = bar.findChild(QToolButton, "qt_toolbar_ext_button")
    assert more
    qtbot.waitUntil(more.isVisible, timeout=PATIENCE)
    image = more.grab().toImage()
    inked = {image.pixelColor(x, y).lightness() for x in range(image.width()) for y in range(image.height())}
    assert max(inked) - min(inked) > 100, "an arrow, not an empty field"
    settings = bar.widgetForAction(window.menu_actions["settings"])
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(settings.isVisible, timeout=PATIENCE)

"""The guide's window: the page of what is before the user, the way through pages, words found, keys that are right."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QKeySequence, QTextDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ganstudio.gui.guide.window import GuideWindow
from ganstudio.gui.parts.middle import Part
from ganstudio.gui.table import table
from ganstudio.gui.window import Window
from ganstudio.i18n import _, set_language
from tests.gui.rooms import opened
from tests.pictures.guide import SCENES
from tests.pictures.guide.__main__ import FOLDER, taken
from tests.test_guide import PAGES, keys, targets, text

GESTURES = {"O", "Del", "Alt+Left", "Ctrl+F"}
"""Keys that are no actions of the table."""
NOTHING = re.compile(r"(Ctrl|Shift|Alt)\+\S+|F\d+|[A-Z\[\]]|Esc|Del|PgUp|PgDown")


def shown(window: Window) -> GuideWindow:
    """The guide, as F1 opens it."""
    window.menu_actions["guide"].trigger()
    return window.guide.guide


def name(guide: GuideWindow) -> str:
    assert guide.text.path
    return guide.text.path.stem


def test_the_page_is_that_of_what_is_before_the_user(qtbot: QtBot, window: Window, photos: list[Path]) -> None:
    guide = shown(window)
    assert guide.isVisible() and name(guide) == "index"
    opened(qtbot, window, photos[0])
    window.choose("curves")
    assert name(shown(window)) == "curves"
    assert guide.contents.currentItem().text() == _("Curves")
    window.choose("levels")
    window.panel.help.click()
    assert name(guide) == "levels"
    window.library.show()
    assert window.middle.part is Part.MODELS and window.menu_actions["guide"].isEnabled()
    assert name(shown(window)) == "models"


def test_there_is_a_way_back(window: Window) -> None:
    guide = shown(window)
    assert not guide.back.isEnabled()
    guide.show_page("mask")
    guide.text.anchorClicked.emit(QUrl("face.md"))
    assert name(guide) == "face"
    guide.back.click()
    assert name(guide) == "mask"
    guide.go_back()
    guide.go_back()
    assert name(guide) == "index" and not guide.back.isEnabled()


def test_links_lead_to_lessons_and_to_what_the_program_does(window: Window) -> None:
    guide = shown(window)
    guide.show_page("training")
    guide.text.anchorClicked.emit(QUrl("../../lessons/en/gans.md"))
    assert name(guide) == "gans" and len(guide.text.toPlainText()) > 600
    guide.show_page("shortcuts")
    guide.text.anchorClicked.emit(QUrl("action:shortcuts"))
    dialog = QApplication.activeModalWidget()
    assert dialog.parent() is window
    dialog.close()
    everywhere = {target for page in PAGES for target in targets("en", page)}
    deeds = {target.removeprefix("action:") for target in everywhere if target.startswith("action:")}
    assert deeds and all(window.menu_actions[deed] for deed in deeds)


def test_words_are_searched(qtbot: QtBot, window: Window) -> None:
    guide = shown(window)
    guide.search.setText("lasso")
    qtbot.waitUntil(lambda: name(guide) == "mask")
    assert "mask" in guide.contents.names and "flip" not in guide.contents.names
    marked = [mark.cursor.selectedText() for mark in guide.text.extraSelections()]  # type: ignore[attr-defined]
    assert marked and {each.lower() for each in marked} == {"lasso"}
    guide.search.setText("qqq")
    qtbot.waitUntil(lambda: not guide.contents.names)
    assert name(guide) == "mask"
    assert shown(window) is guide  # asked for anew, all pages are there
    qtbot.waitUntil(lambda: "flip" in guide.contents.names)
    assert not guide.text.extraSelections()


def test_it_follows_language_and_theme(window: Window) -> None:
    guide = shown(window)
    guide.show_page("crop")
    studio = window.studio
    studio.change(replace(studio.settings, language="es", theme="dark"))
    assert guide.text.toPlainText().startswith("Recortar") and name(guide) == "crop"
    studio.change(replace(studio.settings, language="en"))
    assert guide.text.toPlainText().startswith("Crop")


def test_pictures_are_never_wider_than_the_page(window: Window) -> None:
    guide = shown(window)
    guide.show_page("window")
    kind = QTextDocument.ResourceType.ImageResource.value
    picture = guide.text.loadResource(kind, QUrl("../pictures/en/window.webp"))
    assert isinstance(picture, QImage) and not picture.isNull()
    assert 300 < picture.deviceIndependentSize().width() <= guide.text.viewport().width()


def test_the_script_makes_every_picture_and_the_same_one_again(no_leaks: None) -> None:
    for folder in FOLDER.iterdir():
        assert {path.stem for path in folder.iterdir()} == set(SCENES)
    picture = taken(SCENES["flip"], "es")
    assert picture.width() > 600 and picture == taken(SCENES["flip"], "es")


def test_every_key_that_a_page_names_is_the_real_one(window: Window) -> None:
    set_language("en")
    actions = {_(action.title).rstrip("…"): [_plain(each) for each in action.keys] for action in table(window)}
    real = {each for some in actions.values() for each in some} | GESTURES
    for page in PAGES:
        named = re.findall(r"\*\*([^*]+)\*\* \(`([^`]+)`\)", text("en", page))
        for title, key in named:
            assert key in actions.get(title.rstrip("…"), real), (page, title, key)
        for key in keys("en", page):
            assert not NOTHING.fullmatch(key) or key in real, (page, key)


def _plain(key: str) -> str:
    return QKeySequence(key).toString()

"""Style in the window: a gallery of the photo in every style, what the user's own models do in it, its other values."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractSpinBox, QWidget
from pytestqt.qtbot import QtBot

from ganstudio.engine.store import Store
from ganstudio.errors import GanstudioError
from ganstudio.gui.look.words import say_again
from ganstudio.gui.panel.forms import form_for
from ganstudio.gui.panel.models import ModelEditor
from ganstudio.gui.panel.style import StyleForm
from ganstudio.gui.studio import Studio
from ganstudio.gui.styles import specimens
from ganstudio.gui.styles.gallery import in_order
from ganstudio.gui.styles.strokes import StrokesEditor
from ganstudio.gui.styles.tile import Tile
from ganstudio.gui.window import Window
from ganstudio.i18n import set_language
from ganstudio.image.photo import Photo
from ganstudio.tools import style
from ganstudio.tools.style import StyleParams
from tests.engine import small, styles
from tests.gui.rooms import PATIENCE, photo

NAMES = ["impressionism", "pencil", "photo-from-pencil", "a-new-one"]
"""In the order in which they are shown; the last is the user's own."""


@pytest.fixture(scope="session")
def tiny_models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The window's first model, and four styles."""
    folder = tmp_path_factory.mktemp("styles")
    small.save(folder, "upscale-x4-faithful")
    for seed, name in enumerate(NAMES):
        styles.save(folder, name, seed)
    return folder


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small specimens, at once."""
    monkeypatch.setattr(specimens, "SIDE", 16)
    monkeypatch.setattr(specimens, "PAUSE", 0)


@pytest.fixture
def form(qtbot: QtBot, studio: Studio) -> StyleForm:
    """By itself, without a window."""
    made = form_for(style.TOOL, studio)
    assert isinstance(made, StyleForm)
    qtbot.addWidget(made)
    made.resize(300, 600)
    made.show()
    return made


def there(form: StyleForm) -> list[str]:
    """The styles whose specimen is seen."""
    return [name for name, tile in form.gallery.tiles.items() if tile.image]


def chosen(form: StyleForm) -> list[str]:
    return [name for name, tile in form.gallery.tiles.items() if tile.isChecked()]


def seen(qtbot: QtBot, form: StyleForm) -> None:
    """Wait until all specimens are there."""
    qtbot.waitUntil(lambda: there(form) == NAMES, timeout=PATIENCE)


def test_every_style_is_shown_on_the_photo(qtbot: QtBot, form: StyleForm) -> None:
    assert list(form.gallery.tiles) == NAMES and there(form) == []
    form.show_photo(photo(64, 48))
    assert there(form) == [], "there is a placeholder until it is made"
    seen(qtbot, form)
    images = [tile.image for tile in form.gallery.tiles.values()]
    assert [(image.width(), image.height()) for image in images if image] == [(16, 12)] * len(NAMES)
    assert all(images[0] != other for other in images[1:])


def test_those_of_a_photo_are_kept_and_the_latest_photo_wins(
    qtbot: QtBot, form: StyleForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[object] = []
    run = style.TOOL.run

    def counted(*given: object) -> object:
        made.append(given[0])
        return run(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(specimens, "TOOL", type("T", (), {"run": staticmethod(counted)}))
    one, other = photo(), photo(seed=4)
    form.show_photo(one)
    seen(qtbot, form)
    count = len(made)
    form.show_photo(other)
    assert there(form) == []
    form.show_photo(one)
    assert there(form) == NAMES, "they are known"
    qtbot.wait(50)
    assert len(made) == count, "and not made again; nor those of the photo that was left at once"
    form.show_photo(other)
    seen(qtbot, form)
    assert form.gallery.specimens.image(NAMES[0]) != form.gallery.tiles[NAMES[0]].icon()
    form.show_photo(None)
    assert there(form) == []


def test_choosing(qtbot: QtBot, form: StyleForm) -> None:
    assert form.params.model == "" and chosen(form) == ["pencil"], "the default"
    with qtbot.waitSignal(form.changed):
        qtbot.mouseClick(form.gallery.tiles["impressionism"], Qt.MouseButton.LeftButton)
    assert form.params.model == "impressionism" and chosen(form) == ["impressionism"]
    with qtbot.assertNotEmitted(form.changed):
        form.gallery.tiles["impressionism"].click()
    form.set_params(StyleParams(model="a-new-one", strokes=2.0))
    assert chosen(form) == ["a-new-one"] and form.params == StyleParams(model="a-new-one", strokes=2.0)
    form.set_params(StyleParams(model="gone"))
    assert chosen(form) == [] and form.params.model == "gone"


def test_by_keyboard(qtbot: QtBot, form: StyleForm) -> None:
    tiles = form.gallery.tiles
    tiles["pencil"].setFocus()
    qtbot.keyClick(tiles["pencil"], Qt.Key.Key_Right)
    assert chosen(form) == ["photo-from-pencil"] and form.params.model == "photo-from-pencil"
    assert tiles["photo-from-pencil"].hasFocus()
    assert all(tile.accessibleName() and tile.toolTip() for tile in tiles.values())


def test_a_click_asks_for_the_preview_where_there_is_a_photo(qtbot: QtBot, form: StyleForm) -> None:
    with qtbot.assertNotEmitted(form.preview_requested):
        form.gallery.tiles["pencil"].click()
    form.show_photo(photo())
    with qtbot.waitSignal(form.preview_requested):
        form.gallery.tiles["pencil"].click()


def test_a_style_that_fails_says_so_and_the_others_come(
    qtbot: QtBot, form: StyleForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    run: Callable[..., object] = style.TOOL.run

    def refused(small: object, params: StyleParams, context: object) -> object:
        if params.model == "pencil":
            raise GanstudioError("It has broken.")
        return run(small, params, context)

    monkeypatch.setattr(specimens, "TOOL", type("T", (), {"run": staticmethod(refused)}))
    form.show_photo(photo())
    qtbot.waitUntil(lambda: there(form) == [name for name in NAMES if name != "pencil"], timeout=PATIENCE)
    assert form.gallery.tiles["pencil"].toolTip() == "Pencil\nIt has broken."


def test_of_a_panorama_the_middle_is_shown(qtbot: QtBot, form: StyleForm) -> None:
    form.show_photo(photo(400, 10))
    seen(qtbot, form)
    image = form.gallery.tiles["pencil"].image
    assert image and (image.width(), image.height()) == (16, 8)


@pytest.mark.parametrize("size", [(1, 1), (300, 1), (1, 40)])
def test_the_smallest_photos_are_shown(qtbot: QtBot, form: StyleForm, size: tuple[int, int]) -> None:
    form.show_photo(Photo(small.picture(size[1], size[0])))
    seen(qtbot, form)


def test_long_names_take_two_lines(qtbot: QtBot) -> None:
    tile = Tile("plus")
    qtbot.addWidget(tile)
    tile.setText("Sea")
    assert tile.lines(100) == ["Sea"]
    tile.setText("My grandmother's watercolours of the sea in winter")
    first, second = tile.lines(120)
    assert first and second.endswith("…")


def test_without_a_style_it_says_how_to_have_one(qtbot: QtBot, tmp_path: Path, studio: Studio) -> None:
    studio.store._folders = (tmp_path / "bundled", tmp_path / "own")
    form = form_for(style.TOOL, studio)
    qtbot.addWidget(form)
    form.show()
    assert isinstance(form, StyleForm)
    shown = form.gallery
    assert form.idle.startswith("There is no style")
    assert shown.first.isVisible() and not shown.plus.isVisible()
    form.show_photo(photo())
    (tmp_path / "own").mkdir()
    styles.save(tmp_path / "own", "mine")
    studio.models_changed.emit()
    assert not form.idle and list(shown.tiles) == ["mine"] and shown.plus.isVisible() and chosen(form) == ["mine"]
    qtbot.waitUntil(lambda: there(form) == ["mine"], timeout=PATIENCE)


def test_a_model_that_is_added_joins_and_is_chosen(qtbot: QtBot, tmp_path: Path, studio: Studio) -> None:
    own = tmp_path / "own"
    own.mkdir()
    studio.store._folders = (*studio.store._folders, own)
    form = form_for(style.TOOL, studio)
    qtbot.addWidget(form)
    assert isinstance(form, StyleForm)
    form.show_photo(photo())
    path = styles.save(tmp_path, "mine", seed=9)
    form.gallery.add(path)
    qtbot.waitUntil(lambda: form.params.model == "mine", timeout=PATIENCE)
    assert chosen(form) == ["mine"]
    qtbot.waitUntil(lambda: there(form) == list(form.gallery.tiles), timeout=PATIENCE)


def test_the_order_is_paintings_drawings_and_back(studio: Studio) -> None:
    models = studio.store.list("style")
    assert [info.name for info in in_order(reversed(models))] == NAMES


def test_strokes_have_names(qtbot: QtBot, form: StyleForm) -> None:
    editor = form.editors["strokes"]
    assert isinstance(editor, StrokesEditor)
    assert editor.value() == 1 and editor.told.text() == "Medium"
    for value, name in ((0.25, "Very fine"), (0.5, "Fine"), (2, "Large"), (4, "Very large")):
        editor.set_value(value)
        assert editor.told.text() == name
    editor.set_value(1.1)
    assert editor.value() == 1.1, "what lies between two places stays"
    with qtbot.waitSignal(form.changed):
        editor.slider.setValue(4)
    assert form.params.strokes == 2


def test_a_step_of_a_workflow_has_plain_rows(qtbot: QtBot, studio: Studio) -> None:
    form = form_for(style.TOOL, studio, photo=False)
    qtbot.addWidget(form)
    assert not isinstance(form, StyleForm) and isinstance(form.editors["model"], ModelEditor)


def test_another_tool_makes_no_specimens(qtbot: QtBot, window: Window) -> None:
    page = window.session.add(photo())
    window.choose("style")
    form = window.panel.form
    assert isinstance(form, StyleForm)
    seen(qtbot, form)
    window.choose("light")
    assert not form.gallery.specimens._photo
    window.choose("style")
    assert there(form) == NAMES, "they were kept"
    assert page is window.session.current


def test_the_key_and_the_icon(qtbot: QtBot, window: Window) -> None:
    qtbot.keyClick(window, Qt.Key.Key_Y)
    assert window.panel.tool.id == "style"
    assert isinstance(window.studio.store, Store)


@pytest.mark.parametrize("language", ["en", "es"])
def test_it_fits_into_the_narrowest_panel_and_all_of_it_has_a_name(form: StyleForm, language: str) -> None:
    set_language(language)
    form.show_photo(photo())
    say_again(form)
    assert form.minimumSizeHint().width() <= 288 - 32 - 12  # margins and a scroll bar
    for widget in form.findChildren(QWidget):
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and not isinstance(widget.parent(), QAbstractSpinBox):
            assert widget.accessibleName() or (hasattr(widget, "text") and widget.text()), type(widget).__name__


def test_styles_are_shown_side_by_side_where_there_are_some(qtbot: QtBot, form: StyleForm, studio: Studio) -> None:
    assert form.gallery.beside.isVisible()
    form.gallery.set_value("pencil")
    with qtbot.waitSignal(studio.compare_requested, timeout=PATIENCE) as asked:
        form.gallery.beside.click()
    assert asked.args == ["style", "pencil"]

"""What is chosen before a batch begins: photos, names, format, and the chain of steps."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from ganstudio.gui.batch.setup import Setup
from ganstudio.image.edit import Edit
from ganstudio.params import to_json
from ganstudio.tools import TOOLS
from ganstudio.tools.workflow import Workflow
from tests.gui.batching import desk, folder, setup
from tests.gui.rooms import PATIENCE

__all__ = ["desk", "folder", "setup"]


# Choosing


def written(setup: Setup, pattern: str) -> None:
    editor = setup.output.form.editors["pattern"]
    editor.set_value(pattern)
    editor.changed.emit()


def example(setup: Setup) -> str:
    return setup.output.form.editors["pattern"].example  # type: ignore[attr-defined,no-any-return]


def test_the_example_follows_the_names_and_the_steps(qtbot: QtBot, setup: Setup, folder: Path) -> None:
    qtbot.waitUntil(lambda: example(setup) == "photo.jpg  →  photo_copy.jpg", timeout=PATIENCE)
    setup.sources.add([folder])
    setup.chain.append("flip")
    qtbot.waitUntil(lambda: example(setup) == "photo 1.png  →  photo 1_flip.png", timeout=PATIENCE)
    written(setup, "{tool} of {name} {scale}")
    setup.chain.append("upscale")
    qtbot.waitUntil(lambda: example(setup) == "photo 1.png  →  flip-upscale of photo 1 x4.png", timeout=PATIENCE)
    setup.output.form.editors["format"].set_value("webp")
    setup.output.form.editors["format"].changed.emit()
    qtbot.waitUntil(lambda: example(setup).endswith("x4.webp"), timeout=PATIENCE)


def test_a_placeholder_is_a_click_away(qtbot: QtBot, setup: Setup) -> None:
    written(setup, "")
    chip = next(button for button in setup.findChildren(QPushButton) if button.text() == "{number}")
    assert chip.toolTip()
    chip.click()
    assert setup.output.options.pattern == "{number}"


def test_what_stands_in_the_way_is_said_and_start_waits(qtbot: QtBot, setup: Setup, folder: Path) -> None:
    assert not setup.start.isEnabled() and setup._word.text() == "Add photos or a folder to begin."
    setup.sources.add([folder])
    qtbot.waitUntil(lambda: setup.start.isEnabled() and setup.sources.count == 4, timeout=PATIENCE)
    written(setup, "{nmae}")
    qtbot.waitUntil(lambda: not setup.start.isEnabled(), timeout=PATIENCE)
    assert "{nmae}" in setup._word.text() and "{nmae}" in example(setup)
    written(setup, "{name}_new")
    qtbot.waitUntil(setup.start.isEnabled, timeout=PATIENCE)
    setup.output.place.inside.setChecked(True)
    assert not setup.start.isEnabled() and "folder" in setup._word.text()
    setup.output.place.beside.setChecked(True)
    setup.show_workflow(Workflow("future", (Edit("time-travel"),)))
    assert not setup.start.isEnabled() and "time-travel" in setup._word.text()
    setup.show_workflow(Workflow("lost", (Edit("upscale", {"model": "gone"}),)))
    assert not setup.start.isEnabled() and "gone" in setup._word.text()


def test_photos_are_counted_with_and_without_subfolders(qtbot: QtBot, setup: Setup, folder: Path) -> None:
    sources = setup.sources
    sources.add([folder, folder / "photo 1.png", folder])
    assert sources.paths == (folder, folder / "photo 1.png")
    qtbot.waitUntil(lambda: sources.count == 4, timeout=PATIENCE)
    sources.recursive.set_value(True)
    sources.recursive.changed.emit()
    qtbot.waitUntil(lambda: sources.count == 5, timeout=PATIENCE)
    assert sources._told.text() == "5 photos"
    sources.list.setCurrentIndex(sources.model.index(0))
    qtbot.keyClick(sources.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: sources.count == 1, timeout=PATIENCE)
    assert sources.paths == (folder / "photo 1.png",) and sources._told.text() == "1 photo"


def test_only_what_a_format_has_is_asked(setup: Setup) -> None:
    form, export = setup.output.form, setup.output.export
    for name, quality, depth in (("png", False, True), ("jpeg", True, False), ("same", True, True)):
        form.editors["format"].set_value(name)
        form.editors["format"].changed.emit()
        assert export.editors["quality"].isVisible() == quality and export.editors["depth"].isVisible() == depth


# The chain


def test_a_chain_is_put_together(qtbot: QtBot, setup: Setup) -> None:
    chain = setup.chain
    chain.menu.aboutToShow.emit()
    titles = [action.text() for action in chain.menu.actions() if action.text()]
    assert len(titles) == len(TOOLS) and "Super-resolution" in titles
    for name in ("upscale", "flip", "light"):
        chain.menu.chosen.emit(name)
    chain.cards[2].form.editors["exposure"].set_value(0.5)  # type: ignore[union-attr]
    chain.cards[2].form.changed.emit()  # type: ignore[union-attr]
    assert [edit.tool for edit in chain.edits] == ["upscale", "flip", "light"]
    assert chain.edits[2].params["exposure"] == 0.5 and "0.5" in chain.cards[2]._facts._whole
    chain.cards[2].earlier.click()
    assert [edit.tool for edit in chain.edits] == ["upscale", "light", "flip"]
    chain.cards[0].copy.click()
    chain.cards[0].remove.click()
    assert [edit.tool for edit in chain.edits] == ["upscale", "light", "flip"]
    chain.cards[0].fold.setFocus()
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(chain.cards[0].fold, Qt.Key.Key_Down, both)
    assert [edit.tool for edit in chain.edits] == ["light", "upscale", "flip"]
    assert not chain.cards[0].earlier.isEnabled() and not chain.cards[2].later.isEnabled()


def test_a_step_is_dragged_to_another_place(qtbot: QtBot, setup: Setup) -> None:
    chain = setup.chain
    for name in ("upscale", "flip", "light"):
        chain.append(name)
    for card in chain.cards:
        card.set_open(False)
    QApplication.processEvents()
    grip, last = chain.cards[0].grip, chain.cards[2]
    grip.dragged.emit(last.mapToGlobal(last.rect().bottomLeft()))
    assert chain._line.isVisible()
    grip.dropped.emit()
    assert [edit.tool for edit in chain.edits] == ["flip", "light", "upscale"] and not chain._line.isVisible()


def test_a_step_that_is_left_alone_keeps_its_model(setup: Setup) -> None:
    edit = Edit("upscale", {"scale": 2.0}, "upscale-x2-faithful", "abc", seed=7)
    setup.chain.set_edits([edit])
    assert setup.chain.edits == (edit,)
    form = setup.chain.cards[0].form
    assert form
    form.editors["scale"].set_value(3.0)
    form.changed.emit()
    (changed,) = setup.chain.edits
    assert (changed.model, changed.sha256, changed.seed, changed.params["scale"]) == ("", "", 7, 3.0)


def test_a_step_of_a_later_version_is_shown_and_kept(setup: Setup) -> None:
    edit = Edit("time-travel", {"years": -5})
    setup.chain.set_edits([edit])
    assert "time-travel" in setup.chain.cards[0]._problem and setup.chain.edits == (edit,)


# The list


@pytest.mark.parametrize("name", sorted(TOOLS))
def test_every_tool_is_a_step_by_its_declaration(setup: Setup, name: str) -> None:
    setup.chain.append(name)
    (edit,) = setup.chain.edits
    assert edit == Edit(name, to_json(TOOLS[name].params()))
    form = setup.chain.cards[0].form
    assert form
    form.changed.emit()
    assert setup.chain.edits == (edit,), "what was not touched stays"


def test_a_crop_is_set_without_a_photo(setup: Setup) -> None:
    setup.chain.append("crop")
    form = setup.chain.cards[0].form
    assert form
    for field, value in (("width", 800), ("height", 600)):
        form.editors[field].set_value(value)
    form.changed.emit()
    assert [setup.chain.edits[0].params[field] for field in ("width", "height")] == [800, 600]

"""The presets of a tool in its panel: choosing, saving, renaming, deleting."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from ganstudio import presets
from ganstudio.gui.dialogs.presets import PresetsDialog, SavePresetDialog
from ganstudio.gui.panel.presets import PresetMenu
from ganstudio.gui.studio import Studio
from ganstudio.gui.window import Window
from ganstudio.paths import presets_folder
from ganstudio.tools import light, upscale
from ganstudio.tools.light import LightParams
from ganstudio.tools.tool import Tool
from ganstudio.tools.upscale import UpscaleParams
from tests.gui.rooms import photo

WARM = LightParams(exposure=0.5, contrast=20)


def items(menu: PresetMenu) -> dict[str, QAction]:
    menu.fill()
    return {action.text(): action for action in menu.actions() if action.text()}


def menu_of(tool: Tool, studio: Studio, qtbot: QtBot) -> PresetMenu:
    """Without a panel: the values are those to begin with."""
    menu = PresetMenu(tool, studio, tool.params)
    qtbot.addWidget(menu)
    return menu


def test_a_bundled_one_is_chosen_and_seen_as_chosen(window: Window) -> None:
    window.choose("light")
    assert not window.panel.bookmark.isEnabled(), "there is no photo to set anything for"
    window.session.add(photo())
    menu = window.panel.presets
    assert window.panel.bookmark.isEnabled() and window.panel.bookmark.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert not any(action.isChecked() for action in items(menu).values())
    items(menu)["Punchy"].trigger()
    assert window.panel.params == presets.find("light", "punchy").on(LightParams())
    assert window.panel.unapplied, "it is previewed, as if a person had moved the sliders"
    assert [name for name, action in items(menu).items() if action.isChecked()] == ["Punchy"]


def test_values_are_saved_and_had_again(qtbot: QtBot, window: Window) -> None:
    window.session.add(photo())
    window.choose("light")
    menu = window.panel.presets
    window.panel.put_params(WARM)

    def answer(dialog: SavePresetDialog) -> int:
        dialog.name.setText("At the sea")
        dialog.save.click()
        return dialog.result()

    with patch.object(SavePresetDialog, "exec", answer):
        items(menu)["Save as preset…"].trigger()
    window.panel.reset()
    items(menu)["At the sea"].trigger()
    assert window.panel.params == WARM


def test_a_name_that_is_taken_is_told_before_it_is_replaced(qtbot: QtBot) -> None:
    presets.save("light", "At the sea", LightParams(exposure=1))
    dialog = SavePresetDialog(light.TOOL, WARM)
    qtbot.addWidget(dialog)
    assert dialog.save.text() == "Save"
    dialog.name.setText("at the SEA")
    assert dialog.save.text() == "Replace" and "already" in dialog.told.text()
    dialog.save.click()
    assert presets.find("light", "at the sea").on(LightParams()) == WARM
    assert len(presets.own("light")) == 1


def test_what_cannot_be_saved_is_told(qtbot: QtBot) -> None:
    dialog = SavePresetDialog(light.TOOL, WARM)
    qtbot.addWidget(dialog)
    dialog.name.setText("Punchy")
    dialog.save.click()
    assert "comes with the program" in dialog.told.text() and not dialog.result()
    dialog.name.setText("  ")
    assert not dialog.save.isEnabled()
    presets_folder().parent.mkdir(parents=True)
    presets_folder().write_bytes(b"in the way")
    dialog.name.setText("Mine")
    dialog.save.click()
    assert "cannot be written" in dialog.told.text() and not dialog.result()


def test_the_proposed_name_is_free(qtbot: QtBot) -> None:
    presets.save("light", "My preset", WARM)
    dialog = SavePresetDialog(light.TOOL, WARM)
    qtbot.addWidget(dialog)
    assert dialog.name.text() == "My preset 2"


def test_renamed_and_deleted(qtbot: QtBot) -> None:
    for name in ("one", "two"):
        presets.save("light", name, WARM)
    dialog = PresetsDialog(light.TOOL)
    qtbot.addWidget(dialog)
    dialog.list.item(1).setText("zwei")
    assert [preset.name for preset in presets.own("light")] == ["one", "zwei"]
    dialog.list.item(0).setText("ZWEI")
    assert "already" in dialog.told.text() and dialog.list.item(0).text() == "one"
    with patch("ganstudio.gui.dialogs.presets.ask", return_value=False):
        dialog.delete.click()
    assert dialog.list.count() == 2
    with patch("ganstudio.gui.dialogs.presets.ask", return_value=True):
        dialog.delete.click()
        assert [preset.name for preset in presets.own("light")] == ["zwei"]
        dialog.delete.click()
    assert presets.own("light") == [] and not dialog.delete.isEnabled() and not dialog.rename.isEnabled()


def test_there_is_nothing_to_rename_where_none_is_ones_own(qtbot: QtBot, studio: Studio) -> None:
    menu = menu_of(light.TOOL, studio, qtbot)
    assert "Rename or delete…" not in items(menu)
    presets.save("light", "mine", WARM)
    assert "Rename or delete…" in items(menu)


def test_one_whose_model_is_not_there_says_so(qtbot: QtBot, studio: Studio) -> None:
    presets.save("upscale", "mine", UpscaleParams(model="gone"))
    action = items(menu_of(upscale.TOOL, studio, qtbot))["mine"]
    assert not action.isEnabled() and "There is no model called gone" in action.toolTip()


def test_one_of_another_version_says_so(qtbot: QtBot, studio: Studio) -> None:
    presets_folder().mkdir(parents=True)
    text = '{"ganstudio": "presets", "version": 1, "presets": [{"name": "new", "params": {"sparkle": 3}}]}'
    Path(presets_folder() / "light.json").write_text(text)
    action = items(menu_of(light.TOOL, studio, qtbot))["new"]
    assert not action.isEnabled() and "sparkle" in action.toolTip()


def test_a_file_that_cannot_be_read_is_told_of(qtbot: QtBot, window: Window) -> None:
    (presets_folder() / "light.json").mkdir(parents=True)
    assert "Punchy" in items(menu_of(light.TOOL, window.studio, qtbot)), "the bundled ones are there all the same"
    dialog = PresetsDialog(light.TOOL)
    qtbot.addWidget(dialog)
    assert dialog.list.count() == 0 and "cannot be read" in dialog.told.text() and not dialog.told.isHidden()
    saving = SavePresetDialog(light.TOOL, WARM)
    qtbot.addWidget(saving)
    saving.name.setText("new")
    saving.save.click()
    assert "cannot be read" in saving.told.text() and not saving.result()

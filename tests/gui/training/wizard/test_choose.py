"""The page of choices."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pytestqt.qtbot import QtBot

from ganstudio.gui.training.wizard.wizard import Wizard
from tests.gui.rooms import PATIENCE
from tests.gui.training.wizard.fakes import Fakes, arrived, click, gathered


def put(wizard: Wizard, **values: Any) -> None:
    """As if typed into the open settings."""
    wizard.choose.settings.fold.setChecked(True)
    form = wizard.choose.settings.form
    assert form
    for name, value in values.items():
        form.editors[name].set_value(value)
        form.editors[name].changed.emit()


def shown(wizard: Wizard) -> set[str]:
    """The settings that can be seen."""
    form = wizard.choose.settings.form
    assert form
    return {name for name, editor in form.editors.items() if form._rows.isRowVisible(editor)}


def test_it_starts_from_the_presets_model_or_from_another_or_from_nothing(
    qtbot: QtBot, wizard: Wizard, folder: Path
) -> None:
    gathered(qtbot, wizard, folder)
    arrived(qtbot, wizard, 3)
    box = wizard.choose.start.box
    assert box.currentData() == wizard.draft.params.start == "upscale-x4-faithful"
    box.setCurrentIndex(box.findData("upscale-x2-faithful"))
    box.activated.emit(box.currentIndex())
    assert (wizard.draft.params.start, wizard.draft.params.scale) == ("upscale-x2-faithful", "2")
    box.setCurrentIndex(box.findData(""))
    box.activated.emit(box.currentIndex())
    assert wizard.draft.params.start == ""
    assert wizard.foot.next.isEnabled()


def test_settings_that_the_model_or_the_time_settles_are_not_shown(qtbot: QtBot, wizard: Wizard, folder: Path) -> None:
    gathered(qtbot, wizard, folder)
    arrived(qtbot, wizard, 3)
    click(qtbot, wizard.choose.settings.fold)
    assert not {"channels", "blocks", "pixel_steps", "gan_steps", "every"} & shown(wizard)
    wizard.choose.settings.counted.setChecked(True)
    assert {"pixel_steps", "gan_steps", "every"} <= shown(wizard)
    box = wizard.choose.start.box
    box.setCurrentIndex(box.findData(""))
    box.activated.emit(box.currentIndex())
    assert {"channels", "blocks"} <= shown(wizard)


def test_what_is_changed_by_hand_is_kept_and_can_be_taken_back(qtbot: QtBot, wizard: Wizard, folder: Path) -> None:
    gathered(qtbot, wizard, folder)
    arrived(qtbot, wizard, 3)
    before = wizard.draft.params
    put(wizard, learning_rate=0.00002, batch=6)
    click(qtbot, wizard.choose.cards["standard"])
    assert (wizard.draft.params.learning_rate, wizard.draft.params.batch) == (0.00002, 6)
    click(qtbot, wizard.choose.cards["quick"])
    click(qtbot, wizard.choose.settings.reset)
    assert wizard.draft.params == before and not wizard.draft.plans.own


def test_so_many_steps_are_done_as_are_said(qtbot: QtBot, wizard: Wizard, fakes: Fakes, folder: Path) -> None:
    gathered(qtbot, wizard, folder)
    arrived(qtbot, wizard, 3)
    wizard.choose.settings.counted.setChecked(True)
    put(wizard, pixel_steps=321, gan_steps=0)
    arrived(qtbot, wizard, 4)
    with qtbot.waitSignal(wizard.begun, timeout=PATIENCE):
        click(qtbot, wizard.foot.next)
    params = fakes.started[0].describe()["params"]
    assert (params["pixel_steps"], params["gan_steps"]) == (321, 0)


def test_what_cannot_be_is_refused_in_the_page(qtbot: QtBot, wizard: Wizard, folder: Path) -> None:
    gathered(qtbot, wizard, folder, goal="colorize")
    arrived(qtbot, wizard, 3)
    put(wizard, patch=200)
    assert "multiple" in wizard.foot.word and not wizard.foot.next.isEnabled()
    put(wizard, patch=160)
    assert wizard.foot.next.isEnabled()


def test_several_graphics_cards_are_offered(qtbot: QtBot, wizard: Wizard, folder: Path) -> None:
    gathered(qtbot, wizard, folder)
    arrived(qtbot, wizard, 3)
    assert not wizard.choose.devices.isVisible()
    wizard.choose.devices.offer(4)
    chips = wizard.choose.devices.chips
    assert chips and wizard.choose.devices.isVisible()
    click(qtbot, chips.chip("2"))
    assert wizard.draft.params.devices == 2 and wizard.foot.next.isEnabled()
    click(qtbot, chips.chip("3"))
    assert not wizard.foot.next.isEnabled(), "four pictures cannot be shared by three"
    click(qtbot, chips.chip("1"))


def test_a_change_shown_in_pairs_is_a_goal_of_its_own(qtbot: QtBot, wizard: Wizard, folder: Path, other: Path) -> None:
    gathered(qtbot, wizard, folder, other, goal="style-pairs")
    assert wizard.draft.params.method == "pix2pix"
    assert [preset.id for preset in wizard.draft.goal.presets] == ["quick", "standard", "patient"]  # type: ignore[union-attr]

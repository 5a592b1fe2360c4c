"""Through the wizard by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from ganstudio.gui.look.icons import put_again
from ganstudio.gui.look.words import say_again
from ganstudio.gui.training.wizard.wizard import Wizard
from ganstudio.paths import runs_folder
from tests.gui.rooms import PATIENCE
from tests.gui.training.wizard.fakes import Fakes, arrived, click, finding, gathered, waited
from trainers.clinic.report import Weight
from trainers.run import Run


def test_seven_clicks_start_a_quick_look(
    qtbot: QtBot, wizard: Wizard, fakes: Fakes, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clicks: list[object] = []

    def choose(*_asked: object) -> str:
        clicks.append("the dialog's own")
        return str(folder)

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", choose)
    for button in (
        wizard.goals.cards["upscale"],
        wizard.folders.zones[0].empty.choose,
        wizard.foot.next,
        wizard.foot.next,
        wizard.foot.next,
    ):
        clicks.append(button)
        click(qtbot, button)
        qtbot.waitUntil(lambda: wizard.foot.next.isEnabled() or wizard.place == 1, timeout=PATIENCE)
        if wizard.place:
            qtbot.waitUntil(lambda: bool(wizard.foot.next.isEnabled() or not wizard.folders.zones[0].folders))
    with qtbot.waitSignal(wizard.begun, timeout=PATIENCE) as begun:
        clicks.append(wizard.foot.next)
        click(qtbot, wizard.foot.next)
    assert len(clicks) == 7
    [run] = fakes.started
    assert isinstance(begun.args[0], Run) and begun.args[0].folder == run.folder
    assert run.folder.parent == runs_folder()
    said = run.describe()
    assert (said["recipe"], said["data"]) == ("upscale", [str(folder)])
    assert said["params"]["start"] == "upscale-x4-faithful"
    # 5 minutes, less 2 s before the first step, at 0.25 s a step.
    assert said["params"]["pixel_steps"] + said["params"]["gan_steps"] == fakes.estimate.steps(5)


def test_the_model_is_called_after_its_folder_or_as_one_likes(
    qtbot: QtBot, wizard: Wizard, fakes: Fakes, folder: Path
) -> None:
    for name, title in (("", f"Super-resolution – {folder.name}"), ("Abuela 2", "Abuela 2"), ("Abuela 2", "Abuela 2")):
        gathered(qtbot, wizard, folder)
        arrived(qtbot, wizard, 4)
        if name:
            qtbot.keyClicks(wizard.estimate.name, name)
        with qtbot.waitSignal(wizard.begun, timeout=PATIENCE):
            click(qtbot, wizard.foot.next)
        assert fakes.started[-1].describe()["params"]["title"] == title
    assert [run.folder.name for run in fakes.started[1:]] == ["abuela-2", "abuela-2-2"]


def test_afterwards_the_wizard_is_ready_for_another_model(
    qtbot: QtBot, wizard: Wizard, fakes: Fakes, folder: Path
) -> None:
    gathered(qtbot, wizard, folder)
    arrived(qtbot, wizard, 4)
    with qtbot.waitSignal(wizard.begun, timeout=PATIENCE):
        click(qtbot, wizard.foot.next)
    assert wizard.place == 0 and wizard.draft.goal is None
    click(qtbot, wizard.goals.cards["upscale"])
    assert not wizard.folders.zones[0].folders


def test_back_loses_nothing(qtbot: QtBot, wizard: Wizard, fakes: Fakes, folder: Path) -> None:
    gathered(qtbot, wizard, folder)
    arrived(qtbot, wizard, 3)
    click(qtbot, wizard.choose.cards["patient"])
    arrived(qtbot, wizard, 4)
    qtbot.keyClicks(wizard.estimate.name, "Kept")
    for _page in range(4):
        click(qtbot, wizard.foot.back)
    assert wizard.place == 0 and wizard.goals.cards["upscale"].isChecked()
    arrived(qtbot, wizard, 4)
    assert wizard.draft.data == (folder,)
    assert wizard.choose.cards["patient"].isChecked()
    assert wizard.estimate.name.text() == "Kept"
    assert len(fakes.checked) == len(fakes.measured) == 1, "nothing is worked out twice"


def test_another_goal_keeps_what_was_chosen_for_the_first(
    qtbot: QtBot, wizard: Wizard, fakes: Fakes, folder: Path
) -> None:
    gathered(qtbot, wizard, folder)
    arrived(qtbot, wizard, 3)
    click(qtbot, wizard.choose.cards["standard"])
    gathered(qtbot, wizard, goal="inpaint")
    arrived(qtbot, wizard, 3)
    assert wizard.choose.cards["quick"].isChecked()
    gathered(qtbot, wizard)
    arrived(qtbot, wizard, 3)
    assert wizard.choose.cards["standard"].isChecked()


def test_the_steps_at_the_left_lead_back(qtbot: QtBot, wizard: Wizard, folder: Path) -> None:
    gathered(qtbot, wizard, folder)
    arrived(qtbot, wizard, 3)
    steps = wizard.rail.steps
    assert [step.isEnabled() for step in steps] == [True, True, True, False, False, False]
    assert steps[1].detail == "3 pictures"
    click(qtbot, steps[1])
    assert wizard.place == 2
    click(qtbot, steps[0])
    assert wizard.place == 0


def test_keys_lead_through_it(qtbot: QtBot, wizard: Wizard, fakes: Fakes, folder: Path) -> None:
    card = wizard.goals.cards["upscale"]
    card.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(card, Qt.Key.Key_Return)
    assert wizard.place == 1
    qtbot.keyClick(wizard, Qt.Key.Key_Return)
    assert wizard.place == 1, "without a folder there is no way on"
    wizard.folders.zones[0].add([folder])
    waited(qtbot, wizard)
    for place in (2, 3, 4):
        qtbot.keyClick(wizard, Qt.Key.Key_Return)
        assert wizard.place == place
        waited(qtbot, wizard)
    qtbot.keyClick(wizard, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert wizard.place == 3


def test_a_start_that_fails_says_why_and_may_be_tried_again(
    qtbot: QtBot, wizard: Wizard, fakes: Fakes, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gathered(qtbot, wizard, folder)
    arrived(qtbot, wizard, 4)
    runs_folder().parent.mkdir(parents=True, exist_ok=True)
    runs_folder().write_text("in the way")
    click(qtbot, wizard.foot.next)
    qtbot.waitUntil(lambda: wizard.foot.next.isEnabled() and bool(wizard.foot.word), timeout=PATIENCE)
    assert str(runs_folder()) in wizard.foot.word
    assert wizard.place == 4 and not fakes.started
    runs_folder().unlink()


def test_closing_it_is_told(qtbot: QtBot, wizard: Wizard) -> None:
    with qtbot.waitSignal(wizard.left):
        click(qtbot, wizard.foot.leave)


def test_every_page_can_be_said_and_drawn_anew(qtbot: QtBot, wizard: Wizard, fakes: Fakes, folder: Path) -> None:
    fakes.findings = (finding(Weight.NOTE, folder / "photo 0.png"),)
    gathered(qtbot, wizard, folder)
    for place in range(5):
        if place:
            arrived(qtbot, wizard, place)
        else:
            wizard.show_page(0)
        title = wizard.rail.steps[0].detail
        say_again(wizard)
        put_again(wizard)
        assert wizard.rail.steps[0].detail == title == "Make small pictures larger"
        assert wizard.foot.next.text() == ("Next" if place < 4 else "Start training")

"""The page that checks."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from ganstudio.gui.training.wizard.wizard import Wizard
from tests.gui.rooms import PATIENCE
from tests.gui.training.wizard.fakes import Fakes, arrived, click, finding, gathered, waited
from trainers.clinic import quarantine
from trainers.clinic.report import Finding, Weight


def checked(qtbot: QtBot, wizard: Wizard) -> None:
    """The check is over."""
    click(qtbot, wizard.foot.next)
    qtbot.waitUntil(lambda: wizard.draft.report is not None, timeout=PATIENCE)


def test_nothing_wrong_lets_one_go_on(qtbot: QtBot, wizard: Wizard, fakes: Fakes, folder: Path) -> None:
    gathered(qtbot, wizard, folder)
    checked(qtbot, wizard)
    assert wizard.foot.next.isEnabled()
    assert wizard.check.verdict.words == "3 pictures to learn from\nNothing is wrong with them."
    [(data, needs)] = fakes.checked
    assert data == (folder,) and needs == wizard.draft.needs


def test_what_forbids_a_training_holds_one_up_until_it_is_left_out(
    qtbot: QtBot, wizard: Wizard, fakes: Fakes, folder: Path
) -> None:
    spoilt = folder / "photo 1.png"
    fakes.findings = (finding(Weight.STOP, spoilt),)
    gathered(qtbot, wizard, folder)
    checked(qtbot, wizard)
    assert not wizard.foot.next.isEnabled() and wizard.foot.word == "Empty pictures"
    [card] = wizard.check.findings.cards
    click(qtbot, card.out)
    assert quarantine.listed() == {quarantine.place(spoilt)}
    assert wizard.foot.next.isEnabled() and wizard.check.count == 2
    assert spoilt.exists()
    click(qtbot, card.out)
    assert not quarantine.listed() and not wizard.foot.next.isEnabled() and wizard.check.count == 3


def test_what_cannot_be_left_out_stops(qtbot: QtBot, wizard: Wizard, fakes: Fakes, folder: Path) -> None:
    fakes.findings = (Finding("no-pairs", Weight.STOP, "There are no pairs", "", ()),)
    gathered(qtbot, wizard, folder)
    checked(qtbot, wizard)
    assert not wizard.foot.next.isEnabled() and not wizard.check.findings.cards[0].out.isVisible()


def test_when_all_is_left_out_there_is_no_way_on(qtbot: QtBot, wizard: Wizard, fakes: Fakes, folder: Path) -> None:
    fakes.findings = (finding(Weight.WARN, *sorted(folder.iterdir())),)
    gathered(qtbot, wizard, folder)
    checked(qtbot, wizard)
    assert wizard.foot.next.isEnabled()
    click(qtbot, wizard.check.findings.cards[0].out)
    assert not wizard.foot.next.isEnabled()


def test_pictures_left_out_earlier_can_be_put_back_and_are_looked_at_then(
    qtbot: QtBot, wizard: Wizard, fakes: Fakes, folder: Path
) -> None:
    earlier = folder / "photo 0.png"
    quarantine.add([earlier])
    fakes.findings = (finding(Weight.NOTE, earlier, out=False, kind="in-quarantine"),)
    gathered(qtbot, wizard, folder)
    checked(qtbot, wizard)
    [card] = wizard.check.findings.cards
    assert card.out.text() == "Put back"
    fakes.findings = ()
    click(qtbot, card.out)
    qtbot.waitUntil(lambda: len(fakes.checked) == 2 and wizard.foot.next.isEnabled(), timeout=PATIENCE)
    assert not quarantine.listed() and not wizard.check.findings.cards


def test_it_can_be_stopped_and_begun_again(qtbot: QtBot, wizard: Wizard, fakes: Fakes, folder: Path) -> None:
    fakes.hold = True
    gathered(qtbot, wizard, folder)
    click(qtbot, wizard.foot.next)
    assert "checked" in wizard.foot.word and not wizard.foot.next.isEnabled()
    click(qtbot, wizard.check.waiting.cancel)
    assert wizard.check.waiting.again_button.isVisible() and not wizard.foot.next.isEnabled()
    fakes.hold = False
    click(qtbot, wizard.check.waiting.again_button)
    waited(qtbot, wizard)


def test_leaving_the_page_stops_it(qtbot: QtBot, wizard: Wizard, fakes: Fakes, folder: Path) -> None:
    fakes.hold = True
    gathered(qtbot, wizard, folder)
    click(qtbot, wizard.foot.next)
    click(qtbot, wizard.foot.back)
    assert wizard.place == 1
    fakes.hold = False
    arrived(qtbot, wizard, 2)


def test_a_check_that_fails_says_why(qtbot: QtBot, wizard: Wizard, fakes: Fakes, folder: Path) -> None:
    fakes.problem = "The folder has vanished."
    gathered(qtbot, wizard, folder)
    click(qtbot, wizard.foot.next)
    qtbot.waitUntil(lambda: wizard.foot.word == "The folder has vanished.", timeout=PATIENCE)
    fakes.problem = ""
    click(qtbot, wizard.check.waiting.again_button)
    waited(qtbot, wizard)


def test_pairs_are_put_right_in_copies(
    qtbot: QtBot, wizard: Wizard, fakes: Fakes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rough = np.random.default_rng(0).integers(0, 256, (40, 40, 3), np.uint8)
    whole = cv2.resize(rough, (240, 240), interpolation=cv2.INTER_CUBIC)
    folders = [tmp_path / "before", tmp_path / "after"]
    for place, path in enumerate(folders):
        path.mkdir()
        cv2.imwrite(str(path / "a.png"), whole[3 * place : 200 + 3 * place, :200])
    fakes.findings = (finding(Weight.WARN, folders[0] / "a.png", out=False, mend="shift"),)
    gathered(qtbot, wizard, *folders, goal="style-pairs")
    checked(qtbot, wizard)
    fakes.findings = ()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(tmp_path))
    click(qtbot, wizard.check.findings.cards[0].mended)
    qtbot.waitUntil(lambda: len(fakes.checked) == 2 and wizard.foot.next.isEnabled(), timeout=PATIENCE)
    first, second = wizard.draft.data
    assert first.parent == second.parent == tmp_path / "Pairs put right"
    assert np.array_equal(cv2.imread(str(first / "a.png")), cv2.imread(str(second / "a.png")))
    assert [path.name for path in folders[0].iterdir()] == ["a.png"]

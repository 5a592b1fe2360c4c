"""The page that measures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ganstudio.gui.training.wizard.sheet import Sheet
from ganstudio.gui.training.wizard.wizard import Wizard
from ganstudio.gui.training.wizard.words import duration, size
from tests.gui.rooms import PATIENCE
from tests.gui.training.wizard.fakes import ROOMY, Fakes, arrived, click, gathered, waited
from tests.gui.training.wizard.test_choose import put


def test_it_is_said_in_words(qtbot: QtBot, wizard: Wizard, fakes: Fakes, folder: Path) -> None:
    gathered(qtbot, wizard, folder)
    arrived(qtbot, wizard, 4)
    gauges = wizard.estimate.gauges
    assert gauges.time.words.startswith("It will take about 5 minutes\n")
    assert gauges.memory.words == "about 1.4 GB\nThere is room: 6.0 GB are free."
    assert gauges.disk.words == "about 230 MB\nThere is room: 50 GB are free."
    assert not gauges.advice.isVisible()
    goal, pictures, start, time = wizard.estimate.summary.words
    assert (goal, pictures) == ("Make small pictures larger", f"3 pictures in {folder.name}")
    assert (start, time) == ("×4 faithful", "Quick look")


def test_a_computer_that_is_too_slow_for_the_preset_is_told_of(
    qtbot: QtBot, wizard: Wizard, fakes: Fakes, folder: Path
) -> None:
    fakes.estimate = replace(ROOMY, step_seconds=60.0)
    gathered(qtbot, wizard, folder)
    arrived(qtbot, wizard, 4)
    gauges = wizard.estimate.gauges
    assert "20 minutes" in gauges.time.words and "longer" in gauges.time.words
    fakes.estimate = ROOMY  # the other work is over
    click(qtbot, gauges.anew)
    qtbot.waitUntil(lambda: "about 5 minutes" in gauges.time.words, timeout=PATIENCE)
    assert not gauges.anew.isVisible() and len(fakes.measured) == 2


def test_too_full_a_disk_is_refused_and_too_little_memory_warned_of(
    qtbot: QtBot, wizard: Wizard, fakes: Fakes, folder: Path
) -> None:
    fakes.estimate = replace(ROOMY, memory=9_000_000_000, advice=("Lower the batch to 2.",))
    gathered(qtbot, wizard, folder)
    arrived(qtbot, wizard, 4)
    gauges = wizard.estimate.gauges
    assert "Lower the batch to 2." in gauges.advice.words and "Only 6.0 GB" in gauges.memory.words
    assert wizard.foot.next.isEnabled()
    click(qtbot, gauges.change)
    assert wizard.place == 3
    fakes.estimate = replace(ROOMY, disk=60_000_000_000)
    put(wizard, batch=2)
    click(qtbot, wizard.foot.next)
    qtbot.waitUntil(lambda: "disk" in wizard.foot.word, timeout=PATIENCE)
    assert not wizard.foot.next.isEnabled()


def test_it_is_measured_anew_where_that_makes_a_difference(
    qtbot: QtBot, wizard: Wizard, fakes: Fakes, folder: Path
) -> None:
    gathered(qtbot, wizard, folder)
    arrived(qtbot, wizard, 4)
    click(qtbot, wizard.foot.back)
    put(wizard, batch=2)
    arrived(qtbot, wizard, 4)
    assert [params.batch for params in fakes.measured] == [4, 2]


def test_a_trial_can_be_stopped_and_begun_again(qtbot: QtBot, wizard: Wizard, fakes: Fakes, folder: Path) -> None:
    gathered(qtbot, wizard, folder)
    arrived(qtbot, wizard, 3)
    fakes.hold = True
    click(qtbot, wizard.foot.next)
    assert not wizard.foot.next.isEnabled()
    click(qtbot, wizard.estimate.waiting.cancel)
    fakes.hold = False
    click(qtbot, wizard.estimate.waiting.again_button)
    waited(qtbot, wizard)


def test_what_the_training_would_say_is_said_before(qtbot: QtBot, wizard: Wizard, fakes: Fakes, folder: Path) -> None:
    gathered(qtbot, wizard, folder)
    arrived(qtbot, wizard, 3)
    fakes.problem = "No picture of at least 192 × 192 pixels was found."
    click(qtbot, wizard.foot.next)
    qtbot.waitUntil(lambda: wizard.foot.word == fakes.problem, timeout=PATIENCE)
    assert not wizard.foot.next.isEnabled()


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (20, "less than a minute"),
        (61, "1 minute"),
        (300, "5 minutes"),
        (3600, "60 minutes"),
        (5990, "1 hour 40 minutes"),
        (8 * 3600, "8 hours"),
        (3 * 86400, "3 days"),
    ],
)
def test_times_are_said_as_people_say_them(seconds: float, told: str) -> None:
    assert duration(seconds) == told


def test_sizes_are_said_as_people_say_them() -> None:
    assert [size(count) for count in (1, 340e6, 1.23e9, 51e9)] == ["1 MB", "340 MB", "1.2 GB", "51 GB"]


def test_a_sheet_says_how_many_more_there_are(qtbot: QtBot) -> None:
    sheet = Sheet(72)
    qtbot.addWidget(sheet)
    sheet.show_groups([(Path("a"), Path("b")), (Path("c"),)], count=50)
    *pictures, last = sheet.places(300)
    assert [path for _place, _group, path in [*pictures, last]] == [Path("a"), Path("b"), Path("c")]
    assert pictures[1][0].left() - pictures[0][0].left() < last[0].left() - pictures[1][0].left(), "groups stand apart"
    *pictures, last = sheet.places(200)
    assert len(pictures) == 1 and last[2] is None
    sheet.open = True
    assert len(sheet.places(200)) == 3 and sheet.heightForWidth(200) > 72

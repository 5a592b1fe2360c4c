"""What the doctor says of recorded runs, and of numbers made up for what no run was recorded of."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from ganstudio.params import to_json
from tests.trainers.doctor.conftest import RECORDED, Make, Row, draw_previews, recorded
from trainers.doctor.diagnosis import Illness
from trainers.doctor.examine import TITLES, examine
from trainers.generate import GenerateTraining
from trainers.run import Run
from trainers.signals import CHANGE, D_FAKE, D_REAL, DISCRIMINATOR, LIKENESS, SKIPPED, VARIETY

FAILED = {
    "rate-50": Illness.STRONG_DISCRIMINATOR,
    "saturating": Illness.VANISHING_GRADIENT,
    "eight-pictures": Illness.OVERFITTING,
    "rates-100": Illness.NO_CONVERGENCE,
    "rates-100-recovering": Illness.NO_CONVERGENCE,
    "collapsed": Illness.MODE_COLLAPSE,
    "blind": Illness.STRONG_GENERATOR,
}
HEALTHY = sorted(path.stem for path in RECORDED.glob("healthy-*.csv"))


def illnesses(run: Run) -> list[Illness]:
    return [diagnosis.illness for diagnosis in examine(run)]


def up_to(rows: list[Row], step: int) -> list[Row]:
    return [row for row in rows if row["step"] <= step]


@pytest.mark.parametrize("name", FAILED)
def test_a_failure_is_the_first_to_be_named_and_within_500_steps(name: str, make_run: Make) -> None:
    rows = recorded(name)
    named = [found for step in range(50, 501, 50) if (found := illnesses(make_run(up_to(rows, step))))]
    assert named and named[0][0] is FAILED[name]


@pytest.mark.parametrize("name", HEALTHY)
def test_a_healthy_run_is_left_in_peace_at_every_step(name: str, make_run: Make) -> None:
    rows = recorded(name)
    for step in range(50, 501, 50):
        assert not illnesses(make_run(up_to(rows, step))), step


def test_there_are_healthy_runs_of_several_recipes() -> None:
    assert len(HEALTHY) >= 5


def test_a_generator_that_stands_still_is_known_by_its_previews(make_run: Make) -> None:
    run = make_run(up_to(recorded("frozen"), 300))
    draw_previews(run, {100: 90, 200: 90, 300: 90})
    assert illnesses(run) == [Illness.STILL_GENERATOR]
    draw_previews(run, {300: 91})
    assert Illness.STILL_GENERATOR not in illnesses(run)


def test_a_generator_that_makes_one_picture_for_ever_has_collapsed(make_run: Make) -> None:
    """Its gradient is gone and its previews stand still as well: consequences."""
    run = make_run(recorded("collapsed"))
    draw_previews(run, {100: 0, 200: 0, 300: 0})
    assert illnesses(run) == [Illness.MODE_COLLAPSE]


def test_a_preview_that_cannot_be_read_says_nothing(make_run: Make) -> None:
    run = make_run(up_to(recorded("frozen"), 300))
    draw_previews(run, {100: 90, 200: 90})
    (run.folder / "previews" / "0000300.png").write_bytes(b"\x89PNG\r\n")
    assert Illness.STILL_GENERATOR not in illnesses(run)


def test_settings_are_never_looked_at(make_run: Make, tmp_path: Path) -> None:
    run = make_run(recorded("saturating"))
    before = illnesses(run)
    assert examine(run)[0].remedy is None  # nothing says what could be changed
    run.open("generate", to_json(GenerateTraining(learning_rate=0.0, smoothness=100.0)), (), [])
    assert illnesses(run) == before
    assert examine(run)[0].remedy is not None


def test_a_diagnosis_says_since_when_with_which_numbers_and_curves(make_run: Make) -> None:
    run = make_run(recorded("saturating"))
    run.open("generate", to_json(GenerateTraining(loss="saturating", judge_rate=0.01)), (), [])
    (found,) = examine(run)
    assert 0 < found.step < 300 and f"step {found.step}:" in found.evidence
    assert {D_REAL, D_FAKE} <= set(found.signals)
    assert found.remedy is not None and found.remedy.changes["loss"] == "non-saturating"
    assert found.remedy.step == 0  # no checkpoint was kept


def test_each_illness_has_a_title() -> None:
    assert set(TITLES) == set(Illness)


@pytest.mark.parametrize("count", [0, 1, 5])
def test_too_few_rows_tell_nothing(count: int, make_run: Make) -> None:
    assert not illnesses(make_run(recorded("collapsed")[:count]))


def test_what_is_over_is_no_more_named(make_run: Make) -> None:
    rows = recorded("saturating")
    last = int(rows[-1]["step"])
    after: list[Row] = [{"step": last + 10 * index, "pixel": 0.1} for index in range(1, 10)]
    assert not illnesses(make_run(rows + after))


def translated(change: float, likeness: float, count: int = 100) -> list[Row]:
    """Rows of a translation whose discriminator is not fooled."""
    return [
        {"step": 10 * index, D_REAL: 0.8, D_FAKE: 0.3, CHANGE: change, LIKENESS: likeness}
        for index in range(1, count + 1)
    ]


def test_an_inverted_translation_is_named(make_run: Make) -> None:
    assert illnesses(make_run(translated(1.2, -0.7))) == [Illness.COLOUR_INVERSION]
    assert not illnesses(make_run(translated(0.4, 0.5)))


def test_a_translation_that_changes_nothing_is_named_when_it_has_had_time(make_run: Make) -> None:
    assert illnesses(make_run(translated(0.005, 1.0))) == [Illness.IDENTITY]
    assert not illnesses(make_run(translated(0.005, 1.0, count=50)))


@pytest.mark.parametrize(("real", "ills"), [(0.93, []), (0.995, [Illness.STRONG_DISCRIMINATOR])])
def test_a_discriminator_that_only_compares_may_be_surer(real: float, ills: list[Illness], make_run: Make) -> None:
    rows: list[Row] = [{"step": 10 * index, D_REAL: real, D_FAKE: 1 - real} for index in range(1, 30)]
    assert illnesses(make_run(rows)) == ills


def test_what_a_critic_says_is_no_probability(make_run: Make) -> None:
    rows: list[Row] = [{"step": 10 * index, DISCRIMINATOR: -3.0, D_REAL: 1.0, D_FAKE: 0.0} for index in range(1, 40)]
    assert not illnesses(make_run(rows))
    loss_of_others = [{**row, DISCRIMINATOR: 0.01} for row in rows]
    assert illnesses(make_run(loss_of_others)) == [Illness.STRONG_DISCRIMINATOR]


def test_a_critic_sees_collapse_all_the_same(make_run: Make) -> None:
    rows: list[Row] = [{"step": 10 * index, DISCRIMINATOR: -3.0, VARIETY: 0.01} for index in range(1, 40)]
    assert illnesses(make_run(rows)) == [Illness.MODE_COLLAPSE]


def test_skipped_steps_are_named(make_run: Make) -> None:
    rows: list[Row] = [{"step": 10 * index, "pixel": 0.1, SKIPPED: max(0, index - 15)} for index in range(1, 21)]
    (found,) = examine(make_run(rows))
    assert found.illness is Illness.NOT_A_NUMBER and "5 steps" in found.evidence


def test_a_single_skipped_step_is_nothing_to_worry_about(make_run: Make) -> None:
    rows: list[Row] = [{"step": 10 * index, "pixel": 0.1, SKIPPED: int(index > 10)} for index in range(1, 21)]
    assert not illnesses(make_run(rows))


def test_numbers_that_are_none_do_no_harm(make_run: Make) -> None:
    rows = recorded("rate-50")
    rows[20][D_FAKE] = math.nan
    rows[21][D_REAL] = math.inf
    assert Illness.STRONG_DISCRIMINATOR in illnesses(make_run(up_to(rows, 250)))

"""The table of cures names parameters that exist, and brings values that the recipe takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from ganstudio.params import fields, from_json, to_json
from trainers import RECIPES
from trainers.doctor.cures import CURES
from trainers.doctor.diagnosis import Illness
from trainers.doctor.remedies import remedy
from trainers.run import Run

CASES = [(illness, recipe) for illness, cures in CURES.items() for recipe in cures]


@pytest.mark.parametrize(("illness", "recipe"), CASES)
def test_a_cure_changes_parameters_that_its_recipe_has(illness: Illness, recipe: str) -> None:
    known = {field.name for field in fields(RECIPES[recipe].params)}
    assert set(CURES[illness][recipe].changes) <= known


@pytest.mark.parametrize(("illness", "recipe"), CASES)
def test_a_remedy_brings_other_values_within_their_range(illness: Illness, recipe: str, tmp_path: Path) -> None:
    params = RECIPES[recipe].params
    run = Run(tmp_path)
    run.open(recipe, to_json(params()), (), [])
    found = remedy(run, illness, 100)
    assert found is not None and found.step == 0
    before = to_json(params())
    assert all(before[name] != value for name, value in found.changes.items())
    from_json(params, {**before, **found.changes})  # would raise


def test_each_illness_can_be_cured_somewhere() -> None:
    assert set(CURES) == set(Illness)


@pytest.mark.parametrize(
    ("illness", "given", "wanted"),
    [
        (Illness.STRONG_DISCRIMINATOR, {"judge_rate": 0.05}, {"judge_rate": 0.0005}),
        (Illness.VANISHING_GRADIENT, {"loss": "saturating"}, {"loss": "non-saturating"}),
        (Illness.STILL_GENERATOR, {"learning_rate": 0.0}, {"learning_rate": 0.001}),
        (Illness.OVERFITTING, {"augment": "none"}, {"augment": "always"}),
        (Illness.NO_CONVERGENCE, {"learning_rate": 0.1}, {"learning_rate": 0.001}),
        (Illness.MODE_COLLAPSE, {"generator_steps": 10}, {"generator_steps": 1}),
    ],
)
def test_a_remedy_undoes_what_made_a_run_ill(
    illness: Illness, given: dict[str, object], wanted: dict[str, object], tmp_path: Path
) -> None:
    params = RECIPES["generate"].params
    run = Run(tmp_path)
    run.open("generate", to_json(params(learning_rate=0.001, judge_rate=0.001)) | given, (), [])
    found = remedy(run, illness, 100)
    assert found is not None
    assert wanted.items() <= dict(found.changes).items()

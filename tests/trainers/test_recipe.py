"""What recipes declare for someone who has only folders of pictures: presets, lengths, starts, and what cannot be."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ganstudio.engine.store import Store
from ganstudio.params import from_json
from trainers import RECIPES
from trainers.recipe import Needs, Preset, Recipe, Shape
from trainers.starts import fitting, start_model, started

OFFERED = [recipe for recipe in RECIPES.values() if recipe.goal]
PRESETS = [(recipe, preset) for recipe in OFFERED for preset in recipe.presets]


def folders(path: Path, count: int) -> tuple[Path, ...]:
    found = tuple(path / name for name in "abc"[:count])
    for folder in found:
        folder.mkdir(exist_ok=True)
    return found


def of(recipe: Recipe, preset: Preset) -> Any:
    return from_json(recipe.params, dict(preset.params))


def wanted(recipe: Recipe, params: Any) -> int:
    return len(recipe.needs(params).folders)


@pytest.mark.parametrize(("recipe", "preset"), PRESETS, ids=lambda each: each.id)
def test_a_preset_can_be_trained_with(recipe: Recipe, preset: Preset, tmp_path: Path) -> None:
    params = of(recipe, preset)
    assert recipe.problem(params, folders(tmp_path, wanted(recipe, params))) == ""


@pytest.mark.parametrize(("recipe", "preset"), PRESETS, ids=lambda each: each.id)
def test_a_run_lasts_as_many_steps_as_asked_with_some_points_to_look_at(recipe: Recipe, preset: Preset) -> None:
    assert recipe.lasting
    for steps in (40, 1234):
        params = recipe.lasting(of(recipe, preset), steps)
        assert getattr(params, "pixel_steps", 0) + getattr(params, "gan_steps", 0) in (0, steps)
        assert getattr(params, "steps", steps) == steps
        assert 10 <= steps / params.every <= 45


def test_stages_keep_their_proportion() -> None:
    recipe = RECIPES["inpaint"]
    assert recipe.lasting
    params = recipe.lasting(recipe.params(pixel_steps=300, gan_steps=100), 1000)
    assert (params.pixel_steps, params.gan_steps) == (750, 250)


@pytest.mark.parametrize("recipe", OFFERED, ids=lambda each: each.id)
def test_what_is_offered_is_declared(recipe: Recipe) -> None:
    assert {preset.id for preset in recipe.presets} >= {"quick", "standard", "patient"}
    assert recipe.networks and recipe.metric[0]
    assert wanted(recipe, recipe.params()) >= 1


@pytest.mark.parametrize("recipe", OFFERED, ids=lambda each: each.id)
def test_bundled_models_of_a_recipe_can_be_started_from(recipe: Recipe, tmp_path: Path) -> None:
    models = fitting(recipe, recipe.params())
    assert {each.name for each in models} >= {each.name for each in Store().list(recipe.id) if each.bundled}
    for model in models:
        params = started(recipe, recipe.params(), model)
        assert start_model(params.start).name == model.name
        assert recipe.problem(params, folders(tmp_path, wanted(recipe, params))) == ""


def test_a_model_brings_its_shape(tmp_path: Path) -> None:
    recipe = RECIPES["style"]
    params = started(recipe, recipe.params(), Store().find("pencil"))
    assert (params.channels, params.residual, params.soft) == (48, False, False)
    assert started(recipe, params, None).start == ""


def test_a_model_of_another_shape_is_refused(tmp_path: Path) -> None:
    recipe = RECIPES["upscale"]
    data = folders(tmp_path, 1)
    assert recipe.problem(recipe.params(start="upscale-x4-faithful", scale="2"), data) == ""
    assert "upscale-x4-faithful" in recipe.problem(recipe.params(start="upscale-x4-faithful", channels=32), data)
    assert "pencil" in recipe.problem(recipe.params(start="pencil"), data)
    assert "nobody" in recipe.problem(recipe.params(start="nobody"), data)
    assert "gone.safetensors" in recipe.problem(recipe.params(start=str(tmp_path / "gone.safetensors")), data)


def test_folders_that_do_not_suit_are_refused(tmp_path: Path) -> None:
    recipe = RECIPES["style"]
    params = recipe.params()
    assert recipe.needs(params).shape is Shape.TWO
    assert recipe.problem(params, folders(tmp_path, 2)) == ""
    assert "two folders" in recipe.problem(params, folders(tmp_path, 1))
    assert "3 folders" in recipe.problem(params, folders(tmp_path, 3))
    assert "same" in recipe.problem(params, folders(tmp_path, 1) * 2)
    assert "gone" in recipe.problem(params, (tmp_path / "gone", tmp_path))


def test_classes_are_folders(tmp_path: Path) -> None:
    recipe = replace(RECIPES["generate"], needs=lambda _params: Needs(Shape.CLASSES, ("Pictures",)))
    params = recipe.params()
    (tmp_path / "round").mkdir()
    assert str(tmp_path) in recipe.problem(params, (tmp_path,))
    (tmp_path / "square").mkdir()
    assert recipe.problem(params, (tmp_path,)) == ""


def test_what_is_needed_depends_on_the_method() -> None:
    recipe = RECIPES["style"]
    assert recipe.needs(recipe.params(method="pix2pix")).shape is Shape.PAIRS
    assert recipe.needs(recipe.params(method="pix2pix", pairs="pencil")).shape is Shape.ONE


@pytest.mark.parametrize(
    ("recipe", "params", "said"),
    [
        ("inpaint", {"patch": 100}, "32"),
        ("colorize", {"patch": 100}, "16"),
        ("face", {"size": 48}, "power of two"),
        ("upscale", {"batch": 3, "devices": 2}, "3"),
        ("upscale", {"pixel_steps": 0}, "no steps"),
        ("upscale", {"pixel_steps": -1}, "Pixel steps"),
    ],
)
def test_parameters_that_cannot_be_are_refused(recipe: str, params: dict[str, Any], said: str, tmp_path: Path) -> None:
    plain = RECIPES[recipe].params()
    assert said in RECIPES[recipe].problem(replace(plain, **params), folders(tmp_path, 1))

"""What a model can learn to do: a recipe, or one way to use it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ganstudio.errors import GanstudioError
from ganstudio.i18n import N_
from ganstudio.params import from_json
from trainers.recipe import Preset, Recipe, Shape

SENTENCES = {
    "upscale": N_("Learns the fine detail of your kind of pictures: portraits, prints, plants, maps."),
    "inpaint": N_("Learns what is likely to be where something is missing."),
    "colorize": N_("Learns the colours that your kind of pictures usually has."),
    "style": N_("Learns a look from two folders; their pictures need not belong together."),
    "style-pairs": N_("Learns any change from pictures before and after it."),
    "face": N_("Learns faces, and sliders for what your list says of them."),
    "generate": N_("Learns to draw more of what is in a folder, small."),
}
"""What there is to know of a goal, marked."""
TITLES = {"style-pairs": N_("Repeat a change that I show it")}


@dataclass(frozen=True)
class Goal:
    """`title` is marked."""

    id: str
    recipe: Recipe
    presets: tuple[Preset, ...]
    title: str

    @property
    def sentence(self) -> str:
        """What there is to know of it, marked."""
        return SENTENCES.get(self.id, "")


def goals(recipes: Iterable[Recipe]) -> tuple[Goal, ...]:
    """All that a wizard offers: recipes whose presets learn from other folders are several goals."""
    return tuple(goal for recipe in recipes if recipe.goal for goal in _ways(recipe))


def _ways(recipe: Recipe) -> list[Goal]:
    shapes: dict[Shape, list[Preset]] = {}
    for preset in recipe.presets:
        shapes.setdefault(_shape(recipe, preset), []).append(preset)
    usual, *others = shapes.values() or [[]]
    ways = [Goal(recipe.id, recipe, tuple(usual), recipe.goal)]
    for presets in others:
        name = f"{recipe.id}-{_shape(recipe, presets[0]).value}"
        ways.append(Goal(name, recipe, _as_long(presets, usual), TITLES.get(name, presets[0].title)))
    return ways


def _as_long(presets: list[Preset], usual: list[Preset]) -> tuple[Preset, ...]:
    """A way that has a single preset is offered for as long as the usual ones are."""
    if len(presets) > 1:
        return tuple(presets)
    return tuple(replace(each, params=presets[0].params) for each in usual)


def _shape(recipe: Recipe, preset: Preset) -> Shape:
    try:
        return recipe.needs(from_json(recipe.params, preset.params)).shape
    except GanstudioError:
        return recipe.needs(recipe.params()).shape

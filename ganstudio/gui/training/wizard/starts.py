"""Models that a training may go on from."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ganstudio.engine.store import DEFAULTS, ModelInfo, Store
from ganstudio.params import fields
from trainers.recipe import Recipe

START = "start"
"""The parameter that names the file."""


def can_start(recipe: Recipe) -> bool:
    """Whether its training may begin with another model's weights."""
    return any(field.name == START for field in fields(recipe.params))


def models(recipe: Recipe, store: Store) -> tuple[ModelInfo, ...]:
    """Those that fit the recipe, the one to begin with first."""
    if not can_start(recipe):
        return ()
    usual = DEFAULTS.get(recipe.id, "")
    return tuple(sorted(store.list(recipe.id), key=lambda info: info.name != usual))


def shaped(params: Any, info: ModelInfo) -> Any:
    """`params` for a network of the shape of `info`, which it starts from."""
    return replace(params, **shape(params, info), **{START: str(info.path)})


def shape(params: Any, info: ModelInfo) -> dict[str, Any]:
    """What the model settles of `params`: the size of its network."""
    said = {**info.config, "network": info.architecture}
    settled = {}
    for field in fields(params):
        value = said.get(field.name)
        if field.kind == "choice" and str(value) in field.choices:
            settled[field.name] = str(value)
        elif field.kind in ("integer", "number", "flag") and value is not None:
            settled[field.name] = value
    return settled

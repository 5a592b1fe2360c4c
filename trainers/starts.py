"""Models to start from: by file or by name, which of them fit a recipe, and the parameters with which they do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from ganstudio.engine.modelfile import SUFFIX
from ganstudio.engine.store import ModelInfo, Store, read_info
from ganstudio.errors import SettingsError
from ganstudio.params import Field, check, fields
from trainers.recipe import Recipe

_WIDTHS = ("channels", "dims", "widest")
"""What must be equal; of other depths, sizes and scales a network takes what fits."""


def start_model(start: str) -> ModelInfo:
    """The model that `start` means: a file, or the name of one that is bundled or the user's. Raises ModelError.

    A name means the same on another computer, where a run goes on.
    """
    return read_info(Path(start)) if start.endswith(SUFFIX) else Store().find(start)


def fitting(recipe: Recipe, params: Any) -> list[ModelInfo]:
    """Models, bundled ones first, that a network of `recipe` can start from; `started` makes the parameters fit."""
    models = Store().list(recipe.id) if hasattr(params, "start") else ()
    return [model for model in models if _can(recipe, params, model)]


def started(recipe: Recipe, params: Any, model: ModelInfo | None) -> Any:
    """`params` with the model's name, and its shape in place of theirs; None starts from nothing."""
    if model is None:
        return replace(params, start="")
    shape = {"network": model.architecture, **recipe.networks[model.architecture], **model.config}
    own = {field.name: _as(field, shape[field.name]) for field in fields(params) if field.name in shape}
    return check(replace(params, start=model.name, **own))


def differs(recipe: Recipe, params: Any, model: ModelInfo) -> bool:
    """Whether the network that `params` ask for can take next to nothing of the model."""
    if model.task != recipe.id or model.architecture not in recipe.networks:
        return True
    fit = started(recipe, params, model)
    names = ("network", "residual", *_WIDTHS)
    return any(getattr(fit, name, None) != getattr(params, name, None) for name in names)


def _can(recipe: Recipe, params: Any, model: ModelInfo) -> bool:
    try:
        return model.architecture in recipe.networks and bool(started(recipe, params, model))
    except SettingsError:
        return False


def _as(field: Field, value: Any) -> Any:
    return str(value) if field.kind == "choice" else value

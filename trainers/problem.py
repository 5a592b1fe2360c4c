"""What cannot be: parameters and folders that no training can begin with. Said before it begins, in a sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ganstudio.errors import GanstudioError
from ganstudio.i18n import _, ngettext
from ganstudio.params import check
from trainers.recipe import Needs, Recipe, Shape
from trainers.starts import differs, start_model


def problem(recipe: Recipe, params: Any, data: tuple[Path, ...]) -> str:
    """See `Recipe.problem`."""
    try:
        check(params)
        return (
            _folders(recipe.needs(params), data)
            or _shared(params)
            or _length(params)
            or recipe.refuse(params)
            or _start(recipe, params)
        )
    except GanstudioError as error:
        return str(error)


def _folders(needs: Needs, data: tuple[Path, ...]) -> str:
    for folder in data:
        if not folder.is_dir():
            return _("There is no folder {folder} to take pictures from.").format(folder=folder)
    wanted = 2 if needs.shape in (Shape.TWO, Shape.PAIRS) else 1
    if len(data) < wanted and not (needs.shape is Shape.PAIRS and data):  # pairs may be side by side in one
        return ngettext("Choose a folder of pictures.", "Choose two folders of pictures.", wanted)
    if wanted == 2 and len(data) > 2:
        return _("These are {n} folders; two are learnt from.").format(n=len(data))
    if wanted == 2 and len({folder.resolve() for folder in data}) < len(data):
        return _("Both folders are the same; there is nothing to tell apart. Choose another one.")
    if needs.shape is Shape.CLASSES and sum(path.is_dir() for path in data[0].iterdir()) < 2:
        return _("{folder} must hold a folder for each class, two or more.").format(folder=data[0])
    return ""


def _shared(params: Any) -> str:
    processes = params.devices * params.nodes
    if params.batch % processes:
        return _("The batch of {size} cannot be shared by {world} processes; choose a multiple.").format(
            size=params.batch, world=processes
        )
    return ""


def _length(params: Any) -> str:
    staged = hasattr(params, "pixel_steps")
    steps = params.pixel_steps + params.gan_steps if staged else params.steps
    anew = getattr(params, "start", "")  # a finished network of faces is given sliders anew
    return "" if steps or anew else _("Nothing would be learnt in no steps; choose how many.")


def _start(recipe: Recipe, params: Any) -> str:
    if not getattr(params, "start", ""):
        return ""
    model = start_model(params.start)
    if differs(recipe, params, model):
        return _(
            "The model {name} is of another shape than the network asked for. Choose its settings, or another model."
        ).format(name=model.name)
    return ""


def off_raster(patch: int, raster: int) -> str:
    """Why a network cannot take a patch of that side; empty where it can."""
    return _("The patch must be a multiple of {raster} pixels.").format(raster=raster) if patch % raster else ""

"""`ganstudio train RECIPE --data FOLDER`: train a network; `ganstudio train resume RUN`: go on with a run."""

from __future__ import annotations

import argparse
import os
import shlex
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from ganstudio import paths
from ganstudio.cli import plan
from ganstudio.cli.follow import News
from ganstudio.cli.options import add_options, read_options
from ganstudio.cli.progress import watched
from ganstudio.engine.modelfile import SUFFIX
from ganstudio.errors import Cancelled, GanstudioError
from ganstudio.i18n import _
from ganstudio.params import fields, from_json
from ganstudio.settings import Settings
from trainers.attempt import ending
from trainers.recipe import Recipe
from trainers.run import Run

COMMAND = "train"
_PLACES = ("validation", "labels", "others", "other_labels", "vgg")
"""Parameters that name files or folders, in recipes that have them."""
_STARTS = ("start", "start_back")
"""Those that name a model or its file."""


def add(commands: Any, recipes: tuple[Recipe, ...], common: argparse.ArgumentParser) -> None:
    """The command `train`, with one command for each recipe and one to go on."""
    parser = commands.add_parser(COMMAND, description=_("Trains a network of your own."), parents=[common])
    actions = parser.add_subparsers(title=_("recipes"), metavar=_("recipe"), required=True)
    for recipe in recipes:
        _add_recipe(actions, recipe, common)
    resume = actions.add_parser(
        "resume",
        help=_("go on with a run where it stopped"),
        description=_("Goes on with a run exactly where it stopped."),
        parents=[common],
    )
    resume.add_argument("run", type=Path, metavar=_("FOLDER"))
    resume.set_defaults(act=run_resume, recipes={recipe.id: recipe for recipe in recipes})


def _add_recipe(actions: Any, recipe: Recipe, common: argparse.ArgumentParser) -> None:
    parser = actions.add_parser(
        recipe.id, help=_(recipe.summary).replace("%", "%%"), description=_(recipe.summary), parents=[common]
    )
    parser.add_argument(
        "--data",
        nargs="+",
        action="extend",
        type=Path,
        required=True,
        metavar=_("FOLDER"),
        help=_("pictures to learn from; folders are searched to the bottom"),
    )
    parser.add_argument(
        "--run", type=Path, metavar=_("FOLDER"), help=_("where the run goes; one that is there already is gone on with")
    )
    plan.add(parser, recipe)
    add_options(parser, recipe.params, _("how to train"))
    parser.set_defaults(act=run_train, recipe=recipe)


def run_train(arguments: argparse.Namespace, settings: Settings) -> int:
    """Train with the options given."""
    recipe: Recipe = arguments.recipe
    base = {**plan.begin_with(arguments, recipe), **_said_before(arguments, recipe)}
    params, data = _wherever(read_options(arguments, recipe.params, base)), tuple(map(Path.absolute, arguments.data))
    planned = plan.asked(arguments, recipe)
    if planned:
        params = plan.lasting(arguments, recipe, params, data)
        if arguments.estimate:
            return 0
    run = arguments.run or _new_run(recipe)
    if planned:
        plan.write_down(recipe, params, data, run)
    return _train(recipe, params, data, run)


def run_resume(arguments: argparse.Namespace, settings: Settings) -> int:
    """Train with the options that stand in the run's folder."""
    with ending(arguments.run):
        recipe, params, data = _described(Run(arguments.run), arguments.recipes)
    return _train(recipe, params, data, arguments.run)


def _described(run: Run, recipes: Mapping[str, Recipe]) -> tuple[Recipe, Any, tuple[Path, ...]]:
    run.refuse_newer()
    described = run.describe()
    recipe, params, data = recipes.get(str(described.get("recipe"))), described.get("params"), described.get("data")
    if recipe is None or not isinstance(params, dict) or not isinstance(data, list):
        raise GanstudioError(_("The folder {folder} holds no run that can be gone on with.").format(folder=run.folder))
    return recipe, from_json(recipe.params, params), tuple(Path(each) for each in data)


def _wherever(params: Any) -> Any:
    """`params` with whole paths: the run may be gone on with from another folder."""
    given = {name: getattr(params, name, "") for name in (*_PLACES, *_STARTS)}
    files = {name: place for name, place in given.items() if place and (name in _PLACES or place.endswith(SUFFIX))}
    return replace(params, **{name: str(Path(place).absolute()) for name, place in files.items()})


def _said_before(arguments: argparse.Namespace, recipe: Recipe) -> dict[str, Any]:
    """What `--precision` before the command means here, where the recipe has its own."""
    if hasattr(arguments, "device"):
        raise GanstudioError(_("A training finds its devices itself; --device cannot be given here."))
    named = {field.name for field in fields(recipe.params)}
    return {"precision": arguments.precision} if "precision" in named and hasattr(arguments, "precision") else {}


def _train(recipe: Recipe, params: Any, data: tuple[Path, ...], run: Path) -> int:
    try:
        with ending(run):
            for folder in data:
                if not folder.exists():
                    raise GanstudioError(_("There is no folder called {name}.").format(name=folder))
            with watched(_(recipe.title), times=False, news=News(run)) as job:
                recipe.train(params, data, run, job)
    except Cancelled:
        if Run(run).exists:
            print(_("To go on: ganstudio train resume {path}").format(path=shlex.quote(str(run))), file=sys.stderr)
        raise
    model = run / "model.safetensors"
    if model.exists() and os.environ.get("LOCAL_RANK", "0") == "0":
        print(_("The run is finished. Its model: {path}").format(path=model))
        print(_("To use it: ganstudio models add {path}").format(path=shlex.quote(str(model))))
    return 0


def _new_run(recipe: Recipe) -> Path:
    """A folder named after the time. Said aloud, and to the processes that a training on several devices starts."""
    run = paths.runs_folder() / f"{recipe.id}-{time.strftime('%Y%m%d-%H%M%S')}"
    print(_("The run goes to {folder}").format(folder=run), flush=True)
    sys.argv += ["--run", str(run)]  # they are started with our words and must not make folders of their own
    return run

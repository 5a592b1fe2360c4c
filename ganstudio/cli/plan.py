"""How long a training shall last: by a preset or in minutes, from what its first steps take on this computer."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from ganstudio.cli.follow import duration
from ganstudio.cli.options import given
from ganstudio.cli.progress import watched
from ganstudio.errors import GanstudioError
from ganstudio.i18n import _
from ganstudio.params import to_json
from trainers.advice import size
from trainers.recipe import Preset, Recipe
from trainers.run import Run
from trainers.trial import STAGES


def add(parser: argparse.ArgumentParser, recipe: Recipe) -> None:
    """The options, for recipes whose runs can be made to last longer or shorter."""
    if not recipe.lasting:
        return
    group = parser.add_argument_group(_("how long to train"))
    group.add_argument(
        "--preset",
        choices=[preset.id for preset in recipe.presets],
        help=_("settings to begin with, and their time; options that are given count more; there are: {names}").format(
            names=", ".join(f"{each.id} = {_(each.title)}" for each in recipe.presets)
        ),
    )
    group.add_argument(
        "--minutes", type=float, metavar=_("NUMBER"), help=_("as many steps as there is time for on this computer")
    )
    group.add_argument(
        "--estimate", action="store_true", help=_("say what it will take on this computer, and do not train")
    )


def begin_with(arguments: argparse.Namespace, recipe: Recipe) -> Mapping[str, Any]:
    """The parameters that the preset sets; none without one."""
    chosen = _preset(arguments, recipe)
    return chosen.params if chosen else {}


def asked(arguments: argparse.Namespace, recipe: Recipe) -> bool:
    """Whether the first steps must be tried to know how long to train."""
    return bool(recipe.lasting) and (arguments.estimate or _minutes(arguments, recipe) is not None)


def lasting(arguments: argparse.Namespace, recipe: Recipe, params: Any, data: tuple[Path, ...]) -> Any:
    """`params` for as many steps as there is time for. Raises GanstudioError where there is no room for the run."""
    from trainers.estimate import estimate

    if "LOCAL_RANK" in os.environ or "SLURM_PROCID" in os.environ:
        raise GanstudioError(_("Several processes cannot agree on a time; say how many steps."))
    with watched(_("first steps"), times=False) as job:
        found = estimate(recipe, params, data, job)
    minutes = _minutes(arguments, recipe)
    if minutes is not None and recipe.lasting:
        steps = found.steps(minutes)
        params = replace(recipe.lasting(params, steps), every=found.every(steps))
    steps = sum(getattr(params, name, 0) for name in STAGES)
    told = _("{steps} steps take about {time} here ({device}, {precision}).")
    room = _("Memory: {memory} of {memory_free} that are free. Disk: {disk} of {disk_free}.")
    print(
        told.format(
            steps=steps,
            time=duration(found.seconds(steps, params.every)),
            device=found.device,
            precision=found.precision,
        )
    )
    rooms = {name: size(getattr(found, name)) for name in ("memory", "memory_free", "disk", "disk_free")}
    print(room.format(**rooms), flush=True)
    if not found.fits and not arguments.estimate:
        raise GanstudioError("\n".join(found.advice))
    print(*found.advice, sep="\n", end="\n" if found.advice else "", flush=True)
    return params


def write_down(recipe: Recipe, params: Any, data: tuple[Path, ...], folder: Path) -> None:
    """Describe the run, so that the processes which it may start go on with it and do not plan anew."""
    run = Run(folder)
    if run.exists:
        told = _("There is a run in {folder} already; `ganstudio train resume` goes on with it.")
        raise GanstudioError(told.format(folder=folder))
    run.open(recipe.id, to_json(params), data, ["ganstudio", *sys.argv[1:]])
    sys.argv[1:] = ["train", "resume", str(folder)]


def _preset(arguments: argparse.Namespace, recipe: Recipe) -> Preset | None:
    name = getattr(arguments, "preset", None)
    return next((each for each in recipe.presets if each.id == name), None)


def _minutes(arguments: argparse.Namespace, recipe: Recipe) -> float | None:
    """None where nothing, or a number of steps, says how long."""
    if arguments.minutes is not None:
        return float(arguments.minutes)
    chosen = _preset(arguments, recipe)
    return chosen.minutes if chosen and not given(arguments, recipe.params, STAGES) else None

"""The command `face`: as those of all tools for photos; with `--random` it makes a face of nobody."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ganstudio.cli import tool as tools
from ganstudio.cli.options import add_options, preferred_models, read_options
from ganstudio.cli.progress import watched
from ganstudio.cli.targets import targets
from ganstudio.errors import SettingsError
from ganstudio.i18n import N_, _
from ganstudio.image.export import ExportOptions, check_export
from ganstudio.image.photo import Photo
from ganstudio.params import integer, number
from ganstudio.settings import Settings
from ganstudio.tools.face import TASK, FaceParams, slider_values
from ganstudio.tools.tool import Context, Tool

COMMAND = "face"
_NOBODY = -1


@dataclass(frozen=True)
class RandomFace:
    """Which face of nobody is meant."""

    seed: int = integer(0, low=0, high=2**32 - 1, title=N_("Seed"), help=N_("Each number is another face."))
    truncation: float = number(
        0.5, low=0, high=1, step=0.05, title=N_("Truncation"), help=N_("Small values give usual faces, 1 all kinds.")
    )
    other: int = integer(
        _NOBODY,
        low=_NOBODY,
        high=2**32 - 1,
        title=N_("Second seed"),
        help=N_("The face whose skin and colours are taken; -1 is none."),
    )
    level: int = integer(
        4,
        low=0,
        high=20,
        title=N_("Level"),
        help=N_("How many layers, the coarse ones first, stay those of the first face."),
    )


def add(commands: Any, tool: Tool, common: argparse.ArgumentParser) -> None:
    """The command of `tool`, which is the one for faces."""
    parser = tools.add(commands, tool, common, photos="*")
    parser.add_argument("--random", action="store_true", help=_("make a face of nobody instead of changing a photo"))
    add_options(parser, RandomFace, _("which random face"))
    parser.set_defaults(act=run)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """A random face, or as for every tool; what makes no sense together is refused."""
    given = [name.partition(".")[2] for name in vars(arguments) if name.startswith(f"{RandomFace.__name__}.")]
    if not arguments.random:
        if given:
            raise SettingsError(_("--{option} counts only with --random.").format(option=given[0]))
        if not arguments.photos:
            raise SettingsError(_("Say which photo is meant, or ask for a random face with --random."))
        return tools.run(arguments, settings)
    _refuse(arguments)
    return _make(arguments, settings)


def _refuse(arguments: argparse.Namespace) -> None:
    """Raise SettingsError for what is about a photo."""
    about = {
        _("PHOTO"): bool(arguments.photos),
        "--mask": arguments.mask is not None,
        "--face": f"{FaceParams.__name__}.face" in vars(arguments),
    }
    for name, there in about.items():
        if there:
            raise SettingsError(_("A random face is made without a photo: leave out {name}.").format(name=name))


def _make(arguments: argparse.Namespace, settings: Settings) -> int:
    from ganstudio.image.files import save_photo
    from ganstudio.tools.facing import made

    base = {**preferred_models(FaceParams, settings), **tools.preset(arguments, arguments.tool)}
    params, which = read_options(arguments, FaceParams, base), read_options(arguments, RandomFace)
    name = Path(f"{arguments.tool.id}-{which.seed}.{arguments.format or 'png'}")
    (target,) = targets([name], arguments.output or name, arguments.format, arguments.tool.id)
    options = replace(read_options(arguments, ExportOptions), format=target.format)
    tools.check_target(target.path, overwrite=arguments.overwrite)
    engine = tools.engine_for(settings)
    info = engine.store.find(params.model, TASK)
    with watched(name.name) as job:
        pixels = made(
            info.name,
            which.seed,
            Context(engine, job),
            truncation=which.truncation,
            other=None if which.other == _NOBODY else which.other,
            level=which.level,
            sliders=slider_values(params, info),
        )
        result = Photo(pixels, ai="made")
        check_export(result.size, options)
        save_photo(result, target.path, options, overwrite=arguments.overwrite)
    print(f"{target.path} ({result.size[0]} × {result.size[1]})", flush=True)
    return 0

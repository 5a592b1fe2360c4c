"""`ganstudio runs compare A B`: what the models of several runs make of the same photos, side by side."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ganstudio import paths
from ganstudio.cli.progress import watched
from ganstudio.cli.table import table
from ganstudio.cli.tool import engine_for
from ganstudio.errors import GanstudioError
from ganstudio.i18n import _
from ganstudio.image.export import ExportOptions
from ganstudio.image.photo import Photo
from ganstudio.params import model_field
from ganstudio.settings import Settings
from ganstudio.tools import TOOLS
from ganstudio.tools.by_model import params_with
from ganstudio.tools.tool import Context, Tool
from trainers import runs
from trainers.run import Run

if TYPE_CHECKING:
    from ganstudio.engine.engine import Engine
    from ganstudio.image.pixels import Pixels

_SAMPLES = ("astronaut.png", "cat.png", "coffee.png")


def add(parser: argparse.ArgumentParser) -> None:
    """What may be said beside the runs."""
    parser.add_argument(
        "--photos",
        nargs="+",
        type=Path,
        default=[paths.resource("samples") / name for name in _SAMPLES],
        metavar=_("PHOTO"),
        help=_("what their models shall be tried on; by default the bundled samples"),
    )
    parser.add_argument(
        "--step", type=int, metavar=_("NUMBER"), help=_("as they were then; by default as they are now")
    )
    parser.add_argument(
        "-o", "--output", type=Path, default=Path(), metavar=_("FOLDER"), help=_("folder of the pictures")
    )


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Their numbers as a table; a picture for each photo: the photo, then what each model makes of it."""
    found = [runs.find(name) for name in arguments.run]
    if len(found) < 2:
        raise GanstudioError(_("Name two runs or more to compare."))
    print(_numbers(found))
    engine = engine_for(settings)
    names = [_lent(each, arguments.step, engine) for each in found]
    tool = _tool({engine.store.find(name).task for name in names})
    arguments.output.mkdir(parents=True, exist_ok=True)
    for path in arguments.photos:
        print(_beside(path, tool, names, arguments.output, engine, settings.limit_megapixels), flush=True)
    return 0


def _numbers(found: Sequence[Run]) -> str:
    """The last numbers of each; a column for each run."""
    rows = [each.last_stats() for each in found]
    names = [name for name in dict.fromkeys(key for row in rows for key in row) if name != "time"]
    lines = [(name, *(f"{row[name]:.4g}" if name in row else "" for row in rows)) for name in names]
    return table([("", *(each.folder.name for each in found)), *lines])


def _lent(run: Run, step: int | None, engine: Engine) -> str:
    """The name by which the run's model can be used until the program ends."""
    from ganstudio.engine.store import read_info

    name = f"run:{run.folder.resolve()}"  # no file can be called so
    engine.store.lend(replace(read_info(runs.model_at(run, step)), name=name))
    return name


def _tool(tasks: set[str]) -> Tool:
    """The tool that uses models of that one task on a photo alone."""
    if len(tasks) > 1:
        raise GanstudioError(
            _("These runs cannot be compared: their models do different things ({tasks}).").format(
                tasks=", ".join(sorted(tasks))
            )
        )
    (task,) = tasks
    for tool in TOOLS.values():
        if model_field(tool.params, task) and not tool.needs and tool.masks == "limits":
            return tool
    raise GanstudioError(
        _("Models of the task {task} need more than a photo; compare the previews in the folders of the runs.").format(
            task=task
        )
    )


def _beside(path: Path, tool: Tool, names: Sequence[str], folder: Path, engine: Engine, limit: int) -> Path:
    """Write the picture; gives its file."""
    from ganstudio.image.files import open_photo
    from ganstudio.image.save import save_photo

    photo = open_photo(path, limit_megapixels=limit)
    made: list[Photo] = [photo]
    with watched(path.name) as job:
        for at, name in enumerate(names):
            params = params_with(tool, tool.params(), engine.store.find(name))
            made.append(tool.run(photo, params, Context(engine, job.part(at / len(names), 1 / len(names)))))
    target = _free(folder, f"{path.stem}-compared")
    save_photo(photo.with_pixels(_row([each.pixels for each in made])), target, ExportOptions())
    return target


def _free(folder: Path, stem: str) -> Path:
    """A name in `folder` that no picture has yet."""
    names = chain([stem], (f"{stem}-{number}" for number in count(2)))
    return next(path for name in names if not (path := folder / f"{name}.png").exists())


def _row(pictures: Sequence[Pixels]) -> Any:
    """All in the size of the largest, side by side, without their alpha."""
    import cv2
    import numpy as np

    height, width = max(picture.shape[:2] for picture in pictures)
    return np.ascontiguousarray(
        np.hstack([cv2.resize(each[..., :3], (width, height), interpolation=cv2.INTER_CUBIC) for each in pictures])
    )

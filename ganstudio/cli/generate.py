"""`ganstudio generate MODEL`: small pictures out of nothing, on one sheet or each in a file of its own."""

from __future__ import annotations

import argparse
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ganstudio.cli.options import add_options, read_options
from ganstudio.cli.progress import watched
from ganstudio.cli.targets import targets
from ganstudio.cli.tool import check_target, engine_for
from ganstudio.engine.modelfile import SUFFIX, ModelInfo
from ganstudio.errors import SettingsError
from ganstudio.i18n import N_, _
from ganstudio.image.export import ExportOptions
from ganstudio.params import flag, integer, text
from ganstudio.settings import Settings

if TYPE_CHECKING:
    from ganstudio.engine.store import Store
    from ganstudio.image.pixels import Pixels

COMMAND = "generate"
TASK = "generate"
_MOST = 10_000


@dataclass(frozen=True)
class Wish:
    """Which pictures are meant."""

    count: int = integer(64, low=1, high=_MOST, title=N_("Pictures"), help=N_("How many are made."))
    seed: int = integer(0, low=0, high=2**32 - 1, title=N_("Seed"), help=N_("Each number gives other pictures."))
    kind: str = text(title=N_("Class"), help=N_("Of a model that knows some; without it they take turns."))
    apart: bool = flag(False, title=N_("Apart"), help=N_("Each picture in a file of its own."))


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """The command `generate`."""
    parser = commands.add_parser(
        COMMAND,
        description=_("Makes small pictures by a model that a training of the recipe `generate` has left."),
        parents=[common],
    )
    parser.add_argument("model", nargs="?", default="", metavar=_("MODEL"), help=_("name or file of the model"))
    parser.add_argument(
        "-o", "--output", type=Path, metavar=_("PATH"), help=_("file of the sheet, or folder of the pictures")
    )
    parser.add_argument("--overwrite", action="store_true", help=_("replace files that are there already"))
    add_options(parser, Wish, _("which pictures"))
    parser.set_defaults(act=run)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """A line on stdout for each file that was written."""
    from ganstudio.image.files import save_photo
    from ganstudio.image.photo import Photo

    wish, engine = read_options(arguments, Wish), engine_for(settings)
    info = _model(engine.store, arguments.model)
    labels = _labels(info, wish)
    names = [f"{info.name}-{each + 1:04d}.png" for each in range(wish.count)] if wish.apart else [f"{info.name}.png"]
    output = arguments.output or (Path(info.name) if wish.apart else Path(names[0]))
    if wish.apart:
        output.mkdir(parents=True, exist_ok=True)
    files = targets([Path(name) for name in names], output, "", COMMAND)
    for target in files:
        check_target(target.path, overwrite=arguments.overwrite)
    with watched(info.title) as job:
        pictures: Sequence[Pixels] = engine.made(info, wish.seed, labels, job)
        for target, pixels in zip(files, pictures if wish.apart else [_sheet(pictures)], strict=True):
            options = replace(ExportOptions(), format=target.format)
            save_photo(Photo(pixels), target.path, options, overwrite=arguments.overwrite)
            job.check()
    for target in files:
        print(target.path)
    return 0


def _model(store: Store, wanted: str) -> ModelInfo:
    """A file, or the name of a model; without either, the first."""
    from ganstudio.engine.store import read_info

    return read_info(Path(wanted)) if wanted.endswith(SUFFIX) else store.find(wanted, TASK)


def _labels(info: ModelInfo, wish: Wish) -> list[int]:
    """The number of each picture's class; 0 where the model knows none."""
    kinds = [kind for kind in str(info.config.get("classes", "")).split(",") if kind]
    if wish.kind and wish.kind not in kinds:
        known = ", ".join(kinds) or _("none")
        raise SettingsError(
            _("The model {name} knows no class called {kind}; it knows: {known}.").format(
                name=info.name, kind=wish.kind, known=known
            )
        )
    chosen = [kinds.index(wish.kind)] if wish.kind else list(range(len(kinds)))
    return [chosen[each % len(chosen)] for each in range(wish.count)] if kinds else [0] * wish.count


def _sheet(pictures: Sequence[Pixels]) -> Pixels:
    """All side by side, about as wide as high; what is left over stays black."""
    import numpy as np

    from ganstudio.image.pixels import freeze

    across = math.ceil(math.sqrt(len(pictures)))
    height, width, channels = pictures[0].shape
    sheet = np.zeros((-(-len(pictures) // across) * height, across * width, channels), pictures[0].dtype)
    for index, picture in enumerate(pictures):
        top, left = index // across * height, index % across * width
        sheet[top : top + height, left : left + width] = picture
    return freeze(sheet)

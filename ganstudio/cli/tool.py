"""A command for each tool: `ganstudio upscale photo.jpg -o big.png --scale 4`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ganstudio import presets
from ganstudio.cli.attached import Attached, add_attached, read_attached
from ganstudio.cli.options import add_options, preferred_models, read_options
from ganstudio.cli.progress import watched
from ganstudio.cli.targets import Target, targets
from ganstudio.errors import FileError, GanstudioError
from ganstudio.i18n import _
from ganstudio.image.export import FORMATS, ExportOptions, check_export
from ganstudio.settings import Settings
from ganstudio.tools.limited import do
from ganstudio.tools.tool import Context, Tool
from ganstudio.tools.workflow import named_models

if TYPE_CHECKING:
    from ganstudio.engine.engine import Engine

_WORK = 0.9
"""Share of the time that the tool takes; writing takes the rest."""


def add(commands: Any, tool: Tool, common: argparse.ArgumentParser, *, photos: str = "+") -> argparse.ArgumentParser:
    """The command of `tool`; `photos`: how many it takes, in argparse's words."""
    summary = _(tool.summary)
    parser: argparse.ArgumentParser = commands.add_parser(
        tool.id, help=summary.replace("%", "%%"), description=summary, parents=[common]
    )  # argparse fills in %(…)s, in `help` alone
    parser.add_argument("photos", nargs=photos, type=Path, metavar=_("PHOTO"))
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar=_("PATH"),
        help=_("file of the result, or folder of the results; without it they go beside the photos"),
    )
    parser.add_argument("--overwrite", action="store_true", help=_("replace files that are there already"))
    add_attached(parser, tool)
    _add_preset(parser, tool)
    add_options(parser, tool.params, _("what to do"))
    add_options(parser, ExportOptions, _("how to write the result"), skip=("format",))
    parser.add_argument(
        "--format", choices=list(FORMATS), default="", help=_("of the result; by default what its name asks for")
    )
    parser.set_defaults(act=run, tool=tool)
    return parser


def _add_preset(parser: argparse.ArgumentParser, tool: Tool) -> None:
    """The option that names a preset; there may be some by the time the command is run."""
    parser.add_argument("--preset", action=_PresetOption, metavar=_("NAME")).tool = tool  # type: ignore[attr-defined]


class _PresetOption(argparse.Action):
    """Its help names the presets of `tool`, whose files are read only where it is shown: all tools have this option."""

    tool: Tool

    def _words(self) -> str:
        names = [f"{each.name} = {each.shown}" if each.title else each.name for each in presets.listed(self.tool.id)]
        text = _("values to begin with; options that are given count more")
        if names:
            text += "; " + _("there are: {names}").format(names=", ".join(names))
        return text.replace("%", "%%")

    help = property(_words, lambda _self, _text: None)  # argparse puts in what it was given

    def __call__(
        self, _parser: argparse.ArgumentParser, space: argparse.Namespace, value: Any, _name: Any = ""
    ) -> None:
        setattr(space, self.dest, value)


def preset(arguments: argparse.Namespace, tool: Tool) -> Mapping[str, Any]:
    """The parameters that the preset asked for names; raises SettingsError where it is not there, or fits no more."""
    if arguments.preset is None:
        return {}
    named = presets.find(tool.id, arguments.preset)
    named.on(tool.params())
    return named.params


@dataclass(frozen=True)
class _Work:
    """What is done to each photo."""

    tool: Tool
    params: Any
    attached: Attached
    options: ExportOptions
    engine: Engine
    overwrite: bool
    limit_megapixels: int


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """One photo after the other; one that fails is told on stderr and does not stop the rest."""
    tool: Tool = arguments.tool
    base = {**preferred_models(tool.params, settings), **preset(arguments, tool)}
    params = read_options(arguments, tool.params, base)
    options = read_options(arguments, ExportOptions)
    attached = read_attached(arguments, tool, settings.limit_megapixels)
    goals = targets(arguments.photos, arguments.output, arguments.format, tool.id)
    engine = engine_for(settings)
    named_models(tool, params, engine.store)  # refused now, not once for each photo
    work = _Work(tool, params, attached, options, engine, arguments.overwrite, settings.limit_megapixels)

    code = 0
    for target in goals:
        try:
            width, height = _make(target, work)
            print(f"{target.source} → {target.path} ({width} × {height})", flush=True)
        except GanstudioError as error:
            print(error, file=sys.stderr)
            code = 2
    return code


def engine_for(settings: Settings) -> Engine:
    """On the device asked for; one that is not there is refused at once."""
    from ganstudio.engine.engine import Engine
    from ganstudio.engine.store import Store

    engine = Engine(Store())
    if (settings.device, settings.precision) != ("auto", "auto"):
        engine.use(settings.device, settings.precision)
    return engine


def _make(target: Target, work: _Work) -> tuple[int, int]:
    """The size of the result, which is in its file then."""
    from ganstudio.image.files import open_photo, save_photo

    options = replace(work.options, format=target.format)
    check_target(target.path, overwrite=work.overwrite)
    with watched(target.source.name) as job:
        photo = open_photo(target.source, limit_megapixels=work.limit_megapixels)
        check_export(work.tool.output_size(photo.size, work.params), options)
        context = Context(work.engine, job.part(0, _WORK), attachments=work.attached.to(photo))
        result = do(work.tool, photo, work.params, context)
        del photo  # writing can use its memory
        job.progress(_WORK, _("writing"))
        rest = job.part(_WORK, 1 - _WORK)
        save_photo(
            result, target.path, options, overwrite=work.overwrite, tell=lambda done: rest.progress(done, _("writing"))
        )
    return result.size


def check_target(path: Path, *, overwrite: bool) -> None:
    """Raise FileError now: minutes of work shall not end at a file that cannot be written."""
    if os.path.exists(path) and not overwrite:  # unlike Path.exists it raises nothing for too long a name
        raise FileError(_("{name} exists already and was left as it is; --overwrite replaces it.").format(name=path))
    if not path.parent.is_dir():
        raise FileError(_("{name} cannot be written: its folder does not exist.").format(name=path))
    if not os.access(path.parent, os.W_OK):
        raise FileError(_("{name} cannot be written: permission is missing in its folder.").format(name=path))

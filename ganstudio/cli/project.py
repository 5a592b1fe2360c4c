"""`ganstudio project info FILE`: what a project holds; `project render FILE`: its picture, computed again."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ganstudio.cli.options import add_options, read_options
from ganstudio.cli.progress import watched
from ganstudio.cli.table import table
from ganstudio.cli.targets import targets
from ganstudio.cli.tool import check_target, engine_for
from ganstudio.errors import FileError
from ganstudio.i18n import _
from ganstudio.image.export import FORMATS, ExportOptions
from ganstudio.settings import Settings

if TYPE_CHECKING:
    from ganstudio.engine.engine import Engine
    from ganstudio.engine.job import Job
    from ganstudio.projects.file import Opened
    from ganstudio.projects.record import Record

COMMAND = "project"
_WORK = 0.9
"""Share of the time that computing takes; writing takes the rest."""


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """The command `project` and what it can do."""
    parser = commands.add_parser(
        COMMAND, description=_("Looks into project files of the window, and computes them again."), parents=[common]
    )
    actions = parser.add_subparsers(title=_("commands"), metavar=_("command"), required=True)
    info = actions.add_parser(
        "info",
        help=_("say what a project holds"),
        description=_("Lists the photo of a project and what was done to it."),
        parents=[common],
    )
    render = actions.add_parser(
        "render",
        help=_("compute a project's picture"),
        description=_("Does all steps of a project to its original once more, and writes the result."),
        parents=[common],
    )
    for each in (info, render):
        each.add_argument("file", type=Path, metavar=_("FILE"))
        each.add_argument(
            "--original", type=Path, metavar=_("PHOTO"), help=_("where the photo is, if it is not in the project")
        )
    render.add_argument(
        "-o", "--output", type=Path, metavar=_("PATH"), help=_("file of the result; without it, beside the project")
    )
    render.add_argument("--overwrite", action="store_true", help=_("replace files that are there already"))
    add_options(render, ExportOptions, _("how to write the result"), skip=("format",))
    render.add_argument(
        "--format", choices=list(FORMATS), default="", help=_("of the result; by default what its name asks for")
    )
    info.set_defaults(act=run_info)
    render.set_defaults(act=run_render)


def run_info(arguments: argparse.Namespace, settings: Settings) -> int:
    """What it holds, a line for each step."""
    from ganstudio.engine.job import Job

    opened = _open(arguments, settings, Job())
    record, link = opened.record, opened.project.link
    original = record.original
    name = str(original.path) if link else original.path.name if original.path else record.title
    rows = [
        (_("Photo"), f"{name} ({original.size[0]} × {original.size[1]})"),
        (_("It is"), _("where it was; the project only says where") if link else _("in the project")),
        (_("Steps"), _("{n} of {m} applied").format(n=record.position, m=len(record.steps))),
    ]
    print(table(rows))
    if record.steps:
        print()
        print(table([("", _("STEP"), _("SIZE"), _("MODEL"), _("RESULT")), *_steps(opened, engine_for(settings))]))
    return 0


def run_render(arguments: argparse.Namespace, settings: Settings) -> int:
    """The path of the result; whether it is what the project shows."""
    from ganstudio.image.files import save_photo
    from ganstudio.projects.revive import others, render

    (target,) = targets([arguments.file], arguments.output, arguments.format, "render")
    options = replace(read_options(arguments, ExportOptions), format=target.format)
    check_target(target.path, overwrite=arguments.overwrite)
    engine = engine_for(settings)
    with watched(arguments.file.name) as job:
        record = _open(arguments, settings, job).record
        for sentence in others(record, engine):
            print(sentence, file=sys.stderr)
        photo = render(record, engine, job.part(0, _WORK))
        rest = job.part(_WORK, 1 - _WORK)
        save_photo(photo, target.path, options, overwrite=arguments.overwrite, tell=lambda done: rest.progress(done))
    print(f"{target.source} → {target.path} ({photo.size[0]} × {photo.size[1]})")
    if not _as_saved(record, photo):
        print(
            _("This is not quite what the project shows: another model or another computer made that."), file=sys.stderr
        )
    return 0


def _open(arguments: argparse.Namespace, settings: Settings, job: Job) -> Opened:
    from ganstudio.projects.file import open_project
    from ganstudio.projects.read import OriginalMissing

    limit, original = settings.limit_megapixels, arguments.original
    try:
        opened = open_project(arguments.file, job, limit_megapixels=limit, original=original)
    except OriginalMissing as missing:
        raise FileError(_("{reason} Say with --original where it is.").format(reason=missing)) from missing
    if opened.warning:
        print(opened.warning, file=sys.stderr)
    return opened


def _steps(opened: Opened, engine: Engine) -> list[tuple[str, ...]]:
    from ganstudio.projects.revive import can_redo
    from ganstudio.tools import TOOLS

    rows: list[tuple[str, ...]] = []
    for number, kept in enumerate(opened.record.steps, 1):
        edit, undone = kept.edit, number > opened.record.position
        title = _(TOOLS[edit.tool].title) if edit.tool in TOOLS else edit.tool
        again = _("computed again") if can_redo(edit, engine) else _("cannot be done here")
        state = _("undone") if undone else _("kept") if opened.has_result(number) else again
        rows.append((str(number), title, f"{kept.size[0]} × {kept.size[1]}", edit.model, state))
    return rows


def _as_saved(record: Record, photo: Any) -> bool:
    """Whether `photo` is what was seen when the project was saved."""
    import numpy as np

    shown = record.steps[record.position - 1].photo if record.position else record.original
    return shown is None or bool(np.array_equal(shown.pixels, photo.pixels))

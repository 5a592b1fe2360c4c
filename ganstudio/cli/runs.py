"""`ganstudio runs`: the trainings that there are, what is asked of them, and what becomes of their models."""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ganstudio.cli import compare
from ganstudio.cli.follow import PHASES, follow, left
from ganstudio.cli.table import table
from ganstudio.errors import GanstudioError
from ganstudio.i18n import N_, _
from ganstudio.settings import Settings
from trainers import control, launch, runs
from trainers.control import Ask
from trainers.run import Run
from trainers.status import Phase, Status

COMMAND = "runs"
Act = Callable[[argparse.Namespace, Settings], int]
_ASKS = {
    "pause": (Ask.PAUSE, N_("pause a run, which frees its device"), N_("The run {name} is asked to pause.")),
    "stop": (Ask.STOP, N_("save and stop a run"), N_("The run {name} is asked to save and stop.")),
    "snapshot": (
        Ask.SNAPSHOT,
        N_("keep a run's model of now"),
        N_("The run {name} is asked to keep its model of now."),
    ),
}


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """The command `runs` and what it can do."""
    parser = commands.add_parser(
        COMMAND,
        description=_("Lists the trainings, or does one of the following."),
        parents=[common],
    )
    parser.set_defaults(act=run_list)
    actions = parser.add_subparsers(title=_("commands"), metavar=_("command"))

    def command(name: str, text: str, act: Act, *, runs: str | None = None) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = actions.add_parser(name, help=text, description=text, parents=[common])
        made.add_argument("run", metavar=_("RUN"), help=_("name or folder of a run"), nargs=runs)
        made.set_defaults(act=act)
        return made

    command("show", _("all there is to know of a run"), run_show)
    command("follow", _("watch a run until it ends"), run_follow)
    resume = command("resume", _("go on with a run in the background, and watch it"), run_resume)
    resume.add_argument("--background", action="store_true", help=_("do not watch it"))
    for name, (_ask, text, _said) in _ASKS.items():
        command(name, _(text), run_ask).set_defaults(asked=name)
    for made in (
        command("promote", _("put a run's model among your models"), run_promote),
        export := command("export", _("write a run's model into one file, for another computer"), run_export),
    ):
        made.add_argument("--step", type=int, metavar=_("NUMBER"), help=_("as it was then; by default as it is now"))
        made.add_argument("--title", default="", metavar=_("TEXT"), help=_("what it is called in lists"))
    export.add_argument("file", type=Path, metavar=_("FILE"))
    compare.add(command("compare", _("two runs on the same pictures"), compare.run, runs="+"))
    doctor = command("doctor", _("what ails a run, and what helps"), run_doctor)
    doctor.add_argument("--treat", action="store_true", help=_("do what helps against the first illness, and go on"))
    delete = command("delete", _("throw a run away, with all that it has kept"), run_delete)
    delete.add_argument("--yes", action="store_true", help=_("do not ask"))
    steps = actions.add_parser("try")  # what `trainers.estimate` starts; not in the list
    steps.add_argument("run", type=Path)
    steps.add_argument("--steps", type=int, default=20)
    steps.set_defaults(act=run_try)


def run_list(arguments: argparse.Namespace, settings: Settings) -> int:
    """A table of all runs."""
    rows = []
    for run in runs.listed():
        status = runs.state(run)
        working = left(status.seconds_left) if status.phase in launch.AT_WORK else ""
        recipe = str(run.describe().get("recipe", ""))
        rows.append((run.folder.name, recipe, _(PHASES[status.phase]), _steps(status), working, runs.title(run)))
    if rows:
        print(table([(_("NAME"), _("RECIPE"), _("STATE"), _("STEP"), _("LEFT"), _("TITLE")), *rows]))
    else:
        print(_("There are no runs yet; ganstudio train --help says how to begin one."))
    return 0


def _steps(status: Status) -> str:
    return f"{status.step} / {status.steps}" if status.steps else str(status.step)


def run_show(arguments: argparse.Namespace, settings: Settings) -> int:
    """What a run says of itself."""
    run = runs.find(arguments.run)
    status, described = runs.state(run), run.describe()
    numbers = {name: value for name, value in run.last_stats().items() if name not in ("step", "time")}
    kept = [f"{point.step}{'' if point.checkpoint is None else '*'}" for point in run.kept()]
    rows = [
        (_("Name"), run.folder.name),
        (_("Title"), runs.title(run)),
        (_("Recipe"), str(described.get("recipe", ""))),
        (_("State"), _(PHASES[status.phase])),
        (_("Step"), _steps(status)),
        (_("Says"), status.sentence),
        (_("Folder"), str(run.folder)),
        *((_("Learns from") if at == 0 else "", str(path)) for at, path in enumerate(described.get("data", []))),
        (_("Models of steps (* to go on from)"), ", ".join(kept)),
        *((name, f"{value:.4g}") for name, value in numbers.items()),
    ]
    print(table([row for row in rows if row[1]]))
    return 0


def run_follow(arguments: argparse.Namespace, settings: Settings) -> int:
    """Watch."""
    return follow(runs.find(arguments.run))


def run_resume(arguments: argparse.Namespace, settings: Settings) -> int:
    """Begin, or go on, in a process of its own."""
    run = runs.find(arguments.run)
    if runs.state(run).phase is Phase.PAUSED:
        control.ask(run.folder, Ask.RESUME)
    elif launch.at_work(run):
        raise GanstudioError(_("The run {name} is being trained already.").format(name=run.folder.name))
    else:
        launch.start(run)
    print(_("The run {name} goes on in the background.").format(name=run.folder.name), flush=True)
    return 0 if arguments.background else follow(run)


def run_ask(arguments: argparse.Namespace, settings: Settings) -> int:
    """Ask something of a run that is at work."""
    run = runs.find(arguments.run)
    if not launch.at_work(run):
        raise GanstudioError(_("The run {name} is not being trained.").format(name=run.folder.name))
    asked, _text, said = _ASKS[arguments.asked]
    control.ask(run.folder, asked)
    print(_(said).format(name=run.folder.name))
    return 0


def run_promote(arguments: argparse.Namespace, settings: Settings) -> int:
    """A point of the timeline becomes one of the user's models."""
    run = runs.find(arguments.run)
    info = runs.promote(run, arguments.step, arguments.title)
    print(_("{file} is now the model {name}.").format(file=runs.model_at(run, arguments.step), name=info.name))
    return 0


def run_export(arguments: argparse.Namespace, settings: Settings) -> int:
    """A point of the timeline becomes a file."""
    path = runs.export(runs.find(arguments.run), arguments.file, arguments.step, arguments.title)
    print(_("Written: {file}").format(file=path))
    print(_("To use it there: ganstudio models add {path}").format(path=shlex.quote(path.name)))
    return 0


def run_doctor(arguments: argparse.Namespace, settings: Settings) -> int:
    """What ails a run; with `--treat` it goes on from where it was healthy, with what helps."""
    from trainers.doctor.examine import examine, treat
    from trainers.doctor.lessons import lesson

    run = runs.find(arguments.run)
    found = examine(run)
    if not found:
        print(_("Nothing ails this run, as far as its numbers and previews tell."))
    for each in found:
        print(f"{each.title}\n  {each.evidence}")
        if each.remedy:
            print("  " + _("What helps: {remedy}").format(remedy=each.remedy.title))
        print("  " + _("More about it: {path}").format(path=lesson(each.illness.value)))
    if not (arguments.treat and found):
        return 0
    treat(run, found[0])
    launch.start(run)
    return follow(run)


def run_delete(arguments: argparse.Namespace, settings: Settings) -> int:
    """Only where the name is typed again, or was said to need no asking."""
    run = runs.find(arguments.run)
    if not arguments.yes and not _sure(run):
        print(_("Nothing was deleted."))
        return 0
    runs.delete(run)
    print(_("The run {name} is deleted.").format(name=run.folder.name))
    return 0


def _sure(run: Run) -> bool:
    if not sys.stdin.isatty():
        raise GanstudioError(_("Nobody is here to ask; --yes deletes without asking."))
    return input(_("Type {name} to delete it for ever: ").format(name=run.folder.name)) == run.folder.name


def run_try(arguments: argparse.Namespace, settings: Settings) -> int:
    """The first steps of the run described in a folder, to see what they take."""
    from trainers.trial import take

    run = Run(arguments.run)
    params, recipe = runs.params_of(run), runs.recipe_of(run)
    assert recipe
    take(recipe, params, tuple(map(Path, run.describe()["data"])), run.folder, arguments.steps)
    return 0

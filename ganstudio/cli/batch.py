"""`ganstudio batch FOLDER… -o OUT --steps "upscale scale=2"`: a workflow on many photos."""

from __future__ import annotations

import argparse
import sys
import threading
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ganstudio.batch.item import Item, State
from ganstudio.batch.plan import BatchOptions, Plan
from ganstudio.cli.options import add_options, read_options
from ganstudio.cli.progress import watched
from ganstudio.cli.tool import engine_for
from ganstudio.errors import Cancelled, GanstudioError, SettingsError
from ganstudio.i18n import N_, _, ngettext
from ganstudio.image.export import ExportOptions
from ganstudio.settings import Settings
from ganstudio.tools import steps, workflow

if TYPE_CHECKING:
    from ganstudio.batch.batch import Batch

COMMAND = "batch"
JOURNAL = ".ganstudio-batch.jsonl"
"""In the output folder; without one in the folder of the first input."""
_AGAIN = 10.0
"""Seconds until a full disk is tried again, where somebody watches who can make room."""
_COUNTED = {State.DONE: N_("done"), State.FAILED: N_("failed"), State.SKIPPED: N_("skipped")}


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """The command `batch`."""
    parser = commands.add_parser(
        COMMAND,
        description=_(
            "Do steps to all photos of folders. A photo that fails is told, and the rest goes on; whatever stops the "
            "work, --resume goes on from there."
        ),
        parents=[common],
    )
    parser.add_argument("inputs", nargs="*", type=Path, metavar=_("PHOTO_OR_FOLDER"))
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar=_("FOLDER"),
        help=_("folder of the results; without it they go beside the photos"),
    )
    parser.add_argument(
        "--steps",
        metavar=_("STEPS"),
        help=_('what to do: a workflow file (.json), or tools like "upscale scale=2 ; light exposure=0.3"'),
    )
    parser.add_argument(
        "--resume",
        action="store_true",
        help=_("go on where the same batch was stopped; photos and steps need not be given again"),
    )
    parser.add_argument("--retry", action="store_true", help=_("with --resume: try photos again that failed"))
    parser.add_argument(
        "--report", type=Path, metavar=_("FILE"), help=_("write a table (CSV) of what became of each photo")
    )
    parser.add_argument(
        "--cluster",
        metavar=_("ADDRESS"),
        help=_("let the workers of the Dask scheduler at this address do the work; all must see the same folders"),
    )
    add_options(parser, BatchOptions, _("which photos, and what the results are called"))
    add_options(parser, ExportOptions, _("how to write the results"), skip=("format",))
    parser.set_defaults(act=run)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """A line for each photo: results on stdout, failures on stderr. Some failed: 2."""
    from ganstudio.batch import cluster

    batch = _batch(arguments, settings)
    engine = engine_for(settings)
    for warning in workflow.check(batch.plan.workflow, engine.store):
        print(warning, file=sys.stderr)
    try:
        with watched(_("Batch"), times=False) as job:
            batch.find(job.part(0, 0))
            if arguments.retry:
                batch.retry(item for item in batch.items if item.state is State.FAILED)
            watchers = job, _tell, lambda sentence: _paused(batch, sentence)
            if arguments.cluster:
                cluster.run(batch, arguments.cluster, engine.store, *watchers)
            else:
                batch.run(engine, *watchers)
    except (Cancelled, GanstudioError, SystemExit):
        if not batch.finished and batch.found:
            print(_left(batch), file=sys.stderr)
        raise
    finally:
        if arguments.report and batch.found:
            from ganstudio.batch.report import write_csv

            write_csv(batch.items, arguments.report)
    return _summary(batch)


def _batch(arguments: argparse.Namespace, settings: Settings) -> Batch:
    """The batch asked for, begun anew or gone on with; refused where one that is not finished would be lost."""
    from ganstudio.batch.batch import Batch, stopped
    from ganstudio.batch.journal import Journal

    plan = _plan(arguments, settings)
    journal = _journal(arguments)
    if arguments.resume:
        return Batch(plan, journal)
    left = stopped(journal) if journal.exists() else None
    if left:
        raise GanstudioError(_left(left) + " " + _("To start anew, remove {name}.").format(name=journal))
    Journal(journal).remove()
    return Batch(plan, journal)


def _plan(arguments: argparse.Namespace, settings: Settings) -> Plan | None:
    """None to go on with what the journal says."""
    if arguments.resume and not arguments.inputs and arguments.steps is None:
        return None
    if not arguments.inputs:
        raise SettingsError(_("Say which photos or folders to take."))
    if arguments.steps is None:
        raise SettingsError(_('Say what to do, as in --steps "upscale scale=2"; --steps "" only writes photos anew.'))
    return Plan(
        tuple(arguments.inputs),
        arguments.output,
        _workflow(arguments.steps, settings),
        read_options(arguments, BatchOptions),
        read_options(arguments, ExportOptions),
        settings.limit_megapixels,
    )


def _workflow(words: str, settings: Settings) -> workflow.Workflow:
    if words.endswith(workflow.SUFFIX):
        return workflow.load(Path(words))
    return steps.parse(words, settings)


def _journal(arguments: argparse.Namespace) -> Path:
    if arguments.output:
        return Path(arguments.output) / JOURNAL
    if not arguments.inputs:
        raise SettingsError(_("Say with -o where the results of the stopped batch go, or give its photos again."))
    first: Path = arguments.inputs[0]
    return (first if first.is_dir() else first.parent) / JOURNAL


def _tell(item: Item) -> None:
    """One line, past the bar."""
    from tqdm import tqdm

    if item.state is State.DONE:
        width, height = item.size
        tqdm.write(_one_line(f"{item.source} → {item.target} ({width} × {height})"))
    elif item.settled:
        file = sys.stderr if item.state is State.FAILED else sys.stdout
        tqdm.write(_one_line(f"{item.source}: {item.reason}"), file=file)


def _one_line(text: str) -> str:
    """Names may have line ends, and who reads our output counts lines."""
    return text.replace("\n", "\\n").replace("\r", "\\r")


def _paused(batch: Batch, sentence: str) -> None:
    """The disk is full: who watches can make room; where nobody does, the batch stops and can be resumed."""
    from tqdm import tqdm

    if not sentence:
        return
    if not sys.stderr.isatty():
        raise GanstudioError(sentence)
    tqdm.write(sentence + " " + _("Trying again every {n} seconds.").format(n=round(_AGAIN)), file=sys.stderr)
    timer = threading.Timer(_AGAIN, batch.resume)
    timer.daemon = True
    timer.start()


def _left(batch: Batch) -> str:
    items = batch.items
    done = sum(item.settled for item in items)
    return _("The batch was stopped at {n} of {m} photos; --resume goes on.").format(n=done, m=len(items))


def _summary(batch: Batch) -> int:
    counts = Counter(item.state for item in batch.items)
    told = [f"{counts[state]} {_(word)}" for state, word in _COUNTED.items() if counts[state] or state is State.DONE]
    text = ngettext("{n} photo: {counts}.", "{n} photos: {counts}.", len(batch.items))
    print(text.format(n=len(batch.items), counts=", ".join(told)))
    return 2 if counts[State.FAILED] else 0

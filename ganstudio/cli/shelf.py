"""`ganstudio models rename, remove, duplicate, export, default, speed`: what is done with models that are there."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from ganstudio import settings as stored
from ganstudio.cli.progress import watched
from ganstudio.cli.table import table
from ganstudio.engine.store import DEFAULTS, Store
from ganstudio.i18n import _
from ganstudio.library import card, shelf, speed
from ganstudio.settings import Settings, takes_default


def add(actions: Any, common: argparse.ArgumentParser) -> None:
    """These commands."""

    def command(name: str, act: Any, help_: str, description: str) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = actions.add_parser(name, help=help_, description=description, parents=[common])
        made.set_defaults(act=act)
        return made

    rename = command(
        "rename", run_rename, _("another title"), _("Gives a model of yours another title; its name stays.")
    )
    rename.add_argument("name", metavar=_("NAME"))
    rename.add_argument("title", metavar=_("TITLE"))

    told = _("Puts models of yours away; for {days} days they can be had back.").format(days=shelf.KEPT_DAYS)
    remove = command("remove", run_remove, _("put models away"), told)
    remove.add_argument("names", nargs="+", metavar=_("NAME"))

    duplicate = command(
        "duplicate", run_duplicate, _("one more of a model"), _("Makes a copy of a model, as your own.")
    )
    duplicate.add_argument("name", metavar=_("NAME"))
    duplicate.add_argument("--title", default="", help=_("what the copy is called"))

    export = command("export", run_export, _("a copy for others"), _("Writes a copy of a model's file."))
    export.add_argument("name", metavar=_("NAME"))
    export.add_argument("file", type=Path, metavar=_("FILE"))

    default = command(
        "default",
        run_default,
        _("which model a task begins with"),
        _("Has tools begin with a model; without a name, lists which they begin with."),
    )
    default.add_argument("name", nargs="?", default="", metavar=_("NAME"))
    default.add_argument("--clear", default="", metavar=_("TASK"), help=_("let the program choose for this task"))

    timed = command(
        "speed", run_speed, _("how fast models are here"), _("Says how long models take here; measured once.")
    )
    timed.add_argument("names", nargs="*", metavar=_("NAME"), help=_("which models; without, all"))
    timed.add_argument("--again", action="store_true", help=_("measure once more"))


def run_rename(arguments: argparse.Namespace, settings: Settings) -> int:
    """Another title."""
    store = Store()
    with watched(_("Renaming")) as job:
        info = shelf.rename(store.find(arguments.name), arguments.title, store, job)
    print(_("{name} is called {title} now.").format(name=info.name, title=info.title))
    return 0


def run_remove(arguments: argparse.Namespace, settings: Settings) -> int:
    """Put away, all or none where one of them cannot be."""
    store = Store()
    infos = [store.find(name) for name in dict.fromkeys(arguments.names)]
    for info in sorted(infos, key=lambda info: shelf.is_own(info, store)):  # what may not go is refused before
        removed = shelf.remove(info, store)
        if settings.default_model(info.task) == info.name:
            stored.save(settings.with_default(info.task, ""), settings)
        told = _("{name} is removed. To have it back: ganstudio models add {file}")
        print(told.format(name=info.name, file=removed.place))
    return 0


def run_duplicate(arguments: argparse.Namespace, settings: Settings) -> int:
    """One more."""
    store = Store()
    with watched(_("Copying")) as job:
        info = shelf.duplicate(store.find(arguments.name), store, job, arguments.title)
    print(_("{name} is called {title} now.").format(name=info.name, title=info.title))
    return 0


def run_export(arguments: argparse.Namespace, settings: Settings) -> int:
    """A copy of the file."""
    with watched(_("Copying")) as job:
        path = shelf.export(Store().find(arguments.name), arguments.file, job)
    print(_("Exported to {path}.").format(path=path))
    return 0


def run_default(arguments: argparse.Namespace, settings: Settings) -> int:
    """Set or clear; then list."""
    chosen = settings.with_default(arguments.clear, "") if arguments.clear else settings
    if arguments.name:
        info = Store().find(arguments.name)
        chosen = chosen.with_default(info.task, info.name)
    if chosen != settings:
        stored.save(chosen, settings)
    rows = [(task, chosen.default_model(task) or DEFAULTS.get(task, "–")) for task in card.TASKS]
    print(table([(_("TASK"), _("NAME")), *(row for row in rows if takes_default(row[0]))]))
    return 0


def run_speed(arguments: argparse.Namespace, settings: Settings) -> int:
    """Measure what was not measured yet, and say it."""
    from ganstudio.engine.engine import Engine

    store = Store()
    infos = [store.find(name) for name in arguments.names] or shelf.on_shelf(store)
    engine = Engine(store, settings.device, settings.precision)
    rows = []
    for info in infos:
        if info.task not in speed.MEASURED:
            continue
        took = speed.known(engine.device).get(speed.kind_of(info))
        if took is None or arguments.again:
            with watched(info.name) as job:
                took = speed.measure(info, engine, job, anew=arguments.again)
        rows.append((info.name, speed.words(info, took.seconds)))
    print(table(rows) if rows else _("There is nothing to measure."))
    return 0

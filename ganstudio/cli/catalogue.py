"""`ganstudio models catalogue`: known models that can be downloaded; `models download NAME`: one of them."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from ganstudio.cli.progress import watched
from ganstudio.cli.table import table
from ganstudio.engine.store import Store
from ganstudio.i18n import _
from ganstudio.library import card, catalogue
from ganstudio.settings import Settings


def add(actions: Any, common: argparse.ArgumentParser) -> None:
    """These commands."""
    listed = actions.add_parser(
        "catalogue",
        help=_("known models that can be downloaded"),
        description=_("Lists known models that can be downloaded. Asks the network for nothing."),
        parents=[common],
    )
    listed.add_argument("--add", type=Path, metavar=_("FILE"), help=_("add a list of models from this file first"))
    listed.set_defaults(act=run_catalogue)
    download = actions.add_parser(
        "download",
        help=_("download models of the catalogue"),
        description=_("Downloads models of the catalogue, proves them by their SHA-256 and adds them to your own."),
        parents=[common],
    )
    download.add_argument("names", nargs="+", metavar=_("NAME"))
    download.set_defaults(act=run_download)


def run_catalogue(arguments: argparse.Namespace, settings: Settings) -> int:
    """A table of all that can be downloaded."""
    if arguments.add:
        catalogue.add_list(arguments.add)
    models = Store().list()
    rows = [
        (
            entry.name,
            entry.task,
            card.size(entry.size),
            _("non-commercial") if entry.noncommercial else entry.licence or "–",
            _("here") if catalogue.installed(entry, models) else "",
            _(entry.title),
        )
        for entry in catalogue.listed()
    ]
    titles = (_("NAME"), _("TASK"), _("SIZE"), _("LICENCE"), "", _("TITLE"))
    print(table([titles, *rows]) if rows else _("The catalogue is empty."))
    return 0


def run_download(arguments: argparse.Namespace, settings: Settings) -> int:
    """One after the other; the first that fails ends it, and what has come of it is gone on with the next time."""
    store = Store()
    for entry in [catalogue.find(name) for name in arguments.names]:
        with watched(entry.name) as job:
            info = catalogue.obtain(entry, store, job)
        print(_("{title} is now the model {name}.").format(title=_(entry.title), name=info.name))
    return 0

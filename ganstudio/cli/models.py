"""`ganstudio models`: what is there; `models show NAME`: its card; `models add FILE`: one more."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from ganstudio.cli import catalogue, prove, shelf
from ganstudio.cli.progress import watched
from ganstudio.cli.table import table
from ganstudio.engine.store import ModelInfo, Store
from ganstudio.errors import GanstudioError
from ganstudio.i18n import _
from ganstudio.library import card
from ganstudio.library.adopt import adopt
from ganstudio.settings import Settings

COMMAND = "models"


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """The command `models` and what it can do."""
    parser = commands.add_parser(
        COMMAND, description=_("Lists the models, or does one of the following."), parents=[common]
    )
    parser.set_defaults(act=run_list)
    actions = parser.add_subparsers(title=_("commands"), metavar=_("command"))

    listed = actions.add_parser("list", help=_("all models"), description=_("Lists the models."), parents=[common])
    listed.set_defaults(act=run_list)
    show = actions.add_parser(
        "show", help=_("a model's card"), description=_("Shows a model's card."), parents=[common]
    )
    show.add_argument("name", metavar=_("NAME"))
    show.set_defaults(act=run_show)

    adopt = actions.add_parser(
        "add", help=_("add a model file"), description=_("Copies model files to your own models."), parents=[common]
    )
    adopt.add_argument("files", nargs="+", type=Path, metavar=_("FILE"))
    adopt.set_defaults(act=run_add)
    shelf.add(actions, common)
    catalogue.add(actions, common)
    prove.add(actions)


def run_list(arguments: argparse.Namespace, settings: Settings) -> int:
    """A table of all models."""
    models = Store().list()
    rows = [
        (each.name, each.task, _("bundled") if each.bundled else _("yours"), _terms(each), _(each.title))
        for each in models
    ]
    if rows:
        print(table([(_("NAME"), _("TASK"), _("FROM"), _("LICENCE"), _("TITLE")), *rows]))
    else:
        print(_("There are no models yet."))
    return 0


def _terms(info: ModelInfo) -> str:
    return _("non-commercial") if card.non_commercial(info) else card.licence(info) or "–"


def run_show(arguments: argparse.Namespace, settings: Settings) -> int:
    """All that a model says of itself."""
    info = Store().find(arguments.name)
    config = ", ".join(f"{name} {value}" for name, value in info.config.items())
    rows = [
        (_("Name"), info.name),
        (_("Title"), _(info.title)),
        (_("Task"), info.task),
        (_("Network"), f"{info.architecture} ({config})"),
        (_("Size"), card.size(card.bytes_of(info))),
        (_("Licence"), card.licence(info) or "–"),
        (_("Comes from"), card.origin(info)),
        (_("File"), str(info.path)),
        ("SHA-256", info.sha256),
        *(row for name, value in info.card.items() if name != "licence" for row in _card_rows(name, value)),
    ]
    print(table(rows))
    return 0


def _card_rows(name: str, value: Any) -> list[tuple[str, str]]:
    """A list takes a row for each of its parts."""
    parts = value if isinstance(value, list) else [value]
    texts = [part if isinstance(part, str) else json.dumps(part, ensure_ascii=False) for part in parts]
    return [(name if index == 0 else "", text) for index, text in enumerate(texts)]


def run_add(arguments: argparse.Namespace, settings: Settings) -> int:
    """Adopt model files; of each that cannot be one a sentence says why."""
    store, code = Store(), 0
    for path in arguments.files:
        try:
            with watched(path.name) as job:
                info = adopt(path, store, job)
            print(_("{file} is now the model {name}.").format(file=path, name=info.name))
        except GanstudioError as error:
            print(error, file=sys.stderr)
            code = 2
    return code

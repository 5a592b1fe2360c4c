"""The commands that are no tools: what the list says of each, and how it is built. Only the one that is asked for is
imported."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any, NamedTuple

from ganstudio.i18n import N_

Parser = argparse.ArgumentParser
OPEN = "open"
"""The command that is meant where there is none."""


class Command(NamedTuple):
    """`summary` is marked."""

    summary: str
    add: Callable[[Any, Parser], None]
    """`add(commands, common)`: with its options; `common` are those of every command."""
    networks: bool = True
    """Whether it may say where networks run."""


def _batch(commands: Any, common: Parser) -> None:
    from ganstudio.cli import batch

    batch.add(commands, common)


def _check(commands: Any, common: Parser) -> None:
    from ganstudio.cli import check
    from trainers import RECIPES

    check.add(commands, tuple(RECIPES.values()), common)


def _faces(commands: Any, common: Parser) -> None:
    from ganstudio.cli import faces

    faces.add(commands, common)


def _generate(commands: Any, common: Parser) -> None:
    from ganstudio.cli import generate

    generate.add(commands, common)


def _info(commands: Any, common: Parser) -> None:
    from ganstudio.cli import info

    info.add(commands, common)


def _models(commands: Any, common: Parser) -> None:
    from ganstudio.cli import models

    models.add(commands, common)


def _project(commands: Any, common: Parser) -> None:
    from ganstudio.cli import project

    project.add(commands, common)


def _train(commands: Any, common: Parser) -> None:
    from ganstudio.cli import train
    from trainers import RECIPES

    train.add(commands, tuple(RECIPES.values()), common)


def _runs(commands: Any, common: Parser) -> None:
    from ganstudio.cli import runs

    runs.add(commands, common)


def _selftest(commands: Any, common: Parser) -> None:
    from ganstudio.cli import selftest

    selftest.add(commands, common)


def _window(commands: Any, common: Parser) -> None:
    from ganstudio.cli import window

    window.add(commands, common)


COMMANDS = {
    "batch": Command(N_("do the same to many photos"), _batch),
    "check": Command(N_("check pictures before a network learns from them"), _check, networks=False),
    "faces": Command(N_("list the faces in photos"), _faces),
    "generate": Command(N_("make small pictures out of nothing"), _generate),
    "info": Command(N_("say what a picture file holds"), _info, networks=False),
    "models": Command(N_("list, show, add and manage models"), _models),
    "project": Command(N_("look into project files, and compute them again"), _project),
    "train": Command(N_("train a network"), _train, networks=False),
    "runs": Command(N_("list trainings, and go on with them, stop, use and compare them"), _runs),
    "selftest": Command(N_("try everything once (also as --selftest)"), _selftest),
    OPEN: Command(N_("open the window (also without this word)"), _window),
}

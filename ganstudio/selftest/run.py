"""All checks, printed as a table while they are done."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

from ganstudio.i18n import _
from ganstudio.selftest import formats, library, models, modules, tools, training, window
from ganstudio.selftest.check import Check, Outcome, outcomes


def checks() -> Iterator[Check]:
    """What is quick comes first."""
    for room in (formats, models, tools, library, modules, window, training):
        yield from room.checks()


def run() -> int:
    """Print a line for each check; gives the exit code: 0 where all hold, 1 where one does not.

    Nothing of the user's is touched: settings, models and runs are those of a folder that is gone afterwards.
    """
    with (
        tempfile.TemporaryDirectory(prefix="ganstudio-selftest-") as folder,
        mock.patch.dict(os.environ, GANSTUDIO_HOME=str(Path(folder) / "home")),
    ):
        found = [_told(outcome) for outcome in outcomes(checks(), Path(folder))]
    wrong = sum(outcome.failed for outcome in found)
    print(_("{n} checks, {m} failed.").format(n=len(found), m=wrong))
    return 1 if wrong else 0


def _told(outcome: Outcome) -> Outcome:
    sign = "FAILED" if outcome.failed else "ok"
    check = outcome.check
    print(f"{sign:6}  {check.group:8}  {check.name:24}  {outcome.seconds:6.1f} s  {outcome.fact}", flush=True)
    if outcome.trace:
        print(outcome.trace, flush=True)
    return outcome

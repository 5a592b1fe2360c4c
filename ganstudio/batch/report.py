"""A report: a table with one line for each photo, as spreadsheets read it."""

from __future__ import annotations

import csv
import io
import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from ganstudio.batch.item import Item, State
from ganstudio.errors import FileError
from ganstudio.i18n import _

COLUMNS = ("source", "target", "state", "reason", "seconds", "width", "height")


def write_csv(items: Iterable[Item], path: Path) -> None:
    """Write the report whole or not at all, replacing what was there; raises FileError."""
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(COLUMNS)
    table.writerows(_row(item) for item in items)
    part = path.with_name(f".ganstudio-{secrets.token_hex(6)}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            # With the mark by which spreadsheets know UTF-8; names in no encoding are written with escapes.
            part.write_text(text.getvalue(), encoding="utf-8-sig", errors="backslashreplace", newline="")
            os.replace(part, path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise FileError(_("{name} cannot be written: {reason}.").format(name=path, reason=reason)) from error


def _row(item: Item) -> tuple[str | int | float, ...]:
    done = item.state is State.DONE
    facts = (f"{item.seconds:.3f}", *item.size) if done else ("", "", "")
    return (str(item.source), str(item.target) if done else "", item.state.value, item.reason, *facts)

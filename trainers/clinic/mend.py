"""Pairs that do not lie in register, brought into it: in copies, the originals stay as they are."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from ganstudio.engine.job import Job
from ganstudio.errors import FileError, GanstudioError
from ganstudio.i18n import _
from trainers.clinic.pairs import shifts
from trainers.clinic.report import Paths
from trainers.clinic.shift import Shift, overlap
from trainers.folders import find
from trainers.partners import Pair, by_name
from trainers.recipe import Needs

_MEASURED = 0.7
"""Share of the progress."""


def mend(data: Paths, needs: Needs, into: Path, job: Job) -> Paths:
    """The two folders in `into` that hold copies of all pairs of the two folders `data`, now in register.

    Those that were off are cut to what both pictures show, and saved as PNG; the others are copied byte for byte.
    Raises GanstudioError where `into` holds something already or lies in `data`, FileError where it cannot be written.
    """
    _refuse(data, into)
    both, _alone = by_name(data, find(data))
    if not both:
        raise GanstudioError(_("There are no pairs: no two pictures have the same name, one in each folder."))
    off = dict(shifts(both, needs.factor, job.part(0, _MEASURED)))
    part = into.with_name(f".{into.name}-{secrets.token_hex(4)}.part")
    try:
        _write(data, both, off, needs.factor, part, job.part(_MEASURED, 1 - _MEASURED))
        if into.is_dir():
            into.rmdir()  # an empty one; not every system replaces it
        os.replace(part, into)
    except OSError as error:
        text = _("The mended pairs cannot be written to {folder}: {reason}.")
        raise FileError(text.format(folder=into, reason=error.strerror or error)) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return tuple(into / name for name in _names(data))


def _refuse(data: Paths, into: Path) -> None:
    if len(data) != 2:
        raise GanstudioError(_("Pairs to mend need two folders: the first pictures, and the second."))
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise GanstudioError(_("{folder} holds something already. Choose a new folder.").format(folder=into))
    if any(into.resolve().is_relative_to(folder.resolve()) for folder in data):
        text = _("{folder} lies among the pictures themselves. Choose a folder beside them.")
        raise GanstudioError(text.format(folder=into))


def _names(data: Paths) -> list[str]:
    names = [os.path.basename(os.path.abspath(folder)) or "pictures" for folder in data]
    return names if names[0] != names[1] else [f"{name}-{number}" for number, name in enumerate(names, 1)]


def _write(data: Paths, both: Sequence[Pair], off: dict[Pair, Shift], factor: int, to: Path, job: Job) -> None:
    for index, pair in enumerate(both):
        job.progress(index / len(both), _("{n} of {m} pairs").format(n=index + 1, m=len(both)))
        targets = [
            to / name / path.relative_to(folder) for name, path, folder in zip(_names(data), pair, data, strict=True)
        ]
        for target in targets:
            target.parent.mkdir(parents=True, exist_ok=True)
        cut = _cut(pair, off[pair], factor) if pair in off else None
        for place, (path, target) in enumerate(zip(pair, targets, strict=True)):
            if cut:
                done, png = cv2.imencode(".png", cut[place])
                assert done
                target.with_suffix(".png").write_bytes(png.tobytes())
            else:
                shutil.copy2(path, target)


def _cut(pair: Pair, by: Shift, factor: int) -> tuple[NDArray[np.uint8], NDArray[np.uint8]] | None:
    """What both show, in OpenCV's order of colours, as it is written again at once."""
    try:
        first, second = (cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_COLOR) for path in pair)
    except cv2.error:  # empty by now
        return None
    if first is None or second is None:
        return None
    return overlap(np.asarray(first, np.uint8), np.asarray(second, np.uint8), by, factor)

"""Pairs put right: in copies beside the originals."""

from __future__ import annotations

from pathlib import Path

from ganstudio.engine.job import Job
from ganstudio.i18n import _
from trainers.recipe import Needs


def mended(data: tuple[Path, ...], needs: Needs, place: Path, job: Job) -> tuple[Path, ...]:
    """The two folders of copies, in a new folder in `place`; the originals stay as they are. Raises GanstudioError."""
    from trainers.clinic.mend import mend

    return mend(data, needs, _free(place), job)


def _free(place: Path) -> Path:
    """A folder that is not there yet."""
    name, number = _("Pairs put right"), 2
    folder = place / name
    while folder.exists():
        folder, number = place / f"{name} {number}", number + 1
    return folder

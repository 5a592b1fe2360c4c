"""The check: every file is decoded in full, measured once, and compared with the others."""

from __future__ import annotations

from pathlib import Path

from ganstudio.engine.job import Job
from trainers.clinic.report import Report
from trainers.recipe import Needs


def check(data: tuple[Path, ...], needs: Needs, job: Job, validation: Path | None = None) -> Report:
    """What is wrong with the pictures below `data` for a recipe of these `needs`; nothing on the disk is changed."""
    raise NotImplementedError

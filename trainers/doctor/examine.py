"""The examination: from `stats.jsonl` and the previews of a run to diagnoses. It never looks at settings."""

from __future__ import annotations

from trainers.doctor.diagnosis import Diagnosis
from trainers.run import Run


def examine(run: Run) -> tuple[Diagnosis, ...]:
    """What ails `run` now, the worst first; nothing where it is well or there is too little to tell."""
    raise NotImplementedError


def treat(run: Run, diagnosis: Diagnosis) -> None:
    """Make `run` (which must not be at work) go on from the last healthy checkpoint with the remedy's changes."""
    raise NotImplementedError

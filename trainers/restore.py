"""Where a run goes on: what its checkpoint holds beside the learner's state."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from ganstudio.errors import GanstudioError
from ganstudio.i18n import _
from trainers.fabric import Fabric
from trainers.learner import Learner
from trainers.run import Run


@dataclass
class Progress:
    """Steps done, the seconds they took, how many of them were left out, how many pictures are taken at a time (0: the
    whole batch)."""

    step: int = 0
    seconds: float = 0.0
    skipped: int = 0
    part: int = 0


def restored(learner: Learner, run: Run, fabric: Fabric) -> tuple[Progress, str]:
    """Give `learner` the state that the run's checkpoint holds, if there is one. Numbers that were written down after
    it are forgotten: they will come again. With a sentence for a person, if there is something to say."""
    saved, sentence = _saved(run)
    if saved is None:
        return Progress(), ""
    try:
        learner.restore(saved["learner"])
    except (RuntimeError, ValueError, KeyError) as error:  # torch's own words name hundreds of weights
        raise GanstudioError(
            _("The run in {folder} was begun with another network. Use its settings, or another folder.").format(
                folder=run.folder
            )
        ) from error
    found = Progress(
        int(saved["step"]), float(saved["seconds"]), int(saved.get("skipped", 0)), int(saved.get("part", 0))
    )
    if fabric.is_global_zero:
        run.forget_after(found.step)
        run.log(f"going on at step {found.step}")
    return found, sentence


def _saved(run: Run) -> tuple[dict[str, Any] | None, str]:
    """The checkpoint; where it is damaged the last of the timeline that is not, and a sentence that says so."""
    try:
        return run.load(), ""
    except GanstudioError as damaged:
        for point in reversed(run.kept()):
            with suppress(GanstudioError):
                if point.checkpoint and (saved := run.load(point.checkpoint)):
                    return saved, _said(run, point.step)
        raise damaged


def _said(run: Run, step: int) -> str:
    sentence = _("The last checkpoint was damaged; the run goes on from the one kept at step {step}.")
    run.log(sentence.format(step=step))
    return sentence.format(step=step)

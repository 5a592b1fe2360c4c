"""Where a run goes on: what its checkpoint holds beside the learner's state."""

from __future__ import annotations

from dataclasses import dataclass

from ganstudio.errors import GanstudioError
from ganstudio.i18n import _
from trainers.fabric import Fabric
from trainers.learner import Learner
from trainers.run import Run


@dataclass(frozen=True)
class Found:
    """Steps done, the seconds they took, how many of them were left out, how many pictures are taken at a time (0: the
    whole batch)."""

    step: int = 0
    seconds: float = 0.0
    skipped: int = 0
    part: int = 0


def restored(learner: Learner, run: Run, fabric: Fabric) -> Found:
    """Give `learner` the state that the run's checkpoint holds, if there is one. Numbers that were written down after
    it are forgotten: they will come again."""
    saved = run.load()
    if saved is None:
        return Found()
    try:
        learner.restore(saved["learner"])
    except (RuntimeError, ValueError, KeyError) as error:  # torch's own words name hundreds of weights
        raise GanstudioError(
            _("The run in {folder} was begun with another network. Use its settings, or another folder.").format(
                folder=run.folder
            )
        ) from error
    found = Found(int(saved["step"]), float(saved["seconds"]), int(saved.get("skipped", 0)), int(saved.get("part", 0)))
    if fabric.is_global_zero:
        run.forget_after(found.step)
        run.log(f"going on at step {found.step}")
    return found

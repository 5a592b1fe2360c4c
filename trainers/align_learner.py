"""What the recipe `align` does in a step, and what its finished run leaves behind."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F

from ganstudio.engine.job import Job
from ganstudio.networks.align import Aligner
from trainers import signals
from trainers.align import AlignTraining
from trainers.align_data import Samples, by_cascades, validation
from trainers.align_mistakes import Mistakes
from trainers.average import Average
from trainers.data import Batch
from trainers.fabric import Fabric
from trainers.learning import Lesson, check_patch, learn, sheet
from trainers.loop import trapezoid
from trainers.muon import optimizers
from trainers.pupil import averaged, set_rate
from trainers.staged_learner import warm_start
from trainers.updates import follow

_PREVIEWS = 12
_RASTER = 8
_SURE = 2.2
"""Logit of a square that is taken for a face with nine parts in ten."""


class AlignLearner:
    """Learns both answers at once; how to move is learnt from faces alone."""

    network: Aligner

    def __init__(self, params: AlignTraining, fabric: Fabric, trials: tuple[Tensor, Tensor]) -> None:
        self.params, self.fabric, self.trials = params, fabric, trials
        torch.manual_seed(params.seed)
        self.network = fabric.to_device(_started(params))  # type: ignore[assignment]
        self.average = Average(self.network, params.average)
        self.optimizers = optimizers(self.network)

    def step(self, index: int, batch: Batch) -> dict[str, Tensor]:
        """See `trainers.loop.Learner`."""
        p = self.params
        set_rate(self.optimizers, p.learning_rate * trapezoid(index, p.steps, p.decay))
        for optimizer in self.optimizers:
            optimizer.zero_grad(set_to_none=True)
        shown, wanted = batch
        with self.fabric.autocast():
            answers = self.network.look(shown.contiguous(memory_format=torch.channels_last))
        doubt = F.binary_cross_entropy_with_logits(answers[:, 0], wanted[:, 0])
        miss = self._miss(answers, wanted)
        self.fabric.backward(doubt + miss)
        norm = follow(self.fabric, self.network, self.optimizers)
        self.average.update(self.network, index)
        return {"cross-entropy": doubt.detach(), "miss": miss.detach(), signals.GRADIENT: norm}

    def _miss(self, answers: Tensor, wanted: Tensor) -> Tensor:
        """How far off the moves are, over the faces of a batch."""
        reach = self.network.reach[1:]
        off = F.smooth_l1_loss(answers[:, 1:] / reach, wanted[:, 1:] / reach, beta=0.2, reduction="none").sum(1)
        return (off * wanted[:, 0]).sum() / wanted[:, 0].sum().clamp(min=1)

    def measure(self) -> dict[str, float]:
        """Shares of faces found and of others taken for one; how far off the middle, scale (log) and turn (°) are."""
        shown, wanted = self.trials
        answers = self._answers(shown)
        face = wanted[:, 0] > 0
        sure = answers[:, 0] > _SURE
        off = (answers[face] - wanted[face])[:, 1:]
        return {
            "found": float(sure[face].float().mean()),
            "false alarms": float(sure[~face].float().mean()),
            "off": float(off[:, :2].norm(dim=1).mean()),
            "off in scale": float(off[:, 2].abs().mean()),
            "off in turn": float(off[:, 3].abs().mean().rad2deg()),
        }

    def preview(self) -> bytes:
        """Rows: faces as they are given, and put straight; columns: the first validation faces."""
        faces = self.trials[0][self.trials[1][:, 0] > 0][:_PREVIEWS]
        with averaged(self.network, self.average, self.fabric) as network:
            straight = network(self.fabric.to_device(faces)).float().cpu()
        both = torch.cat([faces, straight], dim=-2)
        return sheet([F.interpolate(each[None], scale_factor=2) for each in both])

    def _answers(self, shown: Tensor) -> Tensor:
        with averaged(self.network, self.average, self.fabric):
            return torch.cat([self.network.look(self.fabric.to_device(part)).cpu() for part in torch.split(shown, 100)])

    def state(self) -> dict[str, Any]:
        """See `trainers.loop.Learner`."""
        steps = [optimizer.state_dict() for optimizer in self.optimizers]
        return {"network": self.network.state_dict(), "average": self.average.weights, "optimizers": steps}

    def restore(self, state: Mapping[str, Any]) -> None:
        """See `trainers.loop.Learner`."""
        self.network.load_state_dict(state["network"])
        for name, value in state["average"].items():
            self.average.weights[name].copy_(value)
        for optimizer, saved in zip(self.optimizers, state["optimizers"], strict=True):
            optimizer.load_state_dict(saved)


def _config(params: AlignTraining) -> dict[str, int]:
    return {"size": params.size, "channels": params.channels, "blocks": params.blocks}


def _started(params: AlignTraining) -> Aligner:
    """The network of the model to start from, or a fresh one."""
    network = Aligner(**_config(params))
    if params.start:
        warm_start(network, params.start)
    return network


def train(params: AlignTraining, data: tuple[Path, ...], folder: Path, job: Job) -> None:
    """See `trainers.align.train`."""
    check_patch(params.size, _RASTER)
    mistaken = Mistakes(_started(params)) if params.start else by_cascades
    lesson = Lesson(
        lambda: Samples(params, data, mistaken),
        lambda fabric: AlignLearner(params, fabric, validation(params, data, mistaken)),
        params.steps,
        "align",
        _config(params),
    )
    learn("align", params, data, folder, job, lesson)

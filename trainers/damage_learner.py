"""What the recipe `damage` does in a step, and what its finished run leaves behind."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F

from ganstudio.engine.job import Job
from ganstudio.networks.damage import DamageFinder
from trainers import losses, signals
from trainers.average import Average
from trainers.damage import DamageTraining
from trainers.damage_data import SMALLEST, UNDECIDED, Samples, validation
from trainers.data import Batch, Pictures
from trainers.fabric import Fabric
from trainers.learning import Lesson, check_patch, learn, sheet
from trainers.loop import trapezoid
from trainers.muon import optimizers
from trainers.pupil import set_rate
from trainers.updates import follow

_PREVIEWS = 6


class DamageLearner:
    """Learns to tell damage from what a photo shows, pixel by pixel."""

    network: DamageFinder

    def __init__(self, params: DamageTraining, fabric: Fabric, trials: list[tuple[Tensor, Tensor]]) -> None:
        self.params, self.fabric, self.trials = params, fabric, trials
        torch.manual_seed(params.seed)
        self.network = fabric.to_device(DamageFinder(**_config(params)))  # type: ignore[assignment]
        if fabric.device.type in ("cpu", "cuda"):
            self.network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.average = Average(self.network, params.average)
        self.optimizers = optimizers(self.network)

    def step(self, index: int, batch: Batch) -> dict[str, Tensor]:
        """See `trainers.loop.Learner`."""
        p = self.params
        rate = p.learning_rate * trapezoid(index, p.steps, p.decay)
        set_rate(self.optimizers, rate)
        for optimizer in self.optimizers:
            optimizer.zero_grad(set_to_none=True)
        picture, damage = batch
        with self.fabric.autocast():
            logits = self.network.logits(picture.contiguous(memory_format=torch.channels_last))
        clear = damage != UNDECIDED
        sure, wanted = logits.float()[clear], damage[clear]
        doubt, miss = F.binary_cross_entropy_with_logits(sure, wanted), losses.dice(sure, wanted)
        self.fabric.backward(doubt + 0.1 * miss)
        norm = follow(self.fabric, self.network, self.optimizers)
        self.average.update(self.network, index)
        return {"cross-entropy": doubt.detach(), "dice": miss.detach(), signals.GRADIENT: norm}

    def measure(self) -> dict[str, float]:
        """Shares of pixels: of damage found, of what is found that is damage, of undamaged pictures proposed."""
        if not self.trials:
            return {}
        clear = [damage != UNDECIDED for _picture, damage in self.trials]
        found = [(made > 0) & decided for made, decided in zip(self._found(), clear, strict=True)]
        wanted = [damage > 0.5 for _picture, damage in self.trials]
        both = sum(float((ours & theirs).sum()) for ours, theirs in zip(found, wanted, strict=True))
        values = {"recall": both / max(1.0, sum(float(each.sum()) for each in wanted))}
        worn = sum(float(ours.sum()) for ours, theirs in zip(found, wanted, strict=True) if theirs.any())
        values["precision"] = both / max(1.0, worn)
        clean = [float(ours.float().mean()) for ours, theirs in zip(found, wanted, strict=True) if not theirs.any()]
        return values | ({"proposed on clean": sum(clean) / len(clean)} if clean else {})

    def preview(self) -> bytes:
        """Rows: the picture, what is found, the damage; columns: the first validation pictures."""
        columns = []
        for (picture, damage), made in zip(self.trials[:_PREVIEWS], self._found(_PREVIEWS), strict=True):
            three = (picture, made.sigmoid().expand_as(picture), damage.expand_as(picture))
            columns.append(torch.cat([F.interpolate(each, (256, 256), mode="area") for each in three], dim=-2))
        return sheet(columns)

    def _found(self, count: int | None = None) -> list[Tensor]:
        """The averaged network's logits for the first `count` trials."""
        network = DamageFinder(**_config(self.params)).to(self.fabric.device).eval()
        network.load_state_dict(self.average.weights)
        with torch.inference_mode(), self.fabric.autocast():
            return [
                network.logits(self.fabric.to_device(picture)).float().cpu() for picture, _damage in self.trials[:count]
            ]

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


def _config(params: DamageTraining) -> dict[str, int]:
    return {"channels": params.channels, "blocks": params.blocks}


def train(params: DamageTraining, data: tuple[Path, ...], folder: Path, job: Job) -> None:
    """See `trainers.damage.train`."""
    check_patch(params.patch, 32)
    lesson = Lesson(
        lambda: Samples(Pictures(data, SMALLEST), params),
        lambda fabric: DamageLearner(params, fabric, validation(params)),
        params.steps,
        "damage",
        _config(params),
    )
    learn("damage", params, data, folder, job, lesson)

"""What the recipe `style` does in a step with pairs: pix2pix (Isola et al. 2017).

Its noise is left out, as the authors found it without effect (section 3.1).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from ganstudio.engine.job import Job
from trainers import losses, signals
from trainers.average import Average
from trainers.data import Batch, tensor
from trainers.fabric import Fabric
from trainers.learning import Lesson, check_patch, learn, sheet
from trainers.loop import trapezoid
from trainers.measure import edge_correlation
from trainers.style import FOLDERS, StyleTraining
from trainers.style_data import RASTER, drawing, pair, samples, shown, trial_pairs, validation
from trainers.style_learner import config, generator, judge
from trainers.updates import frozen, undisturbed
from trainers.verdict import is_recorded, squares, verdict

_PREVIEWS = 6
Trial = tuple[Tensor, Tensor]
"""What is given and what is wanted, (1, 3, H, W) each."""


class PairsLearner:
    """A generator, and a discriminator that sees what it was given beside what it made."""

    def __init__(self, params: StyleTraining, fabric: Fabric, trials: list[Trial]) -> None:
        self.params, self.fabric, self.trials = params, fabric, trials
        torch.manual_seed(params.seed)
        self.generator = generator(params, fabric, params.start)
        self.judge = judge(params, fabric, 6)
        self.held = squares(trials, params.patch, params.patch)

    @property
    def average(self) -> Average:
        """Of the generator."""
        assert self.generator.average is not None
        return self.generator.average

    def step(self, index: int, batch: Batch) -> dict[str, Tensor]:
        share = trapezoid(index, self.params.steps, self.params.decay)
        self.generator.pace(self.params.learning_rate * share)
        self.judge.pace(self.params.judge_rate * share)
        given, wanted = reversed(batch) if self.params.backwards else batch
        with self.fabric.autocast():
            made = self.generator.network(given)
        values = self._judge(index, given, made.detach(), wanted)
        return values | self._generate(index, given, made, wanted) | self._heard(index)

    def _heard(self, index: int) -> dict[str, Tensor]:
        """What the discriminator says of pairs that it did not learn from."""
        if not self.held or not is_recorded(index):
            return {}
        with undisturbed(self.judge.network), self.fabric.autocast():
            both = torch.cat([self.fabric.to_device(part) for part in self.held], dim=1)
            logits = self.judge.network(both).float()
        return {signals.D_HELD_OUT: logits.sigmoid().mean()}

    def _judge(self, index: int, given: Tensor, made: Tensor, wanted: Tensor) -> dict[str, Tensor]:
        """Isola et al. 2017, equation 1; halved (section 3.3)."""
        self.judge.forget()
        with self.fabric.autocast():
            real = self.judge.network(torch.cat([given, wanted], dim=1)).float()
            fake = self.judge.network(torch.cat([given, made.to(given.dtype)], dim=1)).float()
        loss = 0.5 * losses.discriminator(real, fake)
        self.fabric.backward(loss)
        norm = self.judge.step(index)
        return {signals.DISCRIMINATOR: loss.detach(), signals.DISCRIMINATOR_GRADIENT: norm} | verdict(real, fake)

    def _generate(self, index: int, given: Tensor, made: Tensor, wanted: Tensor) -> dict[str, Tensor]:
        """Equation 4: to fool the discriminator, and λ times the mean absolute error."""
        self.generator.forget()
        with frozen(self.judge.network), self.fabric.autocast():
            logits = self.judge.network(torch.cat([given, made.to(given.dtype)], dim=1))
        fooled, pixel = losses.generator(logits.float()), losses.pixel(made.float(), wanted)
        self.fabric.backward(fooled + self.params.pixel_weight * pixel)
        norm = self.generator.step(index)
        return {signals.GENERATOR: fooled.detach(), "pixel": pixel.detach(), signals.GENERATOR_GRADIENT: norm}

    def measure(self) -> dict[str, float]:
        """Mean absolute error, in parts of white, and how far edges lie where they should."""
        made = self._translated()
        if not made:
            return {}
        errors = [losses.pixel(result, wanted).item() for _given, result, wanted in made]
        edges = [edge_correlation(result, wanted) for _given, result, wanted in made]
        return {"error": float(np.mean(errors)), "edges": float(np.mean(edges))}

    def preview(self) -> bytes:
        """Rows: given, made, wanted; columns: the first validation pictures."""
        columns = [
            torch.cat([part[..., :256, :256] for part in parts], dim=-2) for parts in self._translated(_PREVIEWS)
        ]
        return sheet(columns)

    def _translated(self, count: int | None = None) -> list[tuple[Tensor, Tensor, Tensor]]:
        with self.generator.averaged() as network:
            return [
                (given, network(self.fabric.to_device(given)).float().cpu(), wanted)
                for given, wanted in self.trials[:count]
            ]

    def state(self) -> dict[str, Any]:
        """See `trainers.loop.Learner`."""
        return {"generator": self.generator.state(), "judge": self.judge.state()}

    def restore(self, state: Mapping[str, Any]) -> None:
        """See `trainers.loop.Learner`."""
        self.generator.restore(state["generator"])
        self.judge.restore(state["judge"])


def trials(params: StyleTraining, data: tuple[Path, ...] = ()) -> list[Trial]:
    """Validation: pairs as they are learnt from."""
    if params.pairs != FOLDERS:
        found = _drawn(params, data)
    else:
        chosen = [pair(files) for files in trial_pairs(params, data)]
        found = [(tensor(shown(both[0]))[None], tensor(shown(both[1]))[None]) for both in chosen if both]
    return [(second, first) for first, second in found] if params.backwards else found


def _drawn(params: StyleTraining, data: tuple[Path, ...]) -> list[Trial]:
    draw = drawing(params, data)
    found = []
    for index, photo in enumerate(validation(params, data)):
        picture = (photo[0].permute(1, 2, 0) * 255).round().byte().numpy()  # CHW → HWC
        found.append((photo, tensor(draw(picture, np.random.default_rng((params.seed, index))))[None]))
    return found


def train(params: StyleTraining, data: tuple[Path, ...], folder: Path, job: Job) -> None:
    """See `trainers.style.train`."""
    check_patch(params.patch, RASTER)
    lesson = Lesson(
        partial(samples, params, data),
        lambda fabric: PairsLearner(params, fabric, trials(params, data)),
        params.steps,
        "style",
        config(params),
    )
    learn("style", params, data, folder, job, lesson)

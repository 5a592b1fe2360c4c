"""What the recipe `blend` does in a step, and what its finished run leaves behind."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from ganstudio.engine.job import Job
from ganstudio.networks.harmonize import Harmonizer
from ganstudio.networks.patch import PatchDiscriminator
from trainers import losses, signals
from trainers.blend import BlendTraining
from trainers.blend_data import RASTER, SMALLEST, Samples, Trial, closed, validation
from trainers.data import Batch, Pictures
from trainers.fabric import Fabric
from trainers.learning import Lesson, check_patch, learn, sheet
from trainers.measure import psnr_inside
from trainers.staged_learner import StagedLearner
from trainers.updates import frozen
from trainers.verdict import relative, squares

_PREVIEWS = 6


class BlendLearner(StagedLearner):
    """Learns to bring a region back to the light and colours of the photo around it."""

    params: BlendTraining

    def __init__(self, params: BlendTraining, fabric: Fabric, trials: list[Trial]) -> None:
        super().__init__(params, fabric, partial(Harmonizer, **_config(params)), PatchDiscriminator)
        self.trials = trials
        side = params.patch
        self.held = squares(((trial.composite, trial.picture) for trial in trials), side, side, hole=True)

    def step(self, index: int, batch: Batch) -> dict[str, Tensor]:
        self.pace(index)
        composite, picture = (part.contiguous(memory_format=torch.channels_last) for part in batch)
        region = composite[:, 3:]
        with self.fabric.autocast():
            made = self.generator(composite)
        pixel = losses.inside(made, picture, region)
        values = {"pixel": pixel.detach()}
        if index < self.params.pixel_steps:
            values |= self.update_generator(pixel)
        else:
            values |= self._adversarial(pixel, made, picture, region, self.trust(index)) | self.heard(index)
        self.average.update(self.generator, index)
        return values

    def verdict(self, batch: Batch) -> dict[str, Tensor]:
        composite, picture = batch
        pictures = picture, self.generator(composite)
        real, fake = (self._judge(self.discriminator.features(each), composite[:, 3:]) for each in pictures)
        return relative(real, fake)

    def _adversarial(
        self, pixel: Tensor, fake: Tensor, real: Tensor, region: Tensor, trust: float
    ) -> dict[str, Tensor]:
        with self.fabric.autocast():
            seen_real = self.discriminator.features(real)
            judged_fake = self._judge(self.discriminator.features(fake.detach()), region)
            judged_real = self._judge(seen_real, region)
        judge_loss = losses.relativistic(judged_real, judged_fake)
        norms = self.update_discriminator(judge_loss)

        with frozen(self.discriminator):
            with self.fabric.autocast():
                seen = self.discriminator.features(fake)
                fooled = losses.relativistic(self._judge(seen, region), judged_real.detach())
                perceptual = losses.feature_matching(seen, seen_real) / (region.mean() + losses.SPARE)
            p = self.params
            loss = p.pixel_weight * pixel + p.perceptual_weight * perceptual + trust * p.adversarial_weight * fooled
            norms |= self.update_generator(loss)
        named = {"perceptual": perceptual, signals.GENERATOR: fooled, signals.DISCRIMINATOR: judge_loss}
        named |= relative(judged_real, judged_fake)
        return {name: value.detach() for name, value in named.items()} | norms

    def _judge(self, seen: list[Tensor], region: Tensor) -> Tensor:
        """The logits of the patches that have a part of the region in them."""
        logits = self.discriminator.judge(seen).float()
        return logits[F.max_pool2d(F.adaptive_max_pool2d(region, logits.shape[-2:]), 3, 1, 1) > 0]

    def measure(self) -> dict[str, float]:
        """PSNR in the regions, above that of the composite as it is, and of Poisson's method alone."""
        gains, over = [], []
        for trial, ours in zip(self.trials, self._blended(), strict=True):
            region = trial.composite[:, 3:]
            psnr = psnr_inside(ours, trial.picture, region)
            gains.append(psnr - psnr_inside(trial.composite[:, :3], trial.picture, region))
            over.append(psnr - psnr_inside(trial.plain, trial.picture, region))
        return {"gain": float(np.mean(gains)), "gain over Poisson": float(np.mean(over))} if gains else {}

    def preview(self) -> bytes:
        """Rows: the composite, Poisson, ours, original; columns: the first validation pictures."""
        columns = []
        for trial, ours in zip(self.trials[:_PREVIEWS], self._blended(_PREVIEWS), strict=True):
            pictures = (trial.composite[:, :3], trial.plain, ours, trial.picture)
            columns.append(torch.cat([F.interpolate(each, (192, 192), mode="area") for each in pictures], dim=-2))
        return sheet(columns)

    def _blended(self, count: int | None = None) -> list[Tensor]:
        """What the averaged generator makes of the first `count` trials, what is left of their seams closed."""
        trials = self.trials[:count]
        with self.averaged() as generator:
            made = [generator(self.fabric.to_device(trial.composite)).float().cpu() for trial in trials]
        return [closed(ours[0], trial.composite[0, 3])[None] for ours, trial in zip(made, trials, strict=True)]


def _config(params: BlendTraining) -> dict[str, int]:
    return {"channels": params.channels, "blocks": params.blocks}


def train(params: BlendTraining, data: tuple[Path, ...], folder: Path, job: Job) -> None:
    """See `trainers.blend.train`."""
    check_patch(params.patch, RASTER)
    lesson = Lesson(
        lambda: Samples(Pictures(data, SMALLEST), params),
        lambda fabric: BlendLearner(params, fabric, validation(params)),
        params.pixel_steps + params.gan_steps,
        "harmonize",
        _config(params),
    )
    learn("blend", params, data, folder, job, lesson)

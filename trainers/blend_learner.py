"""What the recipe `blend` does in a step, and what its finished run leaves behind."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from ganstudio.engine.job import Job
from ganstudio.errors import GanstudioError
from ganstudio.i18n import _
from ganstudio.networks.harmonize import Harmonizer
from ganstudio.networks.patch import PatchDiscriminator
from ganstudio.params import to_json
from trainers import losses
from trainers.blend import BlendTraining
from trainers.blend_data import RASTER, SMALLEST, Samples, Trial, closed, validation
from trainers.data import Batch, Batches, Pictures
from trainers.fabric import Fabric, make
from trainers.finish import write_model
from trainers.loop import Pace, fit
from trainers.measure import psnr_inside
from trainers.run import Run
from trainers.staged_learner import StagedLearner

_PREVIEWS = 6


class BlendLearner(StagedLearner):
    """Learns to bring a region back to the light and colours of the photo around it."""

    params: BlendTraining

    def __init__(self, params: BlendTraining, fabric: Fabric, trials: list[Trial]) -> None:
        super().__init__(params, fabric, partial(Harmonizer, **_config(params)), PatchDiscriminator)
        self.trials = trials

    def step(self, index: int, batch: Batch) -> dict[str, Tensor]:
        self.pace(index)
        composite, picture = (part.contiguous(memory_format=torch.channels_last) for part in batch)
        region = composite[:, 3:]
        with self.fabric.autocast():
            made = self.generator(composite)
        pixel = losses.inside(made, picture, region)
        values = {"pixel": pixel.detach()}
        if index < self.params.pixel_steps:
            self.update_generator(pixel)
        else:
            values |= self._adversarial(pixel, made, picture, region, self.trust(index))
        self.average.update(self.generator, index)
        return values

    def _adversarial(
        self, pixel: Tensor, fake: Tensor, real: Tensor, region: Tensor, trust: float
    ) -> dict[str, Tensor]:
        with self.fabric.autocast():
            seen_real = self.discriminator.features(real)
            judged_fake = self._judge(self.discriminator.features(fake.detach()), region)
            judged_real = self._judge(seen_real, region)
        judge_loss = losses.relativistic(judged_real, judged_fake)
        self.update_discriminator(judge_loss)

        self.discriminator.requires_grad_(False)
        with self.fabric.autocast():
            seen = self.discriminator.features(fake)
            fooled = losses.relativistic(self._judge(seen, region), judged_real.detach())
            perceptual = losses.feature_matching(seen, seen_real) / (region.mean() + losses.SPARE)
        p = self.params
        loss = p.pixel_weight * pixel + p.perceptual_weight * perceptual + trust * p.adversarial_weight * fooled
        self.update_generator(loss)
        self.discriminator.requires_grad_(True)
        named = {"perceptual": perceptual, "generator": fooled, "discriminator": judge_loss}
        named |= {"D(real)": judged_real.sigmoid().mean(), "D(fake)": judged_fake.sigmoid().mean()}
        return {name: value.detach() for name, value in named.items()}

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
        if not columns:
            return b""
        grid = torch.cat(columns, dim=-1)[0].clamp(0, 1).mul(255).round().byte().permute(1, 2, 0)  # CHW → HWC
        return bytes(cv2.imencode(".png", grid.numpy()[..., ::-1])[1])

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
    if params.patch % RASTER:
        raise GanstudioError(_("The patch must be a multiple of {raster} pixels.").format(raster=RASTER))
    fabric = make(params.devices, params.nodes, params.precision)
    run = Run(folder)
    if fabric.is_global_zero:
        run.open("blend", to_json(params), data, ["ganstudio", *sys.argv[1:]])
    samples = Samples(Pictures(data, SMALLEST), params)
    learner = BlendLearner(params, fabric, validation(params))
    pace = Pace(params.pixel_steps + params.gan_steps, params.every, params.checkpoint_minutes)
    threads = 1 if fabric.device.type == "cpu" else 12
    with Batches(samples, params.batch, params.seed, fabric.global_rank, fabric.world_size, threads) as batches:
        fit(learner, batches, run, pace, fabric, job)
    if fabric.is_global_zero:
        write_model(run, learner.average.weights, params, "blend", "harmonize", _config(params))

"""What the recipe `inpaint` does in a step, and what its finished run leaves behind."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from ganstudio.engine.job import Job
from ganstudio.networks.inpaint import Inpainter
from ganstudio.networks.patch import PatchDiscriminator
from trainers import losses, signals
from trainers.data import Batch, Pictures
from trainers.fabric import Fabric
from trainers.held import held_out
from trainers.inpaint import InpaintTraining
from trainers.inpaint_data import KINDS, RASTER, SMALLEST, Samples, Trial, validation
from trainers.learning import Lesson, check_patch, learn, sheet
from trainers.measure import gradient_energy, psnr_inside
from trainers.staged_learner import StagedLearner
from trainers.updates import frozen
from trainers.verdict import relative, squares

_PREVIEWS = 6
_LEAK = 0.2
"""Without it the corrections died in the first hundreds of steps, and the lines alone went on learning."""
_JUDGED = 2
"""At how many sizes, the largest, the discriminator looks: texture needs structure behind it."""


class InpaintLearner(StagedLearner):
    """Learns to fill holes, at all the sizes through which the network works, each half as large as the next."""

    params: InpaintTraining
    generator: Inpainter

    def __init__(self, params: InpaintTraining, fabric: Fabric, trials: list[Trial]) -> None:
        network = partial(Inpainter, **_config(params))
        super().__init__(params, fabric, network, PatchDiscriminator)
        self.trials = trials
        side = params.patch
        self.held = squares(((trial.holed, trial.picture) for trial in trials), side, side, hole=True)

    def step(self, index: int, batch: Batch) -> dict[str, Tensor]:
        self.pace(index)
        holed, picture = (part.contiguous(memory_format=torch.channels_last) for part in batch)
        with self.fabric.autocast():
            made = self.generator.coarse_to_fine(holed)
        wanted, holes = _sizes(picture, holed[:, 3:], len(made))
        # The smaller a size, the less it counts: it only prepares the next.
        errors = [losses.inside(*three) for three in zip(made, wanted, holes, strict=True)]
        pixel = torch.stack([error / 2 ** (len(made) - 1 - level) for level, error in enumerate(errors)]).sum()
        values = {"pixel": errors[-1].detach()}
        if index < self.params.pixel_steps:
            values |= self.update_generator(pixel)
        else:
            judged = [part[-_JUDGED:] for part in (made, wanted, holes)]
            values |= self._adversarial(pixel, judged[0], judged[1], judged[2], self.trust(index)) | self.heard(index)
        self.average.update(self.generator, index)
        return values

    def verdict(self, batch: Batch) -> dict[str, Tensor]:
        holed, picture = batch
        made = self.generator.coarse_to_fine(holed)
        wanted, holes = _sizes(picture, holed[:, 3:], len(made))
        fake, real = (self._judge(self._see(each[-_JUDGED:]), holes[-_JUDGED:]) for each in (made, wanted))
        return relative(real, fake)

    def _adversarial(
        self, pixel: Tensor, fake: list[Tensor], real: list[Tensor], holes: list[Tensor], trust: float
    ) -> dict[str, Tensor]:
        with self.fabric.autocast():
            seen_fake, seen_real = self._see([picture.detach() for picture in fake]), self._see(real)
            judged_fake, judged_real = self._judge(seen_fake, holes), self._judge(seen_real, holes)
        judge_loss = losses.relativistic(judged_real, judged_fake)
        norms = self.update_discriminator(judge_loss)

        with frozen(self.discriminator):
            with self.fabric.autocast():
                seen = self._see(fake)
                fooled = losses.relativistic(self._judge(seen, holes), judged_real.detach())
                pairs = zip(seen, seen_real, strict=True)
                perceptual = torch.stack([losses.feature_matching(ours, theirs) for ours, theirs in pairs]).mean()
            # What is known is alike in both, and would only thin the difference out.
            share = holes[-1].mean() + losses.SPARE
            perceptual, detail = perceptual / share, losses.detail(fake[-1], real[-1]) / share
            p = self.params
            loss = p.pixel_weight * pixel + p.perceptual_weight * perceptual
            loss = loss + trust * p.adversarial_weight * fooled + p.detail_weight * detail
            norms |= self.update_generator(loss)
        named = {"detail": detail, "perceptual": perceptual}
        named |= {signals.GENERATOR: fooled, signals.DISCRIMINATOR: judge_loss} | relative(judged_real, judged_fake)
        return {name: value.detach() for name, value in named.items()} | norms

    def _see(self, pictures: list[Tensor]) -> list[list[Tensor]]:
        return [self.discriminator.features(picture) for picture in pictures]

    def _judge(self, seen: list[list[Tensor]], holes: list[Tensor]) -> Tensor:
        """The logits, at all sizes, of the patches that have a part in the hole."""
        logits = [self.discriminator.judge(features).float() for features in seen]
        return torch.cat([each[_touched(hole, each)] for each, hole in zip(logits, holes, strict=True)])

    def measure(self) -> dict[str, float]:
        """For each kind of hole the PSNR within, above that of Telea's method; and how much detail ours have."""
        found: dict[str, list[float]] = {kind: [] for kind in KINDS}
        energies = []
        for trial, ours in zip(self.trials, self._filled(), strict=True):
            hole = trial.holed[:, 3:]
            gain = psnr_inside(ours, trial.picture, hole) - psnr_inside(trial.plain, trial.picture, hole)
            found[trial.kind].append(gain)
            if trial.kind == "box":
                energies.append(gradient_energy(ours, hole) / gradient_energy(trial.picture, hole))
        values = {f"gain, {kind}": float(np.mean(gains)) for kind, gains in found.items() if gains}
        return values | ({"gradient energy": float(np.median(energies))} if energies else {})

    def preview(self) -> bytes:
        """Rows: the hole, Telea, ours, original; columns: the first validation pictures."""
        rows = []
        for trial, ours in zip(self.trials[:_PREVIEWS], self._filled(_PREVIEWS), strict=True):
            pictures = (trial.holed[:, :3] + 0.5 * trial.holed[:, 3:], trial.plain, ours, trial.picture)
            rows.append(torch.cat([F.interpolate(each, (256, 256), mode="area") for each in pictures], dim=-2))
        return sheet(rows)

    def _filled(self, count: int | None = None) -> list[Tensor]:
        """What the averaged generator makes of the first `count` trials."""
        with self.averaged() as generator:
            return [generator(self.fabric.to_device(trial.holed)).float().cpu() for trial in self.trials[:count]]


def _sizes(picture: Tensor, hole: Tensor, count: int) -> tuple[list[Tensor], list[Tensor]]:
    """`picture` and `hole` at `count` sizes, the smallest first; as the network sees them."""
    pictures, holes = [picture], [hole]
    while len(pictures) < count:
        pictures.insert(0, F.avg_pool2d(pictures[0], 2))
        holes.insert(0, 1 - (4 * F.avg_pool2d(1 - holes[0], 2)).clamp(max=1))
    return pictures, holes


def _touched(hole: Tensor, logits: Tensor) -> Tensor:
    """Which of `logits` are about patches with a part of the hole in them."""
    return F.max_pool2d(F.adaptive_max_pool2d(hole, logits.shape[-2:]), 3, 1, 1) > 0


def _config(params: InpaintTraining) -> dict[str, Any]:
    return {"channels": params.channels, "blocks": params.blocks, "leak": _LEAK}


def train(params: InpaintTraining, data: tuple[Path, ...], folder: Path, job: Job) -> None:
    """See `trainers.inpaint.train`."""
    check_patch(params.patch, RASTER)
    lesson = Lesson(
        lambda: Samples(Pictures(data, SMALLEST, skip=held_out(params, data).__contains__), params),
        lambda fabric: InpaintLearner(params, fabric, validation(params, data)),
        params.pixel_steps + params.gan_steps,
        "inpaint",
        _config(params),
    )
    learn("inpaint", params, data, folder, job, lesson)

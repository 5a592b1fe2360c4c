"""What the recipe `colorize` does in a step, and what its finished run leaves behind."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor

from ganstudio.engine.job import Job
from ganstudio.networks.colorize import Colorizer
from ganstudio.networks.patch import PatchDiscriminator
from trainers import losses
from trainers.colorize import ColorizeTraining
from trainers.colorize_data import RASTER, SMALLEST, Samples, Trial, rgb, validation
from trainers.data import Batch, Image, Pictures
from trainers.fabric import Fabric
from trainers.held import held_out
from trainers.learning import Lesson, check_patch, learn
from trainers.measure import colourfulness, psnr
from trainers.staged_learner import StagedLearner

_PREVIEWS = 6
_SEEN = 192
_LIKELY = 0.01
"""Weight of how well the likelihood of each colour is known: enough to lead the layers, without a say in the colour."""


class ColorizeLearner(StagedLearner):
    """Learns the a and b of pictures from their luminance and dabs; stage 2 asks whether they could be a photo's."""

    params: ColorizeTraining
    generator: Colorizer

    def __init__(self, params: ColorizeTraining, fabric: Fabric, trials: list[Trial]) -> None:
        super().__init__(params, fabric, partial(Colorizer, **_config(params)), PatchDiscriminator)
        self.trials = trials

    def step(self, index: int, batch: Batch) -> dict[str, Tensor]:
        self.pace(index)
        known, wanted = batch
        with self.fabric.autocast():
            made, odds = self.generator.both(known)
        pixel = losses.colour(made, wanted) + _LIKELY * losses.likelihood(odds, self.generator.palette, wanted)
        if index < self.params.pixel_steps:
            self.update_generator(pixel)
            values = {"pixel": pixel.detach()}
        else:
            values = self._adversarial(pixel, _picture(known, made), _picture(known, wanted), self.trust(index))
        self.average.update(self.generator, index)
        return values

    def _adversarial(self, pixel: Tensor, fake: Tensor, real: Tensor, trust: float) -> dict[str, Tensor]:
        judge = self.discriminator
        with self.fabric.autocast():
            judged_fake, judged_real = judge(fake.detach()), judge(real)
        judge_loss = losses.relativistic(judged_real.float(), judged_fake.float())
        self.update_discriminator(judge_loss)

        judge.requires_grad_(False)
        with self.fabric.autocast():
            seen, seen_real = judge.features(fake), judge.features(real)
            fooled = losses.relativistic(judge.judge(seen).float(), judge.judge(seen_real).float().detach())
            perceptual = losses.feature_matching(seen, seen_real)
        p = self.params
        loss = p.pixel_weight * pixel + p.perceptual_weight * perceptual + trust * p.adversarial_weight * fooled
        self.update_generator(loss)
        judge.requires_grad_(True)
        named = {"pixel": pixel, "perceptual": perceptual, "generator": fooled, "discriminator": judge_loss}
        named |= {"D(real)": judged_real.sigmoid().mean(), "D(fake)": judged_fake.sigmoid().mean()}
        return {name: value.detach() for name, value in named.items()}

    def measure(self) -> dict[str, float]:
        """How many dB in RGB better than grey, without dabs, with 10, with 50; and how colourful by itself."""
        gains: dict[int, list[float]] = {0: [], 10: [], 50: []}
        vivid = []
        for trial, made in zip(self.trials, self._coloured(), strict=True):
            grey = _grey(trial)
            for count, picture in made.items():
                gains[count].append(psnr(picture, trial.image) - psnr(grey, trial.image))
            vivid.append(colourfulness(made[0]) / max(1.0, colourfulness(trial.image)))
        values = {f"gain, {count} dabs": float(np.mean(found)) for count, found in gains.items() if found}
        return values | ({"colourfulness": float(np.mean(vivid))} if vivid else {})

    def preview(self) -> bytes:
        """Rows: grey, without dabs, with 10, with 50, original; columns: the first validation pictures."""
        columns = []
        for trial, made in zip(self.trials[:_PREVIEWS], self._coloured(_PREVIEWS), strict=True):
            rows = (_grey(trial), *made.values(), trial.image)
            columns.append(np.concatenate([cv2.resize(row, (_SEEN, _SEEN)) for row in rows]))
        if not columns:
            return b""
        return bytes(cv2.imencode(".png", np.concatenate(columns, axis=1)[..., ::-1])[1])

    def _coloured(self, count: int | None = None) -> list[dict[int, Image]]:
        """What the averaged generator makes of the first `count` trials, for each number of dabs."""
        with self.averaged() as generator:
            return [
                {n: rgb(x[:, :1], generator(self.fabric.to_device(x)).float().cpu()) for n, x in trial.inputs.items()}
                for trial in self.trials[:count]
            ]


def _picture(known: Tensor, colours: Tensor) -> Tensor:
    """Luminance and colours as a picture in about [0, 1], as discriminators expect."""
    return torch.cat([known[:, :1], colours.to(known.dtype) + 0.5], dim=1)


def _grey(trial: Trial) -> Image:
    light = trial.inputs[0][:, :1]
    return rgb(light, torch.zeros_like(light).expand(-1, 2, -1, -1))


def _config(params: ColorizeTraining) -> dict[str, int]:
    return {"channels": params.channels, "blocks": params.blocks}


def train(params: ColorizeTraining, data: tuple[Path, ...], folder: Path, job: Job) -> None:
    """See `trainers.colorize.train`."""
    check_patch(params.patch, RASTER)
    lesson = Lesson(
        lambda: Samples(Pictures(data, SMALLEST, skip=held_out(params, data).__contains__, even=True), params),
        lambda fabric: ColorizeLearner(params, fabric, validation(params, data)),
        params.pixel_steps + params.gan_steps,
        "colorize",
        _config(params),
    )
    learn("colorize", params, data, folder, job, lesson)

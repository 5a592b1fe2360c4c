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
from trainers import losses, signals
from trainers.colorize import ColorizeTraining
from trainers.colorize_data import RASTER, SMALLEST, Samples, Trial, lab, rgb, validation
from trainers.data import Batch, Image, Pictures
from trainers.fabric import Fabric
from trainers.held import held_out
from trainers.learning import Lesson, check_patch, learn
from trainers.measure import colourfulness, psnr
from trainers.staged_learner import StagedLearner
from trainers.updates import frozen
from trainers.verdict import relative, squares

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
        whole = ((trial.inputs[0], torch.from_numpy(lab(trial.image)[1])[None]) for trial in trials)
        self.held = squares(whole, params.patch, params.patch)

    def step(self, index: int, batch: Batch) -> dict[str, Tensor]:
        self.pace(index)
        known, wanted = batch
        with self.fabric.autocast():
            made, odds = self.generator.both(known)
        pixel = losses.colour(made, wanted) + _LIKELY * losses.likelihood(odds, self.generator.palette, wanted)
        if index < self.params.pixel_steps:
            values = {"pixel": pixel.detach()} | self.update_generator(pixel)
        else:
            values = self._adversarial(pixel, _picture(known, made), _picture(known, wanted), self.trust(index))
            values |= self.heard(index)
        self.average.update(self.generator, index)
        return values

    def verdict(self, batch: Batch) -> dict[str, Tensor]:
        known, wanted = batch
        colours = wanted, self.generator.both(known)[0]
        real, fake = (self.discriminator(_picture(known, each)).float() for each in colours)
        return relative(real, fake)

    def _adversarial(self, pixel: Tensor, fake: Tensor, real: Tensor, trust: float) -> dict[str, Tensor]:
        judge = self.discriminator
        with self.fabric.autocast():
            judged_fake, judged_real = judge(fake.detach()), judge(real)
        judge_loss = losses.relativistic(judged_real.float(), judged_fake.float())
        norms = self.update_discriminator(judge_loss)

        with frozen(judge):
            with self.fabric.autocast():
                seen, seen_real = judge.features(fake), judge.features(real)
                fooled = losses.relativistic(judge.judge(seen).float(), judge.judge(seen_real).float().detach())
                perceptual = losses.feature_matching(seen, seen_real)
            p = self.params
            loss = p.pixel_weight * pixel + p.perceptual_weight * perceptual + trust * p.adversarial_weight * fooled
            norms |= self.update_generator(loss)
        named = {"pixel": pixel, "perceptual": perceptual}
        named |= {signals.GENERATOR: fooled, signals.DISCRIMINATOR: judge_loss}
        named |= relative(judged_real.float(), judged_fake.float())
        return {name: value.detach() for name, value in named.items()} | norms

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

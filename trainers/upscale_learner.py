"""What the recipe `upscale` does in a step, and what its finished run leaves behind."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ganstudio.engine.job import Job
from ganstudio.networks import ARCHITECTURES
from ganstudio.networks.critic import Critic
from ganstudio.networks.patch import PatchDiscriminator
from ganstudio.networks.srgan import Discriminator
from trainers import losses, signals
from trainers.data import Batch, Pictures
from trainers.fabric import Fabric
from trainers.features import load_vgg19
from trainers.held import held_out
from trainers.learning import Lesson, learn, sheet
from trainers.measure import gradient_energy, luma_psnr
from trainers.staged_learner import StagedLearner
from trainers.updates import frozen
from trainers.upscale import UpscaleTraining
from trainers.upscale_data import Samples, twin_shift, validation, whole_side
from trainers.verdict import relative, squares, verdict

_PREVIEWS = 4


class UpscaleLearner(StagedLearner):
    """Learns to enlarge; with `network` "srgan" by that paper's own losses."""

    params: UpscaleTraining

    def __init__(self, params: UpscaleTraining, fabric: Fabric, pairs: list[tuple[Tensor, Tensor]]) -> None:
        super().__init__(params, fabric, partial(_generator, params), partial(_discriminator, params))
        self.pairs = pairs
        self.held = squares(pairs, params.patch, params.patch * int(params.scale))
        self.paper = params.network == "srgan"  # its own discriminator and its own losses
        self.vgg = fabric.to_device(load_vgg19(Path(params.vgg))) if params.vgg else None

    def step(self, index: int, batch: Batch) -> dict[str, Tensor]:
        self.pace(index)
        flat = (part.flatten(0, -4) for part in batch)  # twins beside each other
        small, large = (part.contiguous(memory_format=torch.channels_last) for part in flat)
        adversarial = index >= self.params.pixel_steps
        if adversarial:
            values = self._adversarial(small, large, self.trust(index)) | self.heard(index)
        else:
            values = self._pixel(small, large)
        self.average.update(self.generator, index)
        return values

    def verdict(self, batch: Batch) -> dict[str, Tensor]:
        small, large = batch
        real, fake = self.discriminator(large).float(), self.discriminator(self.generator(small)).float()
        return verdict(real, fake) if self.paper else relative(real, fake)

    def _pixel(self, small: Tensor, large: Tensor) -> dict[str, Tensor]:
        with self.fabric.autocast():
            fake = self.generator(small)
        loss = losses.pixel(fake, large)
        return {"pixel": loss.detach()} | self.update_generator(loss)

    def _adversarial(self, small: Tensor, large: Tensor, trust: float) -> dict[str, Tensor]:
        with self.fabric.autocast():
            fake = self.generator(small)
            seen_fake, seen_real = self.discriminator.features(fake.detach()), self.discriminator.features(large)
            judged_fake, judged_real = self.discriminator.judge(seen_fake), self.discriminator.judge(seen_real)
        real, judged = judged_real.float(), judged_fake.float()
        judge_loss = losses.discriminator(real, judged) if self.paper else losses.relativistic(real, judged)
        norms = self.update_discriminator(judge_loss)

        with frozen(self.discriminator):
            with self.fabric.autocast():
                seen = self.discriminator.features(fake)
                now = self.discriminator.judge(seen).float()
                fooled = losses.generator(now) if self.paper else losses.relativistic(now, real.detach())
                perceptual = self._perceptual(seen, seen_real, fake, large)
            pixel, detail = losses.pixel(fake, large), losses.detail(fake, large)
            p = self.params
            steady = losses.steady(fake, int(p.scale)) if twin_shift(p) else torch.zeros(())
            loss = p.pixel_weight * pixel + p.perceptual_weight * perceptual
            loss = loss + trust * p.adversarial_weight * fooled + p.detail_weight * detail + p.steady_weight * steady
            norms |= self.update_generator(loss)
        named = {"pixel": pixel, "detail": detail, "steady": steady, "perceptual": perceptual}
        named |= {signals.GENERATOR: fooled, signals.DISCRIMINATOR: judge_loss}
        named |= verdict(real, judged) if self.paper else relative(real, judged)
        return {name: value.detach() for name, value in named.items()} | norms

    def _perceptual(self, seen: list[Tensor], seen_real: list[Tensor], fake: Tensor, large: Tensor) -> Tensor:
        if self.vgg is None:
            return losses.feature_matching(seen, seen_real)
        return F.mse_loss(self.vgg(fake)[0], self.vgg(large)[0])  # equation 5 of SRGAN

    def measure(self) -> dict[str, float]:
        if not self.pairs:
            return {}
        scale = int(self.params.scale)
        plain = [F.interpolate(s, scale_factor=scale, mode="bicubic") for s, _large in self.pairs]
        ours, large = self._enlarged(self.pairs), [large for _small, large in self.pairs]
        psnr = float(np.mean([luma_psnr(a, b) for a, b in zip(ours, large, strict=True)]))
        base = float(np.mean([luma_psnr(a, b) for a, b in zip(plain, large, strict=True)]))
        detail = float(np.mean([gradient_energy(a) / gradient_energy(b) for a, b in zip(ours, large, strict=True)]))
        return {"psnr": psnr, "gain over bicubic": psnr - base, "gradient energy": detail}

    def preview(self) -> bytes:
        """Rows: bicubic, ours, original; columns: the middle of the first validation pictures."""
        rows = []
        shown = self.pairs[:_PREVIEWS]
        for (small, large), ours in zip(shown, self._enlarged(shown), strict=True):
            plain = F.interpolate(small, large.shape[-2:], mode="bicubic")
            rows.append(torch.cat([_middle(picture) for picture in (plain, ours, large)], dim=-2))
        return sheet(rows)

    def _enlarged(self, pairs: list[tuple[Tensor, Tensor]]) -> list[Tensor]:
        """The averaged generator on the small pictures of `pairs`."""
        with self.averaged() as generator:
            return [generator(self.fabric.to_device(small)).float().cpu() for small, _large in pairs]


def _generator(params: UpscaleTraining) -> nn.Module:
    return ARCHITECTURES[params.network].build(**_config(params))


def _config(params: UpscaleTraining) -> dict[str, int]:
    return {"scale": int(params.scale), "channels": params.channels, "blocks": params.blocks}


def _discriminator(params: UpscaleTraining) -> Critic:
    if params.network == "srgan":
        return Discriminator(side=params.patch * int(params.scale), channels=params.channels)
    return PatchDiscriminator()


def _middle(picture: Tensor, side: int = 192) -> Tensor:
    top, left = max(0, picture.shape[-2] - side) // 2, max(0, picture.shape[-1] - side) // 2
    cut = picture[..., top : top + side, left : left + side]
    return F.pad(cut, (0, side - cut.shape[-1], 0, side - cut.shape[-2]))


def train(params: UpscaleTraining, data: tuple[Path, ...], folder: Path, job: Job) -> None:
    """See `trainers.upscale.train`."""
    lesson = Lesson(
        lambda: Samples(Pictures(data, whole_side(params), skip=held_out(params, data).__contains__), params),
        lambda fabric: UpscaleLearner(params, fabric, validation(params, data)),
        params.pixel_steps + params.gan_steps,
        params.network,
        _config(params),
    )
    learn("upscale", params, data, folder, job, lesson)

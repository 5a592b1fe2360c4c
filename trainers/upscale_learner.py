"""What the recipe `upscale` does in a step, and what its finished run leaves behind."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ganstudio.engine.job import Job
from ganstudio.engine.store import Store, read_info
from ganstudio.networks import ARCHITECTURES
from ganstudio.networks.critic import Critic
from ganstudio.networks.patch import PatchDiscriminator
from ganstudio.networks.srgan import Discriminator
from ganstudio.params import to_json
from trainers import losses
from trainers.data import Batch, Batches, Pictures
from trainers.fabric import Fabric, make
from trainers.features import load_vgg19
from trainers.finish import write_model
from trainers.loop import Average, Pace, average_gradients, fit, trapezoid
from trainers.measure import gradient_energy, luma_psnr
from trainers.muon import adam, optimizers
from trainers.run import Run
from trainers.upscale import UpscaleTraining
from trainers.upscale_data import Samples, twin_shift, validation, whole_side

_PREVIEWS = 4
_NOVICE = 300
"""Steps after which a discriminator counts in full."""


class UpscaleLearner:
    """Generator, its average, discriminator and optimizers. Stage 1 lasts `pixel_steps`, stage 2 the rest."""

    def __init__(self, params: UpscaleTraining, fabric: Fabric, pairs: list[tuple[Tensor, Tensor]]) -> None:
        self.params, self.fabric, self.pairs = params, fabric, pairs
        torch.manual_seed(params.seed)
        self.generator = fabric.to_device(_generator(params))
        if fabric.device.type in ("cpu", "cuda"):
            self.generator.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.average = Average(self.generator, params.average)
        self.generator_steps = optimizers(self.generator)
        self.discriminator = _discriminator(params).to(fabric.device)
        self.discriminator_step = adam(self.discriminator.parameters(), betas=(0.5, 0.99))
        self.paper = params.network == "srgan"  # its own discriminator and its own losses
        self.vgg = fabric.to_device(load_vgg19(Path(params.vgg))) if params.vgg else None

    def step(self, index: int, batch: Batch) -> dict[str, Tensor]:
        self._pace(index)
        flat = (part.flatten(0, -4) for part in batch)  # twins beside each other
        small, large = (part.contiguous(memory_format=torch.channels_last) for part in flat)
        adversarial = index >= self.params.pixel_steps
        values = self._adversarial(small, large, self._trust(index)) if adversarial else self._pixel(small, large)
        self.average.update(self.generator, index)
        return values

    def _pace(self, index: int) -> None:
        """Set the learning rates of this step; stage 2 starts anew at a rate of its own."""
        p = self.params
        if index < p.pixel_steps:
            rate = p.learning_rate * trapezoid(index, p.pixel_steps, p.decay)
        else:
            rate = p.gan_learning_rate * trapezoid(index - p.pixel_steps, p.gan_steps, p.decay)
        for optimizer in self.generator_steps:
            _set_rate(optimizer, rate)
        _set_rate(self.discriminator_step, rate / 2)  # at more it overpowers the generator

    def _trust(self, index: int) -> float:
        """How much a discriminator of so few steps is to be listened to: a new one praises any grid as detail."""
        return min(1.0, (index - self.params.pixel_steps + 1) / _NOVICE)

    def _pixel(self, small: Tensor, large: Tensor) -> dict[str, Tensor]:
        with self.fabric.autocast():
            fake = self.generator(small)
        loss = losses.pixel(fake, large)
        self._update(self.generator, self.generator_steps, loss)
        return {"pixel": loss.detach()}

    def _adversarial(self, small: Tensor, large: Tensor, trust: float) -> dict[str, Tensor]:
        with self.fabric.autocast():
            fake = self.generator(small)
            seen_fake, seen_real = self.discriminator.features(fake.detach()), self.discriminator.features(large)
            judged_fake, judged_real = self.discriminator.judge(seen_fake), self.discriminator.judge(seen_real)
        real, judged = judged_real.float(), judged_fake.float()
        judge_loss = losses.discriminator(real, judged) if self.paper else losses.relativistic(real, judged)
        self._update(self.discriminator, [self.discriminator_step], judge_loss)

        self.discriminator.requires_grad_(False)
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
        self._update(self.generator, self.generator_steps, loss)
        self.discriminator.requires_grad_(True)
        named = {"pixel": pixel, "detail": detail, "steady": steady, "perceptual": perceptual}
        named |= {"generator": fooled, "discriminator": judge_loss}
        named |= {"D(real)": real.sigmoid().mean(), "D(fake)": judged.sigmoid().mean()}
        return {name: value.detach() for name, value in named.items()}

    def _perceptual(self, seen: list[Tensor], seen_real: list[Tensor], fake: Tensor, large: Tensor) -> Tensor:
        if self.vgg is None:
            return losses.feature_matching(seen, seen_real)
        return F.mse_loss(self.vgg(fake)[0], self.vgg(large)[0])  # equation 5 of SRGAN

    def _update(self, network: nn.Module, steps: list[torch.optim.Optimizer], loss: Tensor) -> None:
        for optimizer in steps:
            optimizer.zero_grad(set_to_none=True)
        self.fabric.backward(loss)
        average_gradients(self.fabric, network.parameters())
        for optimizer in steps:
            optimizer.step()

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
        if not rows:
            return b""
        grid = torch.cat(rows, dim=-1)[0].clamp(0, 1).mul(255).round().byte().permute(1, 2, 0)  # CHW → HWC
        return bytes(cv2.imencode(".png", grid.numpy()[..., ::-1])[1])

    @torch.inference_mode()
    def _enlarged(self, pairs: list[tuple[Tensor, Tensor]]) -> list[Tensor]:
        """The averaged generator on the small pictures of `pairs`."""
        now = {name: value.clone() for name, value in self.generator.state_dict().items()}
        self.generator.load_state_dict(self.average.weights)
        self.generator.eval()
        with self.fabric.autocast():
            made = [self.generator(self.fabric.to_device(small)).float().cpu() for small, _large in pairs]
        self.generator.train()
        self.generator.load_state_dict(now)
        return made

    def state(self) -> dict[str, Any]:
        return {
            "generator": self.generator.state_dict(),
            "average": self.average.weights,
            "discriminator": self.discriminator.state_dict(),
            "optimizers": [optimizer.state_dict() for optimizer in (*self.generator_steps, self.discriminator_step)],
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        self.generator.load_state_dict(state["generator"])
        self.discriminator.load_state_dict(state["discriminator"])
        for name, value in state["average"].items():
            self.average.weights[name].copy_(value)
        for optimizer, saved in zip((*self.generator_steps, self.discriminator_step), state["optimizers"], strict=True):
            optimizer.load_state_dict(saved)


def _set_rate(optimizer: torch.optim.Optimizer, rate: float) -> None:
    for group in optimizer.param_groups:
        group["lr"] = min(rate, group["most"])


def _generator(params: UpscaleTraining) -> nn.Module:
    network = ARCHITECTURES[params.network].build(
        scale=int(params.scale), channels=params.channels, blocks=params.blocks
    )
    if params.start:
        _warm_start(network, Path(params.start))
    return network


def _warm_start(network: nn.Module, path: Path) -> None:
    """All weights of `path` that have a place of the same shape: a ×2 network takes the body of a ×4 network."""
    weights = Store().load(read_info(path)).state_dict()
    own = network.state_dict()
    fitting = {name: value.float() for name, value in weights.items() if name in own and own[name].shape == value.shape}
    network.load_state_dict(own | fitting)


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
    fabric = make(params.devices, params.nodes, params.precision)
    run = Run(folder)
    if fabric.is_global_zero:
        run.open("upscale", to_json(params), data, ["ganstudio", *sys.argv[1:]])
    samples = Samples(Pictures(data, whole_side(params)), params)
    learner = UpscaleLearner(params, fabric, validation(params))
    pace = Pace(params.pixel_steps + params.gan_steps, params.every, params.checkpoint_minutes)
    threads = 1 if fabric.device.type == "cpu" else 12
    with Batches(samples, params.batch, params.seed, fabric.global_rank, fabric.world_size, threads) as batches:
        fit(learner, batches, run, pace, fabric, job)
    if fabric.is_global_zero:
        write_model(run, learner.average.weights, params)

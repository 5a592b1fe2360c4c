"""What the recipe `face` does in a step, and what its finished run leaves behind."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, cast

import torch
from torch import Tensor
from torch.nn import functional as F

from ganstudio.engine.job import Job
from ganstudio.errors import GanstudioError
from ganstudio.i18n import _
from ganstudio.networks.face import FaceNetwork, draw
from ganstudio.networks.face_critic import FaceCritic
from trainers import losses, signals
from trainers.data import Batch
from trainers.distances import variety
from trainers.fabric import Fabric
from trainers.face import FaceTraining
from trainers.face_data import Faces, spread, validation
from trainers.face_labels import ends, sliders
from trainers.face_sliders import Sliders, encoded, find_directions
from trainers.face_steering import Steering
from trainers.learning import Lesson, learn, sheet
from trainers.loop import trapezoid
from trainers.measure import picture_psnr
from trainers.muon import adam, optimizers
from trainers.pupil import set_rate
from trainers.staged_learner import StagedLearner
from trainers.starts import start_model
from trainers.updates import frozen
from trainers.verdict import verdict

_PREVIEWS = 8
_GLANCE = 600
"""Faces that sliders are found from while the network still learns; in the end it is all of them."""
_LAZY = 16
"""Steps between two in which the discriminator's slope is looked at (Karras et al. 2020, section 3.1)."""
_TRIED = 96
"""Faces on which sliders are tried."""
_SPARSE = 2
"""Of so many faces of a batch one is accompanied by another: in turns a random one, and one with its sliders moved."""


class FaceLearner(StagedLearner):
    """Encoder, mapping and generator learn together; the codes are what they must agree upon."""

    params: FaceTraining
    generator: FaceNetwork

    def __init__(
        self, params: FaceTraining, fabric: Fabric, found: Sliders, config: Mapping[str, Any], trials: Tensor, job: Job
    ) -> None:
        critic = partial(FaceCritic, params.size, params.channels, params.widest)
        super().__init__(params, fabric, partial(FaceNetwork, **config), critic)
        parts = self.generator.encoder.pyramid, self.generator.synthesis
        steps = [step for part in parts for step in optimizers(part, "blocks")]
        own = {id(weight) for step in steps for group in step.param_groups for weight in group["params"]}
        self.generator_steps = [*steps, adam(w for w in self.generator.parameters() if id(w) not in own)]
        self.found, self.trials, self.job = found, trials, job
        self.held = (trials[:_PREVIEWS],) if len(trials) else ()
        self.steps = params.pixel_steps + params.gan_steps
        self.grown = _grown(params)
        self.told: Mapping[str, float] = {}
        if not self.steps:  # a finished network is given sliders anew
            self._point(len(found.paths))

    def step(self, index: int, batch: Batch) -> dict[str, Tensor]:
        self.pace(index)
        p = self.params
        self.generator.fade(min(1.0, (index + 1) / p.fade_steps) if self.grown and p.fade_steps else 1.0)
        last = index + 1 == self.steps
        if last or (index + 1) % p.every == 0:  # before the step: one that is stopped here is done anew
            self._point(len(self.found.paths) if last else _GLANCE)
        face, noise, level = batch
        face = face.contiguous(memory_format=torch.channels_last)
        if index < p.pixel_steps:
            values = self._pixel(face, noise)
        else:
            values = self._adversarial(index, face, noise, level) | self.heard(index)
        self.average.update(self.generator, index)
        return {name: value.detach() for name, value in values.items()}

    def pace(self, index: int) -> None:
        """The discriminator learns faster than others do: there is less to be seen in a face given back than in a
        photo enlarged."""
        super().pace(index)
        p = self.params
        set_rate([self.discriminator_step], p.judge_rate * trapezoid(index - p.pixel_steps, p.gan_steps, p.decay))

    def _pixel(self, face: Tensor, noise: Tensor) -> dict[str, Tensor]:
        with self.fabric.autocast():
            codes = self.generator.encode(face)
            made = self.generator.decode(codes)
            drawn = self.generator.mapping(noise[:, 0])
        error, apart = likeness(made, face), energy(drawn, codes.detach())
        return {"pixel": error, "codes": apart} | self.update_generator(error + apart)

    def verdict(self, batch: Batch) -> dict[str, Tensor]:
        logits = self.discriminator(batch[0]).float()
        return verdict(logits, logits)

    def _adversarial(self, index: int, face: Tensor, noise: Tensor, level: Tensor) -> dict[str, Tensor]:
        p, network = self.params, self.generator
        with self.fabric.autocast():
            codes = network.encode(face)
            made = network.decode(codes)
            drawn = network.mapping(noise[:, 0])
            few = slice(0, max(1, len(face) // _SPARSE))
            if index % 2 and len(network.directions):
                other = _moved(codes[few].detach(), network.directions)
            else:
                other = _mixed(drawn[few], network.mapping(noise[few, 1]), level[few])
            changed = network.decode(other, noise=True)
            again = network.encode(changed)
        values = self._judge(index, face, made.detach(), changed.detach())

        with frozen(self.discriminator):
            with self.fabric.autocast():
                seen = self.discriminator.features(made)
                perceptual = losses.feature_matching(seen, self.discriminator.features(face))
                fooled = losses.generator(self.discriminator.judge(seen).float())
                fooled_other = losses.generator(self.discriminator(changed).float())
            error, apart = likeness(made, face), energy(drawn, codes.detach())
            consistent = F.smooth_l1_loss(again, other.detach())
            trust = self.trust(index)
            loss = p.pixel_weight * error + p.perceptual_weight * perceptual + apart + consistent
            loss = loss + trust * (p.adversarial_weight * fooled + p.random_weight * fooled_other)
            values |= self.update_generator(loss)
        if len(changed) > 1:
            values[signals.VARIETY] = variety(changed.detach()) / variety(face).clamp(min=1e-6)
        named = {"pixel": error, "codes": apart, "perceptual": perceptual, "consistency": consistent}
        return named | {signals.GENERATOR: fooled, "generator (other)": fooled_other} | values

    def _judge(self, index: int, face: Tensor, made: Tensor, changed: Tensor) -> dict[str, Tensor]:
        """One step of the discriminator; every now and then of its slope (R1: Mescheder et al. 2018)."""
        with self.fabric.autocast():
            real, rebuilt, other = (self.discriminator(each).float() for each in (face, made, changed))
        loss = F.softplus(-real).mean() + 0.5 * (F.softplus(rebuilt).mean() + F.softplus(other).mean())
        values = {signals.DISCRIMINATOR: loss, "D(other)": other.sigmoid().mean()} | verdict(real, rebuilt)
        if index % _LAZY == 0 and self.params.smoothness:
            seen = face.detach().requires_grad_()
            (slope,) = torch.autograd.grad(self.discriminator(seen).flatten(1).mean(1).sum(), seen, create_graph=True)
            # The discriminator is used to [-1, 1], for which Karras et al. give their weights.
            square = (slope / 2).square().sum((1, 2, 3)).mean()
            loss = loss + _LAZY * self.params.smoothness / 2 * square
        return values | self.update_discriminator(loss)

    def _point(self, count: int) -> None:
        """Find the sliders' directions from so many training faces."""
        if self.found.values is None:
            self.told = self.found.find(self.job, self.fabric)
        values = self.found.values
        assert values is not None
        chosen = spread(list(range(len(self.found.paths))), count)
        with self.averaged() as network:
            there, codes = encoded(
                cast(FaceNetwork, network), [self.found.paths[each] for each in chosen], self.job, self.fabric
            )
        known = values[[chosen[each] for each in there]]
        patterns, readers = find_directions(codes.clone(), known, self.found.mirrored())
        sliders = len(self.found.labels)
        found, self.readers = patterns[:sliders], readers[:, :sliders]
        if sliders and count == len(self.found.paths) and self.params.slider_steps:
            found = self._steered(patterns, codes)
        self.spread = ((codes - codes.mean(0)).flatten(1) @ self.readers).square().mean(0).sqrt()
        for weights in (self.generator.state_dict(), self.average.weights):
            weights["directions"].copy_(found)
            weights["mean"].copy_(codes.mean(0))

    def _steered(self, patterns: Tensor, codes: Tensor) -> Tensor:
        """Directions mixed of `patterns`, corrected by what the network makes of them."""
        tried = torch.stack(spread(list(codes[: len(codes) // 2]), _TRIED))
        with self.averaged() as network:
            steering = Steering(cast(FaceNetwork, network), tried, self.found.reader(), self.job)
            return steering.steered(patterns, len(self.found.labels), self.params.slider_steps).clone()

    def measure(self) -> dict[str, float]:
        """PSNR of faces that are not learnt from; by how much a slider moves other labels, in parts of its own."""
        if not len(self.trials):
            return dict(self.told)
        with self.averaged() as network:
            made = [network(self.fabric.to_device(each[None])).float().cpu() for each in self.trials]
        psnr = [picture_psnr(ours, face[None]) for ours, face in zip(made, self.trials, strict=True)]
        return {"PSNR": sum(psnr) / len(psnr), **self._moved(), **self.told}

    def _moved(self) -> dict[str, float]:
        """What sliders do by the encoder's own judgement, from 0 to 1, in standard deviations of what is read."""
        names = [label.name for label in self.found.labels]
        if not names:
            return {}
        with self.averaged() as averaged:
            network = cast(FaceNetwork, averaged)
            faces = self.fabric.to_device(self.trials[:_PREVIEWS])
            codes = network.encode(faces)
            plain = network.encode(network.decode(codes).float())
            moves = [
                network.encode(network.decode(codes + direction).float()) - plain for direction in network.directions
            ]
            read = torch.stack([each.float().cpu().flatten(1).mean(0) for each in moves]) @ self.readers
        read = read / self.spread.clamp(min=1e-6)
        own = read.diagonal()
        worst = (read - own.diag()).abs().max(1).values / own.abs().clamp(min=1e-6)
        told = {f"slider {name}": float(value) for name, value in zip(names, own, strict=True)}
        return told | {"others": float(worst.max())}

    def preview(self) -> bytes:
        """Rows: faces, given back, random ones, and each slider at -1 and at 1; columns: faces not learnt from."""
        if not len(self.trials):
            return b""
        faces = self.trials[:_PREVIEWS]
        with self.averaged() as averaged:
            network = cast(FaceNetwork, averaged)
            codes = network.encode(self.fabric.to_device(faces))
            random = network.random(self.fabric.to_device(draw(0, len(faces), self.params.dims)), 0.7)
            ways = [sign * direction for direction in network.directions for sign in (-1, 1)]
            rows = [network.decode(each).float().cpu() for each in (codes, random, *(codes + way for way in ways))]
        return sheet([torch.cat([row[None, at] for row in (faces, *rows)], dim=-2) for at in range(len(faces))])

    def state(self) -> dict[str, Any]:
        """See `trainers.loop.Learner`."""
        kept = {} if self.found.values is None else {"labels": self.found.values, "told": dict(self.told)}
        return super().state() | kept

    def restore(self, state: Mapping[str, Any]) -> None:
        """See `trainers.loop.Learner`."""
        super().restore(state)
        if "labels" in state:
            self.found.values, self.told = state["labels"], state["told"]


def likeness(made: Tensor, face: Tensor) -> Tensor:
    """How far pictures (N, 3, H, W) are from one another: their colours, and their slopes at three sizes."""
    error = losses.pixel(made, face)
    for _level in range(3):
        across, down = (losses.pixel(made.diff(dim=way), face.diff(dim=way)) for way in (-1, -2))
        error = error + 0.5 * (across + down)
        made, face = F.avg_pool2d(made, 2), F.avg_pool2d(face, 2)
    return error


def energy(drawn: Tensor, codes: Tensor) -> Tensor:
    """How far two samples of codes (N, layers, dims) are from being of one distribution, but for a constant.

    The energy distance (Székely and Rizzo 2013), unbiased for any size of the samples. So random faces are drawn from
    where faces are, all of them, without a discriminator; one alone settles for a few.
    """
    a, b = drawn.float().flatten(1), codes.float().flatten(1)
    way = "donot_use_mm_for_euclid_dist"
    own = torch.cdist(a, a, compute_mode=way).sum() / max(1, len(a) * (len(a) - 1))
    return (2 * torch.cdist(a, b, compute_mode=way).mean() - own) / math.sqrt(a.shape[1])


def _mixed(first: Tensor, second: Tensor, level: Tensor) -> Tensor:
    """Codes (N, layers, dims): from each `level` (N,) on those of `second` (style mixing: Karras et al. 2019)."""
    fine = torch.arange(first.shape[1], device=first.device) >= level[:, None]
    return torch.where(fine[..., None], second, first)


def _moved(codes: Tensor, directions: Tensor) -> Tensor:
    """Codes (N, layers, dims), each gone along one of the directions (K, layers, dims), somewhere from -1 to 1: so the
    discriminator sees what sliders make, too."""
    which = torch.randint(len(directions), (len(codes),), device=codes.device)
    far = torch.rand(len(codes), 1, 1, device=codes.device) * 2 - 1
    return codes + far * directions[which]


def _grown(params: FaceTraining) -> bool:
    """Whether the model to start from is of a smaller size."""
    return bool(params.start) and int(start_model(params.start).config.get("size", params.size)) < params.size


def train(params: FaceTraining, data: tuple[Path, ...], folder: Path, job: Job) -> None:
    """See `trainers.face.train`."""
    if params.size & (params.size - 1):
        raise GanstudioError(_("The size must be a power of two, as 64 or 128."))
    found = Sliders(params, data)
    config = {
        "size": params.size,
        "dims": params.dims,
        "channels": params.channels,
        "widest": params.widest,
        "sliders": sliders(found.labels),
        "ends": ends(found.labels),
    }
    lesson = Lesson(
        lambda: Faces(params, data),
        lambda fabric: FaceLearner(params, fabric, found, config, validation(params, data), job),
        params.pixel_steps + params.gan_steps,
        "face",
        config,
    )
    learn("face", params, data, folder, job, lesson)

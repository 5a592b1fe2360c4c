"""What the recipe `style` does in a step without pairs: generators there and back, a discriminator at each end.

CycleGAN (Zhu et al. 2017) and DiscoGAN (Kim et al. 2017) are two settings of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, cast

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ganstudio.engine.job import Job
from ganstudio.networks.critic import Critic
from ganstudio.networks.face_critic import FaceCritic
from ganstudio.networks.patch70 import Patch70
from ganstudio.networks.style import StyleGenerator
from trainers import losses, signals
from trainers.augment import PLACES, augment
from trainers.average import Average
from trainers.data import Batch
from trainers.distances import variety
from trainers.fabric import Fabric
from trainers.learning import Lesson, check_patch, learn, sheet
from trainers.loop import trapezoid
from trainers.measure import edge_correlation, picture_psnr
from trainers.moments import Kind, Resemblance
from trainers.muon import adam, optimizers
from trainers.pool import ImagePool
from trainers.pupil import Pupil
from trainers.staged_learner import warm_start
from trainers.style import CYCLEGAN, DISCOGAN, StyleTraining
from trainers.style_data import RASTER, Unpaired, augmented, validation
from trainers.updates import frozen, undisturbed
from trainers.verdict import is_recorded, squares, translation

_PREVIEWS = 6
_ANY = 64
"""A discriminator of three sizes takes pictures of any size; this one stands for it."""


@dataclass(frozen=True)
class Method:
    """What tells the relatives apart."""

    judge: Callable[[Tensor, Tensor], Tensor]
    """Loss of a discriminator, from its logits of real and fake pictures."""
    fool: Callable[[Tensor], Tensor]
    """Loss of a generator, from the logits of its pictures."""
    same: Callable[[Tensor, Tensor], Tensor]
    """How far a picture that went there and back is from itself."""
    share: Callable[[Tensor], Tensor]
    """What a discriminator says as a probability."""
    identity: bool
    pool: bool


def _kept(value: Tensor) -> Tensor:
    return value.clamp(0, 1)


METHODS: Mapping[str, Method] = {
    CYCLEGAN: Method(losses.least_squares, losses.least_squares_fool, losses.pixel, _kept, identity=True, pool=True),
    DISCOGAN: Method(losses.discriminator, losses.generator, F.mse_loss, torch.sigmoid, identity=False, pool=False),
}
"""Zhu et al. 2017, equations 1 to 3 with section 4 (least squares, identity, history of pictures); Kim et al. 2017,
equations 1 to 7 (binary cross-entropy, mean squared reconstruction)."""


class StyleLearner:
    """`there` makes pictures of the second kind of the first, `back` the reverse."""

    def __init__(self, params: StyleTraining, fabric: Fabric, trials: list[Tensor], chance: float = 0.0) -> None:
        """`chance`: how often pictures are changed before discriminators see them."""
        self.params, self.fabric, self.trials = params, fabric, trials
        self.shown = partial(augment, chance=chance, changes=PLACES)
        self.method = METHODS[params.method]
        torch.manual_seed(params.seed)
        self.there, self.back = (generator(params, fabric, path) for path in (params.start, params.start_back))
        self.judges = [
            judge_of_sizes(params, fabric) if params.several_sizes else judge(params, fabric, 3) for _end in range(2)
        ]
        self.resemblances = [Resemblance() for _end in range(2)]
        self.held = squares(((trial,) for trial in trials), params.patch)
        self.pools = [ImagePool(params.pool if self.method.pool else 0) for _end in range(2)]

    @property
    def average(self) -> Average:
        """Of the generator that becomes the model."""
        average = (self.back if self.params.backwards else self.there).average
        assert average is not None
        return average

    @property
    def way_back(self) -> Average:
        """Of the other generator."""
        average = (self.there if self.params.backwards else self.back).average
        assert average is not None
        return average

    def step(self, index: int, batch: Batch) -> dict[str, Tensor]:
        share = trapezoid(index, self.params.steps, self.params.decay)
        for pupil in (self.there, self.back):
            pupil.pace(self.params.learning_rate * share)
        for pupil in self.judges:
            pupil.pace(self.params.judge_rate * share)
        fakes, values = self._untaught(batch) if index < self.params.judges_first else self._generate(index, batch)
        random = np.random.default_rng((self.params.seed, index))
        shown = [pool.exchange(fake, random) for pool, fake in zip(self.pools, fakes, strict=True)]
        return values | self._judge(index, batch, shown)

    @torch.no_grad()
    def _untaught(self, batch: Batch) -> tuple[tuple[Tensor, Tensor], dict[str, Tensor]]:
        """What the generators make as they are."""
        first, second = batch
        with self.fabric.autocast():
            return (self.back.network(second), self.there.network(first)), {}

    def _generate(self, index: int, batch: Batch) -> tuple[tuple[Tensor, Tensor], dict[str, Tensor]]:
        """One step of both generators; pictures of the first kind and of the second that they made."""
        p, first, second = self.params, *batch
        there, back = self.there.network, self.back.network
        for pupil in (self.there, self.back):
            pupil.forget()
        with frozen(*(pupil.network for pupil in self.judges)), self.fabric.autocast():
            fakes = back(second), there(first)
            again = back(fakes[1]), there(fakes[0])
            judged = [_judged(pupil, self.shown(fake)) for pupil, fake in zip(self.judges, fakes, strict=True)]
        fooled = _sum(self.method.fool(logits.float()) for logits, _features in judged)
        cycle = _sum(self.method.same(made.float(), real) for made, real in zip(again, batch, strict=True))
        loss = fooled + p.cycle_weight * cycle
        values = {signals.GENERATOR: fooled / 2, "cycle": cycle}
        if self.method.identity and p.identity_weight:
            with self.fabric.autocast():
                same = back(first), there(second)
            values["identity"] = _sum(losses.pixel(made.float(), real) for made, real in zip(same, batch, strict=True))
            loss = loss + p.identity_weight * values["identity"]
        if p.moments_weight:
            missing = (each.missing(seen) for each, (_logits, seen) in zip(self.resemblances, judged, strict=True))
            values["moments"] = _sum(missing)
            loss = loss + p.moments_weight * values["moments"]
        self.fabric.backward(loss)
        norm = torch.stack([pupil.step(index) for pupil in (self.there, self.back)]).norm()
        values = {name: value.detach() for name, value in values.items()}
        return fakes, values | {signals.GENERATOR_GRADIENT: norm} | self._translation(batch, fakes)

    def _translation(self, batch: Batch, fakes: tuple[Tensor, Tensor]) -> dict[str, Tensor]:
        """What became of pictures on the way that is wanted."""
        here, away = (1, 0) if self.params.backwards else (0, 1)
        made = fakes[away].detach()
        values = translation(batch[here], made)
        if len(made) > 1:
            values[signals.VARIETY] = variety(made) / variety(batch[away]).clamp(min=1e-6)
        return values

    def _judge(self, index: int, batch: Batch, fakes: list[Tensor]) -> dict[str, Tensor]:
        """One step of both discriminators."""
        losses_, said_real, said_fake, norms = [], [], [], []
        for pupil, resemblance, real, fake in zip(self.judges, self.resemblances, batch, fakes, strict=True):
            pupil.forget()
            with self.fabric.autocast():
                judged_real, features = _judged(pupil, self.shown(real))
                judged_fake, _features = _judged(pupil, self.shown(fake))
            judged_real, judged_fake = judged_real.float(), judged_fake.float()
            if self.params.moments_weight:
                resemblance.real.learn([layer.detach() for layer in features])
            loss = 0.5 * self.method.judge(judged_real, judged_fake)  # halved: Zhu et al. 2017, appendix 7.1
            self.fabric.backward(loss)
            norms.append(pupil.step(index))
            losses_.append(loss.detach())
            said_real.append(self.method.share(judged_real.detach()).mean())
            said_fake.append(self.method.share(judged_fake.detach()).mean())
        means = (torch.stack(each).mean() for each in (losses_, said_real, said_fake))
        values = dict(zip((signals.DISCRIMINATOR, signals.D_REAL, signals.D_FAKE), means, strict=True))
        return values | {signals.DISCRIMINATOR_GRADIENT: torch.stack(norms).norm()} | self._heard(index, said_real)

    def _heard(self, index: int, said_real: list[Tensor]) -> dict[str, Tensor]:
        """What discriminators say of pictures that they did not learn from, by the first, whose kind those are; as much
        less than D(real) as it is less than what the first says of real ones."""
        if not self.held or not is_recorded(index):
            return {}
        first = self.judges[0].network
        with undisturbed(first), self.fabric.autocast():
            said = self.method.share(first(self.shown(self.fabric.to_device(self.held[0]))).float()).mean()
        return {signals.D_HELD_OUT: torch.stack(said_real).mean() - said_real[0] + said}

    def measure(self) -> dict[str, float]:
        """How much of a picture's edges stay where they are, and how well it comes back, in dB."""
        edges, cycles = [], []
        for picture, made, again in self._translated():
            edges.append(edge_correlation(made, picture))
            cycles.append(picture_psnr(again, picture))
        return {"edges": float(np.mean(edges)), "cycle PSNR": float(np.mean(cycles))} if edges else {}

    def preview(self) -> bytes:
        """Rows: picture, translated, brought back; columns: the first validation pictures."""
        columns = [
            torch.cat([part[..., :256, :256] for part in parts], dim=-2) for parts in self._translated(_PREVIEWS)
        ]
        return sheet(columns)

    def _translated(self, count: int | None = None) -> list[tuple[Tensor, Tensor, Tensor]]:
        """Pictures of the first kind, there, and there and back, by the averaged generators."""
        with self.there.averaged() as there, self.back.averaged() as back:
            made = [(picture, there(self.fabric.to_device(picture))) for picture in self.trials[:count]]
            return [(picture, fake.float().cpu(), back(fake).float().cpu()) for picture, fake in made]

    def state(self) -> dict[str, Any]:
        """See `trainers.loop.Learner`."""
        pupils = {"there": self.there, "back": self.back, "first": self.judges[0], "second": self.judges[1]}
        kept = {name: pupil.state() for name, pupil in pupils.items()}
        pools, kinds = [pool.kept for pool in self.pools], [kind.known for kind in self._kinds()]
        return kept | {"pools": pools, "kinds": kinds}

    def restore(self, state: Mapping[str, Any]) -> None:
        """See `trainers.loop.Learner`."""
        for name, pupil in zip(
            ("there", "back", "first", "second"), (self.there, self.back, *self.judges), strict=True
        ):
            pupil.restore(state[name])
        for kind, known in zip(self._kinds(), state.get("kinds", [[]] * 4), strict=True):  # older runs know none
            kind.known = [self.fabric.to_device(moment) for moment in known]
        for pool, kept in zip(self.pools, state["pools"], strict=True):
            pool.kept = [self.fabric.to_device(picture) for picture in kept]

    def _kinds(self) -> list[Kind]:
        return [each.real for each in self.resemblances] + [each.made for each in self.resemblances]


def _judged(pupil: Pupil, pictures: Tensor) -> tuple[Tensor, list[Tensor]]:
    """What a discriminator says of pictures, as logits, and what it sees in them."""
    critic = cast(Critic, pupil.network)
    features = critic.features(pictures)
    return critic.judge(features), features


def _sum(parts: Iterable[Tensor]) -> Tensor:
    return torch.stack(list(parts)).sum()


def generator(params: StyleTraining, fabric: Fabric, start: str) -> Pupil:
    """A generator that learns, from the model file `start` if there is one."""
    network = StyleGenerator(**config(params))
    if start:
        warm_start(network, start)
    placed = fabric.to_device(network)
    if fabric.device.type in ("cpu", "cuda"):
        placed.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    return Pupil(placed, optimizers(placed), fabric, params.average)


def judge(params: StyleTraining, fabric: Fabric, inputs: int) -> Pupil:
    """A discriminator of pictures of so many channels; weights from N(0, 0.02) (Zhu et al. 2017, appendix 7.1), which
    makes no difference where the norm is spectral."""
    network: nn.Module = Patch70(inputs, params.judge_channels, params.spectral)
    for layer in network.modules():
        if isinstance(layer, nn.Conv2d) and not params.spectral:
            nn.init.normal_(layer.weight, std=0.02)
    network = fabric.to_device(network)
    return Pupil(network, [adam(network.parameters(), betas=(0.5, 0.999))], fabric)


def judge_of_sizes(params: StyleTraining, fabric: Fabric) -> Pupil:
    """A discriminator without a norm that sees patches at three sizes: the one that faces have. From the start it tells
    paintings from photos, where that of the papers needs a thousand steps."""
    network = fabric.to_device(FaceCritic(_ANY, params.judge_channels, 8 * params.judge_channels))
    return Pupil(network, [adam(network.parameters(), betas=(0.5, 0.99))], fabric)


def config(params: StyleTraining) -> dict[str, Any]:
    """Of the generators."""
    names = ("channels", "blocks", "residual", "soft")
    return {name: getattr(params, name) for name in names}


def train(params: StyleTraining, data: tuple[Path, ...], folder: Path, job: Job) -> None:
    """See `trainers.style.train`."""
    check_patch(params.patch, RASTER)
    lesson = Lesson(
        partial(Unpaired, params, data),
        lambda fabric: StyleLearner(params, fabric, validation(params, data), augmented(params, data)),
        params.steps,
        "style",
        config(params),
        params.back,
    )
    learn("style", params, data, folder, job, lesson)

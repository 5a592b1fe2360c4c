"""What the recipe `generate` does in a step: the discriminator's, then the generator's (Goodfellow et al. 2014)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from ganstudio.engine.job import Job
from ganstudio.errors import GanstudioError
from ganstudio.networks.dcgan import Discriminator, Generator, joined, named
from trainers import signals
from trainers.augment import Adaptive, augment
from trainers.average import Average
from trainers.data import Batch
from trainers.distances import variety
from trainers.fabric import Fabric
from trainers.game import GAMES
from trainers.generate import ALWAYS, NONE, RECIPE, WASSERSTEIN, GenerateTraining
from trainers.generate_data import Squares, class_names, is_grey, squares
from trainers.generate_trials import Trials
from trainers.learning import Lesson, learn
from trainers.loop import trapezoid
from trainers.penalties import gradient_penalty, r1
from trainers.pupil import Pupil
from trainers.staged_learner import warm_start
from trainers.updates import frozen, undisturbed
from trainers.verdict import is_recorded

_BETAS = (0.5, 0.999)
_LAZY = 4
"""Steps between looks at the discriminator's slope."""


class GenerateLearner:
    """`generator` makes pictures of noise; `judge` tells them from those in folders."""

    def __init__(
        self, params: GenerateTraining, fabric: Fabric, config: Mapping[str, Any], found: tuple[Squares, Squares]
    ) -> None:
        self.params, self.fabric, self.game = params, fabric, GAMES[params.loss]
        self.classes = len(named(config["classes"]))
        torch.manual_seed(params.seed)
        network = _begun(Generator(**config))
        if params.start:
            warm_start(network, params.start)
        self.generator = Pupil(fabric.to_device(network), [_adam(network)], fabric, params.average)
        critic = _begun(Discriminator(params.size, params.judge_channels, self.classes, params.norm))
        self.judge = Pupil(fabric.to_device(critic), [_adam(critic)], fabric)
        self.adaptive = Adaptive()
        self.trials = Trials(params, fabric, found, self.classes)

    @property
    def average(self) -> Average:
        """Of the generator."""
        assert self.generator.average is not None
        return self.generator.average

    @property
    def chance(self) -> float:
        """How often pictures are changed before they are judged."""
        return {NONE: 0.0, ALWAYS: 1.0}.get(self.params.augment, self.adaptive.chance)

    def step(self, index: int, batch: Batch) -> dict[str, Tensor]:
        p = self.params
        share = trapezoid(index, p.steps, p.decay)
        self.generator.pace(p.learning_rate * share)
        self.judge.pace(p.judge_rate * share)
        pictures, labels = batch
        for each in range(p.judge_steps):
            values = self._judge(index, pictures[:, each], labels[:, each])
        for _step in range(p.generator_steps):
            values |= self._generate(index, len(pictures), pictures[:, 0])
        if is_recorded(index) and len(self.trials):
            values[signals.D_HELD_OUT] = self._held_out(*self.trials.drawn(index, len(pictures)))
        return values

    def _judge(self, index: int, real: Tensor, labels: Tensor) -> dict[str, Tensor]:
        """One step of the discriminator."""
        p, judge = self.params, self.judge.network
        noise, wanted = self._noise(len(real))
        with torch.no_grad(), self.fabric.autocast():
            fake = self.generator.network(noise).float()
        self.judge.forget()
        shown, made = augment(real, self.chance), augment(fake, self.chance)
        with self.fabric.autocast():
            judged_real, judged_fake = judge(shown, labels).float(), judge(made, wanted).float()
        loss = value = self.game.judge(judged_real, judged_fake)
        loss = loss + self._slope(index, shown, made, labels)
        self.fabric.backward(loss)
        values = {signals.DISCRIMINATOR: value.detach(), signals.DISCRIMINATOR_GRADIENT: self.judge.step(index)}
        if p.augment not in (NONE, ALWAYS):
            self.adaptive.learn(judged_real)
            values["augmented"] = torch.tensor(self.chance)
        return values | {signals.D_REAL: self._said(judged_real), signals.D_FAKE: self._said(judged_fake)}

    def _slope(self, index: int, real: Tensor, fake: Tensor, labels: Tensor) -> Tensor:
        """What the discriminator's slope costs; R1 only every now and then, and so much more (Karras et al. 2020b)."""
        p, told = self.params, partial(self.judge.network, labels=labels)
        cost = torch.zeros((), device=real.device)
        if p.loss == WASSERSTEIN and p.penalty:
            cost = cost + p.penalty * gradient_penalty(told, real, fake)
        if p.smoothness and index % _LAZY == 0:
            cost = cost + _LAZY * p.smoothness / 2 * r1(told, real)
        return cost

    def _generate(self, index: int, count: int, real: Tensor) -> dict[str, Tensor]:
        """One step of the generator."""
        noise, wanted = self._noise(count)
        self.generator.forget()
        with frozen(self.judge.network), self.fabric.autocast():
            made = self.generator.network(noise).float()
            logits = self.judge.network(augment(made, self.chance), wanted).float()
        loss = self.game.fool(logits)
        self.fabric.backward(loss)
        values = {signals.GENERATOR: loss.detach(), signals.GENERATOR_GRADIENT: self.generator.step(index)}
        if count > 1:  # one may be all there is, where memory is short
            values[signals.VARIETY] = variety(made.detach()) / variety(real).clamp(min=1e-6)
        return values

    def _held_out(self, pictures: Tensor, labels: Tensor) -> Tensor:
        with undisturbed(self.judge.network), self.fabric.autocast():
            logits = self.judge.network(augment(pictures, self.chance), labels)
        return self._said(logits.float())

    def _said(self, logits: Tensor) -> Tensor:
        return self.game.share(logits.detach()).mean()

    def _noise(self, count: int) -> tuple[Tensor, Tensor]:
        """What the generator makes pictures of (count, inputs, 1, 1), and the classes (count,) that are asked for."""
        labels = torch.randint(max(1, self.classes), (count,))
        noise, labels = (self.fabric.to_device(each) for each in (torch.randn(count, self.params.dims), labels))
        return joined(noise, labels, self.classes), labels

    def measure(self) -> dict[str, float]:
        """Of the averaged generator."""
        with self.generator.averaged() as network:
            return self.trials.measure(network)

    def preview(self) -> bytes:
        """By the averaged generator."""
        with self.generator.averaged() as network:
            return self.trials.preview(network)

    def state(self) -> dict[str, Any]:
        """See `trainers.loop.Learner`."""
        return {"generator": self.generator.state(), "judge": self.judge.state(), "chance": self.adaptive.chance}

    def restore(self, state: Mapping[str, Any]) -> None:
        """See `trainers.loop.Learner`."""
        self.generator.restore(state["generator"])
        self.judge.restore(state["judge"])
        self.adaptive.chance = state["chance"]


def _begun(network: nn.Module) -> nn.Module:
    """Weights from N(0, 0.02) (Radford et al. 2016, section 4)."""
    for layer in network.modules():
        if isinstance(layer, nn.Conv2d | nn.ConvTranspose2d) and not hasattr(layer, "parametrizations"):
            nn.init.normal_(layer.weight, std=0.02)
    return network


def _adam(network: nn.Module) -> torch.optim.Adam:
    return torch.optim.Adam([{"params": list(network.parameters()), "most": float("inf")}], betas=_BETAS)


def train(params: GenerateTraining, data: tuple[Path, ...], folder: Path, job: Job) -> None:
    """See `trainers.generate.train`."""
    if problem := RECIPE.refuse(params):
        raise GanstudioError(problem)
    found = squares(params, data)
    config = {
        "size": params.size,
        "dims": params.dims,
        "channels": params.channels,
        "grey": is_grey(params, found[0]),
        "classes": ",".join(class_names(params, data)),
    }
    lesson = Lesson(
        lambda: found[0],
        lambda fabric: GenerateLearner(params, fabric, config, found),
        params.steps,
        "dcgan",
        config,
    )
    learn("generate", params, data, folder, job, lesson)

"""A generator, its average, a discriminator and their optimizers, in two stages. Heirs bring the losses."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Any

import torch
from torch import Tensor, nn

from ganstudio.engine.store import Store
from ganstudio.networks.critic import Critic
from trainers import signals
from trainers.average import Average
from trainers.data import Batch
from trainers.fabric import Fabric
from trainers.loop import trapezoid
from trainers.muon import adam, optimizers
from trainers.pupil import averaged, set_rate
from trainers.staged import StagedTraining
from trainers.starts import start_model
from trainers.updates import follow, undisturbed
from trainers.verdict import is_recorded

_NOVICE = 300
"""Steps after which a discriminator counts in full."""


class StagedLearner:
    """Stage 1 lasts `pixel_steps`, stage 2 `gan_steps`."""

    def __init__(
        self,
        params: StagedTraining,
        fabric: Fabric,
        generator: Callable[[], nn.Module],
        discriminator: Callable[[], Critic],
    ) -> None:
        self.params, self.fabric = params, fabric
        torch.manual_seed(params.seed)
        network = generator()
        if params.start:
            warm_start(network, params.start)
        self.generator = fabric.to_device(network)
        if fabric.device.type in ("cpu", "cuda"):
            self.generator.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.average = Average(self.generator, params.average)
        self.generator_steps = optimizers(self.generator)
        self.discriminator = discriminator().to(fabric.device)
        self.discriminator_step = adam(self.discriminator.parameters(), betas=(0.5, 0.99))
        self.held: Batch = ()
        """A few pictures that are not learnt from, as a batch; empty where there are none."""

    def pace(self, index: int) -> None:
        """Set the learning rates of this step; stage 2 starts anew at a rate of its own."""
        p = self.params
        if index < p.pixel_steps:
            rate = p.learning_rate * trapezoid(index, p.pixel_steps, p.decay)
        else:
            rate = p.gan_learning_rate * trapezoid(index - p.pixel_steps, p.gan_steps, p.decay)
        set_rate(self.generator_steps, rate)
        set_rate([self.discriminator_step], rate / 2)  # at more it overpowers the generator

    def trust(self, index: int) -> float:
        """How much a discriminator of so few steps is to be listened to: a new one praises any grid as detail."""
        return min(1.0, (index - self.params.pixel_steps + 1) / _NOVICE)

    def update_generator(self, loss: Tensor) -> dict[str, Tensor]:
        """One step of the generator's optimizers; the size of its gradients."""
        return {signals.GENERATOR_GRADIENT: self._update(self.generator, self.generator_steps, loss)}

    def update_discriminator(self, loss: Tensor) -> dict[str, Tensor]:
        """One step of the discriminator's optimizer; the size of its gradients."""
        return {signals.DISCRIMINATOR_GRADIENT: self._update(self.discriminator, [self.discriminator_step], loss)}

    def _update(self, network: nn.Module, steps: list[torch.optim.Optimizer], loss: Tensor) -> Tensor:
        for optimizer in steps:
            optimizer.zero_grad(set_to_none=True)
        self.fabric.backward(loss)
        return follow(self.fabric, network, steps)

    def verdict(self, batch: Batch) -> dict[str, Tensor]:
        """What the discriminator says of a batch, see `trainers.signals`. Heirs that have `held` bring it."""
        raise NotImplementedError

    def heard(self, index: int) -> dict[str, Tensor]:
        """What it says of pictures that were not learnt from, at steps that are recorded."""
        if not self.held or not is_recorded(index):
            return {}
        with undisturbed(self.generator, self.discriminator), self.fabric.autocast():
            told = self.verdict(tuple(self.fabric.to_device(part) for part in self.held))
        return {signals.D_HELD_OUT: told[signals.D_REAL]}

    def averaged(self) -> AbstractContextManager[nn.Module]:
        """The generator with its averaged weights, for looking only."""
        return averaged(self.generator, self.average, self.fabric)

    def state(self) -> dict[str, Any]:
        """See `trainers.loop.Learner`."""
        return {
            "generator": self.generator.state_dict(),
            "average": self.average.weights,
            "discriminator": self.discriminator.state_dict(),
            "optimizers": [optimizer.state_dict() for optimizer in (*self.generator_steps, self.discriminator_step)],
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """See `trainers.loop.Learner`."""
        self.generator.load_state_dict(state["generator"])
        self.discriminator.load_state_dict(state["discriminator"])
        for name, value in state["average"].items():
            self.average.weights[name].copy_(value)
        for optimizer, saved in zip((*self.generator_steps, self.discriminator_step), state["optimizers"], strict=True):
            optimizer.load_state_dict(saved)


def warm_start(network: nn.Module, start: str) -> None:
    """All weights of the model `start` (a file or a name) that have a place of the same shape.

    A ×2 network takes the body of a ×4 network. A body of more blocks takes those of a shorter one and its last layer;
    the blocks between start anew.
    """
    weights = _with_last(Store().load(start_model(start)).state_dict(), network)
    own = network.state_dict()
    fitting = {name: value.float() for name, value in weights.items() if name in own and own[name].shape == value.shape}
    network.load_state_dict(own | fitting)


def _with_last(weights: Mapping[str, Tensor], network: nn.Module) -> dict[str, Tensor]:
    """`weights`, in which the last layer of the body has the name that it has in `network`."""
    body = getattr(network, "body", None)
    if not isinstance(body, nn.Sequential):
        return dict(weights)
    numbers = [int(name.split(".")[1]) for name in weights if re.match(r"body\.\d+\.", name)]
    here, there = f"body.{max(numbers, default=0)}.", f"body.{len(body) - 1}."
    return {there + name.removeprefix(here) if name.startswith(here) else name: w for name, w in weights.items()}

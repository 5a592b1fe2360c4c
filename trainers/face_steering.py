"""Directions corrected by what the generator makes of them.

A pattern says how codes differ where a label does, on the average of all faces; moved along it one face need not look
so. Here directions are moved until a judge of pictures finds that each changes its own label as far as it should on any
face, and no other; the step taken is the shortest by the measure of how faces differ (in the manner of StyleFlow and
GANSpace: Härkönen et al. 2020, where the principal components of codes are the edits that keep faces faces).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from ganstudio.engine.job import Job
from ganstudio.networks.face import FaceNetwork
from trainers.face_judge import SIDE, Judge, grey, moved
from trainers.face_measures import inside

REACH = 1.5
"""Standard deviations of its label, as the judge reads it, that a slider is to move from 0 to 1."""
_COMPONENTS = 256
_BATCH = 12
_RATE = 0.03
_SHORT, _SKIN = 0.02, 20.0
"""Weights of a direction's length, and of what it changes in the mean colour of a face."""


@dataclass(frozen=True)
class Steering:
    """A network, the judge of its sliders' labels, those that change their sign in a mirror (-1, else 1: (K,)), and
    codes (F, layers, dims) of faces to try directions on."""

    network: FaceNetwork
    judge: Judge
    signs: Tensor
    codes: Tensor
    device: torch.device

    def steered(self, found: Tensor, steps: int, seed: int, job: Job) -> Tensor:
        """Directions (K, layers, dims) from those that were `found`."""
        torch.manual_seed(seed)
        random = np.random.default_rng(seed)
        basis = components(self.codes).to(self.device)
        weights = (found.to(self.device).flatten(1) @ torch.linalg.pinv(basis)).requires_grad_()
        optimizer = torch.optim.Adam([weights], betas=(0.9, 0.98))
        pace = torch.optim.lr_scheduler.OneCycleLR(optimizer, _RATE, total_steps=steps + 1)
        for step in range(steps):
            job.check()
            loss = self._loss(weights, basis, step, random)
            optimizer.zero_grad()
            (gradient,) = torch.autograd.grad(loss, [weights])
            weights.grad = gradient
            optimizer.step()
            pace.step()
        return (weights.detach() @ basis).view_as(found).cpu()

    def _loss(self, weights: Tensor, basis: Tensor, step: int, random: np.random.Generator) -> Tensor:
        chosen = torch.from_numpy(random.integers(len(self.codes), size=_BATCH))
        codes = self.codes[chosen].to(self.device).float()
        which = (torch.arange(_BATCH) + step * _BATCH) % len(weights)
        far = torch.from_numpy(random.choice([-1.0, -0.5, 0.5, 1.0], _BATCH).astype(np.float32)).to(self.device)
        with torch.no_grad():
            before = self.network.decode(codes).float()
        way = far[:, None] * (weights[which] @ basis)
        after = self.network.decode(codes + way.view_as(codes)).float()
        wanted = F.one_hot(which.to(self.device), len(weights)) * (REACH * far)[:, None]
        error = F.smooth_l1_loss(self._change(before, after, random), wanted, reduction="none").sum(1).mean()
        return error + _SHORT * weights.square().sum(1).mean() + _SKIN * _colour(after - before).square().sum(1).mean()

    def _change(self, before: Tensor, after: Tensor, random: np.random.Generator) -> Tensor:
        """What the judge says that has changed (N, K): both pictures moved alike, as it was taught."""
        both = torch.cat([before, after], dim=1)
        seen = F.interpolate(both, (SIDE, SIDE), mode="bilinear", antialias=True)
        pictures, mirror = moved(torch.cat([grey(seen[:, :3]), grey(seen[:, 3:])], dim=1), random)
        change: Tensor = self.judge(pictures[:, 1:]) - self.judge(pictures[:, :1])
        return change * torch.where(mirror[:, None] < 0, self.signs, 1.0).to(change)


def components(codes: Tensor) -> Tensor:
    """(M, layers · dims): the directions in which codes of faces differ most, each a standard deviation long."""
    apart = codes.flatten(1).double()
    apart = apart - apart.mean(0)
    values, vectors = torch.linalg.eigh(apart.T @ apart / len(apart))
    count = min(_COMPONENTS, len(values), max(1, len(codes) - 1))
    return (vectors[:, -count:] * values[-count:].clamp(min=1e-12).sqrt()).T.float()


def _colour(change: Tensor) -> Tensor:
    """Mean change (N, 3) of the colours inside faces."""
    mask = torch.from_numpy(inside(change.shape[-1])).to(change)
    return (change * mask).sum((2, 3)) / mask.sum()

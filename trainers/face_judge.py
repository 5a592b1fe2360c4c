"""A small classifier that learns labels from faces and reads them off others.

It sees no colours, at 48 pixels, a face moved, zoomed and lit otherwise each time, so that it may be carried from the
grey pictures of one collection to the coloured ones of the next, and from photos to what a network makes of them.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ganstudio.engine.job import Job
from trainers.face_data import loaded

SIDE = 48
_BATCH = 32
_ROUNDS, _MOST = 20, 40_000
"""How often each face is seen, and how many in all at most."""
_ZOOM, _SHIFT = (0.95, 1.25), 0.08
"""How much larger, and by how much of a side elsewhere, a face may be."""


class Judge(nn.Module):
    """Grey faces (N, 1, S, S) in [0, 1] → (N, labels), standardised."""

    def __init__(self, count: int) -> None:
        super().__init__()
        widths, steps = [1, 24, 48, 96, 128], [2, 1, 2, 2]
        self.layers = nn.ModuleList(
            nn.Conv2d(inputs, outputs, 3, step, padding=1)
            for (inputs, outputs), step in zip(pairwise(widths), steps, strict=True)
        )
        self.norms = nn.ModuleList(nn.BatchNorm2d(width) for width in widths[1:])
        self.decide = nn.Linear(widths[-1] * (SIDE // 8) ** 2, count)

    def forward(self, x: Tensor) -> Tensor:
        spread = x.std((1, 2, 3), keepdim=True) + 0.02
        x = (x - x.mean((1, 2, 3), keepdim=True)) / spread
        for layer, norm in zip(self.layers, self.norms, strict=True):
            x = F.relu(norm(layer(x)))
        judged: Tensor = self.decide(F.dropout(x.flatten(1), 0.5, self.training))
        return judged


def taught(faces: Tensor, values: Tensor, signs: Tensor, seed: int, job: Job, device: torch.device) -> Judge:
    """A judge of grey `faces` (N, 1, S, S) and what is known of them, `values` (N, K), NaN where it is not.

    `signs` (K,): -1 for what changes its sign where a face is mirrored.
    """
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    judge = Judge(values.shape[1]).to(device)
    steps = max(1, min(len(faces) * _ROUNDS, _MOST) // _BATCH)
    optimizer = torch.optim.AdamW(judge.parameters(), weight_decay=0.05)
    pace = torch.optim.lr_scheduler.OneCycleLR(optimizer, 2e-3, total_steps=steps + 1)
    for _step in range(steps):
        job.check()
        chosen = torch.from_numpy(random.integers(len(faces), size=_BATCH))
        pictures, mirror = moved(faces[chosen], random)
        target = (values[chosen] * torch.where(mirror[:, None] < 0, signs, 1.0)).to(device)
        error = judge(pictures.to(device)) - target.nan_to_num()
        loss = (error.square() * ~target.isnan()).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        pace.step()
    return judge.eval()


def moved(faces: Tensor, random: np.random.Generator) -> tuple[Tensor, Tensor]:
    """Faces (N, 1, S, S) mirrored, zoomed, turned and shifted a little, each by chance; (N,) -1 for the mirrored."""
    count = len(faces)
    angle, zoom = random.normal(0, 0.08, count), random.uniform(*_ZOOM, count)
    mirror = random.choice([-1.0, 1.0], count).astype(np.float32)
    rows = np.zeros((count, 2, 3), np.float32)
    rows[:, 0, 0], rows[:, 0, 1] = mirror * np.cos(angle) / zoom, -np.sin(angle) / zoom
    rows[:, 1, 0], rows[:, 1, 1] = mirror * np.sin(angle) / zoom, np.cos(angle) / zoom
    rows[:, :, 2] = random.uniform(-2 * _SHIFT, 2 * _SHIFT, (count, 2))
    grid = F.affine_grid(torch.from_numpy(rows).to(faces.device), list(faces.shape), align_corners=False)
    return F.grid_sample(faces, grid, padding_mode="border", align_corners=False), torch.from_numpy(mirror)


def seen(paths: list[Path]) -> tuple[list[Path], Tensor]:
    """Those that can be read, and their faces as a judge sees them."""
    there, faces = loaded(paths, SIDE)
    return there, grey(faces.float() / 255)


def grey(faces: Tensor) -> Tensor:
    """(N, 3, S, S) → (N, 1, S, S): the luma (BT.601)."""
    weights = torch.tensor([0.299, 0.587, 0.114], device=faces.device).view(1, 3, 1, 1)
    return (faces * weights).sum(1, keepdim=True)


@torch.inference_mode()
def told(judge: Judge, faces: Tensor, device: torch.device) -> Tensor:
    """What a judge says of grey faces (N, 1, S, S): (N, K)."""
    parts = [judge(part.to(device)).float().cpu() for part in torch.split(faces, 256)] if len(faces) else []
    return torch.cat(parts) if parts else torch.zeros(0, judge.decide.out_features)

"""A small classifier that learns labels from one folder of faces and reads them off another.

It sees no colours, at 48 pixels, a face moved, zoomed and lit otherwise each time, so that it may be carried from the
grey pictures of one collection to the coloured ones of the next.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ganstudio.engine.job import Job
from ganstudio.errors import GanstudioError
from ganstudio.i18n import _
from trainers.data import find
from trainers.face_data import held_out, known, loaded
from trainers.face_labels import Label, Values

_SIDE = 48
_BATCH = 32
_ROUNDS = 20
_ZOOM, _SHIFT = (0.95, 1.25), 0.08
"""How much larger, and by how much of a side elsewhere, a face may be."""


class Judge(nn.Module):
    """Grey faces (N, 1, S, S) in [0, 1] → (N, labels)."""

    def __init__(self, count: int) -> None:
        super().__init__()
        widths = [1, 24, 48, 96, 128]
        self.layers = nn.ModuleList(nn.Conv2d(inputs, outputs, 3, padding=1) for inputs, outputs in pairwise(widths))
        self.norms = nn.ModuleList(nn.BatchNorm2d(width) for width in widths[1:])
        self.decide = nn.Linear(widths[-1] * (_SIDE // 16) ** 2, count)

    def forward(self, x: Tensor) -> Tensor:
        spread = x.std((1, 2, 3), keepdim=True) + 0.02
        x = (x - x.mean((1, 2, 3), keepdim=True)) / spread
        for layer, norm in zip(self.layers, self.norms, strict=True):
            x = F.max_pool2d(F.relu(norm(layer(x))), 2)
        judged: Tensor = self.decide(F.dropout(x.flatten(1), 0.5, self.training))
        return judged


def read_off(
    labels: list[Label], folder: Path, data: tuple[Path, ...], seed: int, job: Job, device: torch.device
) -> tuple[list[Label], dict[str, float]]:
    """`labels` of the faces in `folder` carried to the training faces below `data`; and for each how well it is told
    on faces of `folder` that were held out: the correlation."""
    paths, faces = loaded(known((folder,)), _SIDE)
    values, middle, scale = _standard(labels, paths, folder)
    judge = _taught(_grey(faces), values, seed, job, device)
    tried, unseen = loaded([path for path in find((folder,)) if held_out(path)], _SIDE)
    truth = np.stack([label.of(tried) for label in labels], axis=1)
    told = _told(judge, _grey(unseen), device)
    quality = {f"{label.name} told": _correlation(told[:, i], truth[:, i]) for i, label in enumerate(labels)}
    targets, found = loaded(known(data), _SIDE)
    judged = _told(judge, _grey(found), device) * scale + middle
    named = [path.name for path in targets]
    carried = [
        Label(label.name, dict(zip(named, map(float, judged[:, i]), strict=True)), label.ends)
        for i, label in enumerate(labels)
    ]
    return carried, quality


def _standard(labels: list[Label], paths: list[Path], folder: Path) -> tuple[Values, Values, Values]:
    """Labels with mean 0 and deviation 1, the means, the deviations."""
    values = np.stack([label.of(paths) for label in labels], axis=1)
    if not len(values) or np.isnan(values).all(axis=0).any():
        raise GanstudioError(_("The labels name no face in {folder}.").format(folder=folder))
    middle, scale = np.nanmean(values, axis=0), np.nanstd(values, axis=0)
    for label, deviation in zip(labels, scale, strict=True):
        if deviation == 0:
            raise GanstudioError(
                _("The label {name} is the same for all faces in {folder}, so that nothing is learnt from it.").format(
                    name=label.name, folder=folder
                )
            )
    return (values - middle) / scale, middle, scale


def _grey(faces: Tensor) -> Tensor:
    """(N, 3, S, S) uint8 → (N, 1, S, S) in [0, 1]."""
    weights = torch.tensor([0.299, 0.587, 0.114]).view(1, 3, 1, 1)
    return (faces.float() * weights).sum(1, keepdim=True) / 255


def _taught(faces: Tensor, values: Values, seed: int, job: Job, device: torch.device) -> Judge:
    torch.manual_seed(seed)
    random, wanted = np.random.default_rng(seed), torch.from_numpy(values)
    judge = Judge(values.shape[1]).to(device)
    steps = max(1, len(faces) * _ROUNDS // _BATCH)
    optimizer = torch.optim.AdamW(judge.parameters(), weight_decay=0.05)
    pace = torch.optim.lr_scheduler.OneCycleLR(optimizer, 2e-3, total_steps=steps + 1)
    for _step in range(steps):
        job.check()
        chosen = torch.from_numpy(random.integers(len(faces), size=_BATCH))
        target = wanted[chosen].to(device)
        error = judge(_moved(faces[chosen], random).to(device)) - target.nan_to_num()
        loss = (error.square() * ~target.isnan()).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        pace.step()
    return judge.eval()


def _moved(faces: Tensor, random: np.random.Generator) -> Tensor:
    """Faces (N, 1, S, S) mirrored, zoomed, turned and shifted a little, each by chance."""
    count = len(faces)
    angle, zoom = random.normal(0, 0.08, count), random.uniform(*_ZOOM, count)
    mirror = random.choice([-1.0, 1.0], count)
    rows = np.zeros((count, 2, 3), np.float32)
    rows[:, 0, 0], rows[:, 0, 1] = mirror * np.cos(angle) / zoom, -np.sin(angle) / zoom
    rows[:, 1, 0], rows[:, 1, 1] = mirror * np.sin(angle) / zoom, np.cos(angle) / zoom
    rows[:, :, 2] = random.uniform(-2 * _SHIFT, 2 * _SHIFT, (count, 2))
    grid = F.affine_grid(torch.from_numpy(rows), list(faces.shape), align_corners=False)
    return F.grid_sample(faces, grid, padding_mode="border", align_corners=False)


@torch.inference_mode()
def _told(judge: Judge, faces: Tensor, device: torch.device) -> Values:
    told = [judge(part.to(device)).float().cpu() for part in torch.split(faces, 256)] if len(faces) else []
    return torch.cat(told).numpy() if told else np.zeros((0, judge.decide.out_features), np.float32)


def _correlation(told: Values, truth: Values) -> float:
    there = ~np.isnan(truth)
    if there.sum() < 2 or truth[there].std() == 0 or told[there].std() == 0:
        return 0.0
    return float(np.corrcoef(told[there], truth[there])[0, 1])

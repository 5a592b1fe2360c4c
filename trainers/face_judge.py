"""A judge that learns labels from faces and reads them off others: a kernel regression on the edges of a face.

A few thousand faces are too few for a network to judge well that sees nothing else. Edges are what is alike in the grey
pictures of one collection and the coloured ones of the next, in photos and in what a network makes of them.
"""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F

from trainers.data import Image
from trainers.face_data import loaded, spread

SIDE = 64
_MOST = 4000
"""Faces that are remembered: the time to learn grows with the third power of their number."""
_NOISE = 0.05
"""Added to the kernel's diagonal."""
_NEAR = 1.7
"""How far likeness reaches, in parts of the usual distance of two faces."""
Values = NDArray[np.float32]
Grey = NDArray[np.uint8]
"""Faces (N, S, S) without colours."""


class Judge:
    """Of grey `faces` and what is known of them, `values` (N, K), NaN where it is not (kernel ridge regression)."""

    def __init__(self, faces: Grey, values: Values) -> None:
        known = np.array(spread(list(range(len(faces))), _MOST), int)
        self._edges, values = edges(faces[known]), values[known]
        self._scale = _NEAR * max(1e-6, float(np.median(_distances(self._edges[:300], self._edges[:300]))))
        alike = self._alike(self._edges)
        alike.ravel()[:: len(alike) + 1] += _NOISE
        self._middle = np.array([np.nanmean(each) if not np.isnan(each).all() else 0 for each in values.T], np.float32)
        self._answers = np.zeros_like(values)
        for index, each in enumerate((values - self._middle).T):
            there = ~np.isnan(each)
            self._answers[there, index] = np.linalg.solve(alike[np.ix_(there, there)], each[there])

    def __call__(self, faces: Grey) -> Values:
        """(N, K)."""
        if not len(faces):
            return np.zeros((0, len(self._middle)), np.float32)
        return np.asarray(self._alike(edges(faces)) @ self._answers + self._middle, np.float32)

    def _alike(self, other: Values) -> Values:
        return np.asarray(np.exp(-_distances(other, self._edges) / np.float32(self._scale)), np.float32)


def edges(faces: Grey) -> Values:
    """(N, n): histograms of the directions of edges (HOG: Dalal and Triggs 2005), of two sizes."""
    near, far = (cv2.HOGDescriptor((side, side), (16, 16), (8, 8), (8, 8), 9) for side in (SIDE, SIDE // 2))
    found = []
    for face in np.ascontiguousarray(faces):
        half = cv2.resize(face, (SIDE // 2, SIDE // 2), interpolation=cv2.INTER_AREA)
        found.append(np.concatenate([np.ravel(near.compute(face)), 1.5 * np.ravel(far.compute(half))]))
    return np.stack(found).astype(np.float32)


def _distances(a: Values, b: Values) -> Values:
    return np.asarray(np.square(a).sum(1)[:, None] + np.square(b).sum(1) - 2 * a @ b.T, np.float32)


def seen(paths: list[Path]) -> tuple[list[Path], Grey]:
    """Those that can be read, and their faces as a judge sees them."""
    there, faces = loaded(paths, SIDE)
    return there, grey(images(faces.float() / 255))


def images(faces: Tensor) -> Image:
    """(N, 3, H, W) in [0, 1] → (N, SIDE, SIDE, 3)."""
    if faces.shape[-1] != SIDE:
        faces = F.interpolate(faces, (SIDE, SIDE), mode="bilinear", antialias=True)
    whole = faces.clamp(0, 1).mul(255).round().to(torch.uint8)
    return np.asarray(whole.permute(0, 2, 3, 1).cpu().numpy())  # NCHW → NHWC


def grey(faces: Image) -> Grey:
    """(N, S, S, 3) → (N, S, S)."""
    light = [cv2.cvtColor(np.ascontiguousarray(face), cv2.COLOR_RGB2GRAY) for face in faces]
    return np.stack(light).astype(np.uint8) if light else np.zeros(faces.shape[:3], np.uint8)

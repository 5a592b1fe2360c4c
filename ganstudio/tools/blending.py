"""What makes a piece look native: by how much its light and colours have to change, at every place.

Two ways: gradients alone, which take the colours on along the outline (Pérez et al. 2003, "Poisson Image Editing"), and
a network that judges the whole (after Wu et al. 2019, "GP-GAN": a network for what is low in frequency, gradients for
the rest). Both give something smooth, found at a bounded size, and applied to the pixels as they are.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ganstudio.engine.job import Job
from ganstudio.image.pixels import Pixels, freeze, white
from ganstudio.masks.membrane import EDGE, seam

Floats = NDArray[np.float32]
Harmonise = Callable[[Pixels, Pixels], Pixels]
"""A network: RGB pixels and the piece in them (H, W), 255 where it is → RGB pixels."""
SIDE = 256
"""Longer side, in pixels, at which the network looks."""
MOST = 2_000_000
"""Pixels at which outlines are compared; larger pictures are compared reduced."""
_SHARP, _SOFT = 1.0, 1.5
"""Pixels on each side of the outline that are compared: by gradients alone, and behind the network."""
_WINDOW = 6
"""Pixels around each place of the network's picture of which its map is made."""
_FLAT = 1e-3
"""Variance of colours below which a map shifts them rather than stretching them."""


@dataclass(frozen=True)
class Scene:
    """A part of a photo with a piece laid over it as it is."""

    composite: Pixels
    """(H, W, 3)."""
    share: Floats
    """(H, W) in [0, 1]: how much of each pixel is the piece."""
    seen: NDArray[np.bool_]
    """(H, W): where the photo is not transparent."""

    def reduced(self, scale: float) -> Scene:
        """At `scale` of the size, but at least one pixel."""
        import cv2

        height, width = self.share.shape
        size = max(1, round(width * scale)), max(1, round(height * scale))
        if size == (width, height):
            return self
        colours = cv2.resize(self.composite, size, interpolation=cv2.INTER_AREA)
        share = cv2.resize(self.share, size, interpolation=cv2.INTER_AREA)
        seen = cv2.resize(self.seen.astype(np.float32), size, interpolation=cv2.INTER_AREA) > 0.99
        return Scene(colours, np.asarray(share, np.float32), seen)

    @property
    def inside(self) -> NDArray[np.bool_]:
        """(H, W): what is rather piece than photo."""
        return self.share > 0.5

    def floats(self) -> Floats:
        """(H, W, 3), RGB in [0, 1]."""
        return _floats(self.composite)


@dataclass(frozen=True)
class Change:
    """What to do to the colours of a piece: at each place colours to be added, and a matrix, a row for each channel.

    Pictures (h, w, 3) of any size, which are enlarged to the scene's, bilinearly. No matrix: none is applied.
    """

    size: tuple[int, int]
    """(width, height) of the scene."""
    shifts: tuple[Floats, ...]
    matrix: tuple[Floats, ...] = ()

    def columns(self, left: int, width: int) -> Change:
        """The same for some columns of the scene alone."""
        import cv2

        def wide(picture: Floats) -> Floats:
            if picture.shape[1] != self.size[0]:
                picture = np.asarray(cv2.resize(picture, (self.size[0], len(picture))), np.float32)
            return np.ascontiguousarray(picture[:, left : left + width])

        return Change((width, self.size[1]), tuple(map(wide, self.shifts)), tuple(map(wide, self.matrix)))

    def applied(self, colours: Floats, top: int) -> Floats:
        """By how much `colours`, (H, W, 3) in [0, 1], change, which are the scene's rows from `top` on."""
        change = np.zeros_like(colours)
        for shift in self.shifts:
            change += self._rows(shift, top, len(colours))
        for index, row in enumerate(self.matrix):
            change[..., index] += np.einsum("hwc,hwc->hw", self._rows(row, top, len(colours)), colours)
        return change

    def _rows(self, picture: Floats, top: int, height: int) -> Floats:
        if len(picture) == self.size[1]:
            return picture[top : top + height]
        places = (np.arange(top, top + height) + 0.5) * len(picture) / self.size[1] - 0.5
        places = places.clip(0, len(picture) - 1)
        above = np.minimum(places.astype(int), max(0, len(picture) - 2))
        result: Floats = picture[np.minimum(above + 1, len(picture) - 1)]
        result -= picture[above]
        result *= (places - above).astype(np.float32)[:, None, None]
        result += picture[above]
        return result


def by_gradients(scene: Scene, job: Job) -> Change:
    """The step of colours across the outline, spread inside."""
    small = scene.reduced(_scale(scene, MOST))
    size = scene.share.shape[1], scene.share.shape[0]
    return Change(size, (seam(small.floats(), small.inside, _SHARP, job, seen=small.seen),))


def by_network(scene: Scene, harmonise: Harmonise, job: Job) -> Change:
    """What the network makes of it, and then what is left of the seam."""
    matrix, shift = learnt(scene.reduced(min(1.0, SIDE / max(scene.share.shape))), harmonise)
    size = scene.share.shape[1], scene.share.shape[0]
    small = scene.reduced(_scale(scene, MOST))
    first = Change((small.share.shape[1], small.share.shape[0]), (shift,), matrix)
    colours = small.floats()
    job.check()
    colours += small.share[..., None] * first.columns(0, colours.shape[1]).applied(colours, 0)
    rest = seam(colours, small.inside, _SOFT, job, EDGE, small.seen)
    return Change(size, (shift, rest), matrix)


def _scale(scene: Scene, most: int) -> float:
    return min(1.0, math.sqrt(most / scene.share.size))


def learnt(scene: Scene, harmonise: Harmonise) -> tuple[tuple[Floats, ...], Floats]:
    """What the network does to the colours around each place: a matrix, row by row, and a shift, (h, w, 3) each."""
    made = harmonise(freeze(scene.composite), np.where(scene.inside, np.uint8(255), np.uint8(0)))
    colours = scene.floats()
    both, share = _fitted(colours, _floats(made) - colours, scene.inside.astype(np.float32)[..., None])
    even = _floats32(_mean(both) / np.maximum(_mean(share), 1e-6))
    *matrix, shift = (np.ascontiguousarray(even[..., at : at + 3]) for at in range(0, 12, 3))
    return tuple(matrix), shift


def _fitted(colours: Floats, change: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """(h, w, 12): the matrix and the shift that make `change` of `colours` around each place; and where there are any.

    By least squares, after He et al. 2010, "Guided Image Filtering", section 3.4, where `weight` (h, w, 1) is.
    """
    total = _mean(weight)

    def mean(values: Floats) -> Floats:
        return _floats32(_mean(values * weight) / np.maximum(total, 1e-6))

    def pairs(left: Floats, right: Floats) -> Floats:
        return left[..., :, None] * right[..., None, :]

    def covariance(values: Floats) -> Floats:
        together = mean(pairs(values, colours).reshape(*colours.shape[:2], 9))
        return together.reshape(*colours.shape[:2], 3, 3) - pairs(mean(values), mean(colours))

    spread = covariance(colours) + _FLAT * np.eye(3, dtype=np.float32)
    matrix = np.linalg.solve(spread, covariance(change).swapaxes(-1, -2)).swapaxes(-1, -2)
    shift = mean(change) - (matrix * mean(colours)[..., None, :]).sum(axis=-1)
    there = (total > 1e-6).astype(np.float32)
    return there * np.concatenate([matrix.reshape(*colours.shape[:2], 9), shift], axis=2), there


def _mean(picture: Floats) -> Floats:
    """Over the window around each place; (H, W, C) stays (H, W, C)."""
    import cv2

    side = 2 * _WINDOW + 1
    layers = [cv2.blur(picture[..., index], (side, side)) for index in range(picture.shape[2])]
    return _floats32(np.stack(layers, axis=2))


def _floats(pixels: Pixels) -> Floats:
    """In [0, 1]."""
    return _floats32(pixels.astype(np.float32) / white(pixels))


def _floats32(values: NDArray[Any]) -> Floats:
    return np.asarray(values, np.float32)

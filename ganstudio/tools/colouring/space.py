"""CIE Lab of a photo's values and back, by its profile, so that luminance stays exactly as it was.

Lab is relative to daylight (D65), as usual with sRGB. Lightness L and luminance Y say the same; Y is kept in all steps.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ganstudio.image.dab import Colour
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels
from ganstudio.image.response import response
from ganstudio.tools import tone

Floats = NDArray[np.float32]
UNIT = 110.0
"""What the networks divide a and b by."""
_TO_D65 = np.array(
    [[0.9555766, -0.0230393, 0.0631636], [-0.0282895, 1.0099416, 0.0210077], [0.0122982, -0.0204830, 1.3299098]]
)
"""Bradford's adaptation of XYZ from D50, which profiles are relative to (Lindbloom, "Chromatic Adaptation")."""
_KNEE = 6 / 29
"""Where the cube root of CIE 15 becomes a straight line."""


@dataclass(frozen=True, eq=False)
class Space:
    """What the values of a photo of one profile and depth mean."""

    decoding: Floats
    """Light (3, levels) of each channel's values."""
    encoding: NDArray[np.unsignedinteger]
    """Values (3, FINE) of light, to be looked up as `tone.encoding` says."""
    matrix: Floats
    """(3, 3): light to XYZ, each relative to white."""

    @classmethod
    def of(cls, photo: Photo) -> Space:
        """By the photo's profile; sRGB where it has none, or one of tables."""
        return _space(photo.meta.icc, photo.pixels.dtype)

    def luminance(self, part: Pixels) -> Floats:
        """Y (H, W) of RGB values."""
        weights = self.matrix[1]
        total = tone.look_up(self.decoding[0] * weights[0], part[..., 0])
        for channel in (1, 2):
            total = total + tone.look_up(self.decoding[channel] * weights[channel], part[..., channel])
        return np.asarray(total)

    def colours(self, part: Pixels) -> tuple[Floats, Floats]:
        """a and b, (H, W) each, of RGB values."""
        import cv2

        light = cv2.merge([tone.look_up(self.decoding[c], part[..., c]) for c in range(3)])
        x, y, z = cv2.split(_root(np.asarray(cv2.transform(light, self.matrix), np.float32)))
        return 500 * (x - y), 200 * (y - z)

    def pixels(self, luminance: Floats, root: Floats, colours: tuple[Floats, Floats]) -> Pixels:
        """RGB (H, W, 3) of Y, its root as `root` gives it, and a and b, (H, W) each.

        A colour that the space lacks is mixed with the grey of the same luminance until it fits: what is added to Y in
        one channel is taken in another, so Y stays.
        """
        import cv2

        x = _square(root + colours[0] * np.float32(1 / 500))
        z = _square(root - colours[1] * np.float32(1 / 200))
        light = np.asarray(cv2.transform(cv2.merge([x, luminance, z]), np.linalg.inv(self.matrix)), np.float32)
        _fit(light.reshape(-1, 3), luminance.ravel())
        steps = cv2.split(tone.index(np.sqrt(light, out=light)))
        return np.asarray(cv2.merge([np.take(self.encoding[c], np.asarray(steps[c], np.uint16)) for c in range(3)]))


@lru_cache(maxsize=8)
def _space(icc: bytes | None, dtype: np.dtype[np.unsignedinteger]) -> Space:
    curves, highest = response(icc), int(np.iinfo(dtype).max)
    primaries = _TO_D65 @ curves.primaries
    values = np.rint(tone.encoding(curves) * highest).astype(dtype)
    matrix = primaries / primaries.sum(axis=1, keepdims=True)
    return Space(curves.light(highest + 1).astype(np.float32), values, matrix.astype(np.float32))


def root(luminance: Floats) -> Floats:
    """(L + 16) / 116 of luminance Y."""
    return _root(luminance)


def luminance_of(root: Floats) -> Floats:
    """The reverse of `root`."""
    return _square(root)


def lightness(luminance: Floats) -> Floats:
    """L, from 0 to 100."""
    return np.asarray(116 * _root(luminance) - 16)


def _root(light: Floats) -> Floats:
    import cv2

    positive = np.maximum(light, np.float32(1e-9))
    return np.where(
        light > _KNEE**3, cv2.pow(positive, 1 / 3), light * np.float32(1 / (3 * _KNEE**2)) + np.float32(4 / 29)
    )


def _square(value: Floats) -> Floats:
    """The reverse of `_root`: the straight line, and what the cube has more beyond the knee."""
    more = np.maximum(value - np.float32(_KNEE), 0)
    line = np.float32(3 * _KNEE**2) * (value - np.float32(4 / 29))
    return np.asarray(line + more * more * (more + np.float32(3 * _KNEE)))


def _fit(light: Floats, luminance: Floats) -> None:
    """Bring `light` (n, 3) as near as it fits into [0, 1] on the way to grey of the same `luminance` (n,)."""
    most, least = tone.extremes(tuple(light.T))
    beyond = np.flatnonzero((least.ravel() < 0) | (most.ravel() > 1))
    if len(beyond):
        grey, low, high = luminance[beyond], least.ravel()[beyond], most.ravel()[beyond]
        down = grey / np.maximum(grey - np.minimum(low, 0), 1e-9)
        up = (1 - grey) / np.maximum(np.maximum(high, 1) - grey, 1e-9)
        share = np.clip(np.minimum(down, up), 0, 1)[:, None]
        light[beyond] = grey[:, None] + (light[beyond] - grey[:, None]) * share
    np.clip(light, 0, 1, out=light)


def dab_colours(colours: list[Colour]) -> Floats:
    """a and b (n, 2) of sRGB colours of 8 bit."""
    import cv2

    if not colours:
        return np.empty((0, 2), np.float32)
    values = np.asarray(colours, np.float32).reshape(-1, 1, 3) / 255
    return np.asarray(cv2.cvtColor(values, cv2.COLOR_RGB2Lab)[:, 0, 1:])

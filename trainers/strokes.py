"""A photo painted with strokes that follow its edges, or with dots, to have pairs to learn from. Pictures (H, W, 3)
uint8.

Colours and a grain are drawn out along the edges (line integral convolution: Cabral and Leedom 1993), whose directions
come from the structure tensor (as in Kyprianidis and Döllner 2008, "Image Abstraction by Structure Adaptive
Filtering"). The grain is the photo's own, since strokes drawn by lot cannot be learnt.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from trainers.data import Image

Floats = NDArray[np.float32]

_LENGTH, _WIDTH = 4, 1.5
"""Pixels: half a stroke's length; the blur that sets its width."""
_WOBBLE, _RELIEF, _WARMTH = 1.2, 0.07, 0.07
"""Pixels by which strokes leave the outlines; how much lighter, and how much warmer, one is than the next."""
_VIVID, _DARKEST = 1.4, 0.05
_FAINT = 0.0015
"""Grain that is weaker than this is none."""
_WARM = np.array([1, -0.2, -1], np.float32)
_PURE = np.array([[0.7, -0.1, -1], [-0.35, 0.25, -0.15]], np.float32)
"""How much warmer a dot is than the next, and how much greener."""
_BRIGHT, _PATCH, _HUE = 0.1, 1.2, 0.22
"""How much lighter it is; the blur of what lies below; how much purer its colour is."""


def strokes(photo: Image, _random: np.random.Generator) -> Image:
    """Short strokes with rims, warm and cold ones side by side; outlines waver, colours are vivid, nothing is black."""
    rgb = photo.astype(np.float32) / np.float32(255)
    grey = np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), np.float32)
    angle = _along_edges(grey)
    light = _grain(grey, angle)
    warm = _grain(rgb[..., 0] - rgb[..., 2] + np.float32(0.3) * rgb[..., 1], angle)
    smeared = _drawn_out(_wavering(rgb, _WOBBLE * light, angle), angle, _LENGTH - 2)
    shade = np.asarray(cv2.cvtColor(smeared, cv2.COLOR_RGB2GRAY), np.float32)[..., None]
    vivid = _DARKEST + (1 - _DARKEST) * (shade + _VIVID * (smeared - shade))
    painted = vivid + _RELIEF * (0.6 + shade) * light[..., None] + _WARMTH * warm[..., None] * _WARM
    return np.asarray(np.rint(255 * np.clip(painted, 0, 1)), np.uint8)


def dots(photo: Image, _random: np.random.Generator) -> Image:
    """Dots of purer colours side by side: warm and cold, green and not, light and dark; their mean is the photo's."""
    rgb = photo.astype(np.float32) / np.float32(255)
    grey = np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), np.float32)
    red, green, blue = cv2.split(rgb)
    angle = _along_edges(grey)
    channels = grey, red - blue + np.float32(0.3) * green, green - np.float32(0.5) * (red + blue)
    light, *hues = (np.clip(_grain(np.asarray(channel), angle, 0), -1.2, 1.2) for channel in channels)
    below = np.asarray(cv2.GaussianBlur(_wavering(rgb, _WOBBLE * light, angle), (0, 0), _PATCH), np.float32)
    shade = np.asarray(cv2.cvtColor(below, cv2.COLOR_RGB2GRAY), np.float32)[..., None]
    painted = (
        _DARKEST + (1 - _DARKEST) * (shade + _VIVID * (below - shade)) + _BRIGHT * (0.5 + shade) * light[..., None]
    )
    for hue, direction in zip(hues, _PURE, strict=True):
        painted += _HUE * hue[..., None] * direction
    return np.asarray(np.rint(255 * np.clip(painted, 0, 1)), np.uint8)


def _along_edges(grey: Floats) -> Floats:
    """The direction (H, W) in which least changes nearby."""
    soft = cv2.GaussianBlur(grey, (0, 0), 1.5)
    x, y = cv2.Scharr(soft, cv2.CV_32F, 1, 0), cv2.Scharr(soft, cv2.CV_32F, 0, 1)
    xx, yy, xy = (cv2.GaussianBlur(part, (0, 0), 5) for part in (x * x, y * y, x * y))
    return np.asarray(0.5 * np.arctan2(2 * xy, xx - yy) + np.pi / 2, np.float32)


def _grain(channel: Floats, angle: Floats, length: int = _LENGTH) -> Floats:
    """Strokes of about unit strength, where the photo has any grain."""
    fine = cv2.GaussianBlur(channel, (0, 0), _WIDTH) - cv2.GaussianBlur(channel, (0, 0), 2 * _WIDTH)
    even = np.clip(fine / (_strength(fine, 8) + _FAINT), -2, 2)
    drawn = _drawn_out(np.asarray(even, np.float32), angle, length)
    return np.asarray(drawn / (_strength(drawn, 12) + 0.12), np.float32)


def _strength(field: Floats | cv2.typing.MatLike, reach: float) -> Floats:
    return np.asarray(np.sqrt(cv2.GaussianBlur(np.asarray(field * field), (0, 0), reach)), np.float32)


def _wavering(rgb: Floats, by: Floats, angle: Floats) -> Floats:
    """Moved by so many pixels across the edges, and to the same side of each."""
    x, y = _places(angle.shape)
    side = np.where(np.sin(angle) > 0, -by, by)
    return _taken(rgb, x - side * np.sin(angle), y + side * np.cos(angle))


def _drawn_out(field: Floats, angle: Floats, length: int) -> Floats:
    """The mean of `field` (H, W[, 3]) over `length` pixels each way along the streamlines of `angle`."""
    across, down = np.cos(angle), np.sin(angle)
    total = field.copy()
    for way in (1, -1):
        x, y = _places(angle.shape)
        dx, dy = way * across, way * down
        for _step in range(length):
            x, y = x + dx, y + dy
            total += _taken(field, x, y)
            next_x, next_y = _taken(across, x, y, cv2.INTER_NEAREST), _taken(down, x, y, cv2.INTER_NEAREST)
            onwards = np.where(next_x * dx + next_y * dy < 0, np.float32(-1), np.float32(1))
            dx, dy = onwards * next_x, onwards * next_y
    return total / np.float32(2 * length + 1)


def _places(shape: tuple[int, ...]) -> tuple[Floats, Floats]:
    y, x = np.indices(shape, np.float32)
    return x, y


def _taken(field: Floats, x: Floats, y: Floats, way: int = cv2.INTER_LINEAR) -> Floats:
    """`field` at the places (x, y)."""
    found = cv2.remap(field, x.astype(np.float32), y.astype(np.float32), way, borderMode=cv2.BORDER_REFLECT)
    return np.asarray(found, np.float32)

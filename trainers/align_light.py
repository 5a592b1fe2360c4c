"""Light, colour and what cameras do, at random, so that only the shape of a face counts."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from trainers.data import Image

Values = NDArray[np.float32]


def lit(picture: Image, random: np.random.Generator) -> Image:
    """`picture`, square, in another light, sometimes grey, blurred, noisy, or as a poor JPEG."""
    values = picture.astype(np.float32) / 255
    values **= np.float32(math.exp(random.normal(0, 0.35)))
    if random.random() < 0.5:
        values *= _slope(len(values), random)[..., None]
    values = values * _tint(random)
    if random.random() < 0.3:
        values = np.repeat(values @ random.dirichlet((2, 3, 1)).astype(np.float32)[:, None], 3, axis=2)
        if random.random() < 0.3:
            values = values * _tint(random)
    values = random.uniform(-0.1, 0.15) + values * random.uniform(0.5, 1.1)
    if random.random() < 0.3:
        values = np.asarray(cv2.GaussianBlur(values, (0, 0), random.uniform(0.3, 1.6)), np.float32)
    if random.random() < 0.4:
        noise = random.standard_normal((*values.shape[:2], random.choice((1, 3))), np.float32)
        values = values + np.float32(random.uniform(0, 0.08)) * noise
    return _copied(np.asarray(np.clip(np.rint(255 * values), 0, 255), np.uint8), random)


def _tint(random: np.random.Generator) -> Values:
    return np.exp(random.normal(0, 0.1, 3)).astype(np.float32)


def _slope(side: int, random: np.random.Generator) -> Values:
    """(side, side): brighter to one side."""
    way, strength = random.uniform(0, 2 * math.pi), random.uniform(0, 0.8)
    spots = np.linspace(-1, 1, side, dtype=np.float32)
    slope = math.cos(way) * spots[None] + math.sin(way) * spots[:, None]
    return np.asarray(np.exp(strength * slope), np.float32)


def _copied(picture: Image, random: np.random.Generator) -> Image:
    if random.random() < 0.7:
        return picture
    quality = [cv2.IMWRITE_JPEG_QUALITY, int(random.integers(25, 95))]
    return np.asarray(cv2.imdecode(cv2.imencode(".jpg", picture, quality)[1], cv2.IMREAD_COLOR), np.uint8)

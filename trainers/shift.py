"""A picture as another camera, at another hour, would have taken it: HWC float32 RGB in [0, 1] in and out."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
_LUMA = np.array([0.299, 0.587, 0.114], np.float32)


def shifted(picture: Floats, random: np.random.Generator) -> Floats:
    """Light and colours shifted at random, sometimes not at all; then sharpness and noise."""
    choice = random.random()
    if choice > 0.1:
        picture = _taken_on(picture, random) if choice > 0.75 else _lit(picture, random)
    return np.clip(_grain(_focus(picture, random), random), 0, 1).astype(np.float32)


def _lit(picture: Floats, random: np.random.Generator) -> Floats:
    """White balance, exposure, gamma, contrast, saturation: each of random strength, each often left alone."""
    if random.random() < 0.7:
        gains = np.exp(random.normal(0, 0.13, 3))
        picture = picture * (gains / gains.mean())
    if random.random() < 0.7:
        picture = picture * 2 ** random.uniform(-0.7, 0.6)
    if random.random() < 0.5:
        picture = np.clip(picture, 0, 1) ** np.exp(random.normal(0, 0.25))
    if random.random() < 0.6:
        middle = picture.mean() + random.normal(0, 0.05)
        picture = middle + (picture - middle) * np.exp(random.normal(0, 0.22))
    if random.random() < 0.6:
        grey = (picture @ _LUMA)[..., None]
        picture = grey + (picture - grey) * np.exp(random.normal(0, 0.3))
    return np.asarray(picture, np.float32)


def _taken_on(picture: Floats, random: np.random.Generator) -> Floats:
    """Part of the way to a mean and spread of colours as another picture may have them (Reinhard et al. 2001)."""
    mean, spread = picture.mean(axis=(0, 1)), picture.std(axis=(0, 1)) + 1e-3
    their_mean, their_spread = random.uniform(0.15, 0.75) + random.normal(0, 0.07, 3), random.uniform(0.08, 0.3)
    part = random.uniform(0.2, 0.8)
    gain = np.clip(their_spread / spread, 0.5, 2) ** part
    return np.asarray((picture - mean) * gain + mean + part * (their_mean - mean), np.float32)


def _focus(picture: Floats, random: np.random.Generator) -> Floats:
    if random.random() < 0.7:
        return picture
    blurred = cv2.GaussianBlur(picture, (0, 0), random.uniform(0.4, 1.5))
    if random.random() < 0.6:
        return np.asarray(blurred, np.float32)
    return np.asarray(picture + random.uniform(0.2, 0.8) * (picture - blurred), np.float32)


def _grain(picture: Floats, random: np.random.Generator) -> Floats:
    if random.random() < 0.7:
        return picture
    return np.asarray(picture + random.normal(0, random.uniform(0.005, 0.03), picture.shape), np.float32)

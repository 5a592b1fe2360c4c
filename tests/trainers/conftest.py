"""Small folders of generated pictures to train on."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest


def picture(random: np.random.Generator, side: int) -> np.ndarray:
    """Discs of random size and colour, with smooth edges: a network can learn to sharpen them."""
    large = np.zeros((4 * side, 4 * side, 3), np.uint8)
    for _ in range(side // 2):
        centre = [int(value) for value in random.integers(0, 4 * side, 2)]
        colour = [int(value) for value in random.integers(0, 256, 3)]
        cv2.circle(large, centre, int(random.integers(side // 8, side)), colour, -1)
    return np.asarray(cv2.resize(large, (side, side), interpolation=cv2.INTER_AREA), np.uint8)


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with six pictures of 160 × 160."""
    folder = tmp_path_factory.mktemp("pictures")
    random = np.random.default_rng(5)
    for index in range(6):
        cv2.imwrite(str(folder / f"{index}.png"), picture(random, 160))
    return folder

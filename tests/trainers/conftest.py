"""Small folders of generated pictures to train on."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest


def picture(random: np.random.Generator, side: int) -> np.ndarray:
    """Soft blobs with hard edges: something a network can learn to sharpen."""
    coarse = random.integers(0, 256, size=(side // 8, side // 8, 3), dtype=np.uint8)
    soft = cv2.resize(coarse, (side, side), interpolation=cv2.INTER_CUBIC)
    return np.where(soft > 127, 220, soft // 2).astype(np.uint8)


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with six pictures of 160 × 160."""
    folder = tmp_path_factory.mktemp("pictures")
    random = np.random.default_rng(5)
    for index in range(6):
        cv2.imwrite(str(folder / f"{index}.png"), picture(random, 160))
    return folder

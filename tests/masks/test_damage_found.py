"""The bundled network on pictures made here: it finds wear drawn by seed, and leaves clean pictures alone."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import pytest

from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.image.pixels import Pixels, freeze
from ganstudio.masks.damage import USUAL, find
from ganstudio.masks.mask import Mask
from trainers.wear import Worn, worn


@pytest.fixture(scope="module")
def bundled() -> Engine:
    return Engine(Store(), "cpu")


def smooth(side: int = 320) -> Pixels:
    """Soft hills of several colours."""
    rough = np.random.default_rng(5).integers(60, 190, (6, 7, 3), np.uint8)
    return freeze(np.asarray(cv2.resize(rough, (side, side), interpolation=cv2.INTER_CUBIC), np.uint8))


def textured(side: int = 320) -> Pixels:
    """The same with grain, as cloth or grass has it."""
    grain = cv2.GaussianBlur(np.random.default_rng(6).normal(0, 20, (side, side)), (0, 0), 1.2)
    return freeze(np.clip(smooth(side) + grain[..., None], 0, 255).astype(np.uint8))


def shares(mask: Mask, made: Worn) -> tuple[float, float]:
    """(recall, precision)."""
    both = float(((mask > 0) & made.damage).sum())
    return both / made.damage.sum(), both / max(1, ((mask > 0) & ~made.faint).sum())


@pytest.mark.parametrize("picture", [smooth, textured])
def test_worn_pictures_are_seen_through(bundled: Engine, picture: Any) -> None:
    made = [worn(picture(), np.random.default_rng(seed)) for seed in range(4)]
    found = [shares(find(freeze(each.picture), USUAL, bundled, Job()), each) for each in made]
    recall, precision = np.mean(found, axis=0)
    assert recall > 0.5 and precision > 0.6


@pytest.mark.parametrize("picture", [smooth, textured])
def test_next_to_nothing_is_proposed_on_clean_ones(bundled: Engine, picture: Any) -> None:
    assert (find(picture(), USUAL, bundled, Job()) > 0).mean() < 0.005


def test_more_sensitive_finds_more(bundled: Engine) -> None:
    pixels = freeze(worn(textured(), np.random.default_rng(3)).picture)
    areas = [int((find(pixels, sensitivity, bundled, Job()) > 0).sum()) for sensitivity in (0, 50, 100)]
    assert areas[0] < areas[1] < areas[2]

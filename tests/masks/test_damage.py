"""Damage is found, whatever the photo's size and depth, and next to nothing where there is none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.errors import Cancelled, ModelError
from ganstudio.image.pixels import Pixels, freeze
from ganstudio.masks import damage
from ganstudio.masks.damage import USUAL, count, find, grown
from ganstudio.masks.mask import FULL, Mask, empty
from tests.masks import white


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Whose network takes what is white for damage."""
    folder = tmp_path_factory.mktemp("models")
    white.save(folder)
    return Engine(Store([folder]), "cpu")


def dotted(height: int = 40, width: int = 60) -> Any:
    """Grey, with a white line and a white dot."""
    pixels = np.full((height, width, 3), 90, np.uint8)
    pixels[8:30, 20:22] = 255
    pixels[5, 50] = 255
    return pixels


def wanted(pixels: Any) -> Mask:
    return np.where(pixels[..., :3].min(axis=2) == np.iinfo(pixels.dtype).max, FULL, 0).astype(np.uint8)


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@pytest.mark.parametrize("channels", [3, 4])
def test_any_depth_with_and_without_alpha(engine: Engine, dtype: Any, channels: int) -> None:
    pixels = dotted().astype(dtype) * (257 if dtype is np.uint16 else 1)
    if channels == 4:
        pixels = np.concatenate([pixels, np.zeros_like(pixels[..., :1])], axis=2)
    before = pixels.copy()
    mask = find(freeze(pixels), USUAL, engine, Job())
    assert np.array_equal(mask, wanted(pixels)) and not mask.flags.writeable
    assert np.array_equal(pixels, before)


@pytest.mark.parametrize("size", [(1, 1), (1, 90), (90, 1), (7, 13), (64, 65)])
def test_any_size(engine: Engine, size: tuple[int, int]) -> None:
    grey, bright = np.full((*size, 3), 80, np.uint8), np.full((*size, 3), 255, np.uint8)
    assert not find(freeze(grey), USUAL, engine, Job()).any()
    mask = find(freeze(bright), USUAL, engine, Job())
    assert mask.shape == size and mask.all()


def test_what_is_wide_is_found_in_a_reduced_copy(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[tuple[int, int]] = []
    inner = damage._strength

    def strength(pixels: Pixels, size: tuple[int, int], *rest: Any, **named: Any) -> Mask:
        looked.append(size)
        return inner(pixels, size, *rest, **named)

    monkeypatch.setattr(damage, "_strength", strength)
    pixels = np.full((1000, 1300, 3), 90, np.uint8)
    pixels[200:800, 600:660] = 255
    mask = find(freeze(pixels), USUAL, engine, Job())
    assert looked == [(1300, 1000), (433, 333)]
    assert mask[210:790, 610:650].all() and not mask[:, :590].any()


def test_what_is_likely_counts_beside_what_is_sure() -> None:
    strength = np.array([[0, 5, 9, 5, 0, 5, 5, 0]], np.uint8)
    made = damage._connected(strength, 9, 5, Job())
    assert made.tolist() == [[0, FULL, FULL, FULL, 0, 0, 0, 0]]


def test_it_can_be_cancelled(engine: Engine) -> None:
    job = Job(lambda _done, _text: job.cancel())
    with pytest.raises(Cancelled):
        find(freeze(dotted()), USUAL, engine, job)


def test_without_a_model_it_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no model"):
        find(freeze(dotted()), USUAL, Engine(Store([tmp_path]), "cpu"), Job())


def test_places_are_counted_and_grown() -> None:
    mask = wanted(dotted())
    assert (count(mask), count(empty((5, 5)))) == (2, 0)
    larger = grown(mask, 2)
    assert larger[3:8, 50].all() and larger[5, 48:53].all() and not larger[5, 53]
    assert grown(mask, 0) is mask

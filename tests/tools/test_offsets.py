"""Which known pixel a new one becomes; what is off at the seam."""

from __future__ import annotations

import numpy as np
import pytest

from ganstudio.engine.job import Job
from ganstudio.image.pixels import freeze
from ganstudio.tools.offsets import Floats, Level, gathered, offsets
from ganstudio.tools.seam import Seam


def levels(colours: Floats, guess: Floats, sizes: int = 1) -> list[Level]:
    """The same at so many sizes, with nothing to be seen from afar."""

    def small(values: Floats, step: int) -> Floats:
        means = values.reshape(len(values) // step, step, -1, step, 3).mean(axis=(1, 3))
        return np.concatenate([means, np.zeros_like(means)], axis=2).astype(np.float32)

    return [Level(small(colours, 2**power), small(guess, 2**power)) for power in reversed(range(sizes))]


def stripes(height: int, width: int, start: int = 0, period: int = 8) -> Floats:
    """Upright ones."""
    row = 0.5 + 0.4 * np.sin(2 * np.pi * np.arange(start, start + width) / period)
    return np.broadcast_to(row[None, :, None], (height, width, 3)).astype(np.float32)


def test_stripes_go_on_in_step() -> None:
    known, plain = stripes(32, 64), np.full((32, 16, 3), 0.5, np.float32)
    result = gathered(known, *offsets(levels(known, plain, 2), Job()))
    # The far end is further from the seam than what is compared reaches.
    assert np.abs(result - stripes(32, 16, start=64))[:, :8].max() < 0.05


def test_every_offset_leads_into_what_is_known() -> None:
    random = np.random.default_rng(5)
    known, guess = (random.random((32, width, 3), np.float32) for width in (48, 16))
    down, across = offsets(levels(known, guess, 2), Job(), seed=9)
    rows, columns = np.arange(32)[:, None] + down, 48 + np.arange(16) + across
    assert rows.min() >= 0 and rows.max() < 32 and columns.min() >= 0 and columns.max() < 48


def test_what_is_guessed_decides_between_what_fits_alike() -> None:
    """Dark and light lie side by side; the seam says nothing of them."""
    known = np.zeros((32, 64, 3), np.float32)
    known[:, 20:40] = 0.8
    known[:, 52:] = 0.4
    for wanted in (0.0, 0.8):
        guess = np.full((32, 16, 3), wanted, np.float32)
        (level,) = levels(known, guess)
        result = gathered(known, *offsets([level], Job()))
        assert abs(result[:, 8:].mean() - wanted) < 0.15


def test_what_a_copy_is_off_by_goes_at_the_seam_and_fades() -> None:
    beside = np.full((40, 30, 3), 100, np.uint8)
    beside[:, 20:] = 110
    offset = np.full(40, -16, np.int64)  # from where it is 100 to the photo's end, that is 110
    correction = Seam(freeze(beside), np.zeros(40, np.int64), offset, 12).correction(5, 25)
    assert correction.shape == (20, 12, 3)
    assert correction[:, 0] == pytest.approx(10, abs=0.1)
    assert (np.diff(correction, axis=1) < 0).all()


def test_what_is_another_thing_does_not_spread() -> None:
    beside = np.zeros((40, 30, 3), np.uint8)
    beside[:, 20:] = 255
    correction = Seam(freeze(beside), np.zeros(40, np.int64), np.full(40, -16, np.int64), 64).correction(0, 40)
    assert correction[:, 0] == pytest.approx(255, abs=1) and np.abs(correction[:, 8:]).max() < 25

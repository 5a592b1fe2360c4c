"""The histogram: shares of values, whatever the size, depth and alpha."""

from __future__ import annotations

import numpy as np

from ganstudio.image import histogram as histogram_module
from ganstudio.image.histogram import histogram
from ganstudio.image.pixels import freeze
from tests.image.pictures import adobe_rgb, cat, deep, with_alpha


def test_counts_each_channel() -> None:
    shares = histogram(cat())
    assert shares.shape == (4, 256) and shares.dtype == np.float32
    assert np.allclose(shares.sum(axis=1), 1, atol=1e-5)
    for channel in range(3):
        counts = np.bincount(cat()[..., channel].ravel(), minlength=256)
        assert np.allclose(shares[channel + 1], counts / cat()[..., 0].size, atol=1e-6)


def test_luma_of_grey_is_its_value_and_green_weighs_most() -> None:
    grey = np.full((5, 5, 3), 77, np.uint8)
    assert histogram(freeze(grey))[0, 77] == 1
    green, blue = np.zeros((2, 5, 5, 3), np.uint8)
    green[..., 1] = blue[..., 2] = 255
    lumas = [int(histogram(freeze(pixels))[0].argmax()) for pixels in (green, blue)]
    assert abs(lumas[0] - 0.7169 * 255) <= 1 and abs(lumas[1] - 0.0606 * 255) <= 1  # sRGB's, adapted to D50
    assert int(histogram(freeze(green), adobe_rgb())[0].argmax()) < lumas[0]


def test_16_bit_is_counted_in_256_steps() -> None:
    assert np.allclose(histogram(deep(cat()))[1:], histogram(cat())[1:], atol=1e-6)


def test_what_cannot_be_seen_does_not_count() -> None:
    pixels = np.dstack([cat(), np.full(cat().shape[:2], 255, np.uint8)])
    pixels[:, :20] = (9, 9, 9, 0)
    assert np.array_equal(histogram(freeze(pixels)), histogram(freeze(cat()[:, 20:])))
    assert histogram(freeze(np.zeros((3, 3, 4), np.uint8))).sum() == 0
    assert histogram(with_alpha(cat())).sum() > 3.9


def test_a_large_picture_is_sampled_evenly(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    ramp = freeze(np.broadcast_to(np.arange(1024)[None, :, None] // 4, (300, 1024, 3)).astype(np.uint8))
    monkeypatch.setattr(histogram_module, "MOST", 20_000)
    shares = histogram(ramp)
    assert np.allclose(shares, 1 / 256, atol=1 / 256 + 1e-3) and np.allclose(shares.sum(axis=1), 1, atol=1e-5)
    assert (shares.reshape(4, 16, 16).sum(axis=2) > 0.05).all()

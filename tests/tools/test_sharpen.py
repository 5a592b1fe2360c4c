"""Sharpen: stronger edges, no coloured fringes, quiet where it shall be; previews that tell the truth."""

from __future__ import annotations

import numpy as np
import pytest

from ganstudio.image.pixels import Pixels, freeze
from ganstudio.tools import TOOLS
from ganstudio.tools.sharpen import SMALLEST, SharpenParams
from tests.engine import small
from tests.tools.edits import noisy, part_of, psnr, run, waves


def steepness(pixels: Pixels) -> float:
    return float(np.abs(np.diff(pixels.astype(float), axis=1)).mean())


def test_the_amount_makes_edges_steeper() -> None:
    pixels = waves(100, 120)
    steps = [steepness(run("sharpen", pixels, amount=amount).pixels) for amount in (0.0, 0.5, 1.0, 2.0)]
    assert steps == sorted(steps) and steps[-1] > 1.02 * steps[0]


def test_a_known_edge() -> None:
    """Beside a step of 100 levels the unsharp mask overshoots by what the blur takes: for a narrow blur, 100 / 2 less
    half of the middle of its kernel."""
    edge = np.full((20, 20, 3), 50, np.uint8)
    edge[:, 10:] = 150
    result = run("sharpen", freeze(edge), amount=1.0, radius=0.5).pixels[10, :, 0].astype(int)
    kernel = np.exp(-(np.arange(-2, 3) ** 2) / (2 * 0.5**2))
    over = 100 * kernel[:2].sum() / kernel.sum()
    assert abs(result[9] - (50 - over)) <= 1 and abs(result[10] - (150 + over)) <= 1
    assert (result[:7] == 50).all() and (result[13:] == 150).all()


def test_differences_between_channels_stay() -> None:
    pixels = waves(80, 90, np.uint16)
    result = run("sharpen", pixels, amount=1.0, radius=3.0).pixels.astype(int)
    before = pixels.astype(int)
    assert np.abs((result[..., 0] - result[..., 2]) - (before[..., 0] - before[..., 2])).max() <= 1
    assert small.apart(result, before) > 100


def test_below_the_threshold_nothing_changes() -> None:
    flat = noisy(freeze(np.full((80, 80, 3), 128, np.uint8)), 2)
    assert small.apart(run("sharpen", flat, amount=2.0, threshold=20.0).pixels, flat) == 0
    assert small.apart(run("sharpen", flat, amount=2.0).pixels, flat) > 3
    edge = np.array(flat)
    edge[:, 40:] += 90
    kept = run("sharpen", freeze(edge), amount=2.0, threshold=10.0).pixels
    assert steepness(kept[:, 38:42]) > 1.2 * steepness(edge[:, 38:42])


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@pytest.mark.parametrize("radius", [0.5, 3.3, 10.0])
def test_a_part_is_worked_on_as_in_the_whole(dtype: type[np.unsignedinteger], radius: float) -> None:
    pixels = small.picture(150, 170, dtype=dtype)
    params = SharpenParams(amount=2.0, radius=radius, threshold=1.0)
    whole = run("sharpen", pixels, params=params).pixels
    for area in [(61, 53, 40, 30), (0, 0, 20, 20), (150, 131, 20, 19)]:
        left, top, width, height = area
        part = part_of("sharpen", pixels, area, params)
        assert small.apart(part, whole[top : top + height, left : left + width]) <= (0 if dtype is np.uint8 else 1)


@pytest.mark.parametrize(("radius", "scale"), [(2.0, 0.5), (4.0, 0.5), (1.0, 0.5), (1.0, 0.33), (10.0, 0.25)])
def test_a_reduced_preview_shows_the_same(radius: float, scale: float) -> None:
    tool = TOOLS["sharpen"]
    assert tool.reduced
    params = SharpenParams(amount=2.0, radius=radius)
    pixels = noisy(freeze(np.full((400, 400, 3), 128, np.uint8)), 40)

    def small_of(photo: Pixels) -> Pixels:
        return run("resize", photo, percent=100 * scale).pixels

    shown = run("sharpen", small_of(pixels), params=tool.reduced(params, scale)).pixels
    truth = small_of(run("sharpen", pixels, params=params).pixels)
    better = 6 if radius * scale >= SMALLEST else 2  # of what is finer than a pixel not much is left to show
    assert psnr(shown, truth) > psnr(small_of(pixels), truth) + better


def test_the_preview_knows_how_far_it_reaches() -> None:
    assert TOOLS["sharpen"].halo >= 3 * 10

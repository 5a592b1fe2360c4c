"""Denoise: less noise than a blur leaves of the same picture, and more of the picture."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ganstudio.image.photo import Metadata, Photo
from ganstudio.image.pixels import Pixels, freeze
from ganstudio.params import to_json
from ganstudio.paths import resource
from ganstudio.tools import TOOLS
from ganstudio.tools.denoise import COLOUR, LUMINANCE, DenoiseParams
from ganstudio.tools.shrinkage import DENSE, SPARSE, shrink
from tests.engine import small
from tests.tools.edits import noisy, part_of, psnr, run

SAMPLES = ["cat", "coffee", "astronaut"]


def sample(name: str) -> Pixels:
    pixels = cv2.imread(str(resource("samples") / f"{name}.png"))
    return freeze(cv2.cvtColor(pixels, cv2.COLOR_BGR2RGB)[:288, :400])


def suited(noise: float, **others: int) -> DenoiseParams:
    """The strengths made for white noise of that standard deviation."""
    return DenoiseParams(luminance=round(noise / LUMINANCE), colour=round(noise / COLOUR), **others)


def left(pixels: Pixels) -> float:
    """Standard deviation of what should be flat."""
    return float(pixels.astype(float).std(axis=(0, 1)).mean())


def blurred_as_much(pixels: Pixels, noise: float, wanted: float) -> Pixels:
    """By the narrowest Gaussian that leaves no more of such noise than `wanted`."""
    flat = noisy(freeze(np.full((200, 200, 3), 128, np.uint8)), noise)
    for sigma in np.arange(0.3, 5, 0.1):
        if left(cv2.GaussianBlur(flat, (0, 0), sigma)) <= wanted:
            return np.asarray(cv2.GaussianBlur(pixels, (0, 0), sigma))
    raise AssertionError


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("noise", [6.0, 15.0])
def test_better_than_any_blur(name: str, noise: float) -> None:
    clean = sample(name)
    spoilt = noisy(clean, noise)
    result = psnr(run("denoise", spoilt, params=suited(noise)).pixels, clean)
    best = max(psnr(cv2.GaussianBlur(spoilt, (0, 0), sigma), clean) for sigma in np.arange(0.3, 3, 0.1))
    assert result > best + 1.2
    assert result > psnr(spoilt, clean) + 4

    flat = freeze(np.full((200, 200, 3), 128, np.uint8))
    remaining = left(run("denoise", noisy(flat, noise), params=suited(noise)).pixels)
    assert remaining < noise / 4
    assert result > psnr(blurred_as_much(spoilt, noise, remaining), clean) + 5


def test_better_than_non_local_means_at_eight_bit() -> None:
    clean = sample("coffee")
    spoilt = noisy(clean, 10)
    other = max(psnr(cv2.fastNlMeansDenoisingColored(spoilt, None, h, h, 5, 13), clean) for h in (4, 6, 8, 10))
    assert psnr(run("denoise", spoilt, params=suited(10)).pixels, clean) > other + 1


def test_wide_speckles_of_colour_go() -> None:
    clean = sample("astronaut")
    speckles = np.random.default_rng(0).normal(0, 1, clean.shape)
    speckles -= speckles.mean(axis=2, keepdims=True)
    speckles = cv2.GaussianBlur(speckles, (0, 0), 2)
    spoilt = freeze(np.clip(np.rint(clean + speckles / speckles.std() * 8), 0, 255).astype(np.uint8))
    result = run("denoise", spoilt, luminance=0, colour=30).pixels
    assert psnr(result, clean) > psnr(spoilt, clean) + 3


def test_each_strength_has_its_own_matter() -> None:
    spoilt = noisy(sample("cat"), 10)
    before = spoilt.astype(float)
    colour = run("denoise", spoilt, luminance=0, colour=50).pixels.astype(float)
    assert np.abs(colour.sum(axis=2) - before.sum(axis=2))[before.min(axis=2) > 40].max() <= 2
    luminance = run("denoise", spoilt, luminance=50, colour=0).pixels.astype(float)
    difference = np.abs((luminance[..., 0] - luminance[..., 2]) - (before[..., 0] - before[..., 2]))
    assert difference[(before.min(axis=2) > 40) & (before.max(axis=2) < 215)].max() <= 1


def test_both_strengths_0_change_nothing() -> None:
    photo = Photo(small.picture(20, 30))
    assert run("denoise", photo, luminance=0, colour=0) is photo


def test_detail_keeps_texture() -> None:
    clean = sample("cat")
    fur = [
        float(np.abs(np.diff(run("denoise", clean, luminance=60, detail=detail).pixels.astype(float), axis=1)).mean())
        for detail in (0, 50, 100)
    ]
    assert fur[0] < fur[1] < fur[2]
    flat = noisy(freeze(np.full((200, 200, 3), 128, np.uint8)), 10)
    assert left(run("denoise", flat, params=suited(10, detail=100)).pixels) < 1.2 * left(
        run("denoise", flat, params=suited(10, detail=0)).pixels
    )


def test_16_bit_stays_fine() -> None:
    ramp = np.linspace(20_000, 22_000, 200, dtype=np.uint16)
    clean = freeze(np.broadcast_to(ramp[None, :, None], (100, 200, 3)))
    result = run("denoise", noisy(clean, 8), params=suited(8)).pixels
    assert result.dtype == np.uint16 and len(np.unique(result)) > 1000
    assert np.abs(result.astype(float) - clean).mean() < 200


def test_grey_is_as_clean_as_colour() -> None:
    """In grey the three channels have the same noise, which does not average out."""
    clean = freeze(np.repeat(sample("cat")[..., 1:2], 3, axis=2))
    spoilt = freeze(np.repeat(noisy(clean, 10)[..., :1], 3, axis=2))
    result = run("denoise", Photo(spoilt, Metadata(grey=True)), params=suited(10)).pixels
    assert psnr(result, clean) > psnr(spoilt, clean) + 4


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_a_part_is_worked_on_as_in_the_whole(dtype: type[np.unsignedinteger]) -> None:
    """Blocks lie in the part as in the whole, and the halo is as wide as what they depend on."""
    pixels = small.picture(300, 310, dtype=dtype)
    params = DenoiseParams(luminance=50, colour=50)
    whole = run("denoise", pixels, params=params).pixels
    for area in [(131, 107, 40, 30), (0, 0, 20, 20), (287, 269, 23, 31), (97, 0, 33, 300)]:
        x, y, width, height = area
        part = part_of("denoise", pixels, area, params)
        assert small.apart(part, whole[y : y + height, x : x + width]) <= (0 if dtype is np.uint8 else 1)


def test_only_full_size_is_previewed() -> None:
    """Reduced, a photo has hardly any noise left."""
    tool = TOOLS["denoise"]
    assert tool.preview == "part" and tool.reduced is None
    assert to_json(tool.in_part((10, 10), DenoiseParams(), (3, 4, 5, 5))) == to_json(DenoiseParams())


@pytest.mark.parametrize("shifts", [DENSE, SPARSE])
def test_without_noise_a_channel_stays(shifts: tuple[tuple[int, int], ...]) -> None:
    channel = small.picture(48, 64)[..., 0].astype(np.float32)
    assert np.abs(shrink(channel, 0.05, 0, shifts) - channel).max() < 0.3
    inside = shrink(channel, 10, 0.1, shifts, (9, 17, 31, 23))
    assert np.allclose(inside, shrink(channel, 10, 0.1, shifts)[17:40, 9:40], atol=1e-3)

"""Resize: any size, by any filter, without colour shifts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from ganstudio.image.pixels import freeze
from ganstudio.tools import resample
from ganstudio.tools.resize import ResizeParams, output_size
from tests.cli.conftest import Command, command  # noqa: F401
from tests.engine import small
from tests.tools.edits import run

FILTERS = [resample.AUTOMATIC, *resample.FILTERS]


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({}, (300, 200)),
        ({"percent": 33.0}, (198, 132)),
        ({"percent": 250.0}, (1500, 1000)),
        ({"mode": "width", "width": 90}, (90, 60)),
        ({"mode": "height", "height": 90}, (135, 90)),
        ({"mode": "fit", "width": 90, "height": 90}, (90, 60)),
        ({"mode": "fit", "width": 900, "height": 90}, (135, 90)),
        ({"mode": "fit", "width": 1200, "height": 1200}, (1200, 800)),
        ({"mode": "exact", "width": 90, "height": 91}, (90, 91)),
        ({"mode": "width", "width": 1}, (1, 1)),
        ({"mode": "fit", "width": 1200, "height": 1200, "keep_small": True}, (600, 400)),
        ({"mode": "exact", "width": 1200, "height": 90, "keep_small": True}, (600, 400)),
        ({"mode": "fit", "width": 60, "height": 60, "keep_small": True}, (60, 40)),
        ({"percent": 100.0}, (600, 400)),
    ],
)
def test_which_size(params: dict[str, Any], expected: tuple[int, int]) -> None:
    assert output_size((600, 400), ResizeParams(**params)) == expected
    assert run("resize", small.picture(400, 600), **params).size == expected


def test_a_size_that_is_asked_for_is_met_exactly() -> None:
    for side in range(1, 200, 3):
        assert output_size((601, 399), ResizeParams(mode="width", width=side))[0] == side
        assert output_size((601, 399), ResizeParams(mode="height", height=side))[1] == side
        width, height = output_size((601, 399), ResizeParams(mode="fit", width=side, height=side))
        assert max(width, height) == side


def test_the_same_size_is_the_same_photo() -> None:
    pixels = small.picture(30, 40)
    assert run("resize", pixels, percent=100.0).pixels is pixels


@pytest.mark.parametrize("name", FILTERS)
@pytest.mark.parametrize("percent", [23.0, 270.0])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_one_colour_stays_that_colour(name: str, percent: float, dtype: type[np.unsignedinteger]) -> None:
    colour = np.array([250, 3, 77, 128], dtype) * (np.iinfo(dtype).max // 255)
    pixels = freeze(np.broadcast_to(colour, (41, 57, 4)).astype(dtype))
    result = run("resize", pixels, percent=percent, filter=name).pixels
    assert small.apart(result, np.broadcast_to(colour, result.shape)) <= np.iinfo(dtype).max // 255 // 100


@pytest.mark.parametrize("name", ["automatic", "lanczos", "cubic", "linear"])
def test_reduction_is_antialiased_and_keeps_the_mean(name: str) -> None:
    checks = (np.indices((200, 200)).sum(0) % 2 * 255).astype(np.uint8)
    result = run("resize", freeze(np.dstack([checks] * 3)), percent=25.0, filter=name).pixels
    assert np.abs(result[5:-5, 5:-5].astype(int) - 127).max() <= 6


def test_nearest_takes_pixels_as_they_are() -> None:
    pixels = small.picture(20, 30, channels=4)
    large = run("resize", pixels, percent=300.0, filter="nearest").pixels
    assert np.array_equal(large, pixels.repeat(3, axis=0).repeat(3, axis=1))
    assert np.array_equal(run("resize", large, mode="width", width=30, filter="nearest").pixels, pixels)


@pytest.mark.parametrize("name", FILTERS)
def test_filters_in_pieces_fit(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pixels = small.picture(211, 170)
    for percent in (37.0, 163.0):
        at_once = run("resize", pixels, percent=percent, filter=name).pixels
        with monkeypatch.context() as patch:
            patch.setattr(resample, "PIECE", 3000)
            pieces = run("resize", pixels, percent=percent, filter=name).pixels
        assert small.apart(pieces, at_once) <= (0 if name == "nearest" else 1)


def test_filters_are_what_they_say() -> None:
    """Of fine waves the sharper kernel leaves more; automatic takes the two good ones."""
    x = np.arange(400)
    fine = np.rint(127 + 100 * np.sin(x * 1.1)).astype(np.uint8)
    pixels = freeze(np.broadcast_to(fine[None, :, None], (40, 400, 3)))

    def left(name: str, percent: float) -> float:
        return float(run("resize", pixels, percent=percent, filter=name).pixels[:, 20:-20].std())

    for percent in (55.0, 180.0):
        assert left("lanczos", percent) > left("cubic", percent) > left("linear", percent)
    assert left("automatic", 55.0) == left("cubic", 55.0)
    assert left("automatic", 180.0) == left("lanczos", 180.0)


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@pytest.mark.parametrize("percent", [31.0, 190.0])
def test_what_is_not_seen_leaves_no_fringe(dtype: type[np.unsignedinteger], percent: float) -> None:
    unit = np.iinfo(dtype).max // 255
    pixels = np.zeros((60, 80, 4), dtype)
    colour = np.array([200, 100, 50, 255]) * unit
    pixels[:, 40:] = colour  # and black, not seen, on the left
    result = run("resize", freeze(pixels), percent=percent).pixels
    seen = result[result[..., 3] > 20 * unit]
    assert np.abs(seen[:, :3].astype(int) - colour[:3]).max() <= unit


def test_on_the_command_line(command: Command, tmp_path: Path) -> None:  # noqa: F811
    source, target = tmp_path / "photo.png", tmp_path / "small.png"
    cv2.imwrite(str(source), small.picture(40, 60))
    said = command("resize", source, "-o", target, "--mode", "fit", "--width", "30", "--height", "30", "--keep-small")
    assert (said.code, said.err) == (0, "")
    assert said.out.endswith("(30 × 20)\n")
    assert cv2.imread(str(target)).shape == (20, 30, 3)
    said = command("resize", source, "-o", tmp_path / "no.png", "--width", "30")
    assert said.code == 2 and "--width counts only with --mode width or fit or exact" in said.err

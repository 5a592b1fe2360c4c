"""Crop: which area is meant, and that it is cut out pixel for pixel."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from ganstudio.errors import SettingsError
from ganstudio.tools.crop import RATIOS, CropParams, area
from tests.cli.conftest import Command, command  # noqa: F401
from tests.engine import small
from tests.tools.edits import run


def test_the_area_pixel_for_pixel() -> None:
    pixels = small.picture(60, 80, channels=4, dtype=np.uint16)
    result = run("crop", pixels, left=7, top=11, width=30, height=20).pixels
    assert np.array_equal(result, pixels[11:31, 7:37])


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({}, (0, 0, 600, 400)),
        ({"ratio": "original"}, (0, 0, 600, 400)),
        ({"ratio": "original", "portrait": True}, (166, 0, 267, 400)),
        ({"ratio": "1:1"}, (100, 0, 400, 400)),
        ({"ratio": "3:2"}, (0, 0, 600, 400)),
        ({"ratio": "16:9"}, (0, 31, 600, 338)),
        ({"ratio": "5:4", "portrait": True}, (140, 0, 320, 400)),
        ({"left": 500, "top": 10}, (0, 0, 600, 400)),
        ({"width": 100}, (0, 0, 600, 400)),
    ],
)
def test_without_a_size_the_largest_in_the_middle(params: dict[str, object], expected: tuple[int, ...]) -> None:
    assert area((600, 400), CropParams(**params)) == expected  # type: ignore[arg-type]


def test_partly_outside_is_cut_off() -> None:
    assert area((600, 400), CropParams(left=550, top=350, width=100, height=100)) == (550, 350, 50, 50)


@pytest.mark.parametrize("params", [{"left": 600}, {"top": 400}, {"left": 5000, "top": 5000}])
def test_all_outside_is_a_sentence(params: dict[str, int]) -> None:
    with pytest.raises(SettingsError, match="outside of this picture of 600 × 400 pixels: choose another area"):
        area((600, 400), CropParams(width=10, height=10, **params))


def test_another_ratio_than_the_one_asked_for_narrows_the_area() -> None:
    assert area((600, 400), CropParams(ratio="1:1", left=10, top=20, width=300, height=100)) == (110, 20, 100, 100)
    assert area((600, 400), CropParams(ratio="4:3", left=10, top=20, width=30, height=300)) == (10, 159, 30, 22)


@pytest.mark.parametrize("ratio", RATIOS)
@pytest.mark.parametrize("portrait", [False, True])
def test_a_frame_rounded_to_whole_pixels_stays(ratio: str, portrait: bool) -> None:
    """What a person sees on the canvas is what is cut out."""
    times = 1 / RATIOS[ratio] if portrait else RATIOS[ratio]
    for width in range(20, 400, 7):
        frame = (5, 6, width, round(width / times))
        left, top, _, height = frame
        params = CropParams(ratio=ratio, portrait=portrait, left=left, top=top, width=width, height=height)
        assert area((2000, 2000), params) == frame


@pytest.mark.parametrize("ratio", ["free", "original", *RATIOS])
def test_always_inside(ratio: str) -> None:
    for size in [(1, 1), (1, 7), (7, 1), (3, 2), (50, 1000)]:
        for portrait in (False, True):
            for given in [(0, 0, 0, 0), (0, 0, 1, 1), (0, 0, 99, 2000)]:
                left, top, width, height = given
                params = CropParams(ratio, portrait, left, top, width, height)
                x, y, across, down = area(size, params)
                assert x >= 0 and y >= 0 and across >= 1 and down >= 1
                assert x + across <= size[0] and y + down <= size[1]


def test_on_the_command_line(command: Command, tmp_path: Path) -> None:  # noqa: F811
    source, target = tmp_path / "photo.png", tmp_path / "square.png"
    pixels = np.ascontiguousarray(small.picture(40, 60)[..., ::-1])
    cv2.imwrite(str(source), pixels)
    said = command("crop", source, "-o", target, "--ratio", "1:1")
    assert (said.code, said.err) == (0, "")
    assert np.array_equal(cv2.imread(str(target)), pixels[:, 10:50])
    said = command("crop", source, "-o", tmp_path / "no.png", "--left", "60", "--width", "5", "--height", "5")
    assert said.code == 2 and "choose another area" in said.err

"""What values mean as light, read from a profile's tags, held against littlecms."""

from __future__ import annotations

import struct

import numpy as np
import pytest

from ganstudio.image import vips
from ganstudio.image.colour import to_lab
from ganstudio.image.pixels import freeze
from ganstudio.image.response import Response, response
from tests.image.pictures import adobe_rgb, icc_profile, profile, table_profile

LINE = np.linspace(0, 1, 65536)
P3_COLUMNS = ((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407))


def with_curve(tag: bytes) -> bytes:
    """A profile of P3's primaries whose channels all have this curve."""
    tags = {bytes([c]) + b"TRC": tag for c in b"rgb"}
    for letter, column in zip(b"rgb", P3_COLUMNS, strict=True):
        fixed = b"".join(round(number * 65536).to_bytes(4, "big", signed=True) for number in column)
        tags[bytes([letter]) + b"XYZ"] = b"XYZ " + bytes(4) + fixed
    return icc_profile(b"RGB XYZ ", tags)


def curv(*numbers: int) -> bytes:
    return b"curv" + bytes(4) + len(numbers).to_bytes(4, "big") + b"".join(n.to_bytes(2, "big") for n in numbers)


def para(form: int, *numbers: float) -> bytes:
    fixed = b"".join(round(number * 65536).to_bytes(4, "big", signed=True) for number in numbers)
    return b"para" + bytes(4) + form.to_bytes(2, "big") + bytes(2) + fixed


def srgb(values: np.ndarray) -> np.ndarray:
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


SRGB_NUMBERS = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
CURVES = {
    "straight": (curv(), LINE),
    "gamma": (curv(461), LINE ** (461 / 256)),
    "table": (curv(0, 16384, 65535), np.interp(LINE, [0, 0.5, 1], [0, 16384 / 65535, 1])),
    "para 0": (para(0, 2.2), LINE**2.2),
    "para 1": (para(1, 2, 1.1, -0.1), np.maximum(1.1 * LINE - 0.1, 0) ** 2),
    "para 2": (para(2, 2, 1, 0, 0.0), LINE**2),
    "para 3": (para(3, *SRGB_NUMBERS), srgb(LINE)),
    "para 4": (para(4, *SRGB_NUMBERS, 0, 0), srgb(LINE)),
}


@pytest.mark.parametrize("name", CURVES)
def test_every_kind_of_curve_is_read(name: str) -> None:
    tag, expected = CURVES[name]
    found = response(with_curve(tag))
    assert np.abs(found.curves - expected).max() < 1e-4
    assert np.allclose(found.primaries.T, P3_COLUMNS, atol=1e-4)


@pytest.mark.parametrize("icc", [None, profile("p3"), adobe_rgb(), with_curve(curv(461))])
def test_littlecms_finds_the_same_lightness(icc: bytes | None) -> None:
    found = response(icc)
    steps = np.arange(0, 256, 5, dtype=np.uint8)
    colours = np.stack(np.meshgrid(steps[::10], steps[::10], steps[::10]), axis=-1).reshape(1, -1, 3)
    light = np.stack([found.light(256)[c][colours[0, :, c]] for c in range(3)])
    y = found.primaries[1] @ light
    lightness = np.where(y > 216 / 24389, 116 * np.cbrt(y) - 16, 24389 / 27 * y)
    assert np.abs(lightness - to_lab(freeze(colours), icc)[0, :, 0]).max() < 0.5


@pytest.mark.parametrize("icc", [None, profile("p3"), adobe_rgb()])
@pytest.mark.parametrize("levels", [256, 65536])
def test_light_and_back(icc: bytes | None, levels: int) -> None:
    found = response(icc)
    back = found.values(found.light(levels)) * (levels - 1)
    assert np.abs(back - np.arange(levels)).max() < 0.01
    assert found.weights.sum() == pytest.approx(1) and found.weights.argmax() == 1


@pytest.mark.parametrize(
    "icc",
    [
        b"",
        b"rubbish",
        profile("cmyk"),
        table_profile(),
        profile("p3")[:300],
        with_curve(b"curv"),
        with_curve(curv(65535, 0)),
        with_curve(curv(3, 3)),
        with_curve(para(9, 1.0)),
        with_curve(b"what" + bytes(20)),
        with_curve(b"curv" + bytes(4) + struct.pack(">I", 0xFFFFFFFF)),
    ],
)
def test_others_are_taken_for_srgb(icc: bytes) -> None:
    found = response(icc)
    assert isinstance(found, Response)
    assert np.array_equal(found.curves, response(vips.srgb_profile()).curves)
    assert np.abs(found.curves - srgb(LINE)).max() < 1e-3

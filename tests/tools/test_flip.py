"""Flip: a mirror, exactly."""

from __future__ import annotations

import numpy as np
import pytest

from tests.engine import small
from tests.tools.edits import run


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@pytest.mark.parametrize("channels", [3, 4])
def test_sides_change_places(dtype: type[np.unsignedinteger], channels: int) -> None:
    pixels = small.picture(21, 34, channels=channels, dtype=dtype)
    assert np.array_equal(run("flip", pixels).pixels, pixels[:, ::-1])
    assert np.array_equal(run("flip", pixels, direction="vertical").pixels, pixels[::-1])


@pytest.mark.parametrize("direction", ["horizontal", "vertical"])
def test_twice_is_nothing(direction: str) -> None:
    pixels = small.picture(21, 34)
    once = run("flip", pixels, direction=direction)
    assert not np.array_equal(once.pixels, pixels)
    assert np.array_equal(run("flip", once, direction=direction).pixels, pixels)

"""Plain resampling in pieces gives what it gives at once."""

from __future__ import annotations

import numpy as np
import pytest

from ganstudio.image.pixels import freeze
from ganstudio.tools import resample
from tests.engine import small

SIZES = [(548, 411), (1600, 1200), (200, 150), (133, 77), (400, 600), (401, 299)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("channels", "dtype"), [(3, np.uint8), (4, np.uint8), (3, np.uint16)])
def test_in_pieces_the_same(
    size: tuple[int, int], channels: int, dtype: type[np.unsignedinteger], monkeypatch: pytest.MonkeyPatch
) -> None:
    pixels = small.picture(300, 400, channels=channels, dtype=dtype)
    monkeypatch.setattr(resample, "PIECE", 1 << 30)
    at_once = resample.whole(pixels, size)
    monkeypatch.setattr(resample, "PIECE", 7000)
    pieces = resample.whole(pixels, size)
    assert pieces.shape == (size[1], size[0], channels) and pieces.dtype == dtype
    assert small.apart(pieces, at_once) <= np.iinfo(dtype).max // 255


def test_the_rows_asked_for_are_enough() -> None:
    """Rows outside of what `needed` names do not matter."""
    pixels = small.picture(300, 40)
    low, high = resample.needed(300, 777, 400, 410)
    part = resample.rows(pixels[low:high], low, 300, (50, 777), 400, 410)
    assert small.apart(part, resample.whole(pixels, (50, 777))[400:410]) <= 1


def test_the_same_size_is_the_same_picture() -> None:
    pixels = small.picture(30, 40)
    assert np.array_equal(resample.whole(pixels, (40, 30)), pixels)


def test_reduction_is_antialiased() -> None:
    checks = (np.indices((200, 200)).sum(0) % 2 * 255).astype(np.uint8)
    small_one = resample.whole(freeze(np.dstack([checks] * 3)), (50, 50))
    assert np.abs(small_one[5:-5, 5:-5].astype(int) - 127).max() <= 2


def test_full_range_16_bit() -> None:
    pixels = freeze(np.full((20, 20, 3), 65535, np.uint16))
    assert (resample.whole(pixels, (57, 43)) == 65535).all()
    assert (resample.whole(pixels, (7, 9)) == 65535).all()

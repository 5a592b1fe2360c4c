"""Separate holes of a mask."""

from __future__ import annotations

import numpy as np

from ganstudio.masks.holes import holes
from ganstudio.masks.mask import Area


def spotted() -> np.ndarray:
    """Two squares 10 pixels apart, an L around a single pixel, one that touches the border."""
    mask = np.zeros((100, 120), np.uint8)
    mask[10:20, 10:20] = 255
    mask[10:20, 30:40] = 128
    mask[50:80, 10:14] = mask[76:80, 10:40] = 200
    mask[60, 30] = 1
    mask[90:, 110:] = 255
    return mask


def test_each_hole_comes_by_itself() -> None:
    mask = spotted()
    found = holes(mask)
    assert [area for area, _own in found] == [
        Area(10, 10, 10, 10),
        Area(30, 10, 10, 10),
        Area(10, 50, 30, 30),
        Area(30, 60, 1, 1),
        Area(110, 90, 10, 10),
    ]
    together = np.zeros_like(mask)
    for area, own in found:
        assert own.shape == (area.height, area.width) and own.any() and not own.flags.writeable
        assert not (together[area.slices] * own).any()
        together[area.slices] += own
    assert np.array_equal(together, mask)
    assert not found[2][1][10, 20]  # the pixel within the box of the L is another hole


def test_holes_near_each_other_are_one() -> None:
    for near, count in ((2, 5), (8, 5), (12, 4), (24, 3), (200, 1)):
        assert len(holes(spotted(), near)) == count, near
    (area, own), *_rest = holes(spotted(), 12)
    assert area == Area(10, 10, 30, 10)
    assert np.array_equal(own, spotted()[10:20, 10:40])


def test_pixels_that_touch_at_a_corner_belong_together() -> None:
    assert len(holes(np.eye(9, dtype=np.uint8))) == 1


def test_all_or_nothing() -> None:
    assert holes(np.zeros((5, 6), np.uint8), 9) == []
    ((area, own),) = holes(np.full((5, 6), 3, np.uint8), 9)
    assert area == Area(0, 0, 6, 5) and (own == 3).all()
    assert len(holes(np.full((1, 1), 255, np.uint8))) == 1

"""The guided filter: straight lines over a guide, one for each small window."""

from __future__ import annotations

import numpy as np

from ganstudio.tools import guided

WAVES = (0.5 + 0.4 * np.sin(np.arange(40 * 30) / 3)).astype(np.float32).reshape(40, 30)


def test_a_straight_line_over_the_guide_is_found_again() -> None:
    values = np.stack([2 * WAVES + 0.1, 0.3 - WAVES], axis=2)

    slope, base = guided.lines(values, WAVES, 2, 1e-9)

    np.testing.assert_allclose(slope, np.broadcast_to([2, -1], slope.shape), atol=1e-2)
    np.testing.assert_allclose(base, np.broadcast_to([0.1, 0.3], base.shape), atol=1e-2)


def test_an_even_guide_has_lines_without_a_slope() -> None:
    values = np.random.default_rng(0).random((40, 30, 1), np.float32)

    slope, base = guided.lines(values, np.full((40, 30), 0.4, np.float32), 2, 1e-4)

    assert abs(slope).max() < 1e-2
    np.testing.assert_allclose(base, guided.mean(values, 2), atol=1e-2)


def test_what_weighs_nothing_is_not_heard() -> None:
    values = (2 * WAVES)[..., None].copy()
    weights = np.ones_like(WAVES)
    values[20, 10], weights[20, 10] = 9, 1e-9

    slope, _base = guided.lines(values, WAVES, 2, 1e-9, weights)

    np.testing.assert_allclose(slope, np.full_like(slope, 2), atol=1e-2)

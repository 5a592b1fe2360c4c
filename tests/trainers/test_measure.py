"""Numbers that compare pictures."""

from __future__ import annotations

import pytest
import torch

from trainers.measure import edge_correlation, picture_psnr


def scene() -> torch.Tensor:
    """(1, 3, 32, 32) with an upright edge."""
    x = torch.zeros(1, 3, 32, 32)
    x[..., 16:] = 0.4
    return x


def test_edges_that_stay_correlate_whatever_the_colours() -> None:
    recoloured = scene() * torch.tensor([0.5, 0.9, 0.2]).view(1, 3, 1, 1) + 0.1
    assert edge_correlation(recoloured, scene()) == pytest.approx(1, abs=1e-4)


def test_edges_that_moved_do_not() -> None:
    assert edge_correlation(scene().roll(5, -1), scene()) < 0.6


def test_a_flat_picture_has_no_edges_to_correlate() -> None:
    assert edge_correlation(torch.zeros(1, 3, 32, 32), scene()) == 0


def test_the_error_is_told_in_decibels() -> None:
    assert picture_psnr(scene() + 0.1, scene()) == pytest.approx(20, abs=0.2)
    assert picture_psnr(scene(), scene()) == pytest.approx(100, abs=0.01)

"""Going back and forth in what was looked at."""

from __future__ import annotations

from ganstudio.gui.explorer.lot import Lot
from ganstudio.gui.explorer.trail import Trail


def test_back_and_forward() -> None:
    trail = Trail(Lot(seed=1))
    assert not trail.can_go_back and not trail.can_go_forward
    trail.put(Lot(seed=2))
    trail.put(Lot(seed=3))
    assert [trail.back().seed, trail.back().seed, trail.back().seed] == [2, 1, 1]
    assert not trail.can_go_back and trail.can_go_forward
    assert [trail.forward().seed, trail.forward().seed, trail.forward().seed] == [2, 3, 3]


def test_what_was_ahead_is_forgotten_by_another_way() -> None:
    trail = Trail(Lot(seed=1))
    trail.put(Lot(seed=2))
    trail.back()
    trail.put(Lot(seed=3))
    assert not trail.can_go_forward and trail.back().seed == 1


def test_a_slider_on_its_way_is_one_step() -> None:
    trail = Trail(Lot())
    for value in (0.6, 0.5, 0.4):
        trail.put(Lot(truncation=value), "truncation")
    trail.put(Lot(truncation=0.4, level=3), "level")
    assert trail.back().truncation == 0.4 and trail.back() == Lot()
    trail.put(Lot(truncation=0.2), "truncation")
    assert trail.back() == Lot(), "a way back ends the gesture"


def test_the_same_again_is_no_step() -> None:
    trail = Trail(Lot(seed=1))
    trail.put(Lot(seed=1))
    assert not trail.can_go_back

"""Where faces lie: drawn by hand, moved spots, what is the same face."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QSize

from ganstudio.gui.canvas.view import View
from ganstudio.gui.faces.spots import FRAME, covers, drawn, moved, near, on_photo, spot
from tests.gui.facing import LARGE, LESS, SIZE, face


@pytest.mark.parametrize("end", [(150, 150), (50, 150), (150, 50), (50, 50)])
def test_a_face_is_drawn_in_any_direction_into_the_frame_that_the_hand_saw(end: tuple[float, float]) -> None:
    made = drawn(QPointF(100, 100), QPointF(*end), SIZE)
    assert made
    place = on_photo(made, SIZE)
    frame = place.mapRect(FRAME)
    assert frame.width() == pytest.approx(50, abs=0.1)
    corners = {(round(x), round(y)) for x in (frame.left(), frame.right()) for y in (frame.top(), frame.bottom())}
    assert (100, 100) in corners
    assert (
        made.left[1] == pytest.approx(made.right[1]) and made.left[0] < made.right[0] and made.mouth[1] > made.left[1]
    )


def test_a_click_draws_no_face() -> None:
    assert drawn(QPointF(100, 100), QPointF(103, 104), SIZE) is None


def test_a_spot_goes_where_the_hand_puts_it_but_never_onto_another() -> None:
    there = moved(LARGE, "mouth", QPointF(80, 99), SIZE)
    at = spot(there, "mouth", SIZE)
    assert (at.x(), at.y()) == pytest.approx((80, 99)) and there.left == LARGE.left
    assert moved(LARGE, "left", spot(LARGE, "right", SIZE), SIZE) == LARGE


def test_a_face_is_where_it_is_seen_turned_or_not() -> None:
    view = View()
    view.resize(QSize(2 * SIZE[0], 2 * SIZE[1]), 1.0)
    view.show(QSize(*SIZE), keep=False)
    middle = view.to_screen(QPointF(75, 70))
    assert covers(LARGE, middle, SIZE, view) and not covers(LESS, middle, SIZE, view)


def test_near_is_the_same_face() -> None:
    assert near(LARGE, face(78, 62, 28), SIZE) and not near(LARGE, LESS, SIZE)

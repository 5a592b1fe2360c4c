"""Where the picture lies: geometry of zoom and position."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRect, QSize

from ganstudio.gui.canvas.view import HIGHEST, LOWEST, MARGIN, View


def view(picture: tuple[int, int] = (4000, 3000), window: tuple[int, int] = (800, 600), ratio: float = 1.0) -> View:
    made = View()
    made.resize(QSize(*window), ratio)
    made.show(QSize(*picture), keep=False)
    return made


def near(one: QPointF, other: QPointF, within: float) -> bool:
    return abs(one.x() - other.x()) <= within and abs(one.y() - other.y()) <= within


@pytest.mark.parametrize("picture", [(4000, 3000), (100, 700), (3, 2), (60000, 8000)])
def test_a_fitted_picture_is_whole_and_in_the_middle(picture: tuple[int, int]) -> None:
    seen = view(picture)
    assert seen.visible == QRect(0, 0, *picture)
    assert near(seen.shown.center(), QPointF(400, 300), 1)
    if seen.zoom < HIGHEST:
        free = min(800 - seen.shown.width(), 600 - seen.shown.height())
        assert free == pytest.approx(2 * MARGIN, abs=1e-6)


def test_a_fitted_picture_stays_fitted_until_one_zooms() -> None:
    seen = view()
    seen.resize(QSize(400, 300), 1)
    assert seen.visible == QRect(0, 0, 4000, 3000)
    seen.zoom_to(0.5)
    seen.resize(QSize(800, 600), 1)
    assert seen.zoom == 0.5


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_what_is_under_the_pointer_stays_there(ratio: float) -> None:
    seen = view(ratio=ratio)
    pointer = QPointF(610, 122)
    seen.zoom_to(1.0, QPointF(400, 300))
    under = seen.to_picture(pointer)
    for zoom in (1.3, 7.7, 32.0, 3.1, 0.9):
        seen.zoom_to(zoom, pointer)
        assert near(seen.to_screen(under), pointer, 1.0), zoom


def test_zoom_has_limits() -> None:
    seen = view()
    seen.zoom_to(1000)
    assert seen.zoom == HIGHEST == 32
    seen.zoom_to(0.00001)
    assert seen.zoom == LOWEST == 0.02
    seen = view((60000, 8000))
    fitted = seen.zoom
    assert fitted < LOWEST
    seen.zoom_to(0.001)
    assert seen.zoom == fitted


def test_a_hundred_percent_is_a_device_pixel() -> None:
    seen = view(ratio=2.0)
    seen.zoom_to(1.0)
    step = seen.to_screen(QPointF(101, 100)) - seen.to_screen(QPointF(100, 100))
    assert step == QPointF(0.5, 0)
    assert seen.place.left() == int(seen.place.left())


@pytest.mark.parametrize("zoom", [0.02, 0.11, 1.0, 3.3, 31.7])
def test_steps_go_up_and_down(zoom: float) -> None:
    seen = view()
    seen.zoom_to(zoom)
    up, down = seen.next_step(up=True), seen.next_step(up=False)
    assert down <= zoom < up
    assert down < zoom or zoom == LOWEST


def test_an_enlarged_picture_stays_where_it_was() -> None:
    seen = view((1000, 800))
    seen.zoom_to(3.0, QPointF(100, 500))
    before = [seen.to_picture(QPointF(x, y)) for x in (0, 799) for y in (0, 599)]
    seen.show(QSize(4000, 3200), keep=True)
    assert seen.zoom == 0.75
    after = [seen.to_picture(QPointF(x, y)) for x in (0, 799) for y in (0, 599)]
    assert all(near(one * 4, other, 4) for one, other in zip(before, after, strict=True))
    assert view((1000, 800)).fitted


def test_a_turned_picture_keeps_its_zoom() -> None:
    seen = view((1000, 800))
    seen.zoom_to(3.0)
    seen.show(QSize(800, 1000), keep=True)
    assert seen.zoom == 3.0


def test_panning_moves_by_whole_steps_and_ends_at_the_edge() -> None:
    seen = view()
    seen.zoom_to(2.0)
    corner = seen.place.topLeft()
    seen.pan(QPointF(-7, 3))
    assert seen.place.topLeft() - corner == QPointF(-7, 3)
    seen.pan(QPointF(1e6, 1e6))
    assert seen.visible.topLeft() == QRect(0, 0, 1, 1).topLeft()
    assert 0 < seen.shown.left() < 400  # the corner may come inwards, so that one can work on it
    seen.pan(QPointF(-1e6, -1e6))
    assert seen.visible.bottomRight() == QRect(0, 0, 4000, 3000).bottomRight()


def test_the_visible_area_is_whole_pixels() -> None:
    seen = view()
    seen.zoom_to(1.0)
    assert seen.visible.size() == QSize(800, 600)
    seen.zoom_to(32.0)
    assert seen.visible.width() in (25, 26)

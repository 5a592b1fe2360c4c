"""What a hand does to the points of a curve: values alone, in [0, 1]."""

from __future__ import annotations

from bisect import bisect_left

from ganstudio.params import STRAIGHT, Points

GAP = 2 / 255
"""The least distance between two inputs."""
MOST = 16
"""Points of one curve; more are of no use."""


def with_point(points: Points, across: float, up: float) -> tuple[Points, int] | None:
    """`points` with one more, and its place among them; None where another is too near, or there are enough."""
    place = bisect_left([point[0] for point in points], across)
    near = any(abs(across - point[0]) < GAP for point in points)
    if near or len(points) >= MOST:
        return None
    return (*points[:place], (round(across, 4), _inside(up)), *points[place:]), place


def with_moved(points: Points, place: int, across: float, up: float) -> Points:
    """`points` with one put elsewhere, as far as its neighbours let it."""
    low = points[place - 1][0] + GAP if place else 0.0
    high = points[place + 1][0] - GAP if place + 1 < len(points) else 1.0
    across = min(max(across, low), high)
    return (*points[:place], (round(across, 4), _inside(up)), *points[place + 1 :])


def without(points: Points, place: int) -> Points:
    """`points` without one between the two ends, which stay."""
    return points if is_end(points, place) else (*points[:place], *points[place + 1 :])


def put_back(points: Points, place: int) -> Points:
    """`points` with one on the straight line again, an end in its corner."""
    if is_end(points, place):
        return with_moved(points, place, *STRAIGHT[0 if place == 0 else -1])
    return with_moved(points, place, points[place][0], points[place][0])


def is_end(points: Points, place: int) -> bool:
    """Whether it is the first or the last."""
    return place in (0, len(points) - 1)


def _inside(value: float) -> float:
    return round(min(max(value, 0.0), 1.0), 4)

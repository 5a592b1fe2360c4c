"""Areas: all of a photo, once, in several threads that stop together."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from ganstudio.engine.job import Job
from ganstudio.errors import Cancelled
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels
from ganstudio.tools import areas
from ganstudio.tools.areas import around, cut, each, in_areas
from ganstudio.tools.tool import Area
from tests.engine import small


@pytest.mark.parametrize("size", [(1, 1), (512, 512), (513, 1025), (1300, 3)])
def test_every_pixel_once(size: tuple[int, int]) -> None:
    count = np.zeros((size[1], size[0]), int)
    for area in areas.areas(size):
        cut(count, area)[...] += 1
    assert (count == 1).all()


def test_around_ends_at_the_edges() -> None:
    assert around((10, 20, 5, 6), 3, (100, 100)) == (7, 17, 11, 12)
    assert around((1, 0, 5, 6), 3, (7, 100)) == (0, 0, 7, 9)


def test_work_sees_its_neighbours_and_gives_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(areas, "SIDE", 16)
    photo = Photo(small.picture(50, 61, channels=4))

    def brightest_near(colours: Pixels, area: Area, inside: Area) -> Pixels:
        assert np.array_equal(colours, cut(photo.pixels[..., :3], area))
        left, top, width, height = inside
        result = np.zeros((height, width, 3), np.uint8)
        for y in range(height):
            for x in range(width):
                near = colours[max(0, top + y - 2) : top + y + 3, max(0, left + x - 2) : left + x + 3]
                result[y, x] = near.max(axis=(0, 1))
        return result

    result = in_areas(photo, brightest_near, Job(), halo=2).pixels
    everything = brightest_near(photo.pixels[..., :3], (0, 0, 61, 50), (0, 0, 61, 50))
    assert np.array_equal(result[..., :3], everything)
    assert np.array_equal(result[..., 3], photo.pixels[..., 3])


def test_what_one_raises_stops_the_others() -> None:
    done: list[int] = []

    def work(item: int) -> None:
        if item == 5:
            raise MemoryError
        done.append(item)
        threading.Event().wait(0.002)

    with pytest.raises(MemoryError):
        each(range(1000), work, Job())
    assert len(done) < 900
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("areas")]


def test_cancel_stops_what_waits() -> None:
    job = Job()
    done: list[int] = []

    def work(item: int) -> None:
        done.append(item)
        if len(done) == 5:
            job.cancel()

    with pytest.raises(Cancelled):
        each(range(1000), work, job)
    assert len(done) < 5 + areas.MOST_THREADS

"""A photo worked on area by area, in several threads: memory stays bounded, and there is always a moment to stop."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import TypeVar

from ganstudio.engine.engine import room
from ganstudio.engine.job import Job
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels, freeze
from ganstudio.tools.tool import Area, Size

T = TypeVar("T")
SIDE = 512
"""Of an area, in pixels: floats of it take a few megabytes, and a thread a tenth of a second."""
MOST_THREADS = 8
"""More would not be faster, for they wait for memory, and would take more of it."""


def areas(size: Size) -> Iterator[Area]:
    """All of a picture of `size` (width, height), from top to bottom."""
    width, height = size
    for top in range(0, height, SIDE):
        for left in range(0, width, SIDE):
            yield left, top, min(SIDE, width - left), min(SIDE, height - top)


def around(area: Area, halo: int, size: Size) -> Area:
    """`area` and `halo` pixels on each side of it, as far as a picture of `size` reaches."""
    left, top = max(0, area[0] - halo), max(0, area[1] - halo)
    right, bottom = min(size[0], area[0] + area[2] + halo), min(size[1], area[1] + area[3] + halo)
    return left, top, right - left, bottom - top


def cut(pixels: Pixels, area: Area) -> Pixels:
    """The pixels of `area`, a view."""
    left, top, width, height = area
    return pixels[top : top + height, left : left + width]


def each(items: Iterable[T], work: Callable[[T], None], job: Job) -> None:
    """Do `work` to each of `items`, in any order. What one raises, `Cancelled` too, stops the others and is raised."""

    def one(item: T) -> None:
        job.check()
        work(item)

    with ThreadPoolExecutor(min(MOST_THREADS, os.cpu_count() or 1), "areas") as pool:
        waiting = [pool.submit(one, item) for item in items]
        try:
            for done, future in enumerate(as_completed(waiting), 1):
                future.result()
                job.progress(done / len(waiting))
        finally:
            for future in waiting:
                future.cancel()


def in_areas(photo: Photo, work: Callable[[Pixels, Area, Area], Pixels], job: Job, halo: int = 0) -> Photo:
    """The photo with `work(colours, area, inside)` done to its colours; alpha stays.

    `area` is where in the photo the RGB pixels `colours` lie, with `halo` of them on each side, less at the photo's
    edges; `inside` is where in `colours` the others lie: work gives these alone, in the same type.
    """
    pixels = photo.pixels
    width, height = photo.size
    result = room(height, width, pixels.shape[2], pixels.dtype)

    def one(area: Area) -> None:
        wide = around(area, halo, photo.size)
        inside = area[0] - wide[0], area[1] - wide[1], area[2], area[3]
        cut(result, area)[..., :3] = work(cut(pixels[..., :3], wide), wide, inside)
        cut(result, area)[..., 3:] = cut(pixels, area)[..., 3:]

    each(areas(photo.size), one, job)
    return photo.with_pixels(freeze(result))

"""The pictures that are tried on: one of a person, which comes with the program."""

from __future__ import annotations

from functools import cache

from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels, freeze
from ganstudio.paths import resource

FILE = "samples/astronaut.png"
FACE = (180, 60, 100)
"""Left, top and side of a square around the face."""


@cache
def portrait() -> Photo:
    """512 × 512."""
    from ganstudio.image.files import open_photo

    return open_photo(resource(FILE))


def small(side: int = 96) -> Photo:
    """`side` × `side` pixels out of its middle."""
    photo = portrait()
    start = (photo.size[1] - side) // 2
    cut: Pixels = freeze(photo.pixels[start : start + side, start : start + side].copy())
    return photo.with_pixels(cut)

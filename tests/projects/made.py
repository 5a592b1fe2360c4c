"""Records to be kept, small and complete."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from ganstudio.image.dab import Dab
from ganstudio.image.edit import Edit
from ganstudio.image.export import ExportOptions, format_for
from ganstudio.image.files import open_photo, save_photo
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import freeze
from ganstudio.projects.record import Kept, Record


def picture(width: int = 24, height: int = 16, *, channels: int = 3, kind: Any = np.uint8, seed: int = 0) -> Photo:
    """Noise, without a file."""
    most = np.iinfo(kind).max
    return Photo(freeze(np.random.default_rng(seed).integers(0, most, (height, width, channels), kind, endpoint=True)))


def saved(path: Path, *, seed: int = 0) -> Path:
    """A picture file."""
    save_photo(picture(seed=seed), path, ExportOptions(format=format_for(path)), overwrite=True)
    return path


def record(path: Path) -> Record:
    """The photo in `path`, lighter within a mask, then half as large; something is masked, something set."""
    photo = open_photo(path)
    (width, height), mask = photo.size, np.zeros(photo.size[::-1], np.uint8)
    mask[2:9, 3:12] = 255
    lighter = photo.with_pixels(photo.pixels // 2)
    smaller = photo.with_pixels(lighter.pixels[::2, ::2])
    steps = (
        Kept(Edit("light", {"exposure": 1.0}, attachments={"mask": mask}), photo.size, lighter),
        Kept(Edit("resize", {"width": width // 2, "height": height // 2}), smaller.size, smaller),
    )
    draft = Edit("colorize", {"proposal": 0}, attachments={"dabs": (Dab(0.5, 0.5, (9, 8, 7)),)})
    now = np.zeros(smaller.size[::-1], np.uint8)
    now[1:4, 2:5] = 99
    return Record(path.name, photo, path.with_name("out.png"), steps, 2, 1, now, ("light",), {"colorize": draft})


def assert_same(one: Record, other: Record) -> None:
    """All that a person made, and every picture that came of it, is there in both."""
    assert (one.title, one.path, one.position) == (other.title, other.path, other.position)
    np.testing.assert_array_equal(one.original.pixels, other.original.pixels)
    assert [step.edit for step in one.steps] == [step.edit for step in other.steps]
    for mine, theirs in zip(one.steps, other.steps, strict=True):
        assert mine.photo and theirs.photo
        np.testing.assert_array_equal(mine.photo.pixels, theirs.photo.pixels)
    np.testing.assert_array_equal(one.mask, other.mask)
    assert one.mask is None or one.limited == other.limited
    assert dict(one.set) == dict(other.set)

"""What tests of the recovery share: a photo that was worked on, a program that keeps it, and one that dies."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.image.edit import Edit
from ganstudio.image.files import open_photo
from ganstudio.image.photo import Photo
from ganstudio.projects.drawer import Drawer, Place
from ganstudio.projects.parts import PARTS
from ganstudio.projects.record import Kept, Record
from ganstudio.projects.recovery import Found, Recovered, Safe, recover
from ganstudio.projects.revive import complete
from tests.projects.made import assert_same, saved

HALF = {"width": 12, "height": 8}
ENGINE = Engine(Store([]))


@pytest.fixture
def photo(tmp_path: Path) -> Photo:
    """In a file that was there for a while."""
    path = saved(tmp_path / "cat año.png")
    os.utime(path, (time.time() - 1000,) * 2)
    return open_photo(path)


@pytest.fixture
def record(photo: Photo) -> Record:
    """Denoised within a mask, which has a result that is worth storing, then reduced; the last is taken back."""
    mask = np.zeros(photo.size[::-1], np.uint8)
    mask[2:9, 3:12] = 255
    steps = (
        Kept(Edit("denoise", {"luminance": 80}, attachments={"mask": mask}), photo.size),
        Kept(Edit("resize", HALF, seed=3), (12, 8)),
    )
    record = Record(
        "cat año.png", photo, photo.path, steps, 1, 0, mask, set={"light": Edit("light", {"exposure": 0.5})}
    )
    whole, problems = complete(record, ENGINE, Job())
    assert not problems and whole.steps[0].photo
    assert not np.array_equal(whole.steps[0].photo.pixels, photo.pixels)
    return whole


@pytest.fixture
def safe() -> Iterator[Safe]:
    """Of a program that is still alive."""
    made = Safe()
    yield made
    made.close()


def stand(record: Record, order: int = 0) -> Place:
    return Place(record.title, record.original.path, order, order == 0)


def die(safe: Safe) -> None:
    """The system lets go of the lock of a program that has died."""
    assert safe._owned
    safe._owned.leave()
    safe._owned = None


def kept(safe: Safe, record: Record, order: int = 0, *, results: bool = False) -> Drawer:
    drawer = safe.drawer()
    drawer.put(stand(record, order))
    drawer.keep(record, Job())
    while results and (number := drawer.lacking(record)) is not None:
        drawer.store(record, number, Job())
        drawer.keep(record, Job())
    return drawer


def again(found: Found) -> Recovered:
    return recover(found, ENGINE, Job())


def same(one: Record, other: Record) -> None:
    assert (one.saved, one.original.path) == (other.saved, other.original.path)
    assert_same(one, other)


def parts_of(drawer: Drawer) -> set[Path]:
    return set((drawer.path / PARTS).iterdir())

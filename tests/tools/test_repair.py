"""Repair: what is masked is filled, or what is found; all else stays, bit for bit."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.errors import Cancelled, SettingsError
from ganstudio.image.photo import Metadata, Photo
from ganstudio.image.pixels import freeze
from ganstudio.masks.damage import grown
from ganstudio.masks.mask import FULL, Mask
from ganstudio.tools import TOOLS
from ganstudio.tools.limited import do
from ganstudio.tools.repair import RepairParams, find
from ganstudio.tools.tool import Context
from tests.masks import white
from tests.masks.test_damage import dotted, wanted

TOOL = TOOLS["repair"]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Whose network takes what is white for damage."""
    folder = tmp_path_factory.mktemp("models")
    white.save(folder)
    return Engine(Store([folder]), "cpu")


def run(engine: Engine, photo: Photo, mask: Mask | None = None, job: Job | None = None, **params: Any) -> Photo:
    attached = {} if mask is None else {"mask": mask}
    chosen = RepairParams(**{"method": "telea", **params})
    return do(TOOL, photo, chosen, Context(engine, job or Job(), attachments=attached))


def changed(one: Photo, other: Photo) -> Any:
    return (one.pixels != other.pixels).any(axis=2)


def test_what_is_found_is_filled_and_nothing_else(engine: Engine) -> None:
    photo = Photo(freeze(dotted()))
    result = run(engine, photo, grow=1)
    assert np.abs(result.pixels.astype(int) - 90).max() <= 2
    assert not (changed(photo, result) & (grown(wanted(photo.pixels), 1) == 0)).any()


@pytest.mark.parametrize("grow", [0, 3])
def test_it_grows_as_far_as_asked(engine: Engine, grow: int) -> None:
    photo = Photo(freeze(dotted()))
    found = find(photo, RepairParams(grow=grow), Context(engine, Job()))
    assert np.array_equal(found, grown(wanted(photo.pixels), grow))


def test_a_photo_without_damage_is_the_same(engine: Engine) -> None:
    photo = Photo(freeze(np.full((30, 40, 3), 100, np.uint8)))
    assert run(engine, photo).pixels is photo.pixels


def test_a_mask_counts_alone(engine: Engine) -> None:
    photo = Photo(freeze(dotted()))
    mask = np.zeros((40, 60), np.uint8)
    mask[5, 50] = FULL
    result = run(engine, photo, mask, sensitivity=100, grow=9)
    assert np.array_equal(changed(photo, result), mask > 0)


def test_an_empty_mask_changes_nothing(engine: Engine) -> None:
    photo = Photo(freeze(dotted()))
    assert run(engine, photo, np.zeros((40, 60), np.uint8)).pixels is photo.pixels


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_depth_alpha_and_grey_are_kept(engine: Engine, dtype: Any) -> None:
    pixels = dotted().astype(dtype) * (257 if dtype is np.uint16 else 1)
    alpha = np.full_like(pixels[..., :1], 7)
    photo = Photo(freeze(np.concatenate([pixels, alpha], axis=2)), Metadata(grey=True))
    result = run(engine, photo)
    assert result.pixels.dtype == dtype and result.meta.grey
    assert np.ptp(result.pixels[..., :3], axis=2).max() == 0
    outside = grown(wanted(pixels), 1) == 0
    assert np.array_equal(result.pixels[outside], photo.pixels[outside])


def test_a_scratch_through_a_large_photo_is_filled_area_by_area(engine: Engine) -> None:
    rows = np.linspace(40, 160, 700).astype(np.uint8)
    pixels = np.repeat(np.repeat(rows[:, None, None], 1100, axis=1), 3, axis=2)
    clean = pixels.copy()
    for down in range(700):
        pixels[down, down + 100 : down + 103] = 255
    result = run(engine, Photo(freeze(pixels)))
    assert np.abs(result.pixels.astype(int) - clean).max() <= 8


def test_a_mask_as_thick_as_a_thing_is_filled_too(engine: Engine) -> None:
    photo = Photo(freeze(np.full((200, 300, 3), 90, np.uint8)))
    pixels = photo.pixels.copy()
    pixels[60:140, 100:180] = 20
    mask = np.zeros((200, 300), np.uint8)
    mask[58:142, 98:182] = FULL
    result = run(engine, photo.with_pixels(pixels), mask)
    assert np.abs(result.pixels.astype(int) - 90).max() <= 8


def test_one_pixel(engine: Engine) -> None:
    photo = Photo(freeze(np.full((1, 1, 3), 100, np.uint8)))
    assert run(engine, photo).pixels is photo.pixels


@pytest.mark.parametrize("share", [0.0, 0.5])
def test_it_can_be_cancelled(engine: Engine, share: float) -> None:
    def stop(done: float, _text: str) -> None:
        if done >= share:
            job.cancel()

    job = Job(stop)
    with pytest.raises(Cancelled):
        run(engine, Photo(freeze(dotted())), job=job)


def test_a_wrong_sensitivity_is_refused(engine: Engine) -> None:
    with pytest.raises(SettingsError, match="Sensitivity"):
        run(engine, Photo(freeze(dotted())), sensitivity=101)

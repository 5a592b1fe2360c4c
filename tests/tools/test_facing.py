"""What is behind the sliders of a face: motion, regions, judgements, ranges and faces of nobody."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from ganstudio.engine.job import Job
from ganstudio.errors import SettingsError
from ganstudio.image.photo import Photo
from ganstudio.tools import facing
from ganstudio.tools.faces import Face
from ganstudio.tools.facing import flowing, joining, regions
from ganstudio.tools.facing.crops import box, crop
from ganstudio.tools.facing.regions import GRID, oval, wide
from tests.tools.faces import NAMES, save_model_of_faces
from tests.tools.facing import HAIR, context, drawn, face


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models")
    save_model_of_faces(folder)
    return folder


def test_a_crop_is_the_square_each_pixel_the_mean_of_what_it_stands_for() -> None:
    before = drawn()
    seen = crop(before, face(), 32)
    assert seen.shape == (32, 32, 3) and seen.min() >= 0 and seen.max() <= 1
    large = np.repeat(np.repeat(before, 3, axis=0), 3, axis=1)
    assert np.abs(crop(large, face(), 32) - seen).mean() < 0.02
    assert np.abs(crop((large * np.uint16(257)).astype(np.uint16), face(), 32) - crop(large, face(), 32)).max() < 0.01


def test_what_has_moved_in_the_small_pictures_moves_in_the_large_one() -> None:
    """A mouth that goes up takes the photo's own pixels with it, however fine they are."""
    photo = cv2.resize(drawn(), (960, 720), interpolation=cv2.INTER_NEAREST)
    small = crop(photo, face(), 64)
    steps = np.zeros((64, 64, 2), np.float32)
    steps[36:56, 16:48, 1] = 2 / 64
    steps = np.asarray(cv2.GaussianBlur(steps, (0, 0), 4), np.float32)
    wanted = joining.change(small, flowing.moved(small, steps), wide(), wide(), grey=False)
    after = photo.copy()
    joining.join(after, face(), wanted, None, Job())
    mouth = photo[..., 1] < 110
    column = slice(470, 490)
    rows = [np.flatnonzero((each[420:480, column, 1] < 110).mean(axis=1) > 0.5).mean() for each in (photo, after)]
    assert mouth.any() and 3 < rows[0] - rows[1] < 14
    assert after[420:480, column].std() > 0.8 * photo[420:480, column].std()


def test_where_nothing_has_changed_nothing_is_changed() -> None:
    photo = drawn()
    small = crop(photo, face(), 64)
    after = photo.copy()
    joining.join(after, face(), joining.change(small, small, oval(), wide(), grey=False), None, Job())
    assert np.array_equal(after, photo)


def test_light_is_carried_over_and_grain_stays() -> None:
    photo = drawn()
    small = crop(photo, face(), 64)
    after = photo.copy()
    joining.join(after, face(), joining.change(small, small * 0.7, oval(), wide(), grey=False), None, Job())
    middle = slice(80, 100), slice(110, 130)
    assert np.allclose(after[middle].mean() / photo[middle].mean(), 0.72, atol=0.05)
    assert after[middle][..., 0].std() > 0.6 * photo[middle][..., 0].std()
    balance = [each[middle].mean((0, 1)) / each[middle].mean() for each in (photo, after)]
    assert np.abs(balance[0] - balance[1]).max() < 0.03


def test_regions_end_within_the_square() -> None:
    for each in (oval(), wide()):
        assert each.shape == (GRID, GRID) and each.max() == 1
        border = np.concatenate([each[0], each[-1], each[:, 0], each[:, -1]])
        assert border.max() < 0.01


def test_the_region_is_the_face_without_what_is_behind() -> None:
    size = (240, 180)
    plain, area = facing.region(face(), size)
    photo = Photo(drawn())
    found, same = regions.shown(regions.found(photo, face()), face(), size)
    wider = facing.region(face(), size, photo)[0]
    assert (wider >= found).all() and (wider > 0).mean() < 0.9
    assert area == same == box(face(), size) and plain.shape == found.shape == (area.height, area.width)
    assert found[90 - area.top, 120 - area.left] == 255
    off = (drawn().astype(int) - HAIR) ** 2
    hair = (off.sum(axis=2) < 400)[area.slices]
    assert hair.mean() > 0.05 and found[hair].mean() < 0.6 * plain[hair].mean()
    beside = Face((1.5, 1.5), (1.6, 1.5), (1.55, 1.6))
    assert facing.region(beside, size)[0].size == 0


def test_judged_are_size_border_and_turn(models: Path) -> None:
    photo, work = Photo(drawn()), context(models)
    size = photo.size
    tiny = Face((0.5, 0.5), (0.52, 0.5), (0.51, 0.53))
    cut = face(size, (10, 90))
    turned = Face((0.49, 0.4), (0.52, 0.4), (0.505, 0.7))
    found = {name: facing.state(photo, each, "", work) for name, each in {"small": tiny, "cut": cut}.items()}
    assert "too small" in found["small"].warning and "cut off" in found["cut"].warning
    assert "turned away" in facing.state(photo, turned, "", work).warning
    assert all(0.2 < each.share < 1 for each in found.values())
    straight = facing.state(photo, face(), "", work)
    assert straight.share > 0 and straight.likeness > 0


def test_the_meter_of_change(models: Path) -> None:
    photo, work = Photo(drawn()), context(models)
    much = [facing.change(photo, face(), {"smile": value}, "", work) for value in (0.0, 0.3, 1.0)]
    assert much[0] == 0 < much[1] < much[2] <= 1


def test_a_strip_shows_the_range_of_a_slider(models: Path) -> None:
    photo, work = Photo(drawn()), context(models)
    shown = facing.strip(photo, face(), "age", {}, work, count=3, side=48)
    assert [each.shape for each in shown] == [(48, 48, 3)] * 3
    square = np.rint(cv2.resize(crop(photo.pixels, face(), 32), (48, 48)) * 255)
    assert np.abs(shown[1] - square).max() <= 1
    assert not np.array_equal(shown[0], shown[2])


def test_faces_of_nobody_come_again_and_can_be_mixed(models: Path) -> None:
    work = context(models)
    one, same, other = (facing.made("", seed, work, truncation=1.0) for seed in (1, 1, 2))
    assert one.shape == (32, 32, 3) and np.array_equal(one, same) and not np.array_equal(one, other)
    assert np.array_equal(facing.made("", 1, work, truncation=1.0, other=2, level=0), other)
    assert np.array_equal(facing.made("", 1, work, truncation=1.0, other=2, level=8), one)
    mixed = facing.made("", 1, work, truncation=1.0, other=2, level=4)
    assert not np.array_equal(mixed, one) and not np.array_equal(mixed, other)
    assert not np.array_equal(facing.made("", 1, work, truncation=1.0, sliders=[("age", 1.0)]), one)
    assert np.array_equal(facing.made("", 1, work, truncation=0), facing.made("", 2, work, truncation=0))
    with pytest.raises(SettingsError, match="from 0 to 8, not 9"):
        facing.made("", 1, work, other=2, level=9)


def test_a_model_names_its_sliders(models: Path) -> None:
    there = facing.sliders(context(models).engine.store.find("faces"))
    assert [slider.name for slider in there] == NAMES
    assert [(slider.low, slider.high) for slider in there][1] == ("female", "male")
    assert [slider.title for slider in there][-2:] == ["Hair lightness", "hat"]

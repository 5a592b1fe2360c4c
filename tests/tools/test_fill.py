"""Filling: what is masked is new, all else the same bit for bit, whatever the method, the depth and the hole."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ganstudio.engine import memory
from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.errors import Cancelled, GanstudioError, ModelError, OutOfMemory
from ganstudio.image.pixels import Pixels, freeze, white
from ganstudio.masks.mask import Mask
from ganstudio.tools.fill import METHODS, fill
from ganstudio.tools.filling import crops, plain
from ganstudio.tools.filling.grain import with_grain
from ganstudio.tools.tool import Context
from tests.engine import small
from tests.tools.edits import waves
from tests.tools.fills import box, only_inside, save_model_of_holes

SIZE = (90, 70)
HOLES = {
    "inside": box(SIZE, (30, 20, 25, 17)),
    "at a corner": box(SIZE, (0, 0, 20, 20)),
    "across": box(SIZE, (0, 30, 90, 6)),
    "one pixel": box(SIZE, (44, 33, 1, 1)),
    "soft": box(SIZE, (30, 20, 25, 17), value=1),
    "several": box(SIZE, (2, 2, 5, 5), (60, 50, 9, 20), (89, 0, 1, 1)),
    "all but a pixel": box(SIZE, (1, 0, 89, 70), (0, 1, 90, 69)),
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("models")
    save_model_of_holes(folder)
    small.save(folder, "upscale-x4-faithful")
    return Engine(Store([folder]), "cpu")


def filled(engine: Engine, pixels: Pixels, hole: Mask, method: str = "gan", **context: object) -> Pixels:
    before = pixels.copy()
    result = fill(pixels, hole, method, "", Context(engine, context.pop("job", Job()), **context))  # type: ignore[arg-type]
    assert np.array_equal(pixels, before), "the input stays as it is"
    assert not result.flags.writeable
    return result


@pytest.mark.parametrize("hole", HOLES)
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_all_that_is_masked_is_new_and_nothing_else(
    engine: Engine, method: str, hole: str, dtype: type[np.unsignedinteger]
) -> None:
    mask, photo = HOLES[hole], waves(*SIZE[::-1], dtype)
    marked = photo.copy()
    marked[mask > 0] = white(photo), 0, white(photo)  # a colour that is nowhere else
    result = filled(engine, freeze(marked), mask, method)
    assert only_inside(marked, result, mask)
    if hole != "all but a pixel":
        assert (result[mask > 0] != marked[mask > 0]).any(axis=1).all()


@pytest.mark.parametrize("method", METHODS)
def test_what_lies_in_the_hole_makes_no_difference(engine: Engine, method: str) -> None:
    mask, photo = HOLES["inside"], waves(*SIZE[::-1])
    other = photo.copy()
    other[mask > 0] = 7
    assert np.array_equal(filled(engine, photo, mask, method), filled(engine, freeze(other), mask, method))


def test_a_plain_surrounding_is_carried_on(engine: Engine) -> None:
    photo = np.full((80, 80, 3), (40, 90, 200), np.uint8)
    photo[30:50, 30:50] = 255
    for method in ("telea", "ns"):
        result = filled(engine, freeze(photo.copy()), box((80, 80), (30, 30, 20, 20)), method)
        assert np.abs(result[30:50, 30:50].astype(int) - (40, 90, 200)).max() <= 4, method


@pytest.mark.parametrize("method", METHODS)
def test_16_bit_stays_fine(engine: Engine, method: str) -> None:
    ramp = np.linspace(20_000, 22_000, 90).astype(np.uint16)
    photo = freeze(np.repeat(np.broadcast_to(ramp, (70, 90))[..., None], 3, axis=2).copy())
    result = filled(engine, photo, HOLES["inside"], method)
    inside = result[HOLES["inside"] > 0]
    assert len(np.unique(inside)) > 100 and (inside % 257 > 0).any()


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@pytest.mark.parametrize("method", METHODS)
def test_the_filled_is_opaque_and_alpha_stays_elsewhere(
    engine: Engine, method: str, dtype: type[np.unsignedinteger]
) -> None:
    photo = small.picture(70, 90, channels=4, dtype=dtype)
    mask = HOLES["inside"]
    result = filled(engine, photo, mask, method)
    assert only_inside(photo, result, mask)
    assert (result[mask > 0][:, 3] == white(photo)).all()


@pytest.mark.parametrize("method", METHODS)
def test_colours_that_nobody_sees_are_not_carried_on(engine: Engine, method: str) -> None:
    photo = np.full((60, 60, 4), 255, np.uint8)
    photo[..., :3] = (40, 90, 200)
    other = photo.copy()
    photo[:, 40:, 3] = other[:, 40:, 3] = 0
    other[:, 40:, :3] = (255, 0, 255)
    mask = box((60, 60), (20, 20, 20, 20))
    one, two = (filled(engine, freeze(each), mask, method) for each in (photo, other))
    assert np.array_equal(one[mask > 0], two[mask > 0])


def test_a_wholly_transparent_photo_is_filled_from_its_colours(engine: Engine) -> None:
    photo = np.zeros((40, 40, 4), np.uint8)
    photo[..., :3] = 120
    result = filled(engine, freeze(photo), box((40, 40), (10, 10, 8, 8)), "telea")
    assert (result[12, 12] == (120, 120, 120, 255)).all()


def test_holes_far_apart_know_nothing_of_each_other(engine: Engine) -> None:
    """Each is filled as if it were the only one."""
    photo = waves(300, 700)
    left, right = (20, 100, 20, 20), (650, 200, 20, 20)
    both = filled(engine, photo, box((700, 300), left, right))
    alone = filled(engine, photo, box((700, 300), left))
    assert np.array_equal(both[:, :350], alone[:, :350])


def test_a_long_scratch_is_filled_piece_by_piece(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    import cv2

    monkeypatch.setattr(crops, "CELL", 64)
    mask = np.zeros((400, 500), np.uint8)
    cv2.line(mask, (3, 5), (480, 390), 255, 3)
    seen: list[tuple[int, ...]] = []
    fill_by_engine = engine.fill

    class Watched(Engine):
        def fill(self, model, pixels, hole, job, **how):  # type: ignore[no-untyped-def]
            seen.append(pixels.shape)
            return fill_by_engine(model, pixels, hole, job, **how)

    photo = waves(400, 500)
    result = filled(Watched(engine.store, "cpu"), photo, mask)
    assert only_inside(photo, result, mask)
    assert len(seen) > 5 and max(max(shape) for shape in seen) <= 64 + 2 * crops.LEAST
    assert sum(np.count_nonzero(own) for _area, own in crops.parts(mask)) == np.count_nonzero(mask)


def test_another_seed_another_fill_the_same_seed_the_same(engine: Engine) -> None:
    photo, mask = waves(*SIZE[::-1]), HOLES["inside"]
    results = [filled(engine, photo, mask, seed=seed) for seed in (0, 1, 2, 3, 4, 5, 6, 7, 3)]
    assert np.array_equal(results[3], results[8])
    assert len({result.tobytes() for result in results}) == 8


def test_eight_ways_to_turn_a_picture() -> None:
    picture = waves(6, 9)
    versions = [crops.turned(picture, way) for way in range(8)]
    assert np.array_equal(versions[0], picture)
    assert len({(version.shape, version.tobytes()) for version in versions}) == 8
    for way, version in enumerate(versions):
        assert np.array_equal(crops.turned_back(version, way), picture)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("size", [(1, 1), (2, 1), (1, 9), (5, 3)])
def test_the_smallest_photos(engine: Engine, method: str, size: tuple[int, int]) -> None:
    photo = waves(size[1], size[0])
    mask = box(size, (0, 0, 1, 1))
    if size == (1, 1):
        with pytest.raises(GanstudioError, match="leaves nothing to go by"):
            filled(engine, photo, mask, method)
    else:
        assert only_inside(photo, filled(engine, photo, mask, method), mask)


@pytest.mark.parametrize("method", METHODS)
def test_an_empty_and_a_full_mask_are_sentences(engine: Engine, method: str) -> None:
    photo = waves(*SIZE[::-1])
    with pytest.raises(GanstudioError, match="Nothing is masked; paint over what shall be filled"):
        filled(engine, photo, box(SIZE), method)
    with pytest.raises(GanstudioError, match="All of the picture is masked, which leaves nothing to go by"):
        filled(engine, photo, box(SIZE, (0, 0, *SIZE)), method)


def test_without_a_model_the_network_is_a_sentence_and_the_others_work(tmp_path: Path) -> None:
    empty, photo = Engine(Store([tmp_path]), "cpu"), waves(*SIZE[::-1])
    with pytest.raises(ModelError, match="There is no model for this task yet"):
        filled(empty, photo, HOLES["inside"])
    filled(empty, photo, HOLES["inside"], "telea")


def test_a_model_of_another_task_is_a_sentence(engine: Engine) -> None:
    with pytest.raises(ModelError, match="no model called upscale-x4-faithful; there are: inpaint"):
        fill(waves(20, 20), box((20, 20), (5, 5, 5, 5)), "gan", "upscale-x4-faithful", Context(engine, Job()))


def test_large_holes_are_filled_plainly_in_bounded_time(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """OpenCV cannot be stopped: it gets no more than it does in half a second."""
    ramp = np.broadcast_to(np.linspace(0, 60_000, 200).astype(np.uint16)[None, :, None], (160, 200, 3))
    photo, mask = freeze(ramp.copy()), box((200, 160), (40, 40, 120, 80))
    at_once = filled(engine, photo, mask, "telea")
    monkeypatch.setattr(plain, "MOST", 500)
    reduced = filled(engine, photo, mask, "telea")
    assert only_inside(photo, reduced, mask)
    assert np.abs(reduced.astype(int) - at_once).max() < 8000


@pytest.mark.parametrize("method", METHODS)
def test_cancelled_at_any_point_nothing_comes(engine: Engine, method: str, monkeypatch: pytest.MonkeyPatch) -> None:
    photo, check, left = waves(*SIZE[::-1], np.uint16), Job.check, 0

    def count(self: Job) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            self.cancel()
        check(self)

    for point in (0, 1, 3):
        left = point
        with monkeypatch.context() as patch, pytest.raises(Cancelled):
            patch.setattr(Job, "check", count)
            filled(engine, photo, HOLES["several"], method)
    assert only_inside(photo, filled(engine, photo, HOLES["several"], method), HOLES["several"])


def test_progress_rises_to_one(engine: Engine) -> None:
    done: list[float] = []
    filled(engine, waves(*SIZE[::-1]), HOLES["several"], job=Job(lambda share, _text: done.append(share)))
    assert done == sorted(done) and done[-1] == 1 and len(set(done)) > 2


def test_what_does_not_fit_into_memory_is_a_sentence(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "free", lambda: 100_000)
    with pytest.raises(OutOfMemory, match="too little memory on Processor to fill a hole that needs 90 × 70 pixels"):
        filled(engine, waves(*SIZE[::-1]), HOLES["inside"])


def noisy(strength: float, dtype: type[np.unsignedinteger] = np.uint8) -> Pixels:
    noise = np.random.default_rng(0).normal(0, strength, (128, 128, 3))
    full = np.iinfo(dtype).max
    return freeze(np.clip(np.rint((120 + noise) * full / 255), 0, full).astype(dtype))


def spread(pixels: Pixels, mask: Mask) -> float:
    """The standard deviation of what is masked, in steps of 255."""
    return float(pixels[mask > 0].std(axis=0).mean()) * 255 / white(pixels)


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@pytest.mark.parametrize("strength", [0.0, 2.0, 8.0])
def test_a_smooth_fill_gets_the_grain_around_it(strength: float, dtype: type[np.unsignedinteger]) -> None:
    mask, photo = box((128, 128), (40, 40, 48, 48)), noisy(strength, dtype)
    plain_fill = photo.copy()
    plain_fill[mask > 0] = photo[mask == 0].mean(axis=0)
    result = with_grain(freeze(plain_fill), mask, 1, 0, Job())
    assert only_inside(plain_fill, result, mask)
    assert spread(result, mask) == pytest.approx(strength, rel=0.35, abs=0.3)
    half = with_grain(freeze(plain_fill), mask, 0.5, 0, Job())
    assert spread(half, mask) <= spread(result, mask)
    assert np.array_equal(with_grain(freeze(plain_fill), mask, 1, 0, Job()), result)
    assert with_grain(freeze(plain_fill), mask, 0, 0, Job()) is not result


def test_what_has_grain_gets_no_more() -> None:
    mask, photo = box((128, 128), (40, 40, 48, 48)), noisy(8)
    result = with_grain(photo, mask, 1, 0, Job())
    assert spread(result, mask) == pytest.approx(spread(photo, mask), rel=0.12)


def test_a_sky_beside_a_meadow_stays_smooth() -> None:
    """Grain is as strong as what is nearest."""
    photo = noisy(20).copy()
    photo[:64] = 180
    mask = box((128, 128), (40, 10, 48, 100))
    photo[mask > 0] = 150
    result = with_grain(freeze(photo), mask, 1, 0, Job())
    assert spread(result[:40], mask[:40]) < 1.5
    assert spread(result[80:], mask[80:]) > 4

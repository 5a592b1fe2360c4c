"""Style: any size, depth and strength; strokes as large as asked; colours kept where that is wanted."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import cv2
import numpy as np
import pytest

from ganstudio.engine import picture
from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.errors import Cancelled, ModelError, SettingsError
from ganstudio.image.photo import Metadata, Photo
from ganstudio.image.pixels import Pixels, freeze, white
from ganstudio.params import to_json
from ganstudio.tools import TOOLS
from ganstudio.tools import areas as tools_areas
from ganstudio.tools.limited import do
from ganstudio.tools.style import StyleParams
from ganstudio.tools.styling import painting
from ganstudio.tools.styling.joining import LUMA, joined
from ganstudio.tools.styling.painting import reduced, steps
from ganstudio.tools.tool import Context
from tests.engine import small
from tests.engine.styles import save
from tests.tools.edits import waves

TOOL = TOOLS["style"]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("models")
    save(folder, "painted")
    save(folder, "photo-from-drawing", residual=False)
    return Engine(Store([folder]), "cpu", "float32")


@pytest.fixture
def side(monkeypatch: pytest.MonkeyPatch) -> int:
    """Of the first copy: small, so that small photos are large."""
    monkeypatch.setattr(painting, "SIDE", 32)
    return 32


def run(engine: Engine, photo: Photo | Pixels, job: Job | None = None, **params: Any) -> Photo:
    photo = photo if isinstance(photo, Photo) else Photo(photo)
    result = TOOL.run(photo, StyleParams(**{"model": "painted", **params}), Context(engine, job or Job()))
    assert isinstance(result, Photo)
    return result


def rough(pixels: Pixels, by: int = 4) -> Any:
    """Reduced, as floats in [0, 1]."""
    height, width = pixels.shape[0] // by, pixels.shape[1] // by
    return cv2.resize(pixels[..., :3].astype(np.float32), (width, height), interpolation=cv2.INTER_AREA) / white(pixels)


def luma(pixels: Pixels) -> Any:
    return pixels[..., :3].astype(float) @ LUMA


def test_a_small_photo_is_as_the_network_makes_it(engine: Engine) -> None:
    pixels = small.picture(60, 80)
    expected = engine.run("painted", pixels, Job())
    assert small.apart(run(engine, pixels).pixels, expected) <= 1
    assert small.apart(expected, pixels) > 30


@pytest.mark.parametrize("size", [(1, 1), (1, 70), (200, 3), (37, 41), (150, 130), (20, 900)])
@pytest.mark.parametrize("model", ["painted", "photo-from-drawing"])
def test_any_size(engine: Engine, side: int, size: tuple[int, int], model: str) -> None:
    pixels = small.picture(*size)
    result = run(engine, pixels, model=model)
    assert result.pixels.shape == pixels.shape and not result.pixels.flags.writeable
    assert TOOL.output_size((size[1], size[0]), StyleParams()) == (size[1], size[0])


def test_a_large_photo_looks_as_its_reduced_copy_does(engine: Engine, side: int) -> None:
    """The network is asked about larger copies too, but tones and colours stay those of the first."""
    pixels = waves(256, 256)
    first = engine.run("painted", reduced(pixels, (32, 32)), Job())
    made = rough(run(engine, pixels).pixels, 8)
    assert np.abs(made - first / 255).mean() < 0.03
    assert np.abs(rough(pixels, 8) - first / 255).mean() > 0.05


def test_the_photos_edges_come_back(engine: Engine) -> None:
    """Where the painting follows the photo its edges are as sharp; plain enlarging would blur them."""
    large = freeze(np.where(np.arange(160)[None, :, None] < 83, 40, 200).repeat(120, 0).repeat(3, 2).astype(np.uint8))
    copy = reduced(large, (40, 30))
    painted = freeze(255 - copy)
    made = joined(painted, copy, Job(), follows=True).at(large, slice(0, 120), 120)
    assert np.abs(made * 255 - (255 - large.astype(float)))[:, 4:-4].max() < 12
    plain = joined(painted, copy, Job(), follows=False).at(large, slice(0, 120), 120)
    assert np.abs(plain * 255 - (255 - large.astype(float))).max() > 40


def test_what_the_photo_does_not_have_is_enlarged_plainly() -> None:
    flat, strokes = freeze(np.full((24, 32, 3), 128, np.uint8)), waves(24, 32)
    noisy = freeze(np.random.default_rng(0).integers(100, 156, (96, 128, 3), np.uint8))
    made = joined(strokes, flat, Job(), follows=True).at(noisy, slice(0, 96), 96)
    expected = cv2.resize(strokes.astype(np.float32) / 255, (128, 96), interpolation=cv2.INTER_CUBIC)
    assert np.abs(made - expected)[8:-8, 8:-8].max() < 0.03


def test_in_areas_the_same_as_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    photo, made = small.picture(90, 70), waves(90, 70)
    whole = joined(made, photo, Job(), follows=True).lines
    monkeypatch.setattr(tools_areas, "SIDE", 32)
    assert np.abs(joined(made, photo, Job(), follows=True).lines - whole).max() < 1e-5


def test_strokes_set_the_size_at_which_it_works() -> None:
    assert list(steps((512, 512), 1)) == [(512, 512)]
    assert list(steps((300, 200), 1)) == [(300, 200)]
    for strokes in (0.25, 0.5, 1, 4):
        first = next(steps((6000, 4000), strokes))
        assert math.sqrt(first[0] * first[1]) == pytest.approx(512 / strokes, rel=0.01)
    assert list(steps((1000, 1000), 0.25)) == [(1000, 1000)], "never larger than the photo"
    sizes = [*steps((6000, 4000), 4), (6000, 4000)]
    assert all(0.99 < b[0] / a[0] <= 3.02 for a, b in pairwise(sizes))
    assert next(steps((20000, 1000), 1))[1] > 100, "also a panorama's shorter side is seen"
    assert next(steps((500_000, 1), 1))[1] == 1


def test_larger_strokes_keep_less(engine: Engine, side: int) -> None:
    pixels = small.picture(128, 128)
    fine, coarse = (run(engine, pixels, strokes=each).pixels for each in (0.25, 4.0))
    assert small.apart(fine, coarse) > 30
    assert small.apart(fine, engine.run("painted", pixels, Job())) <= 1


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_depth_and_alpha_are_kept(engine: Engine, side: int, dtype: Any) -> None:
    photo = Photo(small.picture(90, 70, channels=4, dtype=dtype), Metadata(exif=b"x"))
    result = run(engine, photo)
    assert result.pixels.dtype == dtype and np.array_equal(result.pixels[..., 3], photo.pixels[..., 3])
    assert result.meta.exif == b"x" and not np.array_equal(result.pixels, photo.pixels)
    if dtype is np.uint16:
        assert len(np.unique(result.pixels[..., 0])) > 256
    opaque = run(engine, freeze(photo.pixels[..., :3]))
    assert np.array_equal(opaque.pixels, result.pixels[..., :3])


def test_both_depths_are_alike(engine: Engine, side: int) -> None:
    coarse = waves(90, 100)
    fine = freeze(coarse.astype(np.uint16) * 257)
    one, other = run(engine, coarse).pixels, run(engine, fine).pixels
    assert np.abs(one - other / 257).mean() < 1


def test_strength(engine: Engine, side: int) -> None:
    photo = Photo(small.picture(90, 100))
    assert run(engine, photo, strength=0.0) is photo
    half, full = run(engine, photo, strength=0.5).pixels, run(engine, photo).pixels
    assert np.abs(half - (photo.pixels.astype(float) + full) / 2).max() <= 1


def test_colours_are_kept_where_that_is_wanted(engine: Engine, side: int) -> None:
    """The differences between the channels stay the photo's; light and dark are the style's."""
    pixels = waves(90, 100)
    free, kept = run(engine, pixels).pixels, run(engine, pixels, keep_colours=True).pixels
    inside = (kept.min(axis=2) > 0) & (kept.max(axis=2) < 255)
    assert inside.mean() > 0.3

    def chroma(of: Pixels) -> Any:
        return np.diff(of.astype(int), axis=2)[inside]

    assert np.abs(chroma(kept) - chroma(pixels)).max() <= 1
    assert np.abs(chroma(free) - chroma(pixels)).max() > 20
    assert np.abs(luma(kept) - luma(free))[inside].max() <= 2


def test_a_grey_photo_gets_colours_unless_its_own_are_kept(engine: Engine, side: int) -> None:
    grey = Photo(freeze(np.repeat(small.picture(80, 60)[..., :1], 3, axis=2)), Metadata(grey=True))
    result = run(engine, grey)
    assert not result.meta.grey and np.ptp(result.pixels, axis=2).max() > 5
    kept = run(engine, grey, keep_colours=True)
    assert kept.meta.grey and np.ptp(kept.pixels, axis=2).max() == 0
    assert not np.array_equal(kept.pixels, grey.pixels)


def test_only_inside_a_mask(engine: Engine, side: int) -> None:
    photo, mask = Photo(small.picture(80, 90)), np.zeros((80, 90), np.uint8)
    mask[20:60, 30:70] = 255
    result = do(TOOL, photo, StyleParams("painted"), Context(engine, Job(), attachments={"mask": mask}))
    assert np.array_equal(result.pixels[mask == 0], photo.pixels[mask == 0])
    assert np.array_equal(result.pixels[mask == 255], run(engine, photo).pixels[mask == 255])


def test_in_small_tiles_the_same(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """No seams, no patches of another tone."""
    halves = freeze(np.concatenate([waves(120, 100) // 4, 255 - waves(120, 100) // 4], axis=1))
    whole = run(engine, halves).pixels
    monkeypatch.setattr(picture, "side", lambda _network: 64)
    assert small.apart(run(engine, halves).pixels, whole) <= 2


def test_in_the_background_for_the_engine_too(engine: Engine, side: int, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []
    ask = Engine.run

    def watched(self: Engine, *what: Any, background: bool) -> Any:
        asked.append(background)
        return ask(self, *what, background=background)

    monkeypatch.setattr(Engine, "run", watched)
    photo = Photo(small.picture(130, 140))
    for background in (True, False):
        TOOL.run(photo, StyleParams("painted"), Context(engine, Job(), background=background))
    assert asked == [True, True, False, False], "at both sizes"


@pytest.mark.parametrize("share", [0.0, 0.3, 0.6])
def test_it_can_be_cancelled(engine: Engine, side: int, share: float) -> None:
    def stop(done: float, _text: str) -> None:
        if done >= share:
            job.cancel()

    job = Job(stop)
    with pytest.raises(Cancelled):
        run(engine, small.picture(300, 200), job)
    assert run(engine, small.picture(30, 20)).size == (20, 30)


def test_progress_only_grows(engine: Engine, side: int) -> None:
    told: list[float] = []
    run(engine, small.picture(300, 200), Job(lambda done, _text: told.append(done)))
    assert told == sorted(told) and told[-1] == pytest.approx(1)


def test_what_cannot_be_is_a_sentence(engine: Engine) -> None:
    photo = Photo(small.picture(20, 20))
    with pytest.raises(SettingsError, match="Strokes must be a number from 0.25 to 4"):
        run(engine, photo, strokes=5)
    with pytest.raises(ModelError, match="There is no model called cubism"):
        run(engine, photo, model="cubism")
    with pytest.raises(ModelError, match="There is no model for this task yet"):
        TOOL.run(photo, StyleParams(), Context(Engine(Store([]), "cpu"), Job()))


def test_a_preview_of_the_whole_works_on_what_is_seen() -> None:
    params = StyleParams(strokes=0.5)
    assert TOOL.preview == "whole" and TOOL.masks == "limits" and TOOL.reduced is not None
    assert to_json(TOOL.reduced(params, 0.3)) == to_json(params)
    assert next(steps((6000, 4000), 1)) == next(steps((1500, 1000), 1)), "strokes are as large in the preview"

"""Super-resolution: any size, any depth, alpha, grey, strength, in bounded memory."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ganstudio.engine import memory, picture
from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.errors import Cancelled, ModelError, OutOfMemory, SettingsError
from ganstudio.image.photo import Metadata, Photo
from ganstudio.image.pixels import freeze
from ganstudio.params import from_json, to_json
from ganstudio.tools import TOOLS, resample
from ganstudio.tools.tool import Context
from ganstudio.tools.upscale import UpscaleParams, choose_model, output_size
from tests.engine import small

TOOL = TOOLS["upscale"]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("models")
    small.save(folder, "upscale-x4-faithful")
    small.save(folder, "upscale-x2-faithful", scale=2)
    small.save(folder, "upscale-x4-faithful", seed=1)
    return Engine(Store([folder]), "cpu")


def run(engine: Engine, photo: Photo, job: Job | None = None, **params: object) -> Photo:
    result = TOOL.run(photo, UpscaleParams(**params), Context(engine, job or Job()))  # type: ignore[arg-type]
    assert isinstance(result, Photo)
    return result


def cut_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small tiles, low strips, small pieces."""
    monkeypatch.setattr(picture, "side", lambda _network: 64)
    monkeypatch.setattr(picture, "STRIP", 100_000)
    monkeypatch.setattr(resample, "PIECE", 10_000)


@pytest.mark.parametrize(
    ("size", "params", "expected"),
    [
        ((100, 50), {"scale": 3.5}, (350, 175)),
        ((101, 67), {"scale": 1.5}, (152, 100)),
        ((100, 50), {"size_mode": "width", "size": 333}, (333, 166)),
        ((100, 50), {"size_mode": "height", "size": 333}, (666, 333)),
        ((100, 50), {"size_mode": "long", "size": 333}, (333, 166)),
        ((50, 100), {"size_mode": "long", "size": 333}, (166, 333)),
        ((100, 50), {"size_mode": "width", "size": 40}, (40, 20)),
        ((4000, 1), {"scale": 0.1}, (400, 1)),
    ],
)
def test_any_size(engine: Engine, size: tuple[int, int], params: dict[str, object], expected: tuple[int, int]) -> None:
    asked = UpscaleParams(**params)  # type: ignore[arg-type]
    assert output_size(size, asked) == expected
    photo = Photo(small.picture(size[1], size[0]))
    assert TOOL.run(photo, asked, Context(engine, Job())).size == expected


def test_a_size_out_of_reach_is_a_sentence(engine: Engine) -> None:
    with pytest.raises(SettingsError, match="50 times as large; 0.1 to 16 times is possible"):
        run(engine, Photo(small.picture(10, 20)), size_mode="width", size=1000)
    with pytest.raises(SettingsError, match="Factor must be a number from 0.1 to 16"):
        run(engine, Photo(small.picture(10, 20)), scale=17)


def test_the_networks_own_scale_is_the_network_alone(engine: Engine) -> None:
    pixels = small.picture(50, 60)
    expected = engine.run("upscale-x4-faithful", pixels, Job())
    assert np.array_equal(run(engine, Photo(pixels), model="upscale-x4-faithful").pixels, expected)


@pytest.mark.parametrize("scale", [1, 1.37, 2, 4, 5, 8.3])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_in_strips_the_same_as_at_once(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, scale: float, dtype: type[np.unsignedinteger]
) -> None:
    photo = Photo(small.picture(130, 140, dtype=dtype))
    at_once = run(engine, photo, scale=scale, strength=0.7, model="upscale-x4-faithful")
    cut_small(monkeypatch)
    pieces = run(engine, photo, scale=scale, strength=0.7, model="upscale-x4-faithful")
    # Beyond the network's scale the second pass sharpens the rounding of the first.
    allowed = 1 if scale <= 6 else 2
    assert small.apart(pieces.pixels, at_once.pixels) <= allowed * np.iinfo(dtype).max // 255


def test_the_factor_beyond_the_scale_takes_the_network_again(engine: Engine) -> None:
    seen: list[tuple[int, ...]] = []
    strips = engine.strips

    class Watched(Engine):
        def strips(self, model, pixels, job, **how):  # type: ignore[no-untyped-def]
            seen.append(pixels.shape)
            return strips(model, pixels, job, **how)

    watched = Watched(engine.store, "cpu")
    photo = Photo(small.picture(30, 40))
    run(watched, photo, scale=6, model="upscale-x4-faithful")
    assert seen == [(30, 40, 3)]
    seen.clear()
    run(watched, photo, scale=8, model="upscale-x4-faithful")
    assert seen == [(30, 40, 3), (60, 80, 3)]
    seen.clear()
    run(watched, photo, scale=16, model="upscale-x2-faithful")
    assert [shape[0] for shape in seen] == [30, 60, 120, 240]


def test_the_engine_is_told_of_background_and_ensemble(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[bool, bool]] = []
    strips = Engine.strips

    def watched(self: Engine, *what: Any, ensemble: bool, background: bool) -> Any:
        asked.append((ensemble, background))
        return strips(self, *what, ensemble=ensemble, background=background)

    monkeypatch.setattr(Engine, "strips", watched)
    for ensemble, background in ((False, True), (True, False)):
        params, context = UpscaleParams(scale=16, ensemble=ensemble), Context(engine, Job(), background=background)
        TOOL.run(Photo(small.picture(20, 30)), params, context)
    assert asked == [(False, True)] * 2 + [(True, False)] * 2, "in both passes"


def test_strength_goes_from_plain_to_network(engine: Engine) -> None:
    photo = Photo(small.picture(50, 60))
    plain = run(engine, photo, strength=0.0)
    half = run(engine, photo, strength=0.5)
    full = run(engine, photo)
    assert np.array_equal(plain.pixels, resample.whole(photo.pixels, (240, 200)))
    assert small.apart(plain.pixels, full.pixels) > 20
    middle = (plain.pixels.astype(float) + full.pixels) / 2
    assert np.abs(half.pixels - middle).max() <= 0.5


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_alpha_is_resampled_and_kept(engine: Engine, dtype: type[np.unsignedinteger]) -> None:
    photo = Photo(small.picture(50, 60, channels=4, dtype=dtype))
    result = run(engine, photo, scale=3)
    assert result.pixels.shape == (150, 180, 4) and result.pixels.dtype == dtype
    assert np.array_equal(result.pixels[..., 3:], resample.whole(photo.pixels[..., 3:], (180, 150)))
    opaque = Photo(freeze(np.ascontiguousarray(photo.pixels[..., :3])))
    assert np.array_equal(result.pixels[..., :3], run(engine, opaque, scale=3).pixels)


def test_16_bit_stays_fine(engine: Engine) -> None:
    """A slow ramp keeps more than 256 levels."""
    ramp = np.linspace(20_000, 22_000, 100, dtype=np.uint16)
    photo = Photo(freeze(np.broadcast_to(ramp[None, :, None], (40, 100, 3))))
    result = run(engine, photo, strength=0.9).pixels
    assert len(np.unique(result)) > 256


def test_grey_stays_grey(engine: Engine) -> None:
    grey = np.repeat(small.picture(50, 60)[..., :1], 3, axis=2)
    tinted = run(engine, Photo(freeze(grey))).pixels
    assert (tinted[..., 0] != tinted[..., 2]).any(), "the network leaves a tint of its own"
    result = run(engine, Photo(freeze(grey), Metadata(grey=True)))
    assert result.meta.grey
    assert (result.pixels == result.pixels[..., :1]).all()


def test_metadata_and_path_stay(engine: Engine) -> None:
    photo = Photo(small.picture(8, 9), Metadata(icc=b"profile", exif=b"exif"), Path("a.png"))
    result = run(engine, photo)
    assert (result.meta, result.path) == (photo.meta, photo.path)
    assert not result.pixels.flags.writeable


def test_which_model(engine: Engine) -> None:
    assert choose_model(engine.store, "", 4).name == "upscale-x4-faithful"
    assert choose_model(engine.store, "", 2).name == "upscale-x2-faithful"
    assert choose_model(engine.store, "", 2.1).name == "upscale-x4-faithful"
    assert choose_model(engine.store, "upscale-x4-faithful", 2).name == "upscale-x4-faithful"
    with pytest.raises(ModelError, match="no model called nix"):
        choose_model(engine.store, "nix", 2)


def test_without_the_sister_the_default(tmp_path: Path) -> None:
    small.save(tmp_path, "upscale-x4-faithful")
    assert choose_model(Store([tmp_path]), "", 2).name == "upscale-x4-faithful"


def test_without_the_default_the_scale_that_fits_best(tmp_path: Path) -> None:
    for scale in (4, 2, 3):
        small.save(tmp_path, f"own-{10 - scale}", scale=scale)
    wanted = {1.0: "own-8", 2.0: "own-8", 2.5: "own-7", 3.0: "own-7", 4.0: "own-6", 16.0: "own-6"}
    assert {times: choose_model(Store([tmp_path]), "", times).name for times in wanted} == wanted


@pytest.mark.parametrize(
    "params", [{"scale": 2.5}, {"size_mode": "width", "size": 330}, {"size_mode": "long", "size": 330, "strength": 0.5}]
)
def test_a_part_is_worked_on_as_in_the_whole(engine: Engine, params: dict[str, object]) -> None:
    """What the live preview does: the visible part and the halo around it."""
    pixels, asked = small.picture(110, 132), UpscaleParams(**params)  # type: ignore[arg-type]
    whole = TOOL.run(Photo(pixels), asked, Context(engine, Job())).pixels
    inside = TOOL.in_part((132, 110), asked, (0, 0, 132, 110))
    halo = TOOL.halo
    part = Photo(freeze(pixels[40 - halo : 60 + halo, 40 - halo : 60 + halo]))
    seen = TOOL.run(part, inside, Context(engine, Job())).pixels
    at, side = round(halo * 2.5), round(20 * 2.5)
    assert small.apart(seen[at : at + side, at : at + side], whole[100 : 100 + side, 100 : 100 + side]) <= 1


def test_progress_rises_to_one(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    cut_small(monkeypatch)
    done: list[float] = []
    run(engine, Photo(small.picture(150, 160)), Job(lambda share, _text: done.append(share)), scale=8)
    assert done == sorted(done)
    assert done[-1] == 1
    assert len(set(done)) > 10


def test_cancelled_at_any_point_nothing_comes_and_the_engine_is_free(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_small(monkeypatch)
    photo = Photo(small.picture(130, 140, channels=4))
    check, left = Job.check, 0

    def count(self: Job) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            self.cancel()
        check(self)

    for point in (0, 1, 7, 20, 60):
        left = point
        with monkeypatch.context() as patch, pytest.raises(Cancelled):
            patch.setattr(Job, "check", count)
            run(engine, photo, scale=3.3, strength=0.5)
    assert run(engine, photo, scale=2).size == (280, 260)


def test_a_result_larger_than_memory_is_refused_before_the_work(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "free", lambda: 1_000_000)
    with pytest.raises(OutOfMemory, match="1600 × 1600 pixels needs 0.0077 GB"):
        run(engine, Photo(small.picture(400, 400)))


def test_memory_errors_restart_the_picture_in_strips(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The strips already resampled are made again; the result is the same."""
    from ganstudio.engine.loaded import Loaded

    photo = Photo(small.picture(200, 210))
    expected = run(engine, photo, scale=3)
    monkeypatch.setattr(picture, "side", lambda _network: 128)
    call, calls = Loaded.__call__, []

    def fail_once(network: Loaded, x: object, job: Job) -> object:
        calls.append(x)
        if len(calls) == 4:
            raise MemoryError
        return call(network, x, job)  # type: ignore[arg-type]

    monkeypatch.setattr(Loaded, "__call__", fail_once)
    assert small.apart(run(engine, photo, scale=3).pixels, expected.pixels) <= 1
    assert len(calls) > 8


def test_parameters_to_json_and_back() -> None:
    params = UpscaleParams(model="x", scale=2.5, size_mode="long", size=1000, strength=0.5)
    assert from_json(UpscaleParams, to_json(params)) == params

"""What the tools of the groups "frame" and "detail" have in common."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ganstudio.engine import memory
from ganstudio.engine.job import Job
from ganstudio.errors import Cancelled, OutOfMemory, SettingsError
from ganstudio.image.photo import Metadata, Photo
from ganstudio.image.pixels import freeze
from ganstudio.params import from_json, to_json
from ganstudio.tools import TOOLS, areas, resample
from tests.engine import small
from tests.tools.edits import run, waves

CASES: list[tuple[str, dict[str, Any]]] = [
    ("crop", {"left": 3, "top": 5, "width": 40, "height": 30}),
    ("straighten", {"angle": 7.5}),
    ("rotate", {"turn": "left"}),
    ("flip", {"direction": "vertical"}),
    ("resize", {"percent": 40.0}),
    ("resize", {"percent": 220.0}),
    ("sharpen", {"amount": 1.5, "radius": 2.0, "threshold": 1.0}),
    ("denoise", {"luminance": 30, "colour": 30}),
    ("vignette", {"amount": 60, "roundness": -30}),
    ("vignette", {"amount": -60, "roundness": 30}),
]
TINY = [(1, 1), (1, 5), (5, 1), (2, 3)]


@pytest.mark.parametrize(("name", "params"), CASES)
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@pytest.mark.parametrize("channels", [3, 4])
def test_size_depth_metadata_path(
    name: str, params: dict[str, Any], dtype: type[np.unsignedinteger], channels: int
) -> None:
    pixels = small.picture(60, 80, channels=channels, dtype=dtype)
    before = pixels.copy()
    photo = Photo(pixels, Metadata(icc=b"profile", exif=b"exif", xmp=b"xmp"), Path("a.png"))
    result = run(name, photo, **params)
    tool = TOOLS[name]
    assert result.size == tool.output_size(photo.size, tool.params(**params))
    assert result.pixels.dtype == dtype and result.pixels.shape[2] == channels
    assert (result.meta, result.path) == (photo.meta, photo.path)
    assert not result.pixels.flags.writeable
    assert np.array_equal(pixels, before)
    assert result.size != photo.size or not np.array_equal(result.pixels, pixels)


@pytest.mark.parametrize(("name", "params"), CASES)
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_grey_stays_grey(name: str, params: dict[str, Any], dtype: type[np.unsignedinteger]) -> None:
    grey = freeze(np.repeat(small.picture(70, 90, dtype=dtype)[..., 2:], 3, axis=2))
    result = run(name, Photo(grey, Metadata(grey=True)), **params)
    assert result.meta.grey
    assert (result.pixels == result.pixels[..., :1]).all()


@pytest.mark.parametrize(("name", "params"), CASES)
def test_8_and_16_bit_look_alike(name: str, params: dict[str, Any]) -> None:
    pixels = small.picture(60, 80, channels=4)
    deep = freeze(pixels.astype(np.uint16) * 257)
    # Where little is seen of a pixel, its colour is known to few of 8 bits.
    seen = run(name, pixels, **params).pixels[..., 3] > 64
    difference = run(name, pixels, **params).pixels.astype(int) * 257 - run(name, deep, **params).pixels
    assert np.abs(difference[seen]).max() <= 257


@pytest.mark.parametrize(("name", "params"), CASES)
@pytest.mark.parametrize("size", TINY)
@pytest.mark.parametrize("channels", [3, 4])
def test_tiny_photos(name: str, params: dict[str, Any], size: tuple[int, int], channels: int) -> None:
    if name == "crop":
        params = {"ratio": "16:9", "portrait": True}
    photo = Photo(small.picture(size[1], size[0], channels=channels))
    tool = TOOLS[name]
    result = run(name, photo, **params)
    assert result.size == tool.output_size(size, tool.params(**params))
    assert min(result.size) >= 1


@pytest.mark.parametrize("name", ["crop", "straighten", "sharpen", "vignette"])
def test_instant_tools_as_declared_change_nothing(name: str) -> None:
    photo = Photo(small.picture(20, 30))
    assert TOOLS[name].instant
    assert run(name, photo) is photo


@pytest.mark.parametrize(("name", "params"), CASES)
def test_in_small_areas_the_same(name: str, params: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    # Places between pixels are rounded a little differently in each area, which shows in noise.
    pixels = waves(150, 170) if name == "straighten" else small.picture(150, 170, channels=4)
    at_once = run(name, pixels, **params).pixels
    monkeypatch.setattr(areas, "SIDE", 64)
    monkeypatch.setattr(resample, "PIECE", 5000)
    assert small.apart(run(name, pixels, **params).pixels, at_once) <= 1


@pytest.mark.parametrize(("name", "params"), CASES)
def test_cancelled_nothing_comes(name: str, params: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(areas, "SIDE", 32)
    monkeypatch.setattr(resample, "PIECE", 1000)
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        run(name, small.picture(100, 120), job, **params)
    if name not in ("crop", "rotate", "flip"):  # these are over in a moment
        late = Job(lambda share, _text: late.cancel() if share > 0.3 else None)
        with pytest.raises(Cancelled):
            run(name, small.picture(100, 120), late, **params)


@pytest.mark.parametrize(("name", "params"), CASES)
def test_progress_rises_to_one(name: str, params: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(areas, "SIDE", 32)
    monkeypatch.setattr(resample, "PIECE", 1000)
    done: list[float] = []
    run(name, small.picture(100, 120), Job(lambda share, _text: done.append(share)), **params)
    assert done == sorted(done)
    assert name in ("crop", "rotate", "flip") or (done[-1] == 1 and len(done) > 3)


@pytest.mark.parametrize(("name", "params"), CASES)
def test_parameters_to_json_and_back(name: str, params: dict[str, Any]) -> None:
    kind = TOOLS[name].params
    assert from_json(kind, to_json(kind(**params))) == kind(**params)


@pytest.mark.parametrize(
    ("name", "params", "sentence"),
    [
        ("crop", {"left": -1}, "Left must be a number from 0"),
        ("straighten", {"angle": 46.0}, "Angle must be a number from -45 to 45, not 46"),
        ("rotate", {"turn": "up"}, "Turn must be one of right, left, half, not up"),
        ("flip", {"direction": "up"}, "Swap must be one of horizontal, vertical, not up"),
        ("resize", {"percent": 0.0}, "Per cent must be a number from 1 to 1000"),
        ("sharpen", {"radius": 11.0}, "Radius must be a number from 0.5 to 10"),
        ("denoise", {"colour": 101}, "Colour must be a number from 0 to 100"),
        ("vignette", {"amount": 101}, "Amount must be a number from -100 to 100"),
    ],
)
def test_what_is_out_of_range_is_a_sentence(name: str, params: dict[str, Any], sentence: str) -> None:
    with pytest.raises(SettingsError, match=sentence):
        run(name, small.picture(20, 30), **params)


def test_a_result_larger_than_memory_is_refused_before_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "free", lambda: 1_000_000)
    with pytest.raises(OutOfMemory, match="1000 × 1000 pixels needs 0.003 GB"):
        run("resize", small.picture(100, 100), percent=1000.0)

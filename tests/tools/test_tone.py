"""What all tools of light and colour have in common, and tone tables."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.errors import Cancelled, SettingsError
from ganstudio.image.photo import Metadata, Photo
from ganstudio.image.pixels import freeze
from ganstudio.params import from_json, to_json
from ganstudio.tools import TOOLS, tone
from ganstudio.tools.tool import Context
from tests.image.pictures import adobe_rgb, cat, deep, profile, table_profile, with_alpha

STRONG: dict[str, list[dict[str, Any]]] = {
    "light": [
        {"exposure": 1.5},
        {"exposure": -2.0, "contrast": -80.0},
        {"contrast": 100.0},
        {"highlights": -100.0, "shadows": 100.0},
        {"highlights": 100.0, "shadows": -100.0, "exposure": 0.5, "contrast": 30.0},
    ],
    "levels": [
        {"black": 30.0, "gamma": 1.7, "white": 200.0},
        {"output_black": 40.0, "output_white": 220.0},
        {"output_black": 255.0, "output_white": 0.0},
        {"mode": "auto"},
    ],
    "curves": [{"master": ((0.0, 0.1), (0.3, 0.5), (1.0, 0.9))}],
    "white-balance": [{"temperature": 60.0, "tint": -30.0}, {"mode": "auto"}],
    "colour": [{"saturation": -100.0}, {"saturation": 100.0, "vibrance": 50.0}, {"vibrance": -60.0}],
}
TINTING: dict[str, list[dict[str, Any]]] = {
    "levels": [{"channel": "red", "black": 40.0}],
    "curves": [{"blue": ((0.0, 0.1), (1.0, 0.9))}],
}
"""Settings that change one channel alone."""
CASES = [(name, params) for name in STRONG for params in STRONG[name] + TINTING.get(name, [])]
PROFILES = {"none": None, "p3": profile("p3"), "adobe": adobe_rgb(), "table": table_profile()}


def run(name: str, photo: Photo, job: Job | None = None, **params: Any) -> Photo:
    tool = TOOLS[name]
    result = tool.run(photo, tool.params(**params), Context(Engine(Store([]), "cpu"), job or Job()))
    assert isinstance(result, Photo)
    return result


@pytest.mark.parametrize("name", STRONG)
@pytest.mark.parametrize("change", [cat, lambda: deep(cat()), lambda: with_alpha(cat())], ids=["8", "16", "alpha"])
def test_as_declared_nothing_changes(name: str, change: Callable[[], Any]) -> None:
    assert TOOLS[name].instant and TOOLS[name].reduced
    photo = Photo(change(), Metadata(icc=profile("p3")))
    assert np.array_equal(run(name, photo).pixels, photo.pixels)


@pytest.mark.parametrize(("name", "params"), CASES)
@pytest.mark.parametrize("icc", PROFILES.values(), ids=PROFILES)
def test_depth_alpha_metadata_stay(name: str, params: dict[str, Any], icc: bytes | None) -> None:
    meta = Metadata(icc=icc, exif=b"exif", xmp=b"xmp")
    for pixels in (with_alpha(cat()), with_alpha(deep(cat()))):
        photo = Photo(pixels, meta, Path("a.png"))
        result = run(name, photo, **params)
        assert result.pixels.dtype == pixels.dtype and not result.pixels.flags.writeable
        assert np.array_equal(result.pixels[..., 3], pixels[..., 3])
        assert (result.meta, result.path) == (meta, photo.path)
        assert np.abs(result.pixels[..., :3].astype(int) - pixels[..., :3]).max() > np.iinfo(pixels.dtype).max // 30
        opaque = run(name, Photo(freeze(pixels[..., :3]), meta), **params).pixels
        assert np.array_equal(opaque, result.pixels[..., :3]) or params.get("mode") == "auto"


@pytest.mark.parametrize(("name", "params"), CASES)
def test_8_and_16_bit_agree(name: str, params: dict[str, Any]) -> None:
    shallow = run(name, Photo(cat()), **params).pixels.astype(int)
    wide = run(name, Photo(freeze(cat().astype(np.uint16) * 257)), **params).pixels / 257
    assert np.abs(shallow - wide).max() <= 1


@pytest.mark.parametrize(("name", "params"), CASES)
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_grey_photos_stay_grey(name: str, params: dict[str, Any], dtype: type) -> None:
    pixels = cat() if dtype == np.uint8 else deep(cat())
    grey = freeze(np.repeat(pixels[..., 1:2], 3, axis=2))
    result = run(name, Photo(grey, Metadata(grey=True)), **params)
    assert result.meta.grey
    assert (result.pixels == result.pixels[..., :1]).all()
    colours_only = name in ("white-balance", "colour") or params in TINTING.get(name, [])
    assert np.array_equal(result.pixels, grey) == colours_only


@pytest.mark.parametrize("name", ["light", "levels", "curves", "colour"])
@pytest.mark.parametrize("icc", PROFILES.values(), ids=PROFILES)
def test_grey_in_a_colour_photo_stays_grey(name: str, icc: bytes | None) -> None:
    """Beside colours, whatever is done to all channels."""
    pixels = cat().copy()
    pixels[:, :30] = pixels[:, :30, 1:2]
    for params in STRONG[name]:
        result = run(name, Photo(freeze(pixels), Metadata(icc=icc)), **params).pixels[:, :30]
        assert (result == result[..., :1]).all()


@pytest.mark.parametrize(("name", "params"), CASES)
def test_in_pieces_the_same(name: str, params: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    photo = Photo(with_alpha(deep(cat())))
    at_once = run(name, photo, **params)
    monkeypatch.setattr(tone, "PIECE", 500)
    assert np.array_equal(run(name, photo, **params).pixels, at_once.pixels)


@pytest.mark.parametrize(("name", "params"), CASES)
@pytest.mark.parametrize("size", [(1, 1), (1, 700), (700, 1), (3, 2)])
def test_however_small(name: str, params: dict[str, Any], size: tuple[int, int]) -> None:
    pixels = freeze(np.random.default_rng(0).integers(0, 256, (*size, 4)).astype(np.uint8))
    assert run(name, Photo(pixels), **params).pixels.shape == (*size, 4)


@pytest.mark.parametrize(("name", "params"), CASES)
def test_cancelled(name: str, params: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tone, "PIECE", 500)
    done: list[float] = []
    run(name, Photo(cat()), Job(lambda share, _text: done.append(share)), **params)
    assert done == sorted(done) and done[-1] == 1 and len(done) > 4
    for stop_after in (0, 2):
        job = Job(lambda share, _text, limit=done[stop_after]: job.cancel() if share >= limit else None)  # noqa: B023
        with pytest.raises(Cancelled):
            run(name, Photo(cat()), job, **params)


@pytest.mark.parametrize(
    ("name", "params", "sentence"),
    [
        ("light", {"exposure": 6}, "Exposure must be a number from -5 to 5"),
        ("levels", {"black": 200.0, "white": 200.0}, "Black must be below white"),
        ("levels", {"gamma": 0.0}, "Middle must be a number from 0.1 to 10"),
        ("curves", {"red": ((0.0, 0.0),)}, "Red must be two or more points"),
        ("curves", {"master": ((0.5, 0.0), (0.5, 1.0))}, "All channels must be two or more points"),
        ("white-balance", {"mode": "nix"}, "Mode must be one of manual, auto"),
        ("colour", {"vibrance": -101.0}, "Vibrance must be a number from -100 to 100"),
    ],
)
def test_what_cannot_be_is_refused(name: str, params: dict[str, Any], sentence: str) -> None:
    with pytest.raises(SettingsError, match=sentence):
        run(name, Photo(cat()), **params)


@pytest.mark.parametrize(("name", "params"), CASES)
def test_parameters_to_json_and_back(name: str, params: dict[str, Any]) -> None:
    chosen = TOOLS[name].params(**params)
    assert from_json(TOOLS[name].params, to_json(chosen)) == chosen


def test_tables_are_looked_up_for_each_channel() -> None:
    values = np.linspace(0, 1, 256)
    tables = np.stack([1 - values, values, values * 0.5])
    result = tone.by_tables(Photo(cat()), tables, Job()).pixels.astype(int)
    assert np.array_equal(result[..., 0], 255 - cat()[..., 0]) and np.array_equal(result[..., 1], cat()[..., 1])
    assert np.abs(result[..., 2] - cat()[..., 2] / 2).max() <= 0.5

"""Extend: what is added where, that the photo stays bit for bit, and what is refused."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ganstudio.engine import memory
from ganstudio.engine.job import Job
from ganstudio.errors import Cancelled, OutOfMemory, SettingsError
from ganstudio.image.photo import Metadata, Photo
from ganstudio.image.pixels import Pixels, freeze
from ganstudio.tools.crop import RATIOS
from ganstudio.tools.extend import Border, ExtendParams, border, output_size
from tests.tools.edits import run, waves

ALL = {"left": 10.0, "top": 20.0, "right": 5.0, "bottom": 12.5}


def inner(pixels: Pixels, size: tuple[int, int], **sides: float) -> Pixels:
    """Where the photo lies in what came out."""
    added = border(size, ExtendParams(**sides))  # type: ignore[arg-type]
    return pixels[added.top : added.top + size[1], added.left : added.left + size[0]]


@pytest.mark.parametrize("method", ["telea", "ns"])
@pytest.mark.parametrize("sides", [{"left": 25.0}, {"top": 25.0}, {"right": 25.0}, {"bottom": 25.0}, ALL])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_the_photo_stays_bit_for_bit(sides: dict[str, float], method: str, dtype: type[np.unsignedinteger]) -> None:
    pixels = waves(60, 80, dtype)
    result = run("extend", pixels, method=method, **sides)
    assert result.size == output_size((80, 60), ExtendParams(**sides))  # type: ignore[arg-type]
    assert result.pixels.dtype == dtype and not result.pixels.flags.writeable
    assert np.array_equal(inner(result.pixels, (80, 60), **sides), pixels)


@pytest.mark.parametrize("side", ["left", "top", "right", "bottom"])
def test_what_is_new_goes_on_from_what_is_beside_it(side: str) -> None:
    """Stripes that run to the border go on behind it, whichever it is."""
    stripes = np.zeros((80, 80, 3), np.uint8)
    stripes[20:40] = (200, 60, 90)
    pixels = freeze(stripes if side in ("left", "right") else stripes.swapaxes(0, 1).copy())
    result = run("extend", pixels, method="telea", **{side: 20.0}).pixels.astype(int)
    upright = result if side in ("left", "right") else result.swapaxes(0, 1)
    new = upright[:, :16] if side in ("left", "top") else upright[:, 80:]
    assert new.shape[1] == 16
    near = new[:, -4:] if side in ("left", "top") else new[:, :4]
    assert near[25:35, :, 0].mean() > 150 and near[55:70, :, 0].mean() < 50


def test_corners_are_filled_too() -> None:
    pixels = freeze(np.full((40, 40, 3), 180, np.uint8))
    result = run("extend", pixels, method="ns", **ALL).pixels
    assert np.abs(result.astype(int) - 180).max() <= 2


def test_new_area_is_opaque_and_the_photo_keeps_its_alpha() -> None:
    pixels = np.dstack([waves(50, 60), np.tile(np.arange(60, dtype=np.uint8) * 4, (50, 1))])
    result = run("extend", freeze(pixels), method="telea", **ALL).pixels
    assert np.array_equal(inner(result, (60, 50), **ALL), pixels)
    outside = np.ones(result.shape[:2], bool)
    inner(outside[..., None], (60, 50), **ALL)[...] = False
    assert (result[outside][:, 3] == 255).all()


def test_grey_stays_grey() -> None:
    photo = Photo(freeze(np.repeat(waves(50, 60)[..., :1], 3, axis=2)), Metadata(grey=True))
    result = run("extend", photo, method="telea", **ALL)
    assert result.meta.grey and (result.pixels == result.pixels[..., :1]).all()


@pytest.mark.parametrize("size", [(1, 1), (1, 9), (9, 1), (2, 3)])
def test_tiny_photos(size: tuple[int, int]) -> None:
    """A little of a small side is a pixel."""
    pixels = freeze(np.full((size[1], size[0], 3), 77, np.uint8))
    result = run("extend", pixels, method="telea", left=1.0, bottom=25.0)
    assert result.size == (size[0] + 1, size[1] + -(-size[1] // 4))
    assert np.abs(result.pixels.astype(int) - 77).max() <= 4


def test_metadata_stays() -> None:
    photo = Photo(waves(30, 40), Metadata(icc=b"profile", exif=b"exif"))
    assert run("extend", photo, method="telea", left=10.0).meta == photo.meta


# Sizes


@pytest.mark.parametrize(
    ("size", "params", "expected"),
    [
        ((1000, 800), ALL, Border(100, 160, 50, 100)),
        ((1000, 800), {"left": 0.1}, Border(1, 0, 0, 0)),
        ((333, 100), {"right": 25.0}, Border(0, 0, 84, 0)),
        ((600, 400), {"ratio": "1:1"}, Border(0, 100, 0, 100)),
        ((400, 600), {"ratio": "1:1"}, Border(100, 0, 100, 0)),
        ((600, 400), {"ratio": "16:9"}, Border(55, 0, 56, 0)),
        ((400, 600), {"ratio": "16:9", "portrait": True}, Border(0, 55, 0, 56)),
        ((600, 400), {"ratio": "4:3", "left": 20.0}, Border(0, 25, 0, 25)),
        ((600, 400), {"ratio": "3:2"}, Border(0, 0, 0, 0)),
    ],
)
def test_what_is_added(size: tuple[int, int], params: dict[str, object], expected: Border) -> None:
    assert border(size, ExtendParams(**params)) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize("ratio", RATIOS)
@pytest.mark.parametrize("portrait", [False, True])
def test_a_ratio_in_reach_is_met_and_another_refused(ratio: str, portrait: bool) -> None:
    """Never more than a quarter a side, but for what rounds to a pixel; never anything cut off."""
    wanted = 1 / RATIOS[ratio] if portrait else RATIOS[ratio]
    for width in range(100, 2000, 77):
        params = ExtendParams(ratio=ratio, portrait=portrait)
        times = max(width / 500 / wanted, wanted * 500 / width)
        try:
            left, top, right, bottom = border((width, 500), params)
        except SettingsError:
            assert times > 1.49
            continue
        assert times < 1.51 and min(left, top, right, bottom) == 0
        assert max(left, right) <= width / 4 + 1 and max(top, bottom) <= 126
        assert abs((width + left + right) - (500 + top + bottom) * wanted) <= max(1, wanted)


def test_a_ratio_out_of_reach_is_a_sentence() -> None:
    with pytest.raises(
        SettingsError, match=r"For 16:9 this picture \(400 × 600 pixels\) .* \(84 %\) .* possible \(25 %\)"
    ):
        output_size((400, 600), ExtendParams(ratio="16:9"))
    with pytest.raises(SettingsError, match="For 2:3 this picture"):
        output_size((600, 400), ExtendParams(ratio="3:2", portrait=True))


def test_nothing_to_add_is_a_sentence() -> None:
    with pytest.raises(SettingsError, match="Nothing is to be added yet"):
        run("extend", waves(30, 40), method="telea")
    with pytest.raises(SettingsError, match="The photo is 4:3 already"):
        run("extend", waves(30, 40), method="telea", ratio="4:3")


@pytest.mark.parametrize("wrong", [{"left": 25.5}, {"top": -1.0}, {"ratio": "7:5"}, {"method": "magic"}])
def test_values_out_of_range_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(SettingsError):
        run("extend", waves(30, 40), params=replace(ExtendParams(left=1.0), **wrong))  # type: ignore[arg-type]


def test_a_result_larger_than_memory_is_refused_before_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "free", lambda: 5_000)
    with pytest.raises(OutOfMemory, match="50 × 60 pixels"):
        run("extend", waves(60, 40), method="telea", right=25.0)


# The job


def test_progress_rises_to_one() -> None:
    done: list[float] = []
    run("extend", waves(60, 80), Job(lambda share, _text: done.append(share)), method="telea", **ALL)
    assert done == sorted(done) and done[-1] == 1 and len(set(done)) >= 4


def test_cancelled_at_any_point_nothing_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    check, left = Job.check, 0

    def count(self: Job) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            self.cancel()
        check(self)

    for point in (0, 1, 3, 6):
        left = point
        with monkeypatch.context() as patch, pytest.raises(Cancelled):
            patch.setattr(Job, "check", count)
            run("extend", waves(60, 80), method="telea", **ALL)

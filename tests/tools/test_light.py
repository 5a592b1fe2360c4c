"""Light: exposure in the profile's own light, an S-curve, light and dark places by themselves; hues stay."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ganstudio.image.photo import Metadata, Photo
from ganstudio.image.pixels import Pixels, freeze
from ganstudio.image.response import response
from ganstudio.params import to_json
from ganstudio.tools import TOOLS
from ganstudio.tools.light_curves import KNEE, contrasted, exposed, odds, recovery
from tests.image.pictures import adobe_rgb, cat, profile, table_profile
from tests.tools.test_tone import run

TOOL = TOOLS["light"]
RAMP = freeze(np.repeat(np.arange(65536, dtype=np.uint16)[None, :, None], 3, axis=2))
RANGE = np.linspace(0, 1, 2001)


def light_of(photo: Photo) -> np.ndarray:
    """Linear light (H, W, 3)."""
    table = response(photo.meta.icc).light(int(np.iinfo(photo.pixels.dtype).max) + 1)
    return np.stack([table[c][photo.pixels[..., c]] for c in range(3)], axis=2)


def waves(height: int, width: int) -> Pixels:
    """Light and dark places with fine detail in them, and a hard border."""
    y, x = np.mgrid[:height, :width]
    soft = 0.5 + 0.4 * np.sin(x / 60) * np.cos(y / 45)
    values = np.where(x + y > width, soft, 1 - soft) + 0.05 * np.sin(x * 2.1)
    return freeze(np.rint(np.clip(np.stack([values, values * 0.9, values * 0.7], axis=2), 0, 1) * 255).astype(np.uint8))


@pytest.mark.parametrize(
    "icc", [None, profile("p3"), adobe_rgb(), table_profile()], ids=["none", "p3", "adobe", "table"]
)
@pytest.mark.parametrize("stops", [1.0, 2.0, -1.0, 0.35])
def test_a_stop_doubles_the_light(icc: bytes | None, stops: float) -> None:
    photo = Photo(freeze(cat().astype(np.uint16) * 257), Metadata(icc=icc))
    before, after = light_of(photo), light_of(run("light", photo, exposure=stops))
    free = (before * 2**stops).max(axis=2) <= KNEE
    assert free.mean() > 0.1
    assert np.abs(after / np.maximum(before, 0.01) / 2**stops - before / np.maximum(before, 0.01))[free].max() < 0.01


def test_the_profile_counts() -> None:
    """Half the light of the same values is another value where the tone curve is another."""
    plain = run("light", Photo(cat()), exposure=-2.0).pixels.astype(int)
    same_curve = run("light", Photo(cat(), Metadata(icc=profile("p3"))), exposure=-2.0).pixels
    gamma = Metadata(icc=adobe_curve())
    other = run("light", Photo(cat(), gamma), exposure=-2.0).pixels
    assert np.abs(plain - same_curve).max() <= 1  # Display P3 has sRGB's curve
    assert np.abs(plain - other).max() > 5


def adobe_curve() -> bytes:
    """P3's primaries, and the plain gamma of 1.8."""
    from tests.image.test_response import curv, with_curve

    return with_curve(curv(461))


@pytest.mark.parametrize("stops", [0.0, 0.3, 1.0, 3.0, 5.0, -5.0])
def test_more_exposure_presses_together_but_never_cuts_off(stops: float) -> None:
    light = exposed(RANGE, stops)
    assert light[0] == 0 and (np.diff(light) > 0).all() and light[-1] <= 1 + 1e-9
    if stops >= 0:
        assert light[-1] == pytest.approx(1)
        assert np.abs(np.diff(light, 2)).max() < 0.02 * 4**stops  # no kink
    if stops == 0:
        assert np.allclose(light, RANGE)


@pytest.mark.parametrize("amount", [-1.0, -0.3, 0.5, 1.0])
@pytest.mark.parametrize("middle", [0.39, 0.46])
def test_contrast_turns_around_middle_grey(amount: float, middle: float) -> None:
    values = contrasted(RANGE, amount, middle)
    assert (values[0], values[-1]) == (0, 1) and (np.diff(values) > 0).all()
    assert contrasted(np.array([middle]), amount, middle)[0] == pytest.approx(middle)
    steep = np.diff(contrasted(np.array([middle - 0.01, middle + 0.01]), amount, middle))[0] / 0.02
    assert (steep > 1.1) if amount > 0 else (steep < 0.9)


def test_contrast_keeps_the_profiles_middle_grey() -> None:
    for icc in (None, adobe_rgb(), adobe_curve()):
        curves = response(icc)
        value = round(float(np.interp(0.18, curves.curves[1], np.linspace(0, 65535, 65536))))
        grey = Photo(freeze(np.full((4, 4, 3), value, np.uint16)), Metadata(icc=icc))
        for amount in (-100.0, 100.0):
            assert np.abs(run("light", grey, contrast=amount).pixels.astype(int) - value).max() <= 2


@pytest.mark.parametrize("highlights", [-1.0, 0.0, 1.0])
@pytest.mark.parametrize("shadows", [-1.0, 0.0, 1.0])
def test_places_keep_their_order(highlights: float, shadows: float) -> None:
    times = odds(RANGE, highlights, shadows)
    values = times * RANGE / (1 + (times - 1) * RANGE) * recovery(RANGE, highlights)
    assert (np.diff(values) > 0).all() and values[0] == 0 and values[-1] <= 1


def test_shadows_change_dark_places_and_highlights_light_ones() -> None:
    """Dark on the left, light on the right."""
    pixels = np.full((200, 400, 3), 40, np.uint8)
    pixels[:, 200:] = 210
    photo = Photo(freeze(pixels))
    for params, dark, bright in (
        ({"shadows": 100.0}, 1, 0),
        ({"shadows": -100.0}, -1, 0),
        ({"highlights": -100.0}, 0, -1),
        ({"highlights": 100.0}, 0, 1),
    ):
        change = run("light", photo, **params).pixels.astype(int)[..., 0] - pixels[..., 0]
        left, right = change[50:150, 50:150].mean(), change[50:150, 250:350].mean()
        assert (np.sign(round(left / 10)), np.sign(round(right / 10))) == (dark, bright)


def test_detail_in_lifted_shadows_gets_stronger_not_flatter() -> None:
    """A curve that lifts shadows this much would flatten what is in them; looking at the surroundings does not."""
    _y, x = np.mgrid[:200, :300]
    dark = np.rint(50 + 10 * np.sin(x / 2)).astype(np.uint8)
    photo = Photo(freeze(np.repeat(dark[..., None], 3, axis=2)))
    after = run("light", photo, shadows=100.0).pixels[50:150, 50:250, 0].astype(float)
    before = dark[50:150, 50:250].astype(float)
    assert after.mean() > 1.5 * before.mean()
    assert after.std() / after.mean() > 0.75 * before.std() / before.mean()


@pytest.mark.parametrize("params", [{"exposure": 2.0}, {"contrast": 100.0}, {"shadows": 100.0, "highlights": 100.0}])
def test_hues_stay(params: dict[str, Any]) -> None:
    """The middle channel stays as far between the others, in light: skin does not turn yellow, nor sky cyan."""
    photo = Photo(freeze(cat().astype(np.uint16) * 257))
    before, after = light_of(photo), light_of(run("light", photo, **params))

    def place(values: np.ndarray) -> np.ndarray:
        low, middle, high = np.moveaxis(np.sort(values, axis=2), 2, 0)
        return (middle - low) / np.maximum(high - low, 1e-6)

    told = np.ptp(after, axis=2) > 0.03
    assert told.mean() > 0.5
    assert np.abs(place(before) - place(after))[told].max() < 0.01
    assert np.array_equal(before.argmax(axis=2)[told], after.argmax(axis=2)[told])


@pytest.mark.parametrize("params", [{"exposure": 0.5}, {"contrast": 60.0}, {"shadows": 60.0, "highlights": -60.0}])
def test_16_bit_stays_fine_and_in_order(params: dict[str, Any]) -> None:
    values = run("light", Photo(RAMP), **params).pixels[0, :, 0].astype(int)
    assert len(np.unique(values)) > 10_000
    if "shadows" not in params:  # a place's own lightness counts there
        assert (np.diff(values) >= 0).all()


@pytest.mark.parametrize(
    "params", [{"shadows": 100.0, "highlights": -100.0}, {"exposure": 1.0, "shadows": -50.0, "contrast": 30.0}]
)
def test_a_part_becomes_what_it_becomes_in_the_whole(params: dict[str, Any]) -> None:
    pixels = waves(1000, 1300)
    whole = run("light", Photo(pixels), **params).pixels
    asked, halo = TOOL.params(**params), 60
    assert halo < TOOL.halo
    area = (500 - halo, 400 - halo, 200 + 2 * halo, 100 + 2 * halo)
    rows, columns = slice(area[1], area[1] + area[3]), slice(area[0], area[0] + area[2])
    inside = TOOL.in_part((1300, 1000), asked, area)
    assert to_json(inside) == to_json(asked)  # what a part needs to know is none of the user's settings
    part = run("light", Photo(freeze(pixels[rows, columns])), **vars(inside)).pixels
    change = np.abs(part[halo:-halo, halo:-halo].astype(int) - whole[400:500, 500:700])
    assert np.abs(whole.astype(int) - pixels).max() > 40
    assert change.mean() < 0.5 and change.max() <= 5  # its coarse raster begins elsewhere


def test_reduced_it_looks_alike() -> None:
    import cv2

    pixels, params = waves(1000, 1300), {"shadows": 100.0, "highlights": -100.0}
    expected = cv2.resize(run("light", Photo(pixels), **params).pixels, (325, 250), interpolation=cv2.INTER_AREA)
    inside = TOOL.in_part((1300, 1000), TOOL.params(**params), (0, 0, 1300, 1000))
    assert TOOL.reduced
    small = Photo(freeze(np.asarray(cv2.resize(pixels, (325, 250), interpolation=cv2.INTER_AREA))))
    seen = run("light", small, **vars(TOOL.reduced(inside, 0.25))).pixels
    assert np.abs(seen.astype(int) - expected).mean() < 2.5
